"""Indicators that nobody published: computed from published ones, and said to be derived.

What cannot be computed (a part is missing, or nobody to compare with) is unknown, never zero.
"""

import numpy as np
import pandas as pd

from geo.columns import INDICATORS, Indicator
from geo.figures import Figure, Missing, Source, Status, source_of
from geo.indicators import Measured, aligned, dates_of, on_date

KM2_PER_M2 = 1e-6


def population_change(
    table: pd.DataFrame, codes: "pd.Index[str]", sources: dict[str, Source]
) -> Measured:
    """Return the change of municipal population between its first and last reference date.

    In percent of the first population; derived. Missing wherever one of the two is missing,
    where nobody lived at first, and everywhere when fewer than two dates are known.
    """
    days = dates_of(table, "population_count")
    first, last = _ends(table, codes)
    ends = pd.to_datetime([days[0], days[-1]] if days else [])
    used = (table["indicator"] == "population_count") & table["reference_date"].isin(ends)
    keys = dict.fromkeys(table.loc[used, "source"])
    return Measured(
        indicator=INDICATORS["population_change_percent"],
        reference_date=days[-1] if days else None,
        status=Status.DERIVED,
        sources=tuple(source_of(sources, key) for key in keys),
        values=_with_reason(100 * (last - first) / first.where(first > 0)),
        note=f"Calculé entre {days[0].year} et {days[-1].year}." if len(days) > 1 else "",
    )


def total_population_change(
    table: pd.DataFrame, codes: "pd.Index[str]", sources: dict[str, Source]
) -> Figure:
    """Return the change, in percent, of the population of all `codes` together; derived.

    Unknown when one of the populations is, or when it is not known on two dates.
    """
    by_place = population_change(table, codes, sources)
    first, last = (float(end.sum(skipna=False)) for end in _ends(table, codes))
    change = 100 * (last - first) / first if first > 0 else np.nan
    return Figure(
        label=by_place.indicator.label,
        unit=by_place.indicator.unit,
        value=None if np.isnan(change) else change,
        decimals=by_place.indicator.decimals,
        reference_date=by_place.reference_date,
        status=Status.DERIVED,
        sources=by_place.sources,
        missing=Missing.UNKNOWN if np.isnan(change) else None,
        note=by_place.note,
        is_change=True,
    )


def density(population: Measured, areas_m2: "pd.Series[float]") -> Measured:
    """Return inhabitants per km², derived from a population and the areas of the outlines.

    Parameters
    ----------
    population
        `Measured` of ``population_count``.
    areas_m2
        Area of each place in Lambert-93, indexed by code, in any order.
    """
    known = population.values["value"]
    areas = areas_m2.reindex(known.index)
    value = known / (areas.where(areas > 0) * KM2_PER_M2)
    return Measured(
        indicator=INDICATORS["density_per_km2"],
        reference_date=population.reference_date,
        status=Status.DERIVED,
        sources=population.sources,
        values=_with_reason(value),
        note="Population municipale sur surface du contour (Lambert-93).",
    )


def ratio_percent(indicator: Indicator, part: Figure, whole: Figure) -> Figure:
    """Return `part` over `whole` in percent as a derived figure.

    Unknown when one of them is, or when the whole is nothing.
    """
    share = (
        100 * float(part.value) / float(whole.value)
        if part.value is not None and whole.value
        else None
    )
    return Figure(
        label=indicator.label,
        unit=indicator.unit,
        value=share,
        decimals=indicator.decimals,
        reference_date=part.reference_date,
        status=Status.DERIVED,
        sources=tuple(dict.fromkeys((*part.sources, *whole.sources))),
        missing=Missing.UNKNOWN if share is None else None,
        note=f"{part.label} / {whole.label.lower()}.",
    )


def _ends(
    table: pd.DataFrame, codes: "pd.Index[str]"
) -> tuple["pd.Series[float]", "pd.Series[float]"]:
    """Return the first and last known populations; missing when there are no two dates."""
    days = dates_of(table, "population_count")
    if len(days) < 2:  # noqa: PLR2004 -- a change is between two dates
        nothing = pd.Series(np.nan, index=codes, dtype="float64")
        return nothing, nothing
    first, last = (
        aligned(on_date(table, "population_count", day), codes)["value"]
        for day in (days[0], days[-1])
    )
    return first, last


def _with_reason(value: "pd.Series[float]") -> pd.DataFrame:
    reason = np.where(value.isna(), Missing.UNKNOWN.value, "")
    return pd.DataFrame(
        {"value": value, "missing": reason, "status": Status.DERIVED.value}, index=value.index
    )
