"""Every published and computed figure of tests/vectors/sru.toml, one test per rule."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from geo.french import number
from geo.rules.sru import (
    Category,
    Finances,
    Interval,
    Inventory,
    LevyYear,
    Period,
    Production,
    Result,
    Status,
    StockLine,
    carence_total,
    check_published_missing,
    count_stock,
    exemption_by_ratio,
    gross_levy,
    home_dwellings,
    main_residences_from_gap,
    main_residences_from_missing,
    missing_dwellings,
    net_levy,
    objective,
    parse_period,
    pressure,
    realisation,
    situation,
    split,
    target_by_ratio,
    tax_potential_from_levy,
)
from geo.rules.sru.law import cite, legal

CASES = tomllib.loads((Path(__file__).parents[1] / "vectors/sru.toml").read_text("utf-8"))["case"]


def vectors(rule):
    cases = [pytest.param(case, id=case["name"]) for case in CASES if case["rule"] == rule]
    return pytest.mark.parametrize("case", cases)


def inventory(case, day):
    return Inventory(day, case["lls"], Interval.exact(case["rp"]))


def exact(text):
    return Fraction(Decimal(text))


TESTED = {
    "beds", "carence", "contradiction", "first_years", "implied", "levy",
    "objective", "pressure", "published_levy", "published_rate", "ratio", "realisation",
    "share", "split",
}  # fmt: skip


def test_every_rule_of_the_vectors_has_a_test():
    assert {case["rule"] for case in CASES} == TESTED
    assert len({case["name"] for case in CASES}) == len(CASES)


@vectors("published_rate")
def test_published_rate(case):
    """The rate alone gives the gap, the verdict and the rate of catch-up (LLS per 10,000 RP)."""
    lls = int(exact(case["rate_percent"]) * 100)
    for first_year, key in ((2017, "catch_up_2017_percent"), (2023, "catch_up_2023_percent")):
        period = Period(first_year)
        stock = Inventory(period.reference_day, lls, Interval.exact(10_000))
        verdict = situation(stock, case["target_percent"])
        assert verdict.gap.value == exact(case["gap_points"])
        assert verdict.status is Status(case["status"])
        assert objective(stock, case["target_percent"], period).catch_up.value == case[key]


@vectors("contradiction")
def test_contradiction(case):
    stock = inventory(case, date(2018, 1, 1))
    checked = check_published_missing(stock, case["target_percent"], case["published"])
    assert checked.status is Status.NOT_MET
    assert checked.value == case["deficit"]
    assert number(situation(stock, 20).rate.value, 2) == case["rate_percent"].replace(".", ",")
    implied = main_residences_from_missing(case["lls"], case["published"], case["target_percent"])
    assert implied == case["implied_rp"]
    assert number(100 * case["lls"] / implied, 2) == case["implied_rate"].replace(".", ",")
    assert "1\u202f130" in checked.note
    assert "6,19" in checked.note


@vectors("implied")
def test_implied(case):
    target, missing = case["target_percent"], case["missing"]
    residences = [
        main_residences_from_gap(missing, target - exact(rate)) for rate in case["rates_percent"]
    ]
    assert [round(value) for value in residences] == case["rp"]
    assert round(residences[1] * exact(case["rates_percent"][1]) / 100) == case["lls"]
    levy = Fraction(case["levy_eur"])
    assert number(levy / missing, 2) == case["eur_per_dwelling"].replace(".", ",")
    assert round(tax_potential_from_levy(levy, missing, Fraction(25))) == case["tax_potential"]


@vectors("realisation")
def test_realisation(case):
    due = Fraction(case["objective"])
    law = cite(legal("catch_up_percents", date(2017, 1, 1)))
    aim = Result("objective_count", "logements", due, due, Status.DUE, "", law)
    review = realisation(aim, case["achieved"])
    assert review.value == exact(case["percent"])
    assert review.status is Status(case["status"])
    assert review.missing == ("split",)


@vectors("share")
def test_share(case):
    share = Fraction(100 * case["part"], case["total"])
    assert number(share, 1) == case["one_decimal"]
    assert number(share) == case["no_decimal"]


@vectors("published_levy")
def test_published_levy(case):
    """With a published rate alone the engine names what it lacks and gives no amount."""
    stock = Inventory(date(2015, 1, 1), None, None)
    answer = gross_levy(stock, case["target_percent"], Finances(), LevyYear(2016))
    assert answer.status is Status.UNKNOWN
    assert (answer.low, answer.high) == (None, None)
    assert answer.missing == ("lls_count", "main_residences_count")


@vectors("ratio")
def test_ratio(case):
    period = parse_period(case["period"])
    ratio = Decimal(case["ratio"])
    target = target_by_ratio({"agglomération": ratio}, period)
    assert target.value == case["target_percent"]
    assert exemption_by_ratio(ratio, period).status is Status(case["exemption"])


@vectors("split")
def test_split(case):
    made = Production(case["total"], case["plai"], case["pls"])
    shares = split(made, Period(2023), exact(case["rate_percent"]), has_plh=case["has_plh"])
    assert shares.plai.value == case["plai_percent"]
    assert shares.pls.value == case["pls_percent"]
    assert shares.plai.status is Status(case["plai_status"])
    assert shares.pls.status is Status(case["pls_status"])


@vectors("objective")
def test_objective(case):
    period = parse_period(case["period"])
    stock = inventory(case, period.reference_day)
    verdict = situation(stock, case["target_percent"])
    aim = objective(stock, case["target_percent"], period)
    assert verdict.status is Status(case["status"])
    assert verdict.rate.value == exact(case["rate_percent"])
    assert verdict.deficit.value == exact(case["deficit"])
    assert verdict.surplus.value == case["surplus"]
    assert verdict.gap.value == exact(case["gap_points"])
    assert aim.catch_up.value == case["catch_up_percent"]
    assert aim.count.value == exact(case["objective"])


@vectors("levy")
def test_levy(case):
    year = LevyYear(case["year"], is_dsu=case["dsu"])
    money = Finances(case["tax_potential"], case["expenditure"])
    gross = gross_levy(inventory(case, year.inventory_day), case["target_percent"], money, year)
    net = net_levy(gross, case["year"], case["deductible"])
    low, high = case.get("low", case.get("gross")), case.get("high", case.get("gross"))
    assert (gross.low, gross.high) == (low, high)
    assert gross.status is Status(case["status"])
    assert (net.net.low, net.net.high) == (case.get("net", low), case.get("net", high))
    assert sum(each.amount_eur for each in net.carried) == case["carried"]


@vectors("carence")
def test_carence(case):
    year = LevyYear(2023)
    money = Finances(case["tax_potential"], case["expenditure"])
    stock = Inventory(year.inventory_day, 200, Interval.exact(2000))
    gross = gross_levy(stock, 20, money, year)
    total = carence_total(gross, case["majoration_percent"], money, year, case["median"])
    assert total.value == case["total"]


@vectors("beds")
def test_beds(case):
    day = date(2024, 1, 1)
    lines = [StockLine(Category.HOME_BEDS, beds) for beds in case["beds"]]
    assert count_stock(lines, day).value == case["dwellings"]
    assert sum(home_dwellings(beds, day) for beds in case["beds"]) == case["dwellings"]


@vectors("pressure")
def test_pressure(case):
    mean = pressure([Decimal(ratio) for ratio in case["ratios"]])
    assert mean == exact(case["mean"])
    answer = target_by_ratio({"EPCI": mean}, parse_period(case["period"]))
    assert answer.value == case["target_percent"]


@vectors("first_years")
def test_first_years(case):
    year = LevyYear(
        case["year"], first_subject_year=2015, first_levy_year=case.get("first_levy_year")
    )
    stock = Inventory(year.inventory_day, 200, Interval.exact(2000))
    assert missing_dwellings(200, 2000, 20) == 200
    assert gross_levy(stock, 20, Finances(900, 5_000_000), year).status is Status(case["status"])
