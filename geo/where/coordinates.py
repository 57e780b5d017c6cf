"""Coordinates as people write or paste them: degrees in either order, or Lambert-93 metres."""

import re
from typing import Final

from pyproj import Transformer

from geo.crs import LAMBERT_93, WGS_84
from geo.errors import Fault, InputError
from geo.where.addresses import METROPOLE, metropolitan_bounds

_NUMBER: Final = r"[+-]?\d+(?:[.,]\d+)?"
# A comma parts two numbers only where no other mark does: "3,885 45,027" is two numbers.
_PAIRS: Final = (
    re.compile(rf"\s*({_NUMBER})\s*(?:;|\s|,\s)\s*({_NUMBER})\s*"),
    re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*"),
)


def read_place(text: str) -> tuple[float, float]:
    """Return longitude and latitude (degrees, WGS 84) of a pair of coordinates.

    Parameters
    ----------
    text
        ``3.885 45.027``, ``45,027 ; 3,885``, ``769500 6437000``: decimal point or comma. In
        metropolitan France the values tell longitude from latitude, and degrees from metres.

    Raises
    ------
    InputError
        When there are not two numbers, or they are no place of metropolitan France.

    Examples
    --------
    >>> read_place("45,027 ; 3,885"), read_place("3.885,45.027")
    ((3.885, 45.027), (3.885, 45.027))
    """
    numbers = _numbers(text)
    for pair in (numbers, numbers[::-1]):
        if _is_in(pair, METROPOLE):
            return pair
        if _is_in(pair, metropolitan_bounds(LAMBERT_93)):
            lon, lat = Transformer.from_crs(LAMBERT_93, WGS_84, always_xy=True).transform(*pair)
            return lon, lat
    raise InputError(
        Fault(rule="place", file="place", expected="a place of metropolitan France", found=text)
    )


def _numbers(text: str) -> tuple[float, float]:
    for pattern in _PAIRS:
        found = pattern.fullmatch(text)
        if found:
            first, second = (float(each.replace(",", ".")) for each in found.groups())
            return first, second
    raise InputError(
        Fault(rule="coordinates", file="place", expected="two numbers", found=text[:60])
    )


def _is_in(pair: tuple[float, float], bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return west <= pair[0] <= east and south <= pair[1] <= north
