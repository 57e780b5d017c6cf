"""Walking on the streets of an OpenStreetMap extract instead of straight lines."""

from typing import Any

import numpy as np
import pandas as pd

from geo.access.walking import Footpaths, Walking, shortest_first
from geo.errors import DataError, Fault, InputError


def open_streets(
    network: Any,  # noqa: ANN401 -- the library has no types
    stops: pd.DataFrame,
    walking: Walking,
    limit_s: int,
) -> Footpaths:
    """Put the streets into the network and return the walks between stops, up to a limit.

    Parameters
    ----------
    network
        Network of the library, whose stops are called by their number in `stops`.
    stops
        ``lon`` and ``lat`` of the stops, degrees.
    walking
        Speed and extract.
    limit_s
        Longest walk, seconds.

    Raises
    ------
    DataError
        When the extract cannot be read, or holds no street near a stop.
    """
    from cafein.streets import walking_streets  # noqa: PLC0415 -- slow to import
    from pyrosm.exceptions import PBFException  # noqa: PLC0415 -- as above

    triples = [
        (str(number), row.lat, row.lon) for number, row in enumerate(stops.itertuples(index=False))
    ]
    try:
        paths, streets = walking_streets(
            str(walking.osm),
            triples,
            walking_speed_kmph=walking.speed_kmh,
            max_walking_time=limit_s / 60,
        )
        network.set_street_network(*streets)
    except (PBFException, OSError, RuntimeError, ValueError, KeyError) as error:
        expected = "an OpenStreetMap extract (.osm.pbf) that covers the stops"
        raise DataError(
            Fault("streets", str(walking.osm), expected=expected, found=str(error)[:200])
        ) from error
    numbers = np.array([int(each) for each in paths.stop_ids], dtype="int64")
    start, end = numbers[paths.from_index], numbers[paths.to_index]
    is_walk = start != end
    seconds = paths.seconds.astype("int64")
    return shortest_first(start[is_walk], end[is_walk], seconds[is_walk])


def street_walks(
    network: Any,  # noqa: ANN401 -- the library has no types
    lon: float,
    lat: float,
    walking: Walking,
    limit_s: int,
) -> dict[int, int]:
    """Return the seconds on foot between a place and each stop within `limit_s`, by number."""
    try:
        found = network.access_stops(
            lat, lon, walking_speed_kmph=walking.speed_kmh, max_walking_time=limit_s / 60
        )
    except ValueError as error:
        place = f"{lon}, {lat}"
        raise InputError(
            Fault("place", place, expected="a place near a street of the extract", found=str(error))
        ) from error
    return {int(label): int(seconds) for label, seconds in found.items()}
