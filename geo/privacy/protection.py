"""From people to protected tables: count, hide the small cells, hide what would tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geo.errors import Fault, InputError
from geo.privacy.attributes import Attributes, Codes, Mask, encode, read_attributes
from geo.privacy.family import build_family
from geo.privacy.suppression import suppress
from geo.privacy.system import build_system
from geo.privacy.tables import (
    SECRET,
    Cell,
    CellStatus,
    Dimension,
    ProtectedTable,
    Table,
)
from geo.privacy.thresholds import Thresholds, thresholds

Key = tuple[str, tuple[str, ...]]


def protected_tables(
    people: pd.DataFrame, dimensions: Sequence[Dimension], tables: Sequence[Table], on: date
) -> dict[str, ProtectedTable]:
    """Return the protected tables by name; see `geo.privacy.view.protect`.

    Releases are protected one after the other: a later one cannot change what an earlier one
    showed or hid, and hides enough not to tell what was hidden before.
    """
    attributes = read_attributes(dimensions)
    _check(tables, attributes)
    codes = encode(people, attributes)
    rule = thresholds(on)
    cells: dict[Key, Cell] = {}
    for release in sorted({table.release for table in tables}):
        current = [table for table in tables if table.release <= release]
        cells |= _release(codes, len(people), attributes, current, rule, cells)
    return {
        table.name: ProtectedTable(
            table, {key: cell for (name, key), cell in cells.items() if name == table.name}
        )
        for table in tables
    }


def _release(
    codes: Mapping[str, Codes],
    size: int,
    attributes: Attributes,
    tables: Sequence[Table],
    rule: Thresholds,
    before: Mapping[Key, Cell],
) -> dict[Key, Cell]:
    """Return the cells of `tables`, those published before unchanged."""
    family = build_family(codes, size, attributes, tables)
    of = [tables[each.table] for each in family.counts]
    keys = [(table.name, each.key) for table, each in zip(of, family.counts, strict=True)]
    counts = np.array([each.count for each in family.counts])
    cells = _flags(of, keys, before)
    limits = np.array([rule.least_shown[table.nature] - 1 for table in of])
    is_small = (counts >= 1) & (counts <= limits)
    system = build_system(
        family, np.where(cells.is_later, 0, limits), cells.may_show | (is_small & ~cells.is_later)
    )
    shown = cells.is_known | (cells.may_show & ~cells.was_secret & ~is_small)
    shown = suppress(system, shown, cells.is_known | cells.is_old, rule.values_min)
    return {
        key: Cell(int(count), CellStatus.SHOWN) if is_shown else SECRET
        for key, count, is_shown in zip(keys, counts, shown, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Flags:
    """What the tables and the past say of every cell."""

    is_known: Mask
    is_later: Mask
    may_show: Mask
    is_old: Mask
    was_secret: Mask


def _flags(of: Sequence[Table], keys: Sequence[Key], before: Mapping[Key, Cell]) -> _Flags:
    is_later = np.array(
        [not {*key}.isdisjoint(table.never_shown) for table, (_, key) in zip(of, keys, strict=True)]
    )
    return _Flags(
        is_known=np.array([table.is_known for table in of]),
        is_later=is_later,
        may_show=np.array([table.is_shown for table in of]) & ~is_later,
        is_old=np.array([key in before for key in keys]),
        was_secret=np.array([key in before and before[key].is_secret for key in keys]),
    )


def _check(tables: Sequence[Table], attributes: Attributes) -> None:
    names = [table.name for table in tables]
    faults = [
        Fault(rule="duplicate-table", file="tables", field=name)
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    faults += [
        Fault(rule="unknown-dimension", file="tables", field=table.name, found=name)
        for table in tables
        for name in dict.fromkeys(table.by)
        if name not in attributes.categories or table.by.count(name) > 1
    ]
    if not tables:
        faults.append(Fault(rule="no-table", file="tables", expected="at least one table"))
    if faults:
        raise InputError(faults)
