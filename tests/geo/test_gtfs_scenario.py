"""Scenarios: what each change makes of a network, and what it leaves alone."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.gtfs import read_feed
from geo.gtfs.changes import Evening, Headway, NewLine, NewStop, read_changes, write_changes
from geo.gtfs.days import trips_on
from geo.gtfs.scenario import HALT_S, with_changes
from geo.gtfs.ways import feed_bounds, line_ways, stop_lines
from tests.geo.embedded import DATA

TUESDAY, SATURDAY, SUNDAY = date(2026, 9, 8), date(2026, 9, 12), date(2026, 9, 13)
TABLES = ("stops", "routes", "trips", "stop_times", "calendar", "calendar_dates")


@pytest.fixture(scope="module")
def feed():
    return read_feed(DATA / "indicators" / "demo_network.gtfs")


def departures(feed, route_id, day, direction="0"):
    """Return the first departures of a line, one way, in minutes after midnight."""
    trips = trips_on(feed, day)
    chosen = trips.index[(trips["route_id"] == route_id) & (trips["direction_id"] == direction)]
    times = feed.stop_times[feed.stop_times["trip_id"].isin(chosen)]
    return sorted(int(each) // 60 for each in times.groupby("trip_id")["departure_s"].min())


def test_a_headway_replaces_the_trips_between_first_and_last(feed):
    changed = with_changes(feed, [Headway("A", 10)])
    assert departures(changed, "A", TUESDAY) == list(range(6 * 60 + 20, 20 * 60 + 1, 10))
    assert departures(changed, "A", SUNDAY) == list(range(9 * 60 + 30, 18 * 60 + 31, 10))
    assert departures(changed, "B", TUESDAY) == departures(feed, "B", TUESDAY)


def test_an_evening_goes_on_at_the_last_headway(feed):
    changed = with_changes(feed, [Evening("A", 23 * 60)])
    before = departures(feed, "A", TUESDAY)
    assert departures(changed, "A", TUESDAY) == [*before, 1230, 1260, 1290, 1320, 1350, 1380]
    assert max(departures(changed, "A", SUNDAY)) <= 23 * 60


def test_an_evening_that_is_there_already_adds_nothing(feed):
    changed = with_changes(feed, [Evening("A", 19 * 60)])
    assert departures(changed, "A", TUESDAY) == departures(feed, "A", TUESDAY)


def test_a_stop_is_called_at_where_the_detour_is_least_and_delays_what_follows(feed):
    way = line_ways(feed).loc["A", "places"]
    middle = tuple((a + b) / 2 for a, b in zip(way[3], way[4], strict=True))
    changed = with_changes(feed, [NewStop("A", middle)])
    trip = feed.trips.index[(feed.trips["route_id"] == "A") & (feed.trips["direction_id"] == "0")][
        0
    ]
    before, after = (
        each.stop_times[each.stop_times["trip_id"] == trip].reset_index(drop=True)
        for each in (feed, changed)
    )
    assert len(after) == len(before) + 1
    assert after["stop_id"].iloc[4] == "scenario-1"
    assert after["stop_sequence"].tolist() == list(range(1, len(after) + 1))
    assert after["arrival_s"].is_monotonic_increasing
    assert before["arrival_s"].iloc[:4].equals(after["arrival_s"].iloc[:4])
    late = after["arrival_s"].iloc[5:].to_numpy() - before["arrival_s"].iloc[4:].to_numpy()
    assert set(late) == {HALT_S}


@pytest.mark.parametrize("end", [0, -1])
def test_a_stop_beyond_an_end_lengthens_the_line(feed, end):
    way = line_ways(feed).loc["D", "places"]
    near, next_to = (way[0], way[1]) if end == 0 else (way[-1], way[-2])
    beyond = tuple(a + (a - b) for a, b in zip(near, next_to, strict=True))
    changed = with_changes(feed, [NewStop("D", beyond)])
    assert line_ways(changed).loc["D", "places"][end] == pytest.approx(beyond)


def test_a_new_line_runs_both_ways_every_day(feed):
    line = NewLine(30, 6 * 60, 8 * 60, ((3.88, 45.03), (3.89, 45.04), (3.9, 45.05)))
    changed = with_changes(feed, [line])
    for day in (TUESDAY, SATURDAY, SUNDAY):
        for direction in ("0", "1"):
            assert departures(changed, "N1", day, direction) == [360, 390, 420, 450, 480]
    assert len(line_ways(changed).loc["N1", "places"]) == 3
    assert with_changes(feed, [line, line]).routes.index[-1] == "N2"


def test_the_feed_itself_is_never_changed(feed):
    before = {name: getattr(feed, name).copy() for name in TABLES}
    changes = [Headway("A", 10), Evening("B", 1380), NewStop("A", (3.89, 45.035))]
    assert with_changes(feed, changes).fingerprint != feed.fingerprint
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(feed, name), table)


def test_the_types_of_the_tables_are_kept(feed):
    line = NewLine(30, 360, 480, ((3.88, 45.03), (3.89, 45.04)))
    changed = with_changes(feed, [Headway("A", 10), NewStop("A", (3.89, 45.035)), line])
    for name in TABLES:
        assert getattr(changed, name).dtypes.equals(getattr(feed, name).dtypes)
        assert (
            not getattr(changed, name)
            .drop(columns=["lon", "lat"], errors="ignore")
            .isna()
            .any(axis=None)
        )


def test_no_change_is_the_same_feed(feed):
    assert with_changes(feed, []) is feed


def test_an_unknown_line_is_refused_with_the_known_ones(feed):
    with pytest.raises(InputError) as caught:
        with_changes(feed, [Headway("Z", 10)])
    assert (caught.value.faults[0].found, "A | B" in caught.value.faults[0].expected) == ("Z", True)


ROUTES = st.text(min_size=1, max_size=8)
PLACES = st.tuples(
    st.floats(2, 5).map(lambda each: round(each, 5)),
    st.floats(44, 47).map(lambda each: round(each, 5)),
)
CHANGES = st.one_of(
    st.builds(Headway, ROUTES, st.integers(1, 240)),
    st.builds(Evening, ROUTES, st.integers(0, 29 * 60)),
    st.builds(NewStop, ROUTES, PLACES),
    st.builds(
        NewLine,
        st.integers(1, 240),
        st.integers(0, 600),
        st.integers(600, 29 * 60),
        st.lists(PLACES, min_size=2, max_size=5).map(tuple),
    ),
)


@given(st.lists(CHANGES, max_size=5))
def test_an_address_says_the_same_changes_again(changes):
    assert read_changes(write_changes(changes)) == tuple(changes)


@pytest.mark.parametrize(
    "text",
    [
        "cadence~A",
        "cadence~A~0",
        "cadence~A~dix",
        "soir~A~25h",
        "soir~A~30:00",
        "arret~A~ici",
        "ligne~10~06:00~20:00~3.88,45.03",
        "ligne~10~20:00~06:00~3.88,45.03~3.9,45.04",
        "metro~A~10",
        "cadence~~10",
        ";".join(["cadence~A~10"] * 21),
    ],
)
def test_what_is_no_change_is_refused(text):
    with pytest.raises(InputError):
        read_changes(text)


def test_every_fault_is_told_at_once():
    with pytest.raises(InputError) as caught:
        read_changes("cadence~A~0;soir~A~10;arret~A~3.88,45.03")
    assert [fault.found for fault in caught.value.faults] == ["cadence~A~0", "soir~A~10"]


def test_the_stops_of_a_map_know_their_lines(feed):
    stops = stop_lines(feed)
    assert stops.at["F-gare", "lines"] == ("A", "B", "D", "E", "F", "S")
    assert feed_bounds(feed) == ((3.860001, 44.997002), (3.968552, 45.070995))
