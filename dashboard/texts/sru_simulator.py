"""Words of the simulator of the page « Communes SRU »."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from dashboard.texts.sru_law import CHECK_BADGE
from geo.french import NARROW, day, joined, number, plural, quantity
from geo.rules.parameters import Certainty, DatedValue
from geo.rules.sru import Growth, Simulation, Status, Step
from geo.rules.sru.wording import percent_apart, span
from geo.sru.scenario import Move, Scenario, further_needed, is_new, is_social

QUESTION = "Et si la commune construit ?"
INTRO = (
    "Écrivez le nombre de logements livrés ou perdus chaque année. Un logement livré une année "
    "compte à l'inventaire du 1er janvier suivant."
)
YEAR = "Année"
MOVES = {
    Move.PLAI: "PLAI",
    Move.PLUS: "PLUS",
    Move.PLS: "PLS",
    Move.BRS: "BRS",
    Move.PSLA: "PSLA",
    Move.ACQUIRED: "Achetés",
    Move.ANAH: "Anah",
    Move.INTERMEDIATE: "Interm.",
    Move.SALE: "Vendus",
    Move.DEMOLITION: "Démolis",
}
MOVES_HELP = {
    Move.PLAI: "Logements très sociaux, neufs.",
    Move.PLUS: "Logements sociaux, neufs.",
    Move.PLS: "Logements sociaux aux loyers les plus élevés, neufs.",
    Move.BRS: "Bail réel solidaire : accession sociale, neufs.",
    Move.PSLA: "Location-accession, neufs.",
    Move.ACQUIRED: "Logements existants achetés puis loués, déjà résidences principales.",
    Move.ANAH: "Logements privés conventionnés, déjà résidences principales.",
    Move.INTERMEDIATE: "Logements intermédiaires neufs : ils ne comptent pas comme sociaux.",
    Move.SALE: "Vendus à leur occupant : ils comptent encore quelques années, voir le calcul.",
    Move.DEMOLITION: "Démolis : leurs habitants peuvent rester dans la commune ou en partir.",
}
PROGRAMME = "Logements par année"
GROWTH = "Autres résidences principales : évolution par an, de … à … (%)"
GROWTH_HELP = (
    "Résidences principales gagnées ou perdues chaque année sans compter le programme. "
    "L'écart entre les deux bornes fait la bande du graphique."
)
RESET = "Tout effacer"
RESTORE = "Rétablir"
NAME = "Nom du scénario"
NEXT_NAME = "Scénario {rank}"
KEEP = "Garder ce scénario"
KEPT = "Scénarios gardés"
KEPT_FULL = "Trois scénarios sont gardés : retirez-en un pour en garder un autre."
TAKE = "Reprendre"
DROP = "Retirer"
CURRENT = "Scénario affiché"
CHART = "Taux de logements sociaux aux prochains inventaires"
AXIS = "Inventaire au 1er janvier"
RATE_AXIS = "Taux (%)"
TABLE = "Inventaire par inventaire"
COMPARE = "Comparer les scénarios"
SPLIT = "Part des produits"
SPLIT_NOTE = "La loi juge toute la production de la période, pas un seul programme."
WITHOUT_MONEY = (
    "Le prélèvement évité n'est calculé que si le potentiel fiscal et les dépenses de "
    "fonctionnement sont saisis dans la partie « Prélèvement »."
)
UNKNOWN_START = (
    "Le taux publié ne permet pas de déduire les résidences principales : pas de simulation."
)
STATUS = {
    Status.COMPLIANT: "atteint",
    Status.SHORT: "pas atteint",
    Status.UNKNOWN: "peut-être atteint",
}
COLUMNS = {
    "day": "Inventaire",
    "lls": "Logements sociaux",
    "residences": "Résidences principales",
    "rate": "Taux",
    "missing": "Manquants",
    "verdict": "Objectif",
    "further": "Neufs à ajouter pour en être sûr",
}
LEVY_COLUMN = "Prélèvement brut de l'année suivante"
COMPARISON = {
    "name": "Scénario",
    "programme": "Programme",
    "growth": "Autres résidences par an",
    "possible": "Peut-être atteint",
    "sure": "Sûrement atteint",
    "missing": "Manquants au dernier inventaire",
    "avoided": "Prélèvement brut évité",
}
NEVER = "non"
SPLIT_STATUS = {
    Status.MET: "respecté",
    Status.NOT_MET: "pas respecté",
    Status.UNKNOWN: "inconnu",
    Status.UNDEFINED: "sans objet",
}


def growth_range(added: Growth) -> str:
    """Say what a growth in percent makes in main residences a year."""
    if added == Growth(0, 0):
        return "Les autres résidences principales ne changent pas."
    low, high = number(added.low_count, sign=True), number(added.high_count, sign=True)
    return f"Soit {low} à {high} résidences principales par an, programme non compris."


def growth(scenario: Scenario) -> str:
    """Write the growth of a scenario in percent a year."""
    low, high = scenario.growth.low_percent, scenario.growth.high_percent
    if low == high:
        return quantity(low, "%", 1)
    return f"{number(low, 1)} à {quantity(high, '%', 1)}"


def programme(scenario: Scenario) -> str:
    """Return what a scenario builds and loses, in words."""
    built = _count(scenario, is_social)
    parts = [f"{plural(built, 'logement social', 'logements sociaux')} de plus"] if built else []
    for move, (one, several) in {
        Move.INTERMEDIATE: ("logement intermédiaire", "logements intermédiaires"),
        Move.SALE: ("logement vendu", "logements vendus"),
        Move.DEMOLITION: ("logement démoli", "logements démolis"),
    }.items():
        count = sum(line.count for line in scenario.lines if line.move is move)
        parts += [plural(count, one, several)] if count else []
    return joined(parts) or "rien de construit ni de perdu"


def sentence(scenario: Scenario, simulation: Simulation, target_percent: int) -> str:
    """Return the answer of a simulation: when the target is perhaps, and surely, met."""
    lead = f"Avec {programme(scenario)}" if scenario.lines else "Sans rien construire"
    target = quantity(target_percent, "%")
    possible, sure = simulation.first_possible_day, simulation.first_sure_day
    last = day(simulation.steps[-1].day)
    if possible is None:
        return f"{lead}, les {target} ne sont atteints à **aucun inventaire** jusqu'au {last}."
    if sure is None:
        return (
            f"{lead}, les {target} sont **peut-être atteints au {day(possible)}**, mais ce n'est "
            f"sûr à aucun inventaire jusqu'au {last} : tout dépend du nombre exact de résidences "
            "principales."
        )
    lost = _first_lost(simulation, sure)
    words = f"sont **atteints au {day(sure)}**"
    if sure == simulation.steps[0].day:
        words = "restent atteints" if lost is None else "sont atteints au départ"
    elif possible < sure:
        words = f"sont peut-être atteints au {day(possible)} et **sûrement au {day(sure)}**"
    after = f", mais plus sûrement au {day(lost)}" if lost else ""
    until = f" jusqu'au {last}" if words == "restent atteints" else ""
    return f"{lead}, les {target} {words}{until}{after}."


def needed(scenario: Scenario, simulation: Simulation, target_percent: int) -> str:
    """Say how many new dwellings would make the target sure; nothing when it is sure."""
    if simulation.first_sure_day is not None:
        return ""
    step = _deciding_step(simulation)
    more = further_needed(step, target_percent)
    built = _count(scenario, lambda move: is_new(move) and is_social(move))
    total = f", soit {number(built + more)} au lieu de {number(built)}" if built else ""
    words = plural(more, "logement social neuf", "logements sociaux neufs")
    return (
        f"Pour en être sûr au {day(step.day)}, il faut **{words} de plus**{total}. "
        "Un logement neuf est aussi une résidence principale de plus : il ne comble que "
        f"{span(Fraction(100 - target_percent, 100), Fraction(100 - target_percent, 100))} "
        "logement manquant."
    )


def sold(years: DatedValue) -> str:
    """Say for how long a dwelling that was sold still counts, and how sure that is."""
    badge = CHECK_BADGE if years.certainty is Certainty.TO_CHECK else ""
    return (
        f"**Logement vendu à son occupant : compté encore {years.value} ans** {badge}  \n"
        f"{years.note}  \n:gray[:small[[{years.article}]({years.url}) · {years.version}]]"
    )


def avoided(bounds: tuple[Fraction, Fraction] | None, simulation: Simulation) -> str:
    """Return the gross levy a scenario avoids over its years."""
    if bounds is None:
        return WITHOUT_MONEY
    first, last = simulation.steps[0].day.year + 1, simulation.steps[-1].day.year + 1
    return (
        f"Prélèvement brut évité de {first} à {last}, par rapport à ne rien faire : "
        f"**{money_range(bounds)}** (potentiel fiscal et dépenses constants, hors dépenses "
        "déductibles et majoration)."
    )


def money_range(bounds: tuple[Fraction, Fraction] | None) -> str:
    """Write an amount between two bounds."""
    if bounds is None:
        return "n.d."
    low, high = (number(bound) for bound in bounds)
    return f"{low}{NARROW}€" if low == high else f"{low} à {high}{NARROW}€"


def rate(step: Step, target_percent: int) -> str:
    """Write the rate of a step between its bounds, never rounded onto the target."""
    result = step.situation.rate
    if result.low is None or result.high is None:
        return "n.d."
    ends = (percent_apart(end, target_percent) for end in (result.low, result.high))
    return " à ".join(dict.fromkeys(ends)).replace(f"{NARROW}% à", " à")


def on(when: date | None) -> str:
    """Write a day, or that it never comes."""
    return NEVER if when is None else day(when)


def _count(scenario: Scenario, wanted: Callable[[Move], bool]) -> int:
    return sum(line.count for line in scenario.lines if wanted(line.move))


def _deciding_step(simulation: Simulation) -> Step:
    """Return the first step where the target is perhaps met, else the last one."""
    possible = simulation.first_possible_day
    return next((step for step in simulation.steps if step.day == possible), simulation.steps[-1])


def _first_lost(simulation: Simulation, sure: date) -> date | None:
    """Return the first inventory after `sure` where the target is no longer surely met."""
    later = (step for step in simulation.steps if step.day > sure)
    return next((step.day for step in later if step.situation.status is not Status.COMPLIANT), None)
