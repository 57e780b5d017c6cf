"""Words of the simulator of the page « Communes SRU »."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from dashboard.texts.sru_law import CHECK_BADGE, about, value
from geo.french import NARROW, day, joined, number, plural, quantity
from geo.rules.sru import Doubt, Growth, PeriodSplit, Simulation, Status, Step
from geo.rules.sru.wording import percent_apart, span
from geo.sru.published import Reading, periods_from
from geo.sru.scenario import Move, Scenario, further_needed, is_new, is_social

QUESTION = "Et si la commune construit ?"
INTRO = (
    "Écrivez le nombre de logements livrés ou perdus chaque année. Un logement livré une année "
    "compte à l’inventaire du 1er janvier suivant."
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
    "L’écart entre les deux bornes fait la bande du graphique."
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
SPLIT_NOTE = "La loi juge toute la production de chaque période, pas un seul programme."
DOUBTS = "Règles à vérifier dont dépend ce programme"
WITHOUT_MONEY = (
    "Le prélèvement évité n’est calculé que si le potentiel fiscal et les dépenses de "
    "fonctionnement sont saisis dans la partie « Prélèvement »."
)
UNKNOWN_START = (
    "Le taux publié ne permet pas de déduire les résidences principales : pas de simulation."
)
STATUS = {
    Status.COMPLIANT: "atteint",
    Status.SHORT: "pas atteint",
    Status.UNKNOWN: "peut-être atteint",
    Status.EXEMPT: "exemptée",
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
LEVY_COLUMN = "Prélèvement brut de l’année suivante"
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
    if simulation.is_exempt:
        return f"{lead}, rien n’est exigé tant que la commune reste **exemptée**."
    possible, sure = simulation.first_possible_day, simulation.first_sure_day
    last = day(simulation.steps[-1].day)
    if possible is None:
        return f"{lead}, les {target} ne sont atteints à **aucun inventaire** jusqu’au {last}."
    if sure is None:
        return (
            f"{lead}, les {target} sont **peut-être atteints au {day(possible)}**, mais ce n’est "
            f"sûr à aucun inventaire jusqu’au {last} : tout dépend du nombre exact de résidences "
            "principales."
        )
    lost = _first_lost(simulation, sure)
    words = f"sont **atteints au {day(sure)}**"
    if sure == simulation.steps[0].day:
        words = "restent atteints" if lost is None else "sont atteints au départ"
    elif possible < sure:
        words = f"sont peut-être atteints au {day(possible)} et **sûrement au {day(sure)}**"
    after = f", mais plus sûrement au {day(lost)}" if lost else ""
    until = f" jusqu’au {last}" if words == "restent atteints" else ""
    return f"{lead}, les {target} {words}{until}{after}."


def needed(scenario: Scenario, simulation: Simulation, target_percent: int) -> str:
    """Say how many new dwellings would make the target sure; nothing when it is sure."""
    if simulation.first_sure_day is not None or simulation.is_exempt:
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


def doubt(each: Doubt) -> str:
    """Return a legal value to be checked that a programme rests on, with its article."""
    dated = each.dated
    note = f"{dated.note}  \n" if dated.note else ""
    return (
        f"**{doubted(each)}** {CHECK_BADGE}  \n{note}"
        f":gray[:small[[{dated.article}]({dated.url}) · {dated.version}]]"
    )


def doubted(each: Doubt) -> str:
    """Write a legal value with its name."""
    held = str(each.dated.value)
    shown = day(date.fromisoformat(held)) if each.unit == "date" else f"{held} {each.unit}"
    return f"{each.label}{' ' if ' : ' in each.label else ' : '}{shown}"


def avoided(bounds: tuple[Fraction, Fraction] | None, simulation: Simulation) -> str:
    """Return the gross levy a scenario avoids over its years."""
    if simulation.is_exempt:
        return "La commune est exemptée : aucun prélèvement à éviter."
    if bounds is None:
        return WITHOUT_MONEY
    first, last = simulation.steps[0].day.year + 1, simulation.steps[-1].day.year + 1
    low, high = bounds
    is_more = low < 0 and high <= 0
    told = money_range((-high, -low) if is_more else bounds)
    return (
        f"Prélèvement brut {'en plus' if is_more else 'évité'} de {first} à {last}, par rapport à "
        f"ne rien faire : **{told}** (potentiel fiscal et dépenses constants, hors dépenses "
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


def missing(step: Step) -> str:
    """Write the dwellings missing at a step, or why none are counted."""
    lacking = step.situation.deficit
    return value(lacking) if lacking.high is None else about(lacking).removeprefix("environ ")


def unchanged(reading: Reading) -> str:
    """Say that the target is kept after the period it is set for; nothing without a later one."""
    following = periods_from(reading)[1:2]
    if not following:
        return ""
    what = (
        "Objectif et exemption supposés inchangés"
        if reading.is_exempt
        else ("Objectif supposé inchangé")
    )
    return (
        f"{CHECK_BADGE} {what} après {reading.period.last_year} ; le décret {following[0].label} "
        "peut en décider autrement."
    )


def split_heading(part: PeriodSplit) -> str:
    """Return the name of a period and, when it has begun, what is not known of it."""
    if not part.is_begun:
        return part.period.label
    return f"{part.period.label} (ce que la période a déjà produit n’est pas connu ici)"


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
