"""Three-year periods of the SRU law (CCH L302-8 I)."""

from dataclasses import dataclass
from datetime import date

from geo.errors import Fault, InputError
from geo.rules.sru.law import amount, amounts, legal

_EARLIEST = date(2014, 1, 1)  # first day the parameters of this module are known for


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One triennial period, named by its first year.

    >>> period = Period(2023)
    >>> period.label, period.reference_day.isoformat(), period.review_year
    ('2023-2025', '2022-01-01', 2026)
    """

    first_year: int

    @property
    def first_day(self) -> date:
        """1 January of the first year: the day whose legal values apply."""
        return date(self.first_year, 1, 1)

    @property
    def last_year(self) -> int:
        """Third year."""
        return self.first_year + int(amount(legal("period_years", _EARLIEST))) - 1

    @property
    def label(self) -> str:
        """``2023-2025``."""
        return f"{self.first_year}-{self.last_year}"

    @property
    def reference_day(self) -> date:
        """Inventory the objective is computed on: 1 January of the year before the period."""
        return date(self.first_year - 1, 1, 1)

    @property
    def review_year(self) -> int:
        """Year of the triennial bilan."""
        return self.last_year + 1


def known_periods() -> tuple[Period, ...]:
    """Return the periods whose rules are known, oldest first."""
    return tuple(Period(int(year)) for year in amounts(legal("periods", _EARLIEST)))


def parse_period(text: str) -> Period:
    """Return the period written ``YYYY-YYYY``; raise `InputError` when it is not a known one.

    >>> parse_period("2026-2028")
    Period(first_year=2026)
    """
    for period in known_periods():
        if period.label == text.strip():
            return period
    raise InputError(
        Fault(
            rule="unknown-period",
            file="period",
            expected="one of " + ", ".join(period.label for period in known_periods()),
            found=text,
        )
    )


def period_of(year: int) -> Period:
    """Return the period a year is in.

    >>> [period_of(year).label for year in (2022, 2023, 2025, 2026)]
    ['2020-2022', '2023-2025', '2023-2025', '2026-2028']
    """
    years = int(amount(legal("period_years", _EARLIEST)))
    origin = int(amount(legal("period_origin", _EARLIEST)))
    return Period(origin + (year - origin) // years * years)


def full_periods_since(first_subject_year: int, period: Period) -> int:
    """Count the full periods a commune has been subject for, up to and with `period`.

    0 when it entered during `period`. Periods start every three years from 2002.

    >>> full_periods_since(2022, Period(2023)), full_periods_since(2024, Period(2023))
    (1, 0)
    """
    years = int(amount(legal("period_years", _EARLIEST)))
    origin = int(amount(legal("period_origin", _EARLIEST)))
    first_full = origin + years * -((origin - first_subject_year) // years)
    return max(0, (period.first_year - first_full) // years + 1)
