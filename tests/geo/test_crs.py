"""The guard that keeps degrees and metres apart."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.crs import LAMBERT_93, WGS_84, require, to_lambert_93, to_wgs_84
from geo.errors import CrsError


def frame(crs, *points):
    return gpd.GeoDataFrame(geometry=gpd.points_from_xy(*zip(*points, strict=True)), crs=crs)


STATION = (3.89257, 45.04273)  # OpenStreetMap, gare du Puy-en-Velay


@pytest.mark.parametrize("crs", [LAMBERT_93, WGS_84])
def test_the_right_system_passes_whatever_its_writing(crs):
    require(frame(crs, STATION), crs)
    require(frame(int(crs.removeprefix("EPSG:")), STATION), crs)
    require(frame(crs, STATION).geometry, crs)


@pytest.mark.parametrize(
    ("found", "asked"),
    [(WGS_84, LAMBERT_93), (LAMBERT_93, WGS_84), ("EPSG:3857", LAMBERT_93), (None, WGS_84)],
)
def test_another_system_is_refused_and_named(found, asked):
    with pytest.raises(CrsError) as caught:
        require(frame(found, STATION), asked)
    (fault,) = caught.value.faults
    assert (fault.rule, fault.expected) == ("crs", asked)
    assert fault.found == (found or "no reference system")


def test_nothing_is_converted_twice():
    metres = to_lambert_93(frame(WGS_84, STATION))
    with pytest.raises(CrsError):
        to_lambert_93(metres)
    with pytest.raises(CrsError):
        to_wgs_84(frame(WGS_84, STATION))
    with pytest.raises(CrsError):
        to_lambert_93(frame(None, STATION))


@pytest.mark.parametrize("shape", ["POINT (3.9 45.04)", "POINT Z (3.9 45.04 630)", "POINT EMPTY"])
def test_the_answers_are_those_of_geopandas(shape):
    degrees = gpd.GeoDataFrame(
        {"a": [1]}, geometry=[shapely.from_wkt(shape)], index=["x"], crs=4326
    )
    metres = to_lambert_93(degrees)
    pd.testing.assert_frame_equal(metres, degrees.to_crs(LAMBERT_93), check_exact=True)
    assert (
        metres.geometry.to_wkt().tolist() == degrees.to_crs(LAMBERT_93).geometry.to_wkt().tolist()
    )
    assert metres.crs == LAMBERT_93
    assert to_wgs_84(metres).geometry.to_wkt().tolist() == degrees.geometry.to_wkt().tolist()


def test_the_input_is_left_as_it_was():
    degrees = frame(WGS_84, STATION)
    to_lambert_93(degrees)
    assert degrees.crs == WGS_84
    assert degrees.geometry[0] == shapely.Point(STATION)


def test_lambert_93_counts_metres_from_its_origin():
    # By definition (IGN): longitude 3, latitude 46.5 is (700 000, 6 600 000).
    origin = to_lambert_93(frame(WGS_84, (3, 46.5))).geometry[0]
    assert (origin.x, origin.y) == pytest.approx((700_000, 6_600_000), abs=1e-3)


@given(st.floats(-5, 10), st.floats(41, 51))
def test_there_and_back_is_the_same_place(lon, lat):
    back = to_wgs_84(to_lambert_93(frame(WGS_84, (lon, lat)))).geometry[0]
    assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-9)
