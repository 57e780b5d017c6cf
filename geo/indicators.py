"""Indicators of communes and neighbourhoods: one value per place, with date, status and source.

The tables are long: one row per place, indicator and reference date. Here one indicator is
taken out of them, aligned on the places of the territory, and derived indicators are computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from geo.columns import INDICATORS, Indicator, Nature
from geo.errors import Fault, InputError, UnknownCodeError
from geo.figures import Figure, Missing, Source, Status, as_day

KM2_PER_M2 = 1e-6


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator over all places of a territory.

    Attributes
    ----------
    indicator
        What is measured.
    reference_date
        Day the values describe; None when the source does not say.
    status, sources, note
        Where they come from; how they were derived.
    is_to_check
        Whether they were read in a copy and not compared with the producer's file.
    values
        Indexed by official code: ``value`` (float, NaN when missing) and ``missing`` (a
        `Missing` as text, empty where there is a value).
    """

    indicator: Indicator
    reference_date: date | None
    status: Status
    sources: tuple[Source, ...]
    values: pd.DataFrame
    note: str = ""
    is_to_check: bool = False

    def figure(self, code: str) -> Figure:
        """Return the figure of one place; raise `UnknownCodeError` when it is none of them."""
        if code not in self.values.index:
            raise UnknownCodeError(
                Fault(rule="unknown-code", file="code", expected="a known code", found=code)
            )
        row = self.values.loc[[code]].to_dict("records")[0]
        missing = Missing(row["missing"]) if row["missing"] else None
        return self._figure(None if missing else float(row["value"]), missing)

    def total(self) -> Figure:
        """Return the sum over all places, derived.

        Raises
        ------
        InputError
            When the indicator may not be summed: a share or a median has no total.
        """
        if not self.indicator.can_be_summed:
            raise InputError(
                Fault(
                    rule="not-additive",
                    file=self.indicator.name,
                    expected="a count",
                    found=self.indicator.nature,
                    fix="recompute it from its numerator and denominator",
                )
            )
        known = self.values["missing"].eq("").all()
        total = float(self.values["value"].sum()) if known else None
        return self._figure(total, None if known else Missing.UNKNOWN, Status.DERIVED)

    def _figure(
        self, value: float | None, missing: Missing | None, status: Status | None = None
    ) -> Figure:
        return Figure(
            label=self.indicator.label,
            unit=self.indicator.unit,
            value=value,
            decimals=self.indicator.decimals,
            reference_date=self.reference_date,
            status=status or self.status,
            sources=self.sources,
            missing=missing,
            note=self.note,
            is_to_check=self.is_to_check,
            is_change=self.indicator.nature is Nature.CHANGE,
        )


def available(table: pd.DataFrame) -> list[str]:
    """Return the known indicators present in a long table, in the order of `INDICATORS`."""
    present = set(table["indicator"])
    return [name for name in INDICATORS if name in present]


def latest(
    table: pd.DataFrame, name: str, codes: "pd.Index[str]", sources: dict[str, Source]
) -> Measured:
    """Return the most recent values of an indicator, aligned on `codes`.

    Parameters
    ----------
    table
        Long table: ``code_insee`` or ``code_qp`` first, then ``indicator``,
        ``reference_date``, ``value``, ``missing``, ``status``, ``source``.
    name
        Key of `geo.columns.INDICATORS`.
    codes
        Places of the territory, in the order wanted. A place without a row is
        `Missing.UNKNOWN`.
    sources
        From `geo.figures.sources_of`.

    Raises
    ------
    UnknownCodeError
        When the table has no such indicator.
    """
    rows = table[table["indicator"] == name]
    if rows.empty or name not in INDICATORS:
        raise UnknownCodeError(
            Fault(
                rule="unknown-indicator",
                file="indicator",
                expected=" | ".join(available(table)),
                found=name,
            )
        )
    newest = rows["reference_date"].max()
    if not pd.isna(newest):
        rows = rows[rows["reference_date"] == newest]
    return Measured(
        indicator=INDICATORS[name],
        reference_date=as_day(newest),
        status=Status(rows["status"].iloc[0]),
        sources=tuple(sources[key] for key in dict.fromkeys(rows["source"])),
        values=_aligned(rows, codes),
        is_to_check=bool(rows["certainty"].eq("to_check").any()),
    )


def dates_of(table: pd.DataFrame, name: str) -> list[date]:
    """Return the reference dates of an indicator, oldest first; empty when none is stated."""
    dates = table.loc[table["indicator"] == name, "reference_date"].dropna().drop_duplicates()
    return [stamp.date() for stamp in dates.sort_values()]


def on_date(table: pd.DataFrame, name: str, day: date) -> pd.DataFrame:
    """Return the rows of one indicator at one reference date."""
    return table[(table["indicator"] == name) & (table["reference_date"] == pd.Timestamp(day))]


