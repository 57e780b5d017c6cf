"""Outlines as they are shown, never as they are measured: lighter, rounded, in degrees."""

import json
from math import sqrt
from typing import Final

import geopandas as gpd
import shapely

from geo.crs import WGS_84, require, to_lambert_93, to_wgs_84

FINENESS: Final = 400
"""Bends smaller than this part of the width of a typical area are smoothed away."""

DECIMALS: Final = 5
"""Decimals of longitudes and latitudes that are kept: about one metre."""


def display_layer(frame: gpd.GeoDataFrame, *, name: str = "name") -> bytes:
    """Return a light GeoJSON of `frame` for a map.

    Areas that form a valid coverage are simplified together, so that common borders stay
    common; others keep every vertex.

    Parameters
    ----------
    frame
        Polygons in EPSG:4326, indexed by official code.
    name
        Column that holds the name to show.

    Returns
    -------
    bytes
        UTF-8 FeatureCollection in the order of `frame`. Properties: ``code``, ``name``,
        ``label`` (longitude and latitude of a point inside the area) and ``area_ha`` (of the
        outline before it was simplified).

    Raises
    ------
    CrsError
        Where `frame` is not in EPSG:4326.
    """
    require(frame, WGS_84)
    metric = to_lambert_93(frame)
    shown = to_wgs_84(metric.set_geometry(_lighter(metric.geometry)))
    labels = to_wgs_84(metric.set_geometry(metric.representative_point())).geometry
    rows = zip(
        frame.index, frame[name], labels, metric.area, _geometry_texts(shown.geometry), strict=True
    )
    features = ",\n".join(_feature_text(*row) for row in rows)
    return f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'.encode()


def _lighter(outlines: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return `outlines` (metres) simplified together where they are a valid coverage."""
    if outlines.empty or not outlines.is_valid_coverage():
        return outlines
    return outlines.simplify_coverage(sqrt(outlines.area.median()) / FINENESS)


def _geometry_texts(outlines: gpd.GeoSeries) -> list[str]:
    rounded = shapely.transform(outlines.to_numpy(), lambda points: points.round(DECIMALS))
    return [str(text) for text in shapely.to_geojson(rounded)]


def _feature_text(code: str, name: str, label: shapely.Point, area_m2: float, geometry: str) -> str:
    properties = {
        "code": code,
        "name": name,
        "label": [round(label.x, DECIMALS), round(label.y, DECIMALS)],
        "area_ha": round(area_m2 / 10_000, 1),
    }
    words = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
    return f'{{"type":"Feature","properties":{words},"geometry":{geometry}}}'
