"""Zones for the browser: rings around the QPV and loaded perimeters, served like the outlines."""

import gzip
import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.outlines import Outlines, outline_url
from geo.contracts.manifest import read_manifest
from geo.errors import DataError, Fault, UnknownCodeError
from geo.storage import perimeter_folder

RING: Final = re.compile(r"ring-(\d{1,5})-(\d{1,5})")
PERIMETER: Final = re.compile(r"perimeter-([0-9A-Z]+)")
DECIMALS: Final = 6

_KEPT: Final = 16


def is_zone(layer: str) -> bool:
    """Whether the name in an address is that of a zone."""
    return bool(RING.fullmatch(layer) or PERIMETER.fullmatch(layer))


def ring_url(folder: Path, inner_m: int, outer_m: int) -> str:
    """Return the address of the rings around every QPV, relative to the root of the server."""
    return f"geo/ring-{inner_m}-{outer_m}-{_outline_version(folder)}.geojson"


def perimeter_url(epci: str, code: str) -> str | None:
    """Return the address of the perimeter loaded for a QPV; None when there is none."""
    version = _perimeter_version(epci, code)
    return f"geo/perimeter-{code}-{version}.geojson" if version else None


def zones(folder: Path, layer: str, version: str) -> Outlines:
    """Return the zone that `ring_url` or `perimeter_url` gave the address of.

    Raises
    ------
    DataError
        When a file cannot be read or breaks its contract.
    UnknownCodeError
        When there is no such zone, or what it comes from is no longer that version.
    """
    ring, perimeter = RING.fullmatch(layer), PERIMETER.fullmatch(layer)
    if ring and version == _outline_version(folder):
        return _made_rings(folder, int(ring[1]), int(ring[2]), version)
    epci = str(read_manifest(folder).territory["epci"])
    if perimeter and version == _perimeter_version(epci, perimeter[1]):
        return _perimeter(epci, perimeter[1])
    raise UnknownCodeError(Fault(rule="unknown-layer", file="geo", found=f"{layer}-{version}"))


# The server must be up before these are loaded: they take half a second.
@lru_cache(maxsize=_KEPT)
def _made_rings(folder: Path, inner_m: int, outer_m: int, version: str) -> Outlines:
    from geo.crs import to_wgs_84  # noqa: PLC0415
    from geo.territory import open_territory  # noqa: PLC0415
    from geo.territory.layers import vat_limits, vat_ring  # noqa: PLC0415

    if not {inner_m, outer_m} <= vat_limits() or inner_m >= outer_m:
        found = f"ring-{inner_m}-{outer_m}-{version}"
        raise UnknownCodeError(Fault(rule="unknown-layer", file="geo", found=found))
    rings = to_wgs_84(vat_ring(open_territory(folder), inner_m, outer_m))
    return _packed([(str(code), shape) for code, shape in rings.geometry.items()])


def _perimeter(epci: str, code: str) -> Outlines:
    from shapely.geometry import shape  # noqa: PLC0415

    path = _perimeter_path(epci, code)
    try:
        features = json.loads(path.read_bytes())["features"]
    except (OSError, ValueError, KeyError) as error:
        fault = Fault(rule="missing-file", file=path.name, found=type(error).__name__)
        raise DataError(fault) from error
    return _packed([(code, shape(feature["geometry"])) for feature in features])


def _packed(shapes: "list[tuple[str, object]]") -> Outlines:
    """Return shapes as GeoJSON with the property ``code``, without any other one."""
    import shapely  # noqa: PLC0415

    rounded = [
        (code, shapely.to_geojson(shapely.transform(each, lambda points: points.round(DECIMALS))))
        for code, each in shapes
    ]
    texts = (
        f'{{"type":"Feature","properties":{json.dumps({"code": code})},"geometry":{geometry}}}'
        for code, geometry in rounded
    )
    plain = f'{{"type":"FeatureCollection","features":[{",".join(texts)}]}}'.encode()
    return Outlines(plain, gzip.compress(plain))


def _outline_version(folder: Path) -> str:
    return outline_url(folder, "qpv").removesuffix(".geojson").rpartition("-")[2]


def _perimeter_version(epci: str, code: str) -> str | None:
    try:
        return hashlib.sha256(_perimeter_path(epci, code).read_bytes()).hexdigest()[:12]
    except OSError:
        return None


def _perimeter_path(epci: str, code: str) -> Path:
    from geo.perimeters import FILE_NAME  # noqa: PLC0415

    return perimeter_folder(epci, code) / FILE_NAME
