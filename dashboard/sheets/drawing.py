"""Maps on paper, as SVG in millimetres: told apart by grey, pattern and line, never by colour.

Outlines come in metres (Lambert-93), are brought to the page, then simplified: what is drawn
is never measured. Hatching is drawn line by line, so that every reader and printer shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from html import escape
from math import ceil, floor, log10, sqrt
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.french import NARROW, number

ACCENT: Final = "#17694a"
INK: Final = "#1c2320"
FONT: Final = "IBM Plex Sans"
STRONG_FONT: Final = "IBM Plex Sans SmBld"
TOLERANCE_MM: Final = 0.12
STEP_MM: Final = 1.5
DOT_MM: Final = 0.28
M_PER_KM: Final = 1000
LINE_MM: Final = 0.2
STRIP_MM: Final = 5.0
"""Height of the strip under a map, for its scale bar."""

Shapes = NDArray[np.object_]


class Pattern(StrEnum):
    """What is drawn over the plain grey of an area."""

    NONE = ""
    LINES = "lines"
    CROSS = "cross"
    DOTS = "dots"


@dataclass(frozen=True, slots=True)
class Look:
    """How one class of areas is drawn.

    Attributes
    ----------
    fill
        Grey of the inside, as ``#rrggbb``.
    pattern
        Pattern over it.
    """

    fill: str
    pattern: Pattern = Pattern.NONE


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the ground that a drawing shows, and its size on paper.

    Attributes
    ----------
    left, top
        Lambert-93 coordinates of the upper left corner, metres.
    mm_per_m
        Scale.
    width, height
        Size on paper, millimetres.
    """

    left: float
    top: float
    mm_per_m: float
    width: float
    height: float

    @property
    def box(self) -> shapely.Polygon:
        """The frame itself, in millimetres."""
        return shapely.box(0, 0, self.width, self.height)


def frame_around(
    bounds: Sequence[float], size: tuple[float, float], margin: float = 1.0, spread: float = 1.0
) -> Frame:
    """Return the frame of `size` (width and height, mm) that holds `bounds` at its middle.

    Parameters
    ----------
    bounds
        West, south, east and north, metres.
    margin
        White on each side, millimetres.
    spread
        How much wider than `bounds` the ground shown is.
    """
    west, south, east, north = bounds
    width, height = size
    scale = min((width - 2 * margin) / (east - west), (height - 2 * margin) / (north - south))
    scale /= spread
    left = (west + east) / 2 - width / scale / 2
    top = (south + north) / 2 + height / scale / 2
    return Frame(left, top, scale, width, height)


def on_page(outlines: Sequence[Any] | Shapes, frame: Frame) -> Shapes:
    """Return outlines in millimetres, downwards; common borders stay common."""
    corner = np.array([frame.left, frame.top])
    flip = np.array([frame.mm_per_m, -frame.mm_per_m])
    placed = shapely.transform(np.asarray(outlines), lambda points: (points - corner) * flip)
    if len(placed) and shapely.coverage_is_valid(placed):
        placed = shapely.coverage_simplify(placed, TOLERANCE_MM)
    result: Shapes = placed
    return result


def area(shape: shapely.Geometry, look: Look) -> str:
    """Return an area with its grey and its pattern, without border."""
    fill = f'<path d="{path(shape)}" fill="{look.fill}" fill-rule="evenodd"/>'
    if look.pattern is Pattern.DOTS:
        return fill + _dots(shape)
    if look.pattern is Pattern.NONE:
        return fill
    slopes = (1, -1) if look.pattern is Pattern.CROSS else (1,)
    ink = "".join(path(_hatching(shape, slope)) for slope in slopes)
    return f'{fill}<path d="{ink}" fill="none" stroke="{INK}" stroke-width="0.2"/>'


