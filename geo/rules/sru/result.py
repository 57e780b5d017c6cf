"""What every SRU rule answers: an exact value or its bounds, and all that explains it."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.parameters import Certainty
from geo.rules.sru.law import Law

DWELLINGS, PERCENT, POINTS, EUROS = "logements", "%", "points", "€"


class Status(StrEnum):
    """Verdict of a rule. UNKNOWN says that an input is missing, never that something is false."""

    COMPLIANT = "COMPLIANT"  # the target is reached
    SHORT = "SHORT"  # dwellings are missing
    EXEMPT = "EXEMPT"  # the law makes an exception
    SUBJECT = "SUBJECT"  # inside the perimeter
    NOT_SUBJECT = "NOT_SUBJECT"  # outside the perimeter
    DUE = "DUE"  # something is to be produced or paid
    NOT_DUE = "NOT_DUE"  # nothing is to be produced or paid
    MET = "MET"  # a condition holds
    NOT_MET = "NOT_MET"  # a condition does not hold
    UNDEFINED = "UNDEFINED"  # a share of nothing
    UNKNOWN = "UNKNOWN"  # an input is missing


@dataclass(frozen=True, slots=True)
class Interval:
    """A whole number known exactly (``low == high``) or between two bounds, both included.

    >>> Interval(1728, 1736).is_exact, Interval.exact(1732)
    (False, Interval(low=1732, high=1732))
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise InputError(
                Fault(
                    rule="empty-interval",
                    file="interval",
                    expected="low <= high",
                    found=f"{self.low} > {self.high}",
                )
            )

    @classmethod
    def exact(cls, count: int) -> "Interval":
        """Return the interval that holds one number."""
        return cls(count, count)

    @property
    def is_exact(self) -> bool:
        """Whether the number is known exactly."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Result:
    """Answer of one rule.

    Attributes
    ----------
    name
        Identifier with its unit as suffix: ``deficit_count``, ``gross_levy_eur``.
    unit
        French unit.
    low, high
        Exact bounds, equal when the value is known; None when there is no value
        (unknown, undefined, exempt or not subject).
    status
        Verdict.
    formula
        French text of the computation, with its numbers.
    law
        Article, version, address and certainty.
    missing
        Names of the inputs that would make the value exact or known.
    note
        What a reader should know, in French.
    """

    name: str
    unit: str
    low: Fraction | None
    high: Fraction | None
    status: Status
    formula: str
    law: Law
    missing: tuple[str, ...] = ()
    note: str = ""

    @property
    def value(self) -> Fraction | None:
        """The value when it is known exactly, else None."""
        return self.low if self.low == self.high else None

    @property
    def article(self) -> str:
        """Article of the code."""
        return self.law.article

    @property
    def version(self) -> str:
        """Version of the text that was read."""
        return self.law.version

    @property
    def url(self) -> str:
        """Address of the text."""
        return self.law.url

    @property
    def certainty(self) -> Certainty:
        """TO_CHECK must be shown as « à vérifier »."""
        return self.law.certainty
