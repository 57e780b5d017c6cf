"""The measures at a glance: how many are in each state, by theme and year."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from geo.commitments.progress import Progress

KNOWN = tuple(each for each in Progress if each is not Progress.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which measures are shown.

    Attributes
    ----------
    theme, service, code_qp
        Codes as in ``commitments``; empty for all of them. A measure for both neighbourhoods
        concerns each of them.
    """

    theme: str = ""
    service: str = ""
    code_qp: str = ""


def services_of(service: str) -> list[str]:
    """Return the services in charge of a measure, in the order of the document.

    >>> services_of("DDCSPP, Département")
    ['DDCSPP', 'Département']
    """
    return [each.strip() for each in service.split(",")]


def all_services(measures: pd.DataFrame) -> list[str]:
    """Return every service in charge of some measure, in alphabetical order."""
    return sorted({each for names in measures["service"] for each in services_of(names)})


def chosen(measures: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the measures that a choice keeps, in their order."""
    kept = pd.Series(data=True, index=measures.index)
    if choice.theme:
        kept &= measures["theme"] == choice.theme
    if choice.service:
        kept &= measures["service"].map(lambda names: choice.service in services_of(names))
    if choice.code_qp:
        kept &= measures["code_qp"].isna() | (measures["code_qp"] == choice.code_qp)
    return measures[kept]


def states(measures: pd.DataFrame, follow_up: pd.DataFrame, years: Collection[int]) -> pd.DataFrame:
    """Return the state of every measure in every year.

    Returns
    -------
    pandas.DataFrame
        Indexed like `measures`, one column per year, values of `Progress`; what nobody said is
        unknown.
    """
    said = follow_up.set_index(["measure_id", "year"])["progress"].unstack()  # noqa: PD010 -- nothing to aggregate
    grid = said.reindex(index=measures.index, columns=list(years))
    return grid.astype("object").where(grid.notna(), Progress.UNKNOWN.value)


def theme_counts(measures: pd.DataFrame, grid: pd.DataFrame) -> pd.DataFrame:
    """Count the measures by theme, year and state.

    Returns
    -------
    pandas.DataFrame
        Columns ``theme``, ``year``, one per `Progress`, in the order of the themes in `measures`.
    """
    rows = []
    for theme, names in measures.groupby("theme", sort=False).groups.items():
        for year in grid.columns:
            found = grid.loc[names, year].value_counts()
            counts = {each.value: int(found.get(each.value, 0)) for each in Progress}
            rows.append({"theme": theme, "year": int(year), **counts})
    return pd.DataFrame(rows)


def year_counts(grid: pd.DataFrame, year: int) -> dict[Progress, int]:
    """Count the measures in each state in one year."""
    found = grid[year].value_counts()
    return {each: int(found.get(each.value, 0)) for each in Progress}


def without_value(measures: pd.DataFrame, follow_up: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the measures of which nothing is known in `year`, or that lack the number they ask.

    Returns
    -------
    pandas.DataFrame
        Rows of `measures` with ``needs_state`` and ``needs_value``; the first to fill, those with
        a target, come first.
    """
    this_year = follow_up[follow_up["year"] == year].set_index("measure_id")
    known = this_year[this_year["progress"] != Progress.UNKNOWN].index
    valued = this_year[this_year["value"].notna()].index
    closed = this_year[this_year["progress"] == Progress.NOT_MEASURABLE].index
    table = measures.assign(
        needs_state=~measures.index.isin(known),
        needs_value=measures["indicator"].notna()
        & ~measures.index.isin(valued)
        & ~measures.index.isin(closed),
    )
    table = table[table["needs_state"] | table["needs_value"]]
    return table.sort_values("target_sense", key=pd.isna, kind="stable")
