"""The levy, the sanction and the parameters of SRU law, beyond the vectors."""

from datetime import date
from fractions import Fraction

import pytest

from geo.errors import InputError, ParameterError
from geo.rules.parameters import Certainty, all_parameters
from geo.rules.sru import (
    Carry,
    Finances,
    Interval,
    Inventory,
    LevyYear,
    Period,
    Status,
    carence_total,
    explanation,
    gross_levy,
    intermediation_deductible,
    net_levy,
    objective,
)
from geo.rules.sru.law import amount, amounts, legal
from tests.rules.test_sru_rules import DAY, levy, stock

# Levy


def test_levy_wants_the_inventory_of_the_year_before():
    with pytest.raises(InputError, match="levy-inventory"):
        gross_levy(stock(200, 2000), 20, Finances(900, 1), levy(2024))


@pytest.mark.parametrize(
    ("finances", "bounds", "missing"),
    [
        (Finances(), (None, None), ("tax_potential_eur", "expenditure_eur")),
        (Finances(900), (0, 45_000), ("expenditure_eur",)),
        (Finances(None, 5_000_000), (0, 250_000), ("tax_potential_eur",)),
    ],
)
def test_missing_finances_give_bounds_and_names(finances, bounds, missing):
    answer = gross_levy(stock(200, 2000), 20, finances, levy())
    assert answer.status is Status.UNKNOWN
    assert (answer.low, answer.high) == bounds
    assert answer.missing == missing


def test_nothing_missing_needs_no_finances():
    answer = gross_levy(stock(400, 2000), 20, Finances(), levy())
    assert (answer.value, answer.status) == (0, Status.NOT_DUE)


def test_below_a_doubtful_minimum_nothing_or_all_may_be_due():
    """Read up to 2016, the minimum makes 0; since then the national file contradicts it."""
    for expenditure, lacking in ((None, ("expenditure_eur",)), (5_000_000, ())):
        answer = gross_levy(stock(398, 2000), 20, Finances(900, expenditure), levy())
        assert (answer.low, answer.high, answer.status) == (0, 450, Status.UNKNOWN)
        assert answer.missing == (*lacking, "levy_minimum_eur")
        assert "2025" in answer.note
        assert "à vérifier" in answer.formula
    read = LevyYear(2016)
    before = gross_levy(
        Inventory(read.inventory_day, 398, Interval.exact(2000)), 20, Finances(900), read
    )
    assert (before.value, before.status, before.missing) == (0, Status.NOT_DUE, ())


def test_unknown_dsu_gives_bounds_where_it_matters():
    money = Finances(900, 5_000_000)
    doubtful = gross_levy(stock(320, 2000), 20, money, levy(is_dsu=None))
    assert (doubtful.low, doubtful.high, doubtful.missing) == (0, 18_000, ("is_dsu",))
    sure = gross_levy(stock(200, 2000), 20, money, levy(is_dsu=None))
    assert (sure.value, sure.missing) == (45_000, ())


def test_uncertain_main_residences_bound_the_levy():
    answer = gross_levy(stock(336, 1728, 1736), 20, Finances(2000, 5_000_000), levy())
    assert (answer.low, answer.high) == (4_800, 5_600)
    assert answer.missing == ("main_residences_count",)


def test_exempt_or_not_yet_subject_commune_has_no_amount():
    money = Finances(900, 5_000_000)
    exempt = gross_levy(stock(200, 2000), 20, money, levy(is_exempt=True))
    assert (exempt.status, exempt.low) == (Status.EXEMPT, None)
    later = gross_levy(stock(200, 2000), 20, money, levy(first_subject_year=2024))
    assert (later.status, later.low) == (Status.NOT_SUBJECT, None)
    assert net_levy(exempt, 2023, 100).net.low is None


@pytest.mark.parametrize("finances", [(-1, 5), (5, -1)])
def test_negative_finances(finances):
    with pytest.raises(InputError):
        Finances(*finances)


def test_carry_over_is_used_oldest_first_and_expires():
    gross = gross_levy(stock(200, 2000), 20, Finances(900, 5_000_000), levy())
    old = [Carry(2022, Fraction(30_000)), Carry(2021, Fraction(20_000)), Carry(2020, Fraction(9))]
    after = net_levy(gross, 2023, 1_000, old)
    assert after.net.value == 0
    assert after.carried == (Carry(2022, Fraction(5_000)), Carry(2023, Fraction(1_000)))
    with pytest.raises(InputError):
        net_levy(gross, 2023, -1)


def test_intermediation_is_capped_by_dwelling():
    assert intermediation_deductible(9_000, 1, 2024, has_high_cap=True) == 5_000
    assert intermediation_deductible(9_000, 1, 2024, has_high_cap=False) == 2_500
    assert intermediation_deductible(900, 1, 2024, has_high_cap=False) == 900


# Carence


def test_carence_without_the_median_gives_both_caps():
    money = Finances(900, 2_500_000)
    gross = gross_levy(stock(200, 2000), 20, money, levy())
    total = carence_total(gross, 200, money, levy())
    assert (total.low, total.high) == (125_000, 135_000)
    assert total.missing == ("median_tax_potential_eur",)


def test_carence_cap_never_lowers_the_levy_itself():
    money = Finances(900, 500_000)
    gross = gross_levy(stock(200, 2000), 20, money, levy())
    assert (gross.value, carence_total(gross, 400, money, levy(), 900).value) == (25_000, 25_000)


def test_carence_of_an_exempt_commune_is_not_guessed():
    money = Finances(900, 5_000_000)
    gross = gross_levy(stock(320, 2000), 20, money, levy(is_dsu=True))
    total = carence_total(gross, 100, money, levy(is_dsu=True), 900)
    assert (total.status, total.missing) == (Status.UNKNOWN, ("majoration_base_eur",))
    assert carence_total(gross, 0, money, levy(is_dsu=True), 900).value == 0
    with pytest.raises(InputError):
        carence_total(gross, -1, money, levy())


# Parameters and explanations


def test_every_parameter_of_the_law_is_sourced():
    mine = [p for name, p in all_parameters().items() if name.startswith("sru.")]
    for item in mine:
        assert item.checked_on == date(2026, 11, 22)
        for value in item.values:
            assert value.article.startswith("CCH")
            assert value.url.startswith("https://")
            assert value.version
            assert value.certainty is Certainty.READ or value.note


def test_wrong_kind_of_parameter():
    for name, read in (("periods", amount), ("min_population", amounts)):
        with pytest.raises(ParameterError, match="parameter-type"):
            read(legal(name, DAY))


def test_explanation_is_plain_and_complete():
    aim = objective(stock(336, 1728, 1736), 20, Period(2023))
    told = explanation(aim.count)
    assert told["value"] is None
    assert (told["low"], told["high"]) == (9.6, 11.2)
    assert told["article"] == "CCH, art. L302-8 VII"
    assert told["certainty"] == "read"
    assert told["status"] == "DUE"
    assert told["missing"] == ["main_residences_count"]
    assert told["formula"] == "100 % × 9,6 à 11,2 = 9,6 à 11,2\u202flogements"
