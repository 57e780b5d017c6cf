"""Questions of the page « Mixité sociale »: neighbourhoods and what surrounds them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import pandas as pd

from geo import indicators
from geo.columns import INDICATORS, Indicator
from geo.contracts.read import read_table
from geo.derived import ratio_percent
from geo.figures import Figure, Missing, Source, Status
from geo.indicators import Measured
from geo.mix.gap import GapIndex, exact, gap_index
from geo.mix.guard import Operation, Outcome, Reading, attempt
from geo.territory import Neighbourhood, Territory, commune_indicator, neighbourhoods
from geo.territory.iris import iris_of, iris_share, iris_values
from geo.territory.renewal import has_tables

PORTRAIT: Final = (
    "poverty_percent",
    "median_income_eur",
    "employment_percent",
    "social_dwellings_percent",
    "tenants_percent",
    "one_person_households_percent",
    "vacancy_percent",
)
IRIS_INDEX: Final = ("poverty_percent", "median_income_eur")
SIMILAR: Final = {"social_dwellings_percent": "rpls_share_percent"}
"""What is published of communes under another name: nearly the same, and said so."""

SIMILAR_NOTE: Final = "Logements des bailleurs sur les résidences principales, arrondi à un point."
EPCI_NOTE: Final = "Un taux ne s’obtient pas en additionnant ceux des communes."


class Around(StrEnum):
    """What a neighbourhood is compared with."""

    COMMUNE = "commune"
    EPCI = "epci"
    MEDIAN = "qpv_median"


@dataclass(frozen=True, slots=True)
class MixRow:
    """One indicator of the portrait, side by side.

    Attributes
    ----------
    indicator
        What is measured.
    places
        Figure of each neighbourhood of the commune, by code.
    around
        Figure of each surrounding; one that nobody published says so.
    """

    indicator: Indicator
    places: Mapping[str, Figure]
    around: Mapping[Around, Figure]

    @property
    def by_place(self) -> dict[str, Figure]:
        """All figures of the row by the code of a neighbourhood or the value of an `Around`."""
        return {**self.places, **{each.value: figure for each, figure in self.around.items()}}

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures of the row, neighbourhoods first."""
        return (*self.places.values(), *self.around.values())


@dataclass(frozen=True, slots=True)
class IrisBoard:
    """One indicator over the IRIS of a commune.

    Attributes
    ----------
    measured
        The values, indexed by ``code_iris``.
    iris
        Indexed by ``code_iris``: ``name``, ``related_qpv``, ``note``.
    commune
        Figure of the commune; says so when nobody published it.
    """

    measured: Measured
    iris: pd.DataFrame
    commune: Figure


def mix_places(territory: Territory) -> dict[str, Neighbourhood]:
    """Return the neighbourhoods by code."""
    return {each.code: each for each in neighbourhoods(territory)}


def mix_rows(territory: Territory, code_insee: str) -> tuple[MixRow, ...]:
    """Return the portrait of the neighbourhoods of one commune beside what surrounds them.

    An indicator nobody published for any place is left out, but the first, which the page is
    about; others keep their empty places.
    """
    here = [each for each in neighbourhoods(territory) if each.code_insee == code_insee]
    rows = (
        MixRow(
            INDICATORS[name],
            {each.code: _of_place(each, name) for each in here},
            {
                Around.COMMUNE: _of_commune(territory, code_insee, name),
                Around.EPCI: _of_epci(territory, name),
                Around.MEDIAN: _of_median(territory, name),
            },
        )
        for name in PORTRAIT
    )
    return tuple(
        row
        for row in rows
        if row.indicator.name == PORTRAIT[0] or any(each.missing is None for each in row.figures)
    )


def mix_index(rows: Sequence[MixRow], code: str, around: Around) -> GapIndex:
    """Return the gap index of a neighbourhood to one of its surroundings, see `geo.mix.gap`."""
    own = {row.indicator.name: row.places[code].value for row in rows}
    other = {row.indicator.name: row.around[around].value for row in rows}
    return gap_index(own, other)


def index_figure(index: GapIndex, label: str, rows: Sequence[Figure]) -> Figure:
    """Return a gap index as a derived figure, with the sources of the figures it rests on."""
    sources = dict.fromkeys(source for figure in rows for source in figure.sources)
    days = [figure.reference_date for figure in rows]
    return Figure(
        label=label,
        unit="%",
        value=index.percent,
        decimals=0,
        reference_date=max((day for day in days if day), default=None) if all(days) else None,
        status=Status.DERIVED,
        sources=tuple(sources),
        missing=None if index.gaps else Missing.UNKNOWN,
        is_change=True,
    )


