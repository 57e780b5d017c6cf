"""The contract of one table: a CSV file against its Table Schema, every fault with its place.

Stricter than Frictionless, which takes ``1_000``, ``NaN`` and ``True`` for right where the
program, or a spreadsheet, reads something else; the tests hold both against each other.
"""

import csv
import io
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from math import isfinite
from typing import Any

from geo.contracts.manifest import Resource, decode, read_bytes
from geo.errors import DataError, Fault

WRITTEN = {
    "string": re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*"),
    "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    "number": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"),
    "year": re.compile(r"[0-9]{4}"),
    "boolean": re.compile("true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
WORDS = {
    "string": "a text without control characters",
    "integer": "an integer",
    "number": "a number with a decimal point",
    "year": "a year of four digits",
    "boolean": "true or false",
    "date": "a date YYYY-MM-DD",
}
BOUNDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
}
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file as it stands.

    Attributes
    ----------
    resource
        Its entry in the manifest.
    rows
        Cells as text, the header first.
    lines
        Line of the file on which each row begins: a quoted cell may hold several lines.
    """

    resource: Resource
    rows: list[list[str]]
    lines: list[int]

    @property
    def fields(self) -> list[str]:
        """Names of the columns, as the schema gives them."""
        return [field["name"] for field in self.resource.schema["fields"]]

    def fault(self, rule: str, row: int, column: int, **said: str) -> Fault:
        """Return a fault of the cell at 0-based `row` and `column`."""
        names = self.fields
        return Fault(
            rule=rule,
            file=self.resource.shown_path,
            line=self.lines[row],
            column=column + 1,
            field=names[column] if column < len(names) else None,
            **said,
        )


def table_faults(resource: Resource) -> list[Fault]:
    """Return what breaks the contract of one table, foreign keys aside; empty when it is right."""
    try:
        table = read_cells(resource)
    except DataError as error:
        return list(error.faults)
    return cell_faults(table)


def read_cells(resource: Resource) -> Table:
    """Return the cells of a table; raise `DataError` when it is no UTF-8 or no CSV."""
    text = decode(read_bytes(resource.path, resource.shown_path), resource.shown_path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines = [], [1]
    try:
        for row in reader:
            rows.append(row)
            lines.append(reader.line_num + 1)
    except csv.Error as error:
        raise DataError(
            Fault(
                rule="csv",
                file=resource.shown_path,
                line=lines[-1],
                column=1,
                expected="a row of comma-separated cells, every quote closed",
                found=str(error),
                fix="close the quote that opens in this row",
            )
        ) from error
    return Table(resource, rows, lines)


def cell_faults(table: Table) -> list[Fault]:
    """Return every fault of the cells of a table, in the order of the file.

    When the header is wrong only its faults are told, and when a row has too many or too few
    cells only that: cells under another column mean nothing.
    """
    header = list(_header_faults(table))
    if header:
        return header
    width = len(table.fields)
    whole = [number for number, row in enumerate(table.rows) if len(row) == width and any(row)][1:]
    faults = [
        *_width_faults(table),
        *_field_faults(table, whole),
        *_key_faults(table, whole, table.resource.schema.get("primaryKey", []), "primary-key"),
        *_reason_faults(table, whole),
    ]
    return sorted(faults, key=lambda fault: (fault.line or 0, fault.column or 0))


def _header_faults(table: Table) -> Iterator[Fault]:
    names = table.fields
    if not table.rows:
        expected = "a header: " + ", ".join(names)
        yield table.fault("source-error", 0, 0, expected=expected, found="an empty file")
        return
    labels = table.rows[0]
    for column, (name, label) in enumerate(zip_longest(names, labels)):
        rule = _label_rule(name, label, names, labels)
        if label is not None and label in labels[:column]:
            rule = "duplicate-label"
        if rule:
            expected = name or f"{len(names)} columns"
            yield table.fault(rule, 0, column, expected=expected, found=label or "no column")


def _label_rule(name: str | None, label: str | None, names: list[str], labels: list[str]) -> str:
    """Return the rule that a column breaks; a column that is only shifted breaks none."""
    is_missing = name is not None and name not in labels
    is_extra = label is not None and label not in names
    if is_missing and is_extra:
        return "incorrect-label"
    if is_missing:
        return "missing-label"
    if is_extra:
        return "extra-label"
    return "incorrect-label" if name != label and sorted(names) == sorted(labels) else ""


def _width_faults(table: Table) -> Iterator[Fault]:
    width = len(table.fields)
    for number, row in enumerate(table.rows):
        if not any(row):
            yield table.fault("blank-row", number, 0, expected="a row", found="nothing")
        elif len(row) < width:
            yield table.fault(
                "missing-cell", number, len(row), expected=f"{width} cells", found=str(len(row))
            )
        elif len(row) > width:
            yield table.fault(
                "extra-cell", number, width, expected=f"{width} cells", found=_quoted(row[width])
            )


def _field_faults(table: Table, whole: list[int]) -> Iterator[Fault]:
    for column, field in enumerate(table.resource.schema["fields"]):
        for number in whole:
            cell = table.rows[number][column]
            rule, expected = _broken_rule(cell, field["type"], field.get("constraints", {}))
            if rule:
                yield table.fault(rule, number, column, expected=expected, found=_quoted(cell))
        if field.get("constraints", {}).get("unique"):
            yield from _key_faults(table, whole, [field["name"]], "unique-error")


def _broken_rule(cell: str, kind: str, constraints: Mapping[str, Any]) -> tuple[str, str]:
    """Return the rule that a cell breaks and what it asks for; empty texts when it breaks none."""
    if not cell:
        return ("constraint-error", "a value") if constraints.get("required") else ("", "")
    if not _is_written(cell, kind):
        return "type-error", WORDS[kind]
    pattern, enum = constraints.get("pattern"), constraints.get("enum")
    if pattern is not None and not re.fullmatch(pattern, cell):
        return "constraint-error", f"pattern {pattern}"
    if enum is not None and cell not in enum:
        return "constraint-error", f"one of {', '.join(enum)}"
    for name, holds in BOUNDS.items():
        if name in constraints and not holds(Decimal(cell), Decimal(str(constraints[name]))):
            return "constraint-error", f"{name} {constraints[name]}"
    return "", ""


def _is_written(cell: str, kind: str) -> bool:
    if not WRITTEN[kind].fullmatch(cell):
        return False
    if kind == "date":
        return _is_day(cell)
    return kind != "number" or isfinite(float(cell))


def _is_day(cell: str) -> bool:
    try:
        return bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _key_faults(table: Table, whole: list[int], key: list[str], rule: str) -> Iterator[Fault]:
    """Check that no two rows have the same cells in `key`; an empty cell is one like another."""
    columns = [table.fields.index(name) for name in key]
    first: dict[tuple[str, ...], int] = {}
    for number in whole if key else []:
        values = tuple(table.rows[number][column] for column in columns)
        if values in first and any(values):
            yield table.fault(
                rule,
                number,
                columns[0],
                expected=f"unique {', '.join(key)}",
                found=f"{_quoted(', '.join(values))}, as on line {table.lines[first[values]]}",
                fix="keep one row per key",
            )
        first.setdefault(values, number)


def _reason_faults(table: Table, whole: list[int]) -> Iterator[Fault]:
    """Check that a cell is empty exactly when the column ``missing`` at its right says why."""
    if MISSING not in table.fields[1:]:
        return
    column = table.fields.index(MISSING)
    for number in whole:
        row = table.rows[number]
        if bool(row[column]) == bool(row[column - 1]):
            yield table.fault(
                "missing-reason",
                number,
                column,
                expected=f"a reason where {table.fields[column - 1]} is empty, and only there",
                found=_quoted(row[column]),
            )


def _quoted(cell: str) -> str:
    return f"“{cell}”" if cell else "an empty cell"
