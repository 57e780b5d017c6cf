"""What the address of the renewal page keeps: day, layers, place, day of filing."""

from collections.abc import Collection
from datetime import date
from typing import Final

from dashboard.choices import Choice
from dashboard.texts.renewal_map import EMPTY_CODE, LAYERS
from geo.errors import Fault, InputError
from geo.where.coordinates import read_place

DAY: Final = "jour"
STOP: Final = "jalon"
SHOWN: Final = "couches"
POINT: Final = "point"
FILED: Final = "depot"
PLACE: Final = "quartier"
SEPARATOR: Final = "."
DECIMALS: Final = 6


def choices_of(stops: Collection[date], first_filing: date) -> tuple[Choice, ...]:
    """Return the choices of one neighbourhood.

    Parameters
    ----------
    stops
        Days that the slider knows.
    first_filing
        First day for which the VAT rule is known.
    """
    return (
        Choice(DAY, lambda text: _stop(text, stops), date.isoformat),
        Choice(SHOWN, read_layers, write_layers),
        Choice(POINT, _point, write_place),
        Choice(FILED, lambda text: _filing(text, first_filing), date.isoformat),
    )


def read_layers(text: str) -> list[str]:
    """Return the layers of a code, in the order of the page.

    >>> read_layers("tva.qpv"), read_layers("aucune")
    (['qpv', 'tva'], [])
    """
    names = [] if text == EMPTY_CODE else text.split(SEPARATOR)
    unknown = [name for name in names if name not in LAYERS]
    if unknown:
        raise _unreadable(SHOWN, SEPARATOR.join(LAYERS), SEPARATOR.join(unknown))
    return [name for name in LAYERS if name in names]


def write_layers(names: Collection[str]) -> str:
    """Return layers as a code; all of them stay out of the address."""
    shown = [name for name in LAYERS if name in names]
    return "" if len(shown) == len(LAYERS) else SEPARATOR.join(shown) or EMPTY_CODE


def write_place(place: tuple[float, float]) -> str:
    """Return a place as a code.

    >>> write_place((3.8826001, 45.0285)), read_place("3.8826,45.0285")
    ('3.8826,45.0285', (3.8826, 45.0285))
    """
    return ",".join(f"{round(each, DECIMALS):.10g}" for each in place)


def _point(text: str) -> tuple[float, float]:
    try:
        return read_place(text)
    except InputError as error:
        raise _unreadable(POINT, "longitude,latitude", text) from error


def _stop(text: str, stops: Collection[date]) -> date:
    day = _day(DAY, text)
    if day not in stops:
        raise _unreadable(DAY, f"{min(stops)}…{max(stops)}", text)
    return day


def _filing(text: str, first: date) -> date:
    day = _day(FILED, text)
    if day < first:
        raise _unreadable(FILED, f"{first}…", text)
    return day


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _unreadable(name, "AAAA-MM-JJ", text) from error


def _unreadable(name: str, expected: str, found: str) -> InputError:
    return InputError(Fault("unreadable-code", name, expected=expected, found=found))
