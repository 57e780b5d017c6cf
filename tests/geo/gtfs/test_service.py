"""What stops and lines offer on a day, and how much of a neighbourhood is near a stop."""

import math
from datetime import date

import geopandas as gpd
import pytest
from pyproj import Transformer
from shapely import Point, box

from geo.errors import CrsError, InputError
from geo.gtfs import read_feed
from geo.gtfs.coverage import area_service, coverage, radii
from geo.gtfs.service import (
    BANDS,
    departures,
    line_service,
    line_shapes,
    stop_service,
)
from tests.geo.gtfs.feeds import ROUTES, STOP_TIMES, TRIPS, write_zip

TUESDAY = date(2026, 3, 3)
SATURDAY = date(2026, 3, 7)


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    return read_feed(write_zip(tmp_path_factory.mktemp("service") / "feed.zip"))


def test_the_last_stop_of_a_trip_has_no_departure(feed):
    leaving = departures(feed, TUESDAY)
    assert list(zip(leaving["stop_id"], leaving["departure_s"], strict=True)) == [
        ("VALVERT", 25200),
        ("GARE", 25860),
        ("VALVERT", 63000),
        ("MAIRIE", 26400),
        ("HOPITAL", 27000),
    ]


def test_stops_on_a_day(feed):
    stops = stop_service(feed, TUESDAY)
    assert stops.index.tolist() == ["GARE", "MAIRIE", "VALVERT", "HOPITAL"]
    valvert = stops.loc["VALVERT"]
    assert (valvert["departures_count"], valvert["lines"]) == (2, ("2",))
    assert (valvert["first_departure_s"], valvert["last_departure_s"]) == (25200, 63000)
    assert valvert["morning_peak_per_hour"] == 0.5
    assert valvert["evening_peak_per_hour"] == pytest.approx(1 / 3)
    assert valvert["day_per_hour"] == 0


def test_a_trip_of_the_night_belongs_to_the_day_it_leaves(feed):
    stops = stop_service(feed, SATURDAY)
    assert stops.index.tolist() == ["GARE"]
    assert stops.loc["GARE", "last_departure_s"] == 90600
    assert stops.loc["GARE", "evening_per_hour"] == pytest.approx(1 / 9)


def test_bands_follow_each_other():
    hours = list(BANDS.values())
    assert [end for _, end in hours[:-1]] == [start for start, _ in hours[1:]]


def test_where_nobody_gets_on_there_is_no_departure(tmp_path):
    lines = STOP_TIMES.splitlines()
    types = ["pickup_type", "", "1", "", "2"] + [""] * (len(lines) - 5)
    told = "\n".join(f"{line},{each}" for line, each in zip(lines, types, strict=True))
    feed = read_feed(write_zip(tmp_path / "feed.zip", stop_times=told))
    stops = stop_service(feed, TUESDAY)
    assert "GARE" not in stops.index
    assert stops.loc["VALVERT", "on_demand_count"] == 1
    assert stops.loc["VALVERT", "departures_count"] == 2


def test_lines_on_a_day(feed):
    lines = line_service(feed, TUESDAY)
    assert lines["name"].tolist() == ["2", "10"]
    assert lines["trips_count"].tolist() == [2, 1]
    assert lines["stops_count"].tolist() == [2, 2]
    assert lines.loc["R2", "color"] == "1B6E53"
    assert line_service(feed, SATURDAY).index.tolist() == ["R10"]


def test_a_line_without_a_short_name_takes_the_long_one(tmp_path):
    feed = read_feed(write_zip(tmp_path / "feed.zip", routes=ROUTES.replace("A,2,", "A,,")))
    assert line_service(feed, TUESDAY)["name"].tolist() == ["Gare - Val-Vert", "10"]


def test_lines_are_drawn_from_stop_to_stop_without_shapes(feed):
    shapes = line_shapes(feed, TUESDAY)
    assert shapes.crs == "EPSG:4326"
    assert shapes["is_straight"].tolist() == [True, True]
    assert len(shapes.geometry["R2"].geoms) == 2  # two courses: with and without the station
    assert shapes.geometry["R10"].geoms[0].coords[0] == (3.885, 45.044)


def test_lines_follow_their_shapes(tmp_path):
    drawn = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n" + "".join(
        f"S,45.0{5 + n},3.88,{10 - n}\n" for n in range(3)
    )
    trips = TRIPS.replace("direction_id", "shape_id").replace(",0\n", ",S\n")
    feed = read_feed(write_zip(tmp_path / "feed.zip", shapes=drawn, trips=trips))
    shapes = line_shapes(feed, TUESDAY)
    assert shapes["is_straight"].tolist() == [False, False]
    assert list(shapes.geometry["R2"].geoms[0].coords) == [
        (3.88, 45.07),
        (3.88, 45.06),
        (3.88, 45.05),
    ]


