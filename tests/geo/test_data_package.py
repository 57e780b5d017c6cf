"""The embedded data package: whole, valid, and never a value without its reason."""

import hashlib
import json
import shutil
from collections import Counter
from datetime import date

import frictionless
import pytest
import shapely

from tests.geo.embedded import (
    DATA,
    GUITARD,
    LE_PUY,
    PACKAGE,
    RESOURCES,
    VAL_VERT,
    layer,
    rows,
    values,
)

OFFICIAL = (
    "sources",
    "communes",
    "commune_indicators",
    "qpv_indicators",
    "qpv_references",
    "sru_inventory",
    "sru_history",
)


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) == len(RESOURCES)


DAMAGES = {
    "type-error": ("indicators/sru_inventory.csv", "19.40", "19,40"),
    "primary-key": ("indicators/communes.csv", "43003,", "43002,"),
    "foreign-key": ("indicators/qpv_indicators.csv", "protocole_2019", "protocole_2018"),
    "constraint-error": ("indicators/sru_history.csv", ",not_listed,", ",absent,"),
    "incorrect-label": ("indicators/qpv_references.csv", "statistic", "statistics"),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_frictionless_finds_the_fault_of_a_damaged_copy(tmp_path, kind):
    path, before, after = DAMAGES[kind]
    copy = shutil.copytree(DATA, tmp_path / "data")
    text = (copy / path).read_text(encoding="utf-8")
    assert before in text
    (copy / path).write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")
    descriptor = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        del resource["hash"], resource["bytes"]
    (copy / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = frictionless.validate(str(copy / "datapackage.json"))
    assert kind in {error_type for (error_type,) in report.flatten(["type"])}


def test_frictionless_finds_other_bytes_than_the_manifest_names(tmp_path):
    copy = shutil.copytree(DATA, tmp_path / "data")
    path = copy / "indicators" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("INSEE", "INSEe", 1), "utf-8")
    report = frictionless.validate(str(copy / "datapackage.json"))
    assert [error_type for (error_type,) in report.flatten(["type"])] == ["hash-count"]


@pytest.mark.parametrize("name", RESOURCES)
def test_the_manifest_has_the_fingerprint_of_each_file(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes()
    assert RESOURCES[name]["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert RESOURCES[name]["bytes"] == len(content)


def test_the_folders_hold_exactly_the_files_the_manifest_names():
    found = {
        path.relative_to(DATA).as_posix()
        for folder in ("boundaries", "indicators")
        for path in (DATA / folder).rglob("*")
        if path.is_file()
    }
    assert found == {resource["path"] for resource in RESOURCES.values()}


@pytest.mark.parametrize("name", [name for name in RESOURCES if name != "demo_network"])
def test_files_are_utf_8_with_lf_and_a_last_newline(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.decode("utf-8").endswith("\n")


@pytest.mark.parametrize("name", OFFICIAL)
def test_rows_are_grouped_by_the_first_field_of_their_key_in_its_order(name):
    first = RESOURCES[name]["schema"]["primaryKey"][0]
    codes = [row[first] for row in rows(name)]
    assert codes == sorted(codes)


def test_the_history_runs_in_the_order_of_time():
    times = [
        (row["code_insee"], row["reference_date"] or row["statement_date"])
        for row in rows("sru_history")
    ]
    assert times == sorted(times)


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource_says_in_french_what_it_is_and_under_which_licence(name):
    resource = RESOURCES[name]
    assert resource["title"]
    assert resource["description"]
    assert all(licence["name"] and licence["title"] for licence in resource["licenses"])
    fields = resource.get("schema", {}).get("fields") or resource.get("cdv", {}).get("properties")
    assert fields or name == "demo_network"  # a network of its own format, in one file
    assert all(field["title"] and field["description"] for field in fields or ())


# Missing values


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("commune_indicators", "value"),
        ("qpv_indicators", "value"),
        ("sru_history", "rate_percent"),
    ],
)
def test_a_row_has_a_value_or_the_reason_why_not(name, column):
    assert all(bool(row[column]) != bool(row["missing"]) for row in rows(name))


def test_secret_values_are_those_of_the_income_survey():
    secret = Counter(r["indicator"] for r in rows("commune_indicators") if r["missing"] == "secret")
    assert secret == {"median_income_eur": 5, "minimum_benefits_percent": 63}


def test_an_empty_cell_without_known_reason_stays_unknown():
    unknown = Counter(
        r["indicator"] for r in rows("commune_indicators") if r["missing"] == "unknown"
    )
    assert unknown == {
        "private_vacancy_percent": 38,
        "private_long_vacancy_percent": 43,
        "general_practitioners_count": 51,
        "schools_count": 22,
    }


@pytest.mark.parametrize("name", ["commune_indicators", "qpv_indicators"])
def test_a_figure_without_date_is_to_check(name):
    undated = [row for row in rows(name) if not row["reference_date"]]
    assert undated
    assert {row["certainty"] for row in undated} == {"to_check"}


def test_a_date_says_how_precise_it_is():
    dated = [row for name in ("qpv_indicators", "sru_history") for row in rows(name)]
    assert all(bool(row["reference_date"]) == bool(row["date_precision"]) for row in dated)
    assert all(
        date.fromisoformat(row["reference_date"]).day == 1
        for row in dated
        if row["date_precision"] == "month"
    )


def test_no_official_table_holds_fiction():
    statuses = {row["status"] for name in OFFICIAL for row in rows(name) if "status" in row}
    assert statuses == {"official", "press", "derived"}


# Boundaries. Areas and perimeters: exact outlines of the ANCT, in Lambert-93.


@pytest.mark.parametrize(
    ("code", "name", "vertices", "area_m2", "perimeter_m"),
    [
        (VAL_VERT, "Val Vert", 86, 129_858.7, 2_215.7),
        (GUITARD, "Guitard", 207, 294_455.5, 4_143.8),
    ],
)
def test_neighbourhoods_have_their_published_outline(code, name, vertices, area_m2, perimeter_m):
    row = layer("qpv_boundaries").to_crs("EPSG:2154").loc[code]
    assert (row["name"], row["code_insee"]) == (name, LE_PUY)
    assert shapely.get_num_coordinates(row.geometry) == vertices
    assert row.geometry.area == pytest.approx(area_m2, abs=0.1)
    assert row.geometry.length == pytest.approx(perimeter_m, abs=0.1)


def test_communes_are_a_valid_coverage_of_1330_9_km2():
    communes = layer("commune_boundaries").to_crs("EPSG:2154")
    assert len(communes) == 72
    assert communes.index.is_monotonic_increasing
    assert communes.geometry.is_valid.all()
    assert shapely.coverage_is_valid(communes.geometry.to_numpy())
    assert shapely.get_num_coordinates(communes.geometry.to_numpy()).sum() == 2_913
    assert communes.area.sum() / 1e6 == pytest.approx(1_330.9, abs=0.05)


def test_outlines_and_tables_name_the_same_communes():
    outlines = layer("commune_boundaries")["name"].to_dict()
    assert outlines == {row["code_insee"]: row["name"] for row in rows("communes")}
    assert set(values("population_count", "2023-01-01")) == set(outlines)
    assert {row["code_epci"] for row in rows("communes")} == {PACKAGE["cdv"]["epci"]}


def test_indicators_of_neighbourhoods_are_those_of_the_outlines():
    codes = {row["code_qp"] for row in rows("qpv_indicators")}
    assert codes == set(layer("qpv_boundaries").index)


def test_boundaries_are_what_the_manifest_announces():
    for name in ("commune_boundaries", "qpv_boundaries"):
        frame, contract = layer(name), RESOURCES[name]["cdv"]
        assert len(frame) == contract["feature_count"]
        assert frame.crs == contract["crs"]
        assert set(frame.geom_type) <= set(contract["geometry_types"])
        announced = [field["name"] for field in contract["properties"]]
        assert [frame.index.name, *frame.columns[:-1]] == announced


def test_town_halls_stand_in_their_commune_but_for_the_three_to_check():
    outlines = layer("commune_boundaries").geometry
    halls = {row["code_insee"]: row for row in rows("communes")}
    outside = {
        code
        for code, row in halls.items()
        if not outlines[code].contains(
            shapely.Point(float(row["town_hall_lon"]), float(row["town_hall_lat"]))
        )
    }
    assert outside == {"43194", "43196", "43220"}
    assert {c for c, row in halls.items() if row["town_hall_certainty"] == "to_check"} == outside
