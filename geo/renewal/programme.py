"""The operations of a programme: their state on a day, their dates, their dwellings.

What is planned never becomes done by itself: only a source that says so changes a state. A date
that a source leaves open is the interval from ``date`` to ``date_latest``; a state is certain
from ``date_latest`` on and only possible before.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

import pandas as pd

from geo.renewal.qualifiers import combined_if_any


class State(StrEnum):
    """Where an operation stands."""

    NOT_ANNOUNCED = "not_announced"
    ANNOUNCED = "announced"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    UNKNOWN = "unknown"


RANK: Final = {
    State.UNKNOWN: 0,
    State.NOT_ANNOUNCED: 0,
    State.ANNOUNCED: 1,
    State.PLANNED: 2,
    State.UNDER_WAY: 3,
    State.DONE: 4,
}
EVIDENCE: Final = [
    "source", "section", "confidence", "status", "said_on", "said_on_text", "note",
]  # fmt: skip


def operations_on(operations: pd.DataFrame, events: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the operations with the state each is known to be in on `day`.

    Parameters
    ----------
    operations
        Table ``npnru_operations``, indexed by ``operation_id``.
    events
        Table ``npnru_events``, in any order.
    day
        The state is that of the end of this day, from all that the sources say today.

    Returns
    -------
    pandas.DataFrame
        The rows of `operations`, in their order, with

        ``state``
            `State`; ``not_announced`` before the first certain event.
        ``state_since``, ``state_since_latest``
            Interval in which that state began; NaT before any event.
        ``possible_state``
            Further state that the operation may already have reached, NA if none.
        ``target_state``, ``target_date``, ``target_text``
            Next state the sources foresee, their last word on it; NA if none.
        ``is_confirmed``
            False when ``target_date`` has come and no source says that it was met.
        ``state_source``, ``state_section``, ``state_confidence``, ``state_status``,
        ``state_said_on``, ``state_said_on_text``, ``state_note``
            Who says so, where and when; NA before any event.
    """
    moment = pd.Timestamp(day)
    facts = _in_order(events)
    reached = facts[facts["date_latest"] <= moment]
    frame = operations.join(_last_states(reached))
    frame["state"] = frame["state"].fillna(State.NOT_ANNOUNCED.value)
    rank = ranks(frame["state"])
    frame["possible_state"] = _possible_states(facts, rank, moment).reindex(frame.index)
    frame = frame.join(_next_targets(reached, rank))
    frame["is_confirmed"] = ~(frame["target_date"] <= moment)
    return frame