def test_radii_say_where_they_come_from():
    found = radii(TUESDAY)
    assert [radius.metres for radius in found] == [200, 300, 400, 500]
    assert all("SLTC" in radius.source and radius.url for radius in found)


def metres(lon, lat):
    return Transformer.from_crs(4326, 2154, always_xy=True).transform(lon, lat)


def areas(*shapes):
    return gpd.GeoDataFrame(
        {"code_qp": [f"Q{n}" for n in range(len(shapes))]}, geometry=list(shapes), crs=2154
    ).set_index("code_qp")


def around(lon, lat, half_m, shift_m=0.0):
    x, y = metres(lon, lat)
    return box(x - half_m + shift_m, y - half_m, x + half_m + shift_m, y + half_m)


VALVERT = (3.89, 45.03)


def test_a_small_area_on_a_stop_is_wholly_near_it(feed):
    shares = coverage(feed, TUESDAY, areas(around(*VALVERT, 50)))
    assert shares.index.tolist() == [("Q0", 200), ("Q0", 300), ("Q0", 400), ("Q0", 500)]
    assert (shares["area_on_foot_percent"] == 100).all()
    assert shares["points_on_foot_percent"].isna().all()


def test_a_radius_on_foot_is_shorter_than_the_straight_one(feed):
    shares = coverage(feed, TUESDAY, areas(around(*VALVERT, 1000))).loc["Q0"]
    disc = math.pi * 300**2 / 2000**2 * 100
    assert shares.loc[300, "area_straight_percent"] == pytest.approx(disc, rel=0.003)
    assert shares.loc[300, "area_on_foot_percent"] == pytest.approx(disc / 1.3**2, rel=0.003)


@pytest.mark.parametrize(("minimum", "share"), [(1, 100), (2, 100), (3, 0)])
def test_stops_with_too_few_departures_do_not_count(feed, minimum, share):
    shares = coverage(feed, TUESDAY, areas(around(*VALVERT, 50)), minimum_departures=minimum)
    assert (shares["area_on_foot_percent"] == share).all()


def test_dwellings_are_counted_where_a_layer_is_given(feed):
    x, y = metres(*VALVERT)
    near, far, outside = Point(x + 220, y), Point(x + 900, y), Point(x + 3000, y)
    dwellings = gpd.GeoSeries([near, far, outside], crs=2154)
    shares = coverage(feed, TUESDAY, areas(around(*VALVERT, 1000)), points=dwellings).loc["Q0"]
    assert shares["points_count"].tolist() == [2, 2, 2, 2]
    assert shares["points_on_foot_percent"].tolist() == [0, 50, 50, 50]
    assert shares["points_straight_percent"].tolist() == [0, 50, 50, 50]


def test_shares_never_shrink_with_the_radius(feed):
    shares = coverage(feed, TUESDAY, areas(around(3.888, 45.04, 900), around(*VALVERT, 400)))
    for _, of_area in shares.groupby(level=0):
        assert of_area["area_on_foot_percent"].is_monotonic_increasing
        assert (of_area["area_on_foot_percent"] <= of_area["area_straight_percent"]).all()


@pytest.mark.parametrize(("shift_m", "stops"), [(0, 1), (329, 1), (332, 0)])
def test_stops_outside_but_near_count(feed, shift_m, stops):
    """The limit is 100 m from the centre: 229 m of straight line are 298 m on foot."""
    found = area_service(feed, TUESDAY, areas(around(*VALVERT, 100, shift_m)), radius_m=300)
    assert found["stops_count"].tolist() == [stops]
    assert found["lines"].tolist() == [("2",)] if stops else [()]
    assert found["departures_count"].tolist() == [2 if stops else 0]


def test_degrees_are_refused(feed):
    with pytest.raises(CrsError):
        coverage(feed, TUESDAY, areas(around(*VALVERT, 50)).to_crs(4326))
    with pytest.raises(CrsError):
        area_service(feed, TUESDAY, areas(around(*VALVERT, 50)).to_crs(4326))


@pytest.mark.parametrize("question", [stop_service, line_service, line_shapes])
def test_a_day_outside_the_feed_is_refused(feed, question):
    with pytest.raises(InputError, match="day-outside-feed"):
        question(feed, date(2026, 4, 1))


def test_no_departure_at_all_is_an_empty_answer(feed):
    friday = date(2026, 3, 6)
    assert stop_service(feed, friday).empty
    assert line_service(feed, friday).empty
    assert line_shapes(feed, friday).empty
    shares = coverage(feed, friday, areas(around(*VALVERT, 50)))
    assert (shares["area_straight_percent"] == 0).all()


def test_at_least_one_departure_must_be_asked(feed):
    with pytest.raises(InputError, match="out-of-bounds"):
        coverage(feed, TUESDAY, areas(around(*VALVERT, 50)), minimum_departures=0)
