"""The layer that changes: the class of each area, how classes look, what words go with them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import sqrt
from typing import Any, Final

import folium
from jinja2 import Template

from dashboard.maps.base import ROOT, script_element
from dashboard.maps.palette import GROUNDS, Nature, Style, Theme, nature_style

CLICK: Final = "last_active_drawing"
"""The object that st_folium must return for clicks: ``returned_objects=[CLICK]``."""

_DRAW: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryMap.draw({{ this._parent._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A further GeoJSON layer on top of the areas: QPV, rings, stops, programme.

    Attributes
    ----------
    url
        Address relative to the root of the server.
    style
        Look of its polygons, lines and points; a fill of ``"none"`` leaves the inside empty.
    radius
        Radius of its points in pixels.
    codes
        Codes of the features that are shown; all of them when empty.
    """

    url: str
    style: Style
    radius: float = 5.0
    codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the map shows besides the outlines.

    Attributes
    ----------
    theme
        The page's look.
    styles
        One for each class.
    classes
        Code of an area -> rank of its class in `styles`. An area that is missing here, or whose
        rank is negative, has no data and is hatched.
    tooltips
        Code -> French plain text, one fact a line, the first line in bold; an empty first line
        stands for the name of the area, which the browser knows.
    circles
        Code -> radius in pixels of a proportional circle, see `circle_radii`.
    circle
        Look of the circles.
    selected
        Codes with a strong outline.
    focus
        Codes in sight at first; all of them when empty. The reader may move the map at will.
    focus_margin
        Room around them, as a part of their width and height.
    labels
        Codes in the order in which they get a name on the map.
    strong_labels
        Codes whose name is shown in bold even where it is wider than the area.
    names
        Code -> name on the map, where it is not that of the outline.
    overlays
        Further layers on top.
    with_ign
        True asks the IGN's servers for its base map: the only outside request of the dashboard.
    """

    theme: Theme
    styles: Sequence[Style]
    classes: Mapping[str, int]
    tooltips: Mapping[str, str] = field(default_factory=dict)
    circles: Mapping[str, float] = field(default_factory=dict)
    circle: Style | None = None
    selected: Sequence[str] = ()
    focus: Sequence[str] = ()
    focus_margin: float = 0.25
    labels: Sequence[str] = ()
    strong_labels: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    overlays: Sequence[Overlay] = ()
    with_ign: bool = False


@dataclass(frozen=True, slots=True)
class Click:
    """A click on an area of the map.

    Attributes
    ----------
    code, name
        The area.
    count
        Rank of the click in the frame: tells a second click on an area from the first.
    """

    code: str
    name: str
    count: int


def build_style_layer(drawing: Drawing) -> folium.FeatureGroup:
    """Return what to give to ``st_folium(feature_group_to_add=...)``.

    Raises
    ------
    ValueError
        When a class has no style.
    """
    highest = max(drawing.classes.values(), default=-1)
    if highest >= len(drawing.styles):
        raise ValueError(f"class {highest} has no style: {len(drawing.styles)} styles were given")
    styles = (*drawing.styles, nature_style(Nature.NO_DATA, drawing.theme))
    group = folium.FeatureGroup()
    group.add_child(script_element(_DRAW, _payload(drawing, styles)))
    return group


def _payload(drawing: Drawing, styles: Sequence[Style]) -> dict[str, Any]:
    circle = drawing.circle or nature_style(Nature.PLAIN, drawing.theme)
    return {
        "theme": drawing.theme.value,
        "ground": asdict(GROUNDS[drawing.theme]),
        "styles": [asdict(style) for style in styles],
        "otherwise": len(styles) - 1,
        "classes": _by_value({code: rank for code, rank in drawing.classes.items() if rank >= 0}),
        "tooltips": _by_value(drawing.tooltips),
        "circles": {code: round(radius, 1) for code, radius in drawing.circles.items()},
        "circle": asdict(circle),
        "selected": list(drawing.selected),
        "focus": list(drawing.focus),
        "focus_margin": drawing.focus_margin,
        "labels": list(drawing.labels),
        "strong_labels": list(drawing.strong_labels),
        "names": dict(drawing.names),
        "overlays": [_overlay_payload(overlay) for overlay in drawing.overlays],
        "ign": drawing.with_ign,
    }


def _by_value(values: Mapping[str, Any]) -> dict[Any, str]:
    """Return value -> codes joined by spaces: many areas have the same class and words."""
    codes: dict[Any, list[str]] = {}
    for code, value in values.items():
        codes.setdefault(value, []).append(code)
    return {value: " ".join(each) for value, each in codes.items()}


def _overlay_payload(overlay: Overlay) -> dict[str, Any]:
    return {
        "url": f"{ROOT}/{overlay.url}",
        "radius": overlay.radius,
        "codes": list(overlay.codes),
        **asdict(overlay.style),
    }


def qpv_overlay(url: str, theme: Theme) -> Overlay:
    """Return the layer of the QPV outlines: strong, empty inside."""
    return Overlay(url, Style(fill="none", stroke=GROUNDS[theme].strong, weight=2.5))


def circle_radii(values: Mapping[str, float], *, largest_px: float = 34.0) -> dict[str, float]:
    """Return radii such that areas of circles are in the ratio of the values.

    Parameters
    ----------
    values
        Code -> quantity. Zero, negative and missing (NaN) values get no circle.
    largest_px
        Radius of the greatest value, in pixels.

    Examples
    --------
    >>> circle_radii({"a": 400.0, "b": 100.0, "c": float("nan")}, largest_px=30)
    {'a': 30.0, 'b': 15.0}
    """
    shown = {code: value for code, value in values.items() if value > 0}
    if not shown:
        return {}
    greatest = max(shown.values())
    return {code: largest_px * sqrt(value / greatest) for code, value in shown.items()}


def read_click(returned: Mapping[str, Any] | None) -> Click | None:
    """Return the last click in the answer of ``st_folium``, or None where there is none.

    Examples
    --------
    >>> area = {"code": "43157", "name": "Le Puy-en-Velay", "click": 2}
    >>> read_click({"last_active_drawing": {"properties": area}})
    Click(code='43157', name='Le Puy-en-Velay', count=2)
    >>> read_click({"last_active_drawing": None}) is None
    True
    """
    drawn = (returned or {}).get(CLICK)
    if not drawn:
        return None
    area = drawn["properties"]
    return Click(code=area["code"], name=area["name"], count=area["click"])
