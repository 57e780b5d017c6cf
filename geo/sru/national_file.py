"""Reader of the national file « Communes et inventaire SRU » as the State publishes it.

Windows-1252 or UTF-8, ``;`` or ``,``, decimal commas, ``%``, ``€``, every kind of space, and
column names that carry their year. Nothing is replaced: « Pas d'inventaire » stays unknown.
"""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from geo.errors import DataError, Fault
from geo.rules.sru import target_percents
from geo.sru.text import Layout, decode, layout

UNKNOWN_TEXTS = frozenset({"", "pas d'inventaire", "pas d’inventaire", "nd", "n.d.", "nc"})
CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
MAX_POPULATION = 5_000_000
MAX_LEVY_EUR = 1_000_000_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SruRow:
    """One commune of the file; None where the file says « Pas d'inventaire » or nothing.

    Attributes
    ----------
    line
        1-based line of the file.
    code_insee, name, epci_siren, epci_name
        As published.
    population_count
        Population municipale.
    lls_count, rate_percent
        Social dwellings and rate of the inventory, as published.
    target_percent
        Target of the period.
    is_subject_at_inventory
        In the perimeter on the day of the inventory.
    is_short, is_carence, is_exempt
        Published flags: « déficitaire », « carencée », exempt for the period.
    net_levy_eur
        Published net levy, majoration included.
    """

    line: int
    code_insee: str
    name: str
    epci_siren: str
    epci_name: str
    population_count: int | None
    lls_count: int | None
    rate_percent: Decimal | None
    target_percent: int
    is_subject_at_inventory: bool
    is_short: bool
    is_carence: bool
    is_exempt: bool
    net_levy_eur: Decimal | None

    @property
    def department(self) -> str:
        """Code of the département, from that of the commune."""
        return self.code_insee[: 3 if self.code_insee.startswith("97") else 2]


@dataclass(frozen=True, slots=True)
class SruTable:
    """The whole file.

    Attributes
    ----------
    inventory_day
        1 January the rates are of.
    period_label
        ``2023-2025``: period of the target and of the exemption.
    levy_year
        Year of the levy.
    rows
        In the order of the file.
    """

    path: str
    inventory_day: date
    period_label: str
    levy_year: int
    rows: tuple[SruRow, ...]

    def row(self, code_insee: str) -> SruRow | None:
        """Return the commune with this code, None when the file has none."""
        return next((row for row in self.rows if row.code_insee == code_insee), None)


