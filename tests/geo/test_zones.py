"""Rings around the QPV, the GeoPackage of a map, perimeters that users load."""

import json
import sqlite3
from datetime import UTC, date, datetime

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import CrsError, DataError, InputError, UnknownCodeError
from geo.geopackage import geopackage
from geo.mobility.networks import network_file
from geo.storage import perimeter_folder, store_folder
from geo.territory import open_territory
from geo.territory.layers import (
    LAYERS,
    loaded_network,
    renewal_layers,
    stop_points,
    vat_limits,
)
from geo.territory.network import load_network
from geo.territory.where import (
    checked_shapes,
    load_perimeter,
    measures,
    perimeter,
    qpv_on,
    remove_perimeter,
    way_to_limit,
    where_polygon,
)
from geo.where.zones import ring
from tests.geo.where_frames import DATA, GUITARD, STATION, VAL_VERT, square_qpv

DAY = date(2024, 11, 27)
FILED = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
NETWORK = DATA / "indicators" / "demo_network.gtfs"
SQUARE = square_qpv().assign(name="Carré")
NEAR_RING = [[3.88, 45.027], [3.884, 45.027], [3.884, 45.03], [3.88, 45.03], [3.88, 45.027]]
FAR_RING = [[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.9], [2.3, 48.8]]
BOW_TIE = [[3.88, 45.02], [3.89, 45.03], [3.88, 45.03], [3.89, 45.02], [3.88, 45.02]]


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def collection(*rings, crs=None):
    features = [
        {
            "type": "Feature",
            "properties": {"nom": "Périmètre"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for ring in rings
    ]
    member = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **member, "features": features}).encode()


def test_area_of_a_ring_around_a_square():
    found = ring(SQUARE, 300, 500).geometry.iloc[0]
    exact = 4 * 1000 * 200 + 3.141592653589793 * (500**2 - 300**2)
    assert found.area == pytest.approx(exact, rel=1e-3)


@given(st.floats(-700, 1700), st.floats(-700, 1700))
def test_a_point_of_the_ring_is_between_both_distances(dx, dy):
    place = shapely.Point(770_000 + dx, 6_438_000 + dy)
    metres = SQUARE.geometry.iloc[0].distance(place)
    if ring(SQUARE, 0, 300).geometry.iloc[0].contains(place):
        assert 0 <= metres <= 300
    elif metres > 0:
        assert metres >= 299.8


@pytest.mark.parametrize(("inner", "outer"), [(300, 300), (500, 300), (-1, 300)])
def test_a_ring_needs_two_distances_in_order(inner, outer):
    with pytest.raises(InputError):
        ring(SQUARE, inner, outer)


def test_a_ring_is_measured_in_metres():
    with pytest.raises(CrsError):
        ring(SQUARE.to_crs(4326), 0, 300)


def test_limits_are_those_of_the_rule():
    assert vat_limits() == {0, 300, 500}


def test_coverage_by_day(territory):
    before, after = qpv_on(territory, date(2019, 9, 29)), qpv_on(territory, date(2024, 5, 13))
    assert not before["has_npnru_convention"].any()
    assert before["is_coverage_assumed"].all()
    assert list(after.index[after["has_npnru_convention"]]) == [VAL_VERT]
    assert not after["is_coverage_assumed"].any()
    assert before["has_contrat_de_ville"].all()


