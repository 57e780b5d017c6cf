"""Journeys worked out by hand: walking, changing, by night, in a wheelchair, to a place."""

from datetime import date

import pandas as pd
import pytest

from geo.access import Walking, Window, engine_key, open_engine, times, times_to
from geo.access.times import seconds_by_minute
from geo.access.timetable import day_timetable
from geo.errors import InputError
from geo.gtfs import read_feed
from tests.geo.gtfs.feeds import STOP_TIMES, STOPS, TRIPS, write_zip

TUESDAY, SATURDAY, SUNDAY = date(2026, 3, 3), date(2026, 3, 7), date(2026, 3, 8)
VALVERT, GARE, LOIN = (3.89, 45.03), (3.893, 45.043), (3.95, 45.1)


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    return read_feed(write_zip(tmp_path_factory.mktemp("access") / "feed.zip"))


@pytest.fixture(scope="module")
def engine(feed):
    return open_engine(feed, TUESDAY, limit_min=90)


def at(text):
    hours, minutes = map(int, text.split(":"))
    return Window(hours * 60 + minutes, hours * 60 + minutes + 1)


def minutes(answer, stop):
    return answer.loc[stop, "median_min"]


def test_a_bus_then_another(engine):
    """7:00 at Val-Vert, 7:15 at the mairie, 7:20 on, 7:50 far away: one change."""
    answer = times(engine, VALVERT, at("07:00"), max_min=60)
    assert minutes(answer, "GARE") == 10
    assert minutes(answer, "MAIRIE") == 15
    assert minutes(answer, "LOIN") == 50
    assert answer["transfers_count"].to_dict() == {
        "GARE": 0,
        "MAIRIE": 0,
        "VALVERT": 0,
        "HOPITAL": 1,
        "LOIN": 1,
    }


def test_a_minute_too_late_the_bus_is_gone(engine):
    answer = times(engine, VALVERT, at("07:01"), max_min=60)
    assert minutes(answer, "VALVERT") == 0
    assert minutes(answer, "MAIRIE") == pytest.approx(27.8, abs=0.1)  # 1.6 km on foot
    assert pd.isna(minutes(answer, "LOIN"))
    assert pd.isna(answer.loc["LOIN", "transfers_count"])


def test_the_walk_to_the_stop_and_from_it_counts(engine):
    start = (3.89, 45.0302)  # 22 m north of the stop: 24 s of walk
    assert minutes(times(engine, start, at("07:00"), max_min=60), "GARE") > 15
    answer = times(engine, start, at("06:59"), max_min=60)
    assert minutes(answer, "GARE") == 11
    there = pd.DataFrame({"lon": [3.885], "lat": [45.0442]}, index=["near the mairie"])
    to_place = times_to(engine, start, there, at("06:59"), max_min=60)
    assert minutes(to_place, "near the mairie") == pytest.approx(16 + 24 / 60, abs=0.02)
    assert to_place.loc["near the mairie", "transfers_count"] == 0


def test_ranks_of_a_window(engine):
    """Leaving from 6:51 to 7:00 the bus takes 24 to 15 minutes; from 7:01 people walk."""
    answer = times(engine, VALVERT, Window(411, 421), max_min=60).loc["MAIRIE"]
    assert (answer["best_min"], answer["median_min"], answer["worst_min"]) == (15, 20, 24)
    answer = times(engine, VALVERT, Window(420, 422), max_min=20).loc["MAIRIE"]
    assert answer["best_min"] == 15
    assert pd.isna(answer["median_min"])
    assert pd.isna(answer["worst_min"])


def test_a_place_is_reached_on_foot_when_no_bus_helps(feed):
    engine = open_engine(feed, SUNDAY)
    assert (times(engine, VALVERT, at("07:00"), max_min=60).dropna()["transfers_count"] == 0).all()
    there = pd.DataFrame({"lon": [3.89, 3.95], "lat": [45.031, 45.1]}, index=["near", "far"])
    answer = times_to(engine, VALVERT, there, at("07:00"))
    assert minutes(answer, "near") == pytest.approx(111.1 * 1.3 / 75, abs=0.02)
    assert pd.isna(minutes(answer, "far"))


