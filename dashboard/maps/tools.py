"""What a reader gives the page on a map, and what the page draws there in answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

import folium
from jinja2 import Template

from dashboard.maps.base import script_element
from dashboard.maps.layer import CLICK
from dashboard.maps.palette import GROUNDS, Theme

_SHOW: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryTools.show({{ this._parent._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)


class Tool(StrEnum):
    """What the reader used."""

    POINT = "point"
    POLYGON = "polygon"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader just clicked or drew.

    Attributes
    ----------
    tool
        Point, polygon or line.
    geometry
        GeoJSON geometry, WGS 84.
    """

    tool: Tool
    geometry: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """An operation with a place.

    Attributes
    ----------
    lon, lat
        Degrees, WGS 84.
    sign
        One or two letters that tell its kind.
    words
        French plain text, one fact a line, the first line in bold.
    fill, stroke, dash
        CSS colours and SVG dash array; a dashed border is a place that is estimated.
    off_m
        How far the place may be off, in metres; 0 when it is exact.
    """

    lon: float
    lat: float
    sign: str
    words: str
    fill: str
    stroke: str
    dash: str = ""
    off_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """The shortest way from a place to a limit: both ends (longitude, latitude), French words."""

    ends: Sequence[tuple[float, float]]
    words: str


@dataclass(frozen=True, slots=True)
class Held:
    """What the page holds and draws.

    Attributes
    ----------
    theme
        The page's look.
    point
        Longitude and latitude of the place in question.
    shape
        GeoJSON geometry of the shape in question.
    line
        GeoJSON geometry of the distance that was measured.
    link
        From the point to the nearest limit.
    marks
        Operations with a place.
    """

    theme: Theme
    point: tuple[float, float] | None = None
    shape: Mapping[str, Any] | None = None
    line: Mapping[str, Any] | None = None
    link: Link | None = None
    marks: Sequence[Mark] = ()


def add_tools(layer: folium.FeatureGroup, held: Held) -> folium.FeatureGroup:
    """Return `layer` with what the page holds, for a base map made with ``has_tools=True``."""
    ground = GROUNDS[held.theme]
    options = {
        "is_dark": held.theme is Theme.DARK,
        "colour": ground.accent,
        "ground": ground.page,
        "point": held.point,
        "shape": held.shape,
        "line": held.line,
        "link": asdict(held.link) if held.link else None,
        "marks": [asdict(mark) for mark in held.marks],
    }
    layer.add_child(script_element(_SHOW, options))
    return layer


def read_given(returned: Mapping[str, Any] | None) -> Given | None:
    """Return what was last clicked or drawn in the answer of ``st_folium``, None where nothing.

    Examples
    --------
    >>> point = {"type": "Point", "coordinates": [3.88, 45.03]}
    >>> feature = {"geometry": point, "properties": {"tool": "point", "count": 1}}
    >>> read_given({"last_active_drawing": feature}).tool
    <Tool.POINT: 'point'>
    >>> read_given({"last_active_drawing": None}) is None
    True
    """
    feature = (returned or {}).get(CLICK)
    if not feature or not feature.get("geometry"):
        return None
    return Given(Tool(feature["properties"]["tool"]), feature["geometry"])