def iris_board(territory: Territory, code_insee: str, name: str) -> IrisBoard:
    """Return one indicator over the IRIS of a commune.

    Raises
    ------
    UnknownCodeError
        When no IRIS has such an indicator.
    """
    iris = iris_of(territory, code_insee)
    measured = iris_values(territory, iris.index, name)
    return IrisBoard(measured, iris, _of_commune(territory, code_insee, name))


def iris_indices(territory: Territory, code_insee: str) -> "pd.Series[float]":
    """Return the gap index of each IRIS to its commune, in percent, the most fragile first.

    Only IRIS whose poverty rate and median income are both known: indices over other indicators
    do not compare.
    """
    boards = {name: iris_board(territory, code_insee, name) for name in IRIS_INDEX}
    around = {name: board.commune.value for name, board in boards.items()}
    values = pd.DataFrame({name: each.measured.values["value"] for name, each in boards.items()})
    indices = {
        str(code): gap_index({name: float(row[name]) for name in IRIS_INDEX}, around)
        for code, row in values.dropna().iterrows()
    }
    shown = {
        code: float(each.percent)
        for code, each in indices.items()
        if each.percent is not None and len(each.gaps) == len(IRIS_INDEX)
    }
    return pd.Series(shown, dtype="float64").sort_values(ascending=False)


def qpv_attempt(
    territory: Territory, operation: Operation, name: str, code: str
) -> tuple[Outcome, tuple[Reading, ...]]:
    """Try to add or average the neighbourhoods, or to follow one of them in time."""
    table = read_table(territory.manifest, "qpv_indicators")
    rows = table[(table["indicator"] == name) & table["value"].notna()]
    if operation is Operation.CHANGE:
        rows = rows[rows["code_qp"] == code]
    else:
        newest = table["outline"].dropna().max()
        rows = rows[rows["outline"] == newest]
    readings = tuple(
        Reading(
            place=str(row["code_qp"]),
            indicator=INDICATORS[name],
            value=exact(float(row["value"])),
            reference_date=None if pd.isna(row["reference_date"]) else row["reference_date"].date(),
            perimeter="" if pd.isna(row["outline"]) else str(row["outline"]),
            source=str(row["source"]),
        )
        for row in rows.to_dict("records")
    )
    return attempt(operation, readings), readings


def _of_place(place: Neighbourhood, name: str) -> Figure:
    known = [each for each in place.figures.get(name, ()) if each.missing is None]
    return known[0] if known else _unknown(name)


def _of_commune(territory: Territory, code: str, name: str) -> Figure:
    found = _published(territory, code, Around.COMMUNE, name)
    if found is not None:
        return found
    similar = SIMILAR.get(name, name)
    table = read_table(territory.manifest, "commune_indicators")
    if similar in set(table["indicator"]):
        figure = commune_indicator(territory, similar).figure(code)
        note = SIMILAR_NOTE if similar != name else figure.note
        return replace(figure, label=INDICATORS[name].label, note=note)
    return iris_share(territory, code, name) or _unknown(name)


def _of_epci(territory: Territory, name: str) -> Figure:
    found = _published(territory, str(territory.manifest.territory["epci"]), Around.EPCI, name)
    if found is not None:
        return found
    if name == "vacancy_percent":
        vacant, dwellings = (
            commune_indicator(territory, each).total()
            for each in ("vacant_dwellings_count", "dwellings_count")
        )
        return ratio_percent(INDICATORS[name], vacant, dwellings)
    return replace(_unknown(name), note=EPCI_NOTE)


def _of_median(territory: Territory, name: str) -> Figure:
    if not has_tables(territory, "qpv_references"):
        return _unknown(name)
    table = read_table(territory.manifest, "qpv_references").assign(missing="")
    rows = table[table["indicator"] == name].assign(place=Around.MEDIAN.value)
    return _first(rows, Around.MEDIAN.value, name, territory.sources)


def _published(territory: Territory, code: str, kind: Around, name: str) -> Figure | None:
    if not has_tables(territory, "surroundings"):
        return None
    table = read_table(territory.manifest, "surroundings")
    rows = table[(table["place_kind"] == kind.value) & (table["indicator"] == name)]
    rows = rows[rows["code"] == code].assign(place=code)
    return None if rows.empty else _first(rows, code, name, territory.sources)


def _first(rows: pd.DataFrame, place: str, name: str, sources: Mapping[str, Source]) -> Figure:
    """Return the first figure of `name` in rows that bear `place`; unknown when there is none."""
    ordered = rows[["place", *(each for each in rows.columns if each != "place")]]
    found = indicators.figures_of_place(ordered, place, dict(sources))
    return found[name][0] if name in found else _unknown(name)


def _unknown(name: str) -> Figure:
    indicator = INDICATORS[name]
    return Figure(
        label=indicator.label,
        unit=indicator.unit,
        value=None,
        decimals=indicator.decimals,
        reference_date=None,
        status=Status.OFFICIAL,
        sources=(),
        missing=Missing.NOT_PUBLISHED,
    )
