"""What is published: nothing about a few households, whatever the tables and the dates."""

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.build.demo_rehousing import demo_csv, demo_households
from geo.partner import partner_table
from geo.privacy import Publication
from geo.rehousing import classified, published
from geo.rehousing.calendar import closed_years
from geo.rehousing.dimensions import DETAILS, INCOME, dimensions
from geo.rehousing.publication import all_releases, calendar_of
from geo.store.kinds import Kind
from geo.territory import open_territory
from geo.territory.rehousing import (
    follow_up_answer,
    rehousing_follow_up,
    rehousing_names,
    rehousing_place,
)
from tests.geo.embedded import DATA, VAL_VERT, rows
from tests.geo.privacy.attacker import hidden_ranges

LAST = date(2025, 12, 31)
NAMES = ("progress", "town", *DETAILS, *INCOME)


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


@pytest.fixture(scope="module")
def place(territory):
    return rehousing_place(territory, VAL_VERT, LAST)


@pytest.fixture(scope="module")
def households(territory, place):
    return classified(partner_table(territory, Kind.REHOUSING).rows, place)


@pytest.fixture(scope="module")
def releases(households, place):
    calendar = calendar_of(households, closed_years(2019, LAST))
    return calendar, all_releases(households, place, calendar, LAST)


def test_reports_of_the_demonstration(releases):
    calendar, _ = releases
    assert list(calendar.years) == list(range(2019, 2026))
    assert calendar.details == [2022, 2025]
    assert calendar.income == [2025]


@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_cell_has_fewer_than_five_values(releases, place, name):
    """An attacker who knows all releases of a dimension, the buildings and the years of moves."""
    calendar, publication = releases
    (dimension,) = (each for each in dimensions(place, calendar) if each.name == name)
    own = {dimension.name, *(each.name for each in dimension.groupings)}
    seen = {key: table for key, table in publication.tables.items() if set(table.table.by) <= own}
    ranges = hidden_ranges(Publication(seen), [dimension])
    assert all(greatest - least >= 4 for least, greatest in ranges.values())


def test_what_two_reports_tell_of_the_households_between_them(releases):
    _, publication = releases
    for name in ("zone", "town", *DETAILS):
        first, last = (publication[f"{name}@{year}"] for year in (2022, 2025))
        for key, cell in last.cells.items():
            before = first.cells[key]
            if key != ("not_yet",) and not cell.is_secret and not before.is_secret:
                assert not 0 < cell.count - before.count < 5


def test_an_earlier_day_shows_what_the_earlier_release_showed(households, place, releases):
    _, publication = releases
    then = published(households, place, 2019, date(2022, 12, 31))
    for name in ("timeline", "zone", "town", *DETAILS):
        assert then.tables[name].cells == publication[f"{name}@2022"].cells


def test_before_any_closed_year_nothing_is_said(households, place):
    found = published(households, place, 2019, date(2019, 6, 1))
    assert (found.until, found.tables, found.means) == (None, {}, {})


def test_before_enough_households_only_the_years_are_told(households, place):
    found = published(households, place, 2019, date(2021, 12, 31))
    assert (found.until, found.details_until) == (date(2021, 12, 31), None)
    assert set(found.tables) == {"households", "building", "timeline"}
    assert found.means == {}


def test_small_counts_are_never_shown(households, place):
    found = published(households, place, 2019, LAST)
    for name, table in found.tables.items():
        least = 11 if name in INCOME else 5
        counts = [cell.count for cell in table.cells.values() if cell.count is not None]
        assert all(count == 0 or count >= least for count in counts), name


def described(counts):
    """Return households of a file: building, whether rehoused in 2023, how many."""
    row = {"destination_insee": "43157", "destination_qpv": "hors QPV"}
    return pd.DataFrame(
        [
            {
                **row,
                "building": building,
                "stage": "demenage" if is_moved else "enquete",
                "state_date": date(2023, 6, 1),
            }
            for (building, is_moved), count in counts.items()
            for _ in range(count)
        ]
    )


@pytest.mark.parametrize("few", [1, 2, 7, 14])
def test_a_building_of_a_few_households_is_not_told_apart(place, few):
    counts = {("40", True): 24, ("72", False): 38, ("44", True): 1, ("44", False): few - 1}
    found = published(classified(described(counts), place), place, 2019, LAST)
    assert {"building", "progress_by_building"}.isdisjoint(found.tables)
    assert found.tables["progress"].cell("rehoused").count == 25


def test_buildings_of_enough_households_are_told_apart(place):
    counts = {("40", True): 24, ("72", False): 38, ("44", True): 15}
    found = published(classified(described(counts), place), place, 2019, LAST)
    assert found.tables["building"].cell("other").count == 15


def test_a_file_of_a_few_households_tells_nothing(place):
    found = published(classified(described({("40", True): 14}), place), place, 2019, LAST)
    assert (found.until, found.tables, found.means) == (None, {}, {})


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.integers(0, 3), min_size=20, max_size=40), data=st.data())
def test_any_households_two_dates_never_tell_a_few(place, moves, data):
    towns = data.draw(
        st.lists(st.sampled_from(["43157", "43041", "42218"]), min_size=40, max_size=40)
    )
    file = pd.DataFrame(
        [
            {
                "building": "40",
                "stage": "demenage",
                "state_date": date(2020 + year, 6, 1),
                "move_date": date(2020 + year, 6, 1),
                "destination_insee": town,
                "destination_qpv": "hors QPV",
            }
            for year, town in zip(moves, towns, strict=False)
        ]
    )
    people = classified(file, place)
    calendar = calendar_of(people, [2020, 2021, 2022, 2023])
    found = all_releases(people, place, calendar, LAST)
    zones = [found[f"zone@{year}"] for year in calendar.details]
    for first, last in pairwise(zones):
        for key, cell in last.cells.items():
            both = (cell.count, first.cells[key].count)
            if None not in both and key != ("not_yet",):
                assert not 0 < both[0] - both[1] < 5


def test_no_household_is_in_the_answer(territory):
    found = follow_up_answer(rehousing_follow_up(territory, VAL_VERT))
    text = json.dumps(found)
    assert found["is_fictional"] is True
    for row in rows("demo_rehousing"):
        assert row["household_id"] not in text
        amounts = [row[name] for name in row if name.endswith("_eur") and row[name]]
        assert not [amount for amount in amounts if amount in text]


def test_without_demonstration_there_is_nothing_to_tell(territory, monkeypatch, tmp_path):
    monkeypatch.setenv("CDV_DEMO", "0")
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    found = rehousing_follow_up(territory, VAL_VERT)
    assert (found.published, found.is_fictional, found.described_day) == (None, False, None)
    assert "households" not in follow_up_answer(found)


def test_the_demonstration_is_what_its_script_makes():
    made = demo_households()
    assert demo_csv(made) == Path(DATA / "indicators/demo_rehousing.csv").read_bytes()
    buildings = pd.Series([row["building"] for row in made]).value_counts()
    assert buildings.to_dict() == {"40": 24, "72": 38}
    assert {row["status"] for row in made} == {"fictional"}
    assert len({row["household_id"] for row in made}) == 62


def test_the_neighbourhood_is_the_one_with_a_demolition(territory):
    assert rehousing_names(territory) == {VAL_VERT: "Val Vert"}
