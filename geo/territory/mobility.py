"""The door for mobility: who reaches what, from which neighbourhood, at what hour.

Composes the network in use (`geo.mobility.networks`), its timetable (`geo.gtfs`) and travel times
(`geo.access`) with the neighbourhoods and destinations of the territory.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.access import Engine, Walking, Window, isochrones, open_engine, times_to
from geo.access.walking import projected, walking_seconds
from geo.contracts.boundaries import read_boundaries
from geo.contracts.read import read_table
from geo.crs import to_lambert_93
from geo.errors import Fault, UnknownCodeError
from geo.gtfs import Feed, read_feed
from geo.gtfs.changes import read_changes
from geo.gtfs.coverage import PER_HOUR, area_service, coverage
from geo.gtfs.days import DayKind, service_days, typical_days
from geo.gtfs.scenario import with_changes
from geo.gtfs.ways import stop_lines
from geo.mobility.destinations import destination_table, read_added
from geo.mobility.networks import network_file
from geo.mobility.origins import origins_inside
from geo.territory import Territory

HOURS: Final = tuple(range(5, 24))
MAX_MIN: Final = 60
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SUNDAY: Final = 6

Place = tuple[float, float]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Setting:
    """What every answer depends on, besides the place, the day and the hour; plain values only.

    Attributes
    ----------
    key
        Fingerprint of the network's file.
    scenario
        As an address writes it (`geo.gtfs.changes`); empty without any.
    added
        Points of the reader, as an address writes them (`geo.mobility.destinations`).
    speed_kmh, detour
        How people walk.
    is_wheelchair
        Whether only what the feed says to be accessible counts.
    """

    key: str
    scenario: str = ""
    added: str = ""
    speed_kmh: float = 4.5
    detour: float = 1.3
    is_wheelchair: bool = False


def published_feed(territory: Territory, key: str) -> Feed:
    """Return the feed of the network in use; `key` tells one network from another.

    Raises
    ------
    UnknownCodeError
        When that network is no longer in use.
    """
    found = network_file(territory)
    if found is None or found.key != key:
        raise UnknownCodeError(Fault("unknown-dataset", "gtfs", found=key))
    return read_feed(found.path)


def scenario_feed(feed: Feed, scenario: str) -> Feed:
    """Return the feed with the changes that an address writes; the same feed without any."""
    return with_changes(feed, read_changes(scenario))


def usual_day(feed: Feed) -> date:
    """Return the day to start from: the first usual weekday, else the first day with a trip."""
    typical = typical_days(feed)
    return next((typical[kind] for kind in DayKind if kind in typical), feed.first_day)


def sunday_of(feed: Feed, day: date) -> date | None:
    """Return the first Sunday of the feed from `day` on, else its last one; None without any."""
    days = service_days(feed).index
    later = [each for each in days if each.weekday() == SUNDAY and each >= day]
    sooner = [each for each in days if each.weekday() == SUNDAY]
    return next(iter(later), sooner[-1] if sooner else None)


def day_kinds(feed: Feed) -> dict[date, DayKind]:
    """Return the kind of every day of the feed."""
    days = service_days(feed)
    return {day: DayKind(kind) for day, kind in zip(days.index, days["kind"], strict=True)}


def destinations(territory: Territory, added: str) -> pd.DataFrame:
    """Return the destinations, with the points of the reader; see `geo.mobility.destinations`.

    A column ``sign`` gives each a letter for the map.
    """
    listed = read_table(territory.manifest, "destinations")
    table = destination_table(listed, territory.communes, read_added(added))
    return table.assign(sign=[LETTERS[rank % len(LETTERS)] for rank in range(len(table))])


def neighbourhood_names(territory: Territory) -> dict[str, str]:
    """Return the name of each QPV by its code."""
    names = read_boundaries(territory.manifest, "qpv_boundaries")["name"]
    return {str(code): str(name) for code, name in names.items()}


def neighbourhood_origins(territory: Territory) -> dict[str, tuple[Place, ...]]:
    """Return the points that stand for each QPV; see `geo.mobility.origins`."""
    return origins_inside(_outlines(territory))


def nearest_stop_m(territory: Territory, feed: Feed) -> dict[str, float]:
    """Return how far each QPV is from the nearest stop of a feed, in metres (0: inside)."""
    stops = _stop_cloud(feed)
    outlines = _outlines(territory).geometry
    return {str(code): float(shape.distance(stops)) for code, shape in outlines.items()}


def places_to_stop_m(feed: Feed, places: Sequence[Place]) -> float:
    """Return the metres between the stop and the place that are nearest to each other.

    `places` are longitudes and latitudes (WGS 84), one at least.
    """
    lon, lat = np.array(places, dtype=float).T
    cloud = shapely.multipoints(shapely.points(*projected(lon, lat)))
    return float(cloud.distance(_stop_cloud(feed)))


def day_engine(feed: Feed, day: date, setting: Setting) -> Engine:
    """Return the network of a day, ready to be asked.

    Raises
    ------
    InputError
        When the day is outside the feed, or the feed tells nothing on wheelchairs.
    """
    walking = Walking(speed_kmh=setting.speed_kmh, detour=setting.detour)
    return open_engine(feed, day, walking, limit_min=MAX_MIN, wheelchair=setting.is_wheelchair)


def reach(engine: Engine, origins: Sequence[Place], table: pd.DataFrame, hour: int) -> pd.DataFrame:
    """Return the travel times to each destination for departures within an hour.

    Parameters
    ----------
    engine
        Network of the day.
    origins
        Points that stand for the place of departure.
    table
        As `destinations`; those without a point get no row.
    hour
        Departures of each minute from this hour to the next.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``destination_id``: ``median_min`` and ``transfers_count`` of the middle
        origin (the lower one of two), ``best_min`` of the best, ``worst_min`` of the worst one
        (NaN: not always within `MAX_MIN`), ``is_on_foot`` (no vehicle does better than walking,
        for the middle origin).
    """
    placed = table[table["lon"].notna()]
    window = Window(hour * 60, hour * 60 + 60)
    found = [times_to(engine, origin, placed, window, max_min=MAX_MIN) for origin in origins]
    medians = np.array([each["median_min"].to_numpy(float) for each in found])
    ranks = np.argsort(np.where(np.isnan(medians), np.inf, medians), axis=0, kind="stable")
    middle = ranks[(len(origins) - 1) // 2]
    columns = np.arange(len(placed))
    on_foot = np.array([_walk_min(engine, origin, placed) for origin in origins])
    median = medians[middle, columns]
    transfers = pd.concat([each["transfers_count"] for each in found]).to_numpy()
    return pd.DataFrame(
        {
            "median_min": median,
            "best_min": _least([each["best_min"].to_numpy(float) for each in found]),
            "worst_min": np.max([each["worst_min"].to_numpy(float) for each in found], axis=0),
            "transfers_count": pd.array(transfers[middle * len(placed) + columns], dtype="Int64"),
            "is_on_foot": median >= on_foot[middle, columns],
        },
        index=placed.index,
    )


def reach_by_hour(
    engine: Engine, origins: Sequence[Place], table: pd.DataFrame, hours: Sequence[int] = HOURS
) -> pd.DataFrame:
    """Return `reach` for each hour, one under another, with a column ``hour``."""
    return pd.concat([reach(engine, origins, table, hour).assign(hour=hour) for hour in hours])


def bands(engine: Engine, origin: Place, hour: int) -> gpd.GeoDataFrame:
    """Return the ground reached from a place; see `geo.access.isochrones`."""
    return isochrones(engine, origin, Window(hour * 60, hour * 60 + 60))


def compared(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return medians before and after, and their difference in minutes (negative: shorter)."""
    both = pd.DataFrame({"before_min": before["median_min"], "after_min": after["median_min"]})
    return both.assign(change_min=both["after_min"] - both["before_min"])


