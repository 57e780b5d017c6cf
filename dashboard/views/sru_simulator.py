"""The simulator: a table to fill in, the rate at the next inventories, scenarios side by side."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import streamlit as st

from dashboard.maps import Theme
from dashboard.texts import sru_law
from dashboard.texts import sru_simulator as texts
from dashboard.views.sru_charts import rate_chart
from geo.french import day, number, quantity
from geo.rules.sru import Doubt, Growth, PeriodSplit, Simulation, Status
from geo.sru.scenario import (
    MAX_COUNT,
    MAX_GROWTH_PERCENT,
    MAX_KEPT,
    GrowthRange,
    Line,
    Move,
    Scenario,
)

UNNEEDED = texts.SPLIT_STATUS[Status.UNDEFINED]
TENTHS = 10  # steps of the slider in one percent
Bounds = tuple[Fraction, Fraction] | None
Runs = Mapping[str, tuple[Scenario, Simulation]]


def edit_programme(lines: Sequence[Line], years: range, *, key: str) -> tuple[Line, ...]:
    """Let the reader fill in dwellings by year and kind; return what stands in the table."""
    st.markdown(f"**{texts.PROGRAMME}**")
    edited = st.data_editor(
        _grid(lines, years),
        key=key,
        column_config={
            "_index": st.column_config.TextColumn(texts.YEAR, pinned=True, width=90),
            **{
                move.value: st.column_config.NumberColumn(
                    texts.MOVES[move],
                    help=texts.MOVES_HELP[move],
                    min_value=0,
                    max_value=MAX_COUNT,
                    step=1,
                    width=80,
                )
                for move in Move
            },
        },
        placeholder="",
        alt=texts.PROGRAMME,
    )
    return _lines(edited)


def edit_growth(growth: GrowthRange, *, key: str) -> GrowthRange:
    """Ask for the yearly change of the other main residences, from one bound to another."""
    most = MAX_GROWTH_PERCENT * TENTHS
    low, high = st.select_slider(
        texts.GROWTH,
        [Decimal(tenths) / TENTHS for tenths in range(-most, most + 1)],
        (growth.low_percent, growth.high_percent),
        format_func=lambda percent: quantity(percent, "%", 1),
        key=key,
        help=texts.GROWTH_HELP,
    )
    return GrowthRange(low, high)


def show_reset(
    *, can_reset: bool, can_restore: bool, reset: Callable[[], None], restore: Callable[[], None]
) -> None:
    """Offer to empty the simulator, and to take that back."""
    with st.container(horizontal=True):
        st.button(
            texts.RESET,
            key="sim-effacer",
            icon=":material/delete_sweep:",
            disabled=not can_reset,
            on_click=reset,
        )
        if can_restore:
            st.button(texts.RESTORE, key="sim-retablir", icon=":material/undo:", on_click=restore)


def show_growth(growth: Growth) -> None:
    """Say what the slider makes in main residences a year."""
    st.caption(texts.growth_range(growth))


def show_answer(
    scenario: Scenario,
    simulation: Simulation,
    target_percent: int,
    avoided: Bounds,
) -> None:
    """Show in words when the target is met, what would make it sure, the levy avoided."""
    st.markdown(texts.sentence(scenario, simulation, target_percent))
    more = texts.needed(scenario, simulation, target_percent)
    if more:
        st.markdown(more)
    st.caption(texts.avoided(avoided, simulation))


def show_chart(
    runs: Runs, target_percent: int, broken: date | None, supposed: str, theme: Theme
) -> None:
    """Draw the band of the rate at each inventory, one line a scenario, and the target.

    Parameters
    ----------
    broken
        Inventory from which main residences are counted otherwise, when the chart crosses it.
    supposed
        What is supposed of the target; empty when nothing is.
    """
    spec = rate_chart({name: run for name, (_, run) in runs.items()}, target_percent, broken, theme)
    st.vega_lite_chart(spec=spec, alt=texts.CHART)
    if broken is not None:
        st.caption(sru_law.break_note(broken))
    if supposed:
        st.caption(supposed)


def step_table(simulation: Simulation, target_percent: int, further: Sequence[int]) -> pd.DataFrame:
    """Return the table that says the same as the chart, inventory by inventory.

    Parameters
    ----------
    further
        New dwellings that would make the target sure, one number a step.
    """
    rows = [
        {
            "day": day(step.day),
            "lls": number(step.lls_count),
            "residences": _between(step.main_residences.low, step.main_residences.high),
            "rate": texts.rate(step, target_percent),
            "missing": texts.missing(step),
            "verdict": texts.STATUS[step.situation.status],
            "further": UNNEEDED if simulation.is_exempt else number(more),
            **({texts.LEVY_COLUMN: sru_law.value(step.levy)} if step.levy else {}),
        }
        for step, more in zip(simulation.steps, further, strict=True)
    ]
    return pd.DataFrame(rows).rename(columns=texts.COLUMNS)


def show_steps(table: pd.DataFrame) -> None:
    """Draw the table twin of the chart."""
    st.markdown(f"**{texts.TABLE}**")
    st.dataframe(table, hide_index=True, alt=texts.TABLE, key="table-simulation")


def show_splits(parts: Sequence[PeriodSplit]) -> None:
    """Show the shares of PLAI and PLS of each period against the law's limits."""
    st.markdown(f"**{texts.SPLIT}**")
    for part in parts:
        lines = [f"{texts.split_heading(part)} :", ""]
        for result in (part.split.plai, part.split.pls):
            verdict = f"**{texts.SPLIT_STATUS[result.status]}** {sru_law.certainty(result)}"
            lines.append(f"- {sru_law.name(result)} : {result.formula} → {verdict}")
        st.markdown("\n".join(lines))
    st.caption(texts.SPLIT_NOTE)


