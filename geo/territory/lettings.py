"""Questions of the page « Attributions » and of ``cdv lettings``: the two quartile targets.

What leaves here about leases is protected (`geo.lettings.year`), except the answer of the command
to who holds the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import read_bytes
from geo.contracts.read import read_table
from geo.crs import to_lambert_93
from geo.errors import Fault, InputError
from geo.figures import Source, Status, as_day, source_of
from geo.imports.templates import template
from geo.lettings.leases import classified
from geo.lettings.report import lettings_answer
from geo.lettings.thresholds import Threshold, known_thresholds
from geo.lettings.year import Names, YearFigures, without_shares, year_figures
from geo.partner import partner_table
from geo.rules.lettings import agrees_with_published
from geo.rules.parameters import Certainty, DatedValue, parameter
from geo.store.kinds import Kind
from geo.territory import Territory

DEMO: Final = "demo_lettings"
THRESHOLDS: Final = "lettings_thresholds"
LANDLORDS: Final = "lettings_landlords"
FACTS: Final = "lettings_facts"
QPV_ZONE: Final = "qpv_commune"
OTHER_ZONE: Final = "other_communes"
LIMITS: Final = ("q1_eur", "q2_eur", "q3_eur")
ENTRY_EXPECTED: Final = (
    "une source, un service, et des montants qui montent du premier au troisième quartile"
)
UNDO_EXPECTED: Final = "le service qui annule"
TOLERANCE_POINTS: Final = Fraction("0.2")


@dataclass(frozen=True, slots=True)
class Lettings:
    """What may be shown of the lettings of the territory.

    Attributes
    ----------
    is_fictional
        Whether the leases are made up, for demonstration.
    as_of
        Day on which they were told; None when there is no lease.
    years
        Figures of each year that has leases.
    outline_since
        First day of the outlines of QPV: older leases are placed only by what the file says.
    """

    is_fictional: bool
    as_of: date | None
    years: Mapping[int, YearFigures]
    outline_since: date


@dataclass(frozen=True, slots=True)
class Fact:
    """Something published on lettings.

    Attributes
    ----------
    fact_id
        Identifier.
    place, label, note
        French words.
    value, unit
        What is said; None when it is no number.
    day
        Last day of the period that it describes.
    source, status, certainty
        Who says it, and how surely.
    recomputed_percent
        Rate of the numbers published with it; None when there are none.
    agrees
        Whether this rate is the published one, but for rounding.
    """

    fact_id: str
    place: str
    label: str
    value: Decimal | None
    unit: str
    day: date | None
    source: Source
    status: Status
    certainty: Certainty
    note: str
    recomputed_percent: Fraction | None
    agrees: bool


def lettings_overview(territory: Territory) -> Lettings:
    """Return the protected figures of every year that has leases."""
    table = partner_table(territory, Kind.LETTINGS)
    qpv, since = _outlines(territory)
    if not len(table.rows):
        return Lettings(is_fictional=False, as_of=None, years={}, outline_since=since)
    as_of = table.as_of.date() if table.as_of else _demo_until(territory)
    rows = _judged(table.rows, as_of)
    thresholds = lettings_thresholds(territory)
    leases = classified(rows, thresholds, qpv, since)
    names = _names(territory, is_fictional=table.is_fictional)
    years = sorted(set(leases["lease_date"].dt.year.tolist()))
    figures = {year: year_figures(leases, year, names, as_of) for year in years}
    return Lettings(
        is_fictional=table.is_fictional,
        as_of=as_of,
        years={
            year: each if year in thresholds else without_shares(each)
            for year, each in figures.items()
        },
        outline_since=since,
    )


def lettings_thresholds(territory: Territory) -> dict[int, Threshold]:
    """Return the known thresholds of the EPCI by year; what a user typed goes first."""
    entered = partner_table(territory, Kind.THRESHOLDS).rows.reset_index()
    empty = pd.DataFrame(columns=["siren_epci", "year"])
    has_table = THRESHOLDS in territory.manifest.resources
    table = read_table(territory.manifest, THRESHOLDS) if has_table else empty
    return known_thresholds(table, entered, _epci(territory), territory.sources)


def threshold_order(year: int) -> DatedValue:
    """Return the order that sets the thresholds of a year, as far as it was found."""
    return parameter("lettings.threshold_order").on(date(year, 12, 31))


def lettings_facts(territory: Territory) -> tuple[Fact, ...]:
    """Return what is published on lettings, here and in France; empty when nothing is."""
    if FACTS not in territory.manifest.resources:
        return ()
    table = read_table(territory.manifest, FACTS)
    return tuple(_fact(row, territory.sources) for _, row in table.reset_index().iterrows())


def lettings_sources(territory: Territory) -> tuple[Source, ...]:
    """Return who publishes the thresholds and the facts of the page."""
    keys = [
        str(key)
        for name in (THRESHOLDS, FACTS)
        if name in territory.manifest.resources
        for key in read_table(territory.manifest, name)["source"]
    ]
    return tuple(source_of(territory.sources, key) for key in dict.fromkeys(keys))


def enter_threshold(territory: Territory, row: Mapping[str, object], who: str) -> None:
    """Keep a threshold that a user typed, with its source; see the template ``thresholds``.

    Raises
    ------
    InputError
        When an amount is not above 0, they do not rise, the source is empty, or the year is
        before the law.
    """
    from geo.store import add_rows, open_store  # noqa: PLC0415 -- SQLAlchemy

    if int(str(row["year"])) < _first_year():
        raise InputError(Fault("threshold", "seuil", expected=f"une année depuis {_first_year()}"))
    limits = [Decimal(str(row[name])) for name in LIMITS if row.get(name)]
    is_rising = bool(row.get("q1_eur")) and limits == sorted(set(limits))
    if not is_rising or not str(row["source"]).strip() or not who:
        raise InputError(Fault("threshold", "seuil", expected=ENTRY_EXPECTED))
    store = open_store(epci=_epci(territory))
    add_rows(store, Kind.THRESHOLDS, [{"epci": _epci(territory), **row}], who=who)


def undo_threshold(territory: Territory, who: str) -> None:
    """Take back the last threshold; raise `InputError` when there is none or `who` is empty."""
    from geo.store import open_store, undo_last  # noqa: PLC0415 -- SQLAlchemy

    if not who:
        raise InputError(Fault("threshold", "seuil", expected=UNDO_EXPECTED))
    undo_last(open_store(epci=_epci(territory)), Kind.THRESHOLDS, who=who)


def lettings_file_answer(
    territory: Territory, file: Path, year: int, threshold_eur: Decimal, until: date
) -> dict[str, Any]:
    """Return the two rates of a year for a file of leases; nothing is stored.

    No lease of the file can be later than `until`, the day it is read.

    Raises
    ------
    PartnerFileError
        With every fault of the file.
    InputError
        When the threshold is no amount above 0.
    """
    from geo.imports.run import read_file  # noqa: PLC0415 -- for the command only
    from geo.store.frames import typed_frame  # noqa: PLC0415

    if not threshold_eur.is_finite() or threshold_eur <= 0:
        found = str(threshold_eur)
        raise InputError(Fault("value", "--threshold", expected="an amount above 0", found=found))
    content = read_bytes(file, str(file))
    reading = read_file(territory, Kind.LETTINGS, content, file.name, until)
    rows = typed_frame(template(Kind.LETTINGS), list(reading.records))
    given = Threshold(year, threshold_eur, None, None, "", None, Certainty.TO_CHECK)
    leases = classified(rows, {year: given}, *_outlines(territory))
    return lettings_answer(leases, len(reading.repeated_lines), year)


def reserver_labels() -> dict[str, str]:
    """Return the French name of each kind of body that proposes candidates."""
    field = template(Kind.LETTINGS).field("reserver")
    return {each.value: each.label for each in field.categories}


def _judged(rows: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the leases of the years of the law that have begun; others have no target."""
    years = pd.to_datetime(rows["lease_date"]).dt.year
    return rows[years.between(_first_year(), as_of.year)]