def neighbourhood_service(
    territory: Territory, feed: Feed, day: date, detour: float, minimum_departures: int = 1
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return lines and departures of each QPV, and the share of it near a stop by radius.

    A stop counts in the shares from `minimum_departures` departures that day. See
    `geo.gtfs.coverage`: `area_service` and `coverage`.
    """
    areas = _outlines(territory)
    lines = area_service(feed, day, areas, detour=detour).assign(name=areas["name"])
    shares = coverage(feed, day, areas, detour=detour, minimum_departures=minimum_departures)
    return lines, shares


def buildings_near(
    territory: Territory, feed: Feed, day: date, detour: float, minimum: int, points: gpd.GeoSeries
) -> pd.DataFrame:
    """Return the share of dwellings or buildings of each QPV near a stop; see `coverage`.

    A stop counts from `minimum` departures that day; `points` are in EPSG:2154.
    """
    areas = _outlines(territory)
    return coverage(feed, day, areas, minimum_departures=minimum, points=points, detour=detour)


def departures_by_kind(territory: Territory, feed: Feed, detour: float) -> pd.DataFrame:
    """Return departures an hour of each QPV on one day of each kind, by time band.

    Returns
    -------
    pandas.DataFrame
        One row per QPV and kind of day: ``name``, ``kind`` and the ``<band>_per_hour`` of
        `geo.gtfs.coverage.area_service`.
    """
    areas = _outlines(territory)
    days = typical_days(feed).items()
    found = [area_service(feed, day, areas, detour=detour).assign(kind=kind) for kind, day in days]
    rows = pd.concat(found).join(areas["name"])
    return rows[["name", "kind", *PER_HOUR]].sort_index(kind="stable")


def mobility_facts(territory: Territory) -> pd.DataFrame:
    """Return what is published on mobility: the table ``mobility_facts``."""
    return read_table(territory.manifest, "mobility_facts")


def _walk_min(engine: Engine, origin: Place, placed: pd.DataFrame) -> Floats:
    x, y = projected(np.array([origin[0], *placed["lon"]]), np.array([origin[1], *placed["lat"]]))
    seconds = walking_seconds(np.hypot(x[1:] - x[0], y[1:] - y[0]), engine.walking)
    return np.where(seconds <= MAX_MIN * 60, seconds / 60, np.inf)


def _least(values: Sequence[Floats]) -> Floats:
    """Return the least known value of each column; NaN where there is none."""
    known = np.min([np.where(np.isnan(each), np.inf, each) for each in values], axis=0)
    return np.where(np.isinf(known), np.nan, known)


def _stop_cloud(feed: Feed) -> shapely.MultiPoint:
    """Return the stops that some line serves, in EPSG:2154."""
    stops = stop_lines(feed)
    return shapely.multipoints(
        shapely.points(*projected(stops["lon"].to_numpy(), stops["lat"].to_numpy()))
    )


def _outlines(territory: Territory) -> gpd.GeoDataFrame:
    return to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
