"""Names on a map on paper: each beside its place, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin
from typing import Final

import shapely

from dashboard.sheets.drawing import INK, Frame, words

SIZE_MM: Final = 2.7
CHAR: Final = 0.56
"""Width of an average letter, in sizes of the text."""

RADII_MM: Final = (0.0, 4.0, 6.5, 9.0, 12.0, 16.0, 21.0)
ANGLES: Final = 24
GAP_MM: Final = 0.8
FAR_MM: Final = 3.0
"""A name farther than this from its place is tied to it by a line."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and the point of the page (mm) it belongs to."""

    text: str
    x: float
    y: float
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A name and the middle of its box."""

    label: Label
    x: float
    y: float

    @property
    def box(self) -> shapely.Polygon:
        """What the name covers, with a little white around."""
        half = CHAR * SIZE_MM * len(self.label.text) / 2 + GAP_MM
        return shapely.box(self.x - half, self.y - SIZE_MM, self.x + half, self.y + SIZE_MM * 0.6)


def place(labels: Sequence[Label], busy: shapely.Geometry, frame: Frame) -> list[Placed]:
    """Place names one after the other: near their point, off each other and off `busy` areas.

    A name that finds no free place inside the frame is left out: the legend and the text of
    the sheet name what matters.
    """
    placed: list[Placed] = []
    for label in labels:
        free = [
            each
            for each in _candidates(label)
            if frame.box.contains(each.box) and not any(each.box.intersects(o.box) for o in placed)
        ]
        anchors = [shapely.Point(other.x, other.y) for other in labels if other is not label]
        if free:
            placed.append(min(free, key=lambda each: _cost(each, busy, anchors)))
    return placed


def draw(placed: Sequence[Placed]) -> str:
    """Return the names, and the lines that tie the far ones to their place, below them."""
    lines = "".join(_tie(each) for each in placed if _length(each) > FAR_MM)
    names = "".join(
        words(
            each.x,
            each.y + SIZE_MM * 0.18,
            each.label.text,
            SIZE_MM,
            is_strong=each.label.is_strong,
        )
        for each in placed
    )
    return lines + names


def _candidates(label: Label) -> list[Placed]:
    return [
        Placed(label, label.x + 1.7 * radius * cos(turn), label.y + radius * sin(turn))
        for radius, turn in product(RADII_MM, (2 * pi * n / ANGLES for n in range(ANGLES)))
    ]


def _cost(each: Placed, busy: shapely.Geometry, anchors: Sequence[shapely.Point]) -> float:
    covered = each.box.intersection(busy).area / each.box.area
    hidden = sum(each.box.intersects(anchor) for anchor in anchors)
    tie = shapely.LineString([(each.label.x, each.label.y), (each.x, each.y)])
    crossed = sum(tie.distance(anchor) < SIZE_MM / 2 for anchor in anchors)
    return _length(each) + 25 * covered + 20 * hidden + 10 * crossed


def _length(each: Placed) -> float:
    return shapely.Point(each.label.x, each.label.y).distance(each.box)


def _tie(each: Placed) -> str:
    start = shapely.Point(each.label.x, each.label.y)
    end = shapely.shortest_line(start, each.box).coords[-1]
    return (
        f'<path d="M{start.x:.2f} {start.y:.2f}L{end[0]:.2f} {end[1]:.2f}" stroke="{INK}"'
        f' stroke-width="0.2"/><circle cx="{start.x:.2f}" cy="{start.y:.2f}" r="0.5" fill="{INK}"/>'
    )
