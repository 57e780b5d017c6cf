"""A table of points given by the user (CSV), read by blocks of rows and checked whole.

Memory holds the coordinates, never the table: `geo.where.answers` reads the rows again to write the
answers beside them.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from geo.crs import LAMBERT_93, WGS_84
from geo.errors import DataError, Fault

LONGITUDE: Final = ("lon", "longitude", "lng", "long")
LATITUDE: Final = ("lat", "latitude")
EASTING: Final = ("x_l93", "x_lambert93", "x_lambert_93", "x_2154", "lambert_x")
NORTHING: Final = ("y_l93", "y_lambert93", "y_lambert_93", "y_2154", "lambert_y")
METROPOLE: Final = (-9.86, 41.15, 10.38, 51.56)  # area of use of EPSG:2154, degrees
DEGREES: Final = (-180.0, -90.0, 180.0, 90.0)
BLOCK: Final = 50_000
MAX_FAULTS: Final = 200

FIXES: Final = {
    WGS_84: "give degrees (EPSG:4326), or call the columns x_l93 and y_l93 for Lambert-93",
    LAMBERT_93: "give Lambert-93 metres, or call the columns lon and lat for degrees",
}

Floats: TypeAlias = NDArray[np.float64]
Lines: TypeAlias = NDArray[np.int64]
Bounds: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written, and which of its columns (ranks from 0) hold the coordinates."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    pair: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Addresses:
    """A checked table of points.

    Attributes
    ----------
    layout
        How the file is written: it is read again when the answers are written.
    x, y
        Lambert-93 coordinates in metres, one per row, in order.
    """

    layout: Layout
    x: Floats
    y: Floats


def read_addresses(path: Path) -> Addresses:
    """Read a CSV of points and check every row.

    The coordinates are in two columns called ``lon``/``longitude`` and ``lat``/``latitude``
    (degrees), ``x_l93`` and ``y_l93`` (metres), or ``x`` and ``y``: degrees or metres, told
    apart by their values. Degrees win where a file has both. Decimal point or comma.

    Raises
    ------
    DataError
        With every fault, by line and column: no header, no or several pairs of columns, cells
        that are not numbers, points out of the area of Lambert-93, degrees and metres mixed.
    """
    layout = _layout(path)
    x, y, lines = _coordinates(layout)
    crs = _crs(layout, x, y)
    faults = _place_faults(layout, crs, x, y, lines)
    if faults:
        raise DataError(_shortened(faults))
    if crs == WGS_84:
        x, y = Transformer.from_crs(WGS_84, LAMBERT_93, always_xy=True).transform(x, y)
    return Addresses(layout, x, y)


def blocks(layout: Layout) -> Iterator[list[tuple[int, list[str]]]]:
    """Yield the rows after the header, by blocks, each with the number of its last line."""
    with layout.path.open(encoding=layout.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=layout.delimiter)
        next(reader)
        rows = ((reader.line_num, row) for row in reader if row)
        try:
            while block := list(islice(rows, BLOCK)):
                yield block
        except csv.Error as error:
            raise DataError(
                Fault(
                    rule="csv",
                    file=str(layout.path),
                    line=reader.line_num,
                    expected="cells with closed quotes",
                    found=str(error),
                )
            ) from error


def metropolitan_bounds(crs: str) -> Bounds:
    """Return west, south, east and north of the area where Lambert-93 is meant to be used.

    Parameters
    ----------
    crs
        `geo.crs.WGS_84` (degrees) or `geo.crs.LAMBERT_93` (metres).
    """
    if crs == WGS_84:
        return METROPOLE
    return Transformer.from_crs(WGS_84, LAMBERT_93, always_xy=True).transform_bounds(*METROPOLE)


def _layout(path: Path) -> Layout:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        line = stream.readline()
    delimiter = max(";,\t", key=line.count)
    names = next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    columns = tuple(name.strip() for name in names)
    return Layout(path, encoding, delimiter, columns, _pair(path, columns))


def _encoding(path: Path) -> str:
    """Return the encoding that reads the whole file: UTF-8, else Windows-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        except OSError as error:
            raise DataError(
                Fault(rule="file", file=str(path), expected="a readable file", found=str(error))
            ) from error
        return encoding
    raise DataError(Fault(rule="encoding", file=str(path), expected="UTF-8 or Windows-1252"))


def _pair(path: Path, columns: Sequence[str]) -> tuple[int, int]:
    """Return the ranks of the two columns of coordinates."""
    lowered = [name.lower() for name in columns]
    families = ((LONGITUDE, LATITUDE), (EASTING, NORTHING), (("x",), ("y",)))
    for family in families:
        first, second = (
            [rank for rank, name in enumerate(lowered) if name in names] for names in family
        )
        if len(first) == len(second) == 1:
            return first[0], second[0]
        if first or second:
            raise DataError(_pair_fault(path, columns, first + second))
    raise DataError(_pair_fault(path, columns, []))


