"""Where lines go and which lines a stop has: what a map draws of a feed."""

from collections.abc import Sequence

import pandas as pd

from geo.gtfs.feed import Feed
from geo.gtfs.service import in_line_order, line_names

Place = tuple[float, float]


def line_ways(feed: Feed) -> pd.DataFrame:
    """Return the way of each line: its most common sequence of stops, or the shape of it.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``route_id``, lines with trips only: ``short``, ``long`` (names) and
        ``places`` (longitude, latitude, WGS 84, in order).
    """
    ways = feed.stop_times.groupby("trip_id", sort=False)["stop_id"].agg(tuple)
    rows = {}
    for route_id, trips in feed.trips.groupby("route_id", sort=False):
        of_line = ways.reindex(trips.index)
        usual = of_line.mode().iloc[0]
        trip = next(name for name, way in of_line.items() if way == usual)
        rows[route_id] = {
            "short": feed.routes.at[route_id, "route_short_name"],
            "long": feed.routes.at[route_id, "route_long_name"],
            "places": _shape(feed, str(trips.at[trip, "shape_id"])) or _between(feed, usual),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("route_id")


def stop_lines(feed: Feed) -> pd.DataFrame:
    """Return the stops where a trip calls: ``stop_name``, ``lon``, ``lat``, ``lines``."""
    calls = feed.stop_times[["trip_id", "stop_id"]].merge(
        feed.trips["route_id"], left_on="trip_id", right_index=True
    )
    pairs = calls[["stop_id", "route_id"]].drop_duplicates()
    names = pairs["route_id"].map(line_names(feed))
    lines = names.groupby(pairs["stop_id"]).agg(in_line_order).rename("lines")
    found = feed.stops[["stop_name", "lon", "lat"]].join(lines, how="inner")
    return found[found[["lon", "lat"]].notna().all(axis=1)]


def feed_bounds(feed: Feed) -> tuple[Place, Place]:
    """Return south-west and north-east corners (longitude, latitude) of the stops in use."""
    stops = stop_lines(feed)
    return (
        (float(stops["lon"].min()), float(stops["lat"].min())),
        (float(stops["lon"].max()), float(stops["lat"].max())),
    )


def _shape(feed: Feed, shape_id: str) -> list[Place]:
    if feed.shapes is None or not shape_id:
        return []
    found = feed.shapes[feed.shapes["shape_id"] == shape_id]
    return list(zip(found["lon"].tolist(), found["lat"].tolist(), strict=True))


def _between(feed: Feed, stops: Sequence[str]) -> list[Place]:
    found = feed.stops.loc[list(stops), ["lon", "lat"]].dropna()
    return list(zip(found["lon"].tolist(), found["lat"].tolist(), strict=True))
