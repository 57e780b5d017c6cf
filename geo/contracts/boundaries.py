"""Boundaries of a territory: GeoJSON in WGS 84, read into frames or refused with every fault."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geo.contracts.json_text import parse_json, place_of, places_of_elements
from geo.contracts.manifest import FILE_NAME, Manifest, Resource, changed_fault, decode, read_bytes
from geo.crs import WGS_84
from geo.errors import DataError, Fault

CRS_NAMES = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")
UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, ShapelyError)
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
    if not resource.boundaries.get("properties"):
        fault = Fault("manifest", FILE_NAME, field=name, expected="cdv.properties", found="nothing")
        raise DataError(fault)
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        raise DataError(boundary_faults(resource) or [changed_fault(resource)])
    try:
        return _frame(resource, content)
    except UNREADABLE as error:
        faults = boundary_faults(resource)
        if faults:
            raise DataError(faults) from error
        raise


def _frame(resource: Resource, content: bytes) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame.from_features(json.loads(content), crs=WGS_84)
    key = resource.boundaries["primary_key"]
    if frame[key].isna().any() or frame[key].duplicated().any():
        raise KeyError(key)
    return frame.set_index(key)


def property_values(resource: Resource, name: str) -> set[str]:
    """Return the values of one property of boundaries that meet their contract."""
    features = json.loads(read_bytes(resource.path, resource.shown_path))["features"]
    return {feature["properties"][name] for feature in features}


def boundary_faults(resource: Resource) -> list[Fault]:
    """Return what breaks the contract of a boundary file; empty when it is right."""
    try:
        text = decode(read_bytes(resource.path, resource.shown_path), resource.shown_path)
        collection = parse_json(text, resource.shown_path)
    except DataError as error:
        return list(error.faults)
    shape_faults = list(_collection_faults(resource, collection, text))
    if shape_faults:
        return shape_faults
    features = collection["features"]
    places = places_of_elements(text, "features")
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
    return faults or _coverage_faults(resource, features, places)


def _collection_faults(resource: Resource, collection: object, text: str) -> Iterator[Fault]:
    def fault(expected: str, *path: str | int) -> Fault:
        line, column = place_of(text, path)
        found = text.splitlines()[line - 1][column - 1 :][:60]
        return Fault("geojson", resource.shown_path, line, column, None, expected, found)

    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        yield fault("a FeatureCollection")
    elif not isinstance(collection.get("features"), list):
        yield fault("a list of features", "features")
    else:
        for number, feature in enumerate(collection["features"]):
            if not isinstance(feature, dict) or feature.get("type") != "Feature":
                yield fault("a Feature", "features", number)
            elif not isinstance(feature.get("properties"), dict):
                yield fault("an object", "features", number, "properties")


def _crs_faults(resource: Resource, collection: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Refuse an old-style `crs` member that is not WGS 84; no member means WGS 84 (RFC 7946)."""
    if "crs" not in collection:
        return
    crs = collection["crs"]
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else crs
    if name not in CRS_NAMES:
        line, column = place_of(text, ("crs",))
        yield Fault(
            rule="crs",
            file=resource.shown_path,
            line=line,
            column=column,
            expected=WGS_84,
            found=str(name)[:60],
            fix=FIX_CRS,
        )


def _feature_faults(
    resource: Resource, feature: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, str]]]:
    for field in resource.boundaries["properties"]:
        value = feature["properties"].get(field["name"])
        pattern = field.get("constraints", {}).get("pattern", ".+")
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            found = "nothing" if value is None else repr(value)[:60]
            expected = f"a text of pattern {pattern}"
            yield "property", {"field": field["name"], "expected": expected, "found": found}
    geometry: Any = feature.get("geometry")
    try:
        outline = shape(geometry)
        rings = _rings(geometry)
    except UNREADABLE:
        yield "geometry", {"expected": "a polygon", "found": str(geometry)[:60]}
        return
    faults = list(_geometry_faults(resource, outline))
    yield from faults or _closing_faults(rings)


def _rings(geometry: Mapping[str, Any]) -> list[list[list[float]]]:
    """Return the rings of a polygon as they are written; `TypeError` where one is no number."""
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    rings = [ring for polygon in polygons.get(geometry["type"], []) for ring in polygon]
    if not all(type(n) in {int, float} for ring in rings for place in ring for n in place):
        raise TypeError
    return rings


def _closing_faults(rings: list[list[list[float]]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Refuse a ring that does not come back to its start: shapely would close it in silence."""
    for ring in rings:
        if ring[0] != ring[-1]:
            expected = "a ring that ends where it begins, {} {}".format(*ring[0])
            yield "invalid-ring", {"expected": expected, "found": "{} {}".format(*ring[-1])}


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
    key = resource.boundaries["primary_key"]
    first_line: dict[str, int] = {}
    for feature, (line, column) in zip(features, places, strict=True):
        code = feature["properties"].get(key)
        if not isinstance(code, str):
            continue
        if code in first_line:
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


def _coverage_faults(
    resource: Resource, features: list[Mapping[str, Any]], places: list[tuple[int, int]]
) -> list[Fault]:
    """Communes must meet without gap or overlap where the manifest says so."""
    if not resource.boundaries.get("is_coverage"):
        return []
    edges = shapely.coverage_invalid_edges([shape(feature["geometry"]) for feature in features])
    key = resource.boundaries["primary_key"]
    return [
        Fault(
            rule="coverage",
            file=resource.shown_path,
            line=line,
            column=column,
            field=key,
            expected="an outline that meets its neighbours without gap or overlap",
            found=feature["properties"][key],
            fix="take the outlines from one source, without simplifying them one by one",
        )
        for feature, edge, (line, column) in zip(features, edges, places, strict=True)
        if not edge.is_empty
    ]
