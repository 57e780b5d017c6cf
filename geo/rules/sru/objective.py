"""Triennial objective of a commune (CCH L302-8 VII and VIII, L302-8-1)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.parameters import DatedValue
from geo.rules.sru.law import Law, amount, amounts, cite, legal, readings
from geo.rules.sru.period import Period, full_periods_since
from geo.rules.sru.result import DWELLINGS, PERCENT, Result, Status
from geo.rules.sru.situation import Inventory, missing_dwellings
from geo.rules.sru.target import require_target
from geo.rules.sru.wording import equation, span

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Terms:
    """What changes the general rate for one commune.

    Attributes
    ----------
    first_subject_year
        Year the commune entered the perimeter; None when it is no longer newly subject.
    contract_percent
        Rate of a contrat de mixité sociale abaissant; None without such a contract.
    raised_count
        Higher number agreed by the prefect and the mayor; None without one.
    """

    first_subject_year: int | None = None
    contract_percent: Fraction | int | None = None
    raised_count: int | None = None


@dataclass(frozen=True, slots=True)
class Objective:
    """Rate of the deficit to catch up and the dwellings it makes."""

    catch_up: Result
    count: Result


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rates of one period, ready to be applied."""

    limits: tuple[Fraction, ...]
    general: tuple[Fraction, ...]
    entry: tuple[Fraction | None, ...] | None
    floors: tuple[Fraction, ...]
    law: Law

    def require_contract(self, agreed: Fraction, gap: Fraction) -> None:
        """Raise `InputError` when a contract is below its floor or above the general rate."""
        index = bracket(gap, self.limits)
        if not self.floors or not self.floors[index] <= agreed <= self.general[index]:
            raise InputError(
                Fault(
                    rule="contract-rate",
                    file="contract_percent",
                    expected=f"{self.floors[index]} to {self.general[index]}"
                    if self.floors
                    else "no contract before 2023",
                    found=str(agreed),
                )
            )

    def percents(self, gap: Fraction) -> Bounds:
        """Return the lowest and highest rate the law may give at a gap."""
        if gap <= 0:
            return Fraction(0), Fraction(0)
        general = self.general[bracket(gap, self.limits)]
        if self.entry is None:
            return general, general
        if not self.entry:
            return Fraction(0), general
        rates = [general if rate is None else rate for rate in self.entry]
        return min(rates), max(rates)


def bracket(gap_points: Fraction, limits: Sequence[Fraction]) -> int:
    """Return 0 below the first limit, 1 from it up to and with the second, 2 above.

    >>> [bracket(Fraction(gap), (Fraction(2), Fraction(4))) for gap in (1, 2, 4, 5)]
    [0, 1, 1, 2]
    """
    return 0 if gap_points < limits[0] else 1 if gap_points <= limits[1] else 2


def objective(
    inventory: Inventory,
    target_percent: int,
    period: Period,
    terms: Terms = Terms(),
    *,
    is_exempt: bool = False,
) -> Objective:
    """Compute the dwellings to produce in a period.

    Parameters
    ----------
    inventory
        Reference inventory of the period (1 January of the year before it), not the current
        one: the bracket is set by the gap of that day.
    target_percent
        Target of the period.

    Returns
    -------
    Objective
        Exact numbers, not rounded (less than one dwelling is still an objective); bounds where
        the main residences or the rate of a newly subject commune are not known.

    Raises
    ------
    InputError
        Inventory of another day, unknown target, contract rate out of the law's bounds.
    """
    require_target(target_percent, period.first_day)
    require_day(inventory, period)
    rule = _rule(period, terms)
    status = _set_aside(period, terms, is_exempt=is_exempt)
    if status is None and inventory.bounds is not None:
        return _computed(inventory.bounds, target_percent, rule, terms, inventory.missing)
    missing = inventory.missing if status is None else ()
    return Objective(
        *(
            Result(name, unit, None, None, status or Status.UNKNOWN, "", rule.law, missing)
            for name, unit in (("catch_up_percent", PERCENT), ("objective_count", DWELLINGS))
        )
    )


def require_day(inventory: Inventory, period: Period) -> None:
    """Raise `InputError` unless the inventory is the reference one of the period."""
    if inventory.day != period.reference_day:
        raise InputError(
            Fault(
                rule="reference-inventory",
                file="inventory",
                expected=f"{period.reference_day.isoformat()} for {period.label}",
                found=inventory.day.isoformat(),
            )
        )


