"""Names on a map on paper: each beside its place, none over another."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product
from math import cos, pi, sin
from operator import itemgetter
from typing import Final

import shapely

from dashboard.sheets.drawing import INK, Frame, words

SIZE_MM: Final = 2.7
CHAR: Final = 0.56
"""Width of an average letter, in sizes of the text."""

RADII_MM: Final = (0.0, 4.0, 6.5, 9.0, 12.0, 16.0, 21.0)
ANGLES: Final = 24
WIDER: Final = 1.7
"""Names are wider than high: places go farther aside than above."""

STEPS: Final = 8
MOST_TRIED: Final = 5
"""All orders of that many names are tried; of more, only the given one."""

GAP_MM: Final = 0.8
FAR_MM: Final = 3.0
"""A name farther than this from its place is tied to it by a line."""

COVERED, MISTAKEN, CROSSED = 60.0, 20.0, 10.0
"""What it costs, in millimetres, to cover busy areas, to be nearer another place, to cross one."""


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
    def bounds(self) -> tuple[float, float, float, float]:
        """West, north, east and south of the name, with a little white around."""
        half = CHAR * SIZE_MM * len(self.label.text) / 2 + GAP_MM
        return self.x - half, self.y - SIZE_MM, self.x + half, self.y + SIZE_MM * 0.6

    @property
    def box(self) -> shapely.Polygon:
        """What the name covers."""
        return shapely.box(*self.bounds)


def place(labels: Sequence[Label], busy: shapely.Geometry, frame: Frame) -> list[Placed]:
    """Place names near their point, off each other and off `busy` areas, as well as can be.

    A name that finds no free place inside the frame is left out: the legend and the text of
    the sheet name what matters.
    """
    ranked = [_ranked(label, labels, busy, frame) for label in labels]
    orders = permutations(ranked) if len(ranked) <= MOST_TRIED else [tuple(ranked)]
    tried = [_placed(order) for order in orders]
    best = min(tried, key=lambda found: (-len(found), sum(cost for cost, _ in found)))
    return [each for _, each in best]


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


def _ranked(
    label: Label, labels: Sequence[Label], busy: shapely.Geometry, frame: Frame
) -> list[tuple[float, Placed]]:
    """Return the places of a name inside the frame with what each costs, the cheapest first."""
    anchors = [shapely.Point(other.x, other.y) for other in labels if other is not label]
    turns = [2 * pi * step / ANGLES for step in range(ANGLES)]
    places = (
        Placed(label, label.x + WIDER * radius * cos(turn), label.y + radius * sin(turn))
        for radius, turn in product(RADII_MM, turns)
    )
    inside = (each for each in places if frame.box.contains(each.box))
    return sorted(((_cost(each, busy, anchors), each) for each in inside), key=itemgetter(0))


def _placed(order: Sequence[list[tuple[float, Placed]]]) -> list[tuple[float, Placed]]:
    """Give each name in turn its cheapest place that is free."""
    found: list[tuple[float, Placed]] = []
    for ranked in order:
        free = (each for each in ranked if not any(_meet(each[1], other) for _, other in found))
        found += islice(free, 1)
    return found


def _meet(one: Placed, other: Placed) -> bool:
    """Whether two names overlap, or the tie of one crosses the other."""
    (west, north, east, south), (left, top, right, bottom) = one.bounds, other.bounds
    if west < right and left < east and north < bottom and top < south:
        return True
    return _crosses(one, other) or _crosses(other, one)


def _crosses(one: Placed, other: Placed) -> bool:
    west, north, east, south = other.bounds
    along = [step / STEPS for step in range(STEPS + 1)]
    points = (
        (one.label.x + part * (one.x - one.label.x), one.label.y + part * (one.y - one.label.y))
        for part in along
    )
    return any(west < x < east and north < y < south for x, y in points)


def _cost(each: Placed, busy: shapely.Geometry, anchors: Sequence[shapely.Point]) -> float:
    covered = float(each.box.intersection(busy).area / each.box.area)
    own = _length(each)
    mistaken = sum(each.box.distance(anchor) <= own + GAP_MM for anchor in anchors)
    tie = shapely.LineString([(each.label.x, each.label.y), (each.x, each.y)])
    crossed = sum(tie.distance(anchor) < SIZE_MM / 2 for anchor in anchors)
    cost: float = own + COVERED * covered + MISTAKEN * mistaken + CROSSED * crossed
    return cost


def _length(each: Placed) -> float:
    distance: float = shapely.Point(each.label.x, each.label.y).distance(each.box)
    return distance


def _tie(each: Placed) -> str:
    start = shapely.Point(each.label.x, each.label.y)
    end = shapely.shortest_line(start, each.box).coords[-1]
    return (
        f'<path d="M{start.x:.2f} {start.y:.2f}L{end[0]:.2f} {end[1]:.2f}" stroke="{INK}"'
        f' stroke-width="0.2"/><circle cx="{start.x:.2f}" cy="{start.y:.2f}" r="0.5" fill="{INK}"/>'
    )
