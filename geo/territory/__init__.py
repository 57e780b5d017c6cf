"""The one door for pages and commands: what a territory knows, one function per question.

Everything below this module is independent of everything else below it; here the pieces are
put together. Nothing is cached here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from geo import derived, indicators
from geo.columns import INDICATORS
from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import FILE_NAME, Manifest, Resource, read_manifest
from geo.contracts.read import read_table
from geo.crs import to_lambert_93
from geo.errors import DataError, Fault, UnknownCodeError
from geo.figures import Figure, Source, Status, source_of, sources_of
from geo.indicators import Measured

DERIVED_INDICATORS = ("population_change_percent", "density_per_km2")
M2_PER_KM2 = 1_000_000
M2_PER_HA = 10_000


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory that was read and meets its contracts.

    Attributes
    ----------
    manifest
        Its files.
    name, short_name
        French names.
    communes
        Indexed by ``code_insee``, sorted by name: ``name``, ``town_hall_lon``, ...
    sources
        Sources by key.
    """

    manifest: Manifest
    name: str
    short_name: str
    communes: pd.DataFrame
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A priority neighbourhood (QPV).

    Attributes
    ----------
    code, name, code_insee
        Official code and label, commune it stands in.
    area_ha
        Surface of the outline, derived in Lambert-93.
    figures
        Known figures by indicator, in every outline and date they were published for.
    """

    code: str
    name: str
    code_insee: str
    area_ha: Figure
    figures: Mapping[str, tuple[Figure, ...]]


def open_territory(folder: Path) -> Territory:
    """Read the manifest, the communes and the sources of the territory in `folder`.

    Raises
    ------
    DataError
        When a file is missing or breaks its contract.
    """
    manifest = read_manifest(folder)
    communes = read_table(manifest, "communes")
    return Territory(
        manifest=manifest,
        name=str(manifest.territory["territory_name"]),
        short_name=str(manifest.territory["territory_short_name"]),
        communes=communes.sort_values("name", kind="stable"),
        sources=sources_of(read_table(manifest, "sources")),
    )


def commune_name(territory: Territory, code: str) -> str:
    """Return the name of a commune; raise `UnknownCodeError` when the territory has none."""
    if code not in territory.communes.index:
        raise UnknownCodeError(
            Fault(
                rule="unknown-commune",
                file="code_insee",
                expected=f"one of the {len(territory.communes)} communes of {territory.name}",
                found=code,
                fix="give the five-character code of a commune of the territory",
            )
        )
    return str(territory.communes.at[code, "name"])


def indicator_names(territory: Territory) -> list[str]:
    """Return the indicators that can be drawn for communes, derived ones included."""
    known = indicators.available(read_table(territory.manifest, "commune_indicators"))
    return [name for name in INDICATORS if name in known or name in DERIVED_INDICATORS]


def commune_indicator(territory: Territory, name: str) -> Measured:
    """Return one indicator over all communes, at its latest date.

    Raises
    ------
    UnknownCodeError
        When the territory has no such indicator.
    """
    table = read_table(territory.manifest, "commune_indicators")
    codes, sources = territory.communes.index, dict(territory.sources)
    if name == "population_change_percent":
        return derived.population_change(table, codes, sources)
    if name == "density_per_km2":
        population = indicators.latest(table, "population_count", codes, sources)
        return derived.density(population, commune_areas_m2(territory))
    return indicators.latest(table, name, codes, sources)


def commune_areas_m2(territory: Territory) -> "pd.Series[float]":
    """Return the area of every commune, measured in Lambert-93, indexed by ``code_insee``."""
    outlines = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    areas: pd.Series[float] = outlines.area.rename("area_m2")
    return areas


def territory_area(territory: Territory) -> Figure:
    """Return the area of the territory in km², derived from the outlines."""
    return Figure(
        label="Surface",
        unit="km²",
        value=float(commune_areas_m2(territory).sum()) / M2_PER_KM2,
        decimals=1,
        reference_date=None,
        status=Status.DERIVED,
        sources=(),
        note="Mesurée sur les contours communaux, en projection Lambert-93.",
    )


def neighbourhoods(territory: Territory) -> list[Neighbourhood]:
    """Return the priority neighbourhoods with their figures, in the order of the file.

    Raises
    ------
    DataError
        When a file breaks its contract, or the manifest does not say since when the outlines
        are in force and who published them.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    in_force, source = _origin(territory, territory.manifest.resource("qpv_boundaries"))
    table = read_table(territory.manifest, "qpv_indicators")
    return [
        Neighbourhood(
            code=str(code),
            name=str(row["name"]),
            code_insee=str(row["code_insee"]),
            area_ha=Figure(
                label="Surface",
                unit="ha",
                value=row.geometry.area / M2_PER_HA,
                decimals=2,
                reference_date=in_force,
                status=Status.DERIVED,
                sources=(source,),
                note="Mesurée sur le contour officiel, en projection Lambert-93.",
            ),
            figures=indicators.figures_of_place(table, str(code), dict(territory.sources)),
        )
        for code, row in outlines.iterrows()
    ]


def key_figures(territory: Territory) -> tuple[Figure, ...]:
    """Return the few figures that introduce the territory: people, change, dwellings, vacancy.

    All are sums over the communes, or ratios of such sums, hence derived.
    """
    table = read_table(territory.manifest, "commune_indicators")
    codes, sources = territory.communes.index, dict(territory.sources)
    population, dwellings, vacant = (
        indicators.latest(table, name, codes, sources).total()
        for name in ("population_count", "dwellings_count", "vacant_dwellings_count")
    )
    return (
        population,
        derived.total_population_change(table, codes, sources),
        dwellings,
        derived.ratio_percent(INDICATORS["vacancy_percent"], vacant, dwellings),
    )


def _origin(territory: Territory, resource: Resource) -> tuple[date, Source]:
    """Return the day since which outlines are in force and who published them."""
    wanted = {"in_force_since": "a day YYYY-MM-DD", "source": "a key of the table sources"}
    faults = [
        Fault(
            "manifest",
            FILE_NAME,
            field=f"{resource.name}.cdv.{member}",
            expected=expected,
            found="nothing",
        )
        for member, expected in wanted.items()
        if member not in resource.boundaries
    ]
    if faults:
        raise DataError(faults)
    contract = resource.boundaries
    source = source_of(territory.sources, str(contract["source"]))
    return date.fromisoformat(contract["in_force_since"]), source
