"""The base map: Leaflet from the dashboard's own files, and where the outlines are."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

import folium
from branca.element import MacroElement
from jinja2 import Template

from dashboard.assets import (
    FLOW_SCRIPTS,
    FLOW_SHEETS,
    MAP_SCRIPTS,
    MAP_SHEETS,
    TOOL_SCRIPTS,
    TOOL_SHEETS,
    TRANSIT_SCRIPTS,
    TRANSIT_SHEETS,
    asset_url,
)

# The frame is served from /component/<name>/, two levels below the root of the server.
ROOT: Final = "../.."
_CREATE: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryMap.create({{ this._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)


def build_base_map(  # noqa: PLR0913 -- what the frame is made of, once
    outlines: str,
    *,
    title: str,
    credit: str,
    has_tools: bool = False,
    titles: Mapping[str, str] | None = None,
    has_transit: bool = False,
    has_flows: bool = False,
) -> folium.Map:
    """Describe the map that holds the outlines; its script depends on the arguments only.

    streamlit-folium makes a new frame when the script of the map changes: call this with the
    same arguments at each run and pass what changes to `build_style_layer`.

    Parameters
    ----------
    outlines
        Address of the GeoJSON relative to the root of the server, as `outline_url` gives it.
        Features have the properties ``code``, ``name`` and ``label`` (longitude, latitude).
    title
        What the map is, in French: read by screen readers as the title of the frame.
    credit
        Producer and date of the outlines, in French, shown in a corner of the map.
    has_tools
        Whether a click gives a point, and shapes can be drawn; see `dashboard.maps.tools`.
    titles
        French names of the drawing buttons by shape (``polygon``, ``line``), where they are not
        those of the renewal map; a shape without a name has no button.
    has_transit
        Whether a bus network can be drawn; see `dashboard.maps.transit`.
    has_flows
        Whether flows can be drawn; see `dashboard.maps.flows`.

    Returns
    -------
    folium.Map
        Without tiles; the view is fitted to the outlines when they arrive.
    """
    base = folium.Map(
        location=(46.5, 2.5), zoom_start=5, tiles=None, zoom_control=False, zoom_snap=0.25
    )
    scripts = MAP_SCRIPTS + (TOOL_SCRIPTS if has_tools else ())
    scripts += TRANSIT_SCRIPTS if has_transit else ()
    scripts += FLOW_SCRIPTS if has_flows else ()
    sheets = MAP_SHEETS + (TOOL_SHEETS if has_tools else ())
    sheets += TRANSIT_SHEETS if has_transit else ()
    sheets += FLOW_SHEETS if has_flows else ()
    base.default_js = [(path, f"{ROOT}/{asset_url(path)}") for path in scripts]
    base.default_css = [(path, f"{ROOT}/{asset_url(path)}") for path in sheets]
    options = {
        "outlines": f"{ROOT}/{outlines}",
        "title": title,
        "credit": credit,
        "tools": has_tools,
        "titles": titles,
    }
    base.add_child(script_element(_CREATE, options))
    return base


def script_element(template: Template, options: object) -> MacroElement:
    """Return a folium element that runs `template` with `options` as JSON."""
    element: Any = MacroElement()  # type: ignore[no-untyped-call]
    element._template = template  # noqa: SLF001 -- the way folium elements carry their script
    text = json.dumps(options, ensure_ascii=False, separators=(",", ":"))
    # Two braces in a text would be taken by streamlit-folium for the name of an element.
    element.options = text.replace("{{", "{\\u007b")
    return cast("MacroElement", element)
