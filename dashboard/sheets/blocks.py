"""What a sheet is made of: plain data that a template sets, without any layout.

Texts are French as on screen; ``**words**`` stand out, as in Markdown.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Picture:
    """A vector drawing.

    Attributes
    ----------
    svg
        The drawing, sized in millimetres.
    alt
        What it shows, for those who do not see it.
    caption
        Remark under it; empty when there is none.
    """

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """One line of a legend: how a class is drawn, and its name."""

    swatch: Picture
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of figures: name, value with unit, provenance."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures under a heading, each with its provenance."""

    heading: str
    rows: tuple[Fact, ...]
    note: str = ""
    columns: tuple[str, str, str] = ("Donnée", "Valeur", "Date, source, statut")
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs under a heading, and a note under them."""

    heading: str
    paragraphs: tuple[str, ...]
    note: str = ""
    kind: str = "prose"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table under a heading.

    Attributes
    ----------
    columns
        Names of the columns.
    widths
        Share of the width of each column.
    rows
        Cells; a row of one cell is a heading across the table.
    before, after
        Paragraphs around the table.
    """

    heading: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    kind: str = "grid"


Block = Facts | Prose | Grid


@dataclass(frozen=True, slots=True)
class BigNumber:
    """The answer in one figure, with what it is and where it comes from."""

    value: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document.

    Attributes
    ----------
    kicker, title, subtitle
        Kind of document, place, what identifies the place.
    owner
        The territory, at the right of the header.
    sentence
        The answer in one sentence.
    big
        The answer in one figure; None when there is none.
    bar
        That figure against its target; None when there is none.
    pictures
        Maps.
    legend
        How the classes of the maps are drawn.
    aside
        Blocks beside the map.
    wide
        Blocks below, over the whole width.
    sources_heading, sources
        Who published what, one line each.
    colophon
        Flags, version of the data, how the sheet was made.
    version
        Version of the data, at the foot of every page.
    day
        Day of the data: date of the document; None when it is not known.
    """

    kicker: str
    title: str
    subtitle: str
    owner: str
    sentence: str
    big: BigNumber | None
    bar: Picture | None
    pictures: tuple[Picture, ...]
    legend: tuple[Key, ...]
    aside: tuple[Block, ...]
    wide: tuple[Block, ...]
    sources_heading: str
    sources: tuple[str, ...]
    colophon: tuple[str, ...]
    version: str
    day: date | None
