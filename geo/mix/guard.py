"""The guard of social mix: what may be counted from the figures of several places or dates.

It says whether figures may be added, averaged or followed in time, and every reason why not. All
is exact (`fractions.Fraction`); see docs/adr/0020-social-mix.md, and `geo.mix.gap` for the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from geo.columns import Indicator, Nature

PERCENT: Final = 100
TWO: Final = 2


class Operation(StrEnum):
    """What a reader may want to do with several figures."""

    SUM = "sum"
    MEAN = "mean"
    CHANGE = "change"


class Refusal(StrEnum):
    """Why figures may not be combined."""

    TOO_FEW = "too_few"
    MISSING_VALUE = "missing_value"
    MIXED_INDICATORS = "mixed_indicators"
    RATE = "rate"
    MEDIAN = "median"
    NO_DENOMINATOR = "no_denominator"
    DATES_DIFFER = "dates_differ"
    DATE_UNKNOWN = "date_unknown"
    SAME_DATE = "same_date"
    PLACES_OVERLAP = "places_overlap"
    PLACES_DIFFER = "places_differ"
    PERIMETER_CHANGED = "perimeter_changed"
    PERIMETER_UNKNOWN = "perimeter_unknown"
    STARTS_AT_ZERO = "starts_at_zero"


@dataclass(frozen=True, slots=True)
class Reading:
    """One published figure of one place, with what decides how it may be used.

    Attributes
    ----------
    place
        Official code.
    indicator
        What is measured.
    value
        Exact value; None when it is missing.
    reference_date
        Day it describes; None when the source does not say.
    perimeter
        Generation of the outline it describes, such as ``2015``; empty when not said.
    source
        Key of its source: two figures without date compare only inside one source.
    denominator
        What a share is a share of, as a count of the same day and place; None when unknown.
    """

    place: str
    indicator: Indicator
    value: Fraction | None
    reference_date: date | None
    perimeter: str
    source: str
    denominator: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an operation, or every reason why there is none.

    Attributes
    ----------
    value
        In the unit of the indicator; for a change, in percent, or in points for a share. None
        when it is refused.
    refusals
        Empty exactly when there is a value.
    """

    value: Fraction | None
    refusals: tuple[Refusal, ...] = ()


def attempt(operation: Operation, readings: Sequence[Reading]) -> Outcome:
    """Do an operation on figures, or refuse it with every reason.

    Parameters
    ----------
    operation
        Add the figures of several places, average them, or follow one place in time.
    readings
        The figures, in any order.
    """
    refusals = _REFUSALS[operation](readings)
    if refusals:
        return Outcome(None, tuple(refusals))
    return Outcome(_RESULTS[operation](readings))


def _sum_refusals(readings: Sequence[Reading]) -> list[Refusal]:
    natures = {each.indicator.nature for each in readings}
    return [
        *_common_refusals(readings),
        *([Refusal.MEDIAN] if Nature.AMOUNT in natures else []),
        *([Refusal.RATE] if natures - {Nature.AMOUNT, Nature.COUNT} else []),
        *_side_by_side_refusals(readings),
    ]


def _mean_refusals(readings: Sequence[Reading]) -> list[Refusal]:
    natures = {each.indicator.nature for each in readings}
    weighted = natures - {Nature.AMOUNT, Nature.COUNT}
    lacks = weighted and any(not each.denominator for each in readings)
    return [
        *_common_refusals(readings),
        *([Refusal.MEDIAN] if Nature.AMOUNT in natures else []),
        *([Refusal.NO_DENOMINATOR] if lacks else []),
        *_side_by_side_refusals(readings),
    ]


def _change_refusals(readings: Sequence[Reading]) -> list[Refusal]:
    days = [each.reference_date for each in readings]
    outlines = {each.perimeter for each in readings}
    known = [day for day in days if day is not None]
    return [
        *_common_refusals(readings),
        *([Refusal.PLACES_DIFFER] if len({each.place for each in readings}) > 1 else []),
        *([Refusal.DATE_UNKNOWN] if None in days else []),
        *([Refusal.SAME_DATE] if len(set(known)) < len(known) else []),
        *([Refusal.PERIMETER_UNKNOWN] if "" in outlines else []),
        *([Refusal.PERIMETER_CHANGED] if len(outlines - {""}) > 1 else []),
        *([Refusal.STARTS_AT_ZERO] if not _is_share(readings) and not _ends(readings)[0] else []),
    ]


def _common_refusals(readings: Sequence[Reading]) -> list[Refusal]:
    return [
        *([Refusal.TOO_FEW] if len(readings) < TWO else []),
        *([Refusal.MISSING_VALUE] if any(each.value is None for each in readings) else []),
        *([Refusal.MIXED_INDICATORS] if len({each.indicator for each in readings}) > 1 else []),
    ]


def _side_by_side_refusals(readings: Sequence[Reading]) -> list[Refusal]:
    """Return what keeps figures of several places from standing for one moment and one whole."""
    days = {each.reference_date for each in readings}
    undated = None in days and len({each.source for each in readings}) > 1
    places = [each.place for each in readings]
    return [
        *([Refusal.DATES_DIFFER] if len(days) > 1 else []),
        *([Refusal.DATE_UNKNOWN] if undated else []),
        *([Refusal.PLACES_OVERLAP] if len(set(places)) < len(places) else []),
        *([Refusal.PERIMETER_CHANGED] if len({each.perimeter for each in readings}) > 1 else []),
    ]


def _sum(readings: Sequence[Reading]) -> Fraction:
    return sum((each.value for each in readings if each.value is not None), Fraction(0))


def _mean(readings: Sequence[Reading]) -> Fraction:
    """Return the plain mean of counts; of shares, the share of the whole, from its denominators."""
    is_count = readings[0].indicator.nature is Nature.COUNT
    weights = [Fraction(1) if is_count else each.denominator or Fraction(0) for each in readings]
    parts = (
        weight * each.value
        for weight, each in zip(weights, readings, strict=True)
        if each.value is not None
    )
    return sum(parts, Fraction(0)) / sum(weights, Fraction(0))


def _change(readings: Sequence[Reading]) -> Fraction:
    """Return last less first: in points for a share, else in percent of the first."""
    first, last = _ends(readings)
    difference = last - first
    return difference if _is_share(readings) else PERCENT * difference / first


def _ends(readings: Sequence[Reading]) -> tuple[Fraction, Fraction]:
    """Return the oldest and the newest value; 0 stands for one that is missing."""
    ordered = sorted(readings, key=lambda each: each.reference_date or date.min)
    values = [each.value or Fraction(0) for each in ordered] or [Fraction(0)]
    return values[0], values[-1]


def _is_share(readings: Sequence[Reading]) -> bool:
    return any(each.indicator.nature is Nature.SHARE for each in readings)


_REFUSALS: Final = {
    Operation.SUM: _sum_refusals,
    Operation.MEAN: _mean_refusals,
    Operation.CHANGE: _change_refusals,
}
_RESULTS: Final = {Operation.SUM: _sum, Operation.MEAN: _mean, Operation.CHANGE: _change}
