"""Travel times of networks drawn at random: against a second search, and what must hold."""

import math
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.access import Window, open_engine, times
from geo.access.times import seconds_by_minute
from geo.gtfs import read_feed
from tests.geo.access.networks import Network, networks
from tests.geo.access.oracle import Oracle

TUESDAY = date(2026, 3, 3)
LIMIT_MIN = 60
# Just after midnight (trips of the day before), in the morning, late (trips of the day after).
WINDOWS = st.sampled_from([Window(0, 10), Window(470, 482), Window(1430, 1440)])
ORIGINS = st.tuples(
    st.integers(0, 400).map(lambda n: 3.86 + n / 10_000),
    st.integers(0, 400).map(lambda n: 45.02 + n / 10_000),
)
few = settings(max_examples=12)


@pytest.fixture(scope="module")
def folders():
    with tempfile.TemporaryDirectory() as name:
        numbers = iter(range(10_000))
        yield lambda: Path(name) / f"feed{next(numbers)}"


def by_minute(path, origin, window):
    engine = open_engine(read_feed(path), TUESDAY, limit_min=LIMIT_MIN)
    return seconds_by_minute(engine, origin, window, max_min=LIMIT_MIN)


@few
@given(network=networks(), origin=ORIGINS, window=WINDOWS)
def test_a_second_search_finds_the_same(folders, network, origin, window):
    path = network.write(folders())
    found = by_minute(path, origin, window)
    oracle = Oracle(path, TUESDAY)
    for minute in found.columns:
        expected = oracle.arrivals(origin, minute * 60, LIMIT_MIN * 60)
        assert {k: int(v) for k, v in found[minute].dropna().items()} == expected


@few
@given(network=networks(), origin=ORIGINS, window=WINDOWS)
def test_the_answer_is_the_ranks_of_the_minutes(folders, network, origin, window):
    path = network.write(folders())
    engine = open_engine(read_feed(path), TUESDAY, limit_min=LIMIT_MIN)
    answer = times(engine, origin, window, max_min=LIMIT_MIN)
    seconds = seconds_by_minute(engine, origin, window, max_min=LIMIT_MIN)
    ordered = np.sort(seconds.fillna(math.inf).to_numpy(), axis=1) / 60
    middle = window.minutes_count // 2  # of two in the middle, the longer
    for name, rank in (("best_min", 0), ("median_min", middle), ("worst_min", -1)):
        expected = pd.Series(ordered[:, rank], index=answer.index).replace(math.inf, math.nan)
        pd.testing.assert_series_equal(answer[name], expected, check_names=False, check_exact=True)
    assert (answer["transfers_count"].isna() == answer["median_min"].isna()).all()


@few
@given(network=networks(), origin=ORIGINS, window=WINDOWS)
def test_leaving_later_is_never_arriving_earlier(folders, network, origin, window):
    found = by_minute(network.write(folders()), origin, window).fillna(math.inf)
    arrivals = found + np.array(found.columns) * 60
    earlier, later = arrivals.to_numpy()[:, :-1], arrivals.to_numpy()[:, 1:]
    assert ((later >= earlier) | np.isinf(earlier)).all()


@few
@given(network=networks(), origin=ORIGINS, window=WINDOWS)
def test_walking_all_the_way_is_always_possible(folders, network, origin, window):
    path = network.write(folders())
    found = by_minute(path, origin, window).fillna(math.inf)
    oracle = Oracle(path, TUESDAY)
    still = oracle.connections, oracle.departures
    oracle.connections, oracle.departures = [], []
    on_foot = oracle.arrivals(origin, 0, LIMIT_MIN * 60)
    assert still[0]
    for stop, seconds in on_foot.items():
        assert (found.loc[stop] <= seconds).all()


@few
@given(network=networks(), extra=networks(), origin=ORIGINS, window=WINDOWS)
def test_one_more_trip_never_makes_a_journey_longer(folders, network, extra, origin, window):
    start, calls = extra.trips[0]
    there = tuple((stop % len(network.stops), *rest) for stop, *rest in calls)
    more = Network(network.stops, (*network.trips, (start, there)))
    before = by_minute(network.write(folders()), origin, window).fillna(math.inf)
    after = by_minute(more.write(folders()), origin, window).fillna(math.inf)
    common = before.index.intersection(after.index)
    assert (after.loc[common] <= before.loc[common]).to_numpy().all()


@few
@given(network=networks(), origin=ORIGINS, window=WINDOWS, seed=st.randoms(use_true_random=False))
def test_other_names_in_another_order_change_nothing(folders, network, origin, window, seed):
    numbers = list(range(len(network.stops)))
    shuffled = seed.sample(numbers, len(numbers))
    names = {number: f"Arrêt {place}" for number, place in zip(numbers, shuffled, strict=True)}
    before = by_minute(network.write(folders()), origin, window)
    after = by_minute(network.write(folders(), names), origin, window)
    renamed = before.rename(index={f"S{number}": name for number, name in names.items()})
    pd.testing.assert_frame_equal(after.loc[renamed.index], renamed, check_exact=True)