def _first_year() -> int:
    """Return the first year whose leases the law judges."""
    return parameter("lettings.outside_qpv_target_percent").values[0].since.year


def _epci(territory: Territory) -> str:
    return str(territory.manifest.territory["epci"])


def _outlines(territory: Territory) -> tuple[gpd.GeoDataFrame, date]:
    """Return the outlines of the QPV in Lambert-93, and the first day they are in force."""
    boundaries = territory.manifest.resource("qpv_boundaries").boundaries
    since = date.fromisoformat(str(boundaries["in_force_since"]))
    return to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries")), since


def _names(territory: Territory, *, is_fictional: bool) -> Names:
    """Return the categories shown by name; invented landlords only beside invented leases."""
    qpv = read_boundaries(territory.manifest, "qpv_boundaries")
    with_qpv = set(qpv["code_insee"])
    landlords: list[str] = []
    if LANDLORDS in territory.manifest.resources:
        table = read_table(territory.manifest, LANDLORDS)
        is_invented = table["status"] == Status.FICTIONAL
        landlords = [str(name) for name in table.index[is_invented == is_fictional]]
    return Names(
        zone_of={
            str(code): QPV_ZONE if code in with_qpv else OTHER_ZONE
            for code in territory.communes.index
        },
        landlords=landlords,
        reservers=list(reserver_labels()),
    )


def _demo_until(territory: Territory) -> date:
    return date.fromisoformat(str(territory.manifest.resource(DEMO).boundaries["data_until"]))


def _fact(row: "pd.Series[Any]", sources: Mapping[str, Source]) -> Fact:
    numbers = (row["numerator_count"], row["denominator_count"])
    value = None if pd.isna(row["value"]) else Decimal(str(row["value"]))
    recomputed, agrees = None, True
    if value is not None and not pd.isna(numbers[0]):
        whole = (int(numbers[0]), int(numbers[1]))
        recomputed = Fraction(100 * whole[0], whole[1])
        agrees = agrees_with_published(*whole, Fraction(value), TOLERANCE_POINTS)
    return Fact(
        fact_id=str(row["fact_id"]),
        place=str(row["place"]),
        label=str(row["label"]),
        value=value,
        unit="" if pd.isna(row["unit"]) else str(row["unit"]),
        day=as_day(row["date"]),
        source=source_of(sources, str(row["source"])),
        status=Status(row["status"]),
        certainty=Certainty(row["certainty"]),
        note="" if pd.isna(row["note"]) else str(row["note"]),
        recomputed_percent=recomputed,
        agrees=agrees,
    )
