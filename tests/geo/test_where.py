"""Where is this point, building or plot: the answer as the command and the page give it."""

import json
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import DataError, InputError, ParameterError
from geo.where.place import where_report, where_shape
from geo.where.table import where_file, where_table
from tests.geo.where_frames import GUITARD, STATION, VAL_VERT, le_puy_qpv, square_qpv

QPV = le_puy_qpv()
DAY = date(2026, 11, 22)


def degrees(x, y):
    point = gpd.GeoSeries.from_xy([x], [y], crs="EPSG:2154").to_crs(4326).iloc[0]
    return point.x, point.y


def test_station():
    found = where_report(*STATION, QPV, DAY)
    assert json.loads(json.dumps(found)) == found
    assert found["qpv_code"] is None
    assert found["position"] == "outside"
    assert found["nearest_qpv_code"] == GUITARD
    assert found["distance_m"] == pytest.approx(429.67, abs=0.005)
    assert found["vat_zone"] == "none"
    assert found["vat_rate_percent"] == 20
    assert found["is_indicative"] is True
    assert [(each["qpv_code"], round(each["distance_m"])) for each in found["qpv"]] == [
        (GUITARD, 430),
        (VAL_VERT, 1140),
    ]


@pytest.mark.parametrize("code", [VAL_VERT, GUITARD])
def test_centroids(code):
    centre = QPV.centroid[code]
    found = where_report(*degrees(centre.x, centre.y), QPV, DAY)
    assert (found["qpv_code"], found["position"], found["vat_zone"]) == (code, "inside", "qpv")
    assert found["qpv"][0]["signed_distance_m"] < -5
    assert found["qpv"][0]["signed_distance_m"] == -found["distance_m"]
    assert found["certainty"] == "read"


@pytest.mark.parametrize(
    ("offset", "position", "code", "zone", "near"),
    [
        (-1, "edge", "SQUARE", "qpv", False),
        (1, "edge", "SQUARE", "within_300_m", False),
        (294, "outside", None, "within_300_m", False),
        (299, "outside", None, "within_300_m", True),
        (301, "outside", None, "within_500_m_npnru", True),
        (400, "outside", None, "within_500_m_npnru", False),
        (499, "outside", None, "within_500_m_npnru", True),
        (501, "outside", None, "none", True),
        (506, "outside", None, "none", False),
    ],
)
def test_rings_around_a_square(offset, position, code, zone, near):
    frame = square_qpv()
    found = where_report(*degrees(771_000 + offset, 6_438_500), frame, DAY)
    assert (found["position"], found["qpv_code"], found["vat_zone"]) == (position, code, zone)
    assert found["is_near_vat_threshold"] is near
    assert found["distance_m"] == pytest.approx(abs(offset), abs=1e-4)


def test_ring_of_500_m_needs_the_npnru_convention():
    place = degrees(771_400, 6_438_500)
    assert where_report(*place, square_qpv(npnru=False), DAY)["vat_zone"] == "none"
    found = where_report(*place, square_qpv(), DAY)
    assert found["vat_zone"] == "within_500_m_npnru"
    assert found["caveats"] == ["straight_line_is_a_reading", "estate_must_reach_near_limit"]


def test_guitard_has_no_ring_of_500_m_and_val_vert_has():
    for code, zone in ((GUITARD, "none"), (VAL_VERT, "within_500_m_npnru")):
        other = QPV.geometry.drop(code).iloc[0]
        ring = QPV.geometry[code].buffer(400).exterior
        far = max(
            (ring.interpolate(share, normalized=True) for share in np.linspace(0, 1, 200)),
            key=other.distance,
        )
        assert where_report(*degrees(far.x, far.y), QPV, DAY)["vat_zone"] == zone


@pytest.mark.parametrize(
    ("day", "article"),
    [
        (date(2026, 8, 31), "CGI, art. 278 sexies, III, 2°, a"),
        (date(2026, 9, 1), "CIBS, art. L. 221-85 à L. 221-87"),
    ],
)
def test_article_follows_the_day_of_filing(day, article):
    found = where_report(*degrees(771_100, 6_438_500), square_qpv(), day)
    assert (found["article"], found["filing_date"]) == (article, day.isoformat())


def test_day_before_the_rule_is_refused():
    with pytest.raises(ParameterError):
        where_report(*STATION, QPV, date(2010, 1, 1))


