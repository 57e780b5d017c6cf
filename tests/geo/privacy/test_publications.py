"""The attacker against what the pages really publish: rehousing, and lettings of a half-year."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.contracts.boundaries import read_boundaries
from geo.crs import to_lambert_93
from geo.lettings import classes as lettings
from geo.lettings.leases import classified as classified_leases
from geo.partner import partner_table
from geo.privacy import Publication, protect
from geo.rehousing import classified
from geo.rehousing.calendar import closed_years
from geo.rehousing.dimensions import DETAILS, INCOME, dimensions
from geo.rehousing.publication import all_releases, calendar_of
from geo.rules.lettings import Side
from geo.store.kinds import Kind
from geo.territory import open_territory
from geo.territory.lettings import lettings_thresholds, reserver_labels
from geo.territory.rehousing import rehousing_place
from tests.geo.embedded import DATA, VAL_VERT
from tests.geo.privacy.attacker import hidden_ranges

REHOUSING_DAY = date(2025, 12, 31)
HALF_END = date(2025, 6, 30)
ZONES = {f"4300{number}": "centre" if number < 2 else "around" for number in range(4)}
LANDLORDS = ("A", "B")
RESERVERS = ("state", "commune")


def assert_safe(publication, dimensions):
    ranges = hidden_ranges(publication, dimensions)
    for (name, key), (low, high) in ranges.items():
        table = publication[name].table
        if table.is_shown and {*key}.isdisjoint(table.never_shown):
            assert high - low >= 4, (name, key)


@pytest.fixture(scope="module")
def rehousing():
    territory = open_territory(DATA)
    place = rehousing_place(territory, VAL_VERT, REHOUSING_DAY)
    households = classified(partner_table(territory, Kind.REHOUSING).rows, place)
    calendar = calendar_of(households, closed_years(2019, REHOUSING_DAY))
    publication = all_releases(households, place, calendar, REHOUSING_DAY)
    return publication, dimensions(place, calendar)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["town", *DETAILS, *INCOME])
def test_rehousing_by_building_progress_and_a_detail_at_all_dates(rehousing, name):
    publication, known = rehousing
    chosen = [each for each in known if each.name in ("building", "progress", name)]
    names = {each.name for each in chosen} | {g.name for each in chosen for g in each.groupings}
    seen = {key: t for key, t in publication.tables.items() if names.issuperset(t.table.by)}
    assert_safe(Publication(seen), chosen)


def leases(seed):
    """Return the categories of the leases of a half-year, from most to few in a commune."""
    random = np.random.default_rng(seed)
    size = int(random.integers(20, 160))
    outcomes = random.choice(list(lettings.Outcome), size, p=random.dirichlet(np.ones(4)))
    columns = {
        "event": [
            lettings.event(month, lettings.Outcome(each))
            for month, each in zip(random.integers(1, 7, size), outcomes, strict=True)
        ],
        "commune": random.choice(list(ZONES), size, p=[0.7, 0.2, 0.08, 0.02]),
        "landlord": random.choice([*LANDLORDS, lettings.OTHERS], size, p=[0.7, 0.25, 0.05]),
        "reserver": random.choice([*RESERVERS, lettings.UNTOLD], size, p=[0.6, 0.3, 0.1]),
        "priority": random.choice(list(lettings.Priority), size, p=[0.3, 0.6, 0.1]),
    }
    return pd.DataFrame(columns).astype("str")


def published_leases(people, *, is_complete):
    known = lettings.dimensions(ZONES, LANDLORDS, RESERVERS)
    tables = lettings.tables(is_complete=is_complete)
    return protect(people, known, tables, on=HALF_END), known


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_lettings_of_a_half_year_with_its_first_quarter(seed):
    publication, known = published_leases(leases(seed), is_complete=True)
    chosen = [each for each in known if each.name in ("event", "commune")]
    names = {each.name for each in chosen} | {g.name for each in chosen for g in each.groupings}
    seen = {key: t for key, t in publication.tables.items() if names.issuperset(t.table.by)}
    assert_safe(Publication(seen), chosen)
    assert_safe(publication, known)


@pytest.fixture(scope="module")
def demonstration():
    """Return the invented leases that are known to be in a QPV or out of it."""
    territory = open_territory(DATA)
    rows = partner_table(territory, Kind.LETTINGS).rows
    qpv = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    found = classified_leases(rows, lettings_thresholds(territory), qpv, date(2024, 1, 1))
    return found[found["side"] != Side.UNKNOWN]


@pytest.mark.slow
@pytest.mark.parametrize("crossed", ["commune", "landlord", "reserver"])
@pytest.mark.parametrize(("year", "half"), [(2023, 1), (2023, 2), (2024, 1), (2024, 2), (2025, 1)])
def test_the_lettings_of_the_demonstration(demonstration, year, half, crossed):
    days = demonstration["lease_date"].dt
    those = demonstration[(days.year == year) & ((days.month > 6) == (half == 2))]
    zones = {code: "b" if code == "43157" else "a" for code in sorted(set(those["code_insee"]))}
    landlords = sorted(set(those["landlord"]))
    known = lettings.dimensions(zones, landlords, sorted(reserver_labels()))
    people = lettings.people_of(those, landlords)
    publication = protect(people, known, lettings.tables(is_complete=True), on=HALF_END)
    chosen = [each for each in known if each.name in ("event", crossed)]
    names = {each.name for each in chosen} | {g.name for each in chosen for g in each.groupings}
    seen = {key: t for key, t in publication.tables.items() if names.issuperset(t.table.by)}
    assert_safe(Publication(seen), chosen)


@pytest.mark.parametrize("seed", range(8))
def test_the_first_quarter_is_told_alike_before_and_after(seed):
    """What was shown at the end of March still stands, alone, in the half-year."""
    people = leases(seed)
    months = people["event"].str.split(" ").str[0].astype(int)
    then, _ = published_leases(people[months <= 3], is_complete=False)
    now, _ = published_leases(people, is_complete=True)
    for name, table in then.tables.items():
        unseen = table.table.never_shown
        shown = {key: cell for key, cell in table.cells.items() if {*key}.isdisjoint(unseen)}
        assert shown == {key: now[name].cells[key] for key in shown}, name


@pytest.mark.parametrize("seed", range(8))
def test_a_quarter_is_no_difference_of_two_shown_numbers(seed):
    """Half-year less first quarter: what a reader subtracts is never a few households."""
    publication, _ = published_leases(leases(seed), is_complete=True)
    cells = {
        "outcome": lettings.Outcome.OUTSIDE_COUNTED,
        "first_quarter": lettings.Outcome.OUTSIDE_COUNTED,
        "second_quarter": lettings.Outcome.OUTSIDE_COUNTED,
    }
    half, first, second = (publication[name].cell(key) for name, key in cells.items())
    if not half.is_secret and not first.is_secret:
        assert second.count == half.count - first.count
        assert second.count == 0 or second.count > 10
