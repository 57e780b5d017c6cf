"""The door: what may be asked, and what is refused."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from geo.errors import InputError
from geo.privacy import (
    SECRET,
    Cell,
    CellStatus,
    Dimension,
    Grouping,
    Nature,
    Table,
    View,
    add,
    protect,
    share,
)

DAY = date(2026, 1, 1)
A = Dimension("a", ("a1", "a2"))
ALL = Table("all", ())
BY_A = Table("a", ("a",))


def people(**columns):
    return pd.DataFrame(columns, dtype="str")


def cell(count):
    return Cell(count, CellStatus.SHOWN)


@pytest.mark.parametrize(("count", "is_secret"), [(0, False), (1, True), (4, True), (5, False)])
def test_one_to_four_households_are_hidden(count, is_secret):
    publication = protect(people(a=["a1"] * count), (A,), (BY_A,), on=DAY)
    assert publication["a"].cell("a1") == (SECRET if is_secret else cell(count))
    assert publication["a"].cell("a2") == (SECRET if is_secret else cell(0)), "alone, it is 1 to 4"


@pytest.mark.parametrize(("count", "is_secret"), [(0, False), (1, True), (10, True), (11, False)])
def test_one_to_ten_are_hidden_when_it_touches_income(count, is_secret):
    tables = (Table("a", ("a",), Nature.INCOME),)
    publication = protect(people(a=["a1"] * count), (A,), tables, on=DAY)
    assert publication["a"].cell("a1").is_secret == is_secret


def test_nobody_is_no_secret():
    publication = protect(people(a=[]), (A,), (ALL, BY_A), on=DAY)
    assert publication.secret_count == 0
    assert publication["all"].cell() == cell(0)


def test_a_known_small_cell_is_shown_and_the_others_still_protected():
    tables = (Table("a", ("a",), is_known=True), Table("ab", ("a", "b")))
    frame = people(a=["a1"] * 3 + ["a2"] * 9, b=["b1"] * 2 + ["b2"] * 10)
    publication = protect(frame, (A, Dimension("b", ("b1", "b2"))), tables, on=DAY)
    assert publication["a"].cell("a1") == cell(3)
    assert publication["ab"].cell("a1", "b1").is_secret
    assert publication["ab"].cell("a1", "b2").is_secret
    assert publication["ab"].cell("a2", "b2") == cell(9)


def test_two_names_of_one_number_are_hidden_together():
    """Who has not moved is counted by stage and by place: one cell cannot tell the other."""
    stage = Dimension("stage", ("wait", "gone"), (Grouping("m", {"wait": "n", "gone": "y"}),))
    place = Dimension("place", ("none", "near"), (Grouping("m", {"none": "n", "near": "y"}),))
    frame = people(stage=["wait"] * 3 + ["gone"] * 20, place=["none"] * 3 + ["near"] * 20)
    tables = (ALL, Table("stage", ("stage",)), Table("place", ("place",)))
    publication = protect(frame, (stage, place), tables, on=DAY)
    for one, other in (("wait", "none"), ("gone", "near")):
        cells = publication["stage"].cell(one), publication["place"].cell(other)
        assert cells[0] == cells[1]
    assert publication["stage"].cell("wait").is_secret
    assert publication["all"].cell().is_secret


def test_the_frame_has_one_row_per_cell():
    three = Dimension("a", ("a1", "a2", "a3"))
    rows = people(a=["a1"] * 2 + ["a2"] * 7 + ["a3"] * 4)
    frame = protect(rows, (three,), (ALL, BY_A), on=DAY)["a"].frame()
    assert frame["a"].tolist() == ["a1", "a2", "a3"]
    assert frame["status"].tolist() == ["secret", "shown", "secret"]
    assert frame["count"].isna().tolist() == [True, False, True]
    assert frame["count"].dtype == "Int64"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (cell(5), cell(20), Fraction(1, 4)),
        (SECRET, cell(20), None),
        (cell(5), SECRET, None),
        (cell(0), cell(0), None),
    ],
)
def test_a_share_needs_two_shown_cells(part, whole, expected):
    assert share(part, whole) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [([cell(5), cell(0)], cell(5)), ([cell(5), SECRET], SECRET), ([], cell(0))],
)
def test_a_sum_is_secret_as_soon_as_a_part_is(cells, expected):
    assert add(cells) == expected


OTHER = Dimension("b", ("b1", "b2"), (Grouping("g", {"b1": "x", "b2": "y"}),))
SAME = Dimension("a", ("a1", "a2"), (Grouping("g", {"a1": "x", "a2": "y"}),))


@pytest.mark.parametrize(
    ("columns", "dimensions", "tables", "rule"),
    [
        ({"b": ["x"]}, (A,), (BY_A,), "missing-column"),
        ({"a": ["a1", "zz"]}, (A,), (BY_A,), "unknown-category"),
        ({"a": ["a1"]}, (A,), (Table("t", ("b",)),), "unknown-dimension"),
        ({"a": ["a1"]}, (A,), (Table("t", ("a", "a")),), "unknown-dimension"),
        ({"a": ["a1"]}, (A,), (BY_A, BY_A), "duplicate-table"),
        ({"a": ["a1"]}, (A, A), (BY_A,), "duplicate-dimension"),
        ({"a": ["a1"]}, (A,), (), "no-table"),
        ({"a": ["a1"], "b": ["b2"]}, (SAME, OTHER), (BY_A,), "groupings-disagree"),
        ({"a": []}, (Dimension("a", ("a1", "a1")),), (BY_A,), "duplicate-category"),
        ({"a": []}, (Dimension("a", ("a1",), (Grouping("g", {}),)),), (BY_A,), "no-group"),
    ],
)
def test_what_cannot_be_counted_is_refused(columns, dimensions, tables, rule):
    with pytest.raises(InputError) as error:
        protect(people(**columns), dimensions, tables, on=DAY)
    assert [fault.rule for fault in error.value.faults] == [rule]


def test_a_value_of_somebody_is_never_repeated_in_a_message():
    with pytest.raises(InputError) as error:
        protect(people(a=["somebody"]), (A,), (BY_A,), on=DAY)
    assert "somebody" not in str(error.value)


def test_too_wide_a_crossing_is_refused():
    wide = [Dimension(name, tuple(map(str, range(100)))) for name in "abc"]
    frame = people(a=["1"], b=["1"], c=["1"])
    with pytest.raises(InputError, match="too-many-cells"):
        protect(frame, wide, (Table("t", ("a", "b", "c")),), on=DAY)


def test_only_the_public_view_is_served():
    with pytest.raises(InputError, match="unknown-view"):
        protect(people(a=["a1"]), (A,), (BY_A,), on=DAY, view="working-group")
    assert list(View) == [View.PUBLIC]
