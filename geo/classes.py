"""Classes of a choropleth: few, round, and never splitting equal values."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

SIGNIFICANT = 2
# Part of the spread under which two limits are one, told apart only by the computation.
NEGLIGIBLE = 1e-9


def quantile_breaks(values: "pd.Series[float]", count: int) -> list[float]:
    """Return the inner limits of at most `count` classes holding about as many values each.

    Limits are rounded to two significant digits, or more where limits are close to each other,
    so that a legend reads well; equal limits merge. A lowest value that fills a class on its
    own has one, and the others share the rest. Empty when fewer than two distinct values are
    known.

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
    known = np.unique(values.dropna().to_numpy(dtype=float))
    if known.size < 2:  # noqa: PLR2004 -- one value makes one class
        return []
    low, high = float(known[0]), float(known[-1])
    least = (high - low) * NEGLIGIBLE
    limits = [low]
    for limit in _limits(values.dropna().to_numpy(dtype=float), count):
        if limit - limits[-1] > least:
            limits.append(limit)
    edges = [*limits, high]
    rounded = {
        _rounded(limit, _gap(edges, number, least), is_value=limit in known)
        for number, limit in enumerate(limits[1:], start=1)
    }
    return sorted(limit for limit in rounded if low < limit <= high)


def class_numbers(values: "pd.Series[float]", breaks: Sequence[float]) -> "pd.Series[int]":
    """Return the class (0-based) of every value; -1 where the value is missing.

    A value equal to a limit belongs to the class above it.
    """
    numbers = np.searchsorted(np.asarray(breaks, dtype=float), values.to_numpy(float), side="right")
    return pd.Series(np.where(values.isna(), -1, numbers), index=values.index, dtype="int64")


def _limits(known: "npt.NDArray[np.floating[Any]]", count: int) -> list[float]:
    """Return the exact limits, in order; a value that fills the first class has it alone."""
    above = known[known > known.min()]
    if count < 2 or not above.size:  # noqa: PLR2004 -- one class has no inner limit
        return []
    inner = np.quantile(known, np.arange(1, count) / count)
    if inner[0] > known.min():
        return [float(limit) for limit in inner]
    return [float(above.min()), *_limits(above, count - 1)]


def _gap(edges: Sequence[float], number: int, least: float) -> float:
    """Return the distance of an edge to the nearest of its two neighbours."""
    sides = edges[number] - edges[number - 1], edges[number + 1] - edges[number]
    return min(side for side in sides if side > least)


def _rounded(limit: float, gap: float, *, is_value: bool) -> float:
    """Round a limit by less than half of `gap`, so that limits stay apart and in order.

    A limit that is one of the values is rounded down: the value stays in the class above.
    """
    exact = Decimal(repr(limit))
    exponent = min(exact.adjusted() - SIGNIFICANT + 1, Decimal(repr(gap / 2)).adjusted())
    step = Decimal(1).scaleb(exponent)
    rounding = ROUND_FLOOR if is_value else ROUND_HALF_EVEN
    return float((exact / step).to_integral_value(rounding) * step)
