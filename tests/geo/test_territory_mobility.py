"""Mobility of the territory: starting points, travel times by hour, surfaces, service."""

import json
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.access import Window, times_to
from geo.crs import LAMBERT_93, to_lambert_93
from geo.errors import CrsError, InputError, UnknownCodeError
from geo.gtfs import read_feed
from geo.mobility.bands import change_of_reach, for_map, within_km2
from geo.mobility.networks import network_file
from geo.mobility.origins import origins_inside
from geo.territory import mobility, open_territory
from tests.geo.embedded import DATA, GUITARD, VAL_VERT

TUESDAY, SUNDAY = date(2026, 9, 1), date(2026, 9, 6)


@pytest.fixture(scope="module")
def here():
    return open_territory(DATA)


@pytest.fixture(scope="module")
def setting(here):
    return mobility.Setting(network_file(here).key)


@pytest.fixture(scope="module")
def feed(here, setting):
    return mobility.published_feed(here, setting.key)


@pytest.fixture(scope="module")
def engine(feed, setting):
    return mobility.day_engine(feed, TUESDAY, setting)


@pytest.fixture(scope="module")
def table(here):
    return mobility.destinations(here, "")


@pytest.fixture(scope="module")
def origins(here):
    return mobility.neighbourhood_origins(here)


def test_another_network_is_not_answered_for(here):
    with pytest.raises(UnknownCodeError):
        mobility.published_feed(here, "0" * 64)


def test_the_usual_day_is_the_first_weekday_and_its_sunday_follows(feed):
    assert mobility.usual_day(feed) == TUESDAY
    assert mobility.sunday_of(feed, TUESDAY) == SUNDAY
    assert mobility.sunday_of(feed, feed.last_day) == feed.last_day


def test_school_holidays_are_told_by_fewer_buses(feed):
    kinds = mobility.day_kinds(feed)
    assert kinds[date(2026, 10, 20)] == "reduced_weekday"
    assert kinds[date(2026, 10, 13)] == "weekday"
    assert kinds[date(2026, 12, 25)] == "reduced_weekday"


def test_every_starting_point_is_inside_its_neighbourhood(origins):
    qpv = gpd.read_file(DATA / "boundaries" / "qpv.geojson").set_index("code_qp")
    outlines = to_lambert_93(qpv)
    for code, places in origins.items():
        points = gpd.GeoSeries(gpd.points_from_xy(*zip(*places, strict=True)), crs="EPSG:4326")
        assert points.to_crs(LAMBERT_93).within(outlines.geometry[code].buffer(0.2)).all()
    assert {code: len(places) for code, places in origins.items()} == {VAL_VERT: 3, GUITARD: 6}


def test_a_small_outline_has_one_starting_point():
    shape = shapely.box(770_010, 6_437_010, 770_020, 6_437_020)
    found = origins_inside(gpd.GeoDataFrame(geometry=[shape], crs=LAMBERT_93))
    assert {code: len(places) for code, places in found.items()} == {"0": 1}


def test_outlines_in_degrees_are_refused():
    with pytest.raises(CrsError):
        origins_inside(gpd.GeoDataFrame(geometry=[shapely.box(3, 45, 4, 46)], crs="EPSG:4326"))


def test_the_time_of_a_neighbourhood_is_the_middle_of_its_points(engine, origins, table):
    found = mobility.reach(engine, origins[VAL_VERT], table, 7)
    placed = table[table["lon"].notna()]
    each = [
        times_to(engine, origin, placed, Window(420, 480), max_min=mobility.MAX_MIN)
        for origin in origins[VAL_VERT]
    ]
    middle = np.sort([one.loc["gare", "median_min"] for one in each])[1]
    assert found.loc["gare", "median_min"] == middle
    assert found.loc["gare", "best_min"] == min(one.loc["gare", "best_min"] for one in each)
    assert found.loc["gare", "worst_min"] == max(one.loc["gare", "worst_min"] for one in each)


def test_only_placed_destinations_have_a_time(engine, origins, table):
    found = mobility.reach(engine, origins[VAL_VERT], table, 7)
    assert list(found.index) == list(table.index[table["lon"].notna()])


