"""Flows on the map: one curve from a place to each commune, as wide as what it stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import folium
from jinja2 import Template

from dashboard.maps.base import script_element
from dashboard.maps.palette import GROUNDS, Theme

_SHOW: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryFlows.show({{ this._parent._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)
WIDEST_PX: Final = 22.0
THINNEST_PX: Final = 2.0


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow to one place.

    Attributes
    ----------
    lon, lat
        Where it ends, degrees (WGS 84).
    width_px
        Width of the curve, see `flow_widths`.
    sign, name
        What is written at its end: the count, and the name of the place under it.
    words
        French plain text, one fact a line, the first line in bold.
    """

    lon: float
    lat: float
    width_px: float
    sign: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Flows:
    """All the flows from one place.

    Attributes
    ----------
    theme
        The page's look.
    lon, lat
        Where they start, degrees (WGS 84).
    name, words
        Name of the place they start from, French plain text about it.
    sign
        What is written there: the count that stays, empty for none.
    flows
        Drawn widest first.
    is_fictional
        Whether a dotted line runs along each of them: the mark of fiction.
    """

    theme: Theme
    lon: float
    lat: float
    name: str
    words: str
    sign: str
    flows: Sequence[Flow]
    is_fictional: bool


def flow_widths(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the width in pixels of each flow: in the ratio of the counts, never a mere hair.

    Examples
    --------
    >>> flow_widths({"43157": 22, "43041": 11, "43089": 1, "43251": 0})
    {'43157': 22.0, '43041': 11.0, '43089': 2.0}
    """
    shown = {code: count for code, count in counts.items() if count > 0}
    greatest = max(shown.values(), default=1)
    return {
        code: max(THINNEST_PX, round(WIDEST_PX * count / greatest, 1))
        for code, count in shown.items()
    }


def add_flows(layer: folium.FeatureGroup, flows: Flows) -> folium.FeatureGroup:
    """Return `layer` with flows, for a base map made with ``has_flows=True``."""
    ground = GROUNDS[flows.theme]
    widest_first = sorted(flows.flows, key=lambda flow: -flow.width_px)
    options: dict[str, Any] = {
        "start": [flows.lon, flows.lat],
        "name": flows.name,
        "words": flows.words,
        "sign": flows.sign,
        "colour": ground.accent,
        "ink": ground.strong,
        "page": ground.page,
        "fictional": flows.is_fictional,
        "flows": [asdict(flow) for flow in widest_first],
    }
    layer.add_child(script_element(_SHOW, options))
    return layer
