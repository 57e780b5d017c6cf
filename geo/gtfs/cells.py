"""From the bytes of one GTFS file to a frame of typed columns, with the place of each fault.

Empty cells of whole numbers take their default; empty times and coordinates are NaN; texts are
stripped. Every faulty cell is told with its line and column, as far as the list stays readable.
"""

import csv
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault
from geo.gtfs.tables import Column, Kind, Table

SHOWN_PER_COLUMN: Final = 10
LATEST_HOUR: Final = 167
DAY_LENGTH: Final = 8
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180
TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
RAGGED = re.compile(r"Expected \d+ fields in line (\d+), saw (\d+)")
EXPECTED: Final = {
    Kind.TEXT: "a text",
    Kind.TIME: f"a time HH:MM:SS before {LATEST_HOUR + 1}:00:00",
    Kind.DAY: "a day YYYYMMDD",
    Kind.WHOLE: "a whole number",
    Kind.LATITUDE: "a latitude in degrees, from -90 to 90",
    Kind.LONGITUDE: "a longitude in degrees, from -180 to 180",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """A table as read: typed columns, indexed by line of the file, and what is wrong in it."""

    frame: pd.DataFrame
    faults: tuple[Fault, ...]


def read_cells(file: str, data: bytes, table: Table) -> Cells:
    """Read one table.

    Parameters
    ----------
    file
        Name to tell in faults.
    data
        Bytes of the file: UTF-8, with or without a byte order mark.
    table
        What it must hold.

    Returns
    -------
    Cells
        Frame with the columns of `table`, indexed by line number (from 2); faults of cells.

    Raises
    ------
    DataError
        When the file is not text, not a table, or lacks a required column.
    """
    text = _text_frame(file, data)
    missing = [name for name, column in table.columns.items() if _is_missing(name, column, text)]
    if missing:
        raise DataError([Fault("missing-label", file, line=1, field=name) for name in missing])
    faults: list[Fault] = []
    frame = pd.DataFrame(index=text.index)
    for name, column in table.columns.items():
        frame[name], wrong = _typed(text, name, column)
        faults += _cell_faults(file, text, name, column, wrong)
    return Cells(frame, tuple(faults + _duplicates(file, frame, table)))


def _is_missing(name: str, column: Column, text: pd.DataFrame) -> bool:
    return column.is_required and name not in text.columns


def _text_frame(file: str, data: bytes) -> pd.DataFrame:
    """Return all cells as stripped text, indexed by line; blank lines are left out."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            Fault("encoding", file, line=line, expected="UTF-8", found=repr(data[error.start]))
        ) from error
    if not data.strip(b"\xef\xbb\xbf\r\n\t "):
        raise DataError(Fault("empty", file, expected="a first line with the names of columns"))
    names = _names(data)
    doubled = [name for number, name in enumerate(names) if name in names[:number]]
    if doubled:
        raise DataError(Fault("duplicate-label", file, line=1, field=doubled[0]))
    parsed = _parsed(file, data).set_axis(names, axis=1)
    text: pd.DataFrame = parsed.apply(lambda column: column.fillna("").str.strip())
    text.index = pd.RangeIndex(2, len(text) + 2)
    is_filled = (text != "").any(axis=1)
    filled: pd.DataFrame = text[is_filled]
    return filled


def _names(data: bytes) -> list[str]:
    first_line = data.decode("utf-8-sig").lstrip("\r\n").split("\n", 1)[0]
    return [name.strip() for name in next(csv.reader([first_line.rstrip("\r")]))]


def _parsed(file: str, data: bytes) -> pd.DataFrame:
    try:
        with warnings.catch_warnings():
            # A comma at the end of every line: the empty cells after it are let go.
            warnings.simplefilter("ignore", pd.errors.ParserWarning)
            text: pd.DataFrame = pd.read_csv(
                BytesIO(data),
                dtype=str,
                na_filter=False,
                encoding="utf-8-sig",
                index_col=False,
                skip_blank_lines=False,
                skipinitialspace=True,
            )
            return text
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        ragged = RAGGED.search(str(error))
        line, found = (int(ragged[1]), f"{ragged[2]} cells") if ragged else (None, str(error))
        expected = "as many cells as the first line names"
        raise DataError(
            Fault("ragged-row" if ragged else "csv", file, line, expected=expected, found=found)
        ) from error


def _typed(text: pd.DataFrame, name: str, column: Column) -> tuple[pd.Series, pd.Series]:
    """Return a column in its kind, and which of its cells are wrong."""
    if name not in text.columns:
        empty: object = "" if column.kind is Kind.TEXT else column.default
        return pd.Series(empty, index=text.index), pd.Series(data=False, index=text.index)
    cells = text[name]
    is_empty = cells == ""
    values = _CONVERTERS[column.kind](cells, column)
    is_wrong = values.isna() & ~is_empty
    if not column.may_be_empty:
        is_wrong |= is_empty
    if column.kind is Kind.WHOLE:
        values = values.fillna(column.default).astype("int64")
    if column.kind is Kind.DAY:
        values = values.fillna("")
    return values, is_wrong


def _texts(cells: pd.Series, _column: Column) -> pd.Series:
    return cells


def _numbers(cells: pd.Series, _column: Column) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce").replace([np.inf, -np.inf], np.nan)


def _whole(cells: pd.Series, column: Column) -> pd.Series:
    highest = 2_000_000_000 if column.highest is None else column.highest
    numbers = _numbers(cells.where(cells.str.fullmatch(r"\d{1,10}"), ""), column)
    return numbers.where((numbers >= column.lowest) & (numbers <= highest))


def _latitudes(cells: pd.Series, column: Column) -> pd.Series:
    numbers = _numbers(cells, column)
    return numbers.where(numbers.abs() <= HIGHEST_LATITUDE)


def _longitudes(cells: pd.Series, column: Column) -> pd.Series:
    numbers = _numbers(cells, column)
    return numbers.where(numbers.abs() <= HIGHEST_LONGITUDE)


def _each_once(cells: pd.Series, convert: Callable[[str], object]) -> pd.Series:
    """Convert every different text once: a timetable repeats the same few."""
    codes, different = pd.factorize(cells)
    converted = np.array([convert(str(each)) for each in different], dtype="object")
    return pd.Series(converted[codes], index=cells.index, dtype="object")


def _times(cells: pd.Series, _column: Column) -> pd.Series:
    return _each_once(cells, _seconds).astype("float64")


def _seconds(text: str) -> float:
    found = TIME.fullmatch(text)
    if found is None or int(found[1]) > LATEST_HOUR:
        return float("nan")
    return int(found[1]) * 3600.0 + int(found[2]) * 60 + int(found[3])


def _days(cells: pd.Series, _column: Column) -> pd.Series:
    return _each_once(cells, _day).astype("str")


def _day(text: str) -> str | float:
    try:
        date.fromisoformat(text)
    except ValueError:
        return float("nan")
    return text if len(text) == DAY_LENGTH and text.isascii() and text.isdigit() else float("nan")


_CONVERTERS: Final[dict[Kind, Callable[[pd.Series, Column], pd.Series]]] = {
    Kind.TEXT: _texts,
    Kind.TIME: _times,
    Kind.DAY: _days,
    Kind.WHOLE: _whole,
    Kind.LATITUDE: _latitudes,
    Kind.LONGITUDE: _longitudes,
}


def _cell_faults(
    file: str, text: pd.DataFrame, name: str, column: Column, wrong: pd.Series
) -> Iterator[Fault]:
    """Yield the first wrong cells of a column, then how many more there are."""
    lines = wrong.index[wrong.to_numpy(bool)]
    for line in lines[:SHOWN_PER_COLUMN]:
        place = list(text.columns).index(name) + 1
        yield Fault(
            "value",
            file,
            int(line),
            place,
            name,
            expected=_expected(column),
            found=str(text.at[line, name])[:60] or "an empty cell",
        )
    if len(lines) > SHOWN_PER_COLUMN:
        found = f"{len(lines) - SHOWN_PER_COLUMN} more"
        yield Fault("more-faults", file, field=name, found=found)


def _expected(column: Column) -> str:
    if column.kind is not Kind.WHOLE:
        return EXPECTED[column.kind]
    highest = "" if column.highest is None else f" to {column.highest}"
    return f"{EXPECTED[column.kind]} from {column.lowest}{highest}"


def _duplicates(file: str, frame: pd.DataFrame, table: Table) -> list[Fault]:
    if table.key is None:
        return []
    again = frame[frame[table.key].duplicated() & (frame[table.key] != "")]
    return [
        Fault(
            "primary-key",
            file,
            int(str(line)),
            field=table.key,
            expected="a different identifier on each line",
            found=str(value)[:60],
        )
        for line, value in again[table.key].head(SHOWN_PER_COLUMN).items()
    ]
