"""Boundaries, missing inputs and refusals of the SRU rules that no published figure covers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from geo.errors import InputError, ParameterError
from geo.rules.parameters import Certainty, all_parameters
from geo.rules.sru import (
    Carry,
    Category,
    Finances,
    Interval,
    Inventory,
    Isolation,
    LevyYear,
    Period,
    Production,
    Status,
    StockLine,
    Terms,
    Territory,
    carence_total,
    check_published_missing,
    count_stock,
    explanation,
    gross_levy,
    intermediation_deductible,
    known_periods,
    main_residences_from_gap,
    main_residences_from_rate,
    mutual_contract,
    net_levy,
    objective,
    parse_period,
    perimeter,
    pressure,
    realisation,
    situation,
    split,
    target_by_ratio,
)
from geo.rules.sru.law import amount, amounts, legal

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
