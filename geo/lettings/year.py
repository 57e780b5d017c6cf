"""What may be shown of the leases of one year: protected counts, half-year by half-year.

A side of the year is told up to the end of its last closed period: a quarter outside QPV, a
half-year for everything else. Counts of periods are added only when all of them are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import pandas as pd

from geo.lettings.classes import (
    MONTHS_OF_HALF,
    MONTHS_OF_QUARTER,
    OTHERS,
    Outcome,
    Priority,
    dimensions,
    month_name,
    people_of,
    tables,
)
from geo.privacy import SECRET, Cell, ProtectedTable, Publication, add, protect
from geo.rules.lettings import Counting, Rate, Side, target_percent

ROUNDED_TO: Final = 10
HALVES: Final = (1, 2)
QUARTERS: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Names:
    """Categories that are shown by name.

    Attributes
    ----------
    zone_of
        Zone of every commune of the territory.
    landlords, reservers
        Names of landlords, codes of those who propose candidates.
    """

    zone_of: Mapping[str, str]
    landlords: Sequence[str]
    reservers: Sequence[str]


@dataclass(frozen=True, slots=True)
class SideFigures:
    """One side of a year, up to a day.

    Attributes
    ----------
    until
        Last day that is counted.
    counted, total
        Numerator and denominator; the first is secret while the year has no threshold.
    unknown_max, placeless_max
        Leases of that side that may count, and leases of either side whose place is not known:
        at most so many, in tens.
    rate
        The rate with its bounds; None when a count is secret.
    """

    until: date
    counted: Cell
    total: Cell
    unknown_max: int
    placeless_max: int
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class YearFigures:
    """All that may be shown of the leases of a year.

    Attributes
    ----------
    year
        Year of signature.
    sides
        Sides that have a closed period.
    quarters
        Last day of each closed quarter -> leases that count and all leases outside QPV; empty
        while the year has no threshold, as what follows about leases that count.
    months
        First day of each closed month -> leases outside QPV and inside.
    communes
        Commune -> leases outside QPV and inside.
    zones, landlords, reservers
        Name -> leases that count and all leases outside QPV.
    priorities
        Who proposes -> priority households and all households known to be or not.
    """

    year: int
    sides: Mapping[Side, SideFigures]
    quarters: Mapping[date, tuple[Cell, Cell]]
    months: Mapping[date, tuple[Cell, Cell]]
    communes: Mapping[str, tuple[Cell, Cell]]
    zones: Mapping[str, tuple[Cell, Cell]]
    landlords: Mapping[str, tuple[Cell, Cell]]
    reservers: Mapping[str, tuple[Cell, Cell]]
    priorities: Mapping[str, tuple[Cell, Cell]]

    @property
    def until(self) -> date | None:
        """Last day that is counted on any side; None before the first quarter is over."""
        return max((side.until for side in self.sides.values()), default=None)


def year_figures(leases: pd.DataFrame, year: int, names: Names, as_of: date) -> YearFigures:
    """Return what may be shown, as known on `as_of`, of the leases of a year.

    Parameters
    ----------
    leases
        From `geo.lettings.leases.classified`; those of other years are left out.
    as_of
        Day on which the leases were told: a period that was not over is not counted.
    """
    chosen = leases[leases["lease_date"].dt.year == year]
    closed = [quarter for quarter in QUARTERS if quarter_end(year, quarter) <= as_of]
    halves = {
        half: _publication(chosen, half, names, is_complete=2 * half in closed, on=as_of)
        for half in HALVES
        if 2 * half - 1 in closed
    }
    whole = [found for half, found in halves.items() if 2 * half in closed]
    quarters = _quarters(year, halves)
    sides = {}
    if quarters:
        done = [_core(each, Side.OUTSIDE) for each in whole]
        begun = [_first_quarter(each) for each in halves.values() if each not in whole]
        sides[Side.OUTSIDE] = _side(chosen, Side.OUTSIDE, list(quarters)[-1], _sum(done + begun))
    if whole:
        pair = _sum([_core(each, Side.INSIDE) for each in whole])
        sides[Side.INSIDE] = _side(chosen, Side.INSIDE, quarter_end(year, 2 * len(whole)), pair)
    return YearFigures(
        year=year,
        sides=sides,
        quarters=quarters,
        months=_months(year, halves, closed),
        communes=_by_name(whole, "commune", tuple(names.zone_of), tuple(Side)[:2]),
        zones=_rates(whole, "zone", tuple(dict.fromkeys(names.zone_of.values()))),
        landlords=_rates(whole, "landlord", (*names.landlords, OTHERS)),
        reservers=_rates(whole, "reserver", tuple(names.reservers)),
        priorities=_priorities(whole, names.reservers),
    )


def without_shares(figures: YearFigures) -> YearFigures:
    """Return the figures of a year without threshold: nobody can say which leases count.

    Leases that are sure to count, those of rehoused households, would look like the whole share.
    """
    sides = {side: replace(each, counted=SECRET, rate=None) for side, each in figures.sides.items()}
    return replace(figures, sides=sides, quarters={}, zones={}, landlords={}, reservers={})


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter.

    >>> quarter_end(2025, 3)
    datetime.date(2025, 9, 30)
    """
    month = MONTHS_OF_QUARTER * quarter
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def rounded_up(count: int) -> int:
    """Return the next multiple of ten: a bound that tells nothing about fewer than ten people.

    >>> [rounded_up(count) for count in (0, 1, 10, 11)]
    [0, 10, 10, 20]
    """
    return -(-count // ROUNDED_TO) * ROUNDED_TO


def _publication(
    leases: pd.DataFrame, half: int, names: Names, *, is_complete: bool, on: date
) -> Publication:
    last = MONTHS_OF_HALF * half - (0 if is_complete else MONTHS_OF_QUARTER)
    months = leases["lease_date"].dt.month
    is_in = (months > MONTHS_OF_HALF * (half - 1)) & (months <= last)
    placed = leases[is_in & (leases["side"] != Side.UNKNOWN)]
    return protect(
        people_of(placed, names.landlords),
        dimensions(names.zone_of, names.landlords, names.reservers),
        tables(is_complete=is_complete),
        on=on,
    )


def _side(leases: pd.DataFrame, side: Side, until: date, pair: tuple[Cell, Cell]) -> SideFigures:
    """Return one side; what is not known is counted to the same day, in tens."""
    told = leases[leases["lease_date"] <= pd.Timestamp(until)]
    is_side = told["side"] == side
    unknown = rounded_up(int((is_side & (told["counting"] == Counting.UNKNOWN)).sum()))
    placeless = rounded_up(int((told["side"] == Side.UNKNOWN).sum()))
    counted, total = pair
    rate = None
    if counted.count is not None and total.count is not None:
        rest = total.count - counted.count
        unknown = min(unknown, rest)
        target = target_percent(side.value, until)
        rate = Rate(counted.count, rest - unknown, unknown, placeless, target)
    return SideFigures(until, counted, total, unknown, placeless, rate)


def _quarters(year: int, halves: Mapping[int, Publication]) -> dict[date, tuple[Cell, Cell]]:
    """Return numerator and denominator outside QPV of each closed quarter."""
    found = {}
    for half, publication in halves.items():
        first = _first_quarter(publication)
        found[quarter_end(year, 2 * half - 1)] = first
        if "second_quarter" in publication.tables:
            found[quarter_end(year, 2 * half)] = (
                publication["second_quarter"].cell(Outcome.OUTSIDE_COUNTED),
                publication["second_sides"].cell(Side.OUTSIDE),
            )
    return found


def _first_quarter(publication: Publication) -> tuple[Cell, Cell]:
    """Return the leases outside QPV of the first quarter that count, and all of them."""
    return (
        publication["first_quarter"].cell(Outcome.OUTSIDE_COUNTED),
        publication["first_sides"].cell(Side.OUTSIDE),
    )


def _core(publication: Publication, side: Side) -> tuple[Cell, Cell]:
    """Return the leases of a half-year that count, and all leases of that side."""
    counted = Outcome.OUTSIDE_COUNTED if side is Side.OUTSIDE else Outcome.INSIDE_COUNTED
    return publication["outcome"].cell(counted), publication["sides"].cell(side)


def _outside(table: ProtectedTable, name: str) -> tuple[Cell, Cell]:
    """Return the leases outside QPV that count, and all of them, for one category of a table."""
    counted = table.cell(name, Outcome.OUTSIDE_COUNTED)
    return counted, add([counted, table.cell(name, Outcome.OUTSIDE_REST)])


def _months(
    year: int, halves: Mapping[int, Publication], closed: Sequence[int]
) -> dict[date, tuple[Cell, Cell]]:
    found = {}
    for month in range(1, MONTHS_OF_QUARTER * max(closed, default=0) + 1):
        half = (month - 1) // MONTHS_OF_HALF + 1
        rank = (month - 1) % MONTHS_OF_HALF + 1
        name = "months" if "months" in halves[half].tables else "first_months"
        cells = [
            halves[half][name].cell(month_name(rank, is_outside=is_outside))
            for is_outside in (True, False)
        ]
        found[date(year, month, 1)] = (cells[0], cells[1])
    return found


def _rates(
    whole: Sequence[Publication], name: str, categories: Sequence[str]
) -> dict[str, tuple[Cell, Cell]]:
    return {
        each: _sum([_outside(found[name], each) for found in whole]) for each in categories if whole
    }


def _by_name(
    whole: Sequence[Publication], name: str, categories: Sequence[str], columns: Sequence[str]
) -> dict[str, tuple[Cell, Cell]]:
    return {
        each: _sum(
            [
                (found[name].cell(each, columns[0]), found[name].cell(each, columns[1]))
                for found in whole
            ]
        )
        for each in categories
        if whole
    }


def _priorities(
    whole: Sequence[Publication], reservers: Sequence[str]
) -> dict[str, tuple[Cell, Cell]]:
    pairs = _by_name(whole, "priority", reservers, (Priority.YES, Priority.NO))
    return {name: (yes, add([yes, no])) for name, (yes, no) in pairs.items()}


def _sum(pairs: Sequence[tuple[Cell, Cell]]) -> tuple[Cell, Cell]:
    return add([pair[0] for pair in pairs]), add([pair[1] for pair in pairs])
