"""Words of the page « Relogement »: what is published of the households, and what is secret."""

from collections.abc import Mapping, Sequence

from dashboard.texts import titles
from dashboard.texts.common import STATUS as STATUS_WORDS
from geo.figures import Figure
from geo.french import day, joined, number, plural, quantity
from geo.privacy import Cell, add, share
from geo.rehousing.answer import Tables, outside_qpv, rehoused, waiting
from geo.rehousing.households import OTHER_BUILDING
from geo.rehousing.stages import Progress, Zone
from geo.territory.rehousing import FollowUp

TITLE = titles.REHOUSING
QUESTION = "Où en sont les ménages des bâtiments à démolir, et où sont-ils allés ?"
PLACE = "Quartier"
NO_PROGRAMME = "Aucun bâtiment habité n’est à démolir dans les quartiers de ce territoire."
NO_FILE = (
    "Aucun fichier de ménages n’est chargé. Remplissez le modèle avec les bailleurs (un ménage par "
    "ligne, sous pseudonyme), puis chargez-le dans « Données des partenaires » ou par "
    "`cdv import rehousing FICHIER`. Rien de ce qui touche un ménage n’est ensuite affiché : "
    "seulement des comptes protégés."
)
TEMPLATE = "Télécharger le modèle à remplir (CSV)"
TOO_EARLY = (
    "Rien ne peut encore paraître : il faut une année close et au moins {step} ménages dans le "
    "fichier."
)
NO_BUILDINGS = (
    "Rien n’est dit par bâtiment : l’un d’eux compte moins de {step} ménages dans le fichier."
)
NO_REPORT = (
    "Les détails paraîtront quand {step} ménages seront relogés : en dessous, presque chaque "
    "chiffre désignerait quelqu’un."
)
FICTION = (
    "**Données fictives**, pour démonstration : ces ménages sont inventés. Seul le nombre de "
    "logements occupés par bâtiment vient d’une source."
)
FICTION_MARK = "données fictives"
PARTNERS = "bailleurs"
SECRET = "secret"  # noqa: S105 -- statistical secrecy, not a password
HIDDEN_TITLE = "Pourquoi certains chiffres sont « secrets »"
HIDDEN_WHY = (
    "Un chiffre de 1 à 4 ménages désignerait presque quelqu’un ; de 1 à 10 quand il touche aux "
    "revenus. Il est donc caché, avec ce qu’il faut d’autres chiffres pour que personne ne le "
    "retrouve par une soustraction, entre deux tableaux ou entre deux dates : un chiffre caché "
    "garde toujours au moins cinq valeurs possibles.\n\n"
    "Le nombre de relogements paraît chaque année close ; les détails dans un bilan, quand assez "
    "de ménages ({step}) ont rejoint le précédent. Il n’y a pas de filtre par bâtiment : avec une "
    "soixantaine de ménages, il cacherait plus qu’il ne montrerait."
)
HIDDEN = "{count} des chiffres de cette page sont secrets."
PROGRESS = "Où en sont-ils ?"
FUNNEL = "De la démolition annoncée au nouveau logement"
TABLE = "Les mêmes chiffres en tableau"
DESTINATIONS = "Où sont-ils allés ?"
DESTINATIONS_BAR = "Les relogements définitifs par destination"
YEAR = "Année close"
WHAT = "Quoi"
TIMELINE = "Combien par an ?"
REHOUSED = "Relogés définitivement"
WAITING_LABEL = "Encore à reloger"
LEFT_LABEL = "Partis autrement"
OUTSIDE_LABEL = "Relogés hors d’un QPV"
PROGRESS_NAMES = {
    Progress.REHOUSED: "relogés définitivement",
    Progress.AGREED: "accord donné ou logement provisoire",
    Progress.SEARCHING: "sans accord connu",
    Progress.LEFT: "partis autrement",
}
IN_PROGRESS = "encore à reloger"
PROGRESS_NOTE = (
    "« Relogés définitivement » compte les décohabitations (un ménage, plusieurs logements). "
    "« Partis autrement » : départ de soi-même, décès, expulsion."
)
STEPS = (
    "Ménages à reloger",
    "Moins les départs",
    "Accord donné ou mieux",
    "Relogés définitivement",
)
ZONES = {
    Zone.QPV: "dans un QPV",
    Zone.SAME_COMMUNE: "dans la même commune, hors QPV",
    Zone.OTHER_COMMUNE: "dans une autre commune de l’agglomération",
    Zone.OUTSIDE_EPCI: "hors de l’agglomération",
    Zone.UNKNOWN: "à un lieu non dit",
}
OTHER_TOWN = "autre commune (non détaillée)"
OTHER_BUILDING_NAME = "Autre bâtiment"
HOUSEHOLDS = "Ménages"
STATUS = "Statut"
DAY = "Au"
MAP_TITLE = "Carte des relogements, du quartier aux communes"
MAP_START = "{name}\nDépart des ménages"
MAP_STAYED = "Relogés dans un QPV : {count}"
MAP_LEGEND = "Relogés définitivement au {day}"
MAP_SHOWN = "commune d’arrivée, trait aussi large que le nombre de ménages"
MAP_SECRET = "compte secret : pas de trait"  # noqa: S105 -- statistical secrecy
MAP_OTHER = "aucun ménage, ou non détaillée"
MAP_FICTION = "pointillés : données fictives"
MAP_KEY = "carte-relogement"
METHOD = (
    "Un ménage est relogé à la date de son déménagement. « Hors QPV » se juge sur les contours en "
    "vigueur ce jour-là : ceux de 2015 jusqu’au 31 décembre 2023, qui ne sont pas dans ces données "
    "(ce que dit le bailleur n’est alors pas recontrôlé), ceux de 2024 ensuite."
)


