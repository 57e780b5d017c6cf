"""What a GTFS table must hold, for what this project asks of it: columns, kinds, defaults.

Source: GTFS Schedule reference, https://gtfs.org/documentation/schedule/reference/ . Columns
that no question uses are not read. A column is told by its name alone: order is free.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a cell may hold."""

    TEXT = "text"
    TIME = "time"
    DAY = "day"
    WHOLE = "whole"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    kind
        What its cells hold.
    is_required
        Whether the table is useless without it.
    may_be_empty
        Whether a cell may be empty; it then holds `default`.
    lowest, highest
        Bounds of a whole number that means something; None without an upper bound.
    default
        Value of an empty cell or of a column that is not there, for whole numbers.
    """

    kind: Kind = Kind.TEXT
    is_required: bool = True
    may_be_empty: bool = False
    lowest: int = 0
    highest: int | None = None
    default: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A file of a feed: its columns and whether a feed is possible without it."""

    columns: Mapping[str, Column]
    is_required: bool = True
    key: str | None = None


OPTIONAL_TEXT: Final = Column(is_required=False, may_be_empty=True)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _choice(highest: int) -> Column:
    return Column(Kind.WHOLE, is_required=False, may_be_empty=True, highest=highest)


TABLES: Final[Mapping[str, Table]] = {
    "agency": Table(
        {"agency_id": OPTIONAL_TEXT, "agency_name": Column(), "agency_timezone": Column()}
    ),
    "stops": Table(
        {
            "stop_id": Column(),
            "stop_name": OPTIONAL_TEXT,
            "stop_lat": Column(Kind.LATITUDE, may_be_empty=True),
            "stop_lon": Column(Kind.LONGITUDE, may_be_empty=True),
            "location_type": _choice(4),
            "parent_station": OPTIONAL_TEXT,
            "wheelchair_boarding": _choice(2),
        },
        key="stop_id",
    ),
    "routes": Table(
        {
            "route_id": Column(),
            "route_short_name": OPTIONAL_TEXT,
            "route_long_name": OPTIONAL_TEXT,
            "route_type": Column(Kind.WHOLE),
            "route_color": OPTIONAL_TEXT,
            "route_text_color": OPTIONAL_TEXT,
        },
        key="route_id",
    ),
    "trips": Table(
        {
            "trip_id": Column(),
            "route_id": Column(),
            "service_id": Column(),
            "trip_headsign": OPTIONAL_TEXT,
            "direction_id": OPTIONAL_TEXT,
            "shape_id": OPTIONAL_TEXT,
            "wheelchair_accessible": _choice(2),
        },
        key="trip_id",
    ),
    "stop_times": Table(
        {
            "trip_id": Column(),
            "arrival_time": Column(Kind.TIME, may_be_empty=True),
            "departure_time": Column(Kind.TIME, may_be_empty=True),
            "stop_id": Column(),
            "stop_sequence": Column(Kind.WHOLE),
            "pickup_type": _choice(3),
            "drop_off_type": _choice(3),
        }
    ),
    "calendar": Table(
        {
            "service_id": Column(),
            **{day: Column(Kind.WHOLE, highest=1) for day in WEEKDAYS},
            "start_date": Column(Kind.DAY),
            "end_date": Column(Kind.DAY),
        },
        is_required=False,
        key="service_id",
    ),
    "calendar_dates": Table(
        {
            "service_id": Column(),
            "date": Column(Kind.DAY),
            "exception_type": Column(Kind.WHOLE, lowest=1, highest=2),
        },
        is_required=False,
    ),
    "frequencies": Table(
        {
            "trip_id": Column(),
            "start_time": Column(Kind.TIME),
            "end_time": Column(Kind.TIME),
            "headway_secs": Column(Kind.WHOLE, lowest=1),
            "exact_times": _choice(1),
        },
        is_required=False,
    ),
    "shapes": Table(
        {
            "shape_id": Column(),
            "shape_pt_lat": Column(Kind.LATITUDE),
            "shape_pt_lon": Column(Kind.LONGITUDE),
            "shape_pt_sequence": Column(Kind.WHOLE),
        },
        is_required=False,
    ),
    "feed_info": Table(
        {"feed_publisher_name": OPTIONAL_TEXT, "feed_version": OPTIONAL_TEXT}, is_required=False
    ),
}
