"""The yearly report: every case of tests/vectors/annual_report.toml, its steps and their order."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ParameterError
from geo.rules.annual_report import (
    Consultation,
    Content,
    Step,
    StepState,
    delay_on,
    earliest_closing,
    is_complete,
    steps,
)
from geo.rules.parameters import Certainty

VECTORS = Path(__file__).parents[1] / "vectors/annual_report.toml"
CASES = tomllib.loads(VECTORS.read_text("utf-8"))["case"]
DAYS = st.dates(date(2015, 9, 6), date(2100, 1, 1))
WHOLE = Consultation(date(2024, 3, 4), date(2024, 4, 4), True, date(2024, 4, 18), date(2024, 5, 2))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_the_delay(case):
    found = steps(Consultation(case["sent"], case["closed"]))
    assert found[Step.DELAY] == case["delay"]
    assert found[Step.SENT] is StepState.DONE


def test_the_five_contents_are_in_the_order_of_the_decree():
    assert [each.value for each in Content] == [
        "orientations", "situation", "actions", "outlook", "links",
    ]  # fmt: skip


def test_nothing_known_is_all_to_do():
    assert set(steps(Consultation()).values()) == {StepState.TO_DO}
    assert not is_complete(Consultation())


def test_all_done_in_order_is_complete():
    assert is_complete(WHOLE)


@pytest.mark.parametrize(
    ("approved", "published", "broken"),
    [
        (date(2024, 4, 3), date(2024, 5, 2), {Step.APPROVED}),
        (date(2024, 4, 4), date(2024, 4, 4), set()),
        (date(2024, 4, 18), date(2024, 4, 17), {Step.PUBLISHED}),
        (date(2024, 4, 3), date(2024, 4, 2), {Step.APPROVED, Step.PUBLISHED}),
    ],
)
def test_steps_in_the_wrong_order_are_broken(approved, published, broken):
    known = Consultation(WHOLE.sent, WHOLE.closed, True, approved, published)
    assert {step for step, at in steps(known).items() if at is StepState.BROKEN} == broken


def test_contributions_that_are_not_annexed_leave_it_open():
    known = Consultation(WHOLE.sent, WHOLE.closed, False, WHOLE.approved, WHOLE.published)
    assert steps(known)[Step.ANNEXED] is StepState.TO_DO
    assert not is_complete(known)


@given(DAYS)
def test_the_earliest_closing_is_28_to_31_days_later_and_its_eve_too_early(sent):
    closing = earliest_closing(sent)
    assert 28 <= (closing - sent).days <= 31
    assert steps(Consultation(sent, closing))[Step.DELAY] is StepState.DONE
    eve = closing - timedelta(days=1)
    assert steps(Consultation(sent, eve))[Step.DELAY] is StepState.BROKEN


@given(DAYS)
def test_a_later_sending_never_closes_earlier(sent):
    assert earliest_closing(sent) <= earliest_closing(sent + timedelta(days=1))


def test_the_delay_is_to_be_checked_and_unknown_before_the_decree():
    assert delay_on(date(2024, 1, 1)).certainty is Certainty.TO_CHECK
    with pytest.raises(ParameterError):
        delay_on(date(2015, 9, 5))
