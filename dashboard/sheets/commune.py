"""The A4 sheet of a commune and the SRU law, for a council: one page.

The sentences are those of the page « Communes SRU »; nothing is computed here but by `geo`.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from dashboard.sheets.bar import target_bar
from dashboard.sheets.blocks import BigNumber, Block, Fact, Facts, Grid, Prose, Sheet
from dashboard.sheets.commune_map import commune_legend, commune_map
from dashboard.sheets.foot import data_day, source_lines, version_line
from dashboard.texts import common, sheets
from dashboard.texts import commune_sheet as texts
from dashboard.texts import sru as page
from dashboard.texts import sru_law as law
from dashboard.texts import sru_simulator as simulator
from geo.errors import Fault, InputError
from geo.figures import Figure, Source
from geo.french import number, quantity
from geo.housing import Inventory
from geo.rules.parameters import parameter
from geo.rules.sru import Interval, Result, Status, Step
from geo.rules.sru import objective as objective_of
from geo.sru.published import (
    Reading,
    illustrated_objective,
    minimum_above,
    periods_from,
    reference_inventory,
)
from geo.sru.scenario import Scenario, run
from geo.territory import Territory, commune_indicator, indicator_names
from geo.territory.sru import (
    SruCommune,
    sru_commune,
    sru_names,
    sru_reading,
    sru_reference_date,
    sru_situations,
)

THRESHOLDS: Final = (
    "sru.min_population",
    "sru.territory_min_population",
    "sru.territory_main_commune_min_population",
)
REFERENCES: Final = (
    "population_count",
    "dwellings_count",
    "main_residences_count",
    "vacancy_percent",
    "rpls_share_percent",
    "hlm_tenants_percent",
    "median_income_eur",
)
MOST_STEPS: Final = 5


def commune_content(territory: Territory, code: str, simulation: Scenario | None) -> Sheet:
    """Return what the sheet of a commune says.

    Parameters
    ----------
    territory
        The territory.
    code
        Official code of the commune.
    simulation
        Scenario to show the outcome of; None for no simulation.

    Raises
    ------
    UnknownCodeError
        When `code` is no commune of the territory.
    InputError
        When a simulation is asked for a commune without inventory or known main residences.
    """
    commune, reading = sru_commune(territory, code), sru_reading(territory, code)
    table = sru_situations(territory)
    references = _references(territory, commune) if reading is None else []
    used = list(dict.fromkeys(_sources(commune, references)))
    return Sheet(
        kicker=texts.KICKER,
        title=commune.name,
        subtitle=texts.subtitle(code),
        owner=territory.name,
        sentence=_sentence(commune, reading),
        big=_big(commune.inventory),
        bar=target_bar(commune.inventory) if commune.inventory else None,
        pictures=commune_map(territory, table, code),
        legend=commune_legend(table, commune.name),
        aside=_beside(territory, commune, reading, references),
        wide=_below(territory, commune, reading, simulation),
        sources_heading=sheets.SOURCES,
        sources=tuple(source_lines(used, territory, ["commune_boundaries"])),
        colophon=(sheets.credit(used), sheets.FLAGS, sheets.MADE),
        version=version_line(territory),
        day=data_day(territory),
    )


def _sentence(commune: SruCommune, reading: Reading | None) -> str:
    parts = [page.verdict(commune)]
    if reading is not None and reading.situation.status is not Status.EXEMPT:
        parts.append(law.situation(commune.name, reading))
    return " ".join(parts)


def _big(inventory: Inventory | None) -> BigNumber | None:
    if inventory is None:
        return None
    return BigNumber(
        quantity(inventory.rate_percent, "%", 2),
        texts.rate_label(inventory),
        texts.published(inventory),
    )


def _situation(inventory: Inventory, reading: Reading) -> Facts:
    verdict = reading.situation
    rows = [
        Fact(texts.COUNTED, number(inventory.social_dwellings_count), texts.published(inventory)),
        Fact(texts.TARGET, quantity(inventory.target_percent, "%"), texts.target_note(inventory)),
    ]
    if isinstance(reading.inventory.main_residences, Interval):
        rows.append(Fact(texts.RESIDENCES, law.residences_of(reading), texts.implied()))
    if verdict.deficit.high:
        rows.append(_dwellings(texts.MISSING, verdict.deficit))
    if verdict.surplus.high:
        rows.append(_dwellings(texts.SURPLUS, verdict.surplus))
    note = texts.rule([verdict.rate.law])
    return Facts(texts.SITUATION, tuple(rows), note, sheets.FIGURE_COLUMNS)


def _dwellings(label: str, result: Result) -> Fact:
    return Fact(label, law.about(result), texts.computed(result))


def _beside(
    territory: Territory, commune: SruCommune, reading: Reading | None, references: list[Figure]
) -> tuple[Block, ...]:
    """Return the blocks beside the map: the situation, or why there is none."""
    if reading is None or commune.inventory is None:
        return (_reference_block(references), _law_block(territory, commune))
    return (_situation(commune.inventory, reading), _levy(commune.inventory, reading))


def _below(
    territory: Territory, commune: SruCommune, reading: Reading | None, simulation: Scenario | None
) -> tuple[Block, ...]:
    """Return the blocks over the whole width."""
    history = (_history(commune),) if commune.statements else ()
    if reading is not None:
        simulated = (_simulation(reading, simulation),) if simulation is not None else ()
        return (_objective(reading), *simulated, *history)
    if simulation is None:
        day, total = sru_reference_date(territory), len(territory.communes)
        around = page.summary(sru_names(territory), day, total)
        return (*history, Prose(texts.AROUND, (around,)))
    expected = "a commune with a published inventory"
    raise InputError(Fault("no-inventory", "simulation", expected=expected, found=commune.code))


def _objective(reading: Reading) -> Prose:
    period, *following = periods_from(reading)
    reference = reference_inventory(reading, period, None, None)
    target, exempt = reading.target_percent, reading.is_exempt
    aim = objective_of(reference, target, period, is_exempt=exempt)
    said = [law.objective(period, aim)]
    if aim.count.status is Status.UNKNOWN and not reading.is_exempt:
        illustration = illustrated_objective(reading, reading.target_percent, period)
        if illustration.count.low is not None:
            said.append(texts.on_paper(law.illustration(reading, illustration)))
    said += [texts.later(each) for each in following[:1]]
    return Prose(texts.period_heading(period), tuple(said), texts.rule([aim.count.law]))


def _levy(inventory: Inventory, reading: Reading) -> Prose:
    said = [page.levy(inventory)]
    limit = minimum_above(reading)
    if limit is not None:
        said.append(texts.on_paper(law.below_minimum(reading, limit)))
    else:
        said.append(law.levy_source(reading))
    if inventory.is_carence:
        said.append(texts.CARENCE)
    return Prose(texts.LEVY, tuple(said))


def _simulation(reading: Reading, scenario: Scenario) -> Grid:
    simulated, target = run(reading, scenario), reading.target_percent
    said = (
        simulator.sentence(scenario, simulated, target),
        simulator.needed(scenario, simulated, target),
    )
    return Grid(
        texts.SIMULATION,
        texts.STEP_COLUMNS,
        (1.2, 1, 1.4, 1, 1),
        tuple(texts.step_row(step, target) for step in _telling(simulated.steps)),
        before=tuple(each for each in said if each),
        after=texts.behind(scenario, simulated, reading),
    )


def _telling(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the start, the last inventory and those where something changes, at most a few."""
    changes = [
        step
        for before, step in pairwise(steps)
        if (before.lls_count, before.situation.status) != (step.lls_count, step.situation.status)
    ]
    kept = {step.day: step for step in (steps[0], *changes[: MOST_STEPS - 2], steps[-1])}
    return tuple(kept.values())


