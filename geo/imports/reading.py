"""A partner file, read whole: rows that meet the template, or every fault with its place."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any

from geo.errors import Fault, PartnerFileError
from geo.imports.cells import Column, RefusedError, read_cell
from geo.imports.headers import match_header
from geo.imports.personal import personal_rule
from geo.imports.sheets import Row, read_rows, rows_ahead
from geo.imports.templates import Field, Template, template
from geo.imports.words import plain
from geo.store.kinds import Kind

MAX_FAULTS = 1_000
STEP = 2_000

Record = tuple[object, ...]
Codes = Mapping[str, Mapping[str, str]]
Columns = Sequence[tuple[int | None, Column]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A partner file that may be kept.

    Attributes
    ----------
    kind
        What its rows are.
    file_name, sha256
        The file, for the log.
    records
        Values in the order of the template, one row per key.
    repeated_lines
        Lines that say again, word for word, what another line says; counted once.
    """

    kind: Kind
    file_name: str
    sha256: str
    records: Sequence[Record]
    repeated_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read so far: rows with their line by key, and what is wrong."""

    name: str
    width: int
    records: dict[Record, tuple[int, Record]]
    repeated: list[int]
    faults: list[Fault]


def read_partner_file(
    content: bytes,
    name: str,
    kind: Kind,
    codes: Codes,
    until: date,
    progress: Progress | None = None,
) -> Reading:
    """Read a partner file against the template of its kind.

    Parameters
    ----------
    content, name
        The file and its name.
    codes
        For each table that the template refers to, the codes it takes by their plain words.
    until
        The day it is read: what it says of the past cannot be later.
    progress
        Told the rows read and the rows to read (0 when not known).

    Raises
    ------
    PartnerFileError
        With every fault, up to a thousand, in the order of the file. None repeats a value.
    """
    model = template(kind)
    if personal_rule(PurePath(name).stem, is_household=False):
        raise PartnerFileError(Fault("personal-file-name", "fichier", fix="renommez le fichier"))
    rows = read_rows(content, name)
    header = next(rows, None)
    if header is None:
        raise PartnerFileError(
            Fault("empty", name, expected="une ligne d’en-têtes, puis des lignes")
        )
    places, faults = match_header(model, header, name)
    found = _Found(name, len(header.cells), {}, [], faults)
    columns = _columns(model, places, codes, until)
    ahead = rows_ahead(content, name)
    for count, row in enumerate(rows, start=1):
        _read_row(model, columns, row, found)
        if progress is not None and count % STEP == 0:
            progress(count, max(ahead, count))
        if len(found.faults) >= MAX_FAULTS:
            more = Fault("more-faults", name, row.line)
            raise PartnerFileError([*sorted(found.faults, key=_place), more])
    if not found.records and not found.faults:
        found.faults.append(Fault("empty", name, expected="au moins une ligne sous les en-têtes"))
    if found.faults:
        raise PartnerFileError(sorted(found.faults, key=_place))
    digest = hashlib.sha256(content).hexdigest()
    records = [record for _, record in found.records.values()]
    return Reading(kind, name, digest, records, tuple(found.repeated))


def _columns(model: Template, places: Sequence[int | None], codes: Codes, until: date) -> Columns:
    return [
        (place, Column(_dated(field, until), model.is_personal, _codes_of(field, codes)))
        for field, place in zip(model.fields, places, strict=True)
    ]


def _dated(field: Field, until: date) -> Field:
    """Return a field that takes no day after `until` when it is about the past."""
    if not field.is_past:
        return field
    return replace(field, constraints={**field.constraints, "maximum": until})


def _codes_of(field: Field, codes: Codes) -> dict[str, str]:
    """Return the values a column takes by their plain words: its own, and those it refers to."""
    own = {
        plain(word): each.value
        for each in field.categories
        for word in (each.value, each.label, *each.synonyms)
    }
    return {**codes.get(field.reference or "", {}), **own}


def _read_row(model: Template, columns: Columns, row: Row, found: _Found) -> None:
    """Add the record of one row, or all that is wrong with it."""
    values: list[Any] = []
    cells = row.cells
    for place, column in columns:
        try:
            cell = None if place is None or place >= len(cells) else cells[place]
            values.append(None if place is None else read_cell(column, cell))
        except RefusedError as error:
            values.append(None)
            title = column.field.title
            place_of = (found.name, row.line, (place or 0) + 1, title)
            found.faults.append(Fault(error.rule, *place_of, error.expected, fix=error.fix))
    if any(cell not in (None, "") for cell in cells[found.width :]):
        expected = f"{found.width} cellules au plus, comme l’en-tête"
        fault = Fault("cells", found.name, row.line, found.width + 1, expected=expected)
        found.faults.append(fault)
    _check_orders(model, columns, values, row.line, found)
    _keep(model, columns, tuple(values), row.line, found)


def _check_orders(
    model: Template, columns: Columns, values: Sequence[Any], line: int, found: _Found
) -> None:
    """Add a fault for each pair of fields of which the first passes the second."""
    by_name = {
        column.field.name: (place, value)
        for (place, column), value in zip(columns, values, strict=True)
    }
    for first, second in model.orders:
        (place, low), (_, high) = by_name[first], by_name[second]
        if low is not None and high is not None and low > high:
            field, other = model.field(first), model.field(second)
            word = "au plus tard" if field.type == "date" else "au plus"
            place_of = (found.name, line, (place or 0) + 1, field.title)
            found.faults.append(Fault("order", *place_of, f"{word} « {other.title} »"))


def _keep(model: Template, columns: Columns, record: Record, line: int, found: _Found) -> None:
    """Keep a record under its key; a key that comes back with other values is a fault."""
    ranks = [rank for rank, field in enumerate(model.fields) if field.name in model.key]
    key = tuple(record[rank] for rank in ranks)
    if None in key:
        return
    first, known = found.records.setdefault(key, (line, record))
    if first == line:
        return
    if known == record:
        found.repeated.append(line)
        return
    field = model.fields[ranks[0]]
    place_of = (found.name, line, (columns[ranks[0]][0] or 0) + 1, field.title)
    fix = f"la ligne {first} a la même clé : gardez-en une seule"
    found.faults.append(Fault("primary-key", *place_of, "une ligne par clé", fix=fix))


def _place(fault: Fault) -> tuple[int, int]:
    return fault.line or 0, fault.column or 0
