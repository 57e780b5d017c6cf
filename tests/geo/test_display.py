"""Outlines for the map: lighter, still fitting together, with a point inside to write a name at."""

import json

import pytest
import shapely

from geo.display import DECIMALS, display_layer
from tests.geo.embedded import DATA


def features(name):
    return json.loads((DATA / "boundaries" / name).read_text(encoding="utf-8"))["features"]


def shown(given, code):
    collection = json.loads(display_layer(given, code=code))
    shapes = [shapely.geometry.shape(each["geometry"]) for each in collection["features"]]
    return [each["properties"] for each in collection["features"]], shapes


@pytest.fixture(scope="module")
def communes():
    return shown(features("communes.geojson"), "code_insee")


@pytest.fixture(scope="module")
def qpv():
    return shown(features("qpv.geojson"), "code_qp")


def test_every_area_keeps_its_code_and_name_in_order(communes):
    properties, _ = communes
    given = [each["properties"] for each in features("communes.geojson")]
    assert [(each["code"], each["name"]) for each in properties] == [
        (each["code_insee"], each["name"]) for each in given
    ]


def test_communes_still_fit_together(communes):
    _, shapes = communes
    assert shapely.coverage_is_valid(shapes)
    assert all(shape.is_valid and not shape.is_empty for shape in shapes)


def test_the_territory_keeps_its_area(communes):
    _, shapes = communes
    given = [shapely.geometry.shape(each["geometry"]) for each in features("communes.geojson")]
    ratio = sum(shape.area for shape in shapes) / sum(shape.area for shape in given)
    assert ratio == pytest.approx(1, abs=0.001)


def test_the_point_of_the_name_is_inside(communes, qpv):
    for properties, shapes in (communes, qpv):
        for each, shape in zip(properties, shapes, strict=True):
            assert shape.contains(shapely.Point(each["label"])), each["name"]


def test_coordinates_are_rounded(communes):
    _, shapes = communes
    points = shapely.get_coordinates(shapes)
    assert (points.round(DECIMALS) == points).all()


def test_a_neighbourhood_keeps_its_shape(qpv):
    _, shapes = qpv
    for shape, each in zip(shapes, features("qpv.geojson"), strict=True):
        given = shapely.geometry.shape(each["geometry"])
        assert shape.symmetric_difference(given).area / given.area < 0.01


def test_no_area_gives_an_empty_collection():
    assert json.loads(display_layer([], code="code_insee"))["features"] == []