def _history(commune: SruCommune) -> Grid:
    before = (page.DISAGREE,) if commune.sources_disagree else ()
    return Grid(
        page.HISTORY,
        texts.HISTORY_COLUMNS,
        (1.25, 0.6, 0.6, 1.1, 3.4),
        tuple(texts.statement_row(each) for each in commune.statements),
        before=before,
    )


def _law_block(territory: Territory, commune: SruCommune) -> Prose:
    day = sru_reference_date(territory)
    limits = [parameter(name).on(day) for name in THRESHOLDS]
    said = (texts.thresholds(limits), texts.against_threshold(commune, limits[0]))
    return Prose(texts.WHY, said, texts.article(limits))


def _references(territory: Territory, commune: SruCommune) -> list[Figure]:
    known = set(indicator_names(territory))
    chosen = [name for name in REFERENCES if name in known]
    return [commune_indicator(territory, name).figure(commune.code) for name in chosen]


def _reference_block(figures: list[Figure]) -> Facts:
    rows = tuple(
        Fact(each.label, common.value_of(each), sheets.figure_note(each)) for each in figures
    )
    return Facts(texts.REFERENCES, rows, page.RPLS_WARNING, sheets.FIGURE_COLUMNS)


def _sources(commune: SruCommune, references: list[Figure]) -> Iterable[Source]:
    if commune.inventory is not None:
        yield commune.inventory.source
    else:
        yield commune.file_source
    yield from (statement.source for statement in commune.statements)
    if commune.inventory is None:
        for figure in (commune.population, *references):
            yield from figure.sources
