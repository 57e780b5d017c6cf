"""Outlines for the browser: made once per territory, served under an address that names them."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from geo.contracts.manifest import Resource, changed_fault, read_bytes, read_manifest
from geo.errors import DataError, Fault, UnknownCodeError

LAYERS: Final = {"communes": "commune_boundaries", "qpv": "qpv_boundaries"}
"""Name in the address -> name of the boundaries in the manifest."""

_TERRITORIES_KEPT: Final = 8


@dataclass(frozen=True, slots=True)
class Outlines:
    """One layer as it goes to the browser.

    Attributes
    ----------
    plain, packed
        UTF-8 GeoJSON and the same compressed by gzip.
    """

    plain: bytes
    packed: bytes


def outline_url(folder: Path, layer: str) -> str:
    """Return the address of a layer, relative to the root of the server.

    The address changes with the file, so browsers may keep the answer for good.

    Raises
    ------
    DataError
        When the manifest or the file cannot be read.
    UnknownCodeError
        When there is no such layer.
    """
    return f"geo/{layer}-{_version(_resource(folder, layer))}.geojson"


def outlines(folder: Path, layer: str, version: str) -> Outlines:
    """Return the layer that `outline_url` gave the address of.

    Raises
    ------
    DataError
        When a file of the territory cannot be read or breaks its contract.
    UnknownCodeError
        When there is no such layer, or its file is no longer that version.
    """
    current = _version(_resource(folder, layer))
    if version != current:
        raise UnknownCodeError(
            Fault(rule="unknown-version", file=layer, expected=current, found=version)
        )
    return _made(folder, layer, version)


@lru_cache(maxsize=_TERRITORIES_KEPT)
def _made(folder: Path, layer: str, version: str) -> Outlines:  # noqa: ARG001 -- part of the key
    # The server must be up before these are loaded, and geopandas is not needed to show outlines.
    from geo.display import display_layer  # noqa: PLC0415

    resource = _resource(folder, layer)
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        from geo.contracts.boundaries import boundary_faults  # noqa: PLC0415

        raise DataError(boundary_faults(resource) or [changed_fault(resource)])
    key = resource.boundaries["primary_key"]
    plain = display_layer(json.loads(content)["features"], code=key)
    return Outlines(plain, gzip.compress(plain))


def _resource(folder: Path, layer: str) -> Resource:
    if layer not in LAYERS:
        raise UnknownCodeError(
            Fault(rule="unknown-layer", file="geo", expected=" | ".join(LAYERS), found=layer)
        )
    return read_manifest(folder).resource(LAYERS[layer])


def _version(resource: Resource) -> str:
    return hashlib.sha256(read_bytes(resource.path, resource.shown_path)).hexdigest()[:12]
