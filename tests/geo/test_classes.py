"""Classes of a choropleth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.classes import class_numbers, quantile_breaks
from geo.columns import INDICATORS, Nature
from geo.territory import commune_indicator, open_territory
from tests.geo.embedded import DATA, values

NUMBERS = st.lists(
    st.one_of(
        st.floats(-1e6, 1e6).map(lambda value: round(value, 3)), st.integers(-100, 100), st.none()
    ),
    max_size=60,
).map(lambda found: pd.Series(found, dtype="float64"))
COUNTS = st.integers(2, 9)


@pytest.mark.parametrize(
    ("given_values", "count", "breaks"),
    [
        (range(1, 101), 4, [26, 50, 75]),
        ([0, 10], 2, [5]),
        ([0.0, 0.1], 2, [0.05]),
        ([0, 1_234, 5_678, 9_999], 2, [3_500]),
        ([3], 4, []),
        ([7, 7, 7], 4, []),
        ([], 4, []),
        ([np.nan, 3, np.nan], 4, []),
    ],
)
def test_limits_are_round_and_fewer_where_values_are_alike(given_values, count, breaks):
    assert quantile_breaks(pd.Series(given_values, dtype="float64"), count) == breaks


def test_a_value_equal_to_a_limit_is_in_the_class_above():
    numbers = class_numbers(pd.Series([1.0, 2.0, 2.1, 3.0, np.nan]), [2.0, 3.0])
    assert numbers.tolist() == [0, 1, 1, 2, -1]


def test_without_limits_there_is_one_class():
    assert class_numbers(pd.Series([5.0, np.nan]), []).tolist() == [0, -1]


@given(NUMBERS, COUNTS)
def test_limits_increase_and_make_no_more_classes_than_asked(series, count):
    breaks = quantile_breaks(series, count)
    assert breaks == sorted(set(breaks))
    assert len(breaks) < count


@given(NUMBERS, COUNTS)
def test_every_known_value_is_in_exactly_one_class(series, count):
    breaks = quantile_breaks(series, count)
    numbers = class_numbers(series, breaks)
    edges = [-np.inf, *breaks, np.inf]
    for value, number in zip(series, numbers, strict=True):
        inside = [k for k in range(len(edges) - 1) if edges[k] <= value < edges[k + 1]]
        assert [number] == (inside or [-1])


@given(NUMBERS, COUNTS)
def test_the_first_and_the_last_class_are_never_empty(series, count):
    breaks = quantile_breaks(series, count)
    numbers = class_numbers(series, breaks)
    if breaks:
        assert {0, len(breaks)} <= set(numbers)


@given(NUMBERS, COUNTS, st.randoms())
def test_the_order_of_the_places_changes_nothing(series, count, random):
    order = list(series.index)
    random.shuffle(order)
    shuffled = series.loc[order]
    breaks = quantile_breaks(series, count)
    assert quantile_breaks(shuffled, count) == breaks
    assert class_numbers(shuffled, breaks).to_dict() == class_numbers(series, breaks).to_dict()


@given(NUMBERS, COUNTS)
def test_equal_values_are_in_one_class_and_greater_ones_never_below(series, count):
    numbers = class_numbers(series, quantile_breaks(series, count))
    known = pd.DataFrame({"value": series, "number": numbers}).dropna().sort_values("value")
    assert known["number"].is_monotonic_increasing
    assert len(known.drop_duplicates()) == known["value"].nunique()


def test_the_index_is_kept():
    series = pd.Series({"43157": 2.0, "43002": np.nan})
    assert list(class_numbers(series, [1.0]).index) == ["43157", "43002"]


@pytest.mark.parametrize(
    ("name", "day"), [("vacancy_percent", "2021-01-01"), ("median_income_eur", "2021-12-31")]
)
def test_classes_of_the_communes_hold_about_as_many(name, day):
    assert INDICATORS[name].nature in {Nature.SHARE, Nature.AMOUNT}
    published = values(name, day)
    series = pd.Series(
        {code: float(value) if value else np.nan for code, value in published.items()}
    )
    numbers = class_numbers(series, quantile_breaks(series, 5))
    sizes = numbers[numbers >= 0].value_counts()
    assert len(sizes) == 5
    assert sizes.max() <= 2 * sizes.min()
    assert (numbers == -1).sum() == series.isna().sum()


def test_one_great_value_does_not_merge_the_classes_of_the_others():
    series = pd.Series([*range(10, 60), 5_000], dtype="float64")
    assert len(quantile_breaks(series, 5)) == 4


def test_values_above_many_zeros_have_a_class_of_their_own():
    series = pd.Series([0] * 60 + [5, 10, 15, 20], dtype="float64")
    breaks = quantile_breaks(series, 5)
    assert breaks
    assert class_numbers(series, breaks).nunique() >= 2


def test_the_density_of_the_communes_has_five_round_classes():
    density = commune_indicator(open_territory(DATA), "density_per_km2").values["value"]
    breaks = quantile_breaks(density, 5)
    sizes = class_numbers(density, breaks).value_counts()
    assert len(sizes) == 5
    assert sizes.max() <= 2 * sizes.min()
    assert all(len(f"{limit:g}".strip("0").replace(".", "")) <= 2 for limit in breaks)


@pytest.mark.parametrize(
    ("given_values", "breaks"),
    [
        ([0] * 60 + [5, 10, 15, 20], [5, 8.8, 12, 16]),
        ([0] * 9 + [1_234], [1_200]),
        ([1_230] * 9 + [1_234], [1_234]),
        ([20_480, 21_130, 21_560, 22_010, 23_400], [21_000, 21_400, 21_700, 22_300]),
    ],
)
def test_limits_have_as_many_digits_as_keep_them_apart(given_values, breaks):
    assert quantile_breaks(pd.Series(given_values, dtype="float64"), 5)[: len(breaks)] == breaks
