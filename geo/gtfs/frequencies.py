"""Trips told by a headway ("every 10 minutes from 7 to 9") made into trips, one by one."""

from typing import Final

import pandas as pd

from geo.errors import DataError, Fault
from geo.gtfs.times import clock, seconds

MAX_TRIPS: Final = 100_000
FILE: Final = "frequencies.txt"


def expanded(
    trips: pd.DataFrame, stop_times: pd.DataFrame, frequencies: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Replace each trip that has headways by one trip per departure.

    A headway that is no exact timetable (``exact_times`` 0) is read as one: first departure at
    the start, then every headway, the end excluded.

    Parameters
    ----------
    trips
        Indexed by ``trip_id``.
    stop_times
        As in `geo.gtfs.feed.Feed`.
    frequencies
        ``trip_id``, ``start_time`` and ``end_time`` (seconds), ``headway_secs``.

    Returns
    -------
    tuple
        Trips and stop times, the frequencies made into them.

    Raises
    ------
    DataError
        When an interval is empty, or when they make more than `MAX_TRIPS` trips.
    """
    _require_sound(frequencies)
    if frequencies.empty:
        return trips, stop_times
    import gtfs_kit  # noqa: PLC0415 -- slow to import, and few feeds need it

    is_model = trips.index.isin(frequencies["trip_id"])
    is_modelled = stop_times["trip_id"].isin(frequencies["trip_id"])
    made = gtfs_kit.Feed(
        "km",
        trips=trips[is_model].reset_index(),
        stop_times=_as_published(stop_times[is_modelled]),
        frequencies=frequencies.assign(
            start_time=frequencies["start_time"].map(clock),
            end_time=frequencies["end_time"].map(clock),
        ),
    ).expand_frequencies()
    return (
        pd.concat([trips[~is_model], made.trips.set_index("trip_id")[trips.columns]]),
        pd.concat([stop_times[~is_modelled], _as_read(made.stop_times, stop_times)]).reset_index(
            drop=True
        ),
    )


def _require_sound(frequencies: pd.DataFrame) -> None:
    empty = frequencies[frequencies["end_time"] <= frequencies["start_time"]]
    if len(empty):
        expected = "a start before the end"
        raise DataError(
            [Fault("empty-interval", FILE, int(i), expected=expected) for i in empty.index]
        )
    spans = frequencies["end_time"] - frequencies["start_time"]
    count = (spans / frequencies["headway_secs"]).sum()
    if count > MAX_TRIPS:
        found = f"{count:,.0f}"
        raise DataError(Fault("too-many-trips", FILE, expected=f"{MAX_TRIPS:,} trips", found=found))


def _as_published(stop_times: pd.DataFrame) -> pd.DataFrame:
    return stop_times.assign(
        arrival_time=stop_times["arrival_s"].map(clock),
        departure_time=stop_times["departure_s"].map(clock),
    )


def _as_read(made: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    times = made.assign(
        arrival_s=made["arrival_time"].map(seconds), departure_s=made["departure_time"].map(seconds)
    )
    return times[like.columns].sort_values(["trip_id", "stop_sequence"]).astype(like.dtypes)
