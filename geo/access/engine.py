"""The search engine behind one small interface: who can be where, from one place, at what time.

This module and `geo.access.times` are the only ones that know the library that searches. It
boards at stops only and knows no footpath of its own, hence the two tricks here: a place of
departure is a stop that a vehicle leaves every minute for its own doorstep, in no time, and
all walks (from that doorstep, between stops, to destinations) are footpaths given to it.
"""

import hashlib
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.access.bounds import graph_without_waiting
from geo.access.streets import open_streets
from geo.access.timetable import DAY_S, day_timetable
from geo.access.walking import Footpaths, Walking, projected, straight_footpaths
from geo.errors import Fault, InputError
from geo.gtfs.feed import Feed
from geo.gtfs.times import clock

ORIGIN: Final = "origin"
DOORSTEP: Final = "doorstep"
DESTINATION_SLOTS: Final = 100
HIGHEST_LIMIT_MIN: Final = 180
SERVICE: Final = "day"


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """The network of one day, ready to answer; safe to share between threads.

    Attributes
    ----------
    key
        Text that is the same for the same answers: see `engine_key`.
    day
        Service day.
    walking
        How people walk.
    limit_min
        Longest journey that can be asked for, minutes.
    stops
        Stops that some vehicle serves, that day or another, indexed by ``stop_id``: ``lon``,
        ``lat`` (degrees), ``x``, ``y`` (EPSG:2154, metres).
    footpaths
        Walks between these stops, numbered in the order of `stops`, up to the limit.
    graph
        Quickest way from each stop to the next: see `geo.access.bounds`.
    network
        Network of the library. Footpaths are put into it before each question, under `lock`.
    labels
        Names of the stops in the network: those above, origin, doorstep, destinations.
    columns
        Column of the answers of the network for each of `labels`.
    """

    key: str
    day: date
    walking: Walking
    limit_min: int
    stops: pd.DataFrame
    footpaths: Footpaths
    graph: Any
    network: Any
    labels: tuple[str, ...]
    columns: NDArray[np.int64]
    lock: Lock = field(default_factory=Lock)


def open_engine(
    feed: Feed,
    day: date,
    walking: Walking | None = None,
    *,
    limit_min: int = 60,
    wheelchair: bool = False,
) -> Engine:
    """Build the network of a day; it takes a second or less: keep it, under `engine_key`.

    Parameters
    ----------
    feed
        Timetables.
    day
        Service day.
    walking
        How people walk; by default in straight lines, see `Walking`.
    limit_min
        Longest journey that will be asked for, minutes.
    wheelchair
        Ride only what the feed says can be used in a wheelchair.

    Raises
    ------
    InputError
        When the day is outside the feed (the nearest days are offered), when the limit is not
        from 1 to `HIGHEST_LIMIT_MIN` minutes, or when the feed tells nothing on wheelchairs.
    """
    walking = walking or Walking()
    if not 1 <= limit_min <= HIGHEST_LIMIT_MIN:
        expected = f"from 1 to {HIGHEST_LIMIT_MIN} minutes"
        raise InputError(Fault("limit", "limit", expected=expected, found=str(limit_min)))
    key = engine_key(feed, day, walking, limit_min=limit_min, wheelchair=wheelchair)
    runs = day_timetable(feed, day, DAY_S + limit_min * 60, wheelchair=wheelchair)
    stops = _served_stops(feed)
    network = _built(runs, stops, day)
    labels = (*map(str, range(len(stops))), ORIGIN, DOORSTEP, *_slots())
    columns = pd.Index([stop[0] for stop in network.stops]).get_indexer(pd.Index(labels))
    footpaths = _walks(network, stops, walking, limit_min * 60)
    return Engine(
        key=key,
        day=day,
        walking=walking,
        limit_min=limit_min,
        stops=stops,
        footpaths=footpaths,
        graph=graph_without_waiting(runs, stops, footpaths),
        network=network,
        labels=labels,
        columns=columns.astype("int64"),
    )


