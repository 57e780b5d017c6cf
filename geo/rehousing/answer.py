"""What is published about rehoused households, as plain values for a command or a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from geo.privacy import Cell, Mean, ProtectedTable, add
from geo.rehousing.dimensions import NOT_YET, WAITING
from geo.rehousing.publication import Published
from geo.rehousing.stages import Zone

OUTSIDE = (Zone.SAME_COMMUNE, Zone.OTHER_COMMUNE, Zone.OUTSIDE_EPCI)
Tables = Mapping[str, ProtectedTable]


def published_answer(published: Published) -> dict[str, Any]:
    """Return the protected tables and means with English keys; a secret count is None.

    Every count comes with a ``status``: ``shown`` or ``secret``. A table that waits for more
    households is missing.
    """
    tables = published.tables
    answer: dict[str, Any] = {
        "until": _text(published.until),
        "details_until": _text(published.details_until),
        "income_until": _text(published.income_until),
    }
    if published.until is not None:
        answer["rehoused"] = _count(rehoused(tables))
    if published.details_until is not None:
        answer["counts_in_lettings"] = _count(outside_qpv(tables))
    return {
        **answer,
        **{name: rows(table) for name, table in tables.items()},
        "means": {name: _mean(each) for name, each in published.means.items()},
        "secret_cells_count": sum(table.secret_count for table in tables.values()),
    }


def rehoused(tables: Tables) -> Cell:
    """Return the households rehoused for good by the last closed year."""
    cells = tables["timeline"].cells
    return add([cell for key, cell in cells.items() if key != (NOT_YET,)])


def outside_qpv(tables: Tables) -> Cell:
    """Return the households rehoused outside every QPV: they count in the 25 % of lettings."""
    return add([tables["zone"].cell(zone) for zone in OUTSIDE])


def waiting(tables: Tables) -> Cell:
    """Return the households that still had to be rehoused on the day of the report."""
    return add([tables["progress"].cell(each) for each in WAITING])


def rows(table: ProtectedTable) -> list[dict[str, Any]]:
    """Return the rows of a table that are about someone: not the households still waiting.

    A commune or a building nobody is counted in says nothing and is left out.
    """
    names = [name.split("@")[0] for name in table.table.by]
    return [
        {**{name: str(each) for name, each in zip(names, key, strict=True)}, **_count(cell)}
        for key, cell in table.cells.items()
        if NOT_YET not in key and not (cell.count == 0 and {"town", "building"} & set(names))
    ]


def _count(cell: Cell) -> dict[str, Any]:
    return {"households_count": cell.count, "status": cell.status.value}


def _mean(mean: Mean) -> dict[str, Any]:
    value = None if mean.value is None else float(mean.value)
    return {"value": value, "status": mean.status.value}


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
