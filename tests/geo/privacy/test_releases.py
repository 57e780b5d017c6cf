"""Publications in time: who kept all former pages can still not tell a hidden number."""

from datetime import date

import pandas as pd
import pytest

from geo.privacy import Dimension, Publication, Table, protect
from tests.geo.privacy.attacker import hidden_ranges
from tests.geo.privacy.shapes import LATER, PERIODS, dated, moves, release_tables

DAY = date(2026, 1, 1)
BUILDING = Dimension("building", ("40", "72"))
SEEDS = range(6)


def known_at(people, last):
    """Return the people as they were known at the end of a period."""
    period = people["period"].where(people["period"] <= last, LATER)
    return people.assign(period=period.astype("str"))


def published_at(people, number):
    periods = PERIODS[: number + 1]
    tables = release_tables(periods)
    return protect(known_at(people, periods[-1]), (BUILDING, dated(periods)), tables, on=DAY)


def assert_safe(people, publication, dimensions, but=()):
    """Check hidden cells, and of the tables that are never shown the cells of a few people."""
    for (name, key), (low, high) in hidden_ranges(publication, dimensions).items():
        if not publication[name].table.is_shown:
            count = known_at(people, name.partition("@")[2]).value_counts(["building", "period"])
            if not 1 <= count.get(key, 0) <= 4:
                continue
        if {*key}.isdisjoint(but):
            assert high - low >= 4, (name, key)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_published_never_changes(seed):
    people = moves(seed)
    now = published_at(people, len(PERIODS) - 1)
    for number in range(len(PERIODS) - 1):
        before = published_at(people, number)
        for name, table in before.tables.items():
            assert table.cells == now[name].cells, name


@pytest.mark.parametrize("seed", SEEDS)
def test_all_publications_together_hide_what_each_hides(seed):
    """Small moves between two dates stay secret, whichever pages are subtracted."""
    people = moves(seed)
    dimensions = (BUILDING, dated(PERIODS))
    publication = protect(people, dimensions, release_tables(PERIODS), on=DAY)
    assert_safe(people, publication, dimensions)


def test_two_naive_dates_give_a_household_away():
    """Without releases each date looks safe alone, and their difference is one household."""
    people = pd.DataFrame(
        {
            "building": ["40"] * 24 + ["72"] * 38,
            "period": ["p1"] * 8 + ["p2"] + [LATER] * 15 + ["p1"] * 9 + ["p2"] * 9 + [LATER] * 20,
        },
        dtype="str",
    )
    dimensions = (BUILDING, dated(PERIODS[:2]))
    alone = [
        protect(people, dimensions, (Table("t", ("building", f"gone@{last}")),), on=DAY)["t"]
        for last in PERIODS[:2]
    ]
    assert [table.cell("40", "gone").count for table in alone] == [8, 9]
    together = protect(people, dimensions, release_tables(PERIODS[:2]), on=DAY)
    assert together["building gone@p1"].cell("40", "gone").count == 8
    assert together["building gone@p2"].cell("40", "gone").is_secret
    low, high = hidden_ranges(together, dimensions)["building step@p2", ("40", "p2")]
    assert high - low >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_people_who_came_later_weigh_nothing_before(seed):
    """Leases: their number is not known beforehand, and no past page depends on the new ones."""
    people = moves(seed)
    people = people[people["period"] != LATER]
    publications = []
    for number in range(len(PERIODS)):
        periods = PERIODS[: number + 1]
        known = people[people["period"] <= periods[-1]]
        tables = release_tables(periods, never_shown=(LATER,))
        publications.append(protect(known, (BUILDING, dated(periods)), tables, on=DAY))
    last = publications[-1]
    for publication in publications[:-1]:
        for name, table in publication.tables.items():
            shown = {key: cell for key, cell in table.cells.items() if LATER not in key}
            assert shown == {key: last[name].cells[key] for key in shown}, name
    dimensions = (BUILDING, dated(PERIODS))
    assert_safe(people, last, dimensions, but=(LATER,))


def test_a_hidden_table_shows_no_cell():
    people = moves(0)
    publication: Publication = protect(
        people, (BUILDING, dated(PERIODS)), release_tables(PERIODS), on=DAY
    )
    between = publication["building step@p4"]
    assert between.secret_count == len(between.cells) == 10
