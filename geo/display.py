"""Outlines as they are shown, never as they are measured: lighter, rounded, in degrees.

Loads neither geopandas nor pyproj, which take half a second: the map must be there before.
"""

import json
from collections.abc import Mapping, Sequence
from math import cos, radians, sqrt
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

FINENESS: Final = 400
"""Bends smaller than this part of the width of a typical area are smoothed away."""

DECIMALS: Final = 5
"""Decimals of longitudes and latitudes that are kept: about one metre."""


def display_layer(features: Sequence[Mapping[str, Any]], *, code: str, name: str = "name") -> bytes:
    """Return a light GeoJSON of polygons for a map.

    Areas that form a valid coverage are simplified together, so that common borders stay
    common; others keep every vertex.

    Parameters
    ----------
    features
        GeoJSON features in EPSG:4326 that meet their contract, see `geo.contracts.boundaries`.
    code, name
        Properties that hold the official code and the name to show.

    Returns
    -------
    bytes
        UTF-8 FeatureCollection in the order of `features`. Properties: ``code``, ``name`` and
        ``label``, the longitude and latitude of a point inside the area.
    """
    outlines = shapely.from_geojson([json.dumps(each["geometry"]) for each in features])
    labels = shapely.get_coordinates(shapely.point_on_surface(outlines)).round(DECIMALS)
    rounded = shapely.transform(_lighter(outlines), lambda points: points.round(DECIMALS))
    rows = zip(features, labels.tolist(), shapely.to_geojson(rounded), strict=True)
    texts = (
        _feature_text(
            {
                "code": feature["properties"][code],
                "name": feature["properties"][name],
                "label": label,
            },
            geometry,
        )
        for feature, label, geometry in rows
    )
    joined = ",\n".join(texts)
    return f'{{"type":"FeatureCollection","features":[\n{joined}\n]}}\n'.encode()


def _lighter(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return `outlines` simplified together where they are a valid coverage.

    A degree of longitude is shortened to one of latitude first, so that bends in all directions
    weigh the same.
    """
    if not len(outlines) or not shapely.coverage_is_valid(outlines):
        return outlines
    shrink = np.array([cos(radians(float(shapely.get_y(shapely.centroid(outlines)).mean()))), 1.0])
    level = shapely.transform(outlines, lambda points: points * shrink)
    tolerance = sqrt(float(np.median(shapely.area(level)))) / FINENESS
    simplified = shapely.coverage_simplify(level, tolerance)
    restored: NDArray[np.object_] = shapely.transform(simplified, lambda points: points / shrink)
    return restored


def _feature_text(properties: Mapping[str, Any], geometry: str) -> str:
    words = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{words},"geometry":{geometry}}}'
