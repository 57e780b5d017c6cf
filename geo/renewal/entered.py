"""What partners say of the operations of a programme, beside what the published sources say."""

from typing import Final

import pandas as pd

from geo.figures import Status
from geo.french import day

PARTNERS: Final = "partner_follow_up"
"""Key, in the table ``sources``, of what partners enter or send."""


def entered_events(rows: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return the events that partners sent, with the columns of the published ones.

    Parameters
    ----------
    rows
        Rows of the kind ``programme`` of the store, indexed by ``operation_id`` and ``date``:
        ``state``, ``comment``, ``source``, ``document``.
    events
        Table ``npnru_events``, indexed by ``event_id``: the columns and types to follow.

    Returns
    -------
    pandas.DataFrame
        One row per row of `rows`. A partner gives a day: both ends of the interval are that day.
        What they do not say (next state, its date) is NA. The source is `PARTNERS`; the one
        they name and its document stand in ``section``.
    """
    told = rows.reset_index()
    days = told["date"]
    named = (
        told["source"]
        .astype("str")
        .str.cat(
            told["document"].astype("object").map(lambda each: "" if pd.isna(each) else f", {each}")
        )
    )
    known = pd.DataFrame(
        {
            "event_id": [f"partner-{number}" for number in range(len(told))],
            "operation_id": told["operation_id"],
            "state": told["state"],
            "date": days,
            "date_latest": days,
            "date_precision": "day",
            "date_text": [day(each.date()) for each in days],
            "said_on": days,
            "said_on_text": [day(each.date()) for each in days],
            "source": PARTNERS,
            "section": named,
            "confidence": "medium",
            "status": Status.OFFICIAL.value,
            "note": told["comment"],
        }
    )
    indexed = known.set_index("event_id")
    return indexed.reindex(columns=events.columns).astype(events.dtypes)
