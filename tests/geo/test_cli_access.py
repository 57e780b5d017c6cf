"""``cdv access``: travel times to every stop, in JSON or in words."""

import json

import pytest

from tests.geo.gtfs.feeds import write_zip


@pytest.fixture
def ask(cdv, tmp_path):
    path = write_zip(tmp_path / "feed.zip")

    def run(*more, day="2026-03-03", origin="3.89,45.03", window="06:51-07:01"):
        return cdv(
            "access", "--gtfs", path, "--from", origin, "--day", day, "--window", window, *more
        )

    return run


def test_times_in_json(ask):
    code, out, err = ask("--json", "--max-min", 60)
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (answer["first_day"], answer["last_day"]) == ("2026-03-02", "2026-03-13")
    assert answer["departures_count"] == 10
    assert answer["walking"] == {"speed_kmh": 4.5, "straight_line_factor": 1.3, "streets": None}
    assert len(answer["warnings"]) == 3
    stops = {stop.pop("stop_id"): stop for stop in answer["stops"]}
    assert stops["MAIRIE"] == {
        "stop_name": "Mairie",
        "median_min": 20.0,
        "best_min": 15.0,
        "worst_min": 24.0,
        "transfers_count": 0,
    }
    assert list(stops) == ["GARE", "MAIRIE", "VALVERT", "HOPITAL", "LOIN"]


def test_what_is_not_reached_is_null(ask):
    stops = {each["stop_id"]: each for each in json.loads(ask("--json").out)["stops"]}
    assert stops["LOIN"]["median_min"] is None
    assert stops["LOIN"]["transfers_count"] is None


def test_the_walk_is_an_option(ask):
    answer = json.loads(ask("--json", "--speed-kmh", 6, "--detour", 1.2).out)
    assert answer["walking"] == {"speed_kmh": 6.0, "straight_line_factor": 1.2, "streets": None}


def test_in_words(ask):
    assert "day: 2026-03-03\n" in ask().out


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"day": "2026-04-01"}, "fix: ask for 2026-03-11 or 2026-03-13"),
        ({"window": "7h-9h"}, "expected HH:MM-HH:MM"),
        ({"origin": "here"}, "expected LON,LAT in degrees"),
        ({"origin": "3.89"}, "expected LON,LAT in degrees"),
        ({"origin": "3.89,95"}, "expected a longitude and a latitude"),
    ],
)
def test_bad_questions_get_one_line(ask, asked, expected):
    code, out, err = ask(**asked)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert expected in err


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--max-min", 0), "expected from 1 to"),
        (("--max-min", 500), "expected from 1 to 180 minutes"),
        (("--wheelchair",), "no-wheelchair"),
        (("--speed-kmh", 0), "walking"),
        (("--osm", "/nowhere.osm.pbf"), "/nowhere.osm.pbf"),
    ],
)
def test_bad_options_get_one_line(ask, more, expected):
    code, out, err = ask(*more)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert expected in err
