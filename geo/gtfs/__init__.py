"""Public transport timetables (GTFS): reading, checking, counting what stops and lines offer."""

from geo.gtfs.feed import Feed, changed_feed
from geo.gtfs.reading import read_feed

__all__ = ["Feed", "changed_feed", "read_feed"]
