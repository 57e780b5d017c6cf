"""The yearly report on the politique de la ville: its five contents and the steps around it.

The draft is sent to the municipal councils and to the conseils citoyens, who have at least one
month; silence is a favourable opinion. Contributions are annexed, the community council approves
the report and says what follows, then it is published.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.rules.parameters import DatedValue, parameter

MONTHS_PER_YEAR = 12


class Content(StrEnum):
    """The five contents of the report, in the order of the decree."""

    ORIENTATIONS = "orientations"
    SITUATION = "situation"
    ACTIONS = "actions"
    OUTLOOK = "outlook"
    LINKS = "links"


class Step(StrEnum):
    """What has to be done around the report, in order."""

    SENT = "sent"
    DELAY = "delay"
    ANNEXED = "annexed"
    APPROVED = "approved"
    PUBLISHED = "published"


class StepState(StrEnum):
    """Where a step is."""

    DONE = "done"
    TO_DO = "to_do"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Consultation:
    """What is known of the steps.

    Attributes
    ----------
    sent, closed
        Day when the draft was sent, last day to answer; None when not known.
    is_annexed
        Whether contributions and opinions are annexed.
    approved, published
        Days when the community council approved the report and when it was made public.
    """

    sent: date | None = None
    closed: date | None = None
    is_annexed: bool = False
    approved: date | None = None
    published: date | None = None


def delay_on(day: date) -> DatedValue:
    """Return the delay in force when a draft is sent; raise `ParameterError` when there is none."""
    return parameter("annual_report.consultation_months").on(day)


def earliest_closing(sent: date) -> date:
    """Return the first day on which the consultation may end: same day of the month, later.

    A month without that day gives its last day.

    >>> earliest_closing(date(2024, 1, 31)), earliest_closing(date(2024, 12, 5))
    (datetime.date(2024, 2, 29), datetime.date(2025, 1, 5))
    """
    months = delay_on(sent).value
    if not isinstance(months, int):
        raise TypeError(f"whole months expected, found {months!r}")
    years, month = divmod(sent.month - 1 + months, MONTHS_PER_YEAR)
    year = sent.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(sent.day, last))


def steps(known: Consultation) -> Mapping[Step, StepState]:
    """Return where each step is.

    The delay is broken when the consultation ends before the first day allowed; a council that
    approves before the end of the consultation, or a publication before the approval, is broken.
    """
    return {
        Step.SENT: _state(known.sent is not None),
        Step.DELAY: _delay(known),
        Step.ANNEXED: _state(known.is_annexed),
        Step.APPROVED: _after(known.approved, known.closed),
        Step.PUBLISHED: _after(known.published, known.approved),
    }


def is_complete(known: Consultation) -> bool:
    """Whether every step is done as it must be."""
    return set(steps(known).values()) == {StepState.DONE}


def _delay(known: Consultation) -> StepState:
    if known.sent is None or known.closed is None:
        return StepState.TO_DO
    return _state(known.closed >= earliest_closing(known.sent), StepState.BROKEN)


def _after(day: date | None, before: date | None) -> StepState:
    if day is None:
        return StepState.TO_DO
    return _state(before is None or day >= before, StepState.BROKEN)


def _state(is_done: bool, otherwise: StepState = StepState.TO_DO) -> StepState:  # noqa: FBT001
    return StepState.DONE if is_done else otherwise