def _in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Sort events so that the last one of an operation is the last word on it."""
    ranked = events.sort_index().assign(
        rank=ranks(events["state"]), target_rank=ranks(events["target_state"])
    )
    return ranked.sort_values(
        ["operation_id", "date_latest", "said_on", "rank", "date"], kind="stable"
    )


def ranks(states: "pd.Series[str]") -> "pd.Series[float]":
    """Return how far each state is (see `RANK`); NaN without a state, empty without rows."""
    return states.map(RANK).astype("float64")


def _last_states(reached: pd.DataFrame) -> pd.DataFrame:
    """Return state, its beginning and its evidence, one row per operation that has any."""
    last = reached.drop_duplicates("operation_id", keep="last").set_index("operation_id")
    is_new = reached["state"] != reached.groupby("operation_id")["state"].shift()
    start = reached[is_new].drop_duplicates("operation_id", keep="last").set_index("operation_id")
    return (
        last[["state"]]
        .join(
            start[["date", "date_latest"]].rename(
                columns={"date": "state_since", "date_latest": "state_since_latest"}
            )
        )
        .join(last[EVIDENCE].add_prefix("state_"))
    )


def _possible_states(
    facts: pd.DataFrame, rank: "pd.Series[float]", moment: pd.Timestamp
) -> pd.Series:
    """Return the furthest state whose interval holds `moment` and that exceeds the certain one."""
    is_open = (facts["date"] <= moment) & (facts["date_latest"] > moment)
    further = facts[is_open & (facts["rank"] > rank.reindex(facts["operation_id"]).to_numpy())]
    return (
        further.sort_values("rank", kind="stable")
        .drop_duplicates("operation_id", keep="last")
        .set_index("operation_id")["state"]
    )


def _next_targets(reached: pd.DataFrame, rank: "pd.Series[float]") -> pd.DataFrame:
    """Return the first target still to be met; a later word on the same state replaces it."""
    spoken = reached[reached["target_date"].notna()].drop_duplicates(
        ["operation_id", "target_state"], keep="last"
    )
    unmet = spoken[spoken["target_rank"] > rank.reindex(spoken["operation_id"]).to_numpy()]
    first = unmet.sort_values(["target_date", "target_rank"], kind="stable")
    return first.drop_duplicates("operation_id").set_index("operation_id")[
        ["target_state", "target_date", "target_text"]
    ]


def programme_summary(operations: pd.DataFrame) -> pd.DataFrame:
    """Count operations and dwellings by kind, each dwelling once.

    Parameters
    ----------
    operations
        Table ``npnru_operations`` or rows of it. An operation that is part of another one of
        the same kind counts as an operation, but not its dwellings.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``kind`` in order of appearance: ``operations_count``; ``dwellings_count``
        and ``occupied_dwellings_count`` (NA when none is published); ``dwellings_qualifier``;
        ``unpublished_count``, the operations on dwellings whose number is not published and
        not within another one's.
    """
    kind_of_whole = operations["part_of"].map(operations["kind"])
    whole = operations[kind_of_whole != operations["kind"]]
    by_kind = whole.groupby("kind", sort=False)
    summary = pd.DataFrame(
        {
            "operations_count": operations.groupby("kind", sort=False).size(),
            "dwellings_count": by_kind["dwellings_count"].sum(min_count=1),
            "dwellings_qualifier": by_kind["dwellings_qualifier"].agg(combined_if_any),
            "occupied_dwellings_count": by_kind["occupied_dwellings_count"].sum(min_count=1),
            "unpublished_count": (whole["dwellings_status"] == "not_published")
            .groupby(whole["kind"], sort=False)
            .sum(),
        }
    )
    return summary.reindex(operations["kind"].drop_duplicates())


def vacant_dwellings(dwellings_count: int, vacancy_percent: float) -> int:
    """Return the vacant dwellings that a published rate stands for, to the nearest one.

    >>> vacant_dwellings(528, 12)
    63
    """
    exact = dwellings_count * Decimal(str(vacancy_percent)) / 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def programme_dates(events: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """Return every dated stop of a programme, in order of time.

    Parameters
    ----------
    events, milestones
        Tables ``npnru_events`` and ``npnru_milestones``, or rows of them.

    Returns
    -------
    pandas.DataFrame
        One row per event or milestone, numbered from 0: ``date`` (the day from which it is
        certain), ``date_text``, ``subject`` ("operation" or "milestone"), ``operation_id`` and
        ``state`` (NA for a milestone), ``label`` (NA for an operation), ``source``. The stops
        of a slider are the distinct values of ``date``.
    """
    shared = ["date_latest", "date_text", "source"]
    changes = events[[*shared, "operation_id", "state"]].assign(subject="operation")
    marks = milestones[[*shared, "label"]].assign(subject="milestone")
    both = pd.concat([changes.sort_index(), marks.sort_index()], ignore_index=True)
    ordered = both.rename(columns={"date_latest": "date"}).sort_values("date", kind="stable")
    columns = ["date", "date_text", "subject", "operation_id", "state", "label", "source"]
    return ordered[columns].reset_index(drop=True)


def milestones_until(milestones: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the milestones certain to have taken place by the end of `day`, oldest first."""
    reached = milestones[milestones["date_latest"] <= pd.Timestamp(day)]
    return reached.sort_index().sort_values(["date_latest", "date"], kind="stable")
