"""The invented lines, timetables and calendar of the demonstration network."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

Span = tuple[int, int, int]
"""First departure, last departure, headway: minutes after midnight, minutes."""


class Service(StrEnum):
    """The days on which a timetable runs."""

    SCHOOL = "semaine-scolaire"
    HOLIDAY = "semaine-vacances"
    SATURDAY = "samedi"
    SUNDAY = "dimanche"
    NIGHT = "vendredi-samedi-soir"

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Days of the week on which it usually runs, Monday being 0."""
        return _WEEKDAYS[self]


_WEEKDAYS: Final[Mapping[Service, tuple[int, ...]]] = {
    Service.SCHOOL: (0, 1, 2, 3, 4),
    Service.HOLIDAY: (),
    Service.SATURDAY: (5,),
    Service.SUNDAY: (6,),
    Service.NIGHT: (4, 5),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An invented line: identifier, name, colour (RRGGBB), places in order, departures."""

    route_id: str
    name: str
    colour: str
    places: tuple[str, ...]
    timetable: Mapping[Service, tuple[Span, ...]]


FIRST_DAY: Final = date(2026, 9, 1)
LAST_DAY: Final = date(2027, 7, 4)
HOLIDAYS: Final = (
    (date(2026, 10, 19), date(2026, 10, 30)),
    (date(2026, 12, 21), date(2027, 1, 1)),
    (date(2027, 2, 15), date(2027, 2, 26)),
    (date(2027, 4, 12), date(2027, 4, 23)),
)
REST_DAYS: Final = (
    date(2026, 11, 11),
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2027, 3, 29),
    date(2027, 5, 6),
    date(2027, 5, 17),
)


def _at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def _day(
    first: int, last: int, *, peak: int, day: int, evening: int | None = None
) -> tuple[Span, ...]:
    """Return a weekday: peak headway to 9:00 and from 16:00 to 19:00, then the evening."""
    spans: tuple[Span, ...] = (
        (first, _at(8, 59), peak),
        (_at(9), _at(15, 59), day),
        (_at(16), min(last, _at(18, 59)), peak),
    )
    return (*spans, (_at(19), last, evening)) if evening else spans


def _rest(first: int, last: int, headway: int) -> tuple[Span, ...]:
    return ((first, last, headway),)


LINES: Final = (
    Line(
        "A",
        "Val Vert – Centre – Gare – Guitard – Brives-Charensac",
        "17694A",
        ("val-vert", "centre", "gare", "guitard", "brives"),
        {
            Service.SCHOOL: _day(_at(6, 20), _at(20), peak=15, day=20, evening=30),
            Service.HOLIDAY: _day(_at(6, 40), _at(19, 30), peak=20, day=30, evening=30),
            Service.SATURDAY: _rest(_at(7), _at(19, 30), 30),
            Service.SUNDAY: _rest(_at(9, 30), _at(18, 30), 60),
        },
    ),
    Line(
        "B",
        "Espaly – Centre – Gare – Chadrac – Le Monteil",
        "3F7FBF",
        ("espaly", "centre", "gare", "chadrac", "monteil"),
        {
            Service.SCHOOL: _day(_at(6, 30), _at(19, 30), peak=20, day=30, evening=30),
            Service.HOLIDAY: _day(_at(6, 50), _at(19), peak=30, day=30),
            Service.SATURDAY: _rest(_at(7, 30), _at(19), 40),
            Service.SUNDAY: _rest(_at(10), _at(18), 120),
        },
    ),
    Line(
        "C",
        "Vals – Val Vert – Centre – Aiguilhe",
        "9A5B13",
        ("vals", "val-vert", "centre", "aiguilhe"),
        {
            Service.SCHOOL: _day(_at(6, 45), _at(18, 59), peak=30, day=60),
            Service.HOLIDAY: _day(_at(7, 10), _at(18, 30), peak=30, day=60),
            Service.SATURDAY: _rest(_at(8), _at(18, 30), 60),
        },
    ),
    Line(
        "D",
        "Gare – Guitard – Brives – Saint-Germain-Laprade",
        "7A4E9E",
        ("gare", "guitard", "brives", "saint-germain"),
        {
            Service.SCHOOL: _day(_at(6, 35), _at(18, 59), peak=30, day=60),
            Service.HOLIDAY: _day(_at(6, 55), _at(18, 30), peak=60, day=60),
            Service.SATURDAY: _rest(_at(8, 15), _at(18, 15), 120),
        },
    ),
    Line(
        "E",
        "Polignac – Aiguilhe – Centre – Gare",
        "00798C",
        ("polignac", "aiguilhe", "centre", "gare"),
        {
            Service.SCHOOL: _day(_at(6, 50), _at(18, 30), peak=30, day=60),
            Service.HOLIDAY: _day(_at(7, 15), _at(18, 30), peak=60, day=60),
            Service.SATURDAY: _rest(_at(8, 30), _at(18, 30), 120),
        },
    ),
    Line(
        "F",
        "Coubon – Brives – Guitard – Gare",
        "B3446C",
        ("coubon", "brives", "guitard", "gare"),
        {
            Service.SCHOOL: _day(_at(6, 40), _at(18, 40), peak=45, day=120),
            Service.SATURDAY: _rest(_at(9), _at(17), 240),
        },
    ),
    Line(
        "S",
        "Soirée : Val Vert – Centre – Gare – Guitard",
        "4F6B85",
        ("val-vert", "centre", "gare", "guitard"),
        {Service.NIGHT: _rest(_at(20, 30), _at(25, 15), 45)},
    ),
)
