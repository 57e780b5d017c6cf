"""Words of the results of the SRU law: value, formula, article, certainty, what is missing."""

from datetime import date
from fractions import Fraction

from dashboard.texts.common import TO_CHECK
from geo.errors import Fault
from geo.french import NARROW, day, joined, number, quantity
from geo.rules.parameters import Certainty, DatedValue
from geo.rules.sru import Objective, Period, Result, Status
from geo.rules.sru.result import DWELLINGS, EUROS, POINTS
from geo.rules.sru.wording import span
from geo.sru.audit import COARSEST
from geo.sru.published import Reading

SECTION = "La commune en détail"
SECTIONS = {
    "situation": "Situation",
    "objectif": "Objectif de la période",
    "prelevement": "Prélèvement",
    "simulateur": "Simulateur",
    "historique": "Historique",
}
HOW = "Comment c’est calculé"
CHECK_BADGE = f":orange-badge[{TO_CHECK}]"
DERIVED_BADGE = ":gray-badge[calculé]"
PUBLISHED_BADGE = ":blue-badge[publié]"
ILLUSTRATION_BADGE = ":gray-badge[illustration]"
NAMES = {
    "rate_percent": "Taux de logements sociaux",
    "gap_points": "Écart à l’objectif",
    "deficit_count": "Logements manquants",
    "surplus_count": "Logements au-dessus de l’objectif",
    "catch_up_percent": "Part du manque à rattraper",
    "objective_count": "Logements à produire",
    "gross_levy_eur": "Prélèvement brut",
    "total_levy_eur": "Prélèvement avec majoration",
    "net_levy_eur": "Prélèvement net",
    "plai_share_percent": "Part de PLAI",
    "pls_share_percent": "Part de PLS",
}
INPUTS = {
    "main_residences_count": "les résidences principales",
    "lls_count": "les logements sociaux",
    "tax_potential_eur": "le potentiel fiscal par habitant",
    "median_tax_potential_eur": "le potentiel fiscal médian",
    "expenditure_eur": "les dépenses réelles de fonctionnement",
    "is_dsu": "si la commune reçoit la DSU",
    "entry_percent": "le taux des communes nouvellement soumises",
    "majoration_base_eur": "la base de la majoration",
    "rate_percent": "le taux",
    "levy_minimum_eur": "si le minimum légal du prélèvement est toujours en vigueur",
    "has_plh": "si un programme local de l’habitat couvre la commune",
}
WITHOUT_VALUE = {
    Status.UNKNOWN: "inconnu",
    Status.UNDEFINED: "sans objet",
    Status.EXEMPT: "exemptée",
    Status.NOT_SUBJECT: "non soumise",
}
RESIDENCES = "Résidences principales"
PERIOD = "Période"
TARGET = "Objectif de taux (%)"
REFERENCE_LLS = "Logements sociaux au {day}"
REFERENCE_RP = "Résidences principales au {day}"
CONTRACT = "Taux d’un contrat de mixité sociale (% du manque)"
CONTRACT_HELP = "Seulement si un contrat abaissant est signé pour la période."
ENTRY = "Année d’entrée dans le dispositif"
ENTRY_HELP = "Seulement pour une commune nouvellement soumise."
TERMS = "Contrat de mixité sociale, commune nouvellement soumise"
LLS_ABOVE = "Les logements sociaux ne peuvent pas dépasser les résidences principales."
OBJECTIVE_ASK = "Saisissez l’inventaire de référence s’il est connu"
LEVY_PUBLISHED = "Prélèvement net publié pour {year}"
LEVY_ASK = "Estimer avec les chiffres de la commune"
LEVY_EMPTY = (
    "Rien n’est estimé tant que le potentiel fiscal ou les dépenses de fonctionnement ne sont pas "
    "donnés : le fichier national ne les contient pas."
)
TAX_POTENTIAL = "Potentiel fiscal par habitant (€)"
TAX_POTENTIAL_HELP = "Fiche DGF de la commune."
EXPENDITURE = "Dépenses réelles de fonctionnement (€)"
EXPENDITURE_HELP = "Compte de l’avant-dernier exercice ; elles fixent le plafond."
DEDUCTIBLE = "Dépenses déductibles déclarées (€)"
MAJORATION = "Majoration d’un arrêté de carence (%)"
DSU = "Dotation de solidarité urbaine (DSU)"
DSU_ANSWERS = {"inconnu": "Je ne sais pas", "oui": "La commune la reçoit", "non": "Non"}
FORMULA = "Calcul"
LACKING = "Il manque"
LACKING_EXACT = "Pour un résultat exact, il manque"
BREAK = "nouveau comptage des résidences principales"
PLURAL = 2  # French takes the plural from two on


