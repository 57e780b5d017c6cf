"""Majoration of the levy of a commune declared carencée (CCH L302-9-1)."""

from datetime import date
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.sru.law import Law, amount, amounts, cite, legal
from geo.rules.sru.levy import Amount, Finances, LevyYear
from geo.rules.sru.result import EUROS, Result, Status
from geo.rules.sru.wording import equation, short, span


def carence_total(
    gross: Result,
    majoration_percent: Amount,
    finances: Finances,
    levy: LevyYear,
    median_tax_potential_eur: Amount | None = None,
) -> Result:
    """Compute the levy after the majoration the prefect set.

    Parameters
    ----------
    gross
        Levy before deductions (`geo.rules.sru.levy.gross_levy`).
    majoration_percent
        Majoration of the order; above the maximum of the law it counts for the maximum.
    finances
        Of the commune; the expenditure sets the cap, the tax potential chooses between the two.
    levy
        Year of the levy.
    median_tax_potential_eur
        Median of the communes subject to the levy; None when unknown.

    Returns
    -------
    Result
        ``total_levy_eur``, never below the ordinary levy: the caps limit the majoration only.

    Raises
    ------
    InputError
        When the majoration is negative.
    """
    if majoration_percent < 0:
        found = str(majoration_percent)
        raise InputError(Fault("negative", "majoration", expected="0 or more", found=found))
    maximum = legal("majoration_max_percent", levy.day)
    caps = legal("carence_cap_percents", levy.day)
    richer = legal("carence_high_potential_percent", levy.day)
    law = cite(maximum, caps, richer)
    applied = min(Fraction(majoration_percent), amount(maximum))
    if gross.status is Status.EXEMPT and gross.low is not None and applied > 0:
        return _without_base(law)
    percents = amounts(caps)
    is_high = _is_high(finances, median_tax_potential_eur, amount(richer))
    chosen = {True: percents[1:], False: percents[:1], None: percents}[is_high]
    low = _total(gross.low, applied, chosen[0], finances, at_least=True)
    high = _total(gross.high, applied, chosen[-1], finances, at_least=False)
    missing = () if low == high else _missing(finances, is_high=is_high)
    return Result(
        "total_levy_eur",
        EUROS,
        low,
        high,
        gross.status if gross.low is None else Status.DUE if low else gross.status,
        _formula(gross, applied, low, high),
        law,
        (*gross.missing, *missing),
        "" if applied == majoration_percent else f"Majoration limitée à {short(applied)} %.",
    )


def _without_base(law: Law) -> Result:
    note = "Le texte lu ne dit pas sur quelle base majorer une commune exonérée."
    missing = ("majoration_base_eur",)
    unknown = Status.UNKNOWN
    return Result("total_levy_eur", EUROS, Fraction(0), None, unknown, "", law, missing, note)


def _total(
    gross: Fraction | None,
    percent: Fraction,
    cap_percent: Fraction,
    finances: Finances,
    *,
    at_least: bool,
) -> Fraction | None:
    """Return gross x (1 + majoration), capped, at least gross; without expenditure, its bound."""
    if gross is None:
        return None
    raised = gross * (100 + percent) / 100
    if finances.expenditure_eur is None:
        return gross if at_least else raised
    return max(gross, min(raised, cap_percent * Fraction(finances.expenditure_eur) / 100))


def _is_high(finances: Finances, median_eur: Amount | None, percent: Fraction) -> bool | None:
    if finances.tax_potential_eur is None or median_eur is None:
        return None
    return 100 * Fraction(finances.tax_potential_eur) >= percent * Fraction(median_eur)


def _missing(finances: Finances, *, is_high: bool | None) -> tuple[str, ...]:
    names = ["expenditure_eur"] if finances.expenditure_eur is None else []
    names += ["median_tax_potential_eur"] if is_high is None else []
    return tuple(names)


def _formula(gross: Result, percent: Fraction, low: Fraction | None, high: Fraction | None) -> str:
    if gross.low is None or gross.high is None or low is None or high is None:
        return ""
    return equation(
        f"{span(gross.low, gross.high)} × (100 % + {short(percent)} %), plafonné", low, high, EUROS
    )


def last_majorated_year(signed_day: date) -> int:
    """Return the last year the order of carence can raise the levy of.

    The order runs from 1 January after its signature, for three years at most.

    >>> last_majorated_year(date(2023, 12, 31))
    2026
    """
    return signed_day.year + int(amount(legal("carence_max_years", signed_day)))