@pytest.mark.parametrize(
    ("lon", "lat", "fix"),
    [
        (45.04, 3.89, "give the longitude first"),
        (769402.0, 6438000.0, "give degrees"),
        (-61.5, 16.2, "give degrees"),
        (float("nan"), 45.0, "give degrees"),
    ],
)
def test_points_lambert_93_cannot_measure_are_refused(lon, lat, fix):
    with pytest.raises(InputError, match=fix):
        where_report(lon, lat, QPV, DAY)


def test_unknown_coverage_is_refused_not_taken_for_false():
    frame = QPV.assign(has_npnru_convention=[True, None]).drop(columns="has_contrat_de_ville")
    with pytest.raises(DataError) as caught:
        where_report(*STATION, frame, DAY)
    assert [fault.field for fault in caught.value.faults] == [
        "has_contrat_de_ville",
        "has_npnru_convention",
    ]


@pytest.mark.parametrize(
    ("east", "npnru", "zone", "reason"),
    [
        ((250, 350), False, "none", "partly_over_near_limit_without_npnru"),
        ((250, 350), True, "within_500_m_npnru", "partly_under_near_wholly_under_far_limit"),
        ((250, 520), True, "none", "partly_over_far_limit"),
        ((10, 290), True, "within_300_m", "wholly_under_near_limit"),
        ((-50, -10), True, "qpv", "wholly_inside"),
    ],
)
def test_polygons_by_their_farthest_part(east, npnru, zone, reason):
    shape = shapely.box(771_000 + east[0], 6_438_100, 771_000 + east[1], 6_438_150)
    found = where_shape(shape, square_qpv(npnru=npnru), DAY)
    assert json.loads(json.dumps(found)) == found
    assert (found["vat_zone"], found["vat_reason"]) == (zone, reason)
    assert found["min_distance_m"] == max(0, east[0])
    assert found["max_distance_m"] == pytest.approx(max(0, east[1]))
    assert found["article"]


def test_a_plot_on_the_edge_of_a_real_qpv():
    line = QPV.geometry[VAL_VERT].boundary
    found = where_shape(line.interpolate(0.3, normalized=True).buffer(10), QPV, DAY)
    assert (found["position"], found["qpv_code"], found["vat_zone"]) == (
        "edge",
        VAL_VERT,
        "within_300_m",
    )


def test_table_says_the_same_as_the_point():
    west, south, east, north = QPV.total_bounds
    generator = np.random.default_rng(43)
    x, y = (
        generator.uniform(west - 700, east + 700, 60),
        generator.uniform(south - 700, north + 700, 60),
    )
    table = where_table(x, y, QPV, DAY)
    assert set(table["vat_zone"]) == {"qpv", "within_300_m", "within_500_m_npnru", "none"}
    for row, (px, py) in enumerate(zip(x, y, strict=True)):
        one = where_report(*degrees(px, py), QPV, DAY)
        assert table["position"].iloc[row] == one["position"]
        assert table["vat_zone"].iloc[row] == one["vat_zone"]
        assert table["nearest_qpv_code"].iloc[row] == one["nearest_qpv_code"]
        assert table["is_near_vat_threshold"].iloc[row] == one["is_near_vat_threshold"]
        assert table["distance_m"].iloc[row] == pytest.approx(one["distance_m"], abs=1e-4)


def test_file_is_answered_beside_its_rows(tmp_path):
    source, target = tmp_path / "adresses.csv", tmp_path / "reponses.csv"
    source.write_text(
        "id;adresse;longitude;latitude\n"
        '1;"Gare ; parvis";3,89257;45,04273\n'
        "2;Val Vert;3,8833;45,0295\n",
        "utf-8",
    )
    summary = where_file(source, target, QPV, DAY)
    assert target.read_text("utf-8") == (
        "id;adresse;longitude;latitude;qpv_code;position;distance_m;nearest_qpv_code;vat_zone;"
        "is_near_vat_threshold\n"
        '1;"Gare ; parvis";3,89257;45,04273;;outside;429,674;QN04302M;none;false\n'
        "2;Val Vert;3,8833;45,0295;QN04301M;inside;86,038;QN04301M;qpv;false\n"
    )
    assert summary["rows_count"] == 2
    assert summary["position"] == {"inside": 1, "edge": 0, "outside": 1}
    assert summary["vat_zone"] == {
        "none": 1,
        "qpv": 1,
        "within_300_m": 0,
        "within_500_m_npnru": 0,
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["adresses.csv", "reponses.csv"]
    with pytest.raises(DataError) as caught:
        where_file(target, target, QPV, DAY)
    assert [(fault.rule, fault.column) for fault in caught.value.faults][:2] == [
        ("column-taken", 5),
        ("column-taken", 6),
    ]
