"""A table as a workbook: typed cells, the unit of each column, and where the figures come from."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Real
from typing import TYPE_CHECKING, Final

import pandas as pd

from geo.columns import INDICATORS
from geo.exports.tables import FICTIONAL
from geo.figures import Source

if TYPE_CHECKING:  # openpyxl takes a tenth of a second to load: only an export loads it
    from openpyxl.worksheet.worksheet import Worksheet

DATA, COLUMNS, SOURCES = "Données", "Colonnes", "Sources"
COLUMN_HEAD: Final = ("Colonne", "Unité", "Type")
SOURCE_HEAD: Final = ("Source", "Producteur", "Licence", "Adresse", "Consultée le", "Remarque")
DAY_FORMAT: Final = "DD/MM/YYYY"
TRUTH_FORMAT: Final = '"vrai";"vrai";"faux"'
"""LibreOffice keeps a truth value as 1 or 0: this is how both it and Excel show it in words."""

WIDEST: Final = 60
ROOM: Final = 2
SUFFIXES: Final[Mapping[str, str]] = {
    "_percent": "%",
    "_eur": "€",
    "_count": "nombre",
    "_share": "part de 0 à 1",
    "_km2": "km²",
    "_m2": "m²",
    "_ha": "ha",
    "_min": "minutes",
    "_m": "m",
    "_year": "année",
    "_date": "date",
}
IN_BRACKETS: Final = re.compile(r"\(([^()]+)\)$")
TYPES: Final = {bool: "vrai ou faux", int: "nombre entier", float: "nombre", date: "date"}
TEXT: Final = "texte"

Cell = bool | int | float | date | str | None


@dataclass(frozen=True, slots=True)
class About:
    """What is said of an export, inside it.

    Attributes
    ----------
    title
        French title.
    version
        Version of the data, in full.
    sources
        Who published the figures.
    units
        Unit by column, where the name of the column does not tell it.
    is_fictional
        Whether the figures are made up for demonstration.
    note
        Where the table comes from, when it is not all published; may be empty.
    """

    title: str
    version: str
    sources: tuple[Source, ...] = ()
    units: Mapping[str, str] | None = None
    is_fictional: bool = False
    note: str = ""


def workbook(table: pd.DataFrame, about: About) -> bytes:
    """Return an XLSX file: the table, its columns with their units, its sources.

    Parameters
    ----------
    table
        One column per field; the index is left out. Numbers, dates and truth values keep their
        type; a missing cell stays empty.
    about
        Title, version, sources and units.
    """
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to load, needed by an export only

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise TypeError("a new workbook has a sheet")
    sheet.title = f"{DATA} fictives" if about.is_fictional else DATA
    cells = {str(name): [typed(cell) for cell in column] for name, column in table.items()}
    _fill(sheet, list(cells), list(zip(*cells.values(), strict=True)))
    sheet.auto_filter.ref = sheet.dimensions
    _fill(book.create_sheet(COLUMNS), COLUMN_HEAD, _columns(cells, about.units or {}))
    _fill(book.create_sheet(SOURCES), SOURCE_HEAD, _sources(about))
    book.properties.title = about.title
    book.properties.creator = about.version
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def typed(cell: object) -> Cell:
    """Return a cell as a spreadsheet knows it; None when it is missing.

    >>> typed(Fraction(1, 4)), typed(pd.NA), typed(pd.Timestamp("2024-01-01"))
    (0.25, None, datetime.date(2024, 1, 1))
    """
    if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell:  # noqa: PLR0124 -- NaN
        return None
    if isinstance(cell, bool | str):
        return cell
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return _number(cell)


def unit_of(column: str, units: Mapping[str, str]) -> str:
    """Return the unit of a column: given, of the indicator of that name, in brackets, or suffixed.

    >>> unit_of("rate_percent", {}), unit_of("Taux de pauvreté", {}), unit_of("Coût (€)", {})
    ('%', '%', '€')
    """
    labels = {each.label: each.unit for each in INDICATORS.values()}
    known = {**labels, **{name: each.unit for name, each in INDICATORS.items()}, **units}
    if column in known:
        return known[column]
    written = IN_BRACKETS.search(column)
    if written:
        return written.group(1)
    return next((unit for suffix, unit in SUFFIXES.items() if column.endswith(suffix)), "")


def _number(cell: object) -> Cell:
    if isinstance(cell, Integral):
        return bool(cell) if type(cell).__name__.startswith("bool") else int(cell)
    if isinstance(cell, Real | Decimal | Fraction):
        return float(cell)
    return bool(cell) if type(cell).__name__.startswith("bool") else str(cell)


def _columns(cells: Mapping[str, Sequence[Cell]], units: Mapping[str, str]) -> list[Sequence[Cell]]:
    return [(name, unit_of(name, units), _kind(column)) for name, column in cells.items()]


def _kind(column: Sequence[Cell]) -> str:
    """Return the French name of the type of a column; a column of two types is text."""
    kinds = {type(cell) for cell in column if cell is not None}
    if kinds == {int, float}:
        kinds = {float}
    return TYPES.get(kinds.pop(), TEXT) if len(kinds) == 1 else TEXT


def _sources(about: About) -> list[Sequence[Cell]]:
    """Return what is said of the export, then every source, each once."""
    head: list[Sequence[Cell]] = [(about.title,), (about.version,)]
    if about.is_fictional:
        head.insert(0, (FICTIONAL,))
    rows: list[Sequence[Cell]] = [
        (each.title, each.producer, each.licence, each.url, each.accessed, each.note)
        for each in dict.fromkeys(about.sources)
    ]
    return [*head, *([(about.note,)] if about.note else []), *rows]


def _fill(sheet: "Worksheet", head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows under a bold head that stays in sight; a text is never taken for a formula."""
    from openpyxl.styles import Font  # noqa: PLC0415 -- slow to load, needed by an export only
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for number, row in enumerate((head, *rows), start=1):
        for rank, value in enumerate(row, start=1):
            cell = sheet.cell(number, rank, value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, bool):
                cell.number_format = TRUTH_FORMAT
            elif isinstance(value, date):
                cell.number_format = DAY_FORMAT
    for rank, name in enumerate(head, start=1):
        sheet.cell(1, rank).font = Font(bold=True)
        longest = max((len(str(row[rank - 1])) for row in rows if len(row) >= rank), default=0)
        width = min(max(longest, len(name)) + ROOM, WIDEST)
        sheet.column_dimensions[get_column_letter(rank)].width = width
    sheet.freeze_panes = "A2"
