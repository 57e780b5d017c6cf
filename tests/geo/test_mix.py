"""The guard of social mix and the gap index: what is refused, why, and exact results."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.columns import INDICATORS
from geo.mix.gap import FRAGILITY, are_comparable, gap_index
from geo.mix.guard import Operation, Reading, Refusal, attempt

DAY, LATER = date(2018, 1, 1), date(2023, 1, 1)
COUNT, RATE, MEDIAN = "population_count", "poverty_percent", "median_income_eur"
SHARES = st.fractions(min_value=0, max_value=100, max_denominator=1000)
WEIGHTS = st.fractions(min_value=Fraction(1, 100), max_value=10_000, max_denominator=100)


def reading(place="A", name=COUNT, value=10, day=DAY, *, outline="2024", source="s", whole=None):
    exact = None if value is None else Fraction(value)
    denominator = None if whole is None else Fraction(whole)
    return Reading(place, INDICATORS[name], exact, day, outline, source, denominator)


# The guard


@pytest.mark.parametrize(
    ("operation", "readings", "refusals"),
    [
        (Operation.SUM, [reading()], [Refusal.TOO_FEW]),
        (Operation.SUM, [reading(), reading("B", value=None)], [Refusal.MISSING_VALUE]),
        (
            Operation.SUM,
            [reading(), reading("B", "households_count")],
            [Refusal.MIXED_INDICATORS],
        ),
        (Operation.SUM, [reading(name=RATE), reading("B", RATE)], [Refusal.RATE]),
        (Operation.SUM, [reading(name=MEDIAN), reading("B", MEDIAN)], [Refusal.MEDIAN]),
        (Operation.SUM, [reading(), reading("B", day=LATER)], [Refusal.DATES_DIFFER]),
        (Operation.SUM, [reading(), reading("A")], [Refusal.PLACES_OVERLAP]),
        (Operation.SUM, [reading(), reading("B", outline="2015")], [Refusal.PERIMETER_CHANGED]),
        (
            Operation.SUM,
            [reading(day=None), reading("B", day=None, source="t")],
            [Refusal.DATE_UNKNOWN],
        ),
        (Operation.MEAN, [reading(name=RATE), reading("B", RATE)], [Refusal.NO_DENOMINATOR]),
        (
            Operation.MEAN,
            [reading(name=RATE, whole=0), reading("B", RATE, whole=5)],
            [Refusal.NO_DENOMINATOR],
        ),
        (Operation.MEAN, [reading(name=MEDIAN), reading("B", MEDIAN)], [Refusal.MEDIAN]),
        (
            Operation.CHANGE,
            [reading(outline="2015"), reading(day=LATER)],
            [Refusal.PERIMETER_CHANGED],
        ),
        (
            Operation.CHANGE,
            [reading(outline=""), reading(day=LATER)],
            [Refusal.PERIMETER_UNKNOWN],
        ),
        (Operation.CHANGE, [reading(), reading(day=None)], [Refusal.DATE_UNKNOWN]),
        (Operation.CHANGE, [reading(), reading()], [Refusal.SAME_DATE]),
        (Operation.CHANGE, [reading(), reading("B", day=LATER)], [Refusal.PLACES_DIFFER]),
        (Operation.CHANGE, [reading(value=0), reading(day=LATER)], [Refusal.STARTS_AT_ZERO]),
    ],
)
def test_what_may_not_be_combined_is_refused_with_its_reason(operation, readings, refusals):
    outcome = attempt(operation, readings)
    assert outcome.value is None
    assert list(outcome.refusals) == refusals


def test_every_reason_is_told_at_once():
    outcome = attempt(Operation.CHANGE, [reading(outline="2015"), reading("B", day=None)])
    assert set(outcome.refusals) == {
        Refusal.PLACES_DIFFER,
        Refusal.DATE_UNKNOWN,
        Refusal.PERIMETER_CHANGED,
    }


@pytest.mark.parametrize("operation", Operation)
def test_nothing_at_all_is_refused_and_not_an_error(operation):
    assert Refusal.TOO_FEW in attempt(operation, []).refusals


@pytest.mark.parametrize(
    ("operation", "readings", "value"),
    [
        (Operation.SUM, [reading(value=1183), reading("B", value=1329)], 2512),
        (Operation.SUM, [reading(value=3, day=None), reading("B", value=4, day=None)], 7),
        (Operation.MEAN, [reading(value=1), reading("B", value=2)], Fraction(3, 2)),
        (
            Operation.MEAN,
            [reading(name=RATE, value=10, whole=100), reading("B", RATE, 40, whole=200)],
            30,
        ),
        (Operation.CHANGE, [reading(value=11, day=LATER), reading(value=10)], 10),
        (
            Operation.CHANGE,
            [reading(name=RATE, value=10), reading(name=RATE, value=12, day=LATER)],
            2,
        ),
        (
            Operation.CHANGE,
            [reading(name=RATE, value=0), reading(name=RATE, value=12, day=LATER)],
            12,
        ),
    ],
)
def test_what_may_be_combined_is_exact(operation, readings, value):
    outcome = attempt(operation, readings)
    assert outcome.refusals == ()
    assert outcome.value == value


@given(st.lists(st.tuples(SHARES, WEIGHTS), min_size=2, max_size=8))
def test_the_mean_of_rates_is_the_rate_of_the_whole(parts):
    readings = [
        reading(str(rank), RATE, share, whole=whole) for rank, (share, whole) in enumerate(parts)
    ]
    outcome = attempt(Operation.MEAN, readings)
    counts = sum(share * whole / 100 for share, whole in parts)
    assert outcome.value == 100 * counts / sum(whole for _, whole in parts)
    assert min(share for share, _ in parts) <= outcome.value <= max(share for share, _ in parts)


@given(st.permutations([reading(value=4), reading(value=5, day=LATER)]))
def test_the_order_of_the_figures_does_not_matter(readings):
    assert attempt(Operation.CHANGE, readings).value == 25


# The gap index


def test_the_index_is_the_mean_of_the_gaps_turned_towards_fragility():
    index = gap_index(
        {"poverty_percent": 31, "median_income_eur": 17_510},
        {"poverty_percent": 21, "median_income_eur": 20_480},
    )
    poverty, income = (each.percent for each in index.gaps)
    assert poverty == Fraction(1000, 21)
    assert income == Fraction(100 * (20_480 - 17_510), 20_480)
    assert index.percent == (poverty + income) / 2
    assert index.names == ("poverty_percent", "median_income_eur")


def test_less_employment_is_more_fragile():
    assert gap_index({"employment_percent": 40}, {"employment_percent": 50}).percent == 20


@pytest.mark.parametrize(
    ("place", "around"),
    [
        ({}, {"poverty_percent": 21}),
        ({"poverty_percent": 45}, {"poverty_percent": None}),
        ({"poverty_percent": 45}, {"poverty_percent": 0}),
        ({"poverty_percent": float("nan")}, {"poverty_percent": 21}),
        ({"tenants_percent": 60}, {"tenants_percent": 30}),
    ],
)
def test_what_is_unknown_nil_or_no_fragility_is_left_out(place, around):
    index = gap_index(place, around)
    assert (index.gaps, index.percent) == ((), None)


@given(st.fractions(min_value=Fraction(1, 10), max_value=100), st.sampled_from(sorted(FRAGILITY)))
def test_a_place_like_its_surroundings_has_no_gap(value, name):
    assert gap_index({name: value}, {name: value}).percent == 0


@given(
    st.fractions(min_value=1, max_value=99),
    st.fractions(min_value=0, max_value=1),
    st.sampled_from(sorted(FRAGILITY)),
)
def test_more_fragile_never_lowers_the_index(value, more, name):
    around = {name: Fraction(50)}
    worse = value + FRAGILITY[name] * more
    assert gap_index({name: worse}, around).percent >= gap_index({name: value}, around).percent


def test_indices_over_other_indicators_do_not_compare():
    poverty = gap_index({"poverty_percent": 45}, {"poverty_percent": 21})
    both = gap_index(
        {"poverty_percent": 45, "employment_percent": 45},
        {"poverty_percent": 43, "employment_percent": 46},
    )
    assert are_comparable([poverty, poverty])
    assert not are_comparable([poverty, both])
    assert not are_comparable([gap_index({}, {})])