def _pair_fault(path: Path, columns: Sequence[str], ranks: list[int]) -> Fault:
    return Fault(
        rule="coordinate-columns",
        file=str(path),
        line=1,
        column=ranks[0] + 1 if ranks else 1,
        expected="one column of longitudes and one of latitudes: lon and lat, or x and y",
        found=", ".join(columns[rank] for rank in ranks) or ", ".join(columns) or "no header",
        fix="name the two columns lon and lat, and keep one of each",
    )


def _coordinates(layout: Layout) -> tuple[Floats, Floats, Lines]:
    """Return the two columns as numbers and the line of each row; raise every fault at once."""
    faults: list[Fault] = []
    parts: list[tuple[Floats, Floats, Lines]] = []
    for block in blocks(layout):
        whole = [(line, row) for line, row in block if len(row) == len(layout.columns)]
        first, second = (_numbers([row[rank] for _, row in whole]) for rank in layout.pair)
        faults += _width_faults(layout, block) if len(whole) < len(block) else []
        faults += _number_faults(layout, whole, (first, second))
        parts.append((first, second, np.array([line for line, _ in whole], dtype=np.int64)))
    if not parts:
        faults.append(Fault(rule="empty", file=str(layout.path), expected="one point per line"))
    if faults:
        raise DataError(_shortened(faults))
    x, y, lines = (np.concatenate(column) for column in zip(*parts, strict=True))
    return x, y, lines


def _numbers(cells: list[str]) -> Floats:
    """Return cells as numbers, NaN where they are none."""
    points = [cell.replace(",", ".") for cell in cells]
    try:
        return np.array(points, dtype=np.float64)
    except ValueError:
        spaces = str.maketrans("", "", " \u00a0\u202f")
        return np.array([_number(cell.translate(spaces)) for cell in points], dtype=np.float64)


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _width_faults(layout: Layout, block: list[tuple[int, list[str]]]) -> list[Fault]:
    width = len(layout.columns)
    return [
        Fault(
            rule="cells",
            file=str(layout.path),
            line=line,
            column=min(len(row), width) + 1,
            expected=f"{width} cells, as in the header",
            found=str(len(row)),
            fix="put quotes around a cell that holds the delimiter",
        )
        for line, row in block
        if len(row) != width
    ]


def _number_faults(
    layout: Layout, rows: list[tuple[int, list[str]]], pair: tuple[Floats, Floats]
) -> list[Fault]:
    return [
        Fault(
            rule="number",
            file=str(layout.path),
            line=rows[at][0],
            column=rank + 1,
            field=layout.columns[rank],
            expected="a number",
            found=f"“{rows[at][1][rank]}”",
        )
        for rank, values in zip(layout.pair, pair, strict=True)
        for at in np.flatnonzero(~np.isfinite(values))
    ]


def _crs(layout: Layout, x: Floats, y: Floats) -> str:
    """Return the system of the coordinates: told by the name of the column, else by the values."""
    name = layout.columns[layout.pair[0]].lower()
    if name in LONGITUDE:
        return WGS_84
    if name in EASTING:
        return LAMBERT_93
    return WGS_84 if _inside(x, y, DEGREES).sum() * 2 > len(x) else LAMBERT_93


def _inside(x: Floats, y: Floats, bounds: Bounds) -> NDArray[np.bool_]:
    west, south, east, north = bounds
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def _place_faults(layout: Layout, crs: str, x: Floats, y: Floats, lines: Lines) -> list[Fault]:
    """Refuse points out of the area of Lambert-93, where its metres are not metres."""
    bounds = metropolitan_bounds(crs)
    west, south, east, north = bounds
    first, second = (layout.columns[rank] for rank in layout.pair)
    is_swapped = _inside(y, x, bounds)
    return [
        Fault(
            rule="place",
            file=str(layout.path),
            line=int(lines[at]),
            column=layout.pair[0] + 1,
            field=f"{first}, {second}",
            expected=f"metropolitan France in {crs}: {west:.10g}..{east:.10g}, "
            f"{south:.10g}..{north:.10g}",
            found=f"{x[at]:.10g}, {y[at]:.10g}",
            fix="the two columns look swapped" if is_swapped[at] else FIXES[crs],
        )
        for at in np.flatnonzero(~_inside(x, y, bounds))
    ]


def _shortened(faults: list[Fault]) -> list[Fault]:
    """Keep the first faults in the order of the lines, and say how many more there are."""
    ordered = sorted(faults, key=lambda fault: (fault.line or 0, fault.column or 0))
    more = len(ordered) - MAX_FAULTS
    if more <= 0:
        return ordered
    last = Fault(rule="more-faults", file=ordered[0].file, found=f"{more} more like these")
    return [*ordered[:MAX_FAULTS], last]
