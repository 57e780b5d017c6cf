"""Lines and stops of a bus network for the browser, served like the outlines.

The address holds the fingerprint of the file, so browsers may keep the answer for good.
"""

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.outlines import Outlines
from geo.errors import Fault, UnknownCodeError

DECIMALS: Final = 5
LINE, STOP = "line", "stop"
"""Codes of the features, by which a map may show only some."""

_KEPT: Final = 4


def is_network(layer: str) -> bool:
    """Whether the name in an address is that of a bus network."""
    return layer == "network"


def network_url(key: str) -> str:
    """Return the address of the network whose file has the fingerprint `key`."""
    return f"geo/network-{key[:12]}.geojson"


def networks(folder: Path, layer: str, version: str) -> Outlines:
    """Return the network that `network_url` gave the address of.

    Raises
    ------
    DataError
        When its file cannot be read.
    UnknownCodeError
        When it is no longer the one in use.
    """
    # The server must be up before these are loaded.
    from geo.mobility.networks import network_file  # noqa: PLC0415
    from geo.territory import open_territory  # noqa: PLC0415

    found = network_file(open_territory(folder))
    if found is None or found.key[:12] != version:
        raise UnknownCodeError(Fault("unknown-layer", "geo", found=f"{layer}-{version}"))
    return _made(found.path, found.key)


@lru_cache(maxsize=_KEPT)
def _made(path: Path, key: str) -> Outlines:  # noqa: ARG001 -- part of the key
    from dashboard.texts.mobility_map import line_words, stop_words  # noqa: PLC0415
    from geo.gtfs import read_feed  # noqa: PLC0415
    from geo.gtfs.ways import line_ways, stop_lines  # noqa: PLC0415

    feed = read_feed(path)
    ways = line_ways(feed)
    lines = [
        _feature(LINE, "LineString", _rounded(way), line_words(*words))
        for way, words in zip(ways["places"], ways[["short", "long"]].to_numpy(), strict=True)
    ]
    halts = stop_lines(feed)
    stops = [
        _feature(
            STOP,
            "Point",
            _rounded([(row["lon"], row["lat"])])[0],
            stop_words(row["stop_name"], row["lines"]),
        )
        for row in halts.to_dict("records")
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "features": [*lines, *stops]},
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    plain = text.encode()
    return Outlines(plain, gzip.compress(plain))


def _rounded(places: "list[tuple[float, float]]") -> list[list[float]]:
    return [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in places]


def _feature(code: str, kind: str, coordinates: object, words: str) -> dict[str, object]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": code, "words": words}, "geometry": geometry}
