"""How leases are classified to be counted: categories written here, never read from the leases.

A publication is about the leases of one half-year. Its first quarter may be shown alone (outside
QPV only) before the half ends; everything else waits for the end of the half. Half-years are
different leases, so that their sums tell nothing more; see docs/adr/0019-lettings.md.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeAlias

import pandas as pd

from geo.privacy import Dimension, Grouping, Nature, Table
from geo.rules.lettings import Counting, Side

MONTHS_OF_QUARTER: Final = 3
MONTHS_OF_HALF: Final = 6
NOT_THIS_QUARTER: Final = "not_this_quarter"
OTHERS: Final = "others"
UNTOLD: Final = "untold"


class Outcome(StrEnum):
    """What a lease counts as, on its side."""

    OUTSIDE_COUNTED = "outside_counted"
    OUTSIDE_REST = "outside_rest"
    INSIDE_COUNTED = "inside_counted"
    INSIDE_REST = "inside_rest"


class Priority(StrEnum):
    """Whether the household is one of those the law puts first."""

    YES = "priority"
    NO = "not_priority"
    UNKNOWN = "unknown_priority"


Reading: TypeAlias = Callable[[int, Outcome], str]
OUTSIDE: Final = (Outcome.OUTSIDE_COUNTED, Outcome.OUTSIDE_REST)


def people_of(leases: pd.DataFrame, landlords: Sequence[str]) -> pd.DataFrame:
    """Return one row of categories per lease, from `geo.lettings.leases.classified`.

    Parameters
    ----------
    leases
        Those of one half-year that are known to be in a QPV or out of it.
    landlords
        Names that may be shown; any other is among the others.
    """
    by_name = {spelled(name): name for name in landlords}
    months = (leases["lease_date"].dt.month - 1) % MONTHS_OF_HALF + 1
    outcomes = [
        outcome_of(Side(side), Counting(counts))
        for side, counts in zip(leases["side"], leases["counting"], strict=True)
    ]
    priority = leases["is_priority"].astype(object).map({True: Priority.YES, False: Priority.NO})
    columns = {
        "event": [event(month, each) for month, each in zip(months, outcomes, strict=True)],
        "commune": leases["code_insee"].astype(object),
        "landlord": [by_name.get(spelled(name), OTHERS) for name in leases["landlord"]],
        "reserver": leases["reserver"].astype(object).fillna(UNTOLD),
        "priority": priority.fillna(Priority.UNKNOWN),
    }
    return pd.DataFrame(columns, index=leases.index).astype(str)


def outcome_of(side: Side, counts: Counting) -> Outcome:
    """Return what a lease counts as.

    >>> outcome_of(Side.INSIDE, Counting.UNKNOWN)
    <Outcome.INSIDE_REST: 'inside_rest'>
    """
    is_counted = counts is Counting.COUNTED
    if side is Side.OUTSIDE:
        return Outcome.OUTSIDE_COUNTED if is_counted else Outcome.OUTSIDE_REST
    return Outcome.INSIDE_COUNTED if is_counted else Outcome.INSIDE_REST


def event(month: int, outcome: Outcome) -> str:
    """Return the category of a lease: month of the half-year (from 1), what it counts as."""
    return f"{month} {outcome}"


def month_name(month: int, *, is_outside: bool) -> str:
    """Return the category of a month of the half-year in the monthly table."""
    return f"{month} {Side.OUTSIDE if is_outside else Side.INSIDE}"


def spelled(name: object) -> str:
    """Return a name without case, spaces or marks, to compare.

    >>> spelled("OPAC 43") == spelled("Opac-43")
    True
    """
    return "".join(each for each in str(name).casefold() if each.isalnum())


def dimensions(
    zone_of: Mapping[str, str], landlords: Sequence[str], reservers: Sequence[str]
) -> tuple[Dimension, ...]:
    """Return how leases are classified.

    Parameters
    ----------
    zone_of
        Zone of every commune of the territory.
    landlords, reservers
        Those that are shown by name.
    """
    events = {
        event(month, outcome): (month, outcome)
        for month in range(1, MONTHS_OF_HALF + 1)
        for outcome in Outcome
    }
    groupings = tuple(
        Grouping(name, {category: read(*parts) for category, parts in events.items()})
        for name, read in _READINGS.items()
    )
    return (
        Dimension("event", tuple(events), groupings),
        Dimension("commune", tuple(zone_of), (Grouping("zone", zone_of),)),
        Dimension("landlord", (*landlords, OTHERS)),
        Dimension("reserver", (*reservers, UNTOLD)),
        Dimension("priority", tuple(Priority)),
    )


def tables(*, is_complete: bool) -> tuple[Table, ...]:
    """Return all that is shown of a half-year, once its first quarter or all of it is over."""
    income = Nature.INCOME
    first = (
        Table("first_quarter", ("first_quarter",), income, never_shown=(NOT_THIS_QUARTER,)),
        Table("first_months", ("first_months",), never_shown=(NOT_THIS_QUARTER,)),
        Table("first_sides", ("first_sides",), never_shown=(NOT_THIS_QUARTER,)),
    )
    if not is_complete:
        return first
    return (
        *first,
        Table("outcome", ("outcome",), income, release=1),
        Table(
            "second_quarter",
            ("second_quarter",),
            income,
            release=1,
            never_shown=(NOT_THIS_QUARTER,),
        ),
        Table("second_sides", ("second_sides",), release=1, never_shown=(NOT_THIS_QUARTER,)),
        Table("months", ("months",), release=1),
        Table("sides", ("is_outside",), release=1),
        Table("commune", ("commune", "is_outside"), release=1),
        Table("zone", ("zone", "outside"), income, release=1),
        Table("landlord", ("landlord", "outside"), income, release=1),
        Table("reserver", ("reserver", "outside"), income, release=1),
        Table("priority", ("reserver", "priority"), release=1),
    )


def _outside(_: int, outcome: Outcome) -> str:
    return outcome.value if outcome in OUTSIDE else Side.INSIDE.value


def _is_outside(_: int, outcome: Outcome) -> str:
    return Side.OUTSIDE.value if outcome in OUTSIDE else Side.INSIDE.value


def _month(month: int, outcome: Outcome) -> str:
    return month_name(month, is_outside=outcome in OUTSIDE)


def _quarter(read: Reading, *, is_first: bool) -> Reading:
    """Return a reading of one quarter of the half-year only."""
    return lambda month, outcome: (
        read(month, outcome) if (month <= MONTHS_OF_QUARTER) is is_first else NOT_THIS_QUARTER
    )


_READINGS: Final[dict[str, Reading]] = {
    "outcome": lambda _, outcome: outcome.value,
    "outside": _outside,
    "is_outside": _is_outside,
    "months": _month,
    "first_quarter": _quarter(_outside, is_first=True),
    "first_months": _quarter(_month, is_first=True),
    "first_sides": _quarter(_is_outside, is_first=True),
    "second_quarter": _quarter(_outside, is_first=False),
    "second_sides": _quarter(_is_outside, is_first=False),
}
