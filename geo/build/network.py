"""A small bus network that does not exist, as a GTFS feed: for demonstration only.

No public copy of the timetable of the territory was at hand. The lines join real places (the
station, town halls, the inside of each QPV) so that the page can be tried; stops between them,
timetables, calendars and school holidays are invented. The same seed gives the same feed.
"""

import csv
import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Final

from pyproj import Transformer

from geo.build.network_lines import FIRST_DAY, HOLIDAYS, LAST_DAY, LINES, REST_DAYS, Line, Service
from geo.crs import LAMBERT_93, WGS_84

SEED: Final = 43157
SPACING_M: Final = 360.0
JITTER_M: Final = 35.0
DETOUR: Final = 1.25
SPEED_M_PER_MIN: Final = 18_000 / 60
DWELL_MIN: Final = 0.25
LAYOVER_MIN: Final = 4
DECIMALS: Final = 6
EPOCH: Final = (1980, 1, 1, 0, 0, 0)

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """A real place that lines join: French name, longitude and latitude (WGS 84)."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class _Stop:
    stop_id: str
    name: str
    x: float
    y: float
    boarding: int


def demo_network(places: Mapping[str, Place]) -> dict[str, list[Row]]:
    """Return the tables of the feed by file name without ending.

    Parameters
    ----------
    places
        Every place that a line of `LINES` names.

    Raises
    ------
    KeyError
        When a place is missing.
    """
    stops, routes = _stops(places, random.Random(SEED))  # noqa: S311 -- the same feed each time
    trips = [trip for line in LINES for trip in _trips(line, routes[line.route_id])]
    back = Transformer.from_crs(LAMBERT_93, WGS_84, always_xy=True)
    return {
        "agency": [
            {
                "agency_id": "fictif",
                "agency_name": "Réseau fictif de démonstration",
                "agency_url": "https://transport.data.gouv.fr",
                "agency_timezone": "Europe/Paris",
                "agency_lang": "fr",
            }
        ],
        "feed_info": [
            {
                "feed_publisher_name": "Réseau fictif de démonstration",
                "feed_publisher_url": "https://transport.data.gouv.fr",
                "feed_lang": "fr",
                "feed_start_date": _written(FIRST_DAY),
                "feed_end_date": _written(LAST_DAY),
                "feed_version": "fictif",
            }
        ],
        "stops": [_stop_row(stop, back) for stop in stops],
        "routes": [_route_row(line) for line in LINES],
        "trips": [row for row, _ in trips],
        "stop_times": [row for _, times in trips for row in times],
        "calendar": [_calendar_row(service) for service in Service],
        "calendar_dates": list(_exceptions()),
    }


def write_feed(tables: Mapping[str, Sequence[Row]], path: Path) -> None:
    """Write the tables as a zip of CSV files, the same bytes for the same tables."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            entry = zipfile.ZipInfo(f"{name}.txt", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.getvalue())


def _stops(
    places: Mapping[str, Place], dice: random.Random
) -> tuple[list[_Stop], dict[str, list[_Stop]]]:
    """Return every stop, and the stops of each line in order; lines share their common ways."""
    forth = Transformer.from_crs(WGS_84, LAMBERT_93, always_xy=True)
    known: dict[str, _Stop] = {}
    between: dict[tuple[str, str], list[_Stop]] = {}
    found: list[_Stop] = []
    routes = {}
    for line in LINES:
        for key in line.places:
            if key not in known:
                place = places[key]
                x, y = forth.transform(place.lon, place.lat)
                known[key] = _Stop(f"F-{key}", f"{place.name} (fictif)", x, y, 1)
                found.append(known[key])
        way = [known[line.places[0]]]
        for start, end in pairwise(line.places):
            if (start, end) not in between:
                new = list(_between(known[start], known[end], len(found), dice))
                found += new
                between[start, end], between[end, start] = new, new[::-1]
            way += [*between[start, end], known[end]]
        routes[line.route_id] = way
    return found, routes


