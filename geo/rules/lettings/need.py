"""What is left to do before the year ends: how many of the next leases must count."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.lettings.rate import Rate


class Reach(StrEnum):
    """Whether the leases still expected can bring the rate to its target."""

    SECURED = "secured"  # reached even if none of them counts
    POSSIBLE = "possible"  # reached if enough of them count
    OUT_OF_REACH = "out_of_reach"  # not reached even if all of them count
    UNKNOWN = "unknown_reach"  # depends on what is not known


@dataclass(frozen=True, slots=True)
class Need:
    """How many of the expected leases must count.

    Attributes
    ----------
    expected
        Leases still expected on this side before the end of the year.
    low, high
        Least number that must count, if all that is unknown counts, and if nothing of it does.
        Equal when nothing is unknown. May be above `expected`.
    """

    expected: int
    low: int
    high: int

    @property
    def reach(self) -> Reach:
        """Whether `expected` leases are enough."""
        if self.high == 0:
            return Reach.SECURED
        if self.low > self.expected:
            return Reach.OUT_OF_REACH
        return Reach.POSSIBLE if self.high <= self.expected else Reach.UNKNOWN


def still_needed(rate: Rate, expected: int) -> Need:
    """Return how many of the next `expected` leases must count for the target to be met.

    With n leases that count among d, the least k with (n + k) / (d + expected) >= target.

    Examples
    --------
    >>> still_needed(Rate(20, 80, 0, 0, 25), 40).high
    15
    """
    total = rate.denominator + rate.placeless + _valid(expected)
    least, most = rate.counted + rate.unknown + rate.placeless, rate.counted
    aim = -(-rate.target_percent * total // 100)
    return Need(expected, max(0, aim - least), max(0, aim - most))


def further_leases(rate: Rate, count: int, counted_share: Fraction) -> Rate:
    """Return the rate after `count` more leases, of which a share counts.

    A lease cannot count in part: the number that counts is rounded down.

    >>> after = further_leases(Rate(20, 80, 0, 0, 25), 40, Fraction(1, 3))
    >>> after.counted, after.denominator
    (33, 140)
    """
    if not 0 <= counted_share <= 1:
        raise InputError(
            Fault("value", "counted_share", expected="0 to 1", found=str(counted_share))
        )
    counted = _valid(count) * counted_share // 1
    return replace(
        rate, counted=rate.counted + counted, not_counted=rate.not_counted + count - counted
    )


def _valid(count: int) -> int:
    if count < 0:
        raise InputError(Fault("negative", "leases", expected="0 or more", found=str(count)))
    return count
