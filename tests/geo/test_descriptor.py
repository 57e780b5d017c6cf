"""The shape of a manifest; whole manifests are damaged in test_check and test_manifest."""

import copy

import pytest

from geo.contracts.descriptor import Misfit, fields_of, misfits
from tests.geo.embedded import PACKAGE, RESOURCES

ENTRY = {
    "name": "t",
    "path": "t.csv",
    "schema": {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "number"}]},
}


def told(*entries):
    descriptor = {**PACKAGE, "resources": [copy.deepcopy(entry) for entry in entries]}
    return [(misfit.name, misfit.expected) for misfit in misfits(descriptor)]


def with_field(**members):
    return {**ENTRY, "schema": {"fields": [{"name": "a", "type": "string", **members}]}}


def test_the_embedded_manifest_is_right():
    assert misfits(PACKAGE) == []
    assert told(ENTRY) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), ""),
        (("cdv", "epci"), "cdv.epci"),
        (("resources", 2, "schema", "fields", 0), "resources[2].schema.fields[0]"),
    ],
)
def test_a_misfit_names_its_member(path, name):
    assert Misfit(path, "", "").name == name


@pytest.mark.parametrize(
    ("members", "place", "expected"),
    [
        ({"constraints": []}, "constraints", "an object"),
        ({"constraints": {"required": 1}}, "constraints.required", "true or false"),
        ({"constraints": {"minimum": 1}}, "constraints.minimum", "required | unique"),
        ({"constraints": {"enum": []}}, "constraints.enum", "a list of texts"),
        ({"constraints": {"enum": [1]}}, "constraints.enum", "a list of texts"),
        ({"constraints": {"pattern": "("}}, "constraints.pattern", "a regular expression"),
        ({"constraints": {"pattern": 1}}, "constraints.pattern", "a regular expression"),
        (
            {"type": "integer", "constraints": {"maximum": "9"}},
            "constraints.maximum",
            "a number",
        ),
        ({"type": "integer", "constraints": {"maximum": True}}, "constraints.maximum", "a number"),
        ({"type": "geopoint"}, "type", "string | integer"),
        ({"name": ""}, "name", "a text, not empty"),
    ],
)
def test_a_field_is_one_the_program_can_read(members, place, expected):
    ((name, said),) = told(with_field(**members))
    assert name == f"resources[0].schema.fields[0].{place}"
    assert said.startswith(expected)


def test_a_field_is_named_once():
    fields = [{"name": "a", "type": "string"}, {"name": "a", "type": "number"}]
    assert told({**ENTRY, "schema": {"fields": fields}}) == [
        ("resources[0].schema.fields", "each field once")
    ]


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"primaryKey": "a"}, "primaryKey"),
        ({"primaryKey": ["z"]}, "primaryKey"),
        ({"missingValues": ["", "-"]}, "missingValues"),
        ({"foreignKeys": {}}, "foreignKeys"),
        ({"foreignKeys": [{"fields": ["z"], "reference": {}}]}, "foreignKeys[0]"),
        ({"foreignKeys": [{"fields": ["a"]}]}, "foreignKeys[0].reference"),
        (
            {"foreignKeys": [{"fields": ["a"], "reference": {"resource": "u", "fields": ["a"]}}]},
            "foreignKeys[0].reference",
        ),
        (
            {"foreignKeys": [{"fields": ["a"], "reference": {"fields": ["a", "b"]}}]},
            "foreignKeys[0].reference",
        ),
    ],
)
def test_keys_name_fields_that_exist(schema, place):
    entry = {**ENTRY, "schema": {**ENTRY["schema"], **schema}}
    assert [name for name, _ in told(entry)] == [f"resources[0].schema.{place}"]


def test_a_table_may_refer_to_itself():
    key = {"fields": ["a"], "reference": {"resource": "", "fields": ["a"]}}
    assert told({**ENTRY, "schema": {**ENTRY["schema"], "foreignKeys": [key]}}) == []


@pytest.mark.parametrize(
    ("members", "place"),
    [
        ({"crs": "EPSG:2154"}, "crs"),
        ({"geometry_types": []}, "geometry_types"),
        ({"geometry_types": "Polygon"}, "geometry_types"),
        ({"geometry_types": ["Circle"]}, "geometry_types"),
        ({"feature_count": "2"}, "feature_count"),
        ({"feature_count": True}, "feature_count"),
        ({"is_coverage": "no"}, "is_coverage"),
        ({"in_force_since": "janvier"}, "in_force_since"),
        ({"primary_key": "code"}, "primary_key"),
        ({"primary_key": None}, "primary_key"),
        ({"properties": []}, "properties"),
    ],
)
def test_boundaries_are_ones_the_program_can_read(members, place):
    entry = RESOURCES["qpv_boundaries"]
    changed = {**entry, "cdv": {**entry["cdv"], **members}}
    assert [name for name, _ in told(changed)] == [f"resources[0].cdv.{place}"]


def test_columns_of_a_table_and_properties_of_boundaries():
    assert fields_of(ENTRY) == ["a", "b"]
    assert fields_of(RESOURCES["qpv_boundaries"]) == ["code_qp", "name", "code_insee"]
    assert fields_of({"name": "x", "path": "x"}) == []
