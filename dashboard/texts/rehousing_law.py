"""Words of the page « Relogement » about the law, the charter and its promises."""

from geo.french import day, quantity
from geo.rules.parameters import Certainty, DatedValue
from geo.rules.rehousing import Right, RightAnswer
from geo.territory.rehousing import Promise

RIGHT = "Offres, refus, et ce que dit la loi"
RIGHT_RULE = (
    "Un locataire qui refuse **{count} offres** conformes perd le droit de rester : il n’a plus de "
    "titre d’occupation **{months} mois** après la notification de la troisième. Une offre "
    "conforme est un logement en bon état, adapté aux besoins et aux moyens du ménage, dans la "
    "même commune ou une commune limitrophe, à {km} au plus."
)
LAW = "{article}, {version}"
TO_CHECK = ":orange-badge[à vérifier]"
CALCULATOR = "Jusqu’à quand ? Notification de la troisième offre"
CALCULATOR_HELP = "Cette date n’est ni gardée ni envoyée ailleurs."
LAST_DAY = "Dernier jour avec un titre d’occupation, si les trois offres sont refusées : **{day}**."
ENDED = "Au {today}, ce délai est passé."
RUNNING = "Au {today}, ce délai court encore."
COMMUNES = "Les communes où une offre peut se trouver"
COMMUNES_SENTENCE = (
    "Autour du quartier : {sure} communes entièrement à {km} ou moins, {maybe} en partie seulement "
    "(selon le logement). À vol d’oiseau, d’un bout à l’autre des contours."
)
COMMUNES_NOTE = "Distances calculées sur les contours : {outlines} ; quartiers 2024 (ANCT)."
COMMUNES_COLUMNS = {
    "name": "Commune",
    "nearest_m": "Au plus près (m)",
    "farthest_m": "Au plus loin (m)",
    "is_offer_place": "Une offre peut s’y trouver",
}
PLACES = {"yes": "oui", "unknown": "selon le logement", "no": "non"}
CHARTER = "Ce qui a été promis, et ce qui est mesuré"
CHARTER_NOTE = (
    "Le texte de la charte de relogement n’est pas publié : ses objectifs sont inconnus ici, et "
    "aucun autre programme n’en tient lieu (les 50 % de logements neufs de l’ancien PNRU ne sont "
    "pas une règle du NPNRU)."
)
MEASURES = {
    "recent_percent": "Relogés dans un logement neuf ou conventionné depuis moins de cinq ans",
    "outside_qpv_percent": "Relogés hors de tout QPV",
    "same_commune_percent": "Relogés dans la même commune",
    "effort_percent": "Taux d’effort moyen après le relogement",
}
MEASURE, TARGET, MEASURED = "Mesure", "Objectif de la charte", "Mesuré"
NOT_PUBLISHED = "non publié"
SECRET = "secret"  # noqa: S105 -- statistical secrecy
LETTINGS = "Le lien avec les 25 % d’attributions"
PROMISED = "Promis"


def law_line(law: DatedValue) -> str:
    """Return article and version of a legal value, and whether it has to be checked."""
    line = f":gray[:small[{LAW.format(article=law.article, version=law.version)}]]"
    return f"{line} {check_mark(law)}"


def check_mark(law: DatedValue) -> str:
    """Return the mark of a value that was not read in the text in force."""
    return TO_CHECK if law.certainty is Certainty.TO_CHECK else ""


def last_day_line(found: RightAnswer, today: str) -> str:
    """Return until when a household keeps its title."""
    words = RUNNING if found.right is Right.RUNNING else ENDED
    return f"{LAST_DAY.format(day=day(found.last_day))} {words.format(today=today)}"


def target_words(law: DatedValue | None) -> str:
    """Write a target, or that no published text gives one."""
    return NOT_PUBLISHED if law is None else quantity(int(str(law.value)), "%")


def promise_line(promise: Promise) -> str:
    """Return a promise with who made it, and what followed."""
    follow_up = promise.follow_up or "Suite non publiée."
    who = f", {promise.promised_by}" if promise.promised_by else ""
    return (
        f"- {promise.words} {follow_up}  \n"
        f":gray[:small[{promise.date_text}{who} · {promise.source.title}. {promise.note}]]"
    )
