"""The answer of `cdv sru` for given figures."""

import json
from decimal import Decimal

import pytest

from geo.errors import InputError
from geo.sru.report import SruQuestion, sru_report

KEYS = {
    "rate_percent", "deficit_count", "gap_points", "catch_up_percent", "objective_count",
    "gross_levy_eur", "net_levy_eur", "status", "explanations",
}  # fmt: skip


def ask(lls=200, rp=2000, target=20, period="2023-2025", **options):
    return sru_report(SruQuestion(lls, rp, target, period, **options))


def test_every_key_is_there_and_it_is_json():
    answer = ask(tax_potential=900, expenditure=5_000_000, deductible=60_000)
    assert set(answer) >= KEYS
    assert json.loads(json.dumps(answer)) == answer
    values = {key: answer[key] for key in KEYS - {"explanations"}}
    assert values == {
        "rate_percent": 10,
        "deficit_count": 200,
        "gap_points": 10,
        "catch_up_percent": 33,
        "objective_count": 66,
        "gross_levy_eur": 45_000,
        "net_levy_eur": 0,
        "status": "SHORT",
    }
    assert answer["carried_forward_eur"] == 15_000
    assert answer["bounds"] == {}
    assert answer["reference_inventory_date"] == "2022-01-01"


def test_what_is_carried_forward_is_no_guess_when_the_levy_is_not_known():
    unknown = ask(deductible=60_000)
    assert unknown["carried_forward_eur"] is None
    assert unknown["bounds"]["carried_forward_eur"] == [0, 60_000]
    small = ask(lls=398, tax_potential=900, expenditure=5_000_000, deductible=60_000)
    assert small["bounds"]["carried_forward_eur"] == [59_550, 60_000]
    assert ask(lls=400, deductible=500)["carried_forward_eur"] == 500


def test_each_explanation_is_complete_and_doubt_is_visible():
    answer = ask(tax_potential=900, expenditure=5_000_000)
    told = {item["name"]: item for item in answer["explanations"]}
    assert told["objective_count"]["formula"] == "33 % × 200 = 66\u202flogements"
    assert told["objective_count"]["certainty"] == "read"
    levy = told["gross_levy_eur"]
    assert levy["certainty"] == "to_check"
    assert levy["article"] == "CCH, art. L302-7"
    assert "45\u202f000\u202f€" in levy["formula"]
    wanted = {"name", "value", "unit", "formula", "article", "version", "url", "certainty",
              "status", "missing"}  # fmt: skip
    assert all(set(item) >= wanted for item in answer["explanations"])


def test_fractions_are_kept():
    answer = ask(lls=336, rp=1732)
    assert answer["deficit_count"] == 10.4
    assert answer["objective_count"] == 10.4
    assert answer["rate_percent"] == pytest.approx(19.3995, abs=1e-4)


def test_surplus_keeps_the_deficit_at_zero_and_signs_the_gap():
    answer = ask(lls=401)
    assert (answer["deficit_count"], answer["surplus_count"]) == (0, 1)
    assert (answer["gap_points"], answer["status"]) == (-0.05, "COMPLIANT")
    assert (answer["objective_count"], answer["gross_levy_eur"]) == (0, 0)


def test_without_money_there_is_no_levy_and_its_inputs_are_named():
    answer = ask()
    assert (answer["gross_levy_eur"], answer["net_levy_eur"]) == (None, None)
    told = {item["name"]: item for item in answer["explanations"]}
    assert told["gross_levy_eur"]["missing"] == ["tax_potential_eur", "expenditure_eur"]
    assert told["gross_levy_eur"]["status"] == "UNKNOWN"


def test_without_the_expenditure_the_levy_is_bounded():
    assert ask(tax_potential=900)["bounds"]["gross_levy_eur"] == [0, 45_000]


def test_dsu_exempts_from_the_levy_not_from_the_objective():
    answer = ask(lls=320, dsu=True, tax_potential=900, expenditure=5_000_000)
    assert (answer["gross_levy_eur"], answer["objective_count"]) == (0, 40)
    assert answer["status"] == "SHORT"


def test_first_years_have_no_levy_and_a_bounded_objective():
    answer = ask(first_subject_year=2022, tax_potential=900, expenditure=5_000_000)
    assert answer["gross_levy_eur"] == 0
    assert answer["objective_count"] is None
    assert answer["bounds"]["objective_count"] == [30, 40]


def test_commune_that_enters_later_is_not_subject():
    answer = ask(first_subject_year=2026)
    assert answer["status"] == "NOT_SUBJECT"
    assert (answer["rate_percent"], answer["deficit_count"]) == (10, None)


def test_majoration_is_in_the_net_levy():
    answer = ask(tax_potential=900, expenditure=5_000_000, majoration=200, deductible=35_000)
    assert answer["gross_levy_eur"] == 45_000
    assert answer["total_levy_eur"] == 135_000
    assert answer["net_levy_eur"] == 100_000


def test_amounts_are_read_as_written():
    answer = ask(tax_potential=0.1, expenditure=Decimal("5000000"), lls=0, rp=2_000_000)
    assert answer["gross_levy_eur"] == 10_000


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"lls": -1}, "--lls"),
        ({"lls": 2001}, "--lls"),
        ({"lls": 6_000_000, "rp": 7_000_000}, "--rp"),
        ({"rp": 0, "lls": 0}, "--rp"),
        ({"rp": -5}, "--rp"),
        ({"target": 22}, "--target"),
        ({"period": "2024-2026"}, "--period"),
        ({"period": ""}, "--period"),
        ({"tax_potential": -1}, "--tax-potential"),
        ({"tax_potential": float("nan")}, "--tax-potential"),
        ({"expenditure": float("inf")}, "--expenditure"),
        ({"deductible": -0.01}, "--deductible"),
        ({"majoration": -1}, "--majoration"),
        ({"first_subject_year": 1999}, "--first-subject-year"),
        ({"first_subject_year": 2029}, "--first-subject-year"),
    ],
)
def test_bad_input_says_where(options, place):
    with pytest.raises(InputError) as caught:
        ask(**options)
    assert place in [fault.file for fault in caught.value.faults]


def test_all_bad_input_at_once():
    with pytest.raises(InputError) as caught:
        ask(lls=-1, rp=0, target=30, period="x", deductible=-1)
    places = [fault.file for fault in caught.value.faults]
    assert places == ["--lls", "--deductible", "--rp", "--target", "--period"]
