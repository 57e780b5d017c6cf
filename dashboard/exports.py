"""What a reader takes away: one table in every format, with its sources and the data version.

Bytes are made when a button is pressed, never to draw a page. No streamlit here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from dashboard.texts import exports as texts
from geo.contracts.manifest import data_folder, read_manifest
from geo.exports.tables import file_name, flagged, french_csv, raw_csv
from geo.exports.workbook import About, workbook
from geo.figures import Source
from geo.releases import pin_of

CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GPKG: Final = "application/geopackage+sqlite3"
PNG: Final = "image/png"


@dataclass(frozen=True, slots=True)
class Offer:
    """One file a reader may ask for.

    Attributes
    ----------
    label, help
        Words of the button.
    name, mime
        Name and media type of the file.
    make
        Makes its bytes when it is asked for.
    """

    label: str
    help: str
    name: str
    mime: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Maps:
    """How to make the files of the map beside a table: GeoPackage, picture."""

    geopackage: Callable[[], bytes]
    picture: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is said of a table inside its exports.

    Attributes
    ----------
    title
        French title.
    sources
        Who published the figures.
    units
        Unit by column, where neither its name nor its indicator tells it.
    is_fictional
        Whether the figures are made up; then so say the names of the files, and each row.
    note
        Where the table comes from, when it is not all published.
    """

    title: str
    sources: Sequence[Source] = ()
    units: Mapping[str, str] | None = None
    is_fictional: bool = False
    note: str = ""


def of_partners(
    title: str, *, is_fictional: bool, sources: Sequence[Source] = (), also: str = ""
) -> Provenance:
    """Return what is said of a table computed from the files of the partners, and from more."""
    note = texts.MADE_UP if is_fictional else texts.PARTNER_FILES
    words = f"{note} {also}" if also else note
    return Provenance(title, sources, is_fictional=is_fictional, note=words)


def table_offers(
    table: pd.DataFrame,
    name: str,
    provenance: Provenance,
    maps: Maps | None = None,
) -> tuple[Offer, ...]:
    """Return every file offered of a table, and of its map when it has one."""
    shown = partial(flagged, table, is_fictional=provenance.is_fictional)
    named = partial(file_name, is_fictional=provenance.is_fictional)
    tables = (
        Offer(texts.CSV, texts.CSV_HELP, named(name, "csv"), CSV, lambda: french_csv(shown())),
        Offer(
            texts.XLSX,
            texts.XLSX_HELP,
            named(name, "xlsx"),
            XLSX,
            lambda: workbook(shown(), _about(provenance)),
        ),
        Offer(
            texts.RAW,
            texts.RAW_HELP,
            named(f"{name}-{texts.RAW_SUFFIX}", "csv"),
            CSV,
            lambda: raw_csv(shown()),
        ),
    )
    if maps is None:
        return tables
    return (
        *tables,
        Offer(texts.GPKG, texts.GPKG_HELP, named(name, "gpkg"), GPKG, maps.geopackage),
        Offer(texts.PNG, texts.PNG_HELP, named(name, "png"), PNG, maps.picture),
    )


def _about(provenance: Provenance) -> About:
    manifest = read_manifest(data_folder())
    return About(
        title=provenance.title,
        version=texts.version(manifest.title, pin_of(manifest)),
        sources=tuple(provenance.sources),
        units=provenance.units,
        is_fictional=provenance.is_fictional,
        note=provenance.note,
    )