def count(cell: Cell) -> str:
    """Write a count, or that it is secret.

    >>> from geo.privacy import SECRET as HIDDEN_CELL
    >>> count(HIDDEN_CELL)
    'secret'
    """
    return SECRET if cell.count is None else number(cell.count)


def households(cell: Cell) -> str:
    """Write a number of households in words."""
    if cell.count is None:
        return "un nombre secret de ménages"
    return plural(cell.count, "ménage")


def answer(found: FollowUp, tables: Tables, buildings: Sequence[str]) -> str:
    """Return the sentence that answers the question of the page."""
    published = found.published
    if published is None:
        return ""
    everybody, moved = tables["households"].cell(), rehoused(tables)
    part = share(moved, everybody)
    percent = "" if part is None else f" ({quantity(100 * part, '%')})"
    first = (
        f"Au {day(published.until)}, **{count(moved)}** des **{count(everybody)} ménages** "
        f"{_whose(tables, buildings)} ont un nouveau logement pour de bon{percent}."
    )
    if published.details_until is None:
        return first
    rest = f" {sentence_case(households(waiting(tables)))} sont encore à reloger,"
    gone = f" {households(tables['progress'].cell(Progress.LEFT))} sont partis autrement"
    return f"{first}{rest}{gone} (bilan au {day(published.details_until)})."


def _whose(tables: Tables, buildings: Sequence[str]) -> str:
    """Say where the households come from; households of another building may be in the file."""
    table = tables.get("building")
    are_all = table is not None and table.cell(OTHER_BUILDING).count == 0
    return f"des bâtiments {joined(list(buildings))}" if are_all else "à reloger"


def sentence_case(words: str) -> str:
    """Return `words` with a capital first letter."""
    return words[:1].upper() + words[1:]


def destination_sentence(tables: Tables) -> str:
    """Return where the households went, in a sentence."""
    zone = tables["zone"]
    parts = [
        f"**{count(zone.cell(each))}** {ZONES[each]}"
        for each in ZONES
        if zone.cell(each).count != 0
    ]
    return f"Sur {households(rehoused_in(tables))} : {joined(parts)}."


def occupied_line(figures: Sequence[Figure]) -> str:
    """Return how many dwellings of each building were occupied, as a source said."""
    said = [f"{each.label} : {each.note}" for each in figures]
    titles = dict.fromkeys(each.sources[0].title for each in figures)
    statuses = dict.fromkeys(STATUS_WORDS[each.status] for each in figures)
    return f"{'. '.join(said)}. Source : {' ; '.join(titles)} ({', '.join(statuses)})."


def rehoused_in(tables: Tables) -> Cell:
    """Return the households rehoused by the day of the report."""
    return tables["progress"].cell(Progress.REHOUSED)


def town_name(key: str, names: Mapping[str, str]) -> str:
    """Write a destination: commune and zone."""
    zone, *codes = key.split()
    if codes:
        name = names.get(codes[0], codes[0])
        return name if zone == Zone.OTHER_COMMUNE else f"{name}, {ZONES[Zone(zone)]}"
    return OTHER_TOWN if zone == Zone.OTHER_COMMUNE else sentence_case(ZONES[Zone(zone)])


def hidden_towns(keys: Sequence[str], names: Mapping[str, str]) -> str:
    """Say which flows are not drawn because their count is secret."""
    if not keys:
        return ""
    listed = joined([town_name(key, names) for key in keys])
    return f"Comptes secrets, sans trait sur la carte : {listed}."


def flow_words(name: str, cell: Cell, *, is_fictional: bool) -> str:
    """Return what the map says of a commune."""
    lines = [name, f"Ménages relogés ici : {count(cell)}"]
    return "\n".join([*lines, "Données fictives"] if is_fictional else lines)


def lettings_sentence(tables: Tables) -> str:
    """Say how many moves count in the 25 % of lettings."""
    outside = outside_qpv(tables)
    return (
        f"**{count(outside)}** de ces relogements se sont faits hors de tout QPV : le bail de "
        "chacun compte dans les 25 % d’attributions de son année (CCH, art. L441-1), que "
        "le ménage soit ou non du premier quartile. Un relogement dans un QPV n’y compte pas."
    )


def same_commune(tables: Tables) -> Cell:
    """Return the households rehoused in the commune of the neighbourhood, QPV or not.

    Another commune of the territory may have a QPV: only those of the commune itself count.
    """
    keys = tables["town"].cells
    here = [cell for key, cell in keys.items() if _is_home(key[0])]
    return add(here)


def _is_home(key: str) -> bool:
    zone, *codes = key.split()
    return bool(codes) and zone in {Zone.QPV, Zone.SAME_COMMUNE}


def building_name(building: str) -> str:
    """Write a building as the programme names it."""
    return OTHER_BUILDING_NAME if building == OTHER_BUILDING else f"Bâtiment {building}"


def building_progress(building: str, name: str) -> str:
    """Write a cell of the progress by building."""
    return f"{building_name(building)} : {name}"


def provenance(found: FollowUp, when: str) -> str:
    """Return day, producer and status of a figure."""
    if found.is_fictional:
        return f"{when} · {FICTION_MARK}"
    return f"{when} · {PARTNERS} · calculé"


def file_name(table: str) -> str:
    """Return the name of an export; what makes its file marks that of fictional data.

    >>> file_name("destinations")
    'relogement-destinations'
    """
    return f"relogement-{table}"
