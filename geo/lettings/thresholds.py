"""The first-quartile threshold of an EPCI, year by year: what is known, from whom, how surely."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from geo.figures import Source, as_day, source_of
from geo.rules.parameters import Certainty


@dataclass(frozen=True, slots=True)
class Threshold:
    """Resources per consumption unit that limit the quartiles of one year.

    Attributes
    ----------
    year
        Year of the leases it is for.
    q1_eur
        Highest resources of the first quartile, euros a year and per consumption unit.
    q2_eur, q3_eur
        Those of the second and the third; None when not known.
    origin
        Who gives it, in French.
    order_date
        Day of the order; None when not known.
    certainty
        `Certainty.TO_CHECK` until it was compared with the annex of the order.
    is_entered
        Whether a user typed it, rather than the data of the territory giving it.
    source
        Who publishes it; None when a user typed it.
    """

    year: int
    q1_eur: Decimal
    q2_eur: Decimal | None
    q3_eur: Decimal | None
    origin: str
    order_date: date | None
    certainty: Certainty
    is_entered: bool = False
    source: Source | None = None

    @property
    def limits_eur(self) -> tuple[Decimal, ...]:
        """The known limits, lowest first; the first quartile alone when another is missing."""
        if self.q2_eur is None or self.q3_eur is None:
            return (self.q1_eur,)
        return (self.q1_eur, self.q2_eur, self.q3_eur)


def known_thresholds(
    table: pd.DataFrame, entered: pd.DataFrame, epci: str, sources: Mapping[str, Source]
) -> dict[int, Threshold]:
    """Return the thresholds of one EPCI by year; what a user typed goes before the data.

    Parameters
    ----------
    table
        Table ``lettings_thresholds`` of the territory.
    entered
        Rows of the store, with ``epci``, ``year``, ``q1_eur``, ``q2_eur``, ``q3_eur``,
        ``source`` and ``order_date``.
    sources
        Sources of the territory by key.
    """
    given = {
        int(row["year"]): _published(row, source_of(sources, row["source"]))
        for _, row in table[table["siren_epci"] == epci].iterrows()
    }
    typed = {
        int(row["year"]): _threshold(row, row["source"], Certainty.TO_CHECK, is_entered=True)
        for _, row in entered[entered["epci"] == epci].iterrows()
    }
    return dict(sorted({**given, **typed}.items()))


def _published(row: "pd.Series[Any]", source: Source) -> Threshold:
    return replace(_threshold(row, source.title, row["certainty"]), source=source)


def _threshold(
    row: "pd.Series[Any]", origin: object, certainty: object, *, is_entered: bool = False
) -> Threshold:
    return Threshold(
        year=int(str(row["year"])),
        q1_eur=Decimal(str(row["q1_eur"])),
        q2_eur=_amount(row["q2_eur"]),
        q3_eur=_amount(row["q3_eur"]),
        origin=str(origin),
        order_date=_day(row["order_date"]),
        certainty=Certainty(str(certainty)),
        is_entered=is_entered,
    )


def _amount(value: object) -> Decimal | None:
    return None if pd.isna(value) else Decimal(str(value))  # type: ignore[call-overload] # one cell


def _day(value: object) -> date | None:
    return value if type(value) is date else as_day(value)
