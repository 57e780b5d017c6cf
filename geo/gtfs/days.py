"""Which days a feed serves: its calendar day by day, the kinds of days, the days to offer."""

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault, InputError
from geo.gtfs.feed import Feed
from geo.gtfs.tables import WEEKDAYS

MAX_DAYS: Final = 1_100
ADDED: Final = 1
SATURDAY, SUNDAY = 5, 6
# A weekday with fewer trips than this share of the usual one is a day of reduced service.
REDUCED_SHARE: Final = Fraction(9, 10)


class DayKind(StrEnum):
    """Kinds of days that a calendar tells apart.

    `REDUCED_WEEKDAY` is a weekday with clearly fewer trips than a usual one of the same feed:
    school holidays as far as a calendar tells, for it names none.
    """

    WEEKDAY = "weekday"
    REDUCED_WEEKDAY = "reduced_weekday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NO_SERVICE = "no_service"


def services_on(feed: Feed, day: date) -> frozenset[str]:
    """Return the services that run on `day`: ``calendar`` then ``calendar_dates``."""
    text, weekday = day.strftime("%Y%m%d"), WEEKDAYS[day.weekday()]
    weekly = feed.calendar
    runs = (weekly["start_date"] <= text) & (weekly["end_date"] >= text) & (weekly[weekday] == 1)
    that_day = feed.calendar_dates[feed.calendar_dates["date"] == text]
    is_added = that_day["exception_type"] == ADDED
    services = set(weekly.loc[runs, "service_id"]) | set(that_day.loc[is_added, "service_id"])
    return frozenset(services - set(that_day.loc[~is_added, "service_id"]))


def trips_on(feed: Feed, day: date) -> pd.DataFrame:
    """Return the trips that leave on `day`; a frame as `Feed.trips`."""
    return feed.trips[feed.trips["service_id"].isin(services_on(feed, day))]


def days_with_trips(feed: Feed) -> list[date]:
    """Return every day with at least one trip, in order.

    Raises
    ------
    DataError
        When there is none, or when the calendar spans more than `MAX_DAYS` days.
    """
    counts = _trip_counts(feed)
    if not counts:
        raise DataError(
            Fault("no-service", feed.name, expected="a day with at least one trip", found="none")
        )
    return sorted(counts)


def service_days(feed: Feed) -> pd.DataFrame:
    """Return every day from the first to the last, with what runs.

    Returns
    -------
    DataFrame
        Indexed by ``day`` (`datetime.date`): ``trips_count`` and ``kind`` (`DayKind`).
    """
    counts = _trip_counts(feed)
    span = (feed.last_day - feed.first_day).days
    days = [feed.first_day + timedelta(days=offset) for offset in range(span + 1)]
    trips = pd.Series([counts.get(day, 0) for day in days], index=pd.Index(days, name="day"))
    usual = _usual_weekday_trips(trips)
    kinds = [_kind(day, counts.get(day, 0), usual) for day in days]
    return pd.DataFrame({"trips_count": trips, "kind": kinds}, index=trips.index)


def typical_days(feed: Feed) -> dict[DayKind, date]:
    """Return one day to show per kind of days found: the first with its most common count."""
    days = service_days(feed)
    found: dict[DayKind, date] = {}
    for kind in DayKind:
        of_kind = days[days["kind"] == kind]
        if len(of_kind) and kind is not DayKind.NO_SERVICE:
            common = of_kind["trips_count"].mode().max()
            found[kind] = of_kind.index[of_kind["trips_count"] == common][0]
    return found


def nearest_days(feed: Feed, day: date, count: int = 2) -> tuple[date, ...]:
    """Return the days with trips nearest to `day`, those of the same weekday first.

    The nearest of the same weekday comes first, then the nearest of any, in order of time
    when equally near.
    """
    days = days_with_trips(feed)
    ordered = sorted(days, key=lambda each: (abs((each - day).days), each))
    same = [each for each in ordered if each.weekday() == day.weekday()]
    return tuple(dict.fromkeys([*same[:1], *ordered]))[:count]


def require_day(feed: Feed, day: date) -> None:
    """Raise `InputError`, offering the nearest days, unless `day` is within the feed's days."""
    if feed.first_day <= day <= feed.last_day:
        return
    offered = " or ".join(each.isoformat() for each in nearest_days(feed, day))
    raise InputError(
        Fault(
            "day-outside-feed",
            feed.name,
            expected=f"a day from {feed.first_day} to {feed.last_day}",
            found=day.isoformat(),
            fix=f"ask for {offered}",
        )
    )


def _trip_counts(feed: Feed) -> dict[date, int]:
    """Return the number of trips of each day that has some."""
    per_service = feed.trips["service_id"].value_counts()
    days, first = _calendar_matrix(feed, per_service.index)
    counts = per_service.to_numpy() @ days if len(per_service) else np.zeros(0, dtype=int)
    return {
        first + timedelta(days=int(offset)): int(counts[offset])
        for offset in np.flatnonzero(counts)
    }


def _calendar_matrix(feed: Feed, services: pd.Index) -> tuple[np.ndarray, date]:
    """Return which service (row) runs on which day (column), and the day of the first column."""
    weekly = feed.calendar[feed.calendar["service_id"].isin(services)]
    dates = feed.calendar_dates[feed.calendar_dates["service_id"].isin(services)]
    ends = [*weekly["start_date"], *weekly["end_date"], *dates["date"]]
    if not ends:
        return np.zeros((len(services), 0), dtype=int), date.min
    first, last = date.fromisoformat(min(ends)), date.fromisoformat(max(ends))
    _require_span(feed, first, last)
    matrix = np.zeros((len(services), (last - first).days + 1), dtype=int)
    weekdays = (np.arange(matrix.shape[1]) + first.weekday()) % 7
    for row in weekly.itertuples():
        flags = np.array([getattr(row, name) for name in WEEKDAYS])
        start, end = _offset(row.start_date, first), _offset(row.end_date, first)
        matrix[services.get_loc(row.service_id), start : end + 1] = flags[weekdays[start : end + 1]]
    for row in dates.itertuples():
        is_added = 1 if row.exception_type == ADDED else 0
        matrix[services.get_loc(row.service_id), _offset(row.date, first)] = is_added
    return matrix, first


def _require_span(feed: Feed, first: date, last: date) -> None:
    if (last - first).days >= MAX_DAYS:
        raise DataError(
            Fault(
                "calendar-span",
                feed.name,
                expected=f"a calendar of at most {MAX_DAYS} days",
                found=f"{first} to {last}",
            )
        )


def _offset(text: Any, first: date) -> int:  # noqa: ANN401 -- a cell of a frame
    days: int = (date.fromisoformat(text) - first).days
    return days


def _usual_weekday_trips(trips: pd.Series) -> int:
    """Return the trips of the fullest weekday that comes back: at least twice, else the fullest."""
    weekdays = trips[[day.weekday() < SATURDAY for day in trips.index]]
    weekdays = weekdays[weekdays > 0]
    if weekdays.empty:
        return 0
    often = Counter(int(count) for count in weekdays)
    return max((count for count, days in often.items() if days > 1), default=max(often))


def _kind(day: date, trips_count: int, usual: int) -> DayKind:
    if trips_count == 0:
        return DayKind.NO_SERVICE
    if day.weekday() == SATURDAY:
        return DayKind.SATURDAY
    if day.weekday() == SUNDAY:
        return DayKind.SUNDAY
    return DayKind.WEEKDAY if trips_count >= REDUCED_SHARE * usual else DayKind.REDUCED_WEEKDAY
