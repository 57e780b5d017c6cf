"""The one fixed set of tables about rehoused households, protected together.

Every table is a partition of the same households at the end of a closed year: a household counts
as rehoused from the year of its move on, and never comes back. Each closed year is a release: what
was shown at its end is part of what a reader knows later, so that two dates say no more about a
few households than one. There is no filter and no table by building but that of the progress:
with some sixty households each further crossing would hide more than it shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import pandas as pd

from geo.privacy import Mean, Measure, ProtectedTable, Publication, protect, protect_means
from geo.rehousing.calendar import DETAIL_STEP, INCOME_STEP, closed_years, last_day, reports
from geo.rehousing.dimensions import DETAILS, INCOME, NOT_YET, Calendar, dimensions, tables
from geo.rehousing.households import AMOUNTS, DERIVED, Place
from geo.rehousing.stages import Progress

ROUNDED_TO: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Published:
    """All that may be shown about the households.

    Attributes
    ----------
    until
        Last day of the last closed year: that of the number of rehoused households; None before
        the first one, and for a file of fewer than `DETAIL_STEP` households.
    details_until
        Day of the last report: that of all other counts; None before the first one.
    income_until
        Day of the last report on amounts.
    tables
        By name: ``households``, ``building``, ``timeline`` (by year of the move); with a report
        ``progress``, ``progress_by_building``, ``zone``, ``town`` and those of `DETAILS`; with a
        report on amounts those of `INCOME`. None by building when one has a few households.
    means
        Monthly means over the rehoused households whose amounts are all known, by column.
    """

    until: date | None
    details_until: date | None
    income_until: date | None
    tables: Mapping[str, ProtectedTable]
    means: Mapping[str, Mean]


def published(households: pd.DataFrame, place: Place, first_year: int, day: date) -> Published:
    """Return what may be shown on `day` of the households of `classified`.

    Parameters
    ----------
    households
        From `geo.rehousing.households.classified`.
    place
        Where they lived.
    first_year
        Year the operation began: moves before it count in it.
    day
        Only years that ended before or on this day are counted.
    """
    years = closed_years(first_year, day)
    if not years or len(households) < DETAIL_STEP:
        return Published(None, None, None, {}, {})
    calendar = calendar_of(households, years)
    found = all_releases(households, place, calendar, day)
    newest = {name.split("@")[0]: table for name, table in found.tables.items()}
    until, details, income = (
        last_day(each[-1] if each else None) for each in (years, calendar.details, calendar.income)
    )
    return Published(
        until,
        details,
        income,
        tables={name: table for name, table in newest.items() if "_steps" not in name},
        means=_means(households, calendar, day),
    )


def calendar_of(households: pd.DataFrame, years: list[int]) -> Calendar:
    """Return which of the closed years end with a report."""
    moved = _moved(households, years)
    return Calendar(
        years, details=reports(moved, years, DETAIL_STEP), income=reports(moved, years, INCOME_STEP)
    )


def all_releases(
    households: pd.DataFrame, place: Place, calendar: Calendar, day: date
) -> Publication:
    """Return every table that was ever published until the last closed year, oldest first."""
    people = _people(households, calendar)
    wanted = tables(calendar, by_building=_has_wide_buildings(households))
    return protect(people, dimensions(place, calendar), wanted, on=day)


def _has_wide_buildings(households: pd.DataFrame) -> bool:
    """Whether each building of the file has enough households for its total to be told."""
    return bool((households["building"].value_counts() >= DETAIL_STEP).all())


def _moved(households: pd.DataFrame, years: Sequence[int]) -> list[int | None]:
    """Return the closed year in which each household was rehoused, None for the others."""
    return [
        _year(since, years) if progress == Progress.REHOUSED else None
        for since, progress in zip(households["since"], households["progress"], strict=True)
    ]


def _people(households: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Return one text column per dimension: the year of the event, then what it was."""
    gone = [_year(since, calendar.years) for since in households["since"]]
    moved = _moved(households, calendar.years)
    report = last_day(calendar.details[-1] if calendar.details else None)
    columns = {
        "building": households["building"],
        "progress": [
            f"{year} {progress}" if year else _waiting(agreed, report)
            for year, progress, agreed in zip(
                gone, households["progress"], households["agreed"], strict=True
            )
        ],
        **{name: _at(moved, households[name]) for name in ("town", *DETAILS, *INCOME)},
    }
    return pd.DataFrame(columns, index=households.index, dtype="str")


def _year(when: date | None, years: Sequence[int]) -> int | None:
    """Return the year in which an event counts, None when it is later than the closed ones."""
    return max(when.year, years[0]) if when is not None and when.year <= years[-1] else None


def _waiting(agreed: date | None, report: date | None) -> str:
    """Return where a household stood on the day of the report that still waited then."""
    is_agreed = agreed is not None and report is not None and agreed <= report
    return Progress.AGREED if is_agreed else Progress.SEARCHING


def _at(moved: Iterable[int | None], values: Iterable[str]) -> list[str]:
    return [
        f"{year} {value}" if year else NOT_YET for year, value in zip(moved, values, strict=True)
    ]


def _means(households: pd.DataFrame, calendar: Calendar, day: date) -> dict[str, Mean]:
    """Return the means over the households rehoused by the last report on amounts."""
    if not calendar.income:
        return {}
    joined = _moved(households, calendar.years)
    are_in = households[[year is not None and year <= calendar.income[-1] for year in joined]]
    chosen = are_in[are_in["rest_after_eur"].notna()]
    columns = (*AMOUNTS, *DERIVED)
    numbers = chosen[list(columns)].map(float)
    means = protect_means(numbers, [Measure(each, ROUNDED_TO) for each in columns], on=day)
    return {name: means[name][""] for name in columns}
