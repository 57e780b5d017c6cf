"""What the tables of a feed owe each other: known identifiers, times in order, places on earth.

Each function takes the frames of `geo.gtfs.cells`, indexed by line, and returns the faults, one
per missing identifier with the line where it is first met.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from geo.errors import Fault

SHOWN: Final = 10
# Feeds in use hold trips that go back by a minute; more is no slip of the pen.
TOLERATED_BACK_S: Final = 300
Tables = Mapping[str, pd.DataFrame]


def link_faults(tables: Tables) -> list[Fault]:
    """Return the identifiers that one table uses and another does not define."""
    services = pd.concat([tables["calendar"]["service_id"], tables["calendar_dates"]["service_id"]])
    links = (
        ("trips", "route_id", tables["routes"]["route_id"], "routes.txt"),
        ("trips", "service_id", services, "calendar.txt or calendar_dates.txt"),
        ("stop_times", "trip_id", tables["trips"]["trip_id"], "trips.txt"),
        ("stop_times", "stop_id", tables["stops"]["stop_id"], "stops.txt"),
        ("frequencies", "trip_id", tables["trips"]["trip_id"], "trips.txt"),
    )
    return [
        fault
        for name, field, known, where in links
        for fault in _dangling(name, tables[name][field], known, where)
    ]


def _dangling(name: str, used: pd.Series, known: pd.Series, where: str) -> Iterator[Fault]:
    unknown = used[~used.isin(known)]
    counts = unknown.value_counts()
    first = unknown.drop_duplicates()
    for line, code in first.head(SHOWN).items():
        times = f" ({counts[code]} times)" if counts[code] > 1 else ""
        yield Fault(
            "foreign-key",
            f"{name}.txt",
            int(str(line)),
            field=str(used.name),
            expected=f"an identifier of {where}",
            found=f"{str(code)[:60]}{times}",
        )
    if len(first) > SHOWN:
        found = f"{len(first) - SHOWN} more"
        yield Fault("more-faults", f"{name}.txt", field=str(used.name), found=found)


def place_faults(tables: Tables) -> list[Fault]:
    """Return the stops that trips serve and that have no coordinates, or stand at 0, 0."""
    stops = tables["stops"]
    is_served = stops["stop_id"].isin(tables["stop_times"]["stop_id"])
    is_nowhere = stops["stop_lat"].isna() | stops["stop_lon"].isna()
    is_nowhere |= (stops["stop_lat"] == 0) & (stops["stop_lon"] == 0)
    return [
        Fault(
            "coordinates",
            "stops.txt",
            int(str(line)),
            field="stop_lat, stop_lon",
            expected="the coordinates of a stop that trips serve",
            found=str(code)[:60],
        )
        for line, code in stops.loc[is_served & is_nowhere, "stop_id"].head(SHOWN).items()
    ]


def time_faults(stop_times: pd.DataFrame) -> list[Fault]:
    """Return the stop times of `stop_times` (sorted by trip and order) that cannot be."""
    trip = stop_times["trip_id"]
    is_first, is_last = trip != trip.shift(), trip != trip.shift(-1)
    is_untimed = stop_times["arrival_time"].isna() & stop_times["departure_time"].isna()
    is_again = ~is_first & (stop_times["stop_sequence"] == stop_times["stop_sequence"].shift())
    arrival = stop_times["arrival_time"].fillna(stop_times["departure_time"])
    departure = stop_times["departure_time"].fillna(stop_times["arrival_time"])
    is_back = (departure < arrival) | (arrival < left_before(stop_times) - TOLERATED_BACK_S)
    at_both_ends = is_untimed & (is_first | is_last)
    return [
        *_time_faults(
            trip[at_both_ends], rule="missing-time", expected="a time at both ends of a trip"
        ),
        *_time_faults(trip[is_again], rule="unique-error", expected="each stop_sequence once"),
        *_time_faults(
            trip[is_back], rule="time-order", expected="times that do not go back along a trip"
        ),
    ]


def left_before(stop_times: pd.DataFrame) -> pd.Series:
    """Return the latest departure of each trip before each of its stop times; NaN at the first."""
    departure = stop_times["departure_time"].fillna(stop_times["arrival_time"])
    trip = stop_times["trip_id"]
    return departure.groupby(trip).cummax().groupby(trip).shift()


def _time_faults(trips: pd.Series, rule: str, expected: str) -> Iterator[Fault]:
    for line, code in trips.head(SHOWN).items():
        found = f"trip {str(code)[:60]}"
        yield Fault(rule, "stop_times.txt", int(str(line)), expected=expected, found=found)


def calendar_faults(calendar: pd.DataFrame) -> list[Fault]:
    """Return the services that end before they begin."""
    is_reversed = calendar["end_date"] < calendar["start_date"]
    return [
        Fault(
            "empty-interval",
            "calendar.txt",
            int(str(line)),
            field="end_date",
            expected="a day from start_date on",
            found=str(day),
        )
        for line, day in calendar.loc[is_reversed, "end_date"].head(SHOWN).items()
    ]