def show_doubts(doubts: Sequence[Doubt]) -> None:
    """Show the legal values a programme rests on that are to be checked."""
    st.markdown(f"**{texts.DOUBTS}**")
    for each in doubts:
        st.markdown(f"- {texts.doubt(each)}".replace("\n", "\n  "))


def ask_to_keep(names: Sequence[str], *, key: str, on_keep: Callable[[], None]) -> None:
    """Offer to keep the scenario under a name; three at most."""
    if len(names) >= MAX_KEPT:
        st.caption(texts.KEPT_FULL)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(texts.NAME, key=key, placeholder=_next_name(names), max_chars=40)
        st.button(texts.KEEP, key="sim-garder", icon=":material/bookmark_add:", on_click=on_keep)


def show_kept(
    names: Sequence[str],
    *,
    take: Callable[[int], None],
    drop: Callable[[int], None],
) -> None:
    """List the kept scenarios, each with a button to take it up and one to drop it."""
    for rank, name in enumerate(names):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{name}**")
            st.button(texts.TAKE, key=f"sim-reprendre-{rank}", on_click=take, args=(rank,))
            st.button(texts.DROP, key=f"sim-retirer-{rank}", on_click=drop, args=(rank,))


def show_comparison(runs: Runs, avoided: Mapping[str, Bounds]) -> None:
    """Draw one row a scenario."""
    st.markdown(f"**{texts.COMPARE}**")
    rows = [
        {
            "name": name,
            "programme": texts.programme(scenario),
            "growth": texts.growth(scenario),
            "possible": texts.on(run.first_possible_day),
            "sure": texts.on(run.first_sure_day),
            "missing": texts.missing(run.steps[-1]),
            "avoided": texts.money_range(avoided[name]),
        }
        for name, (scenario, run) in runs.items()
    ]
    table = pd.DataFrame(rows).rename(columns=texts.COMPARISON)
    st.dataframe(table, hide_index=True, alt=texts.COMPARE, key="table-scenarios")


def free_name(name: str, names: Sequence[str]) -> str:
    """Return a name that no scenario has yet, the next number when none is given."""
    wanted = name or _next_name(names)
    taken = {*names, texts.CURRENT}
    return wanted if wanted not in taken else free_name(f"{wanted} bis", names)


def _next_name(names: Sequence[str]) -> str:
    return texts.NEXT_NAME.format(rank=len(names) + 1)


def _grid(lines: Sequence[Line], years: range) -> pd.DataFrame:
    """Return the table to fill in: years down, kinds across, empty where nothing happens."""
    grid = pd.DataFrame(
        index=pd.Index([str(year) for year in years], name=texts.YEAR),
        columns=[move.value for move in Move],
        dtype="Int64",
    )
    for line in lines:
        grid.at[str(line.year), line.move.value] = line.count
    return grid


def _lines(grid: pd.DataFrame) -> tuple[Line, ...]:
    counts = grid.fillna(0).astype("int64").to_dict("index")
    return tuple(
        Line(int(str(year)), Move(str(move)), int(count))
        for year, row in counts.items()
        for move, count in row.items()
        if count > 0
    )


def _between(low: int, high: int) -> str:
    return number(low) if low == high else f"{number(low)} à {number(high)}"
