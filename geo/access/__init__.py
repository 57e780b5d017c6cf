"""Travel times on foot and by public transport from a place, at a given hour of a given day."""

from geo.access.engine import Engine, engine_key, open_engine
from geo.access.surface import isochrones
from geo.access.times import times, times_to
from geo.access.walking import Walking
from geo.access.window import Window

__all__ = [
    "Engine",
    "Walking",
    "Window",
    "engine_key",
    "isochrones",
    "open_engine",
    "times",
    "times_to",
]
