"""What a network would be with other headways, evenings, stops or lines: a feed in, a feed out.

Nothing is ever written in the feed that was published. What a change means:

- **headway**: on each kind of day and way, the trips of the usual sequence of stops are replaced
  by one every so many minutes between their first and last departures; other trips stay;
- **evening**: trips are added after the last one, at the headway of the last two, until the hour;
- **stop**: every trip of the line calls where the detour is least; what follows is later by the
  detour and a short halt;
- **line**: trips both ways every day of the feed, a stop at each point given.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import count, pairwise
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import Geod

from geo.errors import Fault, InputError
from geo.gtfs.changes import Change, Evening, Headway, NewLine, NewStop, Place
from geo.gtfs.feed import Feed, changed_feed
from geo.gtfs.tables import WEEKDAYS

Ints: TypeAlias = NDArray[np.int64]

NEW_SPEED_M_S: Final = 18_000 / 3600
SPEEDS_M_S: Final = (8_000 / 3600, 40_000 / 3600)
DETOUR: Final = 1.3
HALT_S: Final = 20
WIDEST_GAP_S: Final = 3600
DAILY: Final = "scenario-tous-les-jours"
BUS: Final = 3
GROUPS: Final = ["service_id", "direction_id"]
_EARTH: Final = Geod(ellps="WGS84")


def with_changes(feed: Feed, changes: Sequence[Change]) -> Feed:
    """Return the feed as the changes make it, one after the other; the same feed without any.

    Raises
    ------
    InputError
        When a change names a line that the feed does not have, or that has no trip.
    """
    return reduce(_with_change, changes, feed)


def _with_change(feed: Feed, change: Change) -> Feed:
    match change:
        case Headway():
            return _with_headway(feed, change)
        case Evening():
            return _with_evening(feed, change)
        case NewStop():
            return _with_stop(feed, change)
        case NewLine():
            return _with_line(feed, change)


def _with_headway(feed: Feed, change: Headway) -> Feed:
    def departures(starts: "pd.Series[int]") -> range:
        return range(int(starts.min()), int(starts.max()) + 1, change.headway_min * 60)

    return _with_departures(feed, change.route_id, departures, is_replacing=True)


def _with_evening(feed: Feed, change: Evening) -> Feed:
    def departures(starts: "pd.Series[int]") -> range:
        ordered = sorted(starts)
        gap = ordered[-1] - ordered[-2] if len(ordered) > 1 else WIDEST_GAP_S
        step = min(max(gap, 60), WIDEST_GAP_S)
        return range(ordered[-1] + step, change.last_min * 60 + 1, step)

    return _with_departures(feed, change.route_id, departures, is_replacing=False)


def _with_departures(
    feed: Feed,
    route_id: str,
    departures: "Callable[[pd.Series[int]], range]",
    *,
    is_replacing: bool,
) -> Feed:
    """Copy the usual trip of each kind of day and way at other hours."""
    trips = _trips_of(feed, route_id)
    times = feed.stop_times[feed.stop_times["trip_id"].isin(trips.index)]
    starts = times.groupby("trip_id")["departure_s"].min()
    ways = times.groupby("trip_id")["stop_id"].agg(tuple)
    new_trips, new_times, gone = [], [], []
    for _, group in trips.groupby(GROUPS, sort=False):
        usual = ways[group.index].mode().iloc[0]
        alike = [name for name in group.index if ways[name] == usual]
        hours = departures(starts[alike])
        gone += alike if is_replacing else []
        names = [f"{alike[0]}~{hour}" for hour in hours]
        copies = trips.loc[[alike[0]] * len(names)]
        new_trips.append(copies.set_axis(pd.Index(names, name=trips.index.name)))
        shifts = np.array(hours, dtype=int) - int(starts[alike[0]])
        new_times.append(_copied(times[times["trip_id"] == alike[0]], names, shifts))
    kept = feed.trips.drop(index=gone)
    kept_times = feed.stop_times[~feed.stop_times["trip_id"].isin(gone)]
    return changed_feed(
        feed, trips=_joined(kept, new_trips), stop_times=_in_order(_joined(kept_times, new_times))
    )


def _copied(model: pd.DataFrame, names: list[str], shifts_s: Ints) -> pd.DataFrame:
    """Return the times of one trip once per name, each shifted."""
    rows = model.iloc[np.tile(np.arange(len(model)), len(names))]
    late = np.repeat(shifts_s, len(model))
    return rows.assign(
        trip_id=np.repeat(names, len(model)) if names else [],
        arrival_s=rows["arrival_s"].to_numpy() + late,
        departure_s=rows["departure_s"].to_numpy() + late,
    )


def _with_stop(feed: Feed, change: NewStop) -> Feed:
    """Make every trip of a line call at one more stop."""
    trips = _trips_of(feed, change.route_id)
    stop_id, stops = _added_stop(feed.stops, change.place, f"Arrêt ajouté, ligne {change.route_id}")
    is_ours = feed.stop_times["trip_id"].isin(trips.index)
    ours = feed.stop_times[is_ours]
    ways = ours.groupby("trip_id", sort=False)["stop_id"].agg(tuple)
    longer = [
        _with_call(ours[ours["trip_id"].isin(alike.index)], stops, change.place, stop_id)
        for _, alike in ways.groupby(ways, sort=False)
    ]
    return changed_feed(
        feed, stops=stops, stop_times=_in_order(_joined(feed.stop_times[~is_ours], longer))
    )


def _with_call(
    times: pd.DataFrame, stops: pd.DataFrame, place: Place, stop_id: str
) -> pd.DataFrame:
    """Return the times of trips with the same stops, with a call where the detour is least."""
    calls = int((times["trip_id"] == times["trip_id"].iloc[0]).sum())
    ways = stops.loc[times["stop_id"].iloc[:calls], ["lon", "lat"]].to_numpy().tolist()
    aside = [_length_m(way, place) for way in ways]
    legs = [_length_m(start, end) for start, end in pairwise(ways)]
    detours = [aside[0], *(a + b - leg for (a, b), leg in zip(pairwise(aside), legs, strict=True))]
    detours.append(aside[-1])
    rank = detours.index(min(detours))
    arrivals = times["arrival_s"].to_numpy().reshape(-1, calls)
    departures = times["departure_s"].to_numpy().reshape(-1, calls)
    speeds = _speeds_m_s(sum(legs), arrivals[:, -1] - departures[:, 0])
    late = np.rint(detours[rank] / speeds).astype(int) + HALT_S
    reached = departures[:, max(rank - 1, 0)]
    if rank:
        reached = reached + np.rint(aside[rank - 1] / speeds).astype(int)
    is_after = np.arange(calls) >= rank
    call = times.iloc[::calls].assign(
        stop_id=stop_id, arrival_s=reached, departure_s=reached, pickup_type=0, drop_off_type=0
    )
    shifted = times.assign(
        arrival_s=(arrivals + np.outer(late, is_after)).ravel(),
        departure_s=(departures + np.outer(late, is_after)).ravel(),
        # The new call takes the rank of the one it comes before.
        stop_sequence=np.tile(np.arange(calls) + 1 + is_after, len(arrivals)),
    )
    return pd.concat([shifted, call.assign(stop_sequence=rank + 1)])


def _with_line(feed: Feed, change: NewLine) -> Feed:
    """Add a line both ways, every day of the feed."""
    route_id = next(name for name in map("N{}".format, count(1)) if name not in feed.routes.index)
    stops, names = feed.stops, []
    for rank, place in enumerate(change.places, start=1):
        name, stops = _added_stop(stops, place, f"Ligne {route_id}, arrêt {rank}")
        names.append(name)
    rows = list(_line_trips(change, route_id, names))
    trips = [
        {
            "trip_id": trip,
            "route_id": route_id,
            "service_id": DAILY,
            "direction_id": direction,
            "wheelchair_accessible": 1,
        }
        for trip, direction, _ in rows
    ]
    route = {
        "route_id": route_id,
        "route_short_name": route_id,
        "route_long_name": "Ligne du scénario",
        "route_type": BUS,
    }
    return changed_feed(
        feed,
        stops=stops,
        routes=_with_rows(feed.routes, [route]),
        trips=_with_rows(feed.trips, trips),
        stop_times=_in_order(
            _with_rows(feed.stop_times, [call for *_, calls in rows for call in calls])
        ),
        calendar=_with_daily(feed),
    )


def _line_trips(
    change: NewLine, route_id: str, names: list[str]
) -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    for direction, step in ((0, 1), (1, -1)):
        places, calls = change.places[::step], names[::step]
        minutes = [0.0]
        for start, end in pairwise(places):
            run_s = DETOUR * _length_m(start, end) / NEW_SPEED_M_S + HALT_S
            minutes.append(minutes[-1] + run_s)
        for start_min in range(change.first_min, change.last_min + 1, change.headway_min):
            trip = f"{route_id}-{direction}-{start_min}"
            yield (
                trip,
                str(direction),
                [
                    {
                        "trip_id": trip,
                        "stop_id": stop,
                        "stop_sequence": rank,
                        "arrival_s": start_min * 60 + round(run),
                        "departure_s": start_min * 60 + round(run),
                        "pickup_type": 0,
                        "drop_off_type": 0,
                    }
                    for rank, (stop, run) in enumerate(zip(calls, minutes, strict=True), start=1)
                ],
            )


def _with_daily(feed: Feed) -> pd.DataFrame:
    if (feed.calendar["service_id"] == DAILY).any():
        return feed.calendar
    span = {"start_date": f"{feed.first_day:%Y%m%d}", "end_date": f"{feed.last_day:%Y%m%d}"}
    row = {"service_id": DAILY, **dict.fromkeys(WEEKDAYS, 1), **span}
    return _with_rows(feed.calendar, [row])


def _added_stop(stops: pd.DataFrame, place: Place, name: str) -> tuple[str, pd.DataFrame]:
    stop_id = next(each for each in map("scenario-{}".format, count(1)) if each not in stops.index)
    row = {
        "stop_id": stop_id,
        "stop_name": name,
        "lon": place[0],
        "lat": place[1],
        "location_type": 0,
        "wheelchair_boarding": 1,
    }
    return stop_id, _with_rows(stops, [row])


def _with_rows(frame: pd.DataFrame, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return `frame` with more rows; a cell that is not given is an empty text."""
    more = pd.DataFrame(rows)
    if frame.index.name:
        more = more.set_index(frame.index.name)
    whole = _joined(frame, [more.reindex(columns=frame.columns, fill_value="")])
    return whole if frame.index.name else whole.reset_index(drop=True)


def _trips_of(feed: Feed, route_id: str) -> pd.DataFrame:
    found = feed.trips[feed.trips["route_id"] == route_id]
    if found.empty:
        known = " | ".join(map(str, feed.routes.index[:20]))
        raise InputError(Fault("scenario", "scenario", expected=known, found=route_id))
    return found


def _joined(frame: pd.DataFrame, more: list[pd.DataFrame]) -> pd.DataFrame:
    """Return `frame` with more rows, of the same types."""
    return pd.concat([frame, *(each.astype(frame.dtypes) for each in more)]) if more else frame


def _in_order(times: pd.DataFrame) -> pd.DataFrame:
    ordered = times.sort_values(["trip_id", "stop_sequence"], kind="stable")
    return ordered.reset_index(drop=True)


def _speeds_m_s(length_m: float, durations_s: Ints) -> NDArray[np.float64]:
    """Return speeds of a bus, kept within what a bus does."""
    speeds = length_m / np.maximum(durations_s, 1)
    return np.clip(speeds, *SPEEDS_M_S)


def _length_m(start: Sequence[float], end: Sequence[float]) -> float:
    return float(_EARTH.inv(start[0], start[1], end[0], end[1])[2])
