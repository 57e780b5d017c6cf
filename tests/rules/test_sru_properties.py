"""What must hold for any commune, and where the law itself does not hold it."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.rules.sru import (
    Category,
    Finances,
    Interval,
    Inventory,
    LevyYear,
    Period,
    Status,
    StockLine,
    carence_total,
    count_stock,
    gross_levy,
    known_periods,
    main_residences_from_rate,
    net_levy,
    objective,
    situation,
)
from geo.rules.sru.objective import bracket

TARGETS = st.sampled_from([20, 25])
PERIODS = st.sampled_from(known_periods())
RESIDENCES = st.integers(1, 60_000)
LIMITS = (Fraction(2), Fraction(4))
RANK = {Status.SHORT: 0, Status.UNKNOWN: 1, Status.COMPLIANT: 2}


@st.composite
def communes(draw):
    """Social dwellings with room for one more, and main residences."""
    residences = draw(st.integers(2, 60_000))
    return draw(st.integers(0, residences - 1)), residences


def at(lls, low, high=None, day=date(2022, 1, 1)):
    return Inventory(day, lls, Interval(low, high or low))


def gap(lls, residences, target):
    return target - Fraction(100 * lls, residences)


@given(communes(), st.integers(0, 500), TARGETS)
def test_one_more_dwelling_never_worsens_status_or_deficit(commune, width, target):
    lls, residences = commune
    before = situation(at(lls, residences, residences + width), target)
    after = situation(at(lls + 1, residences, residences + width), target)
    assert RANK[after.status] >= RANK[before.status]
    assert after.deficit.low <= before.deficit.low
    assert after.deficit.high <= before.deficit.high
    assert after.rate.low > before.rate.low


@given(
    communes(),
    TARGETS,
    st.integers(2014, 2028),
    st.integers(0, 5_000),
    st.integers(0, 10**8),
    st.tuples(st.sampled_from([True, False, None]), st.integers(0, 500)),
)
def test_one_more_dwelling_never_raises_the_levy(commune, target, year, potential, spending, case):
    lls, residences = commune
    is_dsu, majoration = case
    levy, money = LevyYear(year, is_dsu=is_dsu), Finances(potential, spending)
    gross = [
        gross_levy(at(count, residences, day=levy.inventory_day), target, money, levy)
        for count in (lls, lls + 1)
    ]
    assert gross[1].low <= gross[0].low
    assert gross[1].high <= gross[0].high
    net = [net_levy(one, year, 1_000).net for one in gross]
    assert net[1].high <= net[0].high
    if Status.EXEMPT not in {one.status for one in gross}:
        total = [carence_total(one, majoration, money, levy, 900) for one in gross]
        assert total[1].high <= total[0].high
        assert total[0].low >= gross[0].low


@given(communes(), TARGETS, PERIODS)
def test_one_more_dwelling_never_raises_the_objective_within_a_bracket(commune, target, period):
    lls, residences = commune
    gaps = [gap(count, residences, target) for count in (lls, lls + 1)]
    assume(period.first_year < 2023 or bracket(gaps[0], LIMITS) == bracket(gaps[1], LIMITS))
    aims = [
        objective(at(count, residences, day=period.reference_day), target, period).count.value
        for count in (lls, lls + 1)
    ]
    assert aims[1] <= aims[0]


@pytest.mark.parametrize(
    ("lls", "objective_before", "objective_after"),
    [
        (319, "26.73", "40"),  # gap 4.05 -> 4: 33 % of 81, then 50 % of 80
        (360, "20", "39"),  # gap 2 -> 1.95: 50 % of 40, then 100 % of 39
    ],
)
def test_the_law_raises_the_objective_where_the_gap_leaves_a_bracket(
    lls, objective_before, objective_after
):
    """L302-8 VII is not monotonic: a smaller gap is to be closed faster, for all 2,000 homes."""
    aims = [objective(at(count, 2000), 20, Period(2023)).count.value for count in (lls, lls + 1)]
    assert aims == [Fraction(objective_before), Fraction(objective_after)]


def test_these_two_jumps_are_the_only_ones():
    counts = range(2001)
    day = Period(2026).reference_day
    aims = [objective(at(count, 2000, day=day), 20, Period(2026)).count.value for count in counts]
    jumps = [count for count, (one, two) in enumerate(pairwise(aims)) if two > one]
    assert jumps == [319, 360]


@given(RESIDENCES, TARGETS)
def test_exactly_the_target_complies_and_one_dwelling_less_does_not(residences, target):
    residences *= 100
    lls = target * residences // 100
    assert situation(at(lls, residences), target).status is Status.COMPLIANT
    assert situation(at(lls - 1, residences), target).status is Status.SHORT


@given(st.integers(1, 5_000), TARGETS, st.sampled_from([2, 4]))
def test_a_gap_of_exactly_2_and_4_points_is_in_the_middle_bracket(hundreds, target, points):
    residences = 100 * hundreds
    lls = (target - points) * hundreds
    assert objective(at(lls, residences), target, Period(2023)).catch_up.value == 50
    other = {2: (lls + 1, 100), 4: (lls - 1, 33)}[points]
    assert objective(at(other[0], residences), target, Period(2023)).catch_up.value == other[1]


@given(
    st.data(),
    st.integers(1, 60_000),
    st.sampled_from([1, 2]),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN]),
)
def test_the_interval_of_a_rounded_rate_holds_the_truth(data, residences, decimals, rounding):
    lls = data.draw(st.integers(1, residences))
    unit = Decimal(1).scaleb(-decimals)
    published = (Decimal(100 * lls) / residences).quantize(unit, rounding=rounding)
    interval = main_residences_from_rate(lls, published, decimals)
    if interval is None:
        assert published <= unit / 2
        return
    assert interval.low <= residences <= interval.high
    half = Fraction(unit) / 2
    for outside in (interval.low - 1, interval.high + 1):
        assert outside == 0 or abs(Fraction(100 * lls, outside) - Fraction(published)) > half


def test_a_truncated_rate_may_leave_the_interval():
    """The interval answers rounding only: a rate cut short must be said to be so."""
    cut = (Decimal(100 * 336) / 1729).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    interval = main_residences_from_rate(336, cut, 1)
    assert cut == Decimal("19.4")
    assert interval.low <= 1729
    cut = (Decimal(100 * 336) / 1724).quantize(Decimal("0.1"), rounding=ROUND_DOWN)
    assert cut == Decimal("19.4")
    assert not interval.low <= 1724 <= interval.high


@given(st.integers(0, 3_000), st.integers(1_500, 20_000), st.integers(0, 60), TARGETS, PERIODS)
def test_bounds_hold_every_case_between_them(lls, low, width, target, period):
    day = period.reference_day
    assume(lls <= low)
    wide = objective(at(lls, low, low + width, day), target, period)
    each = [objective(at(lls, rp, day=day), target, period) for rp in range(low, low + width + 1)]
    counts = [aim.count.value for aim in each]
    percents = [aim.catch_up.value for aim in each]
    assert (wide.count.low, wide.count.high) == (min(counts), max(counts))
    assert (wide.catch_up.low, wide.catch_up.high) == (min(percents), max(percents))


@given(
    st.permutations(
        [StockLine(Category.HOME_BEDS, n) for n in (2, 20, 31)]
        + [StockLine(Category.HLM, 40), StockLine(Category.SOLD_TO_OCCUPANT, 5)]
    )
)
def test_stock_does_not_depend_on_the_order_of_lines(lines):
    counted = count_stock(lines, date(2024, 1, 1))
    assert (counted.low, counted.high) == (56, 61)
