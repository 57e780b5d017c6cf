"""The partner database: open it, add rows, undo the last batch, read the log."""

from importlib import import_module
from typing import TYPE_CHECKING

from geo.store.kinds import Kind

if TYPE_CHECKING:
    from geo.store.database import Store, open_store
    from geo.store.outcome import Outcome
    from geo.store.perimeters import keep_perimeter, kept_perimeters
    from geo.store.reading import audit, batches_of, current_rows, store_version
    from geo.store.writing import add_rows, compare, undo_last, write_batch

__all__ = [
    "Kind",
    "Outcome",
    "Store",
    "add_rows",
    "audit",
    "batches_of",
    "compare",
    "current_rows",
    "keep_perimeter",
    "kept_perimeters",
    "open_store",
    "store_version",
    "undo_last",
    "write_batch",
]
_HOMES = {
    "Outcome": "outcome",
    "Store": "database",
    "add_rows": "writing",
    "audit": "reading",
    "batches_of": "reading",
    "compare": "writing",
    "current_rows": "reading",
    "keep_perimeter": "perimeters",
    "kept_perimeters": "perimeters",
    "open_store": "database",
    "store_version": "reading",
    "undo_last": "writing",
    "write_batch": "writing",
}


def __getattr__(name: str) -> object:
    """Load what needs SQLAlchemy when it is first asked for: 0.2 s that pages do not pay."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"geo.store.{_HOMES[name]}"), name)