def border(shape: shapely.Geometry, width: float, colour: str = INK, dash: str = "") -> str:
    """Return the outline of an area; `width` in millimetres."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{path(shape)}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-linejoin="round"{dashed}/>'
    )


def path(shape: shapely.Geometry) -> str:
    """Return polygons or lines as SVG path data; empty when there is nothing to draw."""
    lines: list[Any] = []
    for part in shapely.get_parts(shape):
        lines += [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
    pieces = []
    for line in lines:
        points = [f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(line)]
        if line.geom_type in {"LineString", "LinearRing"} and len(points) > 1:
            pieces.append("M" + "L".join(points) + ("Z" if line.is_ring else ""))
    return "".join(pieces)


def drawing(frame: Frame, parts: Sequence[str]) -> str:
    """Return a whole SVG, everything outside the frame cut off."""
    size = f'width="{frame.width}mm" height="{frame.height}mm"'
    view = f'viewBox="0 0 {frame.width} {frame.height}"'
    clip = (
        f'<clipPath id="f"><rect width="{frame.width}" height="{frame.height}"/></clipPath>'
        '<g clip-path="url(#f)">'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>{clip}{"".join(parts)}</g></svg>'


def map_sheet(frame: Frame, ground: Sequence[str], over: Sequence[str]) -> str:
    """Return a framed map over its scale bar.

    Parameters
    ----------
    frame
        The map.
    ground
        Areas and lines, cut at the frame.
    over
        Names and ties, over the frame.
    """
    paper = replace(frame, height=frame.height + STRIP_MM)
    box = f'<rect width="{frame.width}" height="{frame.height}"/>'
    cut = f'<clipPath id="map">{box}</clipPath><g clip-path="url(#map)">{"".join(ground)}</g>'
    line = border(frame.box.buffer(-LINE_MM / 2, join_style="mitre"), LINE_MM)
    return drawing(paper, [cut, line, *over, scale_bar(paper)])


def swatch(look: Look, *, is_chosen: bool = False) -> str:
    """Return the sample of a legend."""
    frame = Frame(0, 0, 1, 7.0, 4.0)
    box = shapely.box(0.5, 0.5, 6.5, 3.5)
    line = border(box, 0.9, ACCENT) if is_chosen else border(box, 0.2)
    return drawing(frame, [area(box, look), line])


def words(
    x: float, y: float, text: str, size: float, *, is_strong: bool = False, anchor: str = "middle"
) -> str:
    """Return a text with a white halo, centred on a point or, by `anchor`, from it on.

    `x`, `y` (the base line) and `size` in millimetres.
    """
    font = STRONG_FONT if is_strong else FONT
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" font-family="{font}"'
        f' font-size="{size}" fill="{INK}" stroke="#ffffff"'
        f' stroke-width="{size * 0.3:.2f}" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(text)}</text>"
    )


def scale_bar(frame: Frame) -> str:
    """Return a scale bar of a round length, at the lower left of the frame."""
    metres = round_length(frame.width / frame.mm_per_m / 4)
    right, y = LINE_MM + metres * frame.mm_per_m, frame.height - 1
    is_long = metres >= M_PER_KM
    unit = f"{NARROW}km" if is_long else f"{NARROW}m"
    label = number(metres / M_PER_KM if is_long else metres) + unit
    line = f"M{LINE_MM} {y - 1.2}V{y}H{right:.2f}V{y - 1.2}"
    return f'<path d="{line}" fill="none" stroke="{INK}" stroke-width="0.3"/>' + words(
        right + 1, y, label, 2.4, anchor="start"
    )


def round_length(metres: float) -> int:
    """Return the longest of 1, 2 or 5 times a power of ten that is not above `metres`.

    >>> [round_length(metres) for metres in (99, 260, 7300)]
    [50, 200, 5000]
    """
    power = 10 ** floor(log10(metres))
    return int(max(step * power for step in (1, 2, 5) if step * power <= metres))


def grey_of(colour: str) -> float:
    """Return how light a colour is once printed in black and white, 0 to 1 (ITU-R BT.709).

    >>> grey_of("#000000"), grey_of("#ffffff")
    (0.0, 1.0)
    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue, 6)


def _hatching(shape: shapely.Geometry, slope: int) -> shapely.Geometry:
    """Return parallel lines at 45 degrees inside a shape, on the same grid everywhere."""
    west, north, east, south = shape.bounds
    step = STEP_MM * sqrt(2)
    ends = (west * slope, east * slope)
    first, last = floor((north - max(ends)) / step), ceil((south - min(ends)) / step)
    offsets = step * np.arange(first, last + 1)
    lines = shapely.linestrings(
        [[(west, slope * west + each), (east, slope * east + each)] for each in offsets]
    )
    return shapely.intersection(shapely.multilinestrings(lines), shape)


def _dots(shape: shapely.Geometry) -> str:
    west, north, east, south = shape.bounds
    rows = range(floor(north / STEP_MM), ceil(south / STEP_MM) + 1)
    columns = range(floor(west / STEP_MM), ceil(east / STEP_MM) + 1)
    points = np.array(
        [((column + row % 2 / 2) * STEP_MM, row * STEP_MM) for row in rows for column in columns]
    )
    inside = points[shapely.contains_xy(shape, points[:, 0], points[:, 1])]
    circles = "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{DOT_MM}"/>' for x, y in inside)
    return f'<g fill="{INK}">{circles}</g>'
