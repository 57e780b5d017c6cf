"""A GTFS feed, read and checked: frames that every question about public transport starts from."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd

from geo.errors import Fault

HASHED: Final = (
    "stops",
    "routes",
    "trips",
    "stop_times",
    "calendar",
    "calendar_dates",
    "shapes",
)


@dataclass(frozen=True, slots=True, eq=False)
class Feed:
    """The tables of a feed, whole: every identifier is known, every time is in order.

    Identifiers are text, as published. Times are whole seconds after midnight of the service
    day and may pass 86,400: a trip of the night belongs to the day when it leaves. Do not
    change the frames: `changed_feed` makes another feed.

    Attributes
    ----------
    name
        Name of the file.
    fingerprint
        SHA-256 of the tables: same content, same text. For keys of caches.
    stops
        Indexed by ``stop_id``, order of the file: ``stop_name``, ``lon`` and ``lat`` (degrees,
        EPSG:4326, NaN where the feed gives none), ``location_type`` (0 stop, 1 station, 2
        entrance, 3 node, 4 boarding area), ``parent_station`` (empty: none),
        ``wheelchair_boarding`` (0 unknown, 1 possible, 2 not possible; that of the station
        where the stop says nothing).
    routes
        Indexed by ``route_id``: ``route_short_name``, ``route_long_name``, ``route_type``,
        ``route_color``, ``route_text_color`` (six hexadecimal digits, or empty).
    trips
        Indexed by ``trip_id``: ``route_id``, ``service_id``, ``trip_headsign``,
        ``direction_id``, ``shape_id``, ``wheelchair_accessible`` (0, 1, 2 as above).
    stop_times
        Sorted by trip and order of stops: ``trip_id``, ``stop_id``, ``stop_sequence``,
        ``arrival_s``, ``departure_s``, ``pickup_type``, ``drop_off_type`` (0 regular, 1 none,
        2 to be ordered by telephone, 3 to be asked to the driver). Trips told by frequencies
        are there one by one.
    calendar
        ``service_id``, ``monday`` ... ``sunday`` (0 or 1), ``start_date``, ``end_date``
        (``YYYYMMDD``, both included).
    calendar_dates
        ``service_id``, ``date`` (``YYYYMMDD``), ``exception_type`` (1 added, 2 removed).
    shapes
        ``shape_id``, ``lon``, ``lat``, in the order of travel; None where the feed has none.
    publisher, version
        As the feed says; empty otherwise.
    first_day, last_day
        First and last day with at least one trip.
    warnings
        What the reader should know, none of which prevents an answer.
    """

    name: str
    fingerprint: str
    stops: pd.DataFrame
    routes: pd.DataFrame
    trips: pd.DataFrame
    stop_times: pd.DataFrame
    calendar: pd.DataFrame
    calendar_dates: pd.DataFrame
    shapes: pd.DataFrame | None
    publisher: str
    version: str
    first_day: date
    last_day: date
    warnings: tuple[Fault, ...]


def changed_feed(feed: Feed, **tables: Any) -> Feed:  # noqa: ANN401 -- attributes of several types
    """Return the same feed with other tables, its fingerprint and days computed again.

    Parameters
    ----------
    feed
        Feed that stays as it is.
    **tables
        Attributes of `Feed` to replace; frames keep the columns told there.

    Raises
    ------
    DataError
        When no day has a trip any more.
    """
    from geo.gtfs.days import days_with_trips  # noqa: PLC0415 -- days are counted on feeds

    changed = replace(feed, **tables)
    days = days_with_trips(changed)
    return replace(
        changed, fingerprint=fingerprint_of(changed), first_day=days[0], last_day=days[-1]
    )


def fingerprint_of(feed: Feed) -> str:
    """Return a SHA-256 of the tables, whatever the name of the file."""
    digest = hashlib.sha256()
    for name in HASHED:
        frame = getattr(feed, name)
        digest.update(name.encode())
        if frame is not None:
            digest.update(",".join(frame.columns).encode())
            digest.update(pd.util.hash_pandas_object(frame).to_numpy().tobytes())
    return digest.hexdigest()
