"""The outline of a neighbourhood on paper, its neighbours, and where it stands."""

from collections.abc import Sequence
from typing import Any, Final

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
from dashboard.texts import neighbourhood_sheet as texts
from geo.contracts.boundaries import read_boundaries
from geo.crs import to_lambert_93
from geo.territory import Territory, commune_name

CHOSEN: Final = Look("#cfd6d2")
OTHER: Final = Look("#ffffff", Pattern.DOTS)
GROUND: Final = Look("#ffffff")
GREY: Final = "#59635e"
MAP_MM: Final = (72.0, 52.0)
LOCATOR_MM: Final = (25.0, 28.0)
SPREAD: Final = 1.35
LIMIT_MM, OTHER_MM, CHOSEN_MM = 0.25, 0.35, 0.9


def neighbourhood_map(territory: Territory, code: str) -> tuple[Picture, Picture]:
    """Return the outline of a neighbourhood among what is around, and its place in the commune."""
    communes = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    qpv = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    name, town = str(qpv.at[code, "name"]), str(qpv.at[code, "code_insee"])
    frame = frame_around(qpv.loc[[code]].total_bounds, MAP_MM, spread=SPREAD)
    limits, places = _placed(communes, frame), _placed(qpv, frame)
    covered = shapely.union_all(list(places.values()))
    free = {each: shape.difference(covered) for each, shape in limits.items()}
    labels = [
        *_labels({code: places[code]}, {code: name}, frame, is_strong=True),
        *_labels(_without(places, code), dict(qpv["name"]), frame),
        *_labels(free, dict(communes["name"]), frame),
    ]
    over = [draw(place(labels, covered, frame))]
    others = [str(qpv.at[each, "name"]) for each in qpv.index if each != code]
    alt = texts.map_alt(name, commune_name(territory, town), others)
    main = Picture(map_sheet(frame, _ground(limits, places, code), over), alt)
    around = frame_around(communes.loc[[town]].total_bounds, LOCATOR_MM, spread=1.1)
    parts = _ground(_placed(communes, around), _placed(qpv, around), code)
    seen = border(on_page([_ground_of(frame)], around)[0].intersection(around.box), OTHER_MM)
    where = texts.locator_alt(name, commune_name(territory, town))
    return main, Picture(drawing(around, [*parts, seen]), where)


def neighbourhood_legend(name: str) -> tuple[Key, ...]:
    """Return how the chosen neighbourhood, the others and the communes are drawn."""
    labels = (texts.CHOSEN.format(name=name), texts.OTHER_QPV, texts.COMMUNE_LIMIT)
    drawn = (swatch(CHOSEN, is_chosen=True), swatch(OTHER), swatch(GROUND))
    return tuple(
        Key(Picture(svg, alt), label)
        for svg, alt, label in zip(drawn, texts.SWATCHES, labels, strict=True)
    )


def _ground(limits: dict[str, Any], places: dict[str, Any], code: str) -> list[str]:
    others = _without(places, code).values()
    return [
        *(border(shape, LIMIT_MM, GREY) for shape in limits.values()),
        *(area(shape, OTHER) for shape in others),
        *(border(shape, OTHER_MM) for shape in others),
        area(places[code], CHOSEN),
        border(places[code], CHOSEN_MM, ACCENT),
    ]


def _placed(outlines: Any, frame: Frame) -> dict[str, Any]:  # noqa: ANN401 -- geopandas has no types
    shapes = on_page(outlines.geometry.to_numpy(), frame)
    return dict(zip(outlines.index, shapes, strict=True))


def _labels(
    shapes: dict[str, Any], names: dict[Any, Any], frame: Frame, *, is_strong: bool = False
) -> Sequence[Label]:
    """Return a name for each shape that is in the frame, at a point of its part in it."""
    seen = {code: shape.intersection(frame.box) for code, shape in shapes.items()}
    points = {
        code: shapely.point_on_surface(part) for code, part in seen.items() if not part.is_empty
    }
    return [Label(str(names[code]), point.x, point.y, is_strong) for code, point in points.items()]


def _without(shapes: dict[str, Any], code: str) -> dict[str, Any]:
    return {each: shape for each, shape in shapes.items() if each != code}


def _ground_of(frame: Frame) -> shapely.Polygon:
    """Return what a frame shows, in metres."""
    width, height = frame.width / frame.mm_per_m, frame.height / frame.mm_per_m
    return shapely.box(frame.left, frame.top - height, frame.left + width, frame.top)
