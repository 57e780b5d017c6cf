"""The objective of a period, its split and its review, beyond the vectors."""

from datetime import date
from fractions import Fraction

import pytest

from geo.errors import InputError
from geo.rules.parameters import Certainty
from geo.rules.sru import (
    Inventory,
    Period,
    Production,
    Status,
    Terms,
    known_periods,
    mutual_contract,
    objective,
    parse_period,
    realisation,
    split,
)
from tests.rules.test_sru_rules import stock

# Objective


def test_periods_and_their_reference_inventories():
    labels = [period.label for period in known_periods()]
    assert labels == ["2014-2016", "2017-2019", "2020-2022", "2023-2025", "2026-2028"]
    assert parse_period("2017-2019").reference_day == date(2016, 1, 1)
    for text in ("2029-2031", "2023", "2024-2026", ""):
        with pytest.raises(InputError, match="unknown-period"):
            parse_period(text)


def test_objective_wants_the_reference_inventory():
    with pytest.raises(InputError, match="reference-inventory"):
        objective(stock(200, 2000, day=date(2024, 1, 1)), 20, Period(2023))


@pytest.mark.parametrize(
    ("entered", "period", "percent"),
    [
        (2015, 2017, (20, 20)),  # first full period
        (2017, 2017, (20, 20)),
        (2018, 2017, (10, 10)),  # 15 % for two years of three
        (2019, 2017, (5, 5)),
        (2015, 2020, (0, 50)),  # not read
        (2009, 2020, (50, 50)),  # no longer newly subject
        (2022, 2023, (15, 20)),  # two versions of the text
        (2020, 2023, (25, 25)),
        (2016, 2023, (30, 33)),
        (2013, 2023, (33, 33)),
        (2024, 2023, (0, 33)),  # partial period, not read
    ],
)
def test_newly_subject_commune(entered, period, percent):
    at = Period(period)
    aim = objective(stock(200, 2000, day=at.reference_day), 20, at, Terms(entered))
    assert (aim.catch_up.low, aim.catch_up.high) == percent
    bounds = tuple(Fraction(2 * value) for value in percent)
    assert (aim.count.low, aim.count.high) == bounds
    assert ("entry_percent" in aim.count.missing) == (percent[0] != percent[1])
    if entered > 2009 and (entered, period) != (2013, 2023):
        assert aim.count.certainty is Certainty.TO_CHECK


def test_commune_entering_after_the_period_is_not_subject():
    aim = objective(stock(200, 2000), 20, Period(2023), Terms(2026))
    assert (aim.count.status, aim.count.low) == (Status.NOT_SUBJECT, None)


def test_exempt_commune_has_no_objective():
    aim = objective(stock(200, 2000), 20, Period(2023), is_exempt=True)
    assert (aim.count.status, aim.count.low) == (Status.EXEMPT, None)


@pytest.mark.parametrize(
    ("lls", "agreed", "objective_count"), [(200, 25, 50), (340, 40, 24), (370, 80, 24)]
)
def test_contract_down_to_its_floor(lls, agreed, objective_count):
    aim = objective(stock(lls, 2000), 20, Period(2023), Terms(contract_percent=agreed))
    assert aim.count.value == objective_count
    assert aim.count.certainty is Certainty.TO_CHECK


@pytest.mark.parametrize(
    ("lls", "agreed"), [(200, 24), (200, 34), (340, 39), (340, 51), (370, 79), (370, 101)]
)
def test_contract_outside_its_bounds(lls, agreed):
    with pytest.raises(InputError, match="contract-rate"):
        objective(stock(lls, 2000), 20, Period(2023), Terms(contract_percent=agreed))


def test_no_contract_before_2023():
    early = stock(200, 2000, day=date(2019, 1, 1))
    with pytest.raises(InputError, match="no contract"):
        objective(early, 20, Period(2020), Terms(contract_percent=40))


def test_raised_objective_is_never_lower():
    raised = objective(stock(200, 2000), 20, Period(2023), Terms(raised_count=80))
    assert raised.count.value == 80
    lower = objective(stock(200, 2000), 20, Period(2023), Terms(raised_count=10))
    assert lower.count.value == 66
    nothing = objective(stock(400, 2000), 20, Period(2023), Terms(raised_count=10))
    assert nothing.count.value == 0


def test_objective_without_main_residences_is_unknown():
    aim = objective(Inventory(date(2022, 1, 1), 336, None), 20, Period(2023))
    assert (aim.count.status, aim.count.low) == (Status.UNKNOWN, None)
    assert aim.count.missing == ("main_residences_count",)


def test_mutual_contract_keeps_the_sum_and_half_of_each():
    own = [Fraction(40), Fraction(20)]
    period = Period(2023)
    assert mutual_contract(own, [Fraction(20), Fraction(40)], period).status is Status.MET
    assert mutual_contract(own, [Fraction(19), Fraction(41)], period).status is Status.NOT_MET
    assert mutual_contract(own, [Fraction(30), Fraction(20)], period).status is Status.NOT_MET


# Split and bilan


def test_nothing_produced_has_no_split():
    shares = split(Production(0, 0, 0), Period(2023), Fraction(15), has_plh=True)
    assert shares.status is Status.UNDEFINED
    assert shares.plai.value is None


def test_unknown_plh_matters_only_between_both_maxima():
    args = (Period(2023), Fraction(9))
    assert split(Production(10, 3, 2), *args, has_plh=None).pls.status is Status.MET
    assert split(Production(10, 3, 4), *args, has_plh=None).pls.status is Status.NOT_MET
    between = split(Production(10, 3, 3), *args, has_plh=None)
    assert (between.status, between.pls.missing) == (Status.UNKNOWN, ("has_plh",))


@pytest.mark.parametrize("counts", [(10, 6, 5), (-1, 0, 0)])
def test_production_must_add_up(counts):
    with pytest.raises(InputError):
        Production(*counts)


@pytest.mark.parametrize(
    ("achieved", "split_status", "status"),
    [
        (66, Status.MET, Status.MET),
        (65, Status.MET, Status.NOT_MET),
        (66, Status.NOT_MET, Status.NOT_MET),
        (66, None, Status.UNKNOWN),
        (65, None, Status.NOT_MET),
    ],
)
def test_bilan_needs_the_number_and_the_split(achieved, split_status, status):
    aim = objective(stock(200, 2000), 20, Period(2023)).count
    assert realisation(aim, achieved, split_status).status is status


def test_bilan_without_objective():
    none_due = objective(stock(400, 2000), 20, Period(2023)).count
    assert realisation(none_due, 5).status is Status.UNDEFINED
    exempt = objective(stock(200, 2000), 20, Period(2023), is_exempt=True).count
    assert realisation(exempt, 5).status is Status.EXEMPT
    maybe = objective(stock(400, 1999, 2001), 20, Period(2023)).count
    assert realisation(maybe, 5).high is None
    with pytest.raises(InputError):
        realisation(none_due, -1)
