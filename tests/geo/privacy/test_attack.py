"""The attacker: he knows all that is shown and cannot tell a hidden cell within five values."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.privacy import Dimension, Grouping, Nature, Table, protect
from tests.geo.privacy.attacker import hidden_ranges, possible_populations
from tests.geo.privacy.shapes import HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES, households

DAY = date(2026, 1, 1)
LIMIT = {Nature.HOUSEHOLDS: 4, Nature.INCOME: 10}
A = Dimension("a", ("a1", "a2", "a3"))
B = Dimension("b", ("b1", "b2", "b3"), (Grouping("wide", {"b1": "w1", "b2": "w1", "b3": "w2"}),))
C = Dimension("c", ("c1", "c2"), (Grouping("wide", {"c1": "w1", "c2": "w2"}),))
D = Dimension("d", ("d1", "d2", "d3"))
LINKED = (
    Table("all", ()),
    Table("a", ("a",)),
    Table("b", ("b",)),
    Table("ab", ("a", "b")),
    Table("wide d", ("wide", "d"), Nature.INCOME),
    Table("c", ("c",)),
    Table("ad", ("a", "d")),
)
CYCLE = (
    Table("all", ()),
    Table("ab", ("a", "b")),
    Table("ad", ("a", "d")),
    Table("bd", ("b", "d")),
    Table("a", ("a",)),
)

QUARTERS = ("1 counted", "1 rest", "2 counted", "2 rest")
E = Dimension(
    "e",
    QUARTERS,
    (
        Grouping("outcome", {each: each[2:] for each in QUARTERS}),
        Grouping("first", {each: each if each < "2" else "later" for each in QUARTERS}),
        Grouping("second", {each: each if each > "2" else "sooner" for each in QUARTERS}),
        Grouping("quarter", {each: each[:1] for each in QUARTERS}),
    ),
)
CROSSED = (
    Table("first", ("first",), Nature.INCOME, never_shown=("later",)),
    Table("quarter", ("quarter",), release=1),
    Table("outcome", ("outcome",), Nature.INCOME, release=1),
    Table("second", ("second",), Nature.INCOME, release=1, never_shown=("sooner",)),
    Table("outcome d", ("outcome", "d"), Nature.INCOME, release=1),
)


def people_of(rows):
    """Return people by a, b, d, with c such that it agrees with b on the wide reading."""
    frame = pd.DataFrame(rows, columns=["a", "b", "d"], dtype="str")
    return frame.assign(c=np.where(frame["b"] == "b3", "c2", "c1").astype(str))


def person():
    return st.tuples(*(st.sampled_from(each.categories) for each in (A, B, D)))


def skewed():
    """Return populations with a few well filled cells and some people elsewhere."""
    full = st.lists(st.tuples(person(), st.integers(0, 25)), max_size=4)
    return st.tuples(full, st.lists(person(), max_size=12)).map(
        lambda parts: [who for who, times in parts[0] for _ in range(times)] + parts[1]
    )


def assert_rule_holds(publication, people):
    """Check every cell against the people themselves: shown is true and not small."""
    for table in publication.tables.values():
        limit = LIMIT[table.table.nature]
        for key, cell in table.cells.items():
            if cell.is_secret or table.table.is_known:
                continue
            named = [name for name in table.table.by if name in people.columns]
            if len(named) == len(key):
                rows = (people[named] == list(key)).all(axis=1)
                assert cell.count == int(rows.sum())
            assert cell.count == 0 or cell.count > limit


@settings(max_examples=60, deadline=None)
@given(skewed())
def test_linked_tables_of_any_people(rows):
    people = people_of(rows)
    dimensions = (A, B, C, D)
    publication = protect(people, dimensions, LINKED, on=DAY)
    assert_rule_holds(publication, people)
    for cell, (low, high) in hidden_ranges(publication, dimensions).items():
        assert high - low >= 4, cell


@settings(max_examples=60, deadline=None)
@given(skewed())
def test_tables_that_close_a_cycle(rows):
    people = people_of(rows)
    dimensions = (A, B, D)
    publication = protect(people, dimensions, CYCLE, on=DAY)
    for cell, (low, high) in hidden_ranges(publication, dimensions).items():
        assert high - low >= 4, cell


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0, 1, 2, 5, 12, 30, 110]), min_size=4, max_size=4),
    st.lists(st.sampled_from(D.categories), min_size=1, max_size=3),
)
@example([2, 107, 0, 111], ["d1"])
def test_readings_of_one_dimension_that_cross_each_other(counts, turn):
    """Half-year less second quarter is the first quarter, whichever table tells each."""
    events = [each for each, count in zip(QUARTERS, counts, strict=True) for _ in range(count)]
    people = pd.DataFrame({"e": events, "d": [turn[n % len(turn)] for n in range(len(events))]})
    publication = protect(people.astype("str"), (E, D), CROSSED, on=DAY)
    for (name, key), (low, high) in hidden_ranges(publication, (E, D)).items():
        if {*key}.isdisjoint(publication[name].table.never_shown):
            assert high - low >= 4, (name, key)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_the_rule_itself_does_not_help(counts):
    """Every population of a 2 x 2 table is listed: the small-cell rule still leaves five values."""
    dimensions = (Dimension("a", ("a1", "a2")), Dimension("b", ("b1", "b2")))
    keys = [("a1", "b1"), ("a1", "b2"), ("a2", "b1"), ("a2", "b2")]
    rows = [key for key, count in zip(keys, counts, strict=True) for _ in range(count)]
    people = pd.DataFrame(rows, columns=["a", "b"], dtype="str")
    tables = (Table("all", ()), Table("ab", ("a", "b")), Table("a", ("a",)))
    publication = protect(people, dimensions, tables, on=DAY)
    if publication["all"].cell().is_secret:
        return
    limits = {table.name: 4 for table in tables}
    found, names = possible_populations(publication, dimensions, limits)
    for number, name in enumerate(names):
        assert len(np.unique(found[:, number])) >= 5, name


@pytest.mark.parametrize("seed", range(4))
def test_sixty_two_households_in_two_buildings(seed):
    people = households(seed)
    publication = protect(people, HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES, on=DAY)
    assert_rule_holds(publication, people)
    assert publication["all"].cell().count == 62
    assert publication["building"].cell("72").count == 38
    for cell, (low, high) in hidden_ranges(publication, HOUSEHOLD_DIMENSIONS).items():
        assert high - low >= 4, cell


def test_a_lone_small_cell_would_be_recomputed():
    """The attacker of this file does find what a naive publication gives away."""
    counts = {"a1": 3, "a2": 20, "a3": 30}
    people = pd.DataFrame({"a": [key for key, n in counts.items() for _ in range(n)]}, dtype="str")
    publication = protect(people, (A,), (Table("all", ()), Table("a", ("a",))), on=DAY)
    assert publication["all"].cell().count == 53
    assert [cell.count for cell in publication["a"].cells.values()] == [None, None, 30]
    assert hidden_ranges(publication, (A,)) == {("a", ("a1",)): (0, 23), ("a", ("a2",)): (0, 23)}


def test_the_same_people_in_any_order_are_published_alike():
    people = households(0)
    one = protect(people, HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES, on=DAY)
    other = people.sample(frac=1, random_state=1)
    assert protect(other, HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES, on=DAY) == one
