"""The dwellings or buildings that a reader gives: points, to tell how many are near a stop."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import geopandas as gpd

from geo.crs import LAMBERT_93
from geo.errors import DataError, Fault
from geo.where.addresses import read_addresses

MOST_BYTES: Final = 20_000_000


def read_buildings(name: str, content: bytes) -> gpd.GeoSeries:
    """Return the points of a CSV, one row per dwelling or per building.

    Parameters
    ----------
    name
        Name of the file as the reader knows it: faults are told under it.
    content
        Its bytes; columns as for `geo.where.addresses.read_addresses`.

    Returns
    -------
    GeoSeries
        Points in EPSG:2154, in the order of the rows.

    Raises
    ------
    DataError
        With every row that cannot be read, or when the file is above `MOST_BYTES`.
    """
    if len(content) > MOST_BYTES:
        raise DataError(Fault("file", name, expected=f"at most {MOST_BYTES} bytes"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "points.csv"
        path.write_bytes(content)
        try:
            found = read_addresses(path)
        except DataError as error:
            raise DataError([replace(fault, file=name) for fault in error.faults]) from error
    return gpd.GeoSeries(gpd.points_from_xy(found.x, found.y), crs=LAMBERT_93)
