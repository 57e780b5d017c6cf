"""Boundaries, missing inputs and refusals of the SRU rules that no published figure covers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from geo.errors import InputError
from geo.rules.parameters import Certainty
from geo.rules.sru import (
    Category,
    Interval,
    Inventory,
    Isolation,
    LevyYear,
    Period,
    Status,
    StockLine,
    Territory,
    check_published_missing,
    count_stock,
    main_residences_from_gap,
    main_residences_from_rate,
    perimeter,
    pressure,
    situation,
    target_by_ratio,
)

DAY = date(2024, 1, 1)
BIG = Territory("CA", 82_000, 18_989)
SMALL = Territory("unité urbaine", 38_345, 18_989)


def stock(lls, low, high=None, day=date(2022, 1, 1)):
    return Inventory(day, lls, Interval(low, high or low))


def levy(year=2023, **options):
    return LevyYear(year, **options)


# Perimeter


@pytest.mark.parametrize(
    ("population", "status"),
    [(3_499, Status.NOT_SUBJECT), (3_500, Status.SUBJECT), (3_501, Status.SUBJECT)],
)
def test_a_commune_enters_at_3500_inhabitants(population, status):
    assert perimeter(population, [BIG, SMALL], DAY).status is status


@pytest.mark.parametrize(
    ("population", "status"),
    [(1_499, Status.NOT_SUBJECT), (1_500, Status.SUBJECT), (3_499, Status.SUBJECT)],
)
def test_1500_inhabitants_are_enough_in_the_urban_unit_of_paris(population, status):
    assert perimeter(population, [BIG], DAY, has_paris_threshold=True).status is status


@pytest.mark.parametrize(
    ("total", "largest", "status"),
    [
        (50_000, 20_000, Status.NOT_SUBJECT),
        (50_001, 20_000, Status.SUBJECT),
        (60_000, 15_000, Status.NOT_SUBJECT),
        (60_000, 15_001, Status.SUBJECT),
    ],
)
def test_both_thresholds_of_the_territory_must_be_exceeded(total, largest, status):
    assert perimeter(4_000, [Territory("CA", total, largest)], DAY).status is status


def test_one_qualifying_territory_is_enough_even_if_the_other_is_unknown():
    unknown = Territory("unité urbaine", None, None)
    assert perimeter(4_000, [BIG, unknown], DAY).status is Status.SUBJECT
    answer = perimeter(4_000, [SMALL, unknown], DAY)
    assert answer.status is Status.UNKNOWN
    assert answer.missing == ("population of unité urbaine",)


def test_paris_threshold_matters_only_between_the_two_thresholds():
    assert perimeter(1_499, [BIG], DAY, has_paris_threshold=None).status is Status.NOT_SUBJECT
    assert perimeter(3_500, [BIG], DAY, has_paris_threshold=None).status is Status.SUBJECT
    answer = perimeter(2_000, [BIG], DAY, has_paris_threshold=None)
    assert (answer.status, answer.missing) == (Status.UNKNOWN, ("has_paris_threshold",))


@pytest.mark.parametrize(
    ("population", "before", "listed", "status"),
    [
        (21_000, 20_000, True, Status.SUBJECT),
        (20_999, 20_000, True, Status.NOT_SUBJECT),
        (21_000, 20_000, False, Status.NOT_SUBJECT),
        (21_000, None, True, Status.UNKNOWN),
        (15_000, 10_000, True, Status.NOT_SUBJECT),
    ],
)
def test_isolated_commune_needs_growth_and_the_list(population, before, listed, status):
    answer = perimeter(population, [SMALL], DAY, isolation=Isolation(before, listed))
    assert answer.status is status
    assert answer.certainty is Certainty.TO_CHECK


# Target


def test_higher_target_as_soon_as_one_territory_is_tense():
    period = Period(2023)
    assert target_by_ratio({"EPCI": Decimal(3), "agglo": Decimal(4)}, period).value == 25
    assert target_by_ratio({"EPCI": None, "agglo": Decimal(4)}, period).value == 25
    answer = target_by_ratio({"EPCI": None, "agglo": Decimal(3)}, period)
    assert (answer.low, answer.high, answer.missing) == (20, 25, ("ratio of EPCI",))


def test_threshold_of_2017_was_not_read():
    answer = target_by_ratio({"EPCI": Decimal(3)}, Period(2017))
    assert answer.status is Status.UNKNOWN
    assert answer.missing == ("pressure_ratio",)
    assert answer.certainty is Certainty.TO_CHECK


@pytest.mark.parametrize("target", [0, 19, 21, 24, 26, -20])
def test_no_other_target_than_20_or_25(target):
    with pytest.raises(InputError, match="unknown-target"):
        situation(stock(200, 2000), target)


@pytest.mark.parametrize("ratios", [[], [Decimal(-1)]])
def test_ratios_must_make_sense(ratios):
    with pytest.raises(InputError):
        pressure(ratios)


# Stock


def counted(*lines, day=DAY):
    result = count_stock(lines, day)
    return result.low, result.high, result.missing


def test_every_kind_of_dwelling_that_simply_counts():
    kinds = [
        Category.HLM, Category.APL_AGREEMENT, Category.OVERSEAS_OR_MINING,
        Category.AUTONOMOUS_HOME_DWELLING, Category.TRAVELLER_PLOT, Category.BRS,
    ]  # fmt: skip
    assert counted(*(StockLine(kind, 10) for kind in kinds)) == (60, 60, ())


def test_intermediate_housing_does_not_count():
    assert counted(StockLine(Category.INTERMEDIATE, 50)) == (0, 0, ())


def test_brs_counts_from_the_inventory_of_2019():
    assert counted(StockLine(Category.BRS, 8), day=date(2018, 1, 1)) == (0, 0, ())
    assert counted(StockLine(Category.BRS, 8), day=date(2019, 1, 1)) == (8, 8, ())


@pytest.mark.parametrize(
    ("event", "bounds"),
    [
        (date(2020, 6, 1), (5, 5)),
        (date(2019, 1, 2), (5, 5)),
        (date(2019, 1, 1), (0, 5)),
        (date(2014, 1, 2), (0, 5)),
        (date(2014, 1, 1), (0, 0)),
    ],
)
def test_expired_agreement_counts_5_years_and_perhaps_10(event, bounds):
    line = StockLine(Category.EXPIRED_AGREEMENT, 5, event_day=event)
    assert counted(line)[:2] == bounds


@pytest.mark.parametrize(("event", "count"), [(date(2014, 1, 2), 3), (date(2014, 1, 1), 0)])
def test_dwelling_sold_to_its_occupant_counts_10_years(event, count):
    assert counted(StockLine(Category.SOLD_TO_OCCUPANT, 3, event_day=event)) == (count, count, ())


def test_missing_date_of_sale_gives_bounds_and_its_name():
    assert counted(StockLine(Category.SOLD_TO_OCCUPANT, 3)) == (0, 3, ("sale_date",))


@pytest.mark.parametrize(
    ("signed", "option", "expected"),
    [
        (date(2018, 11, 25), None, (0, 0, ())),
        (date(2018, 11, 26), None, (4, 4, ())),
        (date(2019, 1, 1), date(2019, 1, 2), (4, 4, ())),
        (date(2019, 1, 1), date(2019, 1, 1), (0, 0, ())),
        (None, None, (0, 4, ("signature_date",))),
    ],
)
def test_psla(signed, option, expected):
    assert counted(StockLine(Category.PSLA, 4, option, signed)) == expected


def test_leap_day_of_sale():
    line = StockLine(Category.SOLD_TO_OCCUPANT, 1, event_day=date(2012, 2, 29))
    assert counted(line, day=date(2022, 2, 28))[0] == 1
    assert counted(line, day=date(2022, 3, 1))[0] == 0


def test_negative_counts_are_all_reported():
    with pytest.raises(InputError) as caught:
        count_stock([StockLine(Category.HLM, -1), StockLine(Category.BRS, -2)], DAY)
    assert len(caught.value.faults) == 2


# Situation


@pytest.mark.parametrize("inventory_day", [date(2014, 1, 1), date(2024, 1, 1)])
def test_exactly_20_percent_complies_and_one_dwelling_less_does_not(inventory_day):
    assert situation(stock(400, 2000, day=inventory_day), 20).status is Status.COMPLIANT
    assert situation(stock(399, 2000, day=inventory_day), 20).status is Status.SHORT


def test_verdict_is_unknown_when_the_main_residences_decide():
    verdict = situation(stock(400, 1999, 2001), 20)
    assert verdict.status is Status.UNKNOWN
    assert (verdict.deficit.low, verdict.deficit.high) == (0, Fraction(1, 5))
    assert verdict.deficit.missing == ("main_residences_count",)


def test_exempt_and_not_subject_keep_nothing_but_the_rate():
    for options, status in (
        ({"is_exempt": True}, Status.EXEMPT),
        ({"is_subject": False}, Status.NOT_SUBJECT),
    ):
        verdict = situation(stock(200, 2000), 20, **options)
        assert verdict.status is status
        assert verdict.rate.value == 10
        assert (verdict.gap.low, verdict.deficit.high, verdict.surplus.value) == (None,) * 3


def test_no_inventory_gives_no_zero():
    verdict = situation(Inventory(DAY, None, None), 20)
    assert verdict.status is Status.UNKNOWN
    assert all(result.low is None and result.high is None for result in verdict.results)
    assert verdict.rate.missing == ("lls_count", "main_residences_count")


def test_rate_just_below_the_target_is_not_printed_as_the_target():
    verdict = situation(stock(19_999, 100_000), 20)
    assert "20,00" not in verdict.rate.formula
    assert "19,999" in verdict.rate.formula


def test_inventory_refuses_all_that_is_wrong_at_once():
    with pytest.raises(InputError) as caught:
        Inventory(DAY, -1, Interval(0, 10))
    assert len(caught.value.faults) == 2
    with pytest.raises(InputError):
        Interval(2, 1)


# Main residences implied by a rounded rate


def test_espaly_is_10_to_11_dwellings_short():
    residences = main_residences_from_rate(336, Decimal("19.40"), 1)
    assert residences == Interval(1728, 1736)
    verdict = situation(Inventory(DAY, 336, residences), 20)
    assert verdict.status is Status.SHORT
    assert (verdict.deficit.low, verdict.deficit.high) == (Fraction("9.6"), Fraction("11.2"))
    assert [round(verdict.deficit.low), round(verdict.deficit.high)] == [10, 11]


@pytest.mark.parametrize(("lls", "rate"), [(0, "0.00"), (3, "0.00"), (0, "12.00")])
def test_nothing_follows_from_no_dwelling_or_a_zero_rate(lls, rate):
    assert main_residences_from_rate(lls, Decimal(rate), 2) is None


def test_rate_no_number_of_residences_can_give():
    with pytest.raises(InputError, match="rate-and-count"):
        main_residences_from_rate(2, Decimal("30.00"), 2)


def test_gap_must_be_above_zero():
    with pytest.raises(InputError):
        main_residences_from_gap(10, Fraction(0))


def test_published_missing_that_agrees():
    assert check_published_missing(stock(70, 1130), 20, 156).status is Status.MET
    assert check_published_missing(Inventory(DAY, 70, None), 20, 156).status is Status.UNKNOWN
