"""The life of each operation as spans of time, for a chart: what is certain, what is possible."""

import pandas as pd

from geo.renewal.programme import ranks


def programme_spans(events: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Return the spans during which each operation is known to be in a state.

    Parameters
    ----------
    events
        Table ``npnru_events``, or rows of it, in any order.
    until
        Where the last span of each operation ends: its last known state.

    Returns
    -------
    pandas.DataFrame
        One row per span, by operation then time: ``operation_id``, ``state``, ``start``,
        ``end`` and ``is_certain``. A state that began at an unknown day between two dates has a
        span that is not certain between both, then a certain one. States never go back.
    """
    ranked = events.assign(rank=ranks(events["state"])).sort_values(
        ["operation_id", "date_latest", "rank", "date"], kind="stable"
    )
    first = ranked[~ranked.duplicated(["operation_id", "state"])]
    highest = first.groupby("operation_id")["rank"].cummax()
    steps = first[first["rank"] == highest]
    after = steps.groupby("operation_id")["date_latest"].shift(-1)
    end = after.where(after.notna(), until)
    columns = ["operation_id", "state", "start", "end", "is_certain"]
    certain = steps.assign(start=steps["date_latest"], end=end, is_certain=True)[columns]
    before = steps.groupby("operation_id")["date_latest"].shift(1)
    earliest = steps["date"].where(~(steps["date"] < before), before)
    possible = steps.assign(start=earliest, end=steps["date_latest"], is_certain=False)[columns]
    both = pd.concat([possible, certain], ignore_index=True)
    kept = both[both["start"] < both["end"]]
    return kept.sort_values(["operation_id", "start", "end"], kind="stable").reset_index(drop=True)
