"""French typography of figures and dates."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.french import MINUS, MONTHS, NARROW, day, joined, number, plural, quantity

DECIMALS = st.integers(0, 4)
EXACT = st.decimals(-(10**9), 10**9, places=6)


def spaced(text):
    return text.replace(" ", NARROW)


def value_of(text):
    return Decimal(text.replace(NARROW, "").replace(",", ".").replace(MINUS, "-"))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (18540, 0, "18 540"),
        (82665, 0, "82 665"),
        (1243, 0, "1 243"),
        (999, 0, "999"),
        (1_000_000, 0, "1 000 000"),
        (0, 0, "0"),
        (19.4, 2, "19,40"),
        (Decimal("2557.20"), 2, "2 557,20"),
        (1234.5, 1, "1 234,5"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (0.285, 2, "0,29"),
        (Fraction(1, 3), 2, "0,33"),
        (Fraction(1, 2), 0, "1"),
        (-3, 0, f"{MINUS}3"),
        (-0.5, 0, f"{MINUS}1"),
        (-0.4, 0, "0"),
        (-0.0, 1, "0,0"),
        (None, 1, "n.d."),
        (float("nan"), 1, "n.d."),
        (Decimal("NaN"), 1, "n.d."),
        (np.float64(12.27), 1, "12,3"),
        (np.int64(72), 0, "72"),
    ],
)
def test_numbers_are_written_as_in_french(value, decimals, text):
    assert number(value, decimals) == spaced(text)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(2, 0, "+2"), (0, 0, "0"), (0.04, 1, "0,0"), (-3, 0, f"{MINUS}3"), (None, 0, "n.d.")],
)
def test_a_change_has_its_sign(value, decimals, text):
    assert number(value, decimals, sign=True) == text


@given(EXACT, DECIMALS)
def test_a_number_says_its_value_rounded_half_up(value, decimals):
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = number(value, decimals)
    assert value_of(text) == expected
    assert len(text.partition(",")[2]) == decimals


@given(EXACT, DECIMALS)
def test_the_kind_of_number_changes_nothing(value, decimals):
    assert number(Fraction(value), decimals) == number(value, decimals)


@given(st.integers(-(10**15), 10**15))
def test_digits_stand_in_threes(value):
    first, *groups = number(abs(value)).split(NARROW)
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in groups)
    assert " " not in number(value)


@given(EXACT, DECIMALS)
def test_the_opposite_has_the_same_digits(value, decimals):
    assert number(-value, decimals).lstrip(MINUS) == number(value, decimals).lstrip(MINUS)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (19.4, "%", 2, "19,40 %"),
        (2557.2, "€", 2, "2 557,20 €"),
        (1330.9, "km²", 1, "1 330,9 km²"),
        (3, "", 0, "3"),
        (None, "%", 1, "n.d."),
    ],
)
def test_a_quantity_keeps_its_unit_on_its_line(value, unit, decimals, text):
    assert quantity(value, unit, decimals) == spaced(text)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 commune"), (1, "1 commune"), (2, "2 communes"), (72, "72 communes")],
)
def test_the_plural_begins_at_two(count, text):
    assert plural(count, "commune") == spaced(text)


def test_a_plural_of_its_own():
    assert plural(2, "local", "locaux") == spaced("2 locaux")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2024, 1, 1), "1er janvier 2024"),
        (date(2019, 10, 24), "24 octobre 2019"),
        (date(2018, 9, 10), "10 septembre 2018"),
        (None, "n.d."),
    ],
)
def test_days_are_written_in_full(value, text):
    assert day(value) == text


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_can_be_read_back(value):
    shown, month, year = day(value).split(" ")
    read = date(int(year), MONTHS.index(month) + 1, int(shown.removesuffix("er")))
    assert read == value
    assert day(value) != day(value + timedelta(days=1))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a et b"),
        (["Le Puy", "Brives", "Espaly"], "Le Puy, Brives et Espaly"),
    ],
)
def test_words_are_joined_as_in_a_sentence(words, text):
    assert joined(words) == text


@pytest.mark.parametrize("value", [float("inf"), 10**30, 1e300])
def test_a_number_too_great_to_write_does_not_crash(value):
    assert number(value)


def test_a_number_and_its_noun_agree():
    assert plural(1.5, "commune") == spaced("1,5 commune")
    assert plural(1.96, "commune") == spaced("2,0 communes")
