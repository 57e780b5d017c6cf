"""Words of the A4 sheet of a commune; what the page says too is taken from its own words."""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from dashboard.texts import common
from dashboard.texts import sru as page
from dashboard.texts import sru_law as law
from dashboard.texts import sru_simulator as simulator
from geo.figures import Status
from geo.french import day, joined, number, plural, quantity
from geo.housing import Inventory, Situation, Statement
from geo.rules.parameters import Certainty, DatedValue
from geo.rules.sru import Doubt, Law, Period, PeriodSplit, Result, Simulation, Step
from geo.sru.published import Reading
from geo.sru.scenario import GrowthRange, Line, Move, Scenario
from geo.territory.sru import SruCommune

KICKER: Final = "Loi SRU, article 55 : la situation de la commune"
SITUATION: Final = law.SECTIONS["situation"]
LEVY: Final = law.SECTIONS["prelevement"]
REFERENCES: Final = "Repères sur le logement"
AROUND: Final = "Dans l’agglomération"
WHY: Final = "Ce que dit la loi"
SIMULATION: Final = simulator.QUESTION
HISTORY_COLUMNS: Final = ("Date", "Taux", "Objectif dit", "Constat", "Source, statut, remarque")
STEP_COLUMNS: Final = tuple(
    simulator.COLUMNS[name] for name in ("day", "lls", "rate", "missing", "verdict")
)
COUNTED: Final = "Logements sociaux comptés"
TARGET: Final = "Objectif"
RESIDENCES: Final = law.RESIDENCES
MISSING: Final = law.NAMES["deficit_count"]
SURPLUS: Final = law.NAMES["surplus_count"]
CARENCE: Final = "La commune est en état de carence, par arrêté du préfet."
NO_REFERENCE: Final = "Aucun repère n’est connu pour cette commune."
PATTERNS: Final = {
    "": "gris uni",
    "lines": "hachures",
    "cross": "hachures croisées",
    "dots": "points",
}
THICK: Final = "trait épais"
LOCATOR: Final = "Place de {name} dans l’agglomération ; un cadre montre l’étendue de la carte."
NO_VALUE: Final = "–"
MOVES: Final = {
    Move.PLAI: ("PLAI", "PLAI"),
    Move.PLUS: ("PLUS", "PLUS"),
    Move.PLS: ("PLS", "PLS"),
    Move.BRS: ("logement en bail réel solidaire", "logements en bail réel solidaire"),
    Move.PSLA: ("PSLA", "PSLA"),
    Move.ACQUIRED: ("logement existant acheté", "logements existants achetés"),
    Move.ANAH: ("logement privé conventionné", "logements privés conventionnés"),
    Move.INTERMEDIATE: ("logement intermédiaire", "logements intermédiaires"),
    Move.SALE: ("logement vendu", "logements vendus"),
    Move.DEMOLITION: ("logement démoli", "logements démolis"),
}
_BADGE: Final = re.compile(r":\w+-badge\[(.+?)\]")


def on_paper(words: str) -> str:
    """Return words of the page without what only a screen shows: badges become plain words.

    >>> on_paper(":orange-badge[à vérifier] Le texte lu")
    '**à vérifier** · Le texte lu'
    """
    return _BADGE.sub(r"**\1** ·", words)


def subtitle(code: str) -> str:
    """Return what identifies a commune."""
    return f"code Insee {code}"


def rate_label(inventory: Inventory) -> str:
    """Return what the big number is."""
    return f"de logements sociaux au {day(inventory.inventory_date)}"


def published(inventory: Inventory) -> str:
    """Return the provenance of the figures of an inventory, which the State publishes."""
    when = day(inventory.inventory_date)
    return f"inventaire au {when} · {inventory.source.producer} · {common.STATUS[Status.OFFICIAL]}"


def target_note(inventory: Inventory) -> str:
    """Return the provenance of the target."""
    producer = inventory.source.producer
    return f"pour {inventory.period} · {producer} · {common.STATUS[Status.OFFICIAL]}"


def bar(inventory: Inventory) -> str:
    """Return what the bar to the target says."""
    rate, target = quantity(inventory.rate_percent, "%", 2), quantity(inventory.target_percent, "%")
    return f"{rate} sur un objectif de {target}"


def bar_mark(inventory: Inventory) -> str:
    """Return the words at the mark of the bar."""
    return f"objectif {quantity(inventory.target_percent, '%')}"


def computed(result: Result) -> str:
    """Return that a figure is computed, and how."""
    return f"{common.STATUS[Status.DERIVED]} : {result.formula}{_doubt([result.certainty])}"


def implied() -> str:
    """Return where the main residences come from."""
    return f"{common.STATUS[Status.DERIVED]} : non publiées, déduites du taux publié"


def rule(laws: Iterable[Law]) -> str:
    """Return the articles that figures rest on, once each, with their version and certainty."""
    said = dict.fromkeys(
        f"{each.article}, {each.version}{_doubt([each.certainty])}" for each in laws
    )
    return f"Texte : {' ; '.join(said)}."


def period_heading(period: Period) -> str:
    """Return the heading of the objective."""
    return f"Objectif de la période {period.label}"


def later(period: Period) -> str:
    """Return what the objective of a later period is computed on."""
    return (
        f"Celui de {period.label} se calculera sur l’inventaire au {day(period.reference_day)}, "
        "qui n’est pas dans les données."
    )


