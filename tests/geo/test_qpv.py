"""Points and shapes relative to the QPV, against shapely and pyproj used plainly."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from geo.errors import CrsError, DataError, InputError
from geo.where import qpv as module
from geo.where.qpv import (
    limit_distances,
    locate_points,
    locate_shape,
    locate_xy,
    outlines_of,
    side_of,
)
from tests.geo.where_frames import GUITARD, STATION, VAL_VERT, le_puy_qpv, square_qpv

QPV = le_puy_qpv()
POINTS_COUNT = 10_000


def points(*xy):
    return gpd.GeoSeries.from_xy(*zip(*xy, strict=True), crs="EPSG:2154")


def plainly(x, y, frame):
    """Position, code, and distance to the nearest limit, one point and one QPV at a time."""
    for px, py in zip(x, y, strict=True):
        point = shapely.Point(px, py)
        inside = [code for code, area in frame.geometry.items() if area.intersects(point)]
        nearest = inside[0] if inside else frame.distance(point).idxmin()
        metres = frame.geometry[nearest].boundary.distance(point)
        side = "edge" if metres <= 5 else "inside" if inside else "outside"
        yield (None if side == "outside" else nearest), nearest, side, bool(inside), metres


def assert_exact(x, y, frame):
    found = locate_xy(x, y, outlines_of(frame))
    expected = list(zip(*plainly(x, y, frame), strict=True))
    assert found["qpv_code"].astype(object).where(found["qpv_code"].notna(), None).tolist() == list(
        expected[0]
    )
    assert found["nearest_code"].tolist() == list(expected[1])
    assert found["position"].tolist() == list(expected[2])
    assert found["is_inside"].tolist() == list(expected[3])
    assert found["distance_m"].tolist() == list(expected[4])


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(min_value=0, max_value=2**32 - 1))
def test_exact_on_ten_thousand_random_points(seed):
    west, south, east, north = QPV.total_bounds
    generator = np.random.default_rng(seed)
    lon, lat = Transformer.from_crs(2154, 4326, always_xy=True).transform(
        generator.uniform(west - 500, east + 500, POINTS_COUNT),
        generator.uniform(south - 500, north + 500, POINTS_COUNT),
    )
    x, y = Transformer.from_crs(4326, 2154, always_xy=True).transform(lon, lat)
    assert_exact(x, y, QPV)


@settings(max_examples=30, deadline=None)
@given(
    fractions=st.lists(st.floats(min_value=0, max_value=1), min_size=1, max_size=20),
    offset=st.sampled_from([0.0, 1e-9, 4.999, 5.0, 5.001]),
)
def test_exact_on_and_around_the_line(fractions, offset):
    line = QPV.geometry[VAL_VERT].boundary
    on_line = [line.interpolate(fraction, normalized=True) for fraction in fractions]
    x = np.array([point.x + offset for point in on_line])
    y = np.array([point.y for point in on_line])
    assert_exact(x, y, QPV)


def test_chunks_change_nothing(monkeypatch):
    generator = np.random.default_rng(43)
    x, y = generator.uniform(769_000, 772_000, 1_000), generator.uniform(6.436e6, 6.440e6, 1_000)
    whole = locate_xy(x, y, outlines_of(QPV))
    monkeypatch.setattr(module, "CHUNK", 7)
    assert locate_xy(x, y, outlines_of(QPV)).equals(whole)


def test_centroids_are_inside_their_qpv():
    found = locate_points(QPV.centroid, QPV)
    assert found.index.tolist() == QPV.index.tolist()
    assert found["qpv_code"].tolist() == [VAL_VERT, GUITARD]
    assert found["position"].tolist() == ["inside", "inside"]


def test_station_is_outside_with_its_distance_to_each_qpv():
    station = gpd.GeoSeries.from_xy([STATION[0]], [STATION[1]], crs=4326).to_crs("EPSG:2154")
    place = locate_points(station, QPV).iloc[0]
    assert (place["position"], place["nearest_code"]) == ("outside", GUITARD)
    assert np.isnan(place["qpv_code"])
    distances = limit_distances(station, QPV).iloc[0]
    assert distances[VAL_VERT] == pytest.approx(1139.67, abs=0.005)
    assert distances[GUITARD] == pytest.approx(429.67, abs=0.005)
    assert place["distance_m"] == distances[GUITARD]


@pytest.mark.parametrize(
    ("offset", "position", "is_inside"),
    [
        (-5.01, "inside", True),
        (-5.0, "edge", True),
        (-1.0, "edge", True),
        (0.0, "edge", True),
        (1.0, "edge", False),
        (5.0, "edge", False),
        (5.01, "outside", False),
    ],
)
def test_sides_of_the_line(offset, position, is_inside):
    frame = square_qpv()
    place = points((771_000 + offset, 6_438_500))
    found = locate_points(place, frame).iloc[0]
    assert (found["position"], bool(found["is_inside"])) == (position, is_inside)
    assert found["distance_m"] == pytest.approx(abs(offset))
    assert limit_distances(place, frame).iloc[0, 0] == pytest.approx(offset)
    assert (found["qpv_code"] == "SQUARE") is (position != "outside")
    assert side_of(offset) == position


@pytest.mark.parametrize("code", [VAL_VERT, GUITARD])
def test_one_metre_on_either_side_of_the_real_line_is_the_edge(code):
    area = QPV.geometry[code]
    for side in (area.buffer(1).exterior, area.buffer(-1).boundary):
        near = [side.interpolate(share, normalized=True) for share in np.linspace(0, 1, 50)]
        found = locate_points(gpd.GeoSeries(near, crs="EPSG:2154"), QPV)
        assert set(found["position"]) == {"edge"}
        assert set(found["qpv_code"]) == {code}


def test_a_point_in_two_outlines_is_in_the_first_of_the_frame():
    frame = gpd.GeoDataFrame(
        index=["B", "A"],
        geometry=[shapely.box(0, 0, 100, 100), shapely.box(50, 0, 150, 100)],
        crs="EPSG:2154",
    )
    assert locate_points(points((75, 50)), frame)["qpv_code"].tolist() == ["B"]
    assert locate_points(points((75, 50)), frame.iloc[::-1])["qpv_code"].tolist() == ["A"]


def test_a_hole_is_outside():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(40, 40, 60, 60))
    frame = gpd.GeoDataFrame(index=["R"], geometry=[ring], crs="EPSG:2154")
    found = locate_points(points((50, 50)), frame).iloc[0]
    assert (found["position"], found["distance_m"]) == ("outside", 10)


def test_index_and_order_are_kept():
    places = points((770_500, 6_438_500), (0, 0)).set_axis(["b", "a"])
    frame = square_qpv()
    assert locate_points(places, frame).index.tolist() == ["b", "a"]
    assert limit_distances(places, frame).index.tolist() == ["b", "a"]


def test_no_point_is_no_row():
    assert locate_xy(np.array([]), np.array([]), outlines_of(QPV)).empty


def test_degrees_are_refused():
    with pytest.raises(CrsError, match="EPSG:2154"):
        locate_points(gpd.GeoSeries.from_xy([3.88], [45.03], crs=4326), QPV)
    with pytest.raises(CrsError, match="EPSG:2154"):
        outlines_of(QPV.to_crs(4326))


def test_points_without_place_are_refused():
    with pytest.raises(InputError, match="1 missing or infinite, the first in row 2"):
        locate_xy(np.array([0.0, np.nan]), np.array([0.0, 0.0]), outlines_of(QPV))


def test_all_wrong_outlines_are_named_at_once():
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    shapes = [bow, None, shapely.Point(0, 0), shapely.Polygon(), shapely.box(0, 0, 1, 1)]
    frame = gpd.GeoDataFrame(index=list("ABCDA"), geometry=shapes, crs="EPSG:2154")
    with pytest.raises(DataError) as caught:
        outlines_of(frame)
    assert [(fault.rule, fault.field) for fault in caught.value.faults] == [
        ("primary-key", "A"),
        ("outline", "A"),
        ("outline", "B"),
        ("outline", "C"),
        ("outline", "D"),
    ]
    assert "Self-intersection" in str(caught.value)


def test_no_outline_at_all_is_refused():
    with pytest.raises(DataError, match="at least one outline"):
        outlines_of(QPV.iloc[:0])


@pytest.mark.parametrize(
    ("shape", "nearest", "farthest", "position"),
    [
        pytest.param((770_100, 6_438_100, 770_110, 6_438_110), 0, 0, "inside", id="dedans"),
        pytest.param((770_980, 6_438_100, 771_020, 6_438_110), 0, 20, "edge", id="à cheval"),
        pytest.param((771_005, 6_438_100, 771_020, 6_438_110), 5, 20, "edge", id="à 5 m"),
        pytest.param((771_250, 6_438_100, 771_350, 6_438_200), 250, 350, "outside", id="dehors"),
        pytest.param((769_000, 6_437_000, 772_000, 6_440_000), 0, 2**0.5 * 1000, "edge", id="tout"),
    ],
)
def test_nearest_and_farthest_part_of_a_shape(shape, nearest, farthest, position):
    found = locate_shape(shapely.box(*shape), square_qpv()).loc["SQUARE"]
    assert found["min_distance_m"] == nearest
    assert found["max_distance_m"] == pytest.approx(farthest)
    assert found["position"] == position


def test_a_shape_touching_the_line_from_inside_is_not_outside_it():
    found = locate_shape(shapely.box(770_900, 6_438_100, 771_000, 6_438_110), square_qpv())
    assert found.loc["SQUARE", ["min_distance_m", "max_distance_m"]].tolist() == [0, 0]


@pytest.mark.parametrize(
    "shape",
    [shapely.Point(0, 0), shapely.Polygon(), shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])],
)
def test_shapes_that_cannot_be_measured_are_refused(shape):
    with pytest.raises(InputError, match="a valid polygon"):
        locate_shape(shape, square_qpv())


@pytest.fixture(scope="module")
def national(samples):
    """The QPV of metropolitan France, repaired, from a real file out of the repository."""
    path = samples / "qpv_2024_national_simplified.geojson"
    if not path.is_file():
        pytest.skip(f"no national QPV file: set CDV_SAMPLES to a folder that holds {path.name}")
    frame = gpd.read_file(path).set_index("code_qp")
    return frame[~frame.index.str.startswith("QN97")].to_crs("EPSG:2154")


def test_national_file_is_refused_as_it_is_with_the_code_of_each_wrong_outline(national):
    with pytest.raises(DataError) as caught:
        outlines_of(national)
    wrong = {fault.field for fault in caught.value.faults}
    assert wrong == set(national.index[~national.is_valid])
    assert len(wrong) > 50


def test_exact_on_the_repaired_national_file(national):
    repaired = national.set_geometry(national.make_valid().buffer(0))
    repaired = repaired[~repaired.is_empty]
    places = repaired.sample(40, random_state=43).representative_point()
    generator = np.random.default_rng(43)
    x = np.concatenate([places.x + generator.normal(0, 300, 40), places.x])
    y = np.concatenate([places.y + generator.normal(0, 300, 40), places.y])
    assert_exact(x, y, repaired)
    assert locate_points(places, repaired)["is_inside"].all()