def test_more_destinations_than_there_are_places_in_the_network(engine):
    many = pd.DataFrame({"lon": [3.885] * 205, "lat": [45.044] * 205}, index=range(1000, 1205))
    answer = times_to(engine, VALVERT, many, at("07:00"))
    assert answer.index.tolist() == list(range(1000, 1205))
    assert (answer["median_min"] == 15).all()


def test_no_destination_is_an_empty_answer(engine):
    none = pd.DataFrame({"lon": [], "lat": []}, dtype="float64")
    assert times_to(engine, VALVERT, none, at("07:00")).empty


def test_the_last_bus_of_saturday_is_there_on_sunday(feed):
    """25:10 of Saturday is 1:10 of Sunday."""
    sunday = open_engine(feed, SUNDAY)
    assert minutes(times(sunday, GARE, at("01:05")), "LOIN") == 15
    assert pd.isna(minutes(times(sunday, GARE, at("01:11")), "LOIN"))
    saturday = open_engine(feed, SATURDAY)
    assert pd.isna(minutes(times(saturday, GARE, at("01:05")), "LOIN"))


def test_the_first_bus_of_tomorrow_is_there_tonight(tmp_path):
    told = STOP_TIMES.replace("T1,07:00:00,07:00:00", "T1,00:05:00,00:05:00")
    told = told.replace("07:10:00,07:11:00", "00:15:00,00:15:00")
    feed = read_feed(write_zip(tmp_path / "feed.zip", stop_times=told))
    engine = open_engine(feed, date(2026, 3, 2))
    assert minutes(times(engine, VALVERT, at("23:55")), "GARE") == 20


TYPES = {
    "GARE cannot be boarded": ("1", "0", {"GARE": 10, "HOPITAL": 30}, None),
    "GARE cannot be left at": ("0", "1", {"MAIRIE": 15, "HOPITAL": 30}, 4),
    "the bus does not stop at GARE": ("1", "1", {"MAIRIE": 15, "HOPITAL": 30}, None),
}


@pytest.mark.parametrize("case", TYPES)
def test_stops_where_nobody_gets_on_or_off(case, tmp_path):
    pickup, drop_off, from_valvert, from_gare = TYPES[case]
    lines = STOP_TIMES.splitlines()
    told = [f"{lines[0]},pickup_type,drop_off_type"] + [
        f"{line},{pickup},{drop_off}" if line.startswith("T1") and "GARE" in line else f"{line},,"
        for line in lines[1:]
    ]
    feed = read_feed(write_zip(tmp_path / "feed.zip", stop_times="\n".join(told)))
    engine = open_engine(feed, TUESDAY)
    answer = times(engine, VALVERT, at("07:00"))
    assert {stop: minutes(answer, stop) for stop in from_valvert} == from_valvert
    at_gare = times(engine, VALVERT, at("07:00")).loc["GARE", "median_min"]
    assert (at_gare == 10) == (drop_off == "0")
    onward = minutes(times(engine, GARE, at("07:11")), "MAIRIE")
    assert (onward == 4) == (from_gare == 4)


def test_each_pair_of_stops_of_a_closed_trip_is_in_one_run(tmp_path):
    """On at A and B only, off at C and D only, both at M: A-M, A-C, A-D, B-M ... never A-B."""
    stops = "stop_id,stop_name,stop_lat,stop_lon\n" + "".join(
        f"{name},x,45.0{number},3.9\n" for number, name in enumerate("ABMCD")
    )
    types = {"A": (0, 1), "B": (0, 1), "M": (0, 0), "C": (1, 0), "D": (1, 0)}
    told = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    told += "".join(
        f"T1,08:0{n}:00,08:0{n}:00,{name},{n},{on},{off}\n"
        for n, (name, (on, off)) in enumerate(types.items())
    )
    feed = read_feed(
        write_zip(
            tmp_path / "feed.zip",
            stops=stops,
            trips="trip_id,route_id,service_id\nT1,R2,SEMAINE\n",
            stop_times=told,
        )
    )
    runs = day_timetable(feed, date(2026, 3, 13), 90_000, wheelchair=False)
    pairs = set()
    for _, run in runs.groupby("run"):
        called = run["stop_id"].tolist()
        pairs |= {(a, b) for n, a in enumerate(called) for b in called[n + 1 :]}
    assert pairs == {tuple(pair) for pair in ("AM", "AC", "AD", "BM", "BC", "BD", "MC", "MD")}


