"""The simulator of the page « Communes SRU »: its choices, its answer, its kept scenarios."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from dashboard import state
from dashboard.choices import Choice, choice_key
from dashboard.texts import sru_simulator as texts
from dashboard.views import sru_law
from dashboard.views import sru_simulator as views
from geo.rules.sru import Simulation, levy_avoided
from geo.sru import scenario as scenarios
from geo.sru.published import Money, Reading, series_break
from geo.sru.scenario import GrowthRange, Scenario, years_of

NAME_KEY = "sim-nom"
Follow = Callable[[Scenario], Simulation]


def choices_of(reading: Reading) -> tuple[Choice, ...]:
    """Return what the address keeps of the simulator: programme, growth, kept scenarios."""
    years = years_of(reading)
    return (
        Choice("sim", partial(scenarios.parse_lines, years=years), scenarios.lines_code),
        Choice("rp", scenarios.parse_growth, scenarios.growth_code),
        Choice("garde", partial(scenarios.parse_scenarios, years=years), scenarios.scenarios_code),
    )


def current(owner: str) -> Scenario | None:
    """Return the scenario in the simulator; None when nothing is built or lost there."""
    lines = state.recall("sim", owner, ())
    return Scenario(lines, state.recall("rp", owner, GrowthRange())) if lines else None


def show(owner: str, reading: Reading, money: Money, entry: int | None) -> None:
    """Ask for a programme and show what it makes of the next inventories."""
    if reading.inventory.bounds is None:
        sru_law.show_note(texts.UNKNOWN_START)
        return
    sru_law.show_note(texts.INTRO)
    scenario = _edited(owner, reading)
    kept: tuple[Scenario, ...] = state.recall("garde", owner, ())
    follow = partial(scenarios.run, reading, money=money, first_subject_year=entry)
    result, faults = state.tried(follow, scenario)
    sru_law.show_faults(faults)
    if result is None:
        return
    target = reading.target_percent
    views.show_answer(scenario, result, target, _avoided(follow, scenario, result))
    runs = {texts.CURRENT: (scenario, result), **_kept_runs(follow, kept)}
    broken = series_break(result.steps[0].day, result.steps[-1].day)
    views.show_chart(runs, target, broken, texts.unchanged(reading), state.theme())
    further = [scenarios.further_needed(step, target) for step in result.steps]
    views.show_steps(views.step_table(result, target, further))
    if result.splits:
        views.show_splits(result.splits)
    if result.doubts:
        views.show_doubts(result.doubts)
    _show_scenarios(owner, follow, scenario, kept, runs)
    _explain(result)


def _explain(result: Simulation) -> None:
    last = result.steps[-1].situation
    shares = [each for part in result.splits for each in (part.split.plai, part.split.pls)]
    sru_law.show_explanations([last.rate, sru_law.headline(last), *shares])


def _edited(owner: str, reading: Reading) -> Scenario:
    """Draw the table and the slider, keep what stands in them, return it as a scenario."""
    version = state.recall("version", owner, 0)
    years = years_of(reading)
    table, slider = (choice_key(f"{name}-{version}", owner) for name in ("programme", "croissance"))
    start = state.start_of(table, state.recall("sim", owner, ()))
    lines = views.edit_programme(start, years, key=table)
    growth = state.start_of(slider, state.recall("rp", owner, GrowthRange()))
    current = Scenario(lines, views.edit_growth(growth, key=slider))
    views.show_growth(scenarios.programme_of(current, reading.inventory).growth)
    state.keep(owner, sim=current.lines, rp=current.growth)
    undone: Scenario | None = state.recall("efface", owner, None)
    views.show_reset(
        can_reset=current != Scenario(),
        can_restore=undone is not None and current == Scenario(),
        reset=partial(_put, owner, Scenario(), current),
        restore=partial(_put, owner, undone or Scenario(), None),
    )
    return current


def _put(owner: str, scenario: Scenario, undone: Scenario | None) -> None:
    """Put a scenario in the simulator; `undone` is what the reader can take back."""
    version = state.recall("version", owner, 0) + 1
    state.keep(owner, sim=scenario.lines, rp=scenario.growth, efface=undone, version=version)


def _avoided(follow: Follow, scenario: Scenario, result: Simulation) -> views.Bounds:
    return levy_avoided(result, follow(scenarios.without_programme(scenario)))


def _kept_runs(
    follow: Follow, kept: tuple[Scenario, ...]
) -> dict[str, tuple[Scenario, Simulation]]:
    """Run the kept scenarios; one that takes away more than there is has no result."""
    tries = {each.name: (each, state.tried(follow, each)[0]) for each in kept}
    return {
        name: (each, run)
        for name, (each, run) in tries.items()
        if run is not None and name != texts.CURRENT
    }


def _show_scenarios(
    owner: str,
    follow: Follow,
    current: Scenario,
    kept: tuple[Scenario, ...],
    runs: views.Runs,
) -> None:
    names = [each.name for each in kept]
    key = choice_key(NAME_KEY, owner)
    views.ask_to_keep(names, key=key, on_keep=partial(_keep, owner, current, kept, key))
    if not kept:
        return
    views.show_kept(
        names,
        take=lambda rank: _put(owner, replace(kept[rank], name=""), None),
        drop=lambda rank: state.keep(owner, garde=(*kept[:rank], *kept[rank + 1 :])),
    )
    avoided = {name: _avoided(follow, each, run) for name, (each, run) in runs.items()}
    views.show_comparison(runs, avoided)


def _keep(owner: str, current: Scenario, kept: tuple[Scenario, ...], key: str) -> None:
    """Keep the scenario under the name that was typed, and empty the field."""
    name = views.free_name(scenarios.clean_name(state.typed(key)), [each.name for each in kept])
    state.keep(owner, garde=(*kept, replace(current, name=name)))
    state.empty(key)
