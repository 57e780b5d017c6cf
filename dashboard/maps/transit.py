"""A bus network on the map: bands of travel time, lines, stops, places that people go to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import folium
from jinja2 import Template

from dashboard.maps.base import ROOT, script_element
from dashboard.maps.palette import GROUNDS, Style, Theme

_SHOW: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryTransit.show({{ this._parent._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)


@dataclass(frozen=True, slots=True)
class Band:
    """An area reached within a time: GeoJSON geometry (WGS 84) and its look."""

    geometry: Mapping[str, Any]
    style: Style


@dataclass(frozen=True, slots=True)
class Way:
    """A line: places (longitude, latitude) in order, CSS colour, French words, SVG dashes."""

    places: Sequence[tuple[float, float]]
    colour: str
    words: str
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop: degrees (WGS 84), French words, whether it stands out."""

    lon: float
    lat: float
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that people go to or start from: degrees, one letter, French words, colours."""

    lon: float
    lat: float
    sign: str
    words: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Transit:
    """All that the map shows of a network.

    Attributes
    ----------
    theme
        The page's look.
    bounds
        South-west and north-east corners (longitude, latitude) in sight at first.
    network
        Address of the lines and stops in use, relative to the root of the server.
    bands, lines, stops, places
        Drawn in this order, from the ground up; lines and stops are those of a scenario.
    """

    theme: Theme
    bounds: tuple[tuple[float, float], tuple[float, float]]
    network: str
    bands: Sequence[Band] = ()
    lines: Sequence[Way] = ()
    stops: Sequence[Halt] = ()
    places: Sequence[Spot] = ()


def add_transit(layer: folium.FeatureGroup, transit: Transit) -> folium.FeatureGroup:
    """Return `layer` with a network, for a base map made with ``has_transit=True``."""
    ground = GROUNDS[transit.theme]
    options = {
        "bounds": transit.bounds,
        "network": f"{ROOT}/{transit.network}",
        "line": ground.muted,
        "ground": ground.page,
        "ink": ground.text,
        "bands": [asdict(band) for band in transit.bands],
        "lines": [asdict(line) for line in transit.lines],
        "stops": [asdict(stop) for stop in transit.stops],
        "places": [asdict(place) for place in transit.places],
    }
    layer.add_child(script_element(_SHOW, options))
    return layer
