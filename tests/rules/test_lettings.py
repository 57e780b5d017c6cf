"""The rules of lettings: every case of tests/vectors/lettings.toml, and properties."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError, ParameterError
from geo.rules.lettings import (
    Counting,
    Quartile,
    Rate,
    Reach,
    Side,
    Status,
    agrees_with_published,
    consumption_units,
    counting,
    further_leases,
    quartile_of,
    quartile_rank,
    resources_per_unit,
    still_needed,
    target_percent,
)

VECTORS = tomllib.loads((Path(__file__).parents[1] / "vectors/lettings.toml").read_text("utf-8"))
DAY = date(2025, 6, 1)
THRESHOLDS = (9576, 12900, 17640)
COUNTS = st.integers(0, 400)
RATES = st.builds(Rate, COUNTS, COUNTS, COUNTS, st.integers(0, 50), st.sampled_from([25, 50]))
SIDES = st.sampled_from([Side.OUTSIDE, Side.INSIDE])
KNOWN = st.sampled_from([Quartile.FIRST, Quartile.OTHERS])


def cases(table):
    return [pytest.param(case, id=case["name"]) for case in VECTORS[table]]


def share(case, name):
    return Fraction(case[name]) if name in case else None


def tallied(side, leases, target):
    """Return the rate of (quartile, rehoused) pairs of one side."""
    found = [counting(side, quartile, is_rehoused=rehoused) for quartile, rehoused in leases]
    return Rate(*(found.count(each) for each in Counting), 0, target)


@pytest.mark.parametrize("case", cases("units"))
def test_resources_per_consumption_unit(case):
    units = consumption_units(case["older_count"], case["child_count"], DAY)
    assert units == Fraction(case["units"])
    found = resources_per_unit(12 * Decimal(case["monthly_eur"]), units)
    assert found == Fraction(case["resources_per_uc_eur"])


@pytest.mark.parametrize("case", cases("quartile"))
def test_side_of_the_threshold(case):
    amount = Decimal(case["resources_per_uc_eur"])
    assert quartile_of(amount, THRESHOLDS[0]) == case["quartile"]
    assert quartile_rank(amount, THRESHOLDS) == case["rank"]


@pytest.mark.parametrize("case", cases("rate"))
def test_rate(case):
    rate = Rate(
        case["counted"],
        case["not_counted"],
        case["unknown"],
        case["placeless"],
        target_percent(case["target"], DAY),
    )
    assert rate.percent == share(case, "percent")
    assert rate.lower_percent == share(case, "lower")
    assert rate.upper_percent == share(case, "upper")
    assert rate.status == case["status"]


@pytest.mark.parametrize("case", cases("counting"))
def test_which_lease_counts(case):
    found = counting(
        Side(case["side"]), Quartile(case["quartile"]), is_rehoused=case["is_rehoused"]
    )
    assert found == case["counting"]


@pytest.mark.parametrize("case", cases("need"))
def test_what_is_left_to_do(case):
    rate = Rate(case["counted"], case["not_counted"], case["unknown"], 0, 25)
    need = still_needed(rate, case["expected"])
    assert (need.low, need.high, need.reach) == (case["low"], case["high"], case["reach"])


@pytest.mark.parametrize("case", cases("published"))
def test_a_published_rate_beside_its_numbers(case):
    numbers = (case["numerator"], case["denominator"])
    published, tolerance = Fraction(case["published_percent"]), Fraction("0.2")
    recomputed = round(Fraction(100 * numbers[0], numbers[1]), 1)
    assert recomputed == Fraction(case["recomputed_percent"])
    assert agrees_with_published(*numbers, published, tolerance) is case["agrees"]


def test_every_answer_has_a_case():
    assert {case["status"] for case in VECTORS["rate"]} == {str(each) for each in Status}
    assert {case["reach"] for case in VECTORS["need"]} == {str(each) for each in Reach}
    assert {case["counting"] for case in VECTORS["counting"]} == {str(each) for each in Counting}


def test_c17_is_a_union():
    leases = [
        *[(Quartile.FIRST, False)] * 28,
        *[(Quartile.FIRST, True)] * 2,
        *[(Quartile.OTHERS, True)] * 3,
        *[(Quartile.OTHERS, False)] * 87,
    ]
    rate = tallied(Side.OUTSIDE, leases, 25)
    assert (rate.numerator, rate.denominator, rate.percent) == (33, 120, Fraction("27.5"))


def test_a_rehousing_that_is_not_known_leaves_the_lease_unknown():
    assert counting(Side.OUTSIDE, Quartile.OTHERS, is_rehoused=None) is Counting.UNKNOWN
    assert counting(Side.OUTSIDE, Quartile.FIRST, is_rehoused=None) is Counting.COUNTED


@pytest.mark.parametrize(("amount", "threshold"), [(None, 9576), (9576, None), (None, None)])
def test_without_an_amount_the_quartile_is_unknown(amount, threshold):
    assert quartile_of(amount, threshold) is Quartile.UNKNOWN


@pytest.mark.parametrize(("older", "children"), [(0, 2), (1, -1), (-1, 0)])
def test_a_household_has_someone_of_age(older, children):
    with pytest.raises(InputError, match="household"):
        consumption_units(older, children, DAY)


@pytest.mark.parametrize(("amount", "units"), [(-1, Fraction(1)), (100, Fraction(0))])
def test_resources_that_make_no_sense_are_refused(amount, units):
    with pytest.raises(InputError, match="negative"):
        resources_per_unit(amount, units)


def test_negative_numbers_of_leases_are_refused():
    with pytest.raises(InputError, match="negative"):
        Rate(-1, 0, 0, 0, 25)
    with pytest.raises(InputError, match="negative"):
        still_needed(Rate(1, 1, 0, 0, 25), -1)
    with pytest.raises(InputError, match="value"):
        further_leases(Rate(1, 1, 0, 0, 25), 1, Fraction(2))


def test_there_is_no_target_before_the_law():
    with pytest.raises(ParameterError):
        target_percent("outside_qpv", date(2017, 1, 28))


@given(
    side=SIDES,
    truth=st.lists(st.tuples(KNOWN, st.booleans(), st.booleans()), min_size=1, max_size=60),
)
def test_the_bounds_contain_the_truth(side, truth):
    """Whatever the resources that were not known, the true rate is between the bounds."""
    whole = tallied(side, [(quartile, rehoused) for quartile, rehoused, _ in truth], 25)
    seen = tallied(
        side,
        [
            (quartile if is_known else Quartile.UNKNOWN, rehoused)
            for quartile, rehoused, is_known in truth
        ],
        25,
    )
    assert seen.lower_percent <= whole.percent <= seen.upper_percent
    assert seen.denominator == whole.denominator
    if seen.status is not Status.UNKNOWN:
        assert seen.status is whole.status


@given(rate=RATES, here=st.lists(st.booleans(), max_size=50), data=st.data())
def test_the_bounds_contain_the_truth_when_places_are_found(rate, here, data):
    known = Rate(rate.counted, rate.not_counted, 0, len(here), rate.target_percent)
    counts = data.draw(st.lists(st.booleans(), min_size=len(here), max_size=len(here)))
    placed = [does for is_here, does in zip(here, counts, strict=True) if is_here]
    whole = Rate(
        known.counted + sum(placed),
        known.not_counted + len(placed) - sum(placed),
        0,
        0,
        rate.target_percent,
    )
    if whole.denominator:
        assert known.lower_percent <= whole.percent <= known.upper_percent


@given(rate=RATES)
def test_shares_stay_between_0_and_100_and_in_order(rate):
    if rate.lower_percent is None:
        assert rate.status is Status.NOT_APPLICABLE
    else:
        assert 0 <= rate.lower_percent <= rate.upper_percent <= 100


@given(rate=RATES, expected=st.integers(0, 200))
def test_the_number_needed_is_the_least_one(rate, expected):
    need = still_needed(rate, expected)
    if need.high <= expected and rate.denominator + rate.placeless + expected:
        enough = Rate(
            rate.counted + need.high,
            rate.not_counted + expected - need.high,
            rate.unknown,
            rate.placeless,
            rate.target_percent,
        )
        assert enough.status is Status.MET
        if need.high:
            less = Rate(
                enough.counted - 1,
                enough.not_counted + 1,
                rate.unknown,
                rate.placeless,
                rate.target_percent,
            )
            assert less.status is not Status.MET
    assert need.low <= need.high


@given(rate=RATES, count=st.integers(0, 100), percent=st.integers(0, 100))
def test_further_leases_add_up_and_more_of_them_that_count_never_lower_the_rate(
    rate, count, percent
):
    after = further_leases(rate, count, Fraction(percent, 100))
    best = further_leases(rate, count, Fraction(1))
    assert after.denominator == rate.denominator + count
    assert 0 <= after.counted - rate.counted <= count
    if best.percent is not None:
        assert after.percent <= best.percent


@given(
    amount=st.decimals(0, 30000, places=2),
    older=st.integers(1, 6),
    children=st.integers(0, 8),
)
def test_one_more_child_never_raises_resources_per_unit(amount, older, children):
    fewer = resources_per_unit(amount, consumption_units(older, children, DAY))
    more = resources_per_unit(amount, consumption_units(older, children + 1, DAY))
    assert more <= fewer
