"""What a commune spends and may deduct from its levy, and what it carries over (CCH L302-7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.french import NARROW
from geo.rules.sru.law import amount, amounts, cite, legal
from geo.rules.sru.levy import Amount
from geo.rules.sru.result import EUROS, Result, Status
from geo.rules.sru.wording import equation, short, span


@dataclass(frozen=True, slots=True, order=True)
class Carry:
    """Deductible spending of a year that its levy did not use up."""

    year: int
    amount_eur: Fraction


@dataclass(frozen=True, slots=True)
class NetLevy:
    """Levy after deductions.

    Attributes
    ----------
    net
        ``net_levy_eur``.
    carried
        What is left for the next years, oldest first. When the levy is known between bounds
        only, this is what is left after the highest.
    """

    net: Result
    carried: tuple[Carry, ...]


def net_levy(
    total: Result, year: int, deductible_eur: Amount = 0, carried: Sequence[Carry] = ()
) -> NetLevy:
    """Take the deductible spending off a levy, oldest first, never below 0.

    Parameters
    ----------
    total
        Gross levy, or total after a majoration.
    year
        Year of the levy; what was carried too long is dropped.
    deductible_eur
        Spending stated for this levy.
    carried
        What earlier years left.

    Raises
    ------
    InputError
        When an amount is negative.
    """
    spendings = [*sorted(carried), Carry(year, Fraction(deductible_eur))]
    if any(spending.amount_eur < 0 for spending in spendings):
        found = str([str(spending.amount_eur) for spending in spendings])
        raise InputError(Fault("negative", "deductible", expected="0 or more", found=found))
    dated = legal("carry_forward_years", date(year, 1, 1))
    lots = [lot for lot in spendings if year - lot.year <= amount(dated) and lot.amount_eur > 0]
    spent = sum((lot.amount_eur for lot in lots), Fraction(0))
    if total.low is None and total.high is None:
        net = Result("net_levy_eur", EUROS, None, None, total.status, "", total.law, total.missing)
        return NetLevy(net, ())
    low = max(Fraction(0), (total.low or Fraction(0)) - spent)
    high = None if total.high is None else max(Fraction(0), total.high - spent)
    net = Result(
        "net_levy_eur",
        EUROS,
        low,
        high,
        _status(total, low, high),
        _formula(total, spent, low, high),
        total.law if not lots else cite(dated, legal("levy_percent", date(year, 1, 1))),
        total.missing,
        ""
        if high != 0 or not spent
        else "Le prélèvement est couvert par les dépenses déductibles.",
    )
    return NetLevy(net, _left_over(lots, total.high))


def intermediation_deductible(
    spent_eur: Amount, dwellings_count: int, year: int, *, has_high_cap: bool
) -> Fraction:
    """Return the deductible part of spending on private-sector intermédiation locative.

    Parameters
    ----------
    has_high_cap
        Whether the commune is in Île-de-France or Provence-Alpes-Côte d'Azur.

    >>> intermediation_deductible(9000, 3, 2024, has_high_cap=False)
    Fraction(7500, 1)
    """
    caps = amounts(legal("intermediation_cap_eur", date(year, 1, 1)))
    return min(Fraction(spent_eur), caps[1 if has_high_cap else 0] * dwellings_count)


def _formula(total: Result, spent: Fraction, low: Fraction, high: Fraction | None) -> str:
    if high is None or total.low is None or total.high is None:
        return ""
    left = f"{span(total.low, total.high)} − {short(spent)}"
    if high == 0 and spent:
        return f"{left}, jamais moins de 0{NARROW}€"
    return equation(left, low, high, EUROS)


def _status(total: Result, low: Fraction, high: Fraction | None) -> Status:
    if total.status is Status.EXEMPT:
        return Status.EXEMPT
    if high is not None and high == 0:
        return Status.NOT_DUE
    return Status.DUE if low > 0 else Status.UNKNOWN


def _left_over(lots: Sequence[Carry], levied_eur: Fraction | None) -> tuple[Carry, ...]:
    if levied_eur is None:
        return ()
    left = []
    for lot in lots:
        used = min(lot.amount_eur, levied_eur)
        levied_eur -= used
        left.append(Carry(lot.year, lot.amount_eur - used))
    return tuple(lot for lot in left if lot.amount_eur > 0)
