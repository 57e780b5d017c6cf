"""What the address of the page « Mobilités » keeps: start, day, hour, walking, places, scenario."""

from collections.abc import Callable
from datetime import date
from typing import Final

from dashboard.choices import Choice, one_of, whole_number
from dashboard.sections.renewal_choices import write_place
from dashboard.texts.mobility import PARTS
from geo.errors import Fault, InputError
from geo.gtfs.changes import read_changes
from geo.mobility.destinations import read_added
from geo.where.coordinates import read_place

OWNER: Final = "mobilites"
START: Final = "depart"
POINT: Final = "point"
DAY: Final = "jour"
HOUR: Final = "heure"
LIMIT: Final = "duree"
SPEED: Final = "marche"
DETOUR: Final = "detour"
WHEELCHAIR: Final = "fauteuil"
ADDED: Final = "lieux"
SCENARIO: Final = "scenario"
PART: Final = "volet"
MINIMUM: Final = "passages"
ON_POINT: Final = "point"
HOURS: Final = (5, 23)
USUAL_HOUR: Final = 7
LIMITS_MIN: Final = (30, 15, 45, 60)
SPEEDS: Final = ("4.5", "3", "3.5", "4", "5", "5.5")
WHEELCHAIRS: Final = ("non", "oui")
MINIMUMS: Final = ("1", "10", "20", "40")
DETOURS: Final = ("1.3", "1", "1.2", "1.4", "1.5")


def choices_of(starts: tuple[str, ...], first: date, last: date) -> tuple[Choice, ...]:
    """Return the choices of the page, for neighbourhoods and the days of a network."""

    def day(text: str) -> date:
        try:
            found = date.fromisoformat(text)
        except ValueError as error:
            raise _unreadable(DAY, "AAAA-MM-JJ", text) from error
        if not first <= found <= last:
            raise _unreadable(DAY, f"{first}…{last}", text)
        return found

    return (
        one_of(START, (*starts, ON_POINT)),
        Choice(POINT, _place, write_place),
        Choice(DAY, day, date.isoformat),
        whole_number(HOUR, *HOURS),
        one_of(LIMIT, tuple(str(limit) for limit in LIMITS_MIN)),
        one_of(SPEED, SPEEDS),
        one_of(DETOUR, DETOURS),
        one_of(WHEELCHAIR, WHEELCHAIRS),
        one_of(PART, tuple(PARTS)),
        one_of(MINIMUM, MINIMUMS),
        Choice(ADDED, lambda text: _checked(read_added, text), str),
        Choice(SCENARIO, lambda text: _checked(read_changes, text), str),
    )


def _checked(read: Callable[[str], object], text: str) -> str:
    """Return `text` when it can be read; raise `InputError` otherwise."""
    read(text)
    return text


def _place(text: str) -> tuple[float, float]:
    try:
        return read_place(text)
    except InputError as error:
        raise _unreadable(POINT, "longitude,latitude", text) from error


def _unreadable(name: str, expected: str, found: str) -> InputError:
    return InputError(Fault("unreadable-code", name, expected=expected, found=found))