def name(result: Result) -> str:
    """Return the French name of a result."""
    return NAMES[result.name]


def value(result: Result) -> str:
    """Write a value with its unit, its bounds, or why there is none."""
    if result.low is None and result.high is None:
        return WITHOUT_VALUE.get(result.status, "inconnu")
    if result.high is None and result.low is not None:
        return f"au moins {_amount(result, result.low)}"
    if result.low is None and result.high is not None:
        return f"au plus {_amount(result, result.high)}"
    low, high = result.low or Fraction(0), result.high or Fraction(0)
    if low == high:
        return _amount(result, low)
    if low == 0 and result.unit == EUROS:
        return f"au plus {_amount(result, high)}"
    return f"{_bare(result, low)} à {_amount(result, high)}"


def about(result: Result) -> str:
    """Write a number of dwellings as people say it: rounded, « environ » when it is not exact."""
    low, high = result.low or Fraction(0), result.high or Fraction(0)
    if low == high:
        return span(low, high)
    words = list(dict.fromkeys((number(low), number(high))))
    return f"environ {' à '.join(words)}"


def certainty(result: Result) -> str:
    """Return the badge of a result whose legal value is to be checked, else nothing."""
    return CHECK_BADGE if result.certainty is Certainty.TO_CHECK else ""


def explanation(result: Result) -> str:
    """Return one result as Markdown: value, formula, article with its link, doubt, what lacks."""
    head = f"**{name(result)} : {value(result)}** {certainty(result)}".rstrip()
    lines = [head]
    if result.formula:
        lines.append(f"{FORMULA} : {result.formula}")
    if result.missing:
        known = LACKING if result.low is None and result.high is None else LACKING_EXACT
        lines.append(f"{known} : {lacking(result)}.")
    if result.note:
        lines.append(result.note)
    lines.append(f":gray[:small[[{result.article}]({result.url}) · {result.version}]]")
    return "  \n".join(lines)


def lacking(result: Result) -> str:
    """Name the inputs a result lacks, in one phrase."""
    return joined([INPUTS.get(each, each) for each in result.missing])


def fault(found: Fault) -> str:
    """Return what is wrong with something the reader gave."""
    if found.rule == "contract-rate":
        return _contract_fault(found.expected)
    if found.rule == "stock-exhausted":
        return "Ce programme enlève plus de logements qu’il n’y en a."
    if found.rule == "no-main-residence":
        return "Il faut au moins une résidence principale."
    return f"Cette valeur ne convient pas : {found.found}."


def situation(name_of_commune: str, reading: Reading) -> str:
    """Return how many dwellings are missing, or over, as one sentence."""
    verdict, target = reading.situation, quantity(reading.target_percent, "%")
    if verdict.status is Status.SHORT:
        return f"Il manque **{about(verdict.deficit)} logements** sociaux pour atteindre {target}."
    if verdict.status is Status.COMPLIANT:
        over = about(verdict.surplus)
        return (
            f"{name_of_commune} compte {over} logements sociaux de plus que les {target} demandés."
        )
    if verdict.status is Status.EXEMPT:
        return f"{name_of_commune} est exemptée pour {reading.period.label} : rien n’est dû."
    return (
        "Les chiffres publiés ne permettent pas de dire si l’objectif est atteint : il manque "
        f"{lacking(verdict.rate)}."
    )


def derivation(reading: Reading) -> str:
    """Say where the main residences come from and how far they are known."""
    residences = reading.inventory.main_residences
    if residences is None:
        return "Le fichier ne publie pas les résidences principales et le taux ne les donne pas."
    rounding = "au dixième" if reading.decimals == COARSEST else "au centième"
    return (
        f"Le fichier ne publie pas les résidences principales. Son taux, arrondi {rounding}, en "
        f"laisse {residences_of(reading)} au {day(reading.inventory.day)}."
    )


def residences_of(reading: Reading) -> str:
    """Write the main residences between their bounds."""
    residences = reading.inventory.main_residences
    return "inconnues" if residences is None else span(residences.low, residences.high)


