"""Travel times from one place over a window of departures, on foot and by public transport.

A travel time is counted from the minute of departure: walking, waiting, riding, changing. A
change at one stop takes no time of its own; between two stops it takes the walk. Ranks are
nearest ranks: the median of an even number of departures is the longer of the middle two.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.access.engine import DESTINATION_SLOTS, ORIGIN, Engine
from geo.access.places import UNREACHED, Places, Seconds, nowhere, places_of
from geo.access.window import Window
from geo.errors import Fault, InputError
from geo.gtfs.times import clock

# Enough for any journey: rounds stop by themselves when no vehicle helps any more.
MOST_RIDES: Final = 24
RANKS: Final = (0.0, 50.0, 100.0)
Search: TypeAlias = Callable[[Window, tuple[float, ...], int], Seconds]


def times(
    engine: Engine, origin: tuple[float, float], window: Window, *, max_min: int = 45
) -> pd.DataFrame:
    """Return the travel times to every stop.

    Parameters
    ----------
    engine
        Network of the day.
    origin
        Longitude and latitude of the departure, degrees (EPSG:4326).
    window
        Minutes of departure.
    max_min
        Longest journey that counts, minutes, up to `Engine.limit_min`.

    Returns
    -------
    DataFrame
        Indexed by ``stop_id``, the stops served on some day: ``median_min``, ``best_min``,
        ``worst_min`` (minutes, exact to the second; NaN unless more than half, one, or all of
        the departures arrive within `max_min`), ``transfers_count`` (fewest changes of
        vehicle that give the median, 0 also on foot; NA without a median).

    Raises
    ------
    InputError
        When the origin is no place, or `max_min` is not from 1 to the limit of the engine.
    """
    count = len(engine.stops)
    return (
        _answer(engine, origin, nowhere(), window, max_min)
        .iloc[:count]
        .set_axis(engine.stops.index)
    )


def minutes_to_stops(
    engine: Engine, origin: tuple[float, float], window: Window, *, max_min: int = 45
) -> pd.DataFrame:
    """Return `times` without the changes of vehicle, which take as long again to count."""
    found = _answer(engine, origin, nowhere(), window, max_min, counts_transfers=False)
    return found.set_axis(engine.stops.index)


def times_to(
    engine: Engine,
    origin: tuple[float, float],
    destinations: pd.DataFrame,
    window: Window,
    *,
    max_min: int = 45,
) -> pd.DataFrame:
    """Return the travel times to places: the last walk may start at any stop, or at the origin.

    Parameters
    ----------
    destinations
        ``lon`` and ``lat``, degrees; any index.
    engine, origin, window, max_min
        As for `times`.

    Returns
    -------
    DataFrame
        Indexed as `destinations`; columns as for `times`.
    """
    count = len(engine.stops)
    pieces = [
        _answer(
            engine, origin, destinations.iloc[start : start + DESTINATION_SLOTS], window, max_min
        ).iloc[count:]
        for start in range(0, max(len(destinations), 1), DESTINATION_SLOTS)
    ]
    return pd.concat(pieces).set_axis(destinations.index)


def seconds_by_minute(
    engine: Engine, origin: tuple[float, float], window: Window, *, max_min: int = 45
) -> pd.DataFrame:
    """Return the travel time to every stop for each minute of departure, one search a minute.

    Returns
    -------
    DataFrame
        Indexed by ``stop_id``, one column per minute after midnight: whole seconds, NaN beyond
        `max_min`.
    """
    _require_limit(engine, max_min)
    places = places_of(engine, origin, nowhere(), max_min * 60)
    minutes = range(window.start_min, window.end_min)
    with searching(engine, places) as search:
        by_minute = {
            minute: search(Window(minute, minute + 1), (50.0,), MOST_RIDES)[:, 0]
            for minute in minutes
        }
    seconds = pd.DataFrame(by_minute, index=engine.stops.index)
    return seconds.where(seconds <= max_min * 60)


def _answer(
    engine: Engine,
    origin: tuple[float, float],
    destinations: pd.DataFrame,
    window: Window,
    max_min: int,
    *,
    counts_transfers: bool = True,
) -> pd.DataFrame:
    """Return the answers for the stops, then for the destinations."""
    _require_limit(engine, max_min)
    places = places_of(engine, origin, destinations, max_min * 60)
    with searching(engine, places) as search:
        ranks = search(window, RANKS, MOST_RIDES)
        ranks[ranks > max_min * 60] = UNREACHED
        transfers = (
            _fewest_transfers(search, places, window, ranks[:, 1]) if counts_transfers else None
        )
    minutes = np.where(ranks != UNREACHED, ranks / 60, np.nan)
    found = pd.DataFrame(
        {"median_min": minutes[:, 1], "best_min": minutes[:, 0], "worst_min": minutes[:, 2]}
    )
    if transfers is None:
        return found
    return found.assign(transfers_count=pd.Series(transfers).astype("Int64"))


def _require_limit(engine: Engine, max_min: int) -> None:
    if not 1 <= max_min <= engine.limit_min:
        expected = f"from 1 to {engine.limit_min} minutes"
        raise InputError(Fault("limit", "max-min", expected=expected, found=str(max_min)))


@contextmanager
def searching(engine: Engine, places: Places) -> Iterator[Search]:
    """Put the walks of a question into the network and give the function that searches it.

    It takes the window, the ranks wanted (0 to 100) and the most rides; it returns the travel
    times of these ranks (columns) to the stops, then to the destinations (rows). Nobody needs
    a vehicle to leave home: the first ride, to the doorstep, is not counted.
    """
    from cafein.streets import Footpaths as LibraryFootpaths  # noqa: PLC0415 -- slow to import

    paths = places.footpaths
    given = LibraryFootpaths(
        engine.labels, paths.start, paths.end, paths.seconds, paths.seconds.astype("float64")
    )
    count = len(engine.stops)
    asked = engine.columns[[*range(count), *range(count + 2, count + 2 + len(places.direct))]]

    def search(window: Window, ranks: tuple[float, ...], rides: int) -> Seconds:
        found = engine.network.travel_time_matrix(
            [ORIGIN],
            f"{engine.day} {clock(window.start_min * 60)}",
            rides + 1,
            departure_time_window=window.minutes_count,
            percentiles=list(ranks),
            router="raptor",
        )
        return np.asarray(found[0][asked], dtype="int64")

    with engine.lock:
        engine.network.set_transfers(given)
        yield search


def _fewest_transfers(
    search: Search, places: Places, window: Window, medians: Seconds
) -> NDArray[np.float64]:
    """Return the fewest changes of vehicle that give the medians; NaN where there is none."""
    on_foot = np.concatenate([places.access, places.direct])
    transfers = np.where(on_foot == medians, 0.0, np.nan)
    for rides in range(1, MOST_RIDES + 1):
        is_open = np.isnan(transfers) & (medians != UNREACHED)
        if not is_open.any():
            break
        reached = search(window, (50.0,), rides)[:, 0]
        transfers[is_open & (reached == medians)] = rides - 1
    return np.where(medians == UNREACHED, np.nan, transfers)
