"""Scenarios of the simulator: their codes, and what the engine makes of them for Espaly."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.rules.sru import Growth, Interval, LossKind, Product, Status, levy_avoided
from geo.sru.published import Money
from geo.sru.scenario import (
    GrowthRange,
    Line,
    Move,
    Scenario,
    clean_name,
    further_needed,
    growth_code,
    lines_code,
    parse_growth,
    parse_lines,
    parse_scenarios,
    programme_of,
    run,
    scenarios_code,
    without_programme,
    years_of,
)
from geo.territory import open_territory
from geo.territory.sru import sru_reading
from tests.geo.embedded import DATA

YEARS = range(2024, 2029)
MONEY = Money(Decimal(2900), Decimal(3_000_000), is_dsu=False)

lines_of_a_programme = st.lists(
    st.builds(Line, st.sampled_from(YEARS), st.sampled_from(Move), st.integers(1, 500)),
    unique_by=lambda line: (line.year, line.move),
    max_size=12,
)
tenths = st.integers(-30, 30).map(lambda tenth: Decimal(tenth) / 10)
growths = st.tuples(tenths, tenths).map(lambda pair: GrowthRange(min(pair), max(pair)))
names = st.text(min_size=1, max_size=40).map(clean_name).filter(bool)
scenarios = st.builds(
    lambda lines, growth, name: Scenario(tuple(sorted(lines)), growth, name),
    lines_of_a_programme,
    growths,
    names,
)


@pytest.fixture(scope="module")
def espaly():
    return sru_reading(open_territory(DATA), "43089")


def built(count, move=Move.PLUS, year=2025):
    return Scenario((Line(year, move, count),))


@given(lines_of_a_programme)
def test_a_programme_reads_as_it_was_written(lines):
    assert parse_lines(lines_code(lines), YEARS) == tuple(sorted(lines))


@given(growths)
def test_a_growth_reads_as_it_was_written(growth):
    assert parse_growth(growth_code(growth)) == growth


@given(st.lists(scenarios, max_size=3))
def test_scenarios_read_as_they_were_written(kept):
    assert parse_scenarios(scenarios_code(kept), YEARS) == tuple(kept)


@pytest.mark.parametrize(
    "code",
    ["zzz", "2025", "2025:", "2025:PLUS", "2025:12", "2025:XYZ3", "2025:PLUS0", "2025:PLUS-3",
     "2023:PLUS3", "2029:PLUS3", "2025:PLUS3,PLUS4", "2025:PLUS3;2025:PLUS1", "2025:PLUS999999"],
)  # fmt: skip
def test_an_unreadable_programme_is_refused_with_what_was_found(code):
    with pytest.raises(InputError) as caught:
        parse_lines(code, YEARS)
    fault = caught.value.faults[0]
    assert (fault.rule, fault.file) == ("unreadable-code", "sim")
    assert fault.found in code


@pytest.mark.parametrize("code", ["a", "0.2", "0.6-0.2", "4-5", "-4-1", "0.25-0.5", "0,2-0,5"])
def test_an_unreadable_growth_is_refused(code):
    with pytest.raises(InputError, match="rp: unreadable-code"):
        parse_growth(code)


@pytest.mark.parametrize("code", ["Douze", "~~2025:PLUS1", "A~x~", "A~~zzz", "A~~|B~~|C~~|D~~"])
def test_unreadable_scenarios_are_refused(code):
    with pytest.raises(InputError, match="unreadable-code"):
        parse_scenarios(code, YEARS)


def test_years_go_from_the_inventory_to_the_end_of_the_last_known_period(espaly):
    assert years_of(espaly) == YEARS


def test_each_kind_is_what_the_engine_counts(espaly):
    lines = tuple(Line(2025, move, rank) for rank, move in enumerate(Move, 1))
    programme = programme_of(Scenario(lines), espaly.inventory)
    new = {each.product: each.adds_main_residences for each in programme.deliveries}
    assert new == {
        Product.PLAI: True,
        Product.PLUS: True,
        Product.PLS: True,
        Product.BRS: True,
        Product.PSLA: True,
        Product.OTHER: False,
        Product.ANAH: False,
        Product.INTERMEDIATE: True,
    }
    assert {(each.kind, each.count) for each in programme.losses} == {
        (LossKind.SALE, 9),
        (LossKind.DEMOLITION, 10),
    }


@pytest.mark.parametrize(
    ("low", "high", "growth"),
    [("0", "0", Growth(0, 0)), ("0.2", "0.6", Growth(3, 11)), ("-0.6", "-0.2", Growth(-11, -3))],
)
def test_a_growth_in_percent_is_rounded_outwards(espaly, low, high, growth):
    scenario = Scenario(growth=GrowthRange(Decimal(low), Decimal(high)))
    assert programme_of(scenario, espaly.inventory).growth == growth


def test_espaly_with_12_more_complies_perhaps_and_surely_with_14(espaly):
    twelve = run(espaly, built(12))
    assert twelve.first_possible_day == date(2026, 1, 1)
    assert twelve.first_sure_day is None
    assert twelve.steps[-1].day == date(2029, 1, 1)
    assert twelve.steps[2].main_residences == Interval(1740, 1748)
    assert further_needed(twelve.steps[2], 20) == 2
    assert run(espaly, built(14)).first_sure_day == date(2026, 1, 1)
    assert run(espaly, built(12, Move.ACQUIRED)).first_sure_day == date(2026, 1, 1)


def test_with_what_is_needed_the_target_is_sure_and_with_one_less_it_is_not(espaly):
    start = run(espaly, Scenario()).steps[0]
    needed = further_needed(start, 20)
    assert needed == 14
    assert run(espaly, built(needed)).first_sure_day is not None
    assert run(espaly, built(needed - 1)).first_sure_day is None


def test_levy_is_followed_only_with_both_money_figures(espaly):
    assert run(espaly, built(12), Money(Decimal(2900))).steps[0].levy is None
    steps = run(espaly, built(12), MONEY).steps
    assert (steps[0].levy.low, steps[0].levy.high) == (6960, 8120)
    assert (steps[2].levy.low, steps[2].levy.high) == (0, 1160)  # below a doubtful minimum
    baseline = run(espaly, without_programme(built(12)), MONEY)
    assert levy_avoided(run(espaly, built(12), MONEY), baseline) == (
        Fraction(4 * (6960 - 1160)),  # the first two levies are those of the baseline
        Fraction(4 * 8120),
    )


def test_an_exempt_commune_is_followed_as_exempt_without_levy(espaly):
    exempt = replace(espaly, is_exempt=True)
    for money in (MONEY, Money()):
        after = run(exempt, built(12), money)
        assert {step.situation.status for step in after.steps} == {Status.EXEMPT}
        assert {(step.levy.status, step.levy.high) for step in after.steps} == {
            (Status.EXEMPT, None)
        }
        assert (after.first_possible_day, after.first_sure_day) == (None, None)
        assert levy_avoided(after, run(exempt, Scenario(), money)) == (0, 0)


def test_a_newly_subject_commune_pays_nothing_in_its_first_years(espaly):
    paid = [step.levy.status for step in run(espaly, built(0), MONEY, 2024).steps]
    assert paid == [Status.EXEMPT] * 2 + [Status.DUE] * 4


def test_more_demolished_than_there_is_is_refused(espaly):
    with pytest.raises(InputError, match="stock-exhausted"):
        run(espaly, built(337, Move.DEMOLITION))


@given(st.integers(0, 60))
def test_one_more_dwelling_never_worsens_anything(espaly, count):
    less, more = run(espaly, built(count + 1)), run(espaly, built(count + 2))
    for before, after in zip(less.steps, more.steps, strict=True):
        assert after.situation.deficit.high <= before.situation.deficit.high
        assert further_needed(after, 20) <= further_needed(before, 20)
        if before.situation.status is Status.COMPLIANT:
            assert after.situation.status is Status.COMPLIANT
