"""Boundaries read into frames; what a damaged file is refused for is in test_check."""

import json

import pytest

from geo.contracts.boundaries import boundary_faults, property_values, read_boundaries
from geo.contracts.manifest import read_manifest
from geo.crs import WGS_84, to_lambert_93
from geo.errors import DataError, UnknownCodeError
from tests.geo.damage import QPV, fingerprinted, redrawing, replacing, rewriting, ring
from tests.geo.embedded import DATA, GUITARD, LE_PUY, RESOURCES, VAL_VERT


def read(name, folder=DATA):
    return read_boundaries(read_manifest(folder), name)


@pytest.mark.parametrize("name", ["commune_boundaries", "qpv_boundaries"])
def test_the_frame_is_what_the_file_holds(name):
    frame = read(name)
    features = json.loads((DATA / RESOURCES[name]["path"]).read_text(encoding="utf-8"))["features"]
    key = RESOURCES[name]["cdv"]["primary_key"]
    assert frame.crs == WGS_84
    assert frame.index.name == key
    assert frame.index.tolist() == [each["properties"][key] for each in features]
    assert frame["name"].tolist() == [each["properties"]["name"] for each in features]
    for outline, feature in zip(frame.geometry, features, strict=True):
        (first, *_), *_ = feature["geometry"]["coordinates"]
        assert [list(point) for point in outline.geoms[0].exterior.coords] == first


@pytest.mark.parametrize(
    ("code", "name", "area_m2", "perimeter_m"),
    [
        # ANCT, QPV 2024, exact outlines measured in Lambert-93
        (VAL_VERT, "Val Vert", 129_858.7, 2_215.7),
        (GUITARD, "Guitard", 294_455.5, 4_143.8),
    ],
)
def test_neighbourhoods_are_measured_in_metres(code, name, area_m2, perimeter_m):
    row = to_lambert_93(read("qpv_boundaries")).loc[code]
    assert (row["name"], row["code_insee"]) == (name, LE_PUY)
    assert row.geometry.area == pytest.approx(area_m2, abs=0.1)
    assert row.geometry.length == pytest.approx(perimeter_m, abs=0.1)


def test_the_values_of_a_property():
    resource = read_manifest(DATA).resource("qpv_boundaries")
    assert property_values(resource, "code_qp") == {VAL_VERT, GUITARD}
    assert property_values(resource, "code_insee") == {LE_PUY}


def test_a_right_file_has_no_fault():
    for name in ("commune_boundaries", "qpv_boundaries"):
        assert boundary_faults(read_manifest(DATA).resource(name)) == []


def test_unknown_boundaries_are_refused():
    with pytest.raises(UnknownCodeError):
        read("iris_boundaries")


def test_a_table_is_no_boundaries():
    with pytest.raises(DataError, match=r"\[communes\]: manifest; expected cdv.properties"):
        read("communes")


def test_a_changed_file_is_not_read(territory_copy):
    replacing(QPV, "3.881859,45.026840", "3.881858,45.026840")(territory_copy)
    with pytest.raises(DataError) as caught:
        read("qpv_boundaries", territory_copy)
    assert {fault.rule for fault in caught.value.faults} <= {"hash", "invalid-ring"}


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (rewriting(QPV, lambda _: b"[]"), "geojson"),
        (rewriting(QPV, lambda content: content[:500]), "json"),
        (replacing(QPV, '"code_qp":"QN04302M",', ""), "property"),
        (replacing(QPV, "QN04302M", "QN04301M"), "primary-key"),
        (redrawing(lambda layer: layer["features"].append(None)), "geojson"),
        (redrawing(lambda layer: ring(layer, (3, 45), (3, 45))), "geometry"),
    ],
)
def test_a_fingerprint_brought_up_to_date_does_not_make_a_crash(territory_copy, damage, rule):
    damage(territory_copy)
    fingerprinted(territory_copy)
    with pytest.raises(DataError) as caught:
        read("qpv_boundaries", territory_copy)
    assert rule in {fault.rule for fault in caught.value.faults}


def test_all_faults_of_a_layer_are_told_in_the_order_of_its_lines(territory_copy):
    def damage(layer):
        layer["features"][0]["properties"]["name"] = ""
        layer["features"][1]["geometry"] = None

    redrawing(damage)(territory_copy)
    faults = boundary_faults(read_manifest(territory_copy).resource("qpv_boundaries"))
    assert [(fault.rule, fault.line) for fault in faults] == [("property", 2), ("geometry", 3)]


def test_a_hole_and_several_parts_are_right(territory_copy):
    def draw(layer):
        shell = [[3, 45], [4, 45], [4, 46], [3, 46], [3, 45]]
        hole = [[3.2, 45.2], [3.2, 45.4], [3.4, 45.4], [3.4, 45.2], [3.2, 45.2]]
        far = [[[5, 45], [6, 45], [6, 46], [5, 45]]]
        layer["features"][1]["geometry"] = {
            "type": "MultiPolygon",
            "coordinates": [[shell, hole], far],
        }

    redrawing(draw)(territory_copy)
    fingerprinted(territory_copy)
    outline = read("qpv_boundaries", territory_copy).geometry[GUITARD]
    assert outline.area == pytest.approx(1 - 0.04 + 0.5)
