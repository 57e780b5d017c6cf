"""A map as a picture: colours of the page, legend, scale bar, sources; made offline by typst."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import shapely

from dashboard.maps import Nature, Style, Theme, nature_style
from dashboard.maps import Pattern as ScreenPattern
from dashboard.sheets.blocks import Key, Picture
from dashboard.sheets.drawing import (
    INK,
    Frame,
    Look,
    Pattern,
    area,
    border,
    drawing,
    frame_around,
    map_sheet,
    on_page,
    swatch,
)
from dashboard.sheets.labels import Label, draw, place
from dashboard.sheets.typesetting import picture
from dashboard.texts import exports as texts
from geo.contracts.boundaries import read_boundaries
from geo.crs import to_lambert_93
from geo.territory import Territory

WIDTH_MM: Final = 178.0
HIGHEST_MM: Final = 150.0
WHITE: Final = "#ffffff"
COMMON_MM, QPV_MM, CHOSEN_MM = 0.15, 0.5, 0.7
MM_PER_PX: Final = 0.22
PIXELS_PER_INCH: Final = 200
PATTERNS: Final = {
    ScreenPattern.NONE: Pattern.NONE,
    ScreenPattern.HATCH: Pattern.LINES,
    ScreenPattern.DOTS: Pattern.DOTS,
}


@dataclass(frozen=True, slots=True)
class Content:
    """What the picture of a map shows.

    Attributes
    ----------
    title, subtitle
        What is mapped; unit and date.
    styles, classes
        Look of each class; class of each commune, -1 where there is no value.
    entries
        Lines of the legend.
    sources, version
        Who published it; version of the data.
    chosen
        Communes whose outline and name stand out.
    named
        Other communes that are named, the most important first.
    circles
        Radius of the circle of each commune in pixels of the screen; empty without circles.
    circle
        Look of the circles.
    """

    title: str
    subtitle: str
    styles: Sequence[Style]
    classes: Mapping[str, int]
    entries: Sequence[tuple[Style, str]]
    sources: str
    version: str
    chosen: Sequence[str] = ()
    named: Sequence[str] = ()
    circles: Mapping[str, float] = field(default_factory=dict)
    circle: Style | None = None


def map_picture(territory: Territory, content: Content) -> bytes:
    """Return the map of the communes as a PNG picture.

    Outlines are simplified to what the picture can show, see `dashboard.sheets.drawing`.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    west, south, east, north = outlines.total_bounds
    height = min(HIGHEST_MM, WIDTH_MM * (north - south) / (east - west))
    frame = frame_around((west, south, east, north), (WIDTH_MM, height))
    shapes = _placed(outlines, frame)
    qpv = _placed(to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries")), frame)
    ground = [
        *(area(shape, _look(content, code)) for code, shape in shapes.items()),
        *(border(shape, COMMON_MM, WHITE) for shape in shapes.values()),
        *(border(shape, QPV_MM) for shape in qpv.values()),
        *(border(shapes[code], CHOSEN_MM) for code in content.chosen),
        *_circles(content, shapes),
    ]
    names = {str(code): str(name) for code, name in territory.communes["name"].items()}
    over = [draw(place(_labels(content, shapes, names), shapely.Polygon(), frame))]
    keys = [
        *(Key(Picture(swatch(_print(style)), label), label) for style, label in content.entries),
        Key(Picture(_qpv_swatch(), texts.QPV_KEY), texts.QPV_KEY),
    ]
    return picture(
        {
            "title": content.title,
            "subtitle": content.subtitle,
            "svg": map_sheet(frame, ground, over),
            "alt": content.title,
            "legend": [asdict(key) for key in keys],
            "sources": content.sources,
            "version": content.version,
        },
        "map",
        PIXELS_PER_INCH,
    )


def _placed(outlines: Any, frame: Frame) -> dict[str, Any]:  # noqa: ANN401 -- geopandas has no types
    shapes = on_page(outlines.geometry.to_numpy(), frame)
    return dict(zip((str(code) for code in outlines.index), shapes, strict=True))


def _look(content: Content, code: str) -> Look:
    rank = content.classes.get(code, -1)
    style = content.styles[rank] if rank >= 0 else nature_style(Nature.NO_DATA, Theme.LIGHT)
    return _print(style)


def _print(style: Style) -> Look:
    return Look(style.fill, PATTERNS[style.pattern])


def _circles(content: Content, shapes: Mapping[str, Any]) -> list[str]:
    """Return the circles of a count, the greatest below."""
    fill = content.circle.fill if content.circle else INK
    ordered = sorted(content.circles.items(), key=lambda each: -each[1])
    points = {code: shapely.point_on_surface(shapes[code]) for code, _ in ordered}
    return [
        f'<circle cx="{points[code].x:.2f}" cy="{points[code].y:.2f}" r="{radius * MM_PER_PX:.2f}"'
        f' fill="{fill}" fill-opacity="0.75" stroke="{WHITE}" stroke-width="0.2"/>'
        for code, radius in ordered
    ]


def _labels(content: Content, shapes: Mapping[str, Any], names: Mapping[str, str]) -> list[Label]:
    codes = [*content.chosen, *(code for code in content.named if code not in content.chosen)]
    points = {code: shapely.point_on_surface(shapes[code]) for code in codes}
    return [
        Label(names[code], points[code].x, points[code].y, code in content.chosen) for code in codes
    ]


def _qpv_swatch() -> str:
    box = shapely.box(0.5, 0.5, 6.5, 3.5)
    return drawing(Frame(0, 0, 1, 7.0, 4.0), [area(box, Look(WHITE)), border(box, QPV_MM)])
