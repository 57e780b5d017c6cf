"""The door for the commitments of a contrat de ville: one function per question of its page.

A territory without the tables ``commitment*`` has no answer: ask `has_commitments` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from geo.commitments import summary
from geo.commitments.follow_up import (
    computed_rows,
    entered_rows,
    exact,
    merged,
    published_rows,
    record_of,
    target_of,
)
from geo.commitments.progress import Progress, Target
from geo.commitments.summary import Choice
from geo.contracts.read import read_table
from geo.territory import Territory
from geo.territory.entries import entered_history

TABLES = (
    "commitments", "commitment_sections", "commitment_values", "commitment_follow_up",
)  # fmt: skip
CREDITS = ("credits-cadre-de-vie", "credits-emploi")
CREDITS_IN_QPV = "credits-deux-quartiers"
AID_TOTAL, AID_PER_POST = "regie-aide-totale", "regie-aide-poste"
PERCENT = 100
RESULTS = (Progress.REACHED, Progress.MISSED, Progress.STOPPED)
DWELLINGS, VACANCY = "val-vert-logements", "val-vert-vacance"


@dataclass(frozen=True, slots=True)
class Glance:
    """The measures in one look.

    Attributes
    ----------
    measures
        Those of the choice, indexed by ``measure_id``.
    grid
        Their state in each year, see `geo.commitments.summary.states`.
    counts
        By theme, year and state.
    year
        The year in question.
    """

    measures: pd.DataFrame
    grid: pd.DataFrame
    counts: pd.DataFrame
    year: int

    @property
    def in_year(self) -> Mapping[Progress, int]:
        """How many measures are in each state in the year in question."""
        return summary.year_counts(self.grid, self.year)

    @property
    def ever_known_count(self) -> int:
        """How many measures had a known state in at least one year."""
        return int((self.grid != Progress.UNKNOWN).any(axis="columns").sum())


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure computed from two published ones, never stored.

    Attributes
    ----------
    value
        Exact.
    of
        Measures it is computed from.
    """

    value: Fraction
    of: tuple[str, str]


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """All that is known of one measure.

    Attributes
    ----------
    measure
        Its row of ``commitments``.
    target
        None when the document gives none.
    values
        Published values, oldest first.
    said
        Everything said of it year by year, merged nowhere: computed, published, entered.
    by_year
        What stands for each year.
    entered
        Every entry about it, replaced and undone ones included.
    derived
        Figures computed from it and another measure.
    """

    measure: Mapping[str, Any]
    target: Target | None
    values: pd.DataFrame
    said: pd.DataFrame
    by_year: pd.DataFrame
    entered: pd.DataFrame
    derived: tuple[Derived, ...]


def has_commitments(territory: Territory) -> bool:
    """Whether the territory describes the measures of its contract."""
    return all(name in territory.manifest.resources for name in TABLES)


def commitments(territory: Territory) -> pd.DataFrame:
    """Return every engagement, measure and post of the document, in its order."""
    return read_table(territory.manifest, "commitments").sort_values("measure_rank")


def sections(territory: Territory) -> pd.DataFrame:
    """Return the headings of the document, in its order."""
    return read_table(territory.manifest, "commitment_sections").sort_values("heading_rank")


def follow_up(territory: Territory) -> pd.DataFrame:
    """Return what stands for every measure and year, see `geo.commitments.follow_up.merged`."""
    return merged(_said(territory))


def follow_up_years(territory: Territory, last: int) -> list[int]:
    """Return the years from the first with something known to `last`, all of them."""
    known = follow_up(territory)["year"]
    first = int(known.min()) if len(known) else last
    return list(range(min(first, last), max([last, *(int(each) for each in known)]) + 1))


def latest_year(territory: Territory) -> int | None:
    """Return the last year with a result, else the last with anything known; None when none."""
    known = follow_up(territory)
    results = known[known["progress"].isin(RESULTS)]
    years = (results if len(results) else known)["year"]
    return int(years.max()) if len(years) else None


def glance(territory: Territory, choice: Choice, year: int) -> Glance:
    """Return the measures of a choice at a glance, up to `year` or the last year known."""
    measures = summary.chosen(commitments(territory), choice)
    years = follow_up_years(territory, year)
    grid = summary.states(measures, follow_up(territory), years)
    return Glance(measures, grid, summary.theme_counts(measures, grid), year)


