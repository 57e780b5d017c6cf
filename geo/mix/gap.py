"""The gap index: how much more fragile a place is than what surrounds it, indicator by indicator.

All is exact (`fractions.Fraction`); see docs/adr/0020-social-mix.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from geo.french import Number

FRAGILITY: Final[Mapping[str, int]] = {
    "poverty_percent": 1,
    "unemployment_percent": 1,
    "employment_percent": -1,
    "median_income_eur": -1,
}
"""Indicators of the gap index: 1 where a higher value means more fragile, -1 where a lower one.

Neither social housing nor household size nor age is a fragility: they are not in the index.
"""

PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a value stands from the surroundings.

    Attributes
    ----------
    name
        Indicator.
    percent
        Relative gap in percent of the surroundings, positive where the place is more fragile.
    """

    name: str
    percent: Fraction


@dataclass(frozen=True, slots=True)
class GapIndex:
    """The mean of the gaps of a place to one surrounding.

    Attributes
    ----------
    gaps
        One for each indicator of `FRAGILITY` known on both sides, in that order.
    percent
        Their mean; None when there is none.
    """

    gaps: tuple[Gap, ...]
    percent: Fraction | None

    @property
    def names(self) -> tuple[str, ...]:
        """Indicators it rests on."""
        return tuple(each.name for each in self.gaps)


def gap_index(place: Mapping[str, Number | None], around: Mapping[str, Number | None]) -> GapIndex:
    """Return how much more fragile a place is than its surroundings.

    Each gap is ``100 * sign * (place - around) / around`` and the index is their plain mean. An
    indicator that is unknown on either side, or nil around, is left out: the index says on how
    many indicators it rests.

    Parameters
    ----------
    place, around
        Values by indicator; others than those of `FRAGILITY` are left aside.

    Examples
    --------
    >>> index = gap_index({"poverty_percent": 45}, {"poverty_percent": 21})
    >>> float(round(index.percent, 1)), index.names
    (114.3, ('poverty_percent',))
    """
    gaps = tuple(
        Gap(name, PERCENT * sign * (own - other) / other)
        for name, sign in FRAGILITY.items()
        if (own := exact(place.get(name))) is not None and (other := exact(around.get(name)))
    )
    mean = sum((each.percent for each in gaps), Fraction(0)) / len(gaps) if gaps else None
    return GapIndex(gaps, mean)


def are_comparable(indices: Sequence[GapIndex]) -> bool:
    """Whether indices may be compared: they rest on the same indicators, at least one.

    >>> one = gap_index({"poverty_percent": 30}, {"poverty_percent": 20})
    >>> are_comparable([one, one]), are_comparable([one, gap_index({}, {})])
    (True, False)
    """
    names = {each.names for each in indices}
    return len(names) == 1 and names != {()}


def exact(value: Number | None) -> Fraction | None:
    """Return a published number as the exact fraction it is written as; None when unknown.

    >>> exact(0.1), exact(None), exact(float("nan"))
    (Fraction(1, 10), None, None)
    """
    if value is None or value != value:  # noqa: PLR0124 -- NaN is the only number unlike itself
        return None
    return value if isinstance(value, Fraction) else Fraction(str(value))
