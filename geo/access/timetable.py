"""What can be ridden from 0:00 of one day on: the vehicles of that day and of its neighbours.

A trip of the day before that runs past midnight is there in the small hours, one of the day
after is there past 24:00. Stops where nobody may get on or off are taken out, so that whoever
searches need not know.
"""

from datetime import date, timedelta
from itertools import product
from typing import Final

import pandas as pd

from geo.errors import Fault, InputError
from geo.gtfs.days import require_day, trips_on
from geo.gtfs.feed import Feed

DAY_S: Final = 86_400
NO = 1
ACCESSIBLE = 1


def day_timetable(feed: Feed, day: date, horizon_s: int, *, wheelchair: bool) -> pd.DataFrame:
    """Return the runs of a day, all stops of a run open to getting on and off.

    Where a trip may only be boarded at some stops and only be left at others, it becomes one
    run for each pair of such stops, with all ordinary stops between them: any ride that the
    trip allows is within one run, and no other.

    Parameters
    ----------
    feed
        Feed to ride.
    day
        Service day; `InputError` when it is outside the feed.
    horizon_s
        Last second of interest, after 0:00 of `day`.
    wheelchair
        Keep only trips and stops that the feed says can be used in a wheelchair.

    Returns
    -------
    DataFrame
        Sorted by run and order of stops: ``run`` (whole number), ``stop_id``, ``arrival_s``,
        ``departure_s`` (seconds after 0:00 of `day`, from 0).
    """
    require_day(feed, day)
    if wheelchair:
        _require_told(feed)
    rows = pd.concat(
        [_shifted(feed, day, offset, horizon_s, wheelchair=wheelchair) for offset in (-1, 0, 1)]
    )
    return _runs(rows)


def _shifted(
    feed: Feed, day: date, offset: int, horizon_s: int, *, wheelchair: bool
) -> pd.DataFrame:
    """Return the stop times of the trips of a day near `day`, on the clock of `day`."""
    trips = trips_on(feed, day + timedelta(days=offset))
    if wheelchair:
        trips = trips[trips["wheelchair_accessible"] == ACCESSIBLE]
    rows = feed.stop_times[feed.stop_times["trip_id"].isin(trips.index)]
    rows = rows.assign(
        arrival_s=(rows["arrival_s"] + offset * DAY_S).clip(lower=0),
        departure_s=rows["departure_s"] + offset * DAY_S,
        offset=offset,
    )
    is_useful = (rows["departure_s"] >= 0) & (rows["arrival_s"] <= horizon_s)
    is_useful &= (rows["pickup_type"] != NO) | (rows["drop_off_type"] != NO)
    if wheelchair:
        boardable = feed.stops.index[feed.stops["wheelchair_boarding"] == ACCESSIBLE]
        is_useful &= rows["stop_id"].isin(boardable)
    return rows[is_useful]


def _runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the runs of stop times: see `day_timetable`."""
    rows = rows.reset_index(drop=True)
    rows["run"] = rows.groupby(["offset", "trip_id"], sort=False).ngroup()
    is_first, is_last = rows["run"].diff() != 0, rows["run"].diff(-1) != 0
    rows["boards"] = (rows["pickup_type"] != NO) | is_last
    rows["alights"] = (rows["drop_off_type"] != NO) | is_first
    is_open = rows["boards"] & rows["alights"]
    is_split = rows["run"].isin(rows.loc[~is_open, "run"])
    pieces = [piece for _, run in rows[is_split].groupby("run") for piece in _pieces(run)]
    numbered = [piece.assign(run=len(rows) + number) for number, piece in enumerate(pieces)]
    runs = pd.concat([rows[~is_split], *numbered])[["run", "stop_id", "arrival_s", "departure_s"]]
    counts = runs["run"].map(runs["run"].value_counts())
    return runs[counts > 1].reset_index(drop=True)


def _pieces(run: pd.DataFrame) -> list[pd.DataFrame]:
    """Return one run per pair of a stop that is only boarded at and one that is only left at."""
    is_open = run["boards"] & run["alights"]
    only_boards = [None, *run.index[~run["alights"]]]
    only_alights = [None, *run.index[~run["boards"]]]
    pieces = []
    for first, last in product(only_boards, only_alights):
        start, end = (
            run.index[0] if first is None else first,
            run.index[-1] if last is None else last,
        )
        between = (run.index >= start) & (run.index <= end)
        ends = run.index.isin([each for each in (first, last) if each is not None])
        piece = run[between & (is_open | ends)]
        if len(piece) > 1 and start < end:
            pieces.append(piece)
    return pieces


def _require_told(feed: Feed) -> None:
    """Raise `InputError` when the feed does not tell what a wheelchair can use."""
    served = feed.stops.loc[feed.stops.index.isin(feed.stop_times["stop_id"])]
    tells = {
        "stops.txt": bool((served["wheelchair_boarding"] != 0).any()),
        "trips.txt": bool((feed.trips["wheelchair_accessible"] != 0).any()),
    }
    silent = [name for name, is_told in tells.items() if not is_told]
    if silent:
        raise InputError(
            Fault(
                "no-wheelchair",
                feed.name,
                expected="a feed that tells what a wheelchair can use",
                found=f"nothing in {' and '.join(silent)}",
                fix="ask without the wheelchair option",
            )
        )
