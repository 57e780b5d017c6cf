"""What published figures imply for the main residences, which the national file leaves out."""

import math
from decimal import Decimal
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.french import number, quantity
from geo.rules.sru.law import cite, legal
from geo.rules.sru.result import DWELLINGS, Interval, Result, Status
from geo.rules.sru.situation import Inventory, missing_dwellings


def main_residences_from_rate(
    lls_count: int, rate_percent: Decimal, decimals: int
) -> Interval | None:
    """Return every number of main residences that agrees with a published, rounded rate.

    The State publishes the social dwellings and a rounded rate. Rounding of halves is not
    known (up, down or to even), so both ends of the rounding interval are admitted: the result
    may hold one number too many, never one too few.

    Parameters
    ----------
    lls_count
        Social dwellings, numerator of the rate.
    rate_percent
        Rate as published.
    decimals
        Decimals the rate was really rounded to: 1 for 19.40 when every rate of the
        publisher ends in 0.

    Returns
    -------
    Interval or None
        None when nothing follows from the figures: no social dwelling, or a rate that may
        have been rounded from 0.

    Raises
    ------
    InputError
        When no number of main residences gives this rate.

    Examples
    --------
    >>> main_residences_from_rate(336, Decimal("19.40"), 1)
    Interval(low=1728, high=1736)
    >>> main_residences_from_rate(336, Decimal("19.40"), 2)
    Interval(low=1732, high=1732)
    """
    half = Fraction(1, 2 * 10**decimals)
    lowest, highest = Fraction(rate_percent) - half, Fraction(rate_percent) + half
    if lls_count == 0 or lowest <= 0:
        return None
    fewest = math.ceil(100 * lls_count / highest)
    most = math.floor(100 * lls_count / lowest)
    if fewest > most:
        raise InputError(
            Fault(
                rule="rate-and-count",
                file="rate",
                expected=f"a rate that {lls_count} dwellings can give",
                found=f"{rate_percent} % to {decimals} decimals",
            )
        )
    return Interval(fewest, most)


def main_residences_from_missing(
    lls_count: int, missing_count: int, target_percent: int
) -> Fraction:
    """Return the main residences that a published number of missing dwellings implies.

    >>> main_residences_from_missing(70, 156, 20)
    Fraction(1130, 1)
    """
    return Fraction(100 * (lls_count + missing_count), target_percent)


def main_residences_from_gap(missing_count: int, gap_points: Fraction) -> Fraction:
    """Return the main residences that missing dwellings and a gap in points imply.

    >>> main_residences_from_gap(715, Fraction(20))
    Fraction(3575, 1)
    """
    if gap_points <= 0:
        raise InputError(Fault("no-gap", "gap", expected="above 0", found=str(gap_points)))
    return 100 * missing_count / gap_points


def tax_potential_from_levy(levy_eur: Fraction, missing_count: int, percent: Fraction) -> Fraction:
    """Return the tax potential per inhabitant a levy implies, without deduction or majoration.

    >>> tax_potential_from_levy(Fraction(45000), 200, Fraction(25))
    Fraction(900, 1)
    """
    return 100 * levy_eur / (missing_count * percent)


def check_published_missing(
    inventory: Inventory, target_percent: int, published_count: int
) -> Result:
    """Compare a published number of missing dwellings with the one the inventory gives.

    Returns
    -------
    Result
        ``deficit_count`` computed; MET when the published number is within one dwelling of
        it, NOT_MET when the two contradict each other: both must then be shown, neither mended.
    """
    law = cite(legal("target_percents", inventory.day))
    if inventory.bounds is None:
        return Result(
            "deficit_count", DWELLINGS, None, None, Status.UNKNOWN, "", law, inventory.missing
        )
    lls, fewest, most = inventory.bounds
    low = missing_dwellings(lls, fewest, target_percent)
    high = missing_dwellings(lls, most, target_percent)
    agrees = low - 1 < published_count < high + 1
    implied = main_residences_from_missing(lls, published_count, target_percent)
    rate = quantity(100 * lls / implied, "%", 2)
    return Result(
        "deficit_count",
        DWELLINGS,
        low,
        high,
        Status.MET if agrees else Status.NOT_MET,
        f"publié {number(published_count)}, calculé {number(low)} à {number(high)}",
        law,
        inventory.missing,
        ""
        if agrees
        else f"Le nombre publié suppose {number(implied)} résidences principales, soit {rate}.",
    )
