"""Walking on streets: the small OpenStreetMap extract that comes with the reader of extracts."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from geo.access import Walking, Window, engine_key, open_engine, times, times_to
from geo.errors import DataError, InputError
from geo.gtfs import read_feed
from tests.geo.gtfs.feeds import STOP_TIMES, write_zip

TUESDAY = date(2026, 3, 3)
WINDOW = Window(420, 425)
# Within the extract: a few streets of a Finnish town.
STOPS = """stop_id,stop_name,stop_lat,stop_lon
GARE,a,60.5260,26.9450
MAIRIE,b,60.5280,26.9480
VALVERT,c,60.5300,26.9500
HOPITAL,d,60.5320,26.9520
LOIN,e,60.5340,26.9400
"""
ORIGIN = (26.9460, 60.5270)


@pytest.fixture(scope="module")
def extract():
    return Path(str(files("pyrosm"))) / "data" / "test.osm.pbf"


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    quick = STOP_TIMES.replace("07:10:00,07:11:00", "07:02:00,07:02:00")
    path = tmp_path_factory.mktemp("streets") / "feed.zip"
    return read_feed(write_zip(path, stops=STOPS, stop_times=quick))


@pytest.fixture(scope="module")
def engine(feed, extract):
    return open_engine(feed, TUESDAY, Walking(osm=extract))


def test_streets_are_never_shorter_than_straight_lines(engine, feed):
    straight = open_engine(feed, date(2026, 3, 8), Walking(detour=1.0))
    on_streets = times(engine, ORIGIN, Window(600, 605))["median_min"]
    as_the_crow_flies = times(straight, ORIGIN, Window(600, 605))["median_min"]
    assert on_streets.notna().sum() >= 4
    assert (on_streets.dropna() >= as_the_crow_flies[on_streets.notna()] - 1 / 60).all()
    assert (on_streets.dropna() > as_the_crow_flies[on_streets.notna()] * 1.05).any()


def test_the_bus_is_ridden_as_well(engine):
    """At 6:57 the bus of 7:00 is caught, for 2 minutes; later people walk."""
    valvert = (26.9500, 60.5300)
    assert times(engine, valvert, Window(417, 418)).loc["GARE", "median_min"] == 5
    assert times(engine, valvert, Window(600, 601)).loc["GARE", "median_min"] > 5


def test_a_place_near_a_stop_takes_the_walk_of_the_streets(engine):
    there = pd.DataFrame({"lon": [26.9480], "lat": [60.5280]}, index=["at MAIRIE"])
    to_place = times_to(engine, ORIGIN, there, Window(600, 605)).loc["at MAIRIE", "median_min"]
    to_stop = times(engine, ORIGIN, Window(600, 605)).loc["MAIRIE", "median_min"]
    assert to_place == pytest.approx(to_stop, abs=0.1)


def test_a_place_far_from_the_streets_is_told(engine):
    with pytest.raises(InputError, match="a place near a street"):
        times(engine, (3.89, 45.03), WINDOW)


def test_streets_are_part_of_the_key(feed, extract):
    assert engine_key(feed, TUESDAY, Walking(osm=extract)) != engine_key(feed, TUESDAY)


def test_what_is_no_extract_is_told(feed, tmp_path):
    path = tmp_path / "streets.osm.pbf"
    path.write_bytes(b"no streets")
    with pytest.raises(DataError, match="streets"):
        open_engine(feed, TUESDAY, Walking(osm=path))
