"""Resources of a household per consumption unit, and its side of the first-quartile threshold."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeAlias

from geo.errors import Fault, InputError
from geo.rules.parameters import parameter

THRESHOLD_IS_INCLUDED: Final = True
"""Whether resources equal to the threshold are in the first quartile.

The law says "inférieur à un montant", the yearly order "le niveau de ressources le plus élevé
du quartile". The order makes the amount one that a household of the quartile has: equal is
inside. The wording in force is to be checked; see docs/adr/0019-lettings.md.
"""

Euros: TypeAlias = int | Decimal | Fraction


class Quartile(StrEnum):
    """Side of the threshold; `UNKNOWN` when resources, household or threshold are not known."""

    FIRST = "first_quartile"
    OTHERS = "other_quartiles"
    UNKNOWN = "unknown_quartile"


def consumption_units(older_count: int, child_count: int, day: date) -> Fraction:
    """Return the consumption units of a household, on the scale in force on `day`.

    Parameters
    ----------
    older_count
        Persons of 14 years and more, the first one included.
    child_count
        Children under 14.

    Raises
    ------
    InputError
        When nobody is 14 or more, or a number is negative.

    Examples
    --------
    >>> consumption_units(2, 2, date(2025, 6, 1))
    Fraction(21, 10)
    """
    if older_count < 1 or child_count < 0:
        raise InputError(
            Fault(
                rule="household",
                file="household",
                expected="at least one person of 14 years or more, and no negative number",
                found=f"{older_count} and {child_count}",
            )
        )
    first, other, child = (_unit(name, day) for name in ("first_unit", "adult_unit", "child_unit"))
    return first + other * (older_count - 1) + child * child_count


def resources_per_unit(annual_resources_eur: Euros, units: Fraction) -> Fraction:
    """Return yearly resources per consumption unit, in euros, exact.

    >>> resources_per_unit(12 * 1400, Fraction(21, 10))
    Fraction(8000, 1)
    """
    if annual_resources_eur < 0 or units <= 0:
        raise InputError(
            Fault(
                rule="negative",
                file="resources",
                expected="resources of 0 or more, and at least one consumption unit",
                found=f"{annual_resources_eur} and {units}",
            )
        )
    return Fraction(annual_resources_eur) / units


def quartile_of(resources_per_uc_eur: Euros | None, threshold_eur: Euros | None) -> Quartile:
    """Return the side of the threshold; unknown when either amount is.

    >>> quartile_of(9576, 9576), quartile_of(None, 9576)
    (<Quartile.FIRST: 'first_quartile'>, <Quartile.UNKNOWN: 'unknown_quartile'>)
    """
    if resources_per_uc_eur is None or threshold_eur is None:
        return Quartile.UNKNOWN
    return Quartile.FIRST if _is_within(resources_per_uc_eur, threshold_eur) else Quartile.OTHERS


def quartile_rank(resources_per_uc_eur: Euros, thresholds_eur: Sequence[Euros]) -> int:
    """Return the quartile, from 1 to 4, of resources among three rising thresholds.

    >>> [quartile_rank(amount, (9576, 12900, 17640)) for amount in (9576, 9577, 20000)]
    [1, 2, 4]
    """
    return 1 + sum(not _is_within(resources_per_uc_eur, limit) for limit in thresholds_eur)


def _is_within(amount: Euros, threshold: Euros) -> bool:
    exact, limit = Fraction(amount), Fraction(threshold)
    return exact < limit or (THRESHOLD_IS_INCLUDED and exact == limit)


def _unit(name: str, day: date) -> Fraction:
    value = parameter(f"lettings.{name}").on(day).value
    if not isinstance(value, int | Decimal):
        raise InputError(Fault("parameter-type", name, expected="a number", found=str(value)))
    return Fraction(value)
