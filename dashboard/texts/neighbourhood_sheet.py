"""Words of the A4 sheet of a priority neighbourhood."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.texts import common, sheets
from dashboard.texts import renewal as page
from geo.figures import Figure, Status, as_day
from geo.french import day, joined, number, plural, quantity
from geo.mix.gap import GapIndex
from geo.renewal import State
from geo.renewal.stock import Said

KICKER: Final = "Quartier prioritaire de la politique de la ville"
FIGURES: Final = "Le quartier en chiffres : toutes les valeurs publiées"
FIGURE_COLUMNS: Final = ("Donnée", "Valeur", "Date", "Statut, remarque", "Source")
MIX: Final = "Le quartier et ce qui l’entoure"
MIX_FIRST: Final = "Donnée"
MIX_LAST: Final = "Source"
MIX_INDEX: Final = (
    "**Indice d’écart (calculé) : {said}.** Moyenne de 100 × (quartier − entourage) / entourage, "
    "positif quand le quartier est plus fragile."
)
MIX_NO_INDEX: Final = "Aucun indicateur n’est publié à la fois pour le quartier et autour de lui."
MIX_DATES: Final = (
    "Millésimes différents ou non précisés, à vérifier : un ordre de grandeur. Les parts ne "
    "s’additionnent pas. Part de logements sociaux : ce n’est pas le taux SRU."
)
PROGRAMME: Final = "Ce qui change : l’état des opérations au {day}"
FORMER: Final = "Programme précédent, pour mémoire : l’état au {day}"
OUTLINE: Final = "Ce que montre le contour"
FUNDING: Final = "Le financement"
FORMER_FUNDING: Final = "Le financement du programme précédent"
PROMISES: Final = "Ce qui a été promis aux habitants"
CONTACTS: Final = "À qui parler"
PROGRAMME_COLUMNS: Final = ("Type", "Opération, logements", "État", "Prévu ensuite", "Source")
FUNDING_COLUMNS: Final = ("Financeur", "Montant", "Part du total")
PROMISE_COLUMNS: Final = ("Promesse", "Suite connue", "Source")
CONTACT_COLUMNS: Final = ("Qui", "Pour quoi", "Où, quand", "Source")
NONE: Final = "–"
NO_OPERATION: Final = "Aucune opération n’est annoncée à cette date dans les sources lues."
NO_RENEWAL: Final = "Aucune convention de renouvellement urbain (NPNRU) n’est connue à cette date."
NO_FUNDING: Final = "Aucun montant n’est publié à cette date dans les sources lues."
NOT_DRAWN: Final = "Aucune source ne publie la position des opérations : aucune n’est dessinée."
DRAWN_BY_QPV: Final = "Le NPNRU est dessiné ici par le contour du QPV 2024."
UNCONFIRMED: Final = "échéance passée, non confirmé"
FOLLOW_UP_UNKNOWN: Final = "rien de publié"
CHOSEN: Final = "{name}, contour du QPV 2024"
OTHER_QPV: Final = "Autre quartier prioritaire"
COMMUNE_LIMIT: Final = "Limite de commune"
SWATCHES: Final = ("gris, trait épais", "points", "trait fin")
SHORT_MONTHS: Final = (
    "janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
    "déc.",
)  # fmt: skip
SINCE: Final = (
    "Entre parenthèses, quand l’état a commencé ; deux dates : à un moment inconnu entre les deux."
)
UNBROKEN: Final = "\u00a0"
LAST_MONTH: Final = 12


def subtitle(code: str, commune: str) -> str:
    """Return what identifies a neighbourhood."""
    return f"{code} · {commune}"


def sentence(name: str, programmes: Sequence[Mapping[str, Any]], *, has_renewal: bool) -> str:
    """Return what the neighbourhood is, and what covers it."""
    covers = [f"**{each['label']}**, {each['since_text']}" for each in programmes]
    first = f"{name} est un quartier prioritaire (QPV)"
    said = f"{first}. Il est couvert par : {' ; '.join(covers)}." if covers else f"{first}."
    return said if has_renewal else f"{said} {NO_RENEWAL}"


def figure_row(figure: Figure) -> tuple[str, ...]:
    """Return a figure as cells: name, value with unit, date, status with what to know."""
    value = (
        common.MISSING[figure.missing]
        if figure.missing
        else quantity(figure.value, figure.unit, figure.decimals)
    )
    check = common.TO_CHECK if figure.is_to_check and figure.reference_date else ""
    note = sheets.remark(figure.note)
    status = common.STATUS[figure.status]
    when = common.reference(figure.reference_date)
    return figure.label, f"**{value}**", when, _remark([status, check], note)


def said_row(said: Said) -> tuple[str, ...]:
    """Return what a source said as cells, with the reserve with which it was said."""
    check = common.TO_CHECK if said.is_to_check and said.date_text else ""
    outline = f"contour {said.outline}" if said.outline else ""
    remark = _remark([common.STATUS[said.status], outline, check], sheets.remark(said.note))
    when = said.date_text or common.NO_DATE
    return said.label, f"**{page.said_value(said)}**", when, remark


def mix_index(around: str, index: GapIndex, on: str) -> str:
    """Return the gap index to one surrounding, with the indicators it rests on."""
    return f"{around} {number(index.percent, sign=True)} % ({on})"


def map_alt(name: str, commune: str, others: Sequence[str]) -> str:
    """Return what the map shows."""
    around = f" Autres quartiers prioritaires : {', '.join(others)}." if others else ""
    return (
        f"Carte du quartier prioritaire {name}, commune : {commune}. Son contour 2024 est un trait "
        f"épais autour d’un gris ; les limites de communes sont des traits fins.{around}"
    )


def locator_alt(name: str, commune: str) -> str:
    """Return what the small map shows."""
    return f"Place de {name} ; commune : {commune}. Un cadre montre l’étendue de la carte."


def programme(operations: pd.DataFrame) -> str:
    """Return how many operations are in each state, as one sentence."""
    counts = page.state_counts(operations)
    parts = [
        f"{number(count)} {(page.STATES if count == 1 else page.STATES_PLURAL)[state]}"
        for state, count in counts
    ]
    found = f"{plural(len(operations), 'opération')} dans les sources lues : {joined(parts)}."
    return f"{found} {SINCE}"


def operation(row: Mapping[str, Any]) -> str:
    """Return an operation with its dwellings, unless its name or its nature says them."""
    said = dwellings(row)
    return f"{row['name']} · {said}" if said else str(row["name"])


def dwellings(row: Mapping[str, Any]) -> str:
    """Write the dwellings of an operation; nothing where they are not its object."""
    if row["dwellings_count"] is not None:
        count = number(row["dwellings_count"])
        said = page.qualified(f"{count} logements", row["dwellings_qualifier"])
        return "" if re.search(rf"\b{count} (?:des|logements)", row["name"]) else said
    if row["occupied_dwellings_count"] is not None:
        return f"{number(row['occupied_dwellings_count'])} logements occupés, total non publié"
    return "nombre non publié" if row["dwellings_status"] == "not_published" else ""


def state(row: Mapping[str, Any]) -> str:
    """Return the state of an operation, since when, and the further one it may be in."""
    since = moment(as_day(row["state_since"]), as_day(row["state_since_latest"]))
    said = f"**{page.STATES[State(row['state'])]}**"
    said = f"{said} ({since})" if since else said
    further = row["possible_state"]
    return said if further is None else f"{said} ; peut-être {page.STATES[State(further)]}"


def target(row: Mapping[str, Any]) -> str:
    """Return what the sources foresee next, and whether its time has passed."""
    if row["target_state"] is None:
        return NONE
    said = (
        row["target_text"]
        or f"{page.STATES[State(row['target_state'])]} : {day(row['target_date'])}"
    )
    return said if row["is_confirmed"] else f"{said} ; {UNCONFIRMED}"


def moment(first: date | None, last: date | None) -> str:
    r"""Write a day, or the interval it is in, shortly.

    >>> moment(date(2020, 1, 1), date(2020, 12, 31)), moment(date(2019, 10, 1), date(2024, 6, 20))
    ('2020', 'oct.\xa02019\xa0– juin\xa02024')
    """
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    whole = (first.month, first.day, last.month, last.day) == (1, 1, LAST_MONTH, 31)
    if whole and first.year == last.year:
        return str(first.year)
    ends = [f"{SHORT_MONTHS[each.month - 1]}{UNBROKEN}{each.year}" for each in (first, last)]
    return f"{UNBROKEN}– ".join(dict.fromkeys(ends))


def funding(row: Mapping[str, Any]) -> str:
    """Return what one statement names, of how much, and what nobody is named for."""
    total = page.millions(row["total_eur"], row["total_qualifier"])
    if row["named_eur"] is None:
        return f"**{total}**, sans financeur nommé ({row['date_text']})."
    named = page.millions(row["named_eur"], row["named_qualifier"])
    rest = page.millions(row["unattributed_eur"], row["unattributed_qualifier"])
    return (
        f"**{named} ont un financeur nommé, sur {total}** ({row['date_text']}) ; le reste, {rest}, "
        "est calculé : aucune source lue ne dit qui le paie."
    )


def funder(item: str, *, is_derived: bool) -> str:
    """Return the name of a part of the money, and that it is computed when it is."""
    name = page.FUNDERS.get(item, item)
    return f"{name} ({common.STATUS[Status.DERIVED]})" if is_derived else name


def totals(rows: Sequence[tuple[Mapping[str, Any], str]]) -> str:
    """Return every published total with its date and its source."""
    said = (
        f"{page.millions(row['total_eur'], row['total_qualifier'])} ({row['date_text']}) {cited}"
        for row, cited in rows
    )
    return f"Totaux publiés, du plus ancien au plus récent : {' ; '.join(said)}."


def shared_promises(count: int) -> str:
    """Return how many promises are made to every neighbourhood, not only to this one."""
    many = plural(count, "autre promesse vaut", "autres promesses valent")
    return f"{many} pour tous les quartiers du contrat : voir le protocole."


def promised(by: str | None, when: str) -> str:
    """Return who promised, and when: the heading of promises made together."""
    return f"**{by}** · {when}" if by else f"Sans auteur nommé · {when}"


def promise(row: Mapping[str, Any], follow_up: str) -> tuple[str, str]:
    """Return a promise, and what is known to have followed."""
    return str(row["promise"]), _remark([follow_up], str(row["note"] or ""))


def contact(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return whom to speak to, about what, where, as of when."""
    where = [part for part in (row["place_text"], row["date_text"]) if part]
    remark = _remark(where, str(row["note"] or ""))
    return f"**{row['name']}**", str(row["subject"]), remark


def _remark(facts: Sequence[str], note: str) -> str:
    """Join short facts, then a sentence, without the last point.

    >>> _remark(["officiel", "", "contour 2024"], "Enquête.")
    'officiel · contour 2024. Enquête'
    """
    head = " · ".join(fact for fact in facts if fact).rstrip(".")
    return f"{head}. {note}".rstrip(". ")
