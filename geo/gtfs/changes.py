"""What a scenario changes in a network, and how an address or a small file writes it.

One part a change, parts joined by ``;``, fields by ``~``: ``cadence~A~10`` (a bus every 10 minutes
on line A), ``soir~A~22:30`` (last departure), ``arret~A~3.8841,45.0301`` (one more stop on line A),
``ligne~15~06:00~20:00~3.88,45.03~3.90,45.04`` (a new line through points).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from geo.errors import Fault, InputError
from geo.where.coordinates import read_place

HEADWAYS_MIN: Final = (1, 240)
LATEST_MIN: Final = 29 * 60
MOST_POINTS: Final = 60
MOST_CHANGES: Final = 20
_CLOCK: Final = re.compile(r"(\d{2}):([0-5]\d)")
# What an address leaves as it is, without the marks of this code.
_SAFE: Final = " ._-"

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Headway:
    """A bus every `headway_min` minutes on a line, between its first and last departures."""

    route_id: str
    headway_min: int


@dataclass(frozen=True, slots=True)
class Evening:
    """The last departure of a line, at `last_min` minutes after midnight (may pass 24 h)."""

    route_id: str
    last_min: int


@dataclass(frozen=True, slots=True)
class NewStop:
    """One more stop on a line, at `place` (longitude, latitude)."""

    route_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line both ways through `places`, from `first_min` to `last_min` after midnight."""

    headway_min: int
    first_min: int
    last_min: int
    places: tuple[Place, ...]


Change = Headway | Evening | NewStop | NewLine


def read_changes(text: str) -> tuple[Change, ...]:
    """Return the changes that `text` writes, in order.

    Raises
    ------
    InputError
        With every part that cannot be read, or when there are more than `MOST_CHANGES`.

    Examples
    --------
    >>> read_changes("cadence~A~10;soir~A~22:30")
    (Headway(route_id='A', headway_min=10), Evening(route_id='A', last_min=1350))
    """
    parts = [part for part in text.strip().split(";") if part]
    if len(parts) > MOST_CHANGES:
        raise InputError(_fault(f"{len(parts)} changes", f"at most {MOST_CHANGES}"))
    found: list[Change] = []
    faults: list[Fault] = []
    for part in parts:
        kind, *fields = part.split("~")
        try:
            found.append(_READERS[kind](fields))
        except (KeyError, ValueError) as error:
            faults.append(_fault(part[:80], str(error)[:80]))
    if faults:
        raise InputError(faults)
    return tuple(found)


def write_changes(changes: Sequence[Change]) -> str:
    """Return what `read_changes` reads.

    >>> write_changes([NewStop("1_2", (3.8841, 45.0301))])
    'arret~1_2~3.88410,45.03010'
    """
    return ";".join(_written(change) for change in changes)


def _written(change: Change) -> str:
    match change:
        case Headway(route_id, headway_min):
            return f"cadence~{_quoted(route_id)}~{headway_min}"
        case Evening(route_id, last_min):
            return f"soir~{_quoted(route_id)}~{clock(last_min)}"
        case NewStop(route_id, place):
            return f"arret~{_quoted(route_id)}~{_at(place)}"
        case NewLine(headway_min, first_min, last_min, places):
            ways = "~".join(_at(place) for place in places)
            return f"ligne~{headway_min}~{clock(first_min)}~{clock(last_min)}~{ways}"


def clock(minutes: int) -> str:
    """Write minutes after midnight as ``HH:MM``; a time past midnight has hours over 24.

    >>> clock(1350), clock(1500)
    ('22:30', '25:00')
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_clock(text: str) -> int:
    """Return minutes after midnight; raise `ValueError` unless it is ``HH:MM`` up to 29:00."""
    found = _CLOCK.fullmatch(text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else LATEST_MIN + 1
    if minutes > LATEST_MIN:
        raise ValueError(f"HH:MM, at most {clock(LATEST_MIN)}")
    return minutes


def _quoted(route_id: str) -> str:
    # A tilde is never quoted by the library: here it parts fields.
    return quote(route_id, _SAFE).replace("~", "%7E")


def _at(place: Place) -> str:
    return f"{place[0]:.5f},{place[1]:.5f}"


def _headway(fields: list[str]) -> Change:
    route, minutes = _exactly(fields, 2)
    return Headway(_route(route), _minutes(minutes))


def _evening(fields: list[str]) -> Change:
    route, last = _exactly(fields, 2)
    return Evening(_route(route), read_clock(last))


def _new_stop(fields: list[str]) -> Change:
    route, place = _exactly(fields, 2)
    return NewStop(_route(route), _place(place))


def _new_line(fields: list[str]) -> Change:
    minutes, first, last, *places = fields
    if not 2 <= len(places) <= MOST_POINTS:  # noqa: PLR2004 -- a line has two ends
        raise ValueError(f"2 to {MOST_POINTS} points")
    start, end = read_clock(first), read_clock(last)
    if start > end:
        raise ValueError("a first departure before the last one")
    return NewLine(_minutes(minutes), start, end, tuple(_place(place) for place in places))


def _exactly(fields: list[str], count: int) -> list[str]:
    if len(fields) != count:
        raise ValueError(f"{count} fields")
    return fields


def _route(text: str) -> str:
    if not text:
        raise ValueError("a line")
    return unquote(text)


def _minutes(text: str) -> int:
    low, high = HEADWAYS_MIN
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise ValueError(f"minutes from {low} to {high}")
    return int(text)


def _place(text: str) -> Place:
    lon, lat = read_place(text)
    return round(lon, 5), round(lat, 5)


def _fault(found: str, expected: str) -> Fault:
    return Fault("scenario", "scenario", expected=expected, found=found)


_READERS: Final[dict[str, Callable[[list[str]], Change]]] = {
    "cadence": _headway,
    "soir": _evening,
    "arret": _new_stop,
    "ligne": _new_line,
}
