"""The rules of rehousing: every case of tests/vectors/rehousing.toml, and properties."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError, ParameterError
from geo.rules.parameters import parameter
from geo.rules.rehousing import (
    TARGETS,
    Known,
    Right,
    effort_percent,
    is_offer_place,
    is_outside_qpv,
    is_recent,
    months_later,
    reste_a_charge,
    right_after_refusals,
    target,
)

VECTORS = tomllib.loads(
    (Path(__file__).parents[1] / "vectors/rehousing.toml").read_text(encoding="utf-8")
)
EUROS = st.decimals(min_value=0, max_value=3000, places=2)
DAYS = st.dates(date(2009, 3, 28), date(2040, 12, 31))


def cases(rule):
    return [pytest.param(case, id=case["name"]) for case in VECTORS[rule]]


def amount(case, name):
    return Decimal(case[name]) if name in case else None


@pytest.mark.parametrize("case", cases("rest"))
def test_what_is_left_to_pay(case):
    rest = reste_a_charge(*(amount(case, name) for name in ("rent", "charges", "aid")))
    assert rest == amount(case, "rest")
    assert effort_percent(rest, amount(case, "resources")) == (
        Fraction(case["effort_percent"]) if "effort_percent" in case else None
    )


@pytest.mark.parametrize("case", cases("recent"))
def test_new_or_under_agreement_for_less_than_five_years(case):
    assert is_recent(case.get("agreement"), case.get("move")) == case["is_recent"]


@pytest.mark.parametrize("case", cases("right"))
def test_the_right_after_three_refusals(case):
    found = right_after_refusals(case.get("refused"), case.get("third_offer"), case["day"])
    assert found.right == case["right"]
    assert found.last_day == case.get("last_day")
    assert found.law.certainty == case["certainty"]
    assert found.law.article.startswith("CCH, art. L. 442-6 II")


@pytest.mark.parametrize("case", cases("place"))
def test_where_an_offer_may_stand(case):
    answer = is_offer_place(
        is_same_or_neighbour=case["is_same_or_neighbour"],
        nearest_m=Decimal(case["nearest_m"]),
        farthest_m=Decimal(case["farthest_m"]),
        day=date(2026, 11, 22),
    )
    assert answer == case["answer"]


@pytest.mark.parametrize("case", cases("outside"))
def test_outside_every_qpv_by_the_outlines_of_the_day(case):
    assert is_outside_qpv(case.get("destination"), case.get("move")) == case["answer"]


def test_every_answer_has_a_case():
    assert {case["right"] for case in VECTORS["right"]} == {str(each) for each in Right}
    for rule, name in (("recent", "is_recent"), ("place", "answer"), ("outside", "answer")):
        assert {case[name] for case in VECTORS[rule]} == {str(each) for each in Known}


def test_no_target_is_taken_from_another_programme():
    assert {name: target(name, date(2026, 11, 22)) for name in TARGETS} == dict.fromkeys(TARGETS)


def test_a_negative_number_of_refusals_is_refused():
    with pytest.raises(InputError, match="refusals"):
        right_after_refusals(-1, None, date(2026, 1, 1))


def test_no_right_before_the_first_text_that_was_read():
    with pytest.raises(ParameterError, match="2009-03-28"):
        right_after_refusals(3, date(2009, 3, 27), date(2026, 1, 1))


def test_the_outlines_of_2015_are_said_not_to_be_here():
    value = parameter("rehousing.qpv_outlines_year").on(date(2023, 12, 31))
    assert value.value == 2015
    assert "ne sont pas dans ces données" in value.note


@given(rent=EUROS, charges=EUROS, aid=EUROS, more=EUROS)
def test_a_euro_of_aid_is_a_euro_less_to_pay(rent, charges, aid, more):
    assert reste_a_charge(rent, charges, aid + more) == reste_a_charge(rent, charges, aid) - more


@given(rest=EUROS, resources=EUROS.filter(bool))
def test_the_effort_times_the_resources_is_the_rest_exactly(rest, resources):
    assert effort_percent(rest, resources) * Fraction(resources) == 100 * Fraction(rest)


@given(offer=DAYS, wait=st.integers(0, 400))
def test_a_right_that_has_ended_never_comes_back(offer, wait):
    day = offer + timedelta(days=wait)
    order = [Right.RUNNING, Right.ENDED]
    found = [right_after_refusals(3, offer, each).right for each in (day, day + timedelta(days=1))]
    assert order.index(found[0]) <= order.index(found[1])


@given(day=DAYS, months=st.integers(0, 240))
def test_some_months_later_is_never_a_later_day_of_the_month(day, months):
    later = months_later(day, months)
    assert later.day <= day.day
    assert (later.year - day.year) * 12 + later.month - day.month == months
