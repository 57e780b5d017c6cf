"""A rate against its target, as a bar: what is reached is full, what lacks is hatched."""

from typing import Final

import shapely

from dashboard.sheets.blocks import Picture
from dashboard.sheets.drawing import (
    ACCENT,
    INK,
    LINE_MM,
    Frame,
    Look,
    Pattern,
    area,
    border,
    drawing,
    words,
)
from dashboard.texts import commune_sheet as texts
from geo.housing import Inventory

WIDTH_MM, HEIGHT_MM, TOP_MM, BOTTOM_MM = 94.0, 11.0, 1.0, 5.5
SPAN: Final = 1.6
"""The bar goes at least that many times as far as the target."""

ROOM: Final = 1.05


def target_bar(inventory: Inventory) -> Picture:
    """Return the published rate against the target of the commune."""
    full = max(inventory.target_percent * SPAN, inventory.rate_percent * ROOM)
    rate = WIDTH_MM * inventory.rate_percent / full
    target = WIDTH_MM * inventory.target_percent / full
    ground = shapely.box(LINE_MM, TOP_MM, WIDTH_MM - LINE_MM, BOTTOM_MM)
    parts = [area(ground, Look("#ffffff"))]
    if rate < target:
        parts.append(
            area(shapely.box(rate, TOP_MM, target, BOTTOM_MM), Look("#ffffff", Pattern.LINES))
        )
    parts += [
        area(shapely.box(LINE_MM, TOP_MM, rate, BOTTOM_MM), Look(ACCENT)),
        border(ground, LINE_MM),
        f'<path d="M{target:.2f} 0V{BOTTOM_MM + TOP_MM}" stroke="{INK}" stroke-width="0.7"/>',
        words(target, HEIGHT_MM - TOP_MM, texts.bar_mark(inventory), 2.9, is_strong=True),
    ]
    return Picture(drawing(Frame(0, 0, 1, WIDTH_MM, HEIGHT_MM), parts), texts.bar(inventory))