def _computed(
    bounds: tuple[int, int, int],
    target_percent: int,
    rule: _Rule,
    terms: Terms,
    unknown: tuple[str, ...],
) -> Objective:
    lls, fewest, most = bounds
    points = _turning_points(lls, (fewest, most), target_percent, rule.limits)
    rows = [_at(lls, residences, target_percent, rule, terms) for residences in points]
    percent = (min(row[0][0] for row in rows), max(row[0][1] for row in rows))
    count = (min(row[1][0] for row in rows), max(row[1][1] for row in rows))
    ends = [missing_dwellings(lls, residences, target_percent) for residences in (fewest, most)]
    gap = [100 * end / residences for end, residences in zip(ends, (fewest, most), strict=True)]
    deficit = [max(Fraction(0), end) for end in ends]
    is_unsure = rule.entry is not None and percent[0] != percent[1]
    missing = (*unknown, *(("entry_percent",) if is_unsure else ()))
    status = Status.DUE if count[0] > 0 else Status.NOT_DUE if count[1] == 0 else Status.UNKNOWN
    rate_text = equation(f"écart de {span(gap[0], gap[1])} points : taux", *percent, PERCENT)
    count_text = equation(
        f"{span(percent[0], percent[1])} % × {span(deficit[0], deficit[1])}", *count, DWELLINGS
    )
    raised = "" if terms.raised_count is None else "Objectif rehaussé avec l’accord du maire."
    law = rule.law
    return Objective(
        Result("catch_up_percent", PERCENT, *percent, status, rate_text, law, missing),
        Result("objective_count", DWELLINGS, *count, status, count_text, law, missing, raised),
    )


def _at(
    lls_count: int, residences: int, target_percent: int, rule: _Rule, terms: Terms
) -> tuple[Bounds, Bounds]:
    """Rates and objectives at one number of main residences."""
    deficit = max(Fraction(0), missing_dwellings(lls_count, residences, target_percent))
    gap = 100 * deficit / residences
    low, high = rule.percents(gap)
    if terms.contract_percent is not None and deficit > 0:
        agreed = Fraction(terms.contract_percent)
        rule.require_contract(agreed, gap)
        low = high = agreed
    raised = terms.raised_count or 0
    least, most = low * deficit / 100, high * deficit / 100
    if deficit > 0:
        least, most = max(least, Fraction(raised)), max(most, Fraction(raised))
    return (low, high), (least, most)


def _turning_points(
    lls_count: int, residences: tuple[int, int], target_percent: int, limits: Sequence[Fraction]
) -> list[int]:
    """Return the main residences where the objective can be lowest or highest.

    Within a bracket it grows with the main residences, so these are both ends and the
    neighbours of each limit of a bracket.
    """
    fewest, most = residences
    crossings = [
        Fraction(100 * lls_count) / (target_percent - limit) for limit in (Fraction(0), *limits)
    ]
    around = [math.floor(value) + step for value in crossings for step in (-1, 0, 1, 2)]
    return sorted({fewest, most, *(value for value in around if fewest <= value <= most)})


def _rule(period: Period, terms: Terms) -> _Rule:
    limits = legal("catch_up_gap_points", period.first_day)
    general = legal("catch_up_percents", period.first_day)
    used: list[DatedValue] = [general, limits]
    entry: tuple[Fraction | None, ...] | None = None
    if terms.first_subject_year is not None and terms.contract_percent is None:
        entry, source = _entry(period, terms.first_subject_year)
        used = used if entry is None else [general, source]
    floors = legal("contract_floor_percents", period.first_day)
    if terms.contract_percent is not None:
        used.append(floors)
    return _Rule(amounts(limits), amounts(general), entry, amounts(floors), cite(*used))


def _entry(
    period: Period, first_subject_year: int
) -> tuple[tuple[Fraction | None, ...] | None, DatedValue]:
    """Return the rates a newly subject commune may have.

    None: it is no longer newly subject. Empty: the text was not read. A None among the rates
    stands for the general rate.
    """
    step = full_periods_since(first_subject_year, period)
    if step == 0:
        dated = legal("entry_partial_percents", period.first_day)
        years = period.last_year - first_subject_year + 1
        length = amount(legal("period_years", period.first_day))
        return tuple(percent * years / length for percent in amounts(dated)), dated
    dated = legal("entry_percents", period.first_day)
    if step > amount(legal("entry_periods", period.first_day)):
        return None, dated
    rates = tuple(row[step - 1] if step <= len(row) else None for row in readings(dated))
    return (None if rates and set(rates) == {None} else rates), dated


def _set_aside(period: Period, terms: Terms, *, is_exempt: bool) -> Status | None:
    if terms.first_subject_year is not None and terms.first_subject_year > period.last_year:
        return Status.NOT_SUBJECT
    return Status.EXEMPT if is_exempt else None
