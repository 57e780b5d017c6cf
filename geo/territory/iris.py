"""Questions about the IRIS of a commune: statistical quarters, which are not QPV."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo import indicators
from geo.columns import INDICATORS
from geo.contracts.read import read_table
from geo.figures import Figure, Status
from geo.indicators import Measured
from geo.mix.gap import exact
from geo.mix.guard import Operation, Outcome, Reading, attempt
from geo.territory import Territory
from geo.territory.renewal import has_tables

IRIS_TABLES: Final = ("iris", "iris_indicators")
IRIS_PORTRAIT: Final = (
    "median_income_eur",
    "poverty_percent",
    "unemployment_percent",
    "tenants_percent",
    "hlm_tenants_percent",
    "vacancy_percent",
    "over_65_percent",
    "population_count",
)
WEIGHTED_NOTE: Final = "Parts des IRIS, pondérées par leurs effectifs."
DENOMINATORS: Final[Mapping[str, str]] = {
    "tenants_percent": "households_count",
    "hlm_tenants_percent": "households_count",
    "over_65_percent": "population_count",
}
"""Counts that some shares are shares of: those of several IRIS make that of all, so weighted."""


def iris_names(territory: Territory) -> list[str]:
    """Return the indicators known by IRIS, in the order of the page; empty without IRIS."""
    if not has_tables(territory, *IRIS_TABLES):
        return []
    known = set(read_table(territory.manifest, "iris_indicators")["indicator"])
    return [name for name in IRIS_PORTRAIT if name in known]


def iris_of(territory: Territory, code_insee: str) -> pd.DataFrame:
    """Return the IRIS of a commune, indexed by ``code_iris``: ``name``, ``related_qpv``, ``note``.

    Empty where the territory describes none.
    """
    if not has_tables(territory, *IRIS_TABLES):
        return pd.DataFrame(columns=["name", "related_qpv", "note"])
    iris = read_table(territory.manifest, "iris")
    return iris[iris["code_insee"] == code_insee]


def iris_values(territory: Territory, codes: "pd.Index[str]", name: str) -> Measured:
    """Return the latest values of an indicator over IRIS, aligned on `codes`.

    Raises
    ------
    UnknownCodeError
        When no IRIS has such an indicator.
    """
    table = read_table(territory.manifest, "iris_indicators")
    return indicators.latest(table, name, codes, dict(territory.sources))


def iris_attempt(
    territory: Territory, code_insee: str, operation: Operation, name: str
) -> tuple[Outcome, tuple[Reading, ...]]:
    """Try to add or to average an indicator over the IRIS of a commune."""
    codes = iris_of(territory, code_insee).index
    measured = iris_values(territory, codes, name)
    whole = DENOMINATORS.get(name)
    weights = iris_values(territory, codes, whole).values["value"] if whole else None
    readings = tuple(
        Reading(
            place=str(code),
            indicator=measured.indicator,
            value=exact(value),
            reference_date=measured.reference_date,
            perimeter="iris",
            source=measured.sources[0].key,
            denominator=None if weights is None else exact(float(weights[str(code)])),
        )
        for code, value in measured.values["value"].items()
    )
    return attempt(operation, readings), readings


def iris_share(territory: Territory, code_insee: str, name: str) -> Figure | None:
    """Return the share of a whole commune made of those of its IRIS; None when it is refused."""
    codes = iris_of(territory, code_insee).index
    if name not in DENOMINATORS or codes.empty:
        return None
    outcome, _ = iris_attempt(territory, code_insee, Operation.MEAN, name)
    measured = iris_values(territory, codes, name)
    indicator = INDICATORS[name]
    return (
        None
        if outcome.value is None
        else Figure(
            label=indicator.label,
            unit=indicator.unit,
            value=outcome.value,
            decimals=indicator.decimals,
            reference_date=measured.reference_date,
            status=Status.DERIVED,
            sources=measured.sources,
            note=WEIGHTED_NOTE,
            is_to_check=measured.is_to_check,
        )
    )
