"""GeoJSON files: one feature per line, fixed decimals, RFC 7946."""

import json

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.build.geojson import geojson_text, write_geojson
from geo.errors import CrsError

degrees = st.floats(-80, 80, allow_nan=False)
sizes = st.floats(0.01, 5)


def frame_of(*shapes: shapely.Geometry, crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    codes = [f"4300{number}" for number in range(len(shapes))]
    table = {"code_insee": codes, "name": ["Été"] * len(shapes)}
    return gpd.GeoDataFrame(table, geometry=list(shapes), crs=crs).set_index("code_insee")


def test_the_text_is_exact():
    hole = shapely.Polygon(
        [(3, 45), (4, 45), (4, 46), (3, 46)], [[(3.2, 45.2), (3.4, 45.2), (3.4, 45.4)]]
    )
    text = geojson_text(frame_of(hole), decimals=1)
    assert text == (
        '{"type":"FeatureCollection","features":[\n'
        '{"type":"Feature","properties":{"code_insee":"43000","name":"Été"},'
        '"geometry":{"type":"Polygon","coordinates":['
        "[[3.0,45.0],[4.0,45.0],[4.0,46.0],[3.0,46.0],[3.0,45.0]],"
        "[[3.2,45.2],[3.4,45.4],[3.4,45.2],[3.2,45.2]]]}}\n"
        "]}\n"
    )


def test_the_file_has_one_line_per_feature_and_lf_only(tmp_path):
    path = tmp_path / "a.geojson"
    write_geojson(frame_of(shapely.box(3, 45, 4, 46), shapely.box(4, 45, 5, 46)), path)
    content = path.read_bytes()
    assert content.count(b"\n") == 4
    assert b"\r" not in content
    assert "crs" not in json.loads(content)


def test_another_reference_system_is_refused():
    with pytest.raises(CrsError):
        geojson_text(frame_of(shapely.box(0, 0, 1, 1), crs="EPSG:2154"))


@given(x=degrees, y=degrees, width=sizes, height=sizes)
def test_reading_back_gives_the_same_shape_to_the_last_decimal(x, y, width, height):
    box = shapely.box(x, y, x + width, y + height)
    read = shapely.geometry.shape(
        json.loads(geojson_text(frame_of(box)))["features"][0]["geometry"]
    )
    assert read.exterior.is_ccw
    assert read.bounds == pytest.approx(box.bounds, abs=5.1e-7)


@given(x=degrees, y=degrees, width=sizes, height=sizes)
def test_writing_what_was_read_changes_nothing(x, y, width, height):
    text = geojson_text(frame_of(shapely.box(x, y, x + width, y + height)))
    read = gpd.GeoDataFrame.from_features(json.loads(text), crs="EPSG:4326")
    again = read.set_index("code_insee")[["name", "geometry"]]
    assert geojson_text(again) == text
