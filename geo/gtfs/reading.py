"""`read_feed`: from a GTFS zip or folder to a `Feed`, or to every fault that prevents it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault
from geo.gtfs.archive import Members, open_members
from geo.gtfs.cells import Cells, read_cells
from geo.gtfs.days import days_with_trips
from geo.gtfs.feed import Feed, fingerprint_of
from geo.gtfs.frequencies import expanded
from geo.gtfs.links import (
    calendar_faults,
    left_before,
    link_faults,
    place_faults,
    time_faults,
)
from geo.gtfs.notes import feed_notes
from geo.gtfs.tables import TABLES, Kind

CALENDARS: Final = ("calendar.txt", "calendar_dates.txt")
SHOWN_FAULTS: Final = 100
COLOUR: Final = r"[0-9A-Fa-f]{6}"
SAYS_NOTHING: Final = 0

Frames = dict[str, pd.DataFrame]


def read_feed(path: Path) -> Feed:
    """Read and check a feed.

    Parameters
    ----------
    path
        Zip, or folder, of GTFS files.

    Returns
    -------
    Feed
        Whole and consistent; `Feed.warnings` tells what was left out or understood.

    Raises
    ------
    DataError
        With what makes the feed unusable, at most `SHOWN_FAULTS` places: files first, then
        cells, then links between tables.
    """
    with open_members(path) as members:
        _require_files(members)
        frames = _read_tables(members)
        names = tuple(members.names)
    _raise_any(_link_faults(frames))
    feed = _feed(path.name, frames)
    days = days_with_trips(feed)
    feed = replace(feed, first_day=days[0], last_day=days[-1], fingerprint=fingerprint_of(feed))
    return replace(feed, warnings=feed_notes(feed, frames, names))


def _require_files(members: Members) -> None:
    needed = [f"{name}.txt" for name, table in TABLES.items() if table.is_required]
    faults = [
        Fault("missing-file", name, expected=f"{name} in {members.path.name}", found="nothing")
        for name in needed
        if name not in members.names
    ]
    if not any(name in members.names for name in CALENDARS):
        expected = f"{' or '.join(CALENDARS)} in {members.path.name}"
        faults.append(Fault("missing-file", CALENDARS[0], expected=expected, found="nothing"))
    _raise_any(faults)


def _read_tables(members: Members) -> Frames:
    """Read every table; one that is not there is an empty frame."""
    frames: Frames = {}
    faults: list[Fault] = []
    for name in TABLES:
        try:
            cells = _read_table(members, name)
        except DataError as error:
            faults += error.faults
        else:
            frames[name] = cells.frame
            faults += cells.faults
    _raise_any(faults)
    return frames


def _read_table(members: Members, name: str) -> Cells:
    file, table = f"{name}.txt", TABLES[name]
    if file not in members.names:
        numbers = {
            each: pd.Series(dtype="str" if column.kind in (Kind.TEXT, Kind.DAY) else "float64")
            for each, column in table.columns.items()
        }
        return Cells(pd.DataFrame(numbers), ())
    cells = read_cells(file, members.read(file), table)
    if cells.frame.empty and table.is_required:
        raise DataError(Fault("empty", file, expected="at least one line after the first"))
    return cells


def _link_faults(frames: Frames) -> list[Fault]:
    faults = link_faults(frames) + place_faults(frames) + calendar_faults(frames["calendar"])
    if faults:
        return faults
    frames["stop_times"] = _in_order(frames)
    return time_faults(frames["stop_times"])


def _in_order(frames: Frames) -> pd.DataFrame:
    """Return the stop times sorted by trip, as the trips come, and by order of stops."""
    stop_times = frames["stop_times"]
    rank = pd.Index(frames["trips"]["trip_id"]).get_indexer(stop_times["trip_id"])
    return stop_times.iloc[np.lexsort((stop_times["stop_sequence"], rank))]


def _raise_any(faults: Iterable[Fault]) -> None:
    faults = list(faults)
    if len(faults) > SHOWN_FAULTS:
        more = Fault("more-faults", faults[-1].file, found=f"{len(faults) - SHOWN_FAULTS} more")
        faults = [*faults[:SHOWN_FAULTS], more]
    if faults:
        raise DataError(faults)


def _feed(name: str, frames: Frames) -> Feed:
    """Return the feed without its fingerprint, days and warnings, which are told of it."""
    info = frames["feed_info"].to_dict("records")[:1]
    trips, stop_times = expanded(
        frames["trips"].set_index("trip_id"),
        _timed(frames["stop_times"]),
        frames["frequencies"],
    )
    return Feed(
        name=name,
        fingerprint="",
        stops=_stops(frames["stops"]),
        routes=_routes(frames["routes"]),
        trips=trips,
        stop_times=stop_times,
        calendar=frames["calendar"].reset_index(drop=True),
        calendar_dates=frames["calendar_dates"].reset_index(drop=True),
        shapes=_shapes(frames["shapes"]),
        publisher=str(info[0]["feed_publisher_name"]) if info else "",
        version=str(info[0]["feed_version"]) if info else "",
        first_day=date.min,
        last_day=date.max,
        warnings=(),
    )


def _stops(stops: pd.DataFrame) -> pd.DataFrame:
    named = stops.rename(columns={"stop_lon": "lon", "stop_lat": "lat"}).set_index("stop_id")
    of_station = named["parent_station"].map(named["wheelchair_boarding"]).fillna(SAYS_NOTHING)
    own = named["wheelchair_boarding"]
    named["wheelchair_boarding"] = own.where(own != SAYS_NOTHING, of_station).astype("int64")
    columns = ["stop_name", "lon", "lat", "location_type", "parent_station", "wheelchair_boarding"]
    return named[columns]


def _routes(routes: pd.DataFrame) -> pd.DataFrame:
    named = routes.set_index("route_id")
    for field in ("route_color", "route_text_color"):
        named[field] = named[field].where(named[field].str.fullmatch(COLOUR), "")
    return named


def _shapes(shapes: pd.DataFrame) -> pd.DataFrame | None:
    if shapes.empty:
        return None
    named = shapes.rename(columns={"shape_pt_lon": "lon", "shape_pt_lat": "lat"})
    ordered = named.sort_values(["shape_id", "shape_pt_sequence"], kind="stable")
    return ordered[["shape_id", "lon", "lat"]].reset_index(drop=True)


def _timed(stop_times: pd.DataFrame) -> pd.DataFrame:
    """Return the stop times with a time at each stop, in whole seconds.

    One time is both where the other is missing. Where both are, the vehicle is taken to need
    as long from each stop to the next, between the two nearest stops that have times. A time
    that goes back a little becomes that of the stop before.
    """
    earliest = left_before(stop_times).fillna(0).to_numpy()
    arrival = stop_times["arrival_time"].fillna(stop_times["departure_time"]).to_numpy()
    departure = stop_times["departure_time"].fillna(stop_times["arrival_time"]).to_numpy()
    arrival = np.maximum(arrival, earliest)
    departure = np.maximum(departure, arrival)
    rows = np.arange(len(stop_times))
    known = np.flatnonzero(~np.isnan(arrival))
    before = known[np.searchsorted(known, rows, side="right") - 1]
    after = known[np.searchsorted(known, rows)]
    steps = np.maximum(after - before, 1)
    between = departure[before] + (arrival[after] - departure[before]) * (rows - before) / steps
    is_unknown = np.isnan(arrival)
    return (
        stop_times[["trip_id", "stop_id", "stop_sequence"]]
        .assign(
            arrival_s=np.where(is_unknown, np.floor(between), arrival).astype("int64"),
            departure_s=np.where(is_unknown, np.floor(between), departure).astype("int64"),
            pickup_type=stop_times["pickup_type"],
            drop_off_type=stop_times["drop_off_type"],
        )
        .reset_index(drop=True)
    )
