"""``cdv where``: one point, a table of points, bad input."""

import csv
import json

import geopandas as gpd
import pytest
from pyproj import Transformer

from tests.geo.where_frames import GUITARD, STATION, VAL_VERT, le_puy_qpv

DAY = ("--date", "2026-11-22")


def answer(cdv, *arguments):
    code, out, err = cdv("where", *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def degrees(x, y):
    return Transformer.from_crs(2154, 4326, always_xy=True).transform(x, y)


@pytest.mark.parametrize("code", [VAL_VERT, GUITARD])
def test_centroid_is_inside(cdv, code):
    centre = gpd.GeoSeries([le_puy_qpv().centroid[code]], crs=2154).to_crs(4326).iloc[0]
    found = answer(cdv, centre.x, centre.y, *DAY)
    assert (found["qpv_code"], found["position"], found["vat_zone"]) == (code, "inside", "qpv")


def test_station_is_outside_with_its_distance_to_each_qpv(cdv):
    found = answer(cdv, *STATION, *DAY)
    assert (found["qpv_code"], found["position"], found["vat_zone"]) == (None, "outside", "none")
    assert found["distance_m"] == pytest.approx(429.67, abs=0.005)
    distances = {each["qpv_code"]: round(each["distance_m"]) for each in found["qpv"]}
    assert distances == {GUITARD: 430, VAL_VERT: 1140}


@pytest.mark.parametrize("side", [-1, 1])
def test_one_metre_on_either_side_of_the_line_is_the_edge(cdv, side):
    outline = le_puy_qpv().geometry[VAL_VERT]
    west = min(outline.geoms[0].exterior.coords)
    found = answer(cdv, *degrees(west[0] - side, west[1]), *DAY)
    assert (found["position"], found["qpv_code"]) == ("edge", VAL_VERT)


def test_the_day_of_filing_is_the_one_that_is_given(cdv):
    found = answer(cdv, *STATION, "--date", "2026-08-31")
    assert (found["filing_date"], found["is_filing_date_given"]) == ("2026-08-31", True)
    assert found["article"].startswith("CGI, art. 278 sexies")


def test_without_a_day_the_answer_says_which_one_it_took(cdv):
    found = answer(cdv, *STATION)
    assert found["is_filing_date_given"] is False
    assert found["filing_date"] >= "2026"


def test_a_negative_longitude_is_no_option(cdv):
    assert answer(cdv, "-4.5", "48.4", *DAY)["position"] == "outside"


def test_a_place_in_no_qpv_is_told_as_such_not_as_unknown(cdv):
    _, out, _ = cdv("where", *STATION, *DAY)
    assert "qpv_code: none\n" in out


def test_npnru_ring_before_the_convention_and_after(cdv):
    west = min(le_puy_qpv().geometry[VAL_VERT].geoms[0].exterior.coords)
    place = degrees(west[0] - 400, west[1])
    assert answer(cdv, *place, "--date", "2019-06-01")["vat_zone"] == "none"
    assert answer(cdv, *place, *DAY)["vat_zone"] == "within_500_m_npnru"


def test_contract_unknown_to_the_tables_is_assumed_and_said(cdv):
    place = degrees(*next(iter(le_puy_qpv().centroid[VAL_VERT].coords)))
    found = answer(cdv, *place, "--date", "2022-01-01")
    assert (found["vat_zone"], found["is_coverage_assumed"]) == ("qpv", True)
    assert found["certainty"] == "to_check"
    assert answer(cdv, *place, *DAY)["is_coverage_assumed"] is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "expected LON LAT, or --file"),
        ((3.9,), "found LON"),
        ((3.9, 45.0, "--file", "a.csv"), "found LON, LAT, --file"),
        ((3.9, 45.0, "-o", "b.csv"), "--output"),
        ((45.04, 3.89, *DAY), "give the longitude first"),
        (("nan", 45.0, *DAY), "metropolitan France"),
        (("est", 45.0), "LON: value; expected a number; found est"),
        (
            (3.9, 45.0, "--date", "demain"),
            "--date: value; expected a date YYYY-MM-DD; found demain",
        ),
        ((3.9, 45.0, "--date", "2001-01-01"), "no-value-in-force"),
        ((3.9, 45.0, "--jsn"), "--jsn"),
    ],
)
def test_bad_input_exits_2_and_says_why(cdv, arguments, words):
    code, out, err = cdv("where", *arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_a_whole_table_is_answered_row_by_row(cdv, tmp_path):
    table = tmp_path / "adresses.csv"
    lon, lat = degrees(*next(iter(le_puy_qpv().centroid[VAL_VERT].coords)))
    table.write_text(f"nom;lon;lat\ngare;{STATION[0]};{STATION[1]}\nécole;{lon};{lat}\n", "utf-8")
    found = answer(cdv, "--file", table, "-o", tmp_path / "out.csv", *DAY)
    assert (found["rows_count"], found["vat_zone"]["qpv"]) == (2, 1)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["nom"], row["position"], row["qpv_code"]) for row in rows] == [
        ("gare", "outside", ""),
        ("école", "inside", VAL_VERT),
    ]
    assert rows[0]["distance_m"] == "429,674"


def test_the_answers_go_beside_the_table_by_default(cdv, tmp_path):
    table = tmp_path / "adresses.csv"
    table.write_text("lon,lat\n3.89,45.04\n", "utf-8")
    found = answer(cdv, "--file", table, *DAY)
    assert found["output"] == str(tmp_path / "adresses-where.csv")
    assert (tmp_path / "adresses-where.csv").read_text("utf-8").count("\n") == 2


def test_a_bad_table_exits_2_with_line_and_column(cdv, tmp_path):
    table = tmp_path / "adresses.csv"
    table.write_text("lon,lat\n3.89,45.04\n3.89,quarante\n", "utf-8")
    code, out, err = cdv("where", "--file", table, *DAY)
    assert (code, out) == (2, "")
    assert f"{table}:3:2" in err
    assert not (tmp_path / "adresses-where.csv").exists()
