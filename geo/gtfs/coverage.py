"""How much of a neighbourhood is near a stop, on foot and as the crow flies; its lines.

Published radii are straight lines. On foot, a radius of 300 m is 300 m of walk: the straight
line is shorter by the detour (300 / 1.3 = 231 m), so the share on foot is the more cautious of
the two and both are told. Stops outside the neighbourhood count, as do those inside.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import Geometry

from geo.crs import LAMBERT_93, WGS_84, require, to_lambert_93
from geo.errors import Fault, InputError
from geo.gtfs.feed import Feed
from geo.gtfs.service import BANDS, in_line_order, stop_service
from geo.rules.parameters import Certainty, parameter

RADII: Final = (
    "access.radius_shuttle_m",
    "access.radius_bus_m",
    "access.radius_tram_m",
    "access.radius_metro_m",
)
PER_HOUR: Final = tuple(f"{band}_per_hour" for band in BANDS)
QUARTER_SEGMENTS: Final = 16
DETOUR: Final = 1.3
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Radius:
    """A radius around a stop, and who uses it.

    Attributes
    ----------
    metres
        As the crow flies in its source.
    label, source, url
        What it is used for, and where it was read.
    is_to_check
        Whether it was not read in its source.
    """

    metres: int
    label: str
    source: str
    url: str
    is_to_check: bool


def radii(day: date) -> tuple[Radius, ...]:
    """Return the radii in use on `day`, smallest first."""
    found = []
    for name in RADII:
        value = parameter(name).on(day)
        is_to_check = value.certainty is Certainty.TO_CHECK
        label = parameter(name).label
        found.append(Radius(int(str(value.value)), label, value.article, value.url, is_to_check))
    return tuple(sorted(found, key=lambda radius: radius.metres))


def area_service(
    feed: Feed, day: date, areas: gpd.GeoDataFrame, *, radius_m: float = 300, detour: float = DETOUR
) -> pd.DataFrame:
    """Return the public transport of each area: stops within a walk of its limit.

    Parameters
    ----------
    feed, day
        Timetables and service day.
    areas
        Polygons in EPSG:2154, indexed by code.
    radius_m
        Metres on foot from the limit.
    detour
        Metres on foot for one as the crow flies.

    Returns
    -------
    DataFrame
        Indexed as `areas`: ``stops_count``, ``lines`` (names, tuple), ``departures_count`` (of
        the best stop), ``first_departure_s``, ``last_departure_s`` (NaN without a stop),
        ``<band>_per_hour`` (departures an hour at the stop that has most then, see `BANDS`).
    """
    require(areas, LAMBERT_93)
    stops = _stop_points(feed, day)
    rows = [
        _of_area(stops[(stops.distance(shape) <= radius_m / detour).to_numpy()])
        for shape in areas.geometry
    ]
    return pd.DataFrame(rows, index=areas.index)


def _of_area(near: gpd.GeoDataFrame) -> dict[str, object]:
    return {
        "stops_count": len(near),
        "lines": in_line_order(near["lines"].explode()) if len(near) else (),
        "departures_count": int(near["departures_count"].max()) if len(near) else 0,
        "first_departure_s": near["first_departure_s"].min(),
        "last_departure_s": near["last_departure_s"].max(),
        **{name: float(near[name].max()) if len(near) else 0.0 for name in PER_HOUR},
    }


def coverage(
    feed: Feed,
    day: date,
    areas: gpd.GeoDataFrame,
    *,
    minimum_departures: int = 1,
    points: gpd.GeoSeries | None = None,
    detour: float = DETOUR,
) -> pd.DataFrame:
    """Return the share of each area near a stop with enough departures, for each radius.

    Parameters
    ----------
    feed, day
        Timetables and service day.
    areas
        Polygons in EPSG:2154, indexed by code.
    minimum_departures
        Departures a day from which a stop counts.
    points
        Dwellings or buildings, points in EPSG:2154; None where no layer is given.
    detour
        Metres on foot for one as the crow flies.

    Returns
    -------
    DataFrame
        Indexed by (code, ``radius_m``): ``area_on_foot_percent``, ``area_straight_percent``,
        ``points_count`` (in the area), ``points_on_foot_percent``, ``points_straight_percent``
        (NaN without points). 0 to 100.

    Raises
    ------
    CrsError
        When areas or points are not in EPSG:2154.
    InputError
        When `minimum_departures` is below 1.
    """
    require(areas, LAMBERT_93)
    if points is not None:
        require(points, LAMBERT_93)
    if minimum_departures < 1:
        raise InputError(
            Fault("out-of-bounds", "departures", expected="from 1", found=str(minimum_departures))
        )
    stops = _stop_points(feed, day)
    served = stops.geometry[stops["departures_count"] >= minimum_departures].to_numpy()
    rows = {}
    for radius in radii(day):
        on_foot, straight = _discs(served, radius.metres / detour), _discs(served, radius.metres)
        for code, shape in areas.geometry.items():
            inside = None if points is None else points[points.within(shape)]
            rows[code, radius.metres] = {
                "area_on_foot_percent": _area_percent(shape, on_foot),
                "area_straight_percent": _area_percent(shape, straight),
                "points_count": float("nan") if inside is None else len(inside),
                "points_on_foot_percent": _points_percent(inside, on_foot),
                "points_straight_percent": _points_percent(inside, straight),
            }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    frame.index = pd.MultiIndex.from_tuples(rows, names=[areas.index.name or "code", "radius_m"])
    return frame.sort_index(level=0, sort_remaining=True)


def _stop_points(feed: Feed, day: date) -> gpd.GeoDataFrame:
    stops = stop_service(feed, day)
    points = gpd.points_from_xy(stops["lon"], stops["lat"])
    return to_lambert_93(gpd.GeoDataFrame(stops, geometry=points, crs=WGS_84))


def _discs(stops: np.ndarray, radius_m: float) -> Geometry:
    return shapely.union_all(shapely.buffer(stops, radius_m, quad_segs=QUARTER_SEGMENTS))


def _area_percent(shape: Geometry, near: Geometry) -> float:
    return float(shape.intersection(near).area / shape.area * PERCENT)


def _points_percent(points: gpd.GeoSeries | None, near: Geometry) -> float:
    if points is None or points.empty:
        return float("nan")
    return float(points.intersects(near).mean() * PERCENT)
