"""GeoJSON as plain text that compares well: one feature per line, fixed decimals, no surprise.

The files follow RFC 7946: WGS 84 longitude and latitude, no ``crs`` member, outer rings
counter-clockwise. The same frame always gives the same bytes.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import crs

DECIMALS: Final = 6


def geojson_text(frame: gpd.GeoDataFrame, *, decimals: int = DECIMALS) -> str:
    """Return `frame` as the text of a GeoJSON feature collection.

    Parameters
    ----------
    frame
        Geometries in EPSG:4326. The named index comes first among the properties, then the
        other columns in their order. Rows keep their order.
    decimals
        Digits after the decimal point of each coordinate; 6 is about 0.1 m.

    Returns
    -------
    str
        One feature per line, with a newline at the end.

    Raises
    ------
    geo.errors.CrsError
        If `frame` is not in EPSG:4326.
    """
    crs.require(frame, crs.WGS_84)
    table = frame.drop(columns=frame.geometry.name).reset_index()
    lines = [
        _feature(properties, geometry, decimals)
        for properties, geometry in zip(
            table.to_dict(orient="records"), frame.geometry, strict=True
        )
    ]
    body = ",\n".join(lines)
    return '{"type":"FeatureCollection","features":[\n' + body + "\n]}\n"


def write_geojson(frame: gpd.GeoDataFrame, path: Path, *, decimals: int = DECIMALS) -> None:
    """Write `geojson_text` of `frame` to `path` in UTF-8 with LF line ends."""
    path.write_text(geojson_text(frame, decimals=decimals), encoding="utf-8", newline="\n")


def _feature(properties: dict[str, Any], geometry: BaseGeometry, decimals: int) -> str:
    """Return one feature on one line."""
    outline = shapely.orient_polygons(geometry, exterior_cw=False).__geo_interface__
    text = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    coordinates = _coordinates(outline["coordinates"], decimals)
    shape = f'{{"type":"{outline["type"]}","coordinates":{coordinates}}}'
    return f'{{"type":"Feature","properties":{text},"geometry":{shape}}}'


def _coordinates(nested: float | Sequence[Any], decimals: int) -> str:
    """Return nested coordinates as JSON with a fixed number of decimals.

    >>> _coordinates([[3.88186, 45.0]], 6)
    '[[3.881860,45.000000]]'
    """
    if isinstance(nested, Sequence):
        return "[" + ",".join(_coordinates(part, decimals) for part in nested) + "]"
    return f"{nested:.{decimals}f}"
