"""The social dwellings of a neighbourhood: all that was said of them, each at its date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.figures import Missing, Source, Status, source_of
from geo.french import MONTHS, day
from geo.renewal.programme import vacant_dwellings
from geo.renewal.qualifiers import Qualifier

DWELLINGS: Final = "social_dwellings_count"
VACANCY: Final = "social_vacancy_percent"
VACANT: Final = "vacant_social_dwellings_count"
LABELS: Final = {
    DWELLINGS: "Logements sociaux",
    "opac43_dwellings_count": "dont OPAC 43",
    "alliade_dwellings_count": "dont Alliade Habitat",
    VACANCY: "Vacance",
    VACANT: "Vacants",
    "city_social_dwellings_percent": "Part des logements sociaux de la ville",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One figure as one source said it.

    Attributes
    ----------
    indicator, label, unit
        Identifier, French name, French unit (``%`` or empty for a count).
    value
        None when `missing` says why.
    qualifier
        The reserve with which it was said.
    date_text
        When, in French; empty when the source does not say.
    outline
        Generation of the QPV outline it was counted in; empty when not said.
    status, source, note
        As in the table; a derived figure has the source of what it is made from.
    is_to_check
        Whether it has to be compared with its producer's file.
    """

    indicator: str
    label: str
    unit: str
    value: float | None
    qualifier: Qualifier
    date_text: str
    outline: str
    status: Status
    source: Source
    note: str
    missing: Missing | None = None
    is_to_check: bool = False


def stock_statements(
    stock: pd.DataFrame, indicators: pd.DataFrame, sources: Mapping[str, Source]
) -> tuple[Said, ...]:
    """Return everything said of the social dwellings of one neighbourhood, oldest first.

    Parameters
    ----------
    stock
        Rows of ``npnru_stock`` for the neighbourhood.
    indicators
        Rows of ``qpv_indicators`` for it; those on social dwellings are taken.
    sources
        Sources by key.

    Returns
    -------
    tuple of Said
        What no date is known of comes last. Where one source gives dwellings and a vacancy rate
        at one date, the dwellings vacant then follow, derived.
    """
    rows = indicators[indicators["indicator"].isin([DWELLINGS, VACANCY])]
    found = [(_moment(row["date"]), _from_stock(row, sources)) for row in _records(stock)]
    found += [
        (_moment(row["reference_date"]), _from_indicator(row, sources)) for row in _records(rows)
    ]
    found += [
        (moment, _vacant(each, rate))
        for moment, each in found
        for other, rate in found
        if each.indicator == DWELLINGS and rate.indicator == VACANCY and each.value is not None
        if moment == other and each.source == rate.source and rate.value is not None
    ]
    order = {name: rank for rank, name in enumerate(LABELS)}
    return tuple(
        said for _, said in sorted(found, key=lambda pair: (pair[0], order[pair[1].indicator]))
    )


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): (None if pd.isna(value) else value) for name, value in row.items()}
        for row in rows.to_dict("records")
    ]


def _moment(value: pd.Timestamp | None) -> pd.Timestamp:
    return pd.Timestamp.max if value is None else value


def _from_stock(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Said:
    return Said(
        indicator=row["indicator"],
        label=LABELS[row["indicator"]],
        unit="%" if row["unit"] == "%" else "",
        value=float(row["value"]),
        qualifier=Qualifier(row["value_qualifier"]),
        date_text=row["date_text"],
        outline="",
        status=Status(row["status"]),
        source=source_of(sources, row["source"]),
        note=row["note"] or "",
    )


def _from_indicator(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Said:
    return Said(
        indicator=row["indicator"],
        label=LABELS[row["indicator"]],
        unit="%" if row["indicator"] == VACANCY else "",
        value=None if row["missing"] else float(row["value"]),
        qualifier=Qualifier.EXACT,
        date_text=_dated(row["reference_date"], row["date_precision"]),
        outline="" if row["outline"] is None else str(row["outline"]).removesuffix(".0"),
        status=Status(row["status"]),
        source=source_of(sources, row["source"]),
        note=row["note"] or "",
        missing=Missing(row["missing"]) if row["missing"] else None,
        is_to_check=row["certainty"] == "to_check",
    )


def _dated(moment: pd.Timestamp | None, precision: str | None) -> str:
    if moment is None:
        return ""
    return f"{MONTHS[moment.month - 1]} {moment.year}" if precision == "month" else day(moment)


def _vacant(dwellings: Said, rate: Said) -> Said:
    count, percent = int(dwellings.value or 0), float(rate.value or 0)
    return Said(
        indicator=VACANT,
        label=LABELS[VACANT],
        unit="",
        value=vacant_dwellings(count, percent),
        qualifier=Qualifier.ABOUT,
        date_text=rate.date_text,
        outline="",
        status=Status.DERIVED,
        source=rate.source,
        note=f"{percent:g} % de {count} logements",
    )
