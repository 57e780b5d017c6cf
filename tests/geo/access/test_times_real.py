"""Real feeds: 500 journeys drawn at random, exactly those of a second search."""

import random
from datetime import date

import pytest

from geo.access import Window, open_engine
from geo.access.times import seconds_by_minute
from geo.gtfs import read_feed
from tests.geo.access.oracle import Oracle

TRIPLES = 500
LIMIT_MIN = 45
FEEDS = {
    "tallis-lons-le-saunier-20240704.zip": (date(2024, 7, 2), 400),
    "peribus-perigueux.zip": (date(2026, 2, 3), 80),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FEEDS)
def test_500_journeys_are_those_of_a_second_search(name, samples):
    day, least_reached = FEEDS[name]
    path = samples / "gtfs" / name
    engine = open_engine(read_feed(path), day)
    oracle = Oracle(path, day)
    assert list(oracle.stops) == engine.stops.index.tolist()
    draw = random.Random(7)  # noqa: S311 -- the same journeys each time
    reached = 0
    for _ in range(TRIPLES):
        near = engine.stops.iloc[draw.randrange(len(engine.stops))]
        origin = (near["lon"] + draw.uniform(-0.003, 0.003), near["lat"] + draw.uniform(-0.003, 0))
        minute = draw.randrange(5 * 60, 21 * 60)
        stop = draw.choice(engine.stops.index)
        window = Window(minute, minute + 1)
        found = seconds_by_minute(engine, origin, window, max_min=LIMIT_MIN)[minute].dropna()
        expected = oracle.arrivals(origin, minute * 60, LIMIT_MIN * 60)
        assert found.get(stop) == expected.get(stop)
        assert found.to_dict() == expected  # and to all the other stops
        reached += stop in expected
    assert reached >= least_reached
