"""How people walk: straight line made longer by a detour, or the streets of an OSM extract.

Seconds are rounded up, so that a walk by way of a third place is never shorter than the direct
one: footpaths are then closed (whoever may walk from A to B and from B to C may walk from A to
C), which the search needs.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.crs import LAMBERT_93, WGS_84, transformer
from geo.errors import DataError, Fault, InputError

KMH_IN_M_PER_S: Final = 3.6
# Absorbs the last digits of a square root: a walk of exactly 60 s is not one of 61.
ROUNDING_S: Final = 1e-6
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Walking:
    """How people walk.

    Attributes
    ----------
    speed_kmh
        Speed, km/h.
    detour
        Length of the walk for one metre as the crow flies; not used where `osm` gives streets.
    osm
        OpenStreetMap extract (``.osm.pbf``) whose streets are walked; None: straight lines.
    """

    speed_kmh: float = 4.5
    detour: float = 1.3
    osm: Path | None = None

    def __post_init__(self) -> None:
        if not (self.speed_kmh > 0 and self.detour >= 1):
            found = f"{self.speed_kmh} km/h, x {self.detour}"
            expected = "a speed above 0 km/h and a detour from 1"
            raise InputError(Fault("walking", "walking", expected=expected, found=found))

    @property
    def straight_m_per_s(self) -> float:
        """Metres as the crow flies in a second."""
        return self.speed_kmh / KMH_IN_M_PER_S / self.detour

    def key(self) -> str:
        """Return a text that is the same for the same way of walking, content of `osm` included."""
        streets = "" if self.osm is None else _digest(self.osm)
        return f"{self.speed_kmh!r}-{self.detour!r}-{streets}"


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        found = error.strerror or type(error).__name__
        expected = "an OpenStreetMap extract (.osm.pbf)"
        raise DataError(Fault("missing-file", str(path), expected=expected, found=found)) from error


@dataclass(frozen=True, slots=True)
class Footpaths:
    """Walks between places numbered from 0, shortest first.

    Attributes
    ----------
    start, end
        Numbers of the places.
    seconds
        Walking time, whole seconds, rounded up.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    seconds: NDArray[np.int64]

    def within(self, limit_s: int) -> "Footpaths":
        """Return the walks of at most `limit_s` seconds."""
        count = int(np.searchsorted(self.seconds, limit_s, side="right"))
        return Footpaths(self.start[:count], self.end[:count], self.seconds[:count])


def shortest_first(
    start: NDArray[np.int64], end: NDArray[np.int64], seconds: NDArray[np.int64]
) -> Footpaths:
    """Return footpaths in the order that `Footpaths` asks for."""
    order = np.argsort(seconds, kind="stable")
    return Footpaths(start[order], end[order], seconds[order])


def walking_seconds(metres: Floats, walking: Walking) -> NDArray[np.int64]:
    """Return the seconds of walks of `metres` as the crow flies, rounded up.

    >>> walking_seconds(np.array([0.0, 1.0, 1000.0]), Walking())
    array([   0,    2, 1040])
    """
    exact = np.asarray(metres) / walking.straight_m_per_s
    return np.ceil(exact - ROUNDING_S).astype("int64")


def straight_footpaths(x: Floats, y: Floats, walking: Walking, limit_s: int) -> Footpaths:
    """Return every walk of at most `limit_s` seconds between points of EPSG:2154 (metres)."""
    points = shapely.points(x, y)
    reach = limit_s * walking.straight_m_per_s
    start, end = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach)
    is_walk = start != end
    start, end = start[is_walk], end[is_walk]
    seconds = walking_seconds(np.hypot(x[start] - x[end], y[start] - y[end]), walking)
    is_short = seconds <= limit_s
    return shortest_first(start[is_short], end[is_short], seconds[is_short])


def projected(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return degrees (EPSG:4326) in metres of EPSG:2154."""
    x, y = transformer(WGS_84, LAMBERT_93).transform(lon, lat)
    return np.asarray(x, dtype=float), np.asarray(y, dtype=float)