def reference(reading: Reading, period: Period) -> str:
    """Say which inventory sets the objective of a period, and whether it is here."""
    when, here = day(period.reference_day), day(reading.inventory.day)
    if period.reference_day == reading.inventory.day:
        return f"L’objectif {period.label} se calcule sur l’inventaire publié, au {when}."
    return (
        f"L’objectif {period.label} se calcule sur l’inventaire au **{when}**, qui n’est pas "
        f"publié ici : le fichier donne celui du {here}."
    )


def objective(period: Period, aim: Objective) -> str:
    """Return what is to be produced over a period, as one sentence."""
    count = aim.count
    if count.status is Status.EXEMPT:
        return f"La commune est exemptée pour {period.label} : aucun objectif."
    if count.status is Status.NOT_SUBJECT:
        return f"La commune n’est pas encore soumise en {period.label} : aucun objectif."
    if count.low is None:
        when = day(period.reference_day)
        return f"Objectif {period.label} : **inconnu**. Il manque {lacking(count)} au {when}."
    if count.high == 0:
        return f"Objectif {period.label} : **aucun logement** à rattraper."
    return f"Objectif {period.label} : **{about(count)} logements** à produire."


def illustration(reading: Reading, aim: Objective) -> str:
    """Return what the objective would be with the published inventory, said to be no objective."""
    when = day(reading.inventory.day)
    share = value(aim.catch_up)
    words = (
        "aucun logement"
        if aim.count.high == 0
        else f"{about(aim.count)} logements, soit {share} de ce qui manque"
    )
    return (
        f"{ILLUSTRATION_BADGE} Si l’inventaire au {when} servait de référence, l’objectif serait : "
        f"{words}. Ce n’est pas l’objectif notifié par l’État."
    )


def other_target(reading: Reading) -> str:
    """Say that the target of a later period is not known here."""
    return (
        f"{CHECK_BADGE} Le fichier donne l’objectif de taux de {reading.period.label} ; un décret "
        "peut l’avoir changé depuis."
    )


def levy_source(reading: Reading) -> str:
    """Say what the published levy is the levy of."""
    return (
        f"Montant net publié par l’État dans le fichier de l’inventaire au "
        f"{day(reading.inventory.day)}, majoration comprise."
    )


def below_minimum(reading: Reading, minimum: DatedValue) -> str:
    """Say that the published levy and the legal minimum do not agree; both are shown."""
    least = quantity(int(str(minimum.value)), "€")
    return (
        f"{CHECK_BADGE} Le texte lu ({minimum.article}) dit que le prélèvement n’est pas effectué "
        f"sous {least} ; le fichier publie pourtant {quantity(reading.net_levy_eur, '€', 2)}. Ce "
        "montant est net de dépenses déductibles qui ne sont pas publiées. Les deux sont montrés."
    )


def no_levy(year: int) -> str:
    """Say that no levy was published for a year."""
    return f"Aucun prélèvement net n’est publié pour {year}."


def levy_estimate(net: Result, year: int) -> str:
    """Return the estimated levy as one sentence."""
    if net.status is Status.EXEMPT:
        return f"Estimation pour {year} : la commune est **exonérée** du prélèvement."
    if net.status is Status.NOT_SUBJECT:
        return f"Estimation pour {year} : la commune n’est **pas encore soumise**, rien n’est dû."
    if net.low is None and net.high is None:
        return f"Estimation pour {year} : le prélèvement est **inconnu**."
    return f"Estimation pour {year} : **{value(net)}** net."


def break_note(when: date) -> str:
    """Say what changed at the break of series."""
    return (
        f"À partir du {day(when)}, les résidences principales sont comptées autrement (loi 3DS, "
        "art. 65) : les taux d’avant et d’après ne se comparent pas exactement."
    )


def _amount(result: Result, amount: Fraction) -> str:
    counted = result.unit in (POINTS, DWELLINGS) and abs(amount) < PLURAL
    unit = result.unit.removesuffix("s") if counted else result.unit
    return f"{_bare(result, amount)}{NARROW}{unit}"


def _bare(result: Result, amount: Fraction) -> str:
    if result.name in ("rate_percent", "gap_points") or (
        result.unit == EUROS and amount.denominator > 1
    ):
        return number(amount, 2)
    return span(amount, amount)


def _contract_fault(expected: str) -> str:
    low, _, high = expected.partition(" to ")
    if not high:
        return "Aucun contrat abaissant n’existe pour cette période."
    return f"Le taux du contrat doit être entre {low} et {high}{NARROW}% pour cet écart."
