"""What stops and lines offer on a day: departures by time band, first and last, lines, shapes.

The day is a service day: a trip that leaves at 25:10 counts in the evening of the day before
its date. A departure is a vehicle that can be boarded: the last stop of a trip has none, nor
has a stop where the feed says that nobody gets on.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import WGS_84
from geo.gtfs.days import require_day, trips_on
from geo.gtfs.feed import Feed

NO: Final = 1
BY_TELEPHONE: Final = 2
HOUR_S: Final = 3600


class Band(StrEnum):
    """Time bands of a service day."""

    EARLY = "early"
    MORNING_PEAK = "morning_peak"
    DAY = "day"
    EVENING_PEAK = "evening_peak"
    EVENING = "evening"


# Hours of the service day, [from, to). A convention of this project: no text sets them.
BANDS: Final[Mapping[Band, tuple[int, int]]] = {
    Band.EARLY: (4, 7),
    Band.MORNING_PEAK: (7, 9),
    Band.DAY: (9, 16),
    Band.EVENING_PEAK: (16, 19),
    Band.EVENING: (19, 28),
}


def departures(feed: Feed, day: date) -> pd.DataFrame:
    """Return every departure of a day.

    Returns
    -------
    DataFrame
        ``stop_id``, ``trip_id``, ``route_id``, ``departure_s``, ``is_on_demand`` (to be
        ordered by telephone).

    Raises
    ------
    InputError
        When `day` is outside the feed.
    """
    require_day(feed, day)
    trips = trips_on(feed, day)
    rows = feed.stop_times[feed.stop_times["trip_id"].isin(trips.index)]
    is_last = rows["trip_id"] != rows["trip_id"].shift(-1)
    rows = rows[~is_last & (rows["pickup_type"] != NO)]
    return pd.DataFrame(
        {
            "stop_id": rows["stop_id"],
            "trip_id": rows["trip_id"],
            "route_id": rows["trip_id"].map(trips["route_id"]),
            "departure_s": rows["departure_s"],
            "is_on_demand": rows["pickup_type"] == BY_TELEPHONE,
        }
    ).reset_index(drop=True)


def stop_service(feed: Feed, day: date) -> pd.DataFrame:
    """Return what each stop offers on a day.

    Returns
    -------
    DataFrame
        Indexed by ``stop_id``, stops with at least one departure, in the order of the feed:
        ``stop_name``, ``lon``, ``lat``, ``departures_count``, ``on_demand_count`` (departures
        to be ordered), ``first_departure_s``, ``last_departure_s`` (seconds of the service
        day), ``lines`` (names, tuple), ``<band>_per_hour`` (departures an hour, see `BANDS`).
    """
    leaving = departures(feed, day)
    of_stop = leaving.groupby("stop_id", sort=False)
    lines = leaving["route_id"].map(line_names(feed))
    counts = pd.DataFrame(
        {
            "departures_count": of_stop.size(),
            "on_demand_count": of_stop["is_on_demand"].sum(),
            "first_departure_s": of_stop["departure_s"].min(),
            "last_departure_s": of_stop["departure_s"].max(),
            "lines": lines.groupby(leaving["stop_id"], sort=False).agg(in_line_order),
        }
    )
    for band in BANDS:
        counts[f"{band}_per_hour"] = _per_hour(leaving, band).reindex(counts.index, fill_value=0.0)
    places = feed.stops.loc[feed.stops.index.isin(counts.index), ["stop_name", "lon", "lat"]]
    return places.join(counts)


def _per_hour(leaving: pd.DataFrame, band: Band) -> pd.Series:
    start, end = BANDS[band]
    is_in = leaving["departure_s"].between(start * HOUR_S, end * HOUR_S, inclusive="left")
    return leaving[is_in].groupby("stop_id").size() / (end - start)


def line_names(feed: Feed) -> pd.Series:
    """Return the name of each route: the short one, else the long one, else its identifier."""
    routes = feed.routes
    names = routes["route_short_name"].where(
        routes["route_short_name"] != "", routes["route_long_name"]
    )
    return names.where(names != "", routes.index.to_series())


def in_line_order(names: pd.Series) -> tuple[str, ...]:
    """Return different names of lines, numbers first and in their order.

    >>> in_line_order(pd.Series(["10", "A", "2", "10"]))
    ('2', '10', 'A')
    """
    different = {str(name) for name in names}
    return tuple(sorted(different, key=lambda name: (not name.isdecimal(), name.zfill(6))))


def line_service(feed: Feed, day: date) -> pd.DataFrame:
    """Return what each line offers on a day.

    Returns
    -------
    DataFrame
        Indexed by ``route_id``, lines that run that day, in the order of the feed: ``name``,
        ``long_name``, ``color`` (six hexadecimal digits, or empty), ``trips_count``,
        ``stops_count``, ``on_demand_count``, ``first_departure_s``, ``last_departure_s``.
    """
    of_line = departures(feed, day).groupby("route_id")
    counts = pd.DataFrame(
        {
            "trips_count": of_line["trip_id"].nunique(),
            "stops_count": of_line["stop_id"].nunique(),
            "on_demand_count": of_line["is_on_demand"].sum(),
            "first_departure_s": of_line["departure_s"].min(),
            "last_departure_s": of_line["departure_s"].max(),
        }
    )
    routes = feed.routes.loc[feed.routes.index.isin(counts.index)]
    named = pd.DataFrame(
        {
            "name": line_names(feed).loc[routes.index],
            "long_name": routes["route_long_name"],
            "color": routes["route_color"],
        }
    )
    return named.join(counts)


def line_shapes(feed: Feed, day: date) -> gpd.GeoDataFrame:
    """Return the course of each line that runs on a day.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, indexed by ``route_id``: ``name``, ``color``, ``is_straight`` (some of it is
        drawn from stop to stop, for want of shapes), ``geometry`` (each course once).
    """
    require_day(feed, day)
    trips = trips_on(feed, day)
    drawn = _drawn(feed)
    rows = feed.stop_times[feed.stop_times["trip_id"].isin(trips.index)]
    patterns = rows.groupby("trip_id", sort=False)["stop_id"].agg(tuple)
    courses = trips.join(patterns.rename("pattern"), how="inner")
    courses["has_shape"] = courses["shape_id"].isin(drawn.index)
    courses["course"] = courses["shape_id"].where(courses["has_shape"], courses["pattern"])
    once = courses.drop_duplicates(["route_id", "course"])
    lines = [
        drawn[shape] if has_shape else _straight(feed, pattern)
        for shape, has_shape, pattern in zip(
            once["shape_id"], once["has_shape"], once["pattern"], strict=True
        )
    ]
    once = once.assign(geometry=pd.Series(lines, index=once.index, dtype="object"))
    of_line = once[once["geometry"].notna()].groupby("route_id", sort=False)
    shapes = of_line["geometry"].agg(lambda each: shapely.multilinestrings(list(each)))
    names = line_names(feed)
    return gpd.GeoDataFrame(
        {
            "name": names.loc[shapes.index],
            "color": feed.routes.loc[shapes.index, "route_color"],
            "is_straight": ~of_line["has_shape"].all(),
        },
        geometry=gpd.GeoSeries(shapes, crs=WGS_84),
        crs=WGS_84,
    )


def _drawn(feed: Feed) -> pd.Series:
    """Return the shapes of the feed as lines, by identifier."""
    if feed.shapes is None:
        return pd.Series(dtype="object")
    counts = feed.shapes["shape_id"].map(feed.shapes["shape_id"].value_counts())
    of_shape = feed.shapes[counts > 1].groupby("shape_id")[["lon", "lat"]]
    return pd.Series(
        {name: shapely.linestrings(points.to_numpy()) for name, points in of_shape}, dtype="object"
    )


def _straight(feed: Feed, pattern: tuple[str, ...]) -> shapely.LineString | None:
    """Return the line from stop to stop; None where a trip has a single stop."""
    points = feed.stops.loc[list(pattern), ["lon", "lat"]].to_numpy()
    return shapely.linestrings(points) if len(np.unique(points, axis=0)) > 1 else None
