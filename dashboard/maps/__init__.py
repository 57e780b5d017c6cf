"""Maps as folium describes them: a base that never changes and a layer that restyles it.

The outlines are fetched once by the browser; a change of indicator sends class numbers, a
palette and a few words. See docs/adr/0003-map.md.
"""

from dashboard.maps.base import build_base_map
from dashboard.maps.flows import Flow, Flows, add_flows, flow_widths
from dashboard.maps.layer import (
    CLICK,
    Click,
    Drawing,
    Overlay,
    build_style_layer,
    circle_radii,
    qpv_overlay,
    read_click,
)
from dashboard.maps.legend import circle_legend_html, legend_html
from dashboard.maps.palette import (
    Nature,
    Pattern,
    Style,
    Theme,
    diverging_styles,
    fictional,
    nature_style,
    sequential_styles,
)
from dashboard.maps.tools import Given, Held, Link, Mark, Tool, add_tools, read_given
from dashboard.maps.transit import Band, Halt, Spot, Transit, Way, add_transit

__all__ = [
    "CLICK",
    "Band",
    "Click",
    "Drawing",
    "Flow",
    "Flows",
    "Given",
    "Halt",
    "Held",
    "Link",
    "Mark",
    "Nature",
    "Overlay",
    "Pattern",
    "Spot",
    "Style",
    "Theme",
    "Tool",
    "Transit",
    "Way",
    "add_flows",
    "add_tools",
    "add_transit",
    "build_base_map",
    "build_style_layer",
    "circle_legend_html",
    "circle_radii",
    "diverging_styles",
    "fictional",
    "flow_widths",
    "legend_html",
    "nature_style",
    "qpv_overlay",
    "read_click",
    "read_given",
    "sequential_styles",
]
