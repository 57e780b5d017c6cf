"""What bands of travel time say when they are compared, drawn and exported."""

import json
from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.crs import LAMBERT_93, require, to_lambert_93, to_wgs_84

M2_IN_KM2: Final = 1_000_000
SPECK_M2: Final = 100.0
DRAWN_M: Final = 15.0
DECIMALS: Final = 5


def change_of_reach(
    before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, limit_min: int
) -> gpd.GeoDataFrame:
    """Return the ground that a scenario gains, loses and leaves within a time.

    Parameters
    ----------
    before, after
        As `geo.access.isochrones` gives them.
    limit_min
        One of their steps.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by ``gained``, ``lost`` and ``kept``: ``area_km2`` (measured in EPSG:2154, specks
        under `SPECK_M2` left out) and the geometry (EPSG:4326).
    """
    old, new = (_within(each, limit_min) for each in (before, after))
    parts = {
        "gained": _without_specks(new.difference(old)),
        "lost": _without_specks(old.difference(new)),
        "kept": _without_specks(new.intersection(old)),
    }
    frame = gpd.GeoDataFrame(
        {"area_km2": [part.area / M2_IN_KM2 for part in parts.values()]},
        geometry=list(parts.values()), index=pd.Index(list(parts), name="change"), crs=LAMBERT_93,
    )  # fmt: skip
    return to_wgs_84(frame)


def within_km2(frame: gpd.GeoDataFrame) -> dict[int, float]:
    """Return the ground reached within each step, the smaller ones included, in km²."""
    return {int(step): float(area) for step, area in frame["area_km2"].cumsum().items()}


def for_map(frame: gpd.GeoDataFrame) -> dict[Any, Mapping[str, Any]]:
    """Return geometries as GeoJSON, light enough for a map; never to be measured.

    Simplified by `DRAWN_M` metres, five decimals; an empty one is left out.
    """
    light = to_wgs_84(_simplified(to_lambert_93(frame)))
    drawn = {
        index: shapely.transform(shape, lambda points: points.round(DECIMALS))
        for index, shape in light.geometry.items()
    }
    return {
        index: json.loads(shapely.to_geojson(shape))
        for index, shape in drawn.items()
        if not shape.is_empty
    }


def _simplified(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    require(frame, LAMBERT_93)
    return frame.set_geometry(frame.geometry.simplify(DRAWN_M))


def _within(frame: gpd.GeoDataFrame, limit_min: int) -> shapely.Geometry:
    metres = to_lambert_93(frame)
    return shapely.union_all(shapely.make_valid(metres.geometry[metres.index <= limit_min]))


def _without_specks(shape: shapely.Geometry) -> shapely.Geometry:
    parts = [
        part
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon" and part.area > SPECK_M2
    ]
    return shapely.MultiPolygon(parts)
