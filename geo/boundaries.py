"""Boundaries of a territory: GeoJSON in WGS 84, read into frames or refused with every fault."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from geo.crs import WGS_84
from geo.errors import DataError, Fault
from geo.manifest import Manifest, Resource, changed_fault, decode, parse_json, read_bytes

CRS_NAMES = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"}
DEGREES = (-180, -90, 180, 90)
FIX_CRS = "export the layer again in EPSG:4326 (longitude, latitude)"


def read_boundaries(manifest: Manifest, name: str) -> gpd.GeoDataFrame:
    """Read the boundaries called `name`.

    Returns
    -------
    geopandas.GeoDataFrame
        EPSG:4326, indexed by official code (text), in the order of the file; one column per
        property and ``geometry``.

    Raises
    ------
    DataError
        When the file breaks its contract: encoding, JSON, reference system, codes, properties,
        rings that cross themselves, or other bytes than the manifest was written for.
    UnknownCodeError
        When the territory has no such boundaries.
    """
    resource = manifest.resource(name)
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        raise DataError(boundary_faults(resource) or [changed_fault(resource)])
    collection = json.loads(content)
    frame = gpd.GeoDataFrame.from_features(collection, crs=WGS_84)
    return frame.set_index(resource.boundaries["primary_key"])


def boundary_faults(resource: Resource) -> list[Fault]:
    """Return what breaks the contract of a boundary file; empty when it is right."""
    try:
        text = decode(read_bytes(resource.path, resource.shown_path), resource.shown_path)
        collection = parse_json(text, resource.shown_path)
    except DataError as error:
        return list(error.faults)
    fault = partial(Fault, file=resource.shown_path)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        return [fault(rule="geojson", line=1, column=1, expected="a FeatureCollection")]
    features = collection.get("features", [])
    places = _places(text, len(features))
    faults = [
        *_crs_faults(resource, collection, text),
        *(
            Fault(rule=rule, file=resource.shown_path, line=line, column=column, **said)
            for feature, (line, column) in zip(features, places, strict=True)
            for rule, said in _feature_faults(resource, feature)
        ),
        *_key_faults(resource, features, places),
        *_count_faults(resource, len(features)),
    ]
    return faults or _coverage_faults(resource, features)


def _places(text: str, count: int) -> list[tuple[int, int]]:
    """Return line and column (1-based) where each feature of the collection begins."""
    decoder = json.JSONDecoder()
    places = []
    position = text.find("[", text.find('"features"')) + 1
    for _ in range(count):
        start = text.find("{", position)
        _, position = decoder.raw_decode(text, start)
        places.append((text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)))
    return places


def _crs_faults(resource: Resource, collection: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Refuse an old-style `crs` member that is not WGS 84; no member means WGS 84 (RFC 7946)."""
    if "crs" not in collection:
        return
    name = (collection["crs"] or {}).get("properties", {}).get("name", "")
    if name not in CRS_NAMES:
        start = text.find('"crs"')
        yield Fault(
            rule="crs",
            file=resource.shown_path,
            line=text.count("\n", 0, start) + 1,
            column=start - text.rfind("\n", 0, start),
            expected=WGS_84,
            found=str(name) or "no name",
            fix=FIX_CRS,
        )


def _feature_faults(
    resource: Resource, feature: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, str]]]:
    properties = feature.get("properties") or {}
    for field in resource.boundaries.get("properties", []):
        value = properties.get(field["name"])
        pattern = field.get("constraints", {}).get("pattern", ".+")
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield "property", {"field": field["name"], "expected": pattern, "found": repr(value)}
    try:
        geometry = shape(feature.get("geometry") or {})
    except (KeyError, TypeError, ValueError, AttributeError, shapely.GEOSException):
        yield "geometry", {"expected": "a polygon", "found": str(feature.get("geometry"))[:60]}
        return
    yield from _geometry_faults(resource, geometry)


def _geometry_faults(
    resource: Resource, geometry: shapely.Geometry
) -> Iterator[tuple[str, dict[str, str]]]:
    expected = resource.boundaries.get("geometry_types", ["Polygon", "MultiPolygon"])
    if geometry.is_empty or geometry.geom_type not in expected:
        found = "empty" if geometry.is_empty else geometry.geom_type
        yield "geometry", {"expected": " or ".join(expected), "found": found}
        return
    if not shapely.box(*DEGREES).covers(shapely.box(*geometry.bounds)):
        yield (
            "crs",
            {
                "expected": f"{WGS_84}: longitude -180..180, latitude -90..90",
                "found": "{:g} {:g}".format(*geometry.bounds),
                "fix": FIX_CRS,
            },
        )
    elif not geometry.is_valid:
        yield (
            "invalid-ring",
            {
                "expected": "rings that do not cross themselves",
                "found": shapely.is_valid_reason(geometry),
                "fix": "repair the polygon in a GIS (Vérifier la validité) and save it again",
            },
        )


def _key_faults(
    resource: Resource, features: list[Mapping[str, Any]], places: list[tuple[int, int]]
) -> Iterator[Fault]:
    key = resource.boundaries.get("primary_key", "")
    first_line: dict[Any, int] = {}
    for feature, (line, column) in zip(features, places, strict=True):
        code = (feature.get("properties") or {}).get(key)
        if code is not None and code in first_line:
            yield Fault(
                rule="primary-key",
                file=resource.shown_path,
                line=line,
                column=column,
                field=key,
                expected=f"unique {key}",
                found=f"“{code}”, as on line {first_line[code]}",
                fix="keep one feature per code",
            )
        first_line.setdefault(code, line)


def _count_faults(resource: Resource, count: int) -> Iterator[Fault]:
    expected = resource.boundaries.get("feature_count", count)
    if count != expected:
        yield Fault(
            rule="feature-count",
            file=resource.shown_path,
            line=1,
            column=1,
            expected=f"{expected} features",
            found=str(count),
        )


def _coverage_faults(resource: Resource, features: list[Mapping[str, Any]]) -> list[Fault]:
    """Communes must meet without gap or overlap where the manifest says so."""
    if not resource.boundaries.get("is_coverage"):
        return []
    geometries = [shape(feature["geometry"]) for feature in features]
    if shapely.coverage_is_valid(geometries):
        return []
    key = resource.boundaries["primary_key"]
    edges = shapely.coverage_invalid_edges(geometries)
    codes = [
        f["properties"][key] for f, edge in zip(features, edges, strict=True) if not edge.is_empty
    ]
    return [
        Fault(
            rule="coverage",
            file=resource.shown_path,
            field=key,
            expected="outlines that meet without gap or overlap",
            found=", ".join(codes),
            fix="take the outlines from one source, without simplifying them one by one",
        )
    ]