def wheelchair_feed(folder):
    stops = [
        f"{line},{value}"
        for line, value in zip(
            STOPS.splitlines(), ["wheelchair_boarding", "1", "1", "1", "2", "", ""], strict=True
        )
    ]
    trips = [
        f"{line},{value}"
        for line, value in zip(
            TRIPS.splitlines(), ["wheelchair_accessible", "1", "2", "1", "1"], strict=True
        )
    ]
    return read_feed(write_zip(folder / "feed.zip", stops="\n".join(stops), trips="\n".join(trips)))


def test_in_a_wheelchair_only_what_is_told_accessible_is_ridden(tmp_path):
    feed = wheelchair_feed(tmp_path)
    engine = open_engine(feed, TUESDAY, wheelchair=True)
    answer = times(engine, VALVERT, at("07:00"), max_min=60)
    assert minutes(answer, "MAIRIE") == 15
    assert pd.isna(minutes(answer, "LOIN"))  # not told
    assert minutes(answer, "HOPITAL") > 30  # told not accessible: on the wheels from the mairie
    assert minutes(times(engine, VALVERT, at("17:30"), max_min=60), "MAIRIE") > 15
    able = open_engine(feed, TUESDAY)
    assert minutes(times(able, VALVERT, at("07:00"), max_min=60), "HOPITAL") == 30


def test_a_feed_that_tells_nothing_on_wheelchairs_is_refused(feed):
    with pytest.raises(InputError, match=r"nothing in stops\.txt and trips\.txt"):
        open_engine(feed, TUESDAY, wheelchair=True)


@pytest.mark.parametrize(
    ("walking", "expected"), [(Walking(), 27.8), (Walking(9.0), 13.9), (Walking(4.5, 1.0), 21.4)]
)
def test_the_walk_can_be_changed(feed, walking, expected):
    engine = open_engine(feed, SUNDAY, walking)
    answer = times(engine, VALVERT, at("08:00"))
    assert minutes(answer, "MAIRIE") == pytest.approx(expected, abs=0.1)


def test_keys_tell_engines_apart(feed):
    keys = {
        engine_key(feed, TUESDAY),
        engine_key(feed, SUNDAY),
        engine_key(feed, TUESDAY, Walking(5.0)),
        engine_key(feed, TUESDAY, limit_min=45),
        engine_key(feed, TUESDAY, wheelchair=True),
    }
    assert len(keys) == 5
    assert open_engine(feed, TUESDAY).key == engine_key(feed, TUESDAY)


def test_the_same_question_twice_has_the_same_answer(engine):
    window = Window(400, 440)
    first = times(engine, VALVERT, window)
    times(engine, LOIN, window)
    pd.testing.assert_frame_equal(times(engine, VALVERT, window), first)


@pytest.mark.parametrize("max_min", [0, 91])
def test_a_limit_beyond_that_of_the_engine_is_refused(engine, max_min):
    with pytest.raises(InputError, match="from 1 to 90 minutes"):
        times(engine, VALVERT, at("07:00"), max_min=max_min)
    with pytest.raises(InputError, match="from 1 to 90 minutes"):
        seconds_by_minute(engine, VALVERT, at("07:00"), max_min=max_min)


@pytest.mark.parametrize("place", [(200.0, 45.0), (3.9, 95.0), (float("nan"), 45.0)])
def test_a_place_that_is_none_is_refused(engine, place):
    with pytest.raises(InputError, match="coordinates"):
        times(engine, place, at("07:00"))


def test_a_place_out_of_reach_of_the_network_reaches_nothing(engine):
    assert times(engine, (5.55, 46.67), at("07:00")).isna().all(axis=None)


@pytest.mark.parametrize(
    "text", ["7-9", "09:00-07:00", "07:00-07:00", "23:00-25:00", "07:60-08:00"]
)
def test_windows_that_are_none_are_refused(text):
    with pytest.raises(InputError, match="window"):
        Window.parse(text)


@pytest.mark.parametrize(("speed", "detour"), [(0, 1.3), (-4, 1.3), (4.5, 0.9), (float("nan"), 1)])
def test_walks_that_are_none_are_refused(speed, detour):
    with pytest.raises(InputError, match="walking"):
        Walking(speed, detour)