def _between(start: _Stop, end: _Stop, count: int, dice: random.Random) -> Iterator[_Stop]:
    pieces = max(1, round(hypot(end.x - start.x, end.y - start.y) / SPACING_M))
    for rank in range(1, pieces):
        share = rank / pieces
        number = count + rank
        yield _Stop(
            f"F-{number:03d}",
            f"Arrêt fictif {number}",
            start.x + share * (end.x - start.x) + dice.uniform(-JITTER_M, JITTER_M),
            start.y + share * (end.y - start.y) + dice.uniform(-JITTER_M, JITTER_M),
            dice.choice((0, 1, 1, 2)),
        )


def _trips(line: Line, way: Sequence[_Stop]) -> Iterator[tuple[Row, list[Row]]]:
    for direction, stops in enumerate((way, way[::-1])):
        minutes = _running_min(stops)
        for service, spans in line.timetable.items():
            for departure in _departures(spans, LAYOVER_MIN * direction):
                trip_id = f"{line.route_id}-{direction}-{service}-{departure:04d}"
                row = {
                    "route_id": line.route_id,
                    "service_id": service.value,
                    "trip_id": trip_id,
                    "trip_headsign": stops[-1].name,
                    "direction_id": direction,
                    "wheelchair_accessible": 1,
                }
                yield row, _stop_times(trip_id, departure, stops, minutes)


def _departures(spans: Sequence[tuple[int, int, int]], shift: int) -> Iterator[int]:
    """Yield departures in minutes after midnight, for spans (first, last, headway)."""
    for first, last, headway in spans:
        yield from range(first + shift, last + 1, headway)


def _running_min(stops: Sequence[_Stop]) -> list[float]:
    minutes = [0.0]
    for start, end in pairwise(stops):
        way_m = DETOUR * hypot(end.x - start.x, end.y - start.y)
        minutes.append(minutes[-1] + way_m / SPEED_M_PER_MIN + DWELL_MIN)
    return minutes


def _stop_times(
    trip_id: str, departure: int, stops: Sequence[_Stop], minutes: Sequence[float]
) -> list[Row]:
    times = [_clock(departure * 60 + round(each * 60)) for each in minutes]
    return [
        {
            "trip_id": trip_id,
            "arrival_time": time,
            "departure_time": time,
            "stop_id": stop.stop_id,
            "stop_sequence": rank,
        }
        for rank, (time, stop) in enumerate(zip(times, stops, strict=True), start=1)
    ]


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _stop_row(stop: _Stop, back: Transformer) -> Row:
    lon, lat = back.transform(stop.x, stop.y)
    return {
        "stop_id": stop.stop_id,
        "stop_name": stop.name,
        "stop_lat": f"{lat:.{DECIMALS}f}",
        "stop_lon": f"{lon:.{DECIMALS}f}",
        "location_type": 0,
        "wheelchair_boarding": stop.boarding,
    }


def _route_row(line: Line) -> Row:
    return {
        "route_id": line.route_id,
        "agency_id": "fictif",
        "route_short_name": line.route_id,
        "route_long_name": f"{line.name} (ligne fictive)",
        "route_type": 3,
        "route_color": line.colour,
        "route_text_color": "FFFFFF",
    }


def _calendar_row(service: Service) -> Row:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    runs = {day: int(rank in service.weekdays) for rank, day in enumerate(days)}
    span = {"start_date": _written(FIRST_DAY), "end_date": _written(LAST_DAY)}
    return {"service_id": service.value, **runs, **span}


def _exceptions() -> Iterator[Row]:
    """Yield what the weekly calendar does not say: school holidays and days of rest."""
    for offset in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=offset)
        wanted = _services_on(day)
        usual = {service for service in Service if day.weekday() in service.weekdays}
        for service in Service:
            if (service in wanted) != (service in usual):
                kind = 1 if service in wanted else 2
                yield {
                    "service_id": service.value, "date": _written(day), "exception_type": kind
                }  # fmt: skip


def _services_on(day: date) -> set[Service]:
    if day in REST_DAYS:
        return {Service.SUNDAY}
    usual = {service for service in Service if day.weekday() in service.weekdays}
    is_holiday = any(first <= day <= last for first, last in HOLIDAYS)
    if is_holiday and Service.SCHOOL in usual:
        return usual - {Service.SCHOOL} | {Service.HOLIDAY}
    return usual


def _written(day: date) -> str:
    return f"{day:%Y%m%d}"