def engine_key(
    feed: Feed,
    day: date,
    walking: Walking | None = None,
    *,
    limit_min: int = 60,
    wheelchair: bool = False,
) -> str:
    """Return a text that is the same for engines that give the same answers."""
    parts = (
        feed.fingerprint,
        day.isoformat(),
        (walking or Walking()).key(),
        str(limit_min),
        str(wheelchair),
    )
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _served_stops(feed: Feed) -> pd.DataFrame:
    """Return the stops of any day: one that no vehicle serves today is reached on foot."""
    stops = feed.stops.loc[feed.stops.index.isin(feed.stop_times["stop_id"]), ["lon", "lat"]]
    x, y = projected(stops["lon"].to_numpy(), stops["lat"].to_numpy())
    return stops.assign(x=x, y=y)


def _walks(network: Any, stops: pd.DataFrame, walking: Walking, limit_s: int) -> Footpaths:  # noqa: ANN401 -- the library has no types
    if walking.osm is not None:
        return open_streets(network, stops, walking, limit_s)
    return straight_footpaths(stops["x"].to_numpy(), stops["y"].to_numpy(), walking, limit_s)


def _slots() -> list[str]:
    return [f"destination{number}" for number in range(DESTINATION_SLOTS)]


def _built(runs: pd.DataFrame, stops: pd.DataFrame, day: date) -> Any:  # noqa: ANN401 -- the library has no types
    """Write the day as a feed of its own and let the library read it."""
    from cafein import TransportNetwork  # noqa: PLC0415 -- slow to import, for this page only

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, frame in _day_tables(runs, stops, day).items():
            frame.to_csv(folder / f"{file}.txt", index=False)
        return TransportNetwork.from_gtfs(str(folder), trip_distances=False)


def _day_tables(runs: pd.DataFrame, stops: pd.DataFrame, day: date) -> dict[str, pd.DataFrame]:
    """Return the tables of the feed of one day, stops called by their number."""
    labels = [*map(str, range(len(stops))), ORIGIN, DOORSTEP, *_slots()]
    far = len(labels) - len(stops)
    times = pd.concat([_ridden(runs, stops), _departures()])
    trips = times["trip_id"].drop_duplicates()
    return {
        "agency": pd.DataFrame(
            {"agency_id": ["a"], "agency_name": ["a"], "agency_url": ["http://a"]}
            | {"agency_timezone": ["Europe/Paris"]}
        ),
        "stops": pd.DataFrame(
            {
                "stop_id": labels,
                "stop_name": labels,
                "stop_lat": [*stops["lat"], *[0.0] * far],
                "stop_lon": [*stops["lon"], *[0.0] * far],
            }
        ),
        "routes": pd.DataFrame(
            {"route_id": ["r"], "agency_id": ["a"], "route_short_name": ["r"], "route_type": [3]}
        ),
        "trips": pd.DataFrame({"route_id": "r", "service_id": SERVICE, "trip_id": trips}),
        "stop_times": times,
        "calendar_dates": pd.DataFrame(
            {"service_id": [SERVICE], "date": [f"{day:%Y%m%d}"], "exception_type": [1]}
        ),
    }


def _ridden(runs: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    """Return the runs as a table ``stop_times``."""
    seconds = pd.concat([runs["arrival_s"], runs["departure_s"]]).unique()
    written = pd.Series({each: clock(each) for each in seconds}, dtype="str")
    return pd.DataFrame(
        {
            "trip_id": "run" + runs["run"].astype("str"),
            "arrival_time": runs["arrival_s"].map(written),
            "departure_time": runs["departure_s"].map(written),
            "stop_id": stops.index.get_indexer(pd.Index(runs["stop_id"])).astype("str"),
            "stop_sequence": runs.groupby("run").cumcount(),
        }
    )


def _departures() -> pd.DataFrame:
    """Return the vehicles that take whoever leaves at a minute to the doorstep, in no time."""
    minutes = range(DAY_S // 60)
    times = np.repeat([clock(minute * 60) for minute in minutes], 2)
    return pd.DataFrame(
        {
            "trip_id": np.repeat([f"leave{minute}" for minute in minutes], 2),
            "arrival_time": times,
            "departure_time": times,
            "stop_id": [ORIGIN, DOORSTEP] * len(minutes),
            "stop_sequence": [0, 1] * len(minutes),
        }
    )


def day_without_service(engine: Engine) -> date:
    """Return a day on which the network has no vehicle: people then walk all the way."""
    return engine.day + timedelta(days=7)