def measure_card(territory: Territory, measure_id: str) -> MeasureCard:
    """Return all that is known of one measure."""
    measure = record_of(commitments(territory), measure_id)
    said = pd.concat([part for part in _said(territory) if not part.empty], ignore_index=True)
    history = entered_history(territory)
    stands = follow_up(territory)
    values = read_table(territory.manifest, "commitment_values").sort_values("date_latest")
    return MeasureCard(
        measure=measure,
        target=target_of(measure),
        values=values[values["measure_id"] == measure_id],
        said=said[said["measure_id"] == measure_id].sort_values("year", kind="stable"),
        by_year=stands[stands["measure_id"] == measure_id],
        entered=history[history["measure_id"] == measure_id],
        derived=_derived(values, measure_id),
    )


def missing_follow_up(territory: Territory, choice: Choice, year: int) -> pd.DataFrame:
    """Return the measures of a choice that lack a state or a value in `year`."""
    measures = summary.chosen(commitments(territory), choice)
    return summary.without_value(measures, follow_up(territory), year)


def credit_shares(territory: Territory) -> pd.DataFrame:
    """Return the share of credits by pillar and aimed at the neighbourhoods, with the targets.

    Returns
    -------
    pandas.DataFrame
        One row per measure and known year, ``value`` in percent, ``target_value`` (NA for the
        share of the neighbourhoods); one row without year where nothing is known.
    """
    names = [*CREDITS, CREDITS_IN_QPV]
    measures = commitments(territory)
    measures = measures.loc[measures.index.isin(names), ["title", "target_value", "source"]]
    known = follow_up(territory)
    valued = known[known["measure_id"].isin(names) & known["value"].notna()]
    columns = ["measure_id", "year", "value", "origin"]
    return measures.reset_index().merge(valued[columns], on="measure_id", how="left")


def posts(territory: Territory) -> pd.DataFrame:
    """Return the posts listed by the document, with their title and mission."""
    table = read_table(territory.manifest, "commitment_posts")
    return table.join(commitments(territory)[["title", "wording"]])


def post_employers(territory: Territory) -> pd.DataFrame:
    """Return who employed the posts, by programme and year, as far as it is published."""
    return read_table(territory.manifest, "commitment_employers")


def post_counts(territory: Territory) -> pd.DataFrame:
    """Return how many posts were financed each year, by programme."""
    programmes = {"adultes-relais": "adulte_relais", "fonjep-postes": "fonjep"}
    values = read_table(territory.manifest, "commitment_values")
    rows = values[values["measure_id"].isin(list(programmes))]
    return rows.assign(
        programme=rows["measure_id"].map(programmes), year=rows["date_latest"].dt.year
    ).sort_values(["programme", "year"])


def contract_milestones(territory: Territory) -> pd.DataFrame:
    """Return the moments of the contract, oldest first."""
    return read_table(territory.manifest, "contract_milestones").sort_values("date")


def _said(territory: Territory) -> tuple[pd.DataFrame, ...]:
    """Return what was computed, published and entered, in this order."""
    measures = commitments(territory)
    history = entered_history(territory)
    return (
        computed_rows(measures, read_table(territory.manifest, "commitment_values")),
        published_rows(read_table(territory.manifest, "commitment_follow_up")),
        entered_rows(history[history["is_current"] & history["measure_id"].isin(measures.index)]),
    )


def _derived(values: pd.DataFrame, measure_id: str) -> tuple[Derived, ...]:
    """Return the posts that the aid pays for, or the dwellings that are vacant."""
    first = values.drop_duplicates("measure_id", keep="first").set_index("measure_id")["value"]
    known = {str(name): Fraction(exact(value)) for name, value in first.items()}
    pairs = {(AID_TOTAL, AID_PER_POST): _quotient, (DWELLINGS, VACANCY): _percentage}
    return tuple(
        Derived(compute(known[pair[0]], known[pair[1]]), pair)
        for pair, compute in pairs.items()
        if measure_id in pair and set(pair) <= set(known)
    )


def _quotient(total: Fraction, each: Fraction) -> Fraction:
    return total / each


def _percentage(count: Fraction, percent: Fraction) -> Fraction:
    return count * percent / PERCENT
