"""When figures about households come out: closed years, and rarer reports on the details.

The number of rehoused households is published for every closed year. What happened to them is
published in reports only: the next one waits until enough households have joined the last one, so
that the difference between two reports is no portrait of a few of them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

DETAIL_STEP: Final = 15
"""Households that join before the next report: three groups of the five a count needs."""
INCOME_STEP: Final = 33
"""The same for what touches income: three groups of the eleven it needs."""
LAST_OF_YEAR: Final = (12, 31)


def closed_years(first: int, day: date) -> list[int]:
    """Return the years from `first` that are over on `day`.

    >>> closed_years(2024, date(2025, 12, 31)), closed_years(2024, date(2025, 12, 30))
    ([2024, 2025], [2024])
    """
    last = day.year if (day.month, day.day) == LAST_OF_YEAR else day.year - 1
    return list(range(first, last + 1))


def reports(moves: Iterable[int | None], years: list[int], step: int) -> list[int]:
    """Return the years that end with a report.

    Parameters
    ----------
    moves
        Year in which each household was rehoused, None for the others.
    years
        Closed years, from `closed_years`.
    step
        Households that must join before the next report.

    Examples
    --------
    >>> reports([2021, 2021, 2022, 2023, 2023, None], [2021, 2022, 2023], 2)
    [2021, 2023]
    """
    moved = [year for year in moves if year is not None]
    found: list[int] = []
    before = 0
    for year in years:
        count = sum(each <= year for each in moved)
        if count - before >= step:
            found.append(year)
            before = count
    return found


def last_day(year: int | None) -> date | None:
    """Return the last day of a year; None for none."""
    return date(year, *LAST_OF_YEAR) if year else None