@pytest.mark.usefixtures("store")
def test_every_layer_of_the_export_opens_with_its_style(territory, tmp_path):
    load_perimeter(territory, VAL_VERT, "p.geojson", collection(NEAR_RING))
    load_network(territory, "vrai.zip", NETWORK.read_bytes(), MOMENT)
    layers = renewal_layers(territory, VAL_VERT, DAY, FILED)
    assert tuple(layers) == LAYERS
    path = tmp_path / "export.gpkg"
    path.write_bytes(geopackage(layers, dict.fromkeys(LAYERS, "<qgis/>")))
    for name, frame in layers.items():
        found = pyogrio.read_dataframe(path, layer=name)
        assert found.crs.to_epsg() == 2154
        assert len(found) == len(frame)
        assert set(frame.columns) <= set(found.columns)
    operations = pyogrio.read_dataframe(path, layer="operations").set_index("operation_id")
    assert operations.geometry.isna().all()
    assert operations.loc["vv-batiment-60", ["state", "state_on"]].tolist() == [
        "done",
        "2024-11-27",
    ]
    assert operations.loc["vv-batiment-60", "state_source"].startswith("Le visage du Val-Vert")
    stops = pyogrio.read_dataframe(path, layer="stops").set_index("stop_id")
    assert stops.loc["F-val-vert", ["lines", "source"]].tolist() == ["A, C, S", "vrai.zip"]
    far = pyogrio.read_dataframe(path, layer="vat_between_limits_npnru")
    assert far["code_qp"].tolist() == [VAL_VERT]
    with sqlite3.connect(path) as base:
        styled = base.execute("select f_table_name, useAsDefault from layer_styles").fetchall()
    assert styled == [(name, 1) for name in LAYERS]


def test_an_operation_that_a_source_places_has_a_point(tmp_path):
    frame = gpd.GeoDataFrame(
        {"name": ["a", "b"]}, geometry=[shapely.Point(769_600, 6_437_000), None], crs=2154
    )
    path = tmp_path / "export.gpkg"
    path.write_bytes(geopackage({"operations": frame}, {}))
    found = pyogrio.read_dataframe(path, layer="operations")
    assert found.geometry.notna().tolist() == [True, False]


@pytest.mark.usefixtures("store")
def test_a_layer_that_would_be_empty_is_left_out_of_the_export(territory):
    layers = renewal_layers(territory, VAL_VERT, DAY, date(2019, 6, 1))
    assert tuple(layers) == ("qpv", "vat_under_near_limit", "operations")


@pytest.mark.usefixtures("store")
def test_the_stops_of_the_invented_network_are_not_drawn(territory):
    assert network_file(territory).is_fictional
    assert loaded_network(territory) is None
    assert stop_points(territory) is None


@pytest.mark.parametrize("names", [("fid", "fid"), ("geom", "x"), ("index", "level_0"), ("a", "A")])
@pytest.mark.usefixtures("store")
def test_what_a_file_says_besides_its_shapes_is_not_kept(territory, names):
    content = json.loads(collection(NEAR_RING, NEAR_RING))
    for each in content["features"]:
        each["properties"] = dict.fromkeys(names, 1)
    load_perimeter(territory, VAL_VERT, "p.geojson", json.dumps(content).encode())
    assert list(perimeter(territory, VAL_VERT)) == ["geometry"]
    layers = renewal_layers(territory, VAL_VERT, DAY, FILED)
    assert list(layers["intervention_perimeter"]) == ["code_qp", "geometry"]
    assert geopackage(layers, {})


def test_a_perimeter_is_kept_apart_from_the_data_then_removed(territory, store):
    assert perimeter(territory, VAL_VERT) is None
    found = load_perimeter(territory, VAL_VERT, "p.geojson", collection(NEAR_RING))
    kept = perimeter_folder("200073419", VAL_VERT)
    assert kept == store / "200073419" / "perimeters" / VAL_VERT
    again = perimeter(territory, VAL_VERT)
    assert again.area.sum() == pytest.approx(found.area.sum(), rel=1e-4)
    assert perimeter(territory, GUITARD) is None
    remove_perimeter(territory, VAL_VERT)
    remove_perimeter(territory, VAL_VERT)
    assert perimeter(territory, VAL_VERT) is None
    assert list(kept.iterdir()) == []


def test_a_perimeter_that_the_store_refuses_leaves_the_one_before(territory, store):
    load_perimeter(territory, VAL_VERT, "p.geojson", collection(NEAR_RING))
    before = perimeter(territory, VAL_VERT).area.sum()
    with sqlite3.connect(store / "200073419" / "partners.db") as base:
        base.execute(
            "create trigger full before insert on perimeters begin select raise(abort, 'full'); end"
        )
    smaller = [NEAR_RING[0], NEAR_RING[1], NEAR_RING[2], NEAR_RING[0]]
    with pytest.raises(InputError) as refused:
        load_perimeter(territory, VAL_VERT, "q.geojson", collection(smaller))
    assert [fault.rule for fault in refused.value.faults] == ["store"]
    assert perimeter(territory, VAL_VERT).area.sum() == before
    names = [each.name for each in perimeter_folder("200073419", VAL_VERT).iterdir()]
    assert names == ["perimeter.geojson"]


