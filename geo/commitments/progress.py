"""How far a measure has gone: the states of its follow-up, and what a value says of its target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Progress(StrEnum):
    """State of a measure in one year."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    MISSED = "missed"
    STOPPED = "stopped"
    NOT_MEASURABLE = "not_measurable"
    UNKNOWN = "unknown"


class Sense(StrEnum):
    """On which side of its target a value has to be."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure aims at.

    Attributes
    ----------
    sense
        Side of the target; `Sense.DONE` is a fact without a number.
    value
        In the unit of the measure; None for a fact.
    due
        Last day to reach it; None when it holds every year or has no term.
    is_yearly
        Whether it holds for each year.
    text
        As the document says it, in French.
    """

    sense: Sense
    value: Decimal | None
    due: date | None
    is_yearly: bool
    text: str = ""


def is_met(value: Decimal, target: Target) -> bool | None:
    """Whether `value` meets its target; None for a fact, which no number can tell.

    >>> is_met(Decimal("25"), Target(Sense.AT_LEAST, Decimal(25), None, False))
    True
    """
    if target.value is None:
        return None
    return value <= target.value if target.sense is Sense.AT_MOST else value >= target.value


def progress_of(value: Decimal, target: Target, year: int) -> Progress:
    """Return what the value of a year says of its target.

    A value short of its target has missed it when the target holds every year or its term is
    over at the end of `year`; otherwise the measure is under way.

    >>> yearly = Target(Sense.AT_LEAST, Decimal(3000), None, True)
    >>> progress_of(Decimal("2999.99"), yearly, 2020).value
    'missed'
    """
    met = is_met(value, target)
    if met is None:
        return Progress.UNKNOWN
    if met:
        return Progress.REACHED
    is_over = target.is_yearly or (target.due is not None and target.due.year <= year)
    return Progress.MISSED if is_over else Progress.UNDER_WAY


def contradicts(said: Progress, value: Decimal | None, target: Target | None) -> bool:
    """Whether a state that is entered says the opposite of the value entered with it."""
    if value is None or target is None:
        return False
    met = is_met(value, target)
    return (said is Progress.REACHED and met is False) or (said is Progress.MISSED and met is True)
