"""What the law makes of the inventory that the State published for one commune.

The target and the period come from the file. What the file does not hold (main residences,
reference inventory, money side) stays unknown until the user gives it.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from geo import housing
from geo.rules.parameters import DatedValue, parameter
from geo.rules.sru import (
    Finances,
    Interval,
    Inventory,
    LevyYear,
    Objective,
    Period,
    Result,
    Situation,
    Terms,
    carence_total,
    gross_levy,
    is_series_broken,
    known_periods,
    main_residences_from_rate,
    net_levy,
    objective,
    parse_period,
    situation,
)

NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Reading:
    """The published inventory of a commune as the engine reads it.

    Attributes
    ----------
    inventory
        Social dwellings as published, main residences as the rounded rate implies them.
    decimals
        Decimals the rate is taken to be rounded to.
    target_percent, period
        Target of the commune and the period it is set for.
    situation
        Verdict and figures, exemption taken into account.
    is_exempt
        On the list of exempt communes of the period.
    net_levy_eur, levy_year
        Levy as published.
    """

    inventory: Inventory
    decimals: int
    target_percent: int
    period: Period
    situation: Situation
    is_exempt: bool
    net_levy_eur: Decimal
    levy_year: int


@dataclass(frozen=True, slots=True)
class Money:
    """What the user gives of the money side of a commune; None where not given."""

    tax_potential_eur: Decimal | None = None
    expenditure_eur: Decimal | None = None
    deductible_eur: Decimal | None = None
    is_dsu: bool | None = None
    majoration_percent: Decimal | None = None

    @property
    def finances(self) -> Finances:
        """The part that sets the gross levy."""
        return Finances(self.tax_potential_eur, self.expenditure_eur)

    @property
    def is_given(self) -> bool:
        """Whether there is enough for an estimate, be it between bounds."""
        return self.tax_potential_eur is not None or self.expenditure_eur is not None


def read_published(published: housing.Inventory, decimals: int) -> Reading:
    """Read a published inventory.

    Parameters
    ----------
    published
        Inventory of a commune the file lists.
    decimals
        Decimals its département rounds rates to, see `geo.sru.audit.rate_decimals`.

    Raises
    ------
    InputError
        When no number of main residences gives the published rate, or the period is unknown.
    """
    lls, rate = published.social_dwellings_count, Decimal(str(published.rate_percent))
    residences = main_residences_from_rate(lls, rate, decimals)
    inventory = Inventory(published.inventory_date, lls, residences)
    return Reading(
        inventory=inventory,
        decimals=decimals,
        target_percent=published.target_percent,
        period=parse_period(published.period),
        situation=situation(inventory, published.target_percent, is_exempt=published.is_exempt),
        is_exempt=published.is_exempt,
        net_levy_eur=Decimal(str(published.net_levy_eur)),
        levy_year=published.levy_year,
    )


def periods_from(reading: Reading) -> tuple[Period, ...]:
    """Return the period of the file and the known ones after it."""
    return tuple(period for period in known_periods() if period >= reading.period)


def reference_inventory(
    reading: Reading, period: Period, lls_count: int | None, main_residences_count: int | None
) -> Inventory:
    """Return the inventory an objective is computed on: the published one, or what is given.

    Parameters
    ----------
    lls_count, main_residences_count
        Given for 1 January of the year before `period`; None stays unknown. They are left
        aside when the published inventory is of that day.
    """
    if reading.inventory.day == period.reference_day:
        return reading.inventory
    residences = None if main_residences_count is None else Interval.exact(main_residences_count)
    return Inventory(period.reference_day, lls_count, residences)


def illustrated_objective(
    reading: Reading, target_percent: int, period: Period, terms: Terms = NO_TERMS
) -> Objective:
    """Return the objective if the published inventory were the reference one: an illustration."""
    as_if = replace(reading.inventory, day=period.reference_day)
    return objective(as_if, target_percent, period, terms)


def estimated_levy(
    reading: Reading, money: Money, first_subject_year: int | None = None
) -> tuple[Result, ...]:
    """Estimate the levy of the year after the inventory: gross, with majoration if any, net."""
    year = LevyYear(
        reading.inventory.day.year + 1,
        money.is_dsu,
        first_subject_year,
        is_exempt=reading.is_exempt,
    )
    gross = gross_levy(reading.inventory, reading.target_percent, money.finances, year)
    raised: tuple[Result, ...] = ()
    if money.majoration_percent:
        raised = (carence_total(gross, money.majoration_percent, money.finances, year),)
    net = net_levy((gross, *raised)[-1], year.year, money.deductible_eur or Fraction(0))
    return (gross, *raised, net.net)


def minimum_above(reading: Reading) -> DatedValue | None:
    """Return the legal minimum of the levy when the published net levy is below it, else None.

    The two are then both shown: the net levy may hold deductions that are not published.
    """
    minimum = parameter("sru.levy_minimum_eur").on(date(reading.levy_year, 1, 1))
    is_below = 0 < reading.net_levy_eur < Decimal(str(minimum.value))
    return minimum if is_below else None


def series_break(earlier: date, later: date) -> date | None:
    """Return the inventory from which main residences are counted otherwise, if between two days.

    >>> series_break(date(2018, 9, 10), date(2024, 1, 1))
    datetime.date(2023, 1, 1)
    """
    if not is_series_broken(earlier, later):
        return None
    return date.fromisoformat(str(parameter("sru.main_residence_break").on(later).value))
