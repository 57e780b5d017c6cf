"""The two rates with exact numerators and denominators, and bounds where something is unknown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.lettings.household import Quartile
from geo.rules.parameters import parameter


class Side(StrEnum):
    """Where the dwelling stands on the day of the lease; `UNKNOWN` is in no denominator."""

    OUTSIDE = "outside_qpv"
    INSIDE = "inside_qpv"
    UNKNOWN = "unknown_side"


class Counting(StrEnum):
    """Whether a lease counts in the numerator of its side."""

    COUNTED = "counted"
    NOT_COUNTED = "not_counted"
    UNKNOWN = "unknown_counting"


class Status(StrEnum):
    """Verdict on a target. `UNKNOWN` when the bounds straddle it."""

    MET = "MET"
    MISSED = "MISSED"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"  # a share of nothing


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of leases, its target, and what is not known of it.

    Attributes
    ----------
    counted
        Numerator: leases known to count.
    not_counted
        Leases known not to count.
    unknown
        Leases of this side that nobody can say count: resources or household size missing.
    placeless
        Leases that may belong to this side: it is not known whether they are in a QPV. They are
        in no denominator, but they widen the bounds.
    target_percent
        What the law asks for.
    """

    counted: int
    not_counted: int
    unknown: int
    placeless: int
    target_percent: int

    def __post_init__(self) -> None:
        """Refuse negative numbers of leases."""
        if min(self.counted, self.not_counted, self.unknown, self.placeless) < 0:
            raise InputError(
                Fault("negative", "leases", expected="0 or more leases", found=str(self))
            )

    @property
    def numerator(self) -> int:
        """Leases known to count."""
        return self.counted

    @property
    def denominator(self) -> int:
        """Leases signed on this side, whether their resources are known or not."""
        return self.counted + self.not_counted + self.unknown

    @property
    def percent(self) -> Fraction | None:
        """Numerator over denominator, in percent; None when there is no lease."""
        return _percent(self.counted, self.denominator)

    @property
    def lower_percent(self) -> Fraction | None:
        """The least it can be: nothing that is unknown counts."""
        return _percent(self.counted, self.denominator + self.placeless)

    @property
    def upper_percent(self) -> Fraction | None:
        """The most it can be: all that is unknown counts."""
        best = self.counted + self.unknown + self.placeless
        return _percent(best, self.denominator + self.placeless)

    @property
    def status(self) -> Status:
        """Verdict, exact: a rate equal to the target meets it."""
        lower, upper = self.lower_percent, self.upper_percent
        if lower is None or upper is None:
            return Status.NOT_APPLICABLE
        if lower >= self.target_percent:
            return Status.MET
        return Status.MISSED if upper < self.target_percent else Status.UNKNOWN


def counting(side: Side, quartile: Quartile, *, is_rehoused: bool | None) -> Counting:
    """Return whether a lease counts in the numerator of its side.

    Outside QPV: first quartile or rehoused, a union. Inside: another quartile than the first;
    being rehoused changes nothing there. Unknown resources never count inside.

    >>> counting(Side.OUTSIDE, Quartile.UNKNOWN, is_rehoused=True)
    <Counting.COUNTED: 'counted'>
    """
    if side is Side.UNKNOWN:
        return Counting.UNKNOWN
    if side is Side.INSIDE:
        return _counted(quartile is Quartile.OTHERS, is_unknown=quartile is Quartile.UNKNOWN)
    counts = quartile is Quartile.FIRST or is_rehoused is True
    return _counted(counts, is_unknown=quartile is Quartile.UNKNOWN or is_rehoused is None)


def target_percent(name: str, day: date) -> int:
    """Return the target called ``outside_qpv``, ``inside_qpv`` or ``priority`` on `day`, in %."""
    value = parameter(f"lettings.{name}_target_percent").on(day).value
    if not isinstance(value, int):
        raise InputError(Fault("parameter-type", name, expected="an integer", found=str(value)))
    return value


def agrees_with_published(
    numerator: int, denominator: int, published_percent: Fraction, tolerance_points: Fraction
) -> bool:
    """Tell whether a published rate is that of the numbers published with it.

    Rounded numbers give a rate that is off by a little; a wider gap means that they are not
    those of one perimeter, which nothing can repair.

    >>> agrees_with_published(42_000, 272_000, Fraction("15.5"), Fraction("0.2"))
    True
    """
    return abs(Fraction(100 * numerator, denominator) - published_percent) <= tolerance_points


def _counted(counts: bool, *, is_unknown: bool) -> Counting:  # noqa: FBT001 -- one fact
    if counts:
        return Counting.COUNTED
    return Counting.UNKNOWN if is_unknown else Counting.NOT_COUNTED


def _percent(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(100 * numerator, denominator) if denominator else None
