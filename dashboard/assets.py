"""Files that the map loads in the browser, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

FOREVER: Final = "public, max-age=31536000, immutable"
"""What browsers are told of a file whose address changes with its content."""

STATIC: Final = Path(__file__).with_name("static")
MAP_SCRIPTS: Final = ("map_element.js", "map_labels.js", "vendor/leaflet/leaflet.js")
MAP_SHEETS: Final = ("vendor/leaflet/leaflet.css", "map_element.css")
TOOL_SCRIPTS: Final = ("vendor/leaflet-geoman/leaflet-geoman.min.js", "map_tools.js")
TOOL_SHEETS: Final = ("vendor/leaflet-geoman/leaflet-geoman.css", "map_tools.css")
TRANSIT_SCRIPTS: Final = ("map_transit.js",)
TRANSIT_SHEETS: Final = ("map_transit.css",)
FLOW_SCRIPTS: Final = ("map_flows.js",)
FLOW_SHEETS: Final = ("map_flows.css",)


@cache
def asset_url(path: str) -> str:
    """Return the address of a file of `STATIC`, relative to the root of the server."""
    version = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:10]
    return f"app/static/{path}?v={version}"
