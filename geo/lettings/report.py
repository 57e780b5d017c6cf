"""What the command says of a file of leases: the two rates of a year and what is missing."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

import pandas as pd

from geo.rules.lettings import Counting, Quartile, Rate, Side, target_percent

DECIMALS: Final = 2
SIDES: Final = (Side.OUTSIDE, Side.INSIDE)


def rate_of(leases: pd.DataFrame, side: Side, day: date) -> Rate:
    """Return the rate of one side.

    Parameters
    ----------
    leases
        From `geo.lettings.leases.classified`, of one year.
    day
        Day of the target.
    """
    found = leases.loc[leases["side"] == side, "counting"].value_counts()
    counted, not_counted, unknown = (int(found.get(each, 0)) for each in Counting)
    placeless = int((leases["side"] == Side.UNKNOWN).sum())
    return Rate(counted, not_counted, unknown, placeless, target_percent(side.value, day))


def lettings_answer(leases: pd.DataFrame, repeated_lines_count: int, year: int) -> dict[str, Any]:
    """Return the answer of ``cdv lettings``, ready for JSON: exact, for who holds the file.

    Parameters
    ----------
    leases
        From `geo.lettings.leases.classified`; leases of other years are left out.
    repeated_lines_count
        Lines of the file that list a lease again; it counts once.
    """
    chosen = leases[leases["lease_date"].dt.year == year]
    day = date(year, 12, 31)
    rates = {side.value: _rate_answer(rate_of(chosen, side, day)) for side in SIDES}
    is_unknown = chosen["quartile"] == Quartile.UNKNOWN
    missing = {
        "income_count": int(is_unknown.sum()),
        "qpv_count": int((chosen["side"] == Side.UNKNOWN).sum()),
        "other_years_count": len(leases) - len(chosen),
        "repeated_lines_count": repeated_lines_count,
    }
    return {**rates, "missing": missing}


def _rate_answer(rate: Rate) -> dict[str, Any]:
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate_percent": _percent(rate.percent),
        "lower_percent": _percent(rate.lower_percent),
        "upper_percent": _percent(rate.upper_percent),
        "target_percent": rate.target_percent,
        "status": rate.status.value,
    }


def _percent(share: Fraction | None) -> float | None:
    return None if share is None else float(round(share, DECIMALS))