def read_sru_file(path: Path) -> SruTable:
    """Read and check the national file.

    Raises
    ------
    DataError
        All faults at once, each with line, column, what was expected and what was found:
        missing columns, mixed encodings, ragged rows, values that are no figures, negative or
        absurd figures, a commune twice.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        found = error.strerror or "no file"
        raise DataError(
            Fault("unreadable", str(path), expected="a file that can be read", found=found)
        ) from error
    return parse_sru(content, str(path))


def parse_sru(content: bytes, name: str) -> SruTable:
    """Check the bytes of the national file; see `read_sru_file`."""
    text = decode(content, name)
    empty = Fault("empty", name, expected="at least one commune", found="none")
    if not text.strip():
        raise DataError(empty)
    lines = _records(text, name)
    found = layout(lines[0][1], name)
    faults: list[Fault] = []
    rows = [
        _row(_Cells(name, number, cells, found, faults))
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    ]
    faults += _duplicates(rows, name)
    if not rows:
        faults.append(empty)
    if faults:
        raise DataError(faults)
    return SruTable(name, found.inventory_day, found.period_label, found.levy_year, tuple(rows))


def _records(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Split the text into cells, each record with the line it ends on."""
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") >= header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        found = str(error)
        raise DataError(Fault("csv", name, reader.line_num, found=found)) from error


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells of one line, and where to say what is wrong with them."""

    file: str
    line: int
    cells: Sequence[str]
    layout: Layout
    faults: list[Fault]

    def text(self, field: str) -> str:
        index = self.layout.positions.get(field)
        if index is None or index >= len(self.cells):
            return ""
        return SPACES.sub(" ", self.cells[index]).strip()

    def read(self, field: str, parse: Callable[[str], T], expected: str, default: T) -> T:
        """Parse a cell; what fails becomes a fault and `default` stands in until it is raised."""
        try:
            return parse(self.text(field))
        except (ValueError, InvalidOperation):
            self.fault(field, expected, self.text(field))
            return default

    def fault(self, field: str, expected: str, found: str) -> None:
        column = self.layout.positions.get(field, -1) + 1
        name = self.layout.names.get(field, field)
        self.faults.append(
            Fault("value", self.file, self.line, column or None, name, expected, found)
        )


def _row(cells: _Cells) -> SruRow:
    if len(cells.cells) != cells.layout.width:
        expected, found = f"{cells.layout.width} columns", f"{len(cells.cells)}"
        fault = Fault("ragged-row", cells.file, cells.line, expected=expected, found=found)
        cells.faults.append(fault)
    targets = target_percents(cells.layout.inventory_day)
    target_text = " or ".join(f"{target}%" for target in targets)
    row = SruRow(
        line=cells.line,
        code_insee=cells.read("code_insee", _code, "a commune code of 5 signs", ""),
        name=cells.text("name"),
        epci_siren=cells.text("epci_siren"),
        epci_name=cells.text("epci_name"),
        population_count=cells.read("population", _count, f"0 to {MAX_POPULATION}", None),
        lls_count=cells.read("lls", _count, f"0 to {MAX_POPULATION}", None),
        rate_percent=cells.read("rate", _rate, "0% to 100%", None),
        target_percent=cells.read("target", lambda t: _target(t, targets), target_text, 0),
        is_subject_at_inventory=cells.read("subject", _flag, "0 or 1", default=False),
        is_short=cells.read("short", _flag, "0 or 1", default=False),
        is_carence=cells.read("carence", _flag, "0 or 1", default=False),
        is_exempt=cells.read("exempt", _flag, "0 or 1", default=False),
        net_levy_eur=cells.read("levy", _levy, f"0 to {MAX_LEVY_EUR} €", None),
    )
    if row.lls_count and row.population_count and row.lls_count > row.population_count:
        cells.fault("lls", f"at most {row.population_count} (inhabitants)", f"{row.lls_count}")
    return row


def parse_number(text: str) -> Decimal | None:
    """Read a French or plain number with its sign, unit and spaces; None when it is unknown.

    >>> parse_number("46 559,19 €"), parse_number("26,10%"), parse_number("Pas d'inventaire")
    (Decimal('46559.19'), Decimal('26.10'), None)
    """
    bare = SPACES.sub("", text).removesuffix("€").removesuffix("%").replace("\u2212", "-")
    if SPACES.sub(" ", text).strip().lower() in UNKNOWN_TEXTS:
        return None
    if not re.fullmatch(r"-?\d+(?:[.,]\d+)?", bare):
        raise ValueError(text)
    return Decimal(bare.replace(",", "."))


def _within(text: str, most: int) -> Decimal | None:
    value = parse_number(text)
    if value is not None and not 0 <= value <= most:
        raise ValueError(text)
    return value


def _count(text: str) -> int | None:
    value = _within(text, MAX_POPULATION)
    if value is None:
        return None
    if value != int(value):
        raise ValueError(text)
    return int(value)


def _rate(text: str) -> Decimal | None:
    return _within(text, 100)


def _levy(text: str) -> Decimal | None:
    return _within(text, MAX_LEVY_EUR)


def _target(text: str, targets: Sequence[int]) -> int:
    value = parse_number(text)
    if value is None or value not in targets:
        raise ValueError(text)
    return int(value)


def _flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise ValueError(text)
    return text


def _duplicates(rows: Sequence[SruRow], name: str) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        if row.code_insee and row.code_insee in first:
            faults.append(
                Fault(
                    "duplicate-commune",
                    name,
                    row.line,
                    expected="each commune once",
                    found=f"{row.code_insee} also in line {first[row.code_insee]}",
                )
            )
        first.setdefault(row.code_insee, row.line)
    return faults
