"""Means of amounts: eleven contributors everywhere, one partition, rounded."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from geo.errors import InputError
from geo.privacy import CellStatus, Mean, Measure, protect_means

DAY = date(2026, 1, 1)
SECRET = Mean(None, CellStatus.SECRET)
RENT = Measure("rent_eur", Decimal(10), "building", ("40", "72"))


def people(*parts, amount=100.0):
    """Return people with an amount by building: (building, how many) pairs."""
    buildings = [building for building, count in parts for _ in range(count)]
    return pd.DataFrame({"building": buildings, "rent_eur": amount})


def shown(value):
    return Mean(Decimal(value), CellStatus.SHOWN)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([("40", 11), ("72", 11)], {"": shown(100), "40": shown(100), "72": shown(100)}),
        ([("40", 10), ("72", 11)], {"": shown(100), "40": SECRET, "72": SECRET}),
        ([("40", 11)], {"": shown(100), "40": shown(100), "72": Mean(None, CellStatus.SHOWN)}),
        ([("40", 5), ("72", 5)], {"": SECRET, "40": SECRET, "72": SECRET}),
        ([("40", 5), ("72", 6)], {"": shown(100), "40": SECRET, "72": SECRET}),
    ],
)
def test_parts_are_shown_together_or_not_at_all(parts, expected):
    assert protect_means(people(*parts), [RENT], on=DAY) == {"rent_eur": expected}


def test_who_gives_no_amount_is_no_contributor():
    frame = people(("40", 11))
    frame.loc[0, "rent_eur"] = float("nan")
    assert protect_means(frame, [RENT], on=DAY)["rent_eur"][""] == SECRET


@pytest.mark.parametrize(
    ("amount", "step", "expected"), [(124.9, "10", 120), (125.0, "10", 120), (0.44, "0.1", "0.4")]
)
def test_means_are_rounded_to_the_step_half_to_even(amount, step, expected):
    measure = Measure("rent_eur", Decimal(step))
    frame = people(("40", 11), amount=amount)
    assert protect_means(frame, [measure], on=DAY)["rent_eur"][""] == shown(expected)


def test_one_more_contributor_is_not_told_by_two_means():
    """The new rent is known to 230 € around at best: (11 + 12) means rounded by 5 € each."""
    before = people(("40", 11))
    low, high = (pd.concat([before, people(("40", 1), amount=amount)]) for amount in (50.0, 150.0))
    measure = [Measure("rent_eur", Decimal(10))]
    assert protect_means(low, measure, on=DAY) == protect_means(high, measure, on=DAY)


def test_a_second_partition_of_an_amount_is_refused():
    other = Measure("rent_eur", Decimal(10), "size", ("T1",))
    with pytest.raises(InputError, match="two-partitions"):
        protect_means(people(("40", 11)), [RENT, other], on=DAY)


def test_a_category_out_of_the_partition_is_refused():
    with pytest.raises(InputError, match="unknown-category"):
        protect_means(people(("41", 1)), [RENT], on=DAY)
