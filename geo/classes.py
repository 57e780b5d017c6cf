"""Classes of a choropleth: few, round, and never splitting equal values."""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import pandas as pd

SIGNIFICANT = 2


def quantile_breaks(values: "pd.Series[float]", count: int) -> list[float]:
    """Return the inner limits of at most `count` classes holding about as many values each.

    Limits are rounded to two significant digits of the spread of the values, so that a legend
    reads well; equal limits merge. Empty when fewer than two distinct values are known.

    Parameters
    ----------
    values
        Known and missing values; missing ones do not count.
    count
        Number of classes wanted, at least 2.

    Examples
    --------
    >>> quantile_breaks(pd.Series(range(1, 101)), 4)
    [26.0, 50.0, 75.0]
    """
    known = values.dropna().to_numpy(dtype=float)
    if np.unique(known).size < 2:  # noqa: PLR2004 -- one value makes one class
        return []
    inner = np.quantile(known, np.arange(1, count) / count)
    step = _step(float(known.max() - known.min()))
    rounded = sorted(
        {float(Decimal(str(round(value / step))) * Decimal(str(step))) for value in inner}
    )
    return [limit for limit in rounded if known.min() < limit <= known.max()]


def class_numbers(values: "pd.Series[float]", breaks: Sequence[float]) -> "pd.Series[int]":
    """Return the class (0-based) of every value; -1 where the value is missing.

    A value equal to a limit belongs to the class above it.
    """
    numbers = np.searchsorted(np.asarray(breaks, dtype=float), values.to_numpy(float), side="right")
    return pd.Series(np.where(values.isna(), -1, numbers), index=values.index, dtype="int64")


def _step(spread: float) -> float:
    """Return the power of ten that leaves about two significant digits in `spread`."""
    exponent = int(np.floor(np.log10(spread))) - SIGNIFICANT + 1
    return float(Decimal(1).scaleb(exponent))
