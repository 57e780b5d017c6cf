"""The published inventory of a commune as the engine reads it, and what is made of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from geo.errors import UnknownCodeError
from geo.rules.sru import Interval, Period, Status, Terms, objective
from geo.sru.published import (
    Money,
    estimated_levy,
    illustrated_objective,
    minimum_above,
    periods_from,
    reference_inventory,
    series_break,
)
from geo.territory import open_territory
from geo.territory.sru import sru_reading
from tests.geo.embedded import DATA


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


@pytest.fixture(scope="module")
def espaly(territory):
    return sru_reading(territory, "43089")


def test_espaly_is_10_to_11_short(espaly):
    assert espaly.inventory.day == date(2024, 1, 1)
    assert espaly.inventory.main_residences == Interval(1728, 1736)
    assert espaly.decimals == 1
    deficit = espaly.situation.deficit
    assert (deficit.low, deficit.high) == (Fraction("9.6"), Fraction("11.2"))
    assert espaly.situation.status is Status.SHORT
    assert (espaly.target_percent, espaly.period.label) == (20, "2023-2025")
    assert (espaly.net_levy_eur, espaly.levy_year) == (Decimal("2557.2"), 2025)


def test_le_puy_complies(territory):
    assert sru_reading(territory, "43157").situation.status is Status.COMPLIANT


def test_a_commune_without_inventory_has_no_reading(territory):
    assert sru_reading(territory, "43190") is None


def test_an_unknown_code_is_an_error(territory):
    with pytest.raises(UnknownCodeError):
        sru_reading(territory, "99999")


def test_periods_start_with_that_of_the_file(espaly):
    assert [period.label for period in periods_from(espaly)] == ["2023-2025", "2026-2028"]


def test_the_objective_needs_an_inventory_that_is_not_published(espaly):
    inventory = reference_inventory(espaly, espaly.period, None, None)
    assert inventory.day == date(2022, 1, 1)
    aim = objective(inventory, 20, espaly.period)
    assert aim.count.status is Status.UNKNOWN
    assert aim.count.missing == ("lls_count", "main_residences_count")


def test_the_objective_follows_what_is_given(espaly):
    inventory = reference_inventory(espaly, espaly.period, 300, 1700)
    aim = objective(inventory, 20, espaly.period)
    assert (aim.catch_up.value, aim.count.value) == (50, 20)  # gap 2.35 points, 40 missing
    lowered = objective(inventory, 20, espaly.period, Terms(contract_percent=40))
    assert lowered.count.value == 16


def test_a_published_reference_inventory_wins_over_what_is_given(espaly):
    at_reference = replace(espaly, inventory=replace(espaly.inventory, day=date(2025, 1, 1)))
    inventory = reference_inventory(at_reference, Period(2026), 1, 2)
    assert inventory == at_reference.inventory


def test_the_illustration_uses_the_published_inventory(espaly):
    aim = illustrated_objective(espaly, 20, espaly.period)
    assert aim.catch_up.value == 100
    assert (aim.count.low, aim.count.high) == (Fraction("9.6"), Fraction("11.2"))


def test_the_published_levy_contradicts_the_minimum_that_was_read(espaly, territory):
    minimum = minimum_above(espaly)
    assert (minimum.value, minimum.certainty.value) == (4000, "to_check")
    assert minimum_above(sru_reading(territory, "43157")) is None
    assert minimum_above(replace(espaly, net_levy_eur=Decimal(4000))) is None


def test_nothing_is_estimated_from_nothing(espaly):
    gross, net = estimated_levy(espaly, Money())
    assert (gross.low, gross.high, net.status) == (None, None, Status.UNKNOWN)
    assert not Money(deductible_eur=Decimal(5)).is_given


def test_an_estimate_is_bounded_by_the_main_residences(espaly):
    money = Money(Decimal(2900), Decimal(3_000_000), Decimal(1000), is_dsu=False)
    gross, net = estimated_levy(espaly, money)
    assert (gross.low, gross.high) == (6960, 8120)
    assert (net.low, net.high) == (5960, 7120)


def test_a_majoration_comes_between_gross_and_net(espaly):
    money = Money(Decimal(2900), Decimal(3_000_000), is_dsu=False, majoration_percent=Decimal(100))
    gross, total, net = estimated_levy(espaly, money)
    assert total.low == net.low == 2 * gross.low


def test_unknown_dsu_may_exempt(espaly):
    gross, _ = estimated_levy(espaly, Money(Decimal(2900), Decimal(3_000_000)))
    assert (gross.low, gross.high) == (0, 8120)
    assert "is_dsu" in gross.missing


@pytest.mark.parametrize(
    ("earlier", "later", "broken"),
    [
        (date(2018, 9, 10), date(2022, 12, 31), None),
        (date(2022, 1, 1), date(2023, 1, 1), date(2023, 1, 1)),
        (date(2023, 1, 1), date(2024, 1, 1), None),
    ],
)
def test_series_break(earlier, later, broken):
    assert series_break(earlier, later) == broken