def test_the_default_store_is_beside_the_embedded_data(monkeypatch):
    monkeypatch.delenv("CDV_STORE", raising=False)
    assert store_folder("200073419") == DATA.parent / "store" / "200073419"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (collection(FAR_RING), "too-far"),
        (collection(BOW_TIE), "invalid-ring"),
        (collection(NEAR_RING, crs="urn:ogc:def:crs:EPSG::2154"), "crs"),
        (collection(), "empty"),
        (b"{", "json"),
    ],
)
def test_a_bad_perimeter_is_refused_by_its_name_and_nothing_is_written(
    territory, store, content, rule
):
    with pytest.raises(DataError) as error:
        load_perimeter(territory, VAL_VERT, "../quartier.geojson", content)
    assert {(fault.rule, fault.file) for fault in error.value.faults} == {
        (rule, "quartier.geojson")
    }
    assert not store.exists()


@pytest.mark.usefixtures("store")
def test_a_perimeter_belongs_to_a_known_qpv(territory):
    with pytest.raises(UnknownCodeError):
        load_perimeter(territory, "../../etc", "p.geojson", collection(NEAR_RING))


def test_a_name_cannot_lead_out_of_the_folder(territory):
    found = checked_shapes(territory, "/a/../..\\a.geojson", collection(NEAR_RING))
    assert len(found) == 1


def polygon(*corners):
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})


def from_square(west, east):
    """A strip at given distances east of Val Vert's easternmost point, as GeoJSON."""
    outline = qpv_on(open_territory(DATA), FILED).geometry[VAL_VERT]
    x, y = max(outline.geoms[0].exterior.coords)
    strip = gpd.GeoSeries([shapely.box(x + west, y - 1, x + east, y + 1)], crs=2154)
    return shapely.to_geojson(strip.to_crs(4326).iloc[0])


@pytest.mark.parametrize(
    ("west", "east", "zone", "reason"),
    [
        (200, 290, "within_300_m", "wholly_under_near_limit"),
        (280, 330, "within_500_m_npnru", "partly_under_near_wholly_under_far_limit"),
        (280, 520, "none", "partly_over_far_limit"),
    ],
)
def test_three_places_around_val_vert_get_three_answers(territory, west, east, zone, reason):
    found = where_polygon(territory, from_square(west, east), FILED)
    assert (found["vat_zone"], found["vat_reason"]) == (zone, reason)
    assert found["article"] == "CIBS, art. L. 221-85 à L. 221-87"
    assert found["area_m2"] == pytest.approx(2 * (east - west), abs=0.5)


@pytest.mark.parametrize(
    "geometry",
    [
        polygon([3.0, 45.0], [4.0, 45.0], [4.0, 46.0]),
        polygon([120.0, 45.0], [120.001, 45.0], [120.0, 45.001]),
        polygon([3.88, 45.02], [3.881, 45.021], [3.88, 45.021], [3.881, 45.02]),
        '{"type": "Polygon", "coordinates": []}',
        '{"type": "Nothing"}',
        "[]",
        "{",
    ],
)
def test_a_shape_that_is_no_building_is_refused(territory, geometry):
    with pytest.raises(InputError):
        where_polygon(territory, geometry, FILED)


def test_measures_of_a_square_of_100_m():
    corners = gpd.GeoSeries([shapely.box(769_600, 6_437_000, 769_700, 6_437_100)], crs=2154)
    found = measures(shapely.to_geojson(corners.to_crs(4326).iloc[0]))
    assert found["area_m2"] == pytest.approx(10_000, abs=0.5)
    assert found["perimeter_m"] == pytest.approx(400, abs=0.01)


def test_the_way_to_the_limit_is_as_long_as_the_distance(territory):
    start, end = way_to_limit(territory, *STATION, GUITARD)
    line = json.dumps({"type": "LineString", "coordinates": [start, end]})
    assert start == pytest.approx(STATION)
    assert measures(line)["length_m"] == pytest.approx(429.67, abs=0.01)
