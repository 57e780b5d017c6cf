"""The follow-up of the measures: states, targets, what stands, what is missing."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.commitments.entry import Entry, disputed, require_entry, require_unchanged, standing
from geo.commitments.follow_up import Origin, computed_rows, entered_rows, merged, published_rows
from geo.commitments.progress import Progress, Sense, Target, contradicts, is_met, progress_of
from geo.commitments.summary import Choice, chosen, states, theme_counts, without_value
from geo.errors import InputError

AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)


def target(value="10", sense=Sense.AT_LEAST, *, due=None, yearly=False):
    return Target(sense, None if value is None else Decimal(value), due, yearly)


def table(**changes):
    """Return two measures: one with a target, one without."""
    base = {
        "measure_id": ["credits", "culture"],
        "theme": ["governance", "culture"],
        "service": ["État, CAPeV", "DRAC"],
        "code_qp": [pd.NA, "QN04301M"],
        "indicator": ["Part des crédits", pd.NA],
        "target_sense": ["at_least", pd.NA],
        "target_value": [25.0, float("nan")],
        "target_date": pd.to_datetime([pd.NaT, pd.NaT]),
        "is_yearly": [False, pd.NA],
        "target_text": ["sans échéance", pd.NA],
    }
    return pd.DataFrame(base | changes).set_index("measure_id")


def entered(*entries):
    names = ["measure_id", "year", "status", "value", "comment", "document"]
    return pd.DataFrame(entries, columns=names)


def published(*entries):
    names = ["measure_id", "year", "progress", "comment", "source", "section", "status"]
    return pd.DataFrame(entries, columns=names)


# Value and target


@pytest.mark.parametrize(
    ("value", "aim", "year", "expected"),
    [
        ("9.99", target(), 2020, Progress.UNDER_WAY),
        ("10", target(), 2020, Progress.REACHED),
        ("10.01", target(), 2020, Progress.REACHED),
        ("9.99", target(yearly=True), 2020, Progress.MISSED),
        ("9.99", target(due=date(2019, 12, 31)), 2018, Progress.UNDER_WAY),
        ("9.99", target(due=date(2019, 12, 31)), 2019, Progress.MISSED),
        ("10", target(due=date(2019, 12, 31)), 2019, Progress.REACHED),
        ("10", target(sense=Sense.AT_MOST), 2020, Progress.REACHED),
        ("10.01", target(sense=Sense.AT_MOST, yearly=True), 2020, Progress.MISSED),
        ("1", target(None, Sense.DONE), 2020, Progress.UNKNOWN),
    ],
)
def test_what_a_value_says_of_its_target(value, aim, year, expected):
    assert progress_of(Decimal(value), aim, year) is expected


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_more_never_leaves_a_target_that_was_met(value, more, aim):
    goal = target(str(aim))
    assert is_met(value + more, goal) or not is_met(value, goal)


@given(AMOUNTS)
def test_a_target_is_met_at_its_very_value(aim):
    assert is_met(aim, target(str(aim)))
    assert is_met(aim, target(str(aim), Sense.AT_MOST))


@pytest.mark.parametrize(
    ("said", "value", "expected"),
    [
        (Progress.REACHED, "9", True),
        (Progress.REACHED, "10", False),
        (Progress.MISSED, "10", True),
        (Progress.MISSED, "9", False),
        (Progress.UNDER_WAY, "10", False),
        (Progress.REACHED, None, False),
    ],
)
def test_a_state_may_contradict_its_value(said, value, expected):
    assert contradicts(said, None if value is None else Decimal(value), target()) is expected


# What stands


def test_a_published_value_gives_a_state_that_is_derived():
    values = pd.DataFrame(
        {
            "measure_id": ["credits"],
            "value": [25.0],
            "date_latest": pd.to_datetime(["2021-12-31"]),
            "source": ["ville"],
            "section": ["p. 3"],
            "status": ["official"],
            "confidence": ["high"],
            "note": [pd.NA],
        }
    )
    (row,) = computed_rows(table(), values).to_dict("records")
    assert (row["year"], row["progress"], row["status"]) == (2021, "reached", "derived")


def test_what_is_entered_stands_before_what_is_published_and_both_are_told():
    said = published(("credits", 2021, "missed", "bilan", "ville", "p. 3", "official"))
    given_ = entered(("credits", 2021, "reached", 27.5, pd.NA, pd.NA))
    (row,) = merged((published_rows(said), entered_rows(given_))).to_dict("records")
    assert (row["progress"], row["origin"], row["also"]) == ("reached", Origin.ENTERED, "missed")
    assert row["value"] == 27.5


def test_an_unknown_state_hides_nothing_that_is_known():
    said = published(("credits", 2021, "missed", "bilan", "ville", "p. 3", "official"))
    given_ = entered(("credits", 2021, "unknown", 12.0, pd.NA, pd.NA))
    (row,) = merged((published_rows(said), entered_rows(given_))).to_dict("records")
    assert (row["progress"], row["value"]) == ("missed", 12.0)


def test_nothing_said_is_no_row():
    assert merged(()).empty


# At a glance


def test_what_nobody_said_is_unknown():
    said = merged((published_rows(published(
        ("culture", 2020, "reached", "bilan", "ville", "p. 3", "official"))),))  # fmt: skip
    grid = states(table(), said, [2019, 2020])
    assert grid.to_dict("index") == {
        "credits": {2019: "unknown", 2020: "unknown"},
        "culture": {2019: "unknown", 2020: "reached"},
    }
    counts = theme_counts(table(), grid).set_index(["theme", "year"])
    assert counts.loc[("culture", 2020), "reached"] == 1
    assert counts.to_numpy().sum() == 4


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ["credits", "culture"]),
        (Choice(theme="culture"), ["culture"]),
        (Choice(service="CAPeV"), ["credits"]),
        (Choice(code_qp="QN04301M"), ["credits", "culture"]),
        (Choice(code_qp="QN04302M"), ["credits"]),
        (Choice(theme="culture", service="CAPeV"), []),
    ],
)
def test_filters(choice, expected):
    assert list(chosen(table(), choice).index) == expected


def test_what_is_missing_names_the_state_and_the_value():
    given_ = entered(("credits", 2021, "under_way", float("nan"), pd.NA, pd.NA))
    said = merged((entered_rows(given_),))
    found = without_value(table(), said, 2021)
    assert found[["needs_state", "needs_value"]].to_dict("index") == {
        "credits": {"needs_state": False, "needs_value": True},
        "culture": {"needs_state": True, "needs_value": False},
    }


def test_what_cannot_be_measured_asks_for_no_value():
    given_ = entered(("credits", 2021, "not_measurable", float("nan"), pd.NA, pd.NA))
    found = without_value(table(), merged((entered_rows(given_),)), 2021)
    assert list(found.index) == ["culture"]


# Entries


def test_all_that_is_wrong_with_an_entry_is_told_at_once():
    entry = Entry("nothing", 2031, Progress.REACHED, Decimal(-1))
    with pytest.raises(InputError) as caught:
        require_entry(entry, table(), last_year=2026)
    assert [fault.field for fault in caught.value.faults] == ["measure_id", "year", "value"]


def test_a_state_against_its_value_is_refused():
    with pytest.raises(InputError) as caught:
        require_entry(
            Entry("credits", 2020, Progress.REACHED, Decimal("24.9")), table(), last_year=2026
        )
    (fault,) = caught.value.faults
    assert (fault.rule, fault.expected, fault.found) == ("state-against-value", "25", "24.9")


def test_the_value_of_the_target_may_be_entered_as_reached():
    require_entry(Entry("credits", 2020, Progress.REACHED, Decimal(25)), table(), last_year=2026)


HISTORY = pd.DataFrame(
    {
        "measure_id": ["credits", "credits", "credits"],
        "year": [2020, 2020, 2020],
        "status": ["missed", "reached", "stopped"],
        "batch_id": [1, 2, 3],
        "who": ["DDT", "CAPeV", "Ville"],
        "is_undone": [False, False, True],
        "is_current": [False, True, False],
    }
)


def test_the_newest_entry_that_is_not_undone_stands():
    found = standing(HISTORY, "credits", 2020)
    assert found is not None
    assert (found["batch_id"], found["who"]) == (2, "CAPeV")
    assert standing(HISTORY, "credits", 2021) is None


def test_nobody_writes_over_what_they_have_not_seen():
    entry = Entry("credits", 2020, Progress.REACHED)
    require_unchanged(HISTORY, entry, 2)
    with pytest.raises(InputError, match="CAPeV"):
        require_unchanged(HISTORY, entry, 1)
    with pytest.raises(InputError, match="changed-meanwhile"):
        require_unchanged(HISTORY, entry, None)


def test_entries_that_differ_are_shown_without_the_undone_one():
    assert list(disputed(HISTORY)["batch_id"]) == [1, 2]