def population_change(
    table: pd.DataFrame, codes: "pd.Index[str]", sources: dict[str, Source]
) -> Measured:
    """Return the change of municipal population between its first and last reference date.

    In percent of the first population; derived. Missing wherever one of the two is missing.
    """
    days = dates_of(table, "population_count")
    first, last = (
        _aligned(on_date(table, "population_count", day), codes) for day in (days[0], days[-1])
    )
    change = 100 * (last["value"] - first["value"]) / first["value"]
    used = (table["indicator"] == "population_count") & table["reference_date"].isin(
        [pd.Timestamp(days[0]), pd.Timestamp(days[-1])]
    )
    keys = table.loc[used, "source"]
    return Measured(
        indicator=INDICATORS["population_change_percent"],
        reference_date=days[-1],
        status=Status.DERIVED,
        sources=tuple(sources[key] for key in dict.fromkeys(keys)),
        values=_with_reason(change),
        note=f"Calculé entre {days[0].year} et {days[-1].year}.",
    )


def density(population: Measured, areas_m2: "pd.Series[float]") -> Measured:
    """Return inhabitants per km², derived from a population and the areas of the outlines.

    Parameters
    ----------
    population
        `Measured` of ``population_count``.
    areas_m2
        Area of each place in Lambert-93, indexed as the population.
    """
    value = population.values["value"] / (areas_m2 * KM2_PER_M2)
    return Measured(
        indicator=INDICATORS["density_per_km2"],
        reference_date=population.reference_date,
        status=Status.DERIVED,
        sources=population.sources,
        values=_with_reason(value),
        note="Population municipale sur surface du contour (Lambert-93).",
    )


def compare(measures: Sequence[Measured], codes: Sequence[str]) -> pd.DataFrame:
    """Return the values of several indicators (columns, by name) for chosen places (rows)."""
    return pd.DataFrame(
        {each.indicator.name: each.values.loc[list(codes), "value"] for each in measures}
    )


def _aligned(rows: pd.DataFrame, codes: "pd.Index[str]") -> pd.DataFrame:
    place = rows.columns[0]
    by_code = rows.set_index(place)[["value", "missing"]].reindex(codes)
    absent = ~codes.isin(rows[place])
    by_code["missing"] = by_code["missing"].fillna("").mask(absent, Missing.UNKNOWN.value)
    return by_code


def _with_reason(value: "pd.Series[float]") -> pd.DataFrame:
    reason = np.where(value.isna(), Missing.UNKNOWN.value, "")
    return pd.DataFrame({"value": value, "missing": reason}, index=value.index)


def figures_of_place(
    table: pd.DataFrame, code: str, sources: dict[str, Source]
) -> dict[str, tuple[Figure, ...]]:
    """Return every figure of one place by indicator, in the order of the table.

    Several sources, outlines or dates of one indicator stay side by side: none is chosen.
    """
    result: dict[str, tuple[Figure, ...]] = {}
    rows = table[table[table.columns[0]] == code]
    for row in rows.fillna({"missing": "", "note": ""}).to_dict("records"):
        name = str(row["indicator"])
        if name not in INDICATORS:
            continue
        indicator = INDICATORS[name]
        figure = Figure(
            label=indicator.label,
            unit=indicator.unit,
            value=None if row["missing"] else float(row["value"]),
            decimals=indicator.decimals,
            reference_date=as_day(row["reference_date"]),
            status=Status(row["status"]),
            sources=(sources[row["source"]],),
            missing=Missing(row["missing"]) if row["missing"] else None,
            note=str(row["note"]),
            is_to_check=row["certainty"] == "to_check",
        )
        result[name] = (*result.get(name, ()), figure)
    return result


def total_population_change(
    table: pd.DataFrame, codes: "pd.Index[str]", sources: dict[str, Source]
) -> Figure:
    """Return the change, in percent, of the population of all `codes` together; derived."""
    by_place = population_change(table, codes, sources)
    days = dates_of(table, "population_count")
    first, last = (
        float(_aligned(on_date(table, "population_count", day), codes)["value"].sum(min_count=1))
        for day in (days[0], days[-1])
    )
    return Figure(
        label=by_place.indicator.label,
        unit=by_place.indicator.unit,
        value=100 * (last - first) / first,
        decimals=by_place.indicator.decimals,
        reference_date=by_place.reference_date,
        status=Status.DERIVED,
        sources=by_place.sources,
        note=by_place.note,
        is_change=True,
    )


def ratio_percent(indicator: Indicator, part: Figure, whole: Figure) -> Figure:
    """Return `part` over `whole` in percent as a derived figure; unknown when one of them is."""
    share = (
        None
        if part.value is None or whole.value is None
        else 100 * float(part.value) / float(whole.value)
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
