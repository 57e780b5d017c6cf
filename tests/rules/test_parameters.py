"""Legal parameters: dated, with their article, their text and their certainty."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlparse

import pytest

from geo.errors import ParameterError
from geo.rules.parameters import Certainty, DatedValue, Parameter, all_parameters, parameter

NAMES = sorted(all_parameters())
DAY = timedelta(days=1)


def dated(since, value):
    return DatedValue(since, value, "art. 1", "https://example.org", "", Certainty.READ)


RATE = Parameter(
    "rule.rate",
    "Taux",
    "%",
    date(2024, 1, 1),
    (dated(date(2015, 1, 1), 20), dated(date(2023, 6, 1), 25)),
)


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2015, 1, 1), 20),
        (date(2023, 5, 31), 20),
        (date(2023, 6, 1), 25),
        (date(2100, 1, 1), 25),
    ],
)
def test_the_value_in_force_is_the_last_one_begun(day, value):
    assert RATE.on(day).value == value


def test_before_the_first_value_there_is_none():
    with pytest.raises(ParameterError) as caught:
        RATE.on(date(2014, 12, 31))
    (fault,) = caught.value.faults
    assert (fault.rule, fault.file) == ("no-value-in-force", "rule.rate")
    assert (fault.expected, fault.found) == ("a day from 2015-01-01", "2014-12-31")


def test_a_target_that_no_text_gives_has_no_value():
    with pytest.raises(ParameterError, match="expected a text that gives a value"):
        parameter("rehousing.target_recent_percent").on(date(2026, 1, 1))


@pytest.mark.parametrize("name", ["", "sru", "sru.nothing", "nothing.min_population"])
def test_an_unknown_parameter_is_refused(name):
    with pytest.raises(ParameterError, match="unknown-parameter"):
        parameter(name)


@pytest.mark.parametrize("name", NAMES)
def test_each_parameter_says_what_it_is(name):
    found = parameter(name)
    assert found.name == name
    assert found.label
    assert found.values or ".target_" in name  # a target is promised by a text, or unknown
    assert found.checked_on <= date(2026, 12, 31)


@pytest.mark.parametrize("name", NAMES)
def test_each_value_has_its_article_and_its_text_or_says_why_not(name):
    for value in parameter(name).values:
        assert value.article
        address = urlparse(value.url)
        is_address = (address.scheme, bool(address.netloc)) == ("https", True)
        is_own_reading = value.certainty is Certainty.TO_CHECK and value.note and not value.url
        assert is_address or is_own_reading


@pytest.mark.parametrize("name", NAMES)
def test_values_follow_each_other_in_time(name):
    days = [value.since for value in parameter(name).values]
    assert days == sorted(set(days))


def numbers(value):
    return (
        [each for item in value for each in numbers(item)] if isinstance(value, tuple) else [value]
    )


@pytest.mark.parametrize("name", NAMES)
def test_values_are_exact(name):
    for value in parameter(name).values:
        assert all(type(each) in {int, Decimal, str, bool} for each in numbers(value.value))


@pytest.mark.parametrize("name", NAMES)
def test_each_value_is_in_force_on_its_first_day_and_not_the_day_before(name):
    found = parameter(name)
    for value in found.values:
        assert found.on(value.since) is value
    for earlier, later in zip(found.values, found.values[1:], strict=False):
        assert found.on(later.since - DAY) is earlier


def test_a_list_of_values_cannot_be_changed():
    with pytest.raises(TypeError):
        RATE.values[0] = RATE.values[1]
