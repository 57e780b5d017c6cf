"""Isochrones: valid bands, none over another, as wide as a walk in the time that is left."""

import math
from datetime import date
from itertools import combinations

import geopandas as gpd
import pytest
from shapely import Point

from geo.access import Window, isochrones, open_engine
from geo.gtfs import read_feed
from tests.geo.gtfs.feeds import write_zip

VALVERT = (3.89, 45.03)
WINDOW = Window(420, 421)
KM_IN_HOUR = 4.5 / 1.3


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    return read_feed(write_zip(tmp_path_factory.mktemp("surface") / "feed.zip"))


@pytest.fixture(scope="module")
def bands(feed):
    return isochrones(open_engine(feed, date(2026, 3, 3)), VALVERT, WINDOW)


def test_bands_are_valid_and_apart(bands):
    assert bands.crs == "EPSG:4326"
    assert bands.index.tolist() == [15, 30, 45, 60]
    assert bands["from_min"].tolist() == [0, 15, 30, 45]
    assert bands.is_valid.all()
    for one, other in combinations(bands.to_crs(2154).geometry, 2):
        assert one.intersection(other).area < 1  # square metre


def test_without_a_bus_the_bands_are_rings_of_walk(feed):
    engine = open_engine(feed, date(2026, 3, 8))
    bands = isochrones(engine, VALVERT, WINDOW, steps_min=(30, 60))
    disc = math.pi * (KM_IN_HOUR / 2) ** 2
    assert bands["area_km2"].tolist() == pytest.approx([disc, 3 * disc], rel=0.01)


def test_the_bus_carries_further(bands):
    """At 7:00 the bus is at the mairie at 7:15: 15 minutes are left of 30 there."""
    reached = {limit: bands.geometry[limit] for limit in bands.index}
    x_m = 0.000013  # degrees of longitude in a metre, here
    left = 15 / 60 * KM_IN_HOUR * 1000
    inside = Point(3.885 - (left - 50) * x_m, 45.044)
    outside = Point(3.885 - (left + 50) * x_m, 45.044)
    assert reached[30].contains(inside)
    assert not reached[30].contains(outside)
    assert reached[45].contains(outside)
    assert reached[60].contains(Point(3.95, 45.1))  # far away at 7:50


def test_areas_are_those_of_the_shapes(bands):
    measured = gpd.GeoSeries(bands.geometry).to_crs(2154).area / 1_000_000
    assert bands["area_km2"].tolist() == pytest.approx(measured.tolist(), rel=1e-4)


def test_the_worst_reaches_less_than_the_best(feed):
    engine = open_engine(feed, date(2026, 3, 3))
    window = Window(415, 425)
    area = {
        measure: isochrones(engine, VALVERT, window, measure=measure)["area_km2"].sum()
        for measure in ("best_min", "median_min", "worst_min")
    }
    assert area["best_min"] > area["median_min"] >= area["worst_min"]
