"""The base map: Leaflet from the dashboard's own files, and where the outlines are."""

import json
from typing import Final

import folium
from branca.element import MacroElement
from jinja2 import Template

from dashboard.assets import MAP_SCRIPTS, MAP_SHEETS, asset_url

# The frame is served from /component/<name>/, two levels below the root of the server.
ROOT: Final = "../.."
_CREATE: Final = Template(
    "{% macro script(this, kwargs) %}"
    "territoryMap.create({{ this._parent.get_name() }}, {{ this.options }});"
    "{% endmacro %}"
)


def build_base_map(outlines: str, *, title: str, credit: str) -> folium.Map:
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

    Returns
    -------
    folium.Map
        Without tiles; the view is fitted to the outlines when they arrive.
    """
    base = folium.Map(
        location=(46.5, 2.5), zoom_start=5, tiles=None, zoom_control=False, zoom_snap=0.25
    )
    base.default_js = [(path, f"{ROOT}/{asset_url(path)}") for path in MAP_SCRIPTS]
    base.default_css = [(path, f"{ROOT}/{asset_url(path)}") for path in MAP_SHEETS]
    options = {"outlines": f"{ROOT}/{outlines}", "title": title, "credit": credit}
    base.add_child(script_element(_CREATE, options))
    return base


def script_element(template: Template, options: object) -> MacroElement:
    """Return a folium element that runs `template` with `options` as JSON."""
    element = MacroElement()
    element._template = template  # noqa: SLF001 (the way folium elements carry their script)
    element.options = json.dumps(options, ensure_ascii=False, separators=(",", ":"))
    return element
