"""Isochrones: the ground that can be reached within 15, 30, 45, 60 minutes.

Method: around each stop, and around the origin, a disc as wide as the walk in the time that is
left; their union is what is reached within the time, and each band is what it adds to the one
before. Walks are straight lines made longer by the detour, also where streets are known.
"""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Geometry

from geo.access.engine import Engine
from geo.access.times import minutes_to_stops
from geo.access.walking import projected
from geo.access.window import Window
from geo.crs import LAMBERT_93, to_wgs_84

STEPS_MIN: Final = (15, 30, 45, 60)
QUARTER_SEGMENTS: Final = 8
M2_IN_KM2: Final = 1_000_000


def isochrones(
    engine: Engine,
    origin: tuple[float, float],
    window: Window,
    *,
    steps_min: Sequence[int] = STEPS_MIN,
    measure: str = "median_min",
) -> gpd.GeoDataFrame:
    """Return the bands of ground reached from a place, none over another.

    Parameters
    ----------
    engine
        Network of the day, whose limit is at least the last step.
    origin
        Longitude and latitude, degrees.
    window
        Minutes of departure.
    steps_min
        Upper bounds of the bands, minutes, growing.
    measure
        Travel time that counts: ``median_min``, ``best_min`` or ``worst_min``.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, indexed by ``limit_min``: ``from_min``, ``area_km2`` (measured in EPSG:2154),
        valid polygons.
    """
    reached = minutes_to_stops(engine, origin, window, max_min=max(steps_min))[measure]
    centres = _centres(engine, origin, reached)
    pace = engine.walking.straight_m_per_s * 60
    bands: list[Geometry] = []
    inner: Geometry = shapely.Polygon()
    for step in steps_min:
        outer = _reached(centres, step, pace).union(inner)
        bands.append(_polygons(shapely.difference(outer, inner)))
        inner = outer
    index = pd.Index(steps_min, name="limit_min")
    frame = gpd.GeoDataFrame(
        {"from_min": [0, *steps_min[:-1]], "area_km2": shapely.area(bands) / M2_IN_KM2},
        geometry=bands,
        index=index,
        crs=LAMBERT_93,
    )
    degrees = to_wgs_84(frame)
    return degrees.set_geometry([_polygons(each) for each in degrees.geometry], crs=degrees.crs)


def _centres(engine: Engine, origin: tuple[float, float], reached: pd.Series) -> pd.DataFrame:
    """Return the origin, and the stops that a vehicle reaches sooner than a walk would."""
    x, y = projected(np.array([origin[0]]), np.array([origin[1]]))
    home = pd.DataFrame({"x": x, "y": y, "minutes": [0.0]})
    stops = engine.stops[["x", "y"]].assign(minutes=reached).dropna()
    walk = np.hypot(stops["x"] - x[0], stops["y"] - y[0]) / engine.walking.straight_m_per_s / 60
    ridden: pd.DataFrame = stops[stops["minutes"] < walk]
    return pd.concat([home, ridden])


def _reached(centres: pd.DataFrame, step_min: int, pace_m_per_min: float) -> Geometry:
    near = centres[centres["minutes"] < step_min]
    radii = (step_min - near["minutes"].to_numpy()) * pace_m_per_min
    points = shapely.points(near["x"], near["y"])
    return shapely.union_all(shapely.buffer(points, radii, quad_segs=QUARTER_SEGMENTS))


def _polygons(shape: Geometry) -> Geometry:
    """Return the polygons of a shape, repaired where rounding made one touch itself."""
    parts = shapely.get_parts(shapely.make_valid(shape))
    polygons = [
        each for part in parts for each in shapely.get_parts(part) if each.geom_type == "Polygon"
    ]
    return shapely.MultiPolygon(polygons)
