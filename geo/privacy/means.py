"""Means of income-like values: enough contributors in every part, rounded, one partition each.

Why this cannot be differenced. A measure has one partition, fixed in the code: two of its means
are of disjoint people, or of all and of a part. All minus all parts but one is that part, which
has at least 11 contributors. At another date, one more contributor changes ``n x mean`` by his
value, but two rounded means leave it ``step x (2 n + 1) / 2`` on either side: 11 steps and more.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import pandas as pd

from geo.errors import Fault, InputError
from geo.privacy.tables import CellStatus, Nature
from geo.privacy.thresholds import thresholds

ALL = ""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean as it may be shown.

    Attributes
    ----------
    value
        Mean rounded to the step of its measure; None when secret or when nobody contributes.
    status
        Shown or secret.
    """

    value: Decimal | None
    status: CellStatus


SECRET_MEAN = Mean(None, CellStatus.SECRET)


@dataclass(frozen=True, slots=True)
class Measure:
    """An income-like value of people and the only partition its mean may be shown by.

    Attributes
    ----------
    column
        Numeric column of the frame of people; missing where unknown.
    step
        Means are rounded to a multiple of it (half to even), in the unit of the column.
    by
        Column of the partition, or None: only the mean of all.
    categories
        Categories of the partition in display order.
    """

    column: str
    step: Decimal
    by: str | None = None
    categories: Sequence[str] = ()


def protect_means(
    people: pd.DataFrame, measures: Sequence[Measure], *, on: date
) -> Mapping[str, Mapping[str, Mean]]:
    """Return, per measure and category (``""`` for all), the mean that may be shown.

    The mean of all needs 11 contributors (``privacy.income_min``). The parts are shown only if
    each of them has 11 contributors or none: otherwise all parts are hidden, and the mean of all
    stays. People whose category is missing from ``categories`` are refused.

    Raises
    ------
    InputError
        When a measure is asked for twice (by two partitions), or a category is unknown.
    """
    columns = [measure.column for measure in measures]
    faults = [
        Fault(rule="two-partitions", file="measures", field=column, expected="one partition")
        for column in sorted({each for each in columns if columns.count(each) > 1})
    ]
    faults += [
        Fault(rule="unknown-category", file="people", field=measure.by)
        for measure in measures
        if measure.by in people and not people[measure.by].isin([*measure.categories]).all()
    ]
    if faults:
        raise InputError(faults)
    least = thresholds(on).least_shown[Nature.INCOME]
    return {measure.column: dict(_means(people, measure, least)) for measure in measures}


def _means(people: pd.DataFrame, measure: Measure, least: int) -> Iterator[tuple[str, Mean]]:
    known = people[people[measure.column].notna()]
    yield ALL, _mean(known[measure.column], measure.step, least)
    parts = {
        category: known.loc[known[measure.by] == category, measure.column]
        for category in (measure.categories if measure.by else ())
    }
    is_safe = all(part.empty or len(part) >= least for part in parts.values())
    for category, part in parts.items():
        yield category, _mean(part, measure.step, least) if is_safe else SECRET_MEAN


def _mean(values: pd.Series, step: Decimal, least: int) -> Mean:
    """Return the rounded mean; nobody at all is no secret, a few people are."""
    if values.empty:
        return Mean(None, CellStatus.SHOWN)
    if len(values) < least:
        return SECRET_MEAN
    total = sum((Decimal(str(value)) for value in values), Decimal(0))
    steps = (total / len(values) / step).quantize(Decimal(1), ROUND_HALF_EVEN)
    return Mean(steps * step, CellStatus.SHOWN)
