"""The communes on paper, told apart by grey and pattern: one of them, and where it stands."""

from typing import Any, Final

import pandas as pd
import shapely

from dashboard.sheets.blocks import Key, Picture
from dashboard.sheets.drawing import (
    ACCENT,
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
from dashboard.texts import commune_sheet as texts
from geo.contracts.boundaries import read_boundaries
from geo.crs import to_lambert_93
from geo.housing import Situation
from geo.territory import Territory

LOOKS: Final = {
    Situation.COMPLIES: Look("#9aa49f"),
    Situation.SHORT: Look("#ffffff", Pattern.LINES),
    Situation.EXEMPT: Look("#ffffff", Pattern.CROSS),
    Situation.LEFT_LIST: Look("#ffffff", Pattern.DOTS),
    Situation.NOT_CONCERNED: Look("#f1f3f2"),
}
GREY: Final = "#59635e"
MAP_MM: Final = (72.0, 62.0)
LOCATOR_MM: Final = (25.0, 32.0)
SPREAD: Final = 1.25
COMMON_MM, CONCERNED_MM, CHOSEN_MM = 0.12, 0.35, 0.9


def commune_map(territory: Territory, table: pd.DataFrame, code: str) -> tuple[Picture, Picture]:
    """Return one commune among those the law concerns, and its place in the agglomeration.

    Parameters
    ----------
    territory
        The territory.
    table
        From `geo.territory.sru.sru_situations`.
    code
        Official code of the commune.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    situations = {str(each): Situation(said) for each, said in table["situation"].items()}
    others = [each for each in outlines.index if _is_concerned(situations[each]) and each != code]
    near = outlines.loc[[code, *others]].total_bounds
    frame = frame_around(near, MAP_MM, spread=SPREAD)
    shapes = dict(zip(outlines.index, on_page(outlines.geometry.to_numpy(), frame), strict=True))
    names = {str(each): str(name) for each, name in table["name"].items()}
    grouped = {
        each: [names[one] for one in situations if situations[one] is each]
        for each in LOOKS
        if _is_concerned(each)
    }
    ground = [
        *(area(shape, LOOKS[situations[each]]) for each, shape in shapes.items()),
        *(border(shape, COMMON_MM, GREY) for shape in shapes.values()),
        *(border(shapes[each], CONCERNED_MM) for each in others),
        border(shapes[code], CHOSEN_MM, ACCENT),
    ]
    busy = shapely.union_all([shapes[each] for each in [code, *others]])
    labels = [_label(names[each], shapes[each], is_strong=each == code) for each in [code, *others]]
    over = [draw(place(labels, busy, frame))]
    main = Picture(map_sheet(frame, ground, over), texts.map_alt(names[code], grouped, len(shapes)))
    return main, _locator(outlines, code, names[code], frame)


def commune_legend(table: pd.DataFrame, name: str) -> tuple[Key, ...]:
    """Return how the classes of the territory are drawn, the chosen commune first."""
    counts = {each: int((table["situation"] == each).sum()) for each in LOOKS}
    chosen = Key(Picture(swatch(Look("#ffffff"), is_chosen=True), texts.THICK), name)
    classes = (
        Key(Picture(swatch(look), texts.PATTERNS[look.pattern]), texts.map_key(each, counts[each]))
        for each, look in LOOKS.items()
        if counts[each]
    )
    return (chosen, *classes)


def _locator(outlines: Any, code: str, name: str, shown: Frame) -> Picture:  # noqa: ANN401 -- geopandas has no types
    """Return the whole territory, the commune black in it, and what the other map shows."""
    frame = frame_around(outlines.total_bounds, LOCATOR_MM)
    shapes = dict(zip(outlines.index, on_page(outlines.geometry.to_numpy(), frame), strict=True))
    width, height = (side / shown.mm_per_m for side in (shown.width, shown.height))
    seen = shapely.box(shown.left, shown.top - height, shown.left + width, shown.top)
    parts = [
        *(area(shape, LOOKS[Situation.NOT_CONCERNED]) for shape in shapes.values()),
        *(border(shape, COMMON_MM / 2, GREY) for shape in shapes.values()),
        area(shapes[code], Look(ACCENT)),
        border(on_page([seen], frame)[0].intersection(frame.box), CONCERNED_MM),
    ]
    return Picture(drawing(frame, parts), texts.LOCATOR.format(name=name))


def _is_concerned(situation: Situation) -> bool:
    return situation is not Situation.NOT_CONCERNED


def _label(name: str, shape: shapely.Geometry, *, is_strong: bool) -> Label:
    point = shapely.point_on_surface(shape)
    return Label(name, point.x, point.y, is_strong)
