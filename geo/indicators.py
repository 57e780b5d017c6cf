"""Indicators of communes and neighbourhoods: one value per place, with date, status and source.

The tables are long: one row per place, indicator and reference date. Here one indicator is
taken out of them and aligned on the places of the territory; see `geo.derived` for the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from geo.columns import INDICATORS, Indicator, Nature
from geo.errors import Fault, InputError, UnknownCodeError
from geo.figures import Figure, Missing, Source, Status, as_day, least_official, source_of


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
        Where they come from, the least official status of all; how they were derived.
    is_to_check
        Whether they were read in a copy and not compared with the producer's file.
    values
        Indexed by official code: ``value`` (float, NaN when missing), ``missing`` (a
        `Missing` as text, empty where there is a value) and ``status`` (a `Status` as text).
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
        value = None if missing else float(row["value"])
        return self._figure(value, missing, Status(row["status"]))

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

    def _figure(self, value: float | None, missing: Missing | None, status: Status) -> Figure:
        return Figure(
            label=self.indicator.label,
            unit=self.indicator.unit,
            value=value,
            decimals=self.indicator.decimals,
            reference_date=self.reference_date,
            status=status,
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
        status=least_official(rows["status"]),
        sources=tuple(source_of(sources, key) for key in dict.fromkeys(rows["source"])),
        values=aligned(rows, codes),
        is_to_check=bool(rows["certainty"].eq("to_check").any()),
    )


def dates_of(table: pd.DataFrame, name: str) -> list[date]:
    """Return the reference dates of an indicator, oldest first; empty when none is stated."""
    dates = table.loc[table["indicator"] == name, "reference_date"].dropna().drop_duplicates()
    return [stamp.date() for stamp in dates.sort_values()]


def on_date(table: pd.DataFrame, name: str, day: date) -> pd.DataFrame:
    """Return the rows of one indicator at one reference date."""
    return table[(table["indicator"] == name) & (table["reference_date"] == pd.Timestamp(day))]


def compare(measures: Sequence[Measured], codes: Sequence[str]) -> pd.DataFrame:
    """Return the values of several indicators (columns, by name) for chosen places (rows)."""
    return pd.DataFrame(
        {each.indicator.name: each.values.loc[list(codes), "value"] for each in measures}
    )


def aligned(rows: pd.DataFrame, codes: "pd.Index[str]") -> pd.DataFrame:
    """Return `Measured.values` of one indicator at one date, in the order of `codes`."""
    place = rows.columns[0]
    by_code = rows.set_index(place)[["value", "missing", "status"]].reindex(codes)
    absent = ~codes.isin(rows[place])
    by_code["missing"] = by_code["missing"].fillna("").mask(absent, Missing.UNKNOWN.value)
    by_code["status"] = by_code["status"].mask(absent, least_official(rows["status"]).value)
    return by_code


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
            sources=(source_of(sources, row["source"]),),
            missing=Missing(row["missing"]) if row["missing"] else None,
            note=str(row["note"]),
            is_to_check=row["certainty"] == "to_check",
        )
        result[name] = (*result.get(name, ()), figure)
    return result