def test_before_the_first_bus_and_on_sunday_some_places_are_out_of_reach(
    feed, engine, origins, table, setting
):
    places = origins[VAL_VERT]
    early = mobility.reach(engine, places, table, 5)["median_min"]
    sunday = mobility.reach(mobility.day_engine(feed, SUNDAY, setting), places, table, 7)
    assert early[["mairie-brives", "mairie-chadrac"]].isna().all()
    assert sunday["median_min"].isna().equals(early.isna())
    known = sunday["median_min"].notna()
    assert sunday.loc[known, "is_on_foot"].all()
    day = mobility.reach(engine, places, table, 8)
    assert not day.loc["mairie-brives", "is_on_foot"]


def test_every_hour_is_there_once(engine, origins, table):
    found = mobility.reach_by_hour(engine, origins[VAL_VERT][:1], table, (6, 7))
    alone = mobility.reach(engine, origins[VAL_VERT][:1], table, 7)
    assert found[found["hour"] == 7].drop(columns="hour").equals(alone)
    assert len(found) == 2 * len(alone)


def test_the_surface_of_a_better_line_contains_the_one_before(feed, engine, origins, setting):
    better = mobility.scenario_feed(feed, "cadence~A~10;soir~A~23:00")
    before = mobility.bands(engine, origins[VAL_VERT][0], 21)
    after = mobility.bands(mobility.day_engine(better, TUESDAY, setting), origins[VAL_VERT][0], 21)
    found = change_of_reach(before, after, 30)["area_km2"]
    assert found["gained"] > 1
    assert found["lost"] == 0
    assert found["kept"] == pytest.approx(within_km2(before)[30], rel=1e-3)


def test_nothing_changes_without_a_change(engine, origins):
    bands = mobility.bands(engine, origins[VAL_VERT][0], 8)
    found = change_of_reach(bands, bands, 45)["area_km2"]
    assert (found["gained"], found["lost"]) == (0, 0)


def test_what_the_map_gets_is_light_and_close(engine, origins):
    bands = mobility.bands(engine, origins[VAL_VERT][0], 8)
    shapes = for_map(bands)
    assert len(str(shapes).replace(" ", "")) < 20_000
    for step, shape in shapes.items():
        drawn = gpd.GeoSeries([shapely.from_geojson(json.dumps(shape))], crs="EPSG:4326")
        area_km2 = float(drawn.to_crs(LAMBERT_93).area.iloc[0]) / 1e6
        assert area_km2 == pytest.approx(bands.loc[step, "area_km2"], rel=0.02)
    assert set(shapes) == {15, 30, 45, 60}


def test_both_neighbourhoods_have_lines_and_shares(here, feed):
    lines, shares = mobility.neighbourhood_service(here, feed, TUESDAY, 1.3)
    assert lines.loc[VAL_VERT, "lines"] == ("A", "C")
    assert shares.loc[(VAL_VERT, 500), "area_on_foot_percent"] == pytest.approx(99, abs=1)
    assert shares["area_on_foot_percent"].between(0, 100).all()


def test_a_network_far_away_is_measured(here, samples):
    path = samples / "gtfs" / "tallis-lons-le-saunier-20240704.zip"
    if not path.is_file():
        pytest.skip("no such sample")
    far = mobility.nearest_stop_m(here, read_feed(path))
    assert all(150_000 < metres < 250_000 for metres in far.values())


def test_a_place_inside_the_network_is_near(here, feed):
    assert mobility.nearest_stop_m(here, feed) == {VAL_VERT: 0.0, GUITARD: 0.0}


def test_a_day_outside_the_timetable_is_refused(feed, setting):
    with pytest.raises(InputError):
        mobility.day_engine(feed, date(2025, 1, 1), setting)


def test_published_facts_keep_date_source_and_status(here):
    facts = mobility.mobility_facts(here)
    assert facts.loc["lignes", "value"] == 20
    assert facts.loc["communes-desservies", "value"] == 14
    assert facts.loc["arrets", "value_text"] == "près de 500"
    assert facts["source"].isin(here.sources).all()
    assert set(facts["status"]) == {"official", "press"}
    assert facts.loc[facts["status"] == "press", "certainty"].eq("to_check").all()
