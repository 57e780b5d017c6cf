"""Rehousing before a demolition: what a household pays, what counts, and when a right ends.

Definitions are those of the ANRU and of the codes quoted in ``parameters/rehousing.toml``. Unknown
stays unknown: a figure that lacks one of its terms is None, a status that lacks a date is UNKNOWN.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.parameters import Certainty, DatedValue, Parameter, parameter

Money = int | Decimal
FULL_PERCENT = 100
MONTHS_PER_YEAR = 12
TARGETS = ("recent_percent", "outside_qpv_percent", "same_commune_percent", "effort_percent")
CODE_MARKS = {2015: "QP", 2024: "QN"}
"""First letters of the official code of a QPV, by generation of outlines."""


class Known(StrEnum):
    """An answer that may be missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Right(StrEnum):
    """What the refusals of a household leave of its right to stay."""

    KEPT = "kept"
    RUNNING = "running"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """The right of a household on one day.

    Attributes
    ----------
    right
        KEPT below three refused offers, RUNNING during the six months, then ENDED.
    last_day
        Last day with a title to the dwelling; None while the right is kept or unknown.
    law
        The number of offers, dated, with its article and certainty.
    """

    right: Right
    last_day: date | None
    law: DatedValue


def reste_a_charge(rent: Money | None, charges: Money | None, aid: Money | None) -> Decimal | None:
    """Return rent and charges less housing aid, in euros a month; None when one is unknown.

    >>> reste_a_charge(320, 90, Decimal("215.50"))
    Decimal('194.50')
    >>> reste_a_charge(320, None, 215) is None
    True
    """
    if rent is None or charges is None or aid is None:
        return None
    return Decimal(rent) + charges - aid


def effort_percent(rest: Money | None, resources: Money | None) -> Fraction | None:
    """Return what is left to pay over monthly resources, in percent, exactly.

    None when one is unknown, or when there are no resources to compare it with.

    >>> effort_percent(Decimal("194.50"), 1000)
    Fraction(389, 20)
    >>> effort_percent(150, 0) is None
    True
    """
    if rest is None or resources is None or resources <= 0:
        return None
    return FULL_PERCENT * Fraction(rest) / Fraction(resources)


def is_recent(agreement_day: date | None, move_day: date | None) -> Known:
    """Tell whether the dwelling was new or under agreement for less than five years at the move.

    Parameters
    ----------
    agreement_day
        Day of the agreement (conventionnement), or of first use.
    move_day
        Day of the move; an agreement signed later than it says nothing.
    """
    if agreement_day is None or move_day is None or agreement_day > move_day:
        return Known.UNKNOWN
    years = int(str(parameter("rehousing.recent_agreement_years").on(move_day).value))
    limit = months_later(agreement_day, years * MONTHS_PER_YEAR)
    return Known.YES if move_day < limit else Known.NO


def right_after_refusals(refused: int | None, third_offer: date | None, day: date) -> RightAnswer:
    """Return what is left on `day` of the right of a household to stay where it lives.

    Parameters
    ----------
    refused
        Offers that it refused and that meet article 13 bis of the law of 1948; None if unknown.
    third_offer
        Day on which the third offer was notified.
    day
        Day that is asked.

    Raises
    ------
    InputError
        When the number of refusals is negative.
    ParameterError
        When no text that was read is in force on that day.
    """
    if refused is not None and refused < 0:
        raise InputError(Fault("refusals", "refused", expected="0 or more", found=str(refused)))
    law = parameter("rehousing.refused_offers_count").on(third_offer or day)
    if refused is None:
        return RightAnswer(Right.UNKNOWN, None, law)
    if refused < int(str(law.value)):
        return RightAnswer(Right.KEPT, None, law)
    if third_offer is None or third_offer > day:
        return RightAnswer(Right.UNKNOWN, None, law)
    months = int(str(parameter("rehousing.title_end_months").on(third_offer).value))
    last_day = months_later(third_offer, months)
    return RightAnswer(Right.RUNNING if day <= last_day else Right.ENDED, last_day, law)


def is_offer_place(
    *, is_same_or_neighbour: bool, nearest_m: Money | float, farthest_m: Money | float, day: date
) -> Known:
    """Tell whether a dwelling of a commune stands where an offer may stand (art. 13 bis).

    Parameters
    ----------
    is_same_or_neighbour
        Whether the commune is that of the household or touches it.
    nearest_m, farthest_m
        Between which distances the dwelling lies, in metres.
    day
        Day of the offer.
    """
    limit = int(str(parameter("rehousing.offer_max_distance_m").on(day).value))
    if not is_same_or_neighbour or nearest_m > limit:
        return Known.NO
    return Known.YES if farthest_m <= limit else Known.UNKNOWN


def is_outside_qpv(destination: str | None, move_day: date | None) -> Known:
    """Tell whether a move went outside every QPV, by the outlines of the day of the move.

    Parameters
    ----------
    destination
        Code of the QPV, ``""`` for a place outside every QPV, None when nobody says.
    move_day
        Day of the move.

    Returns
    -------
    Known
        UNKNOWN too for a code of another generation than the outlines of that day.
    """
    if destination is None or move_day is None:
        return Known.UNKNOWN
    if not destination:
        return Known.YES
    year = int(str(parameter("rehousing.qpv_outlines_year").on(move_day).value))
    return Known.NO if destination.startswith(CODE_MARKS[year]) else Known.UNKNOWN


def target(name: str, day: date) -> DatedValue | None:
    """Return a target of the charter in force on `day`; None when no text gives one.

    Parameters
    ----------
    name
        One of `TARGETS`.
    day
        Day that is asked.

    Examples
    --------
    >>> target("recent_percent", date(2026, 11, 22)) is None
    True
    """
    found: Parameter = parameter(f"rehousing.target_{name}")
    return found.on(day) if any(value.since <= day for value in found.values) else None


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of a month that is too short.

    >>> months_later(date(2024, 8, 31), 6), months_later(date(2024, 1, 15), 6)
    (datetime.date(2025, 2, 28), datetime.date(2024, 7, 15))
    """
    years, month = divmod(day.month - 1 + months, MONTHS_PER_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_to_check(*laws: DatedValue) -> bool:
    """Tell whether one of the values was not read in the text in force."""
    return any(law.certainty is Certainty.TO_CHECK for law in laws)
