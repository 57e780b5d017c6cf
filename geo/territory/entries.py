"""What partners enter of the follow-up of the commitments: checked, kept, undone, logged.

The store is append-only: an entry never erases another one. See docs/adr/0022-commitments.md.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from geo.commitments import entry as entries
from geo.commitments.entry import Entry
from geo.contracts.read import read_table
from geo.errors import Fault, InputError
from geo.storage import database_exists
from geo.store import Kind
from geo.territory import Territory

HISTORY_COLUMNS = (
    "measure_id", "year", "status", "value", "comment", "document", "batch_id", "at", "who",
    "file_name", "is_undone", "is_current",
)  # fmt: skip


def entered_history(territory: Territory) -> pd.DataFrame:
    """Return every row that partners entered, see `geo.store.history.row_history`."""
    epci = str(territory.manifest.territory["epci"])
    if not database_exists(epci):
        return pd.DataFrame(columns=list(HISTORY_COLUMNS)).astype(
            {"is_undone": "bool", "is_current": "bool"}
        )
    from geo.store import open_store  # noqa: PLC0415 -- SQLAlchemy takes 0.2 s
    from geo.store.history import row_history  # noqa: PLC0415 -- as above

    return row_history(open_store(epci=epci), Kind.FOLLOW_UP)


def check_entry(territory: Territory, entry: Entry, *, last_year: int) -> Mapping[str, Any] | None:
    """Return what stands already for the measure and year of an entry; None when nothing does.

    Raises
    ------
    InputError
        With all that is wrong with the entry.
    """
    entries.require_entry(entry, read_table(territory.manifest, "commitments"), last_year=last_year)
    return entries.standing(entered_history(territory), entry.measure_id, entry.year)


def enter(
    territory: Territory, entry: Entry, *, who: str, day: date, seen_batch: int | None
) -> int | None:
    """Keep an entry in the store; return its batch, None when it says what stood already.

    Parameters
    ----------
    who
        Person or service that enters it.
    day
        Day of the entry: no later year may be described.
    seen_batch
        Batch of what stood when the entry was previewed; None when nothing did.

    Raises
    ------
    InputError
        When the entry is wrong, or someone entered the same measure and year meanwhile.
    """
    from geo.store import add_rows, open_store  # noqa: PLC0415 -- SQLAlchemy takes 0.2 s

    entries.require_entry(entry, read_table(territory.manifest, "commitments"), last_year=day.year)
    entries.require_unchanged(entered_history(territory), entry, seen_batch)
    store = open_store(epci=str(territory.manifest.territory["epci"]))
    return add_rows(store, Kind.FOLLOW_UP, [entry.row()], who=who).batch_id


def last_entry(territory: Territory) -> Mapping[str, Any] | None:
    """Return the newest entry that is not undone, with its batch; None when there is none."""
    history = entered_history(territory)
    kept = history[~history["is_undone"]]
    return None if kept.empty else {str(name): value for name, value in kept.iloc[-1].items()}


def undo_entry(territory: Territory, *, who: str, seen_batch: int) -> int:
    """Undo the newest batch of the follow-up, and return it; what stood before stands again.

    Raises
    ------
    InputError
        When another batch came after `seen_batch`: nobody undoes what they have not seen.
    """
    from geo.store import open_store, undo_last  # noqa: PLC0415 -- SQLAlchemy takes 0.2 s

    last = last_entry(territory)
    if last is not None and last["batch_id"] != seen_batch:
        raise InputError(Fault("changed-meanwhile", entries.FORM, found=str(last["who"])))
    epci = str(territory.manifest.territory["epci"])
    return undo_last(open_store(epci=epci), Kind.FOLLOW_UP, who=who)


def entry_log(territory: Territory) -> pd.DataFrame:
    """Return the log of the follow-up, newest first, see `geo.store.audit`; empty without store."""
    from geo.store import audit, open_store  # noqa: PLC0415 -- SQLAlchemy takes 0.2 s

    epci = str(territory.manifest.territory["epci"])
    if not database_exists(epci):
        return pd.DataFrame()
    log = audit(open_store(epci=epci))
    return log[log["kind"] == Kind.FOLLOW_UP]
