"""What partners sent to a territory: where each kind stands, and the log of what was kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import pandas as pd

from geo.partner import partner_table
from geo.storage import database_exists
from geo.store.kinds import Kind
from geo.territory import Territory

LOG_COLUMNS = (
    "at", "who", "action", "kind", "batch_id", "file_name", "sha256", "added_count",
    "changed_count", "effect", "is_undone",
)  # fmt: skip


class State(StrEnum):
    """What stands for a kind of partner data now."""

    SENT = "sent"
    FICTIONAL = "fictional"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class KindState:
    """Where one kind of partner data stands.

    Attributes
    ----------
    kind, state
        The kind, and what its pages show.
    batches_count
        Batches that make the current rows.
    as_of
        When the newest of them came in, UTC.
    """

    kind: Kind
    state: State
    batches_count: int
    as_of: datetime | None


def partner_states(territory: Territory) -> tuple[KindState, ...]:
    """Return where each kind stands, in the order of `Kind`."""
    return tuple(_state(territory, kind) for kind in Kind)


def partner_log(territory: Territory) -> pd.DataFrame:
    """Return the log of the store as `geo.store.audit` gives it; empty when there is no store."""
    epci = str(territory.manifest.territory["epci"])
    if not database_exists(epci):
        return pd.DataFrame(columns=list(LOG_COLUMNS))
    from geo.store import audit, open_store  # noqa: PLC0415 -- SQLAlchemy, once there is a store

    return audit(open_store(epci=epci))


def _state(territory: Territory, kind: Kind) -> KindState:
    table = partner_table(territory, kind)
    if table.is_fictional:
        return KindState(kind, State.FICTIONAL, 0, None)
    state = State.NONE if table.rows.empty else State.SENT
    return KindState(kind, state, len(table.batches), table.as_of)
