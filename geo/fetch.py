"""The only network code: the address search of the IGN, asked only when a user switches it on."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

from geo.errors import Fault, InputError, NetworkError

GEOCODER: Final = "https://data.geopf.fr/geocodage/search"
GEOCODER_VARIABLE: Final = "CDV_GEOCODER"
TIMEOUT_S: Final = 5.0
MAX_ANSWER: Final = 1_000_000
LIMIT: Final = 5
SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Address:
    """An address that the search found.

    Attributes
    ----------
    label
        The address in full.
    lon, lat
        Degrees, WGS 84.
    score
        0 to 1, as the service gives it; 0 when it gives none.
    kind
        What was found: ``housenumber``, ``street``, ``locality``, ``municipality``.
    """

    label: str
    lon: float
    lat: float
    score: float
    kind: str


def search_address(
    text: str, near: tuple[float, float], *, timeout_s: float = TIMEOUT_S
) -> tuple[Address, ...]:
    """Ask the geocoder of the Géoplateforme (Base adresse nationale) for an address.

    Parameters
    ----------
    text
        At least three characters.
    near
        Longitude and latitude around which to look first.
    timeout_s
        Seconds to wait for the connection and for each part of the answer.

    Returns
    -------
    tuple of Address
        Best first; empty when nothing is found.

    Raises
    ------
    InputError
        When `text` is too short.
    NetworkError
        When the service cannot be reached, is slow, or does not answer as it should.
    """
    if len(text.strip()) < SHORTEST:
        raise InputError(
            Fault(rule="address", file="address", expected="three characters", found=text)
        )
    root = os.environ.get(GEOCODER_VARIABLE) or GEOCODER
    lon, lat = near
    words = {"q": text.strip(), "limit": LIMIT, "lon": f"{lon:.5f}", "lat": f"{lat:.5f}"}
    answer = _json(root, f"{root}?{urllib.parse.urlencode(words)}", timeout_s)
    try:
        return tuple(_address(feature) for feature in answer["features"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise _failure(root, "addresses in GeoJSON", "another answer") from error


def _json(root: str, url: str, timeout_s: float) -> Any:  # noqa: ANN401 -- JSON is any of its types
    if not url.startswith(("https://", "http://")):
        raise _failure(root, "an address that begins with https://", url[:60])
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:  # noqa: S310 -- scheme checked
            content = answer.read(MAX_ANSWER + 1)
    except urllib.error.HTTPError as error:
        error.close()
        raise _failure(root, "an answer", f"HTTP {error.code}") from error
    except OSError as error:
        raise _failure(root, "an answer", str(getattr(error, "reason", error))) from error
    if len(content) > MAX_ANSWER:
        raise _failure(root, f"at most {MAX_ANSWER} bytes", "more")
    try:
        return json.loads(content)
    except ValueError as error:
        raise _failure(root, "JSON", "something else") from error


def _address(feature: Any) -> Address:  # noqa: ANN401 -- any JSON
    lon, lat = feature["geometry"]["coordinates"][:2]
    properties = feature["properties"]
    return Address(
        label=str(properties["label"]),
        lon=float(lon),
        lat=float(lat),
        score=float(properties.get("score", 0)),
        kind=str(properties.get("type", "")),
    )


def _failure(root: str, expected: str, found: str) -> NetworkError:
    fix = "try again, or click on the map or type coordinates: both work offline"
    return NetworkError(Fault(rule="geocoder", file=root, expected=expected, found=found, fix=fix))
