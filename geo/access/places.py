"""The places of one question and the walks that touch them: origin, stops, destinations."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.access.bounds import useful
from geo.access.engine import Engine, day_without_service
from geo.access.streets import street_walks
from geo.access.walking import Footpaths, projected, walking_seconds
from geo.crs import WGS_84
from geo.errors import Fault, InputError

# What the library answers where nobody arrives.
UNREACHED: Final = int(np.iinfo(np.uint32).max)
HIGHEST_LON, HIGHEST_LAT = 180.0, 90.0
Seconds: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one question and the walks that touch them.

    Attributes
    ----------
    access
        Seconds on foot from the origin to each stop; `UNREACHED` beyond the limit.
    direct
        Seconds on foot from the origin to each destination, as `access`.
    footpaths
        All walks that matter to the question, by number in `Engine.labels`.
    """

    access: Seconds
    direct: Seconds
    footpaths: Footpaths


def nowhere() -> pd.DataFrame:
    """Return no destination at all: the question is about stops."""
    return pd.DataFrame({"lon": [], "lat": []}, dtype="float64")


def places_of(
    engine: Engine, origin: tuple[float, float], destinations: pd.DataFrame, limit_s: int
) -> Places:
    """Return the walks of a question; `InputError` when the origin is no place."""
    lon, lat = origin
    if not (abs(lon) <= HIGHEST_LON and abs(lat) <= HIGHEST_LAT):
        found = f"{lon}, {lat}"
        raise InputError(
            Fault("coordinates", "origin", expected="a longitude and a latitude", found=found)
        )
    (access,) = _walks(engine, np.array([origin]), limit_s)
    direct = _direct_walks(engine, origin, destinations, limit_s)
    last = _to_slots(engine, _walks(engine, destinations[["lon", "lat"]].to_numpy(), limit_s))
    on_foot = np.concatenate([access, [UNREACHED, UNREACHED], direct])
    walks = _joined([engine.footpaths.within(limit_s), last])
    helping = useful(walks, engine.graph, on_foot, limit_s)
    footpaths = _joined([_from_doorstep(engine, access, direct), helping])
    return Places(access, direct, footpaths)


def _walks(engine: Engine, places: NDArray[np.float64], limit_s: int) -> Seconds:
    """Return the seconds on foot between places and stops, `UNREACHED` beyond the limit.

    One row per place (longitude, latitude), one column per stop.
    """
    if engine.walking.osm is None:
        x, y = projected(places[:, 0], places[:, 1])
        stops = engine.stops
        metres = np.hypot(stops["x"].to_numpy() - x[:, None], stops["y"].to_numpy() - y[:, None])
        seconds = walking_seconds(metres, engine.walking)
    else:
        seconds = np.full((len(places), len(engine.stops)), UNREACHED, dtype="int64")
        with engine.lock:
            for row, (lon, lat) in zip(seconds, places, strict=True):
                found = street_walks(engine.network, lon, lat, engine.walking, limit_s)
                row[list(found)] = list(found.values())
    return np.where(seconds <= limit_s, seconds, UNREACHED)


def _direct_walks(
    engine: Engine, origin: tuple[float, float], destinations: pd.DataFrame, limit_s: int
) -> Seconds:
    """Return the seconds on foot from the origin to each destination."""
    if destinations.empty:
        return np.zeros(0, dtype="int64")
    if engine.walking.osm is None:
        x, y = projected(
            np.array([origin[0], *destinations["lon"]]), np.array([origin[1], *destinations["lat"]])
        )
        seconds = walking_seconds(np.hypot(x[1:] - x[0], y[1:] - y[0]), engine.walking)
    else:
        seconds = _street_direct(engine, origin, destinations, limit_s)
    return np.where(seconds <= limit_s, seconds, UNREACHED)


def _street_direct(
    engine: Engine, origin: tuple[float, float], destinations: pd.DataFrame, limit_s: int
) -> Seconds:
    with engine.lock:
        matrix = engine.network.travel_time_matrix(
            _points([origin[0]], [origin[1]]),
            f"{day_without_service(engine)} 12:00",
            destinations=_points(list(destinations["lon"]), list(destinations["lat"])),
            walking_speed_kmph=engine.walking.speed_kmh,
            max_walking_time=limit_s / 60,
        )
    return np.asarray(matrix[0], dtype="int64")


def _points(lon: list[float], lat: list[float]) -> gpd.GeoDataFrame:
    ids = [str(number) for number in range(len(lon))]
    return gpd.GeoDataFrame({"id": ids}, geometry=gpd.points_from_xy(lon, lat), crs=WGS_84)


def _from_doorstep(engine: Engine, access: Seconds, direct: Seconds) -> Footpaths:
    doorstep = len(engine.stops) + 1
    seconds = np.concatenate([access, direct])
    ends = np.concatenate([np.arange(len(access)), doorstep + 1 + np.arange(len(direct))])
    is_walk = seconds != UNREACHED
    return Footpaths(np.full(is_walk.sum(), doorstep), ends[is_walk], seconds[is_walk])


def _to_slots(engine: Engine, walks: Seconds) -> Footpaths:
    """Return the walks from the stops (columns) to the destinations (rows)."""
    rows, stops = np.nonzero(walks != UNREACHED)
    return Footpaths(stops, len(engine.stops) + 2 + rows, walks[rows, stops])


def _joined(walks: list[Footpaths]) -> Footpaths:
    return Footpaths(
        np.concatenate([each.start for each in walks]),
        np.concatenate([each.end for each in walks]),
        np.concatenate([each.seconds for each in walks]),
    )
