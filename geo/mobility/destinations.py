"""Where people go: the sourced places of the territory, and those that the reader adds.

A destination without a published point stays in the table without one; the reader places it by
a click, or loads a file. Such a point lives in the address of the page, never in the data.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import pandas as pd

from geo.errors import DataError, Fault, InputError
from geo.where.coordinates import read_place

ADDED: Final = "reader"
"""Precision of a point that the reader gave."""
MOST_ADDED: Final = 40
LONGEST_NAME: Final = 60
MOST_BYTES: Final = 200_000
MOST_CHARACTERS: Final = 10_000
NAME_COLUMNS: Final = ("nom", "name", "libelle", "libellé", "destination")
_LONGITUDES: Final = ("lon", "longitude", "x")
_LATITUDES: Final = ("lat", "latitude", "y")


class Kind(StrEnum):
    """What a destination is."""

    STATION = "station"
    TOWN_HALL = "town_hall"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    EMPLOYMENT_SERVICE = "employment_service"
    EMPLOYMENT_AREA = "employment_area"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Added:
    """A point that the reader gave: to a destination of the table by its name, or a new one.

    Longitude and latitude are degrees, WGS 84.
    """

    name: str
    lon: float
    lat: float


def destination_table(
    listed: pd.DataFrame, communes: pd.DataFrame, added: Sequence[Added] = ()
) -> pd.DataFrame:
    """Return every destination with its point, where it has one.

    Parameters
    ----------
    listed
        The table ``destinations``, indexed by ``destination_id``.
    communes
        Indexed by ``code_insee``: ``town_hall_lon``, ``town_hall_lat``, ``town_hall_certainty``.
    added
        Points given by the reader. A name of the table places that destination unless a source
        already does; any other name is a new destination.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``destination_id``, in the order of the table, then as added: ``name``,
        ``kind``, ``lon``, ``lat`` (NaN without a point), ``position_precision`` ("reader" for
        an added point), ``certainty``, ``source``, ``note``.
    """
    table = listed.drop(columns="code_insee").copy()
    halls = listed.index[listed["kind"] == Kind.TOWN_HALL]
    codes = listed.loc[halls, "code_insee"]
    for column in ("lon", "lat"):
        table.loc[halls, column] = communes[f"town_hall_{column}"].reindex(codes).to_numpy()
    table.loc[halls, "certainty"] = communes["town_hall_certainty"].reindex(codes).to_numpy()
    for each in added:
        table = _with_point(table, each)
    return table


def _with_point(table: pd.DataFrame, each: Added) -> pd.DataFrame:
    found = table.index[table["name"].str.casefold() == each.name.casefold()]
    if not len(found):
        row = {"name": each.name, "kind": Kind.OTHER.value}
        new = pd.DataFrame([row], index=pd.Index([f"ajout-{len(table)}"], name=table.index.name))
        table = pd.concat([table, new.reindex(columns=table.columns).astype(table.dtypes)])
        found = table.index[-1:]
    elif table.at[found[0], "position_precision"] not in ("none", ADDED):
        return table
    table.loc[found[0], ["lon", "lat"]] = [each.lon, each.lat]
    table.loc[found[0], ["position_precision", "certainty"]] = [ADDED, "to_check"]
    return table


def read_added(text: str) -> tuple[Added, ...]:
    """Return the points in an address: ``Hôpital:3.89,45.03;Piscine:3.90,45.04``.

    Raises
    ------
    InputError
        When a part is no name with a place of metropolitan France, or there are too many.

    Examples
    --------
    >>> read_added("Piscine:3.9,45.04")
    (Added(name='Piscine', lon=3.9, lat=45.04),)
    """
    parts = [part for part in text.split(";") if part]
    if len(parts) > MOST_ADDED:
        raise _unreadable(f"at most {MOST_ADDED} places", str(len(parts)))
    return tuple(_added(*part.rpartition(":")[::2]) for part in parts)


def write_added(added: Sequence[Added]) -> str:
    """Return what `read_added` reads.

    >>> write_added([Added("Piscine", 3.9, 45.04)])
    'Piscine:3.900000,45.040000'
    """
    return ";".join(f"{each.name}:{each.lon:.6f},{each.lat:.6f}" for each in added)


def clean_name(text: str) -> str:
    """Return a name that an address can hold: one line, none of its marks, not too long."""
    words = "".join(" " if mark in ";:" or not mark.isprintable() else mark for mark in text)
    return " ".join(words.split())[:LONGEST_NAME]


def read_added_file(name: str, content: bytes) -> tuple[Added, ...]:
    """Return the points of a CSV of the reader: a name, a longitude and a latitude a row.

    Raises
    ------
    DataError
        With every row that cannot be read; faults name the file by `name`.
    """
    if len(content) > MOST_BYTES:
        raise DataError(Fault("file", name, expected=f"at most {MOST_BYTES} bytes"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(Fault("encoding", name, expected="UTF-8")) from error
    longest = max(map(len, text.splitlines()), default=0)
    if longest > MOST_CHARACTERS:
        expected = f"at most {MOST_CHARACTERS} characters a line"
        raise DataError(Fault("csv", name, expected=expected, found=str(longest)))
    try:
        return _read_rows(name, text)
    except csv.Error as error:
        raise DataError(Fault("csv", name, expected="nom, lon, lat", found=str(error))) from error


def _read_rows(name: str, text: str) -> tuple[Added, ...]:
    first = text.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    columns = [_column(rows, known) for known in (NAME_COLUMNS, _LONGITUDES, _LATITUDES)]
    if None in columns:
        expected = "nom, lon, lat"
        raise DataError(Fault("columns", name, line=1, expected=expected, found=first[:60]))
    return _rows(name, rows, [str(column) for column in columns])


def _rows(name: str, rows: "csv.DictReader[str]", columns: list[str]) -> tuple[Added, ...]:
    found, faults = [], []
    for row in rows:
        label, lon, lat = (str(row[column] or "") for column in columns)
        try:
            found.append(_added(clean_name(label), f"{lon};{lat}"))
        except InputError as error:
            fault = error.faults[0]
            faults.append(
                Fault(fault.rule, name, rows.line_num, expected=fault.expected, found=fault.found)
            )
    if len(found) > MOST_ADDED:
        faults.append(Fault("file", name, expected=f"at most {MOST_ADDED} rows"))
    if faults:
        raise DataError(faults)
    return tuple(found)


def _column(rows: "csv.DictReader[str]", known: Sequence[str]) -> str | None:
    names = rows.fieldnames or ()
    return next((each for each in names if each.strip().casefold() in known), None)


def _added(name: str, place: str) -> Added:
    if not clean_name(name):
        fault = Fault("missing-value", "lieux", expected="a name and a place", found=place[:60])
        raise InputError(fault)
    lon, lat = read_place(place)
    return Added(clean_name(name), round(lon, 6), round(lat, 6))


def _unreadable(expected: str, found: str) -> InputError:
    return InputError(Fault("unreadable-code", "lieux", expected=expected, found=found))
