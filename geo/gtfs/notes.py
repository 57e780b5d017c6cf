"""What a reader should know of a feed that is usable: left out, understood, or not told."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from geo.errors import Fault
from geo.gtfs.feed import Feed
from geo.gtfs.links import SHOWN, left_before
from geo.gtfs.tables import TABLES

BY_TELEPHONE: Final = 2
STATION: Final = 1
SHORTEST_TRIP: Final = 2


def feed_notes(
    feed: Feed, frames: Mapping[str, pd.DataFrame], names: tuple[str, ...]
) -> tuple[Fault, ...]:
    """Return the warnings of a feed.

    Parameters
    ----------
    feed
        Feed that was made.
    frames
        Tables as they were read.
    names
        Files of the zip or folder.
    """
    return (*_file_notes(feed, names), *_timetable_notes(feed, frames), *_stop_notes(feed))


def _file_notes(feed: Feed, names: tuple[str, ...]) -> Iterator[Fault]:
    unused = sorted(name for name in names if name.removesuffix(".txt") not in TABLES)
    for name in unused:
        yield Fault("unused-file", name, expected="files that the questions need", found=name)
    if feed.shapes is None:
        yield Fault("no-shapes", "shapes.txt", expected="routes on the street", found="none")


def _timetable_notes(feed: Feed, frames: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    times = frames["stop_times"]
    untimed = int((times["arrival_time"].isna() & times["departure_time"].isna()).sum())
    if untimed:
        yield Fault("times-between", "stop_times.txt", found=f"{untimed} stop times without time")
    back = times["arrival_time"] < left_before(times)
    for line, trip_id in times.loc[back, "trip_id"].head(SHOWN).items():
        found = f"trip {trip_id}"
        yield Fault("time-back", "stop_times.txt", int(str(line)), found=found)
    headways = frames["frequencies"]
    rough = int((headways["exact_times"] == 0).sum())
    if rough:
        yield Fault("rough-headways", "frequencies.txt", found=f"{rough} headways")
    asked = int((feed.stop_times["pickup_type"] == BY_TELEPHONE).sum())
    if asked:
        yield Fault("on-demand", "stop_times.txt", found=f"{asked} stop times to be ordered")
    counts = feed.stop_times["trip_id"].value_counts()
    idle = len(feed.trips) - int((counts >= SHORTEST_TRIP).sum())
    if idle:
        yield Fault("trips-without-stops", "trips.txt", found=f"{idle} trips")


def _stop_notes(feed: Feed) -> Iterator[Fault]:
    served = feed.stops.index.isin(feed.stop_times["stop_id"])
    is_stop = feed.stops["location_type"] == 0
    unserved = int((~served & is_stop).sum())
    if unserved:
        yield Fault("stops-without-trips", "stops.txt", found=f"{unserved} stops")
    stations = int((served & (feed.stops["location_type"] == STATION)).sum())
    if stations:
        yield Fault("station-served", "stops.txt", found=f"{stations} stations")
    if (feed.stops.loc[served, "wheelchair_boarding"] == 0).all():
        yield Fault("no-wheelchair", "stops.txt", field="wheelchair_boarding", found="no value")
    if (feed.trips["wheelchair_accessible"] == 0).all():
        yield Fault("no-wheelchair", "trips.txt", field="wheelchair_accessible", found="no value")