def behind(scenario: Scenario, simulated: Simulation, reading: Reading) -> tuple[str, ...]:
    """Return what is under the table of a simulation: supposed, judged by period, to be checked."""
    said = [
        assumptions(scenario),
        on_paper(simulator.unchanged(reading)),
        splits(simulated.splits),
        doubts(simulated.doubts),
    ]
    return tuple(each for each in said if each)


def splits(parts: Sequence[PeriodSplit]) -> str:
    """Return the shares of PLAI and PLS of each period; nothing when nothing is built."""
    judged = [
        f"{simulator.split_heading(part)} : "
        + ", ".join(
            f"{law.name(each)} ({simulator.SPLIT_STATUS[each.status]})"
            for each in (part.split.plai, part.split.pls)
        )
        for part in parts
    ]
    return f"{simulator.SPLIT}, par période : {' ; '.join(judged)}." if judged else ""


def doubts(each: Sequence[Doubt]) -> str:
    """Return the legal values to be checked that a programme rests on, with their articles."""
    said = [f"{simulator.doubted(one)} ({one.dated.article})" for one in each]
    return f"**{common.TO_CHECK}** · {' ; '.join(said)}." if said else ""


def assumptions(scenario: Scenario) -> str:
    """Return what a scenario supposes."""
    return (
        f"Hypothèses : {programme(scenario.lines)} ; {growth(scenario.growth)}. Un logement livré "
        "une année compte à l’inventaire du 1er janvier suivant. Résultats "
        f"{common.STATUS[Status.DERIVED]}s, à titre indicatif."
    )


def programme(lines: Sequence[Line]) -> str:
    """Return what is built and lost, year by year.

    >>> programme([Line(2025, Move.PLUS, 8), Line(2025, Move.PLAI, 4)])
    '4\u202fPLAI et 8\u202fPLUS en 2025'
    """
    by_year: dict[int, list[str]] = {}
    for line in sorted(lines):
        by_year.setdefault(line.year, []).append(plural(line.count, *MOVES[line.move]))
    parts = [f"{joined(items)} en {year}" for year, items in by_year.items()]
    return ", ".join(parts) or "rien de construit ni de perdu"


def growth(each: GrowthRange) -> str:
    """Return what becomes of the other main residences."""
    if each == GrowthRange():
        return "autres résidences principales inchangées"
    low, high = number(each.low_percent, 1, sign=True), number(each.high_percent, 1, sign=True)
    return f"autres résidences principales : de {low} à {high} % par an"


def step_row(step: Step, target_percent: int) -> tuple[str, ...]:
    """Return one inventory of a simulation as the cells of a row."""
    return (
        day(step.day),
        number(step.lls_count),
        simulator.rate(step, target_percent),
        simulator.missing(step),
        simulator.STATUS[step.situation.status],
    )


def statement_row(statement: Statement) -> tuple[str, ...]:
    """Return what one source said as the cells of a row."""
    remarks = [f"{statement.source.title} · {common.STATUS[statement.status]}", statement.note]
    if statement.inference:
        remarks.append(f"Déduction, qu’aucune source n’écrit : {statement.inference}")
    rate, target = statement.rate_percent, statement.target_percent
    return (
        page.statement_date(statement),
        NO_VALUE if rate is None else f"**{quantity(rate, '%', 2)}**",
        NO_VALUE if target is None else quantity(target, "%"),
        page.VERDICTS[statement.verdict],
        ". ".join(each.rstrip(".") for each in remarks if each) + ".",
    )


def thresholds(limits: Sequence[DatedValue]) -> str:
    """Return whom the law is for, from its three thresholds."""
    own, territory, main = (number(Fraction(str(limit.value))) for limit in limits)
    return (
        f"L’article 55 vise les communes d’au moins {own} habitants (population municipale) qui "
        f"appartiennent à un territoire de plus de {territory} habitants, dont une commune de "
        f"plus de {main} habitants."
    )


def against_threshold(commune: SruCommune, limit: DatedValue) -> str:
    """Return where the commune stands against the threshold of population."""
    count = commune.population
    if count.value is None:
        return f"La population de {commune.name} n’est pas connue."
    people = f"{number(count.value)} habitants"
    said = f"{commune.name} compte **{people}** au {common.reference(count.reference_date)}"
    if count.value < Fraction(str(limit.value)):
        return f"{said} : moins que le premier seuil."
    return f"{said} : le premier seuil est atteint, et le fichier ne dit pas pourquoi il l’omet."


def article(limits: Sequence[DatedValue]) -> str:
    """Return where the thresholds stand in the law."""
    articles = dict.fromkeys(limit.article for limit in limits)
    versions = dict.fromkeys(limit.version for limit in limits)
    doubt = _doubt(limit.certainty for limit in limits)
    return f"Texte : {' ; '.join(articles)}, {' ; '.join(versions)}{doubt}."


def map_alt(name: str, situations: dict[Situation, list[str]], total: int) -> str:
    """Return what the map shows."""
    parts = [
        f"{page.SITUATIONS[each]} : {joined(names)}." for each, names in situations.items() if names
    ]
    return (
        f"Carte des {number(total)} communes de l’agglomération ; {name} y est entourée d’un "
        f"trait épais. {' '.join(parts)}"
    )


def map_key(situation: Situation, count: int) -> str:
    """Return the name of a class in the legend."""
    return f"{page.SITUATIONS[situation]} ({number(count)})"


def _doubt(certainties: Iterable[Certainty]) -> str:
    return f" · {common.TO_CHECK}" if Certainty.TO_CHECK in set(certainties) else ""
