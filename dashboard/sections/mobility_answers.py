"""What the page « Mobilités » asks, kept between runs: feeds, networks of a day, travel times.

A change of hour asks for one search per starting point and one surface; everything else is kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from dashboard import state
from geo.access import Engine
from geo.gtfs import Feed
from geo.gtfs.days import DayKind, typical_days
from geo.gtfs.service import line_service
from geo.gtfs.ways import feed_bounds, line_ways, stop_lines
from geo.mobility.bands import change_of_reach, for_map
from geo.mobility.buildings import read_buildings
from geo.territory import Territory, mobility
from geo.territory.mobility import Place, Setting

Origins = tuple[Place, ...]


def feed_of(setting: Setting) -> Feed:
    """Return the network that is asked, with its scenario."""
    return state.ask(_feed, setting.key, setting.scenario)


def reach(setting: Setting, origins: Origins, day: date, hour: int) -> pd.DataFrame:
    """Return the travel times to each destination; see `geo.territory.mobility.reach`."""
    return state.ask(_reach, setting, origins, day, hour)


def heat(setting: Setting, origins: Origins, day: date) -> pd.DataFrame:
    """Return the travel times of every hour of a day, with the names of the destinations."""
    return state.ask(_heat, setting, origins, day)


def bands(setting: Setting, origin: Place, day: date, hour: int) -> gpd.GeoDataFrame:
    """Return the ground reached; see `geo.access.isochrones`."""
    return state.ask(_bands, replace(setting, added=""), origin, day, hour)


def change(
    setting: Setting, origin: Place, day: date, hour: int, limit_min: int
) -> gpd.GeoDataFrame:
    """Return the ground that the scenario gains and loses (`bands.change_of_reach`)."""
    return state.ask(_change, replace(setting, added=""), origin, day, hour, limit_min)


def drawn(setting: Setting, origin: Place, day: date, hour: int) -> dict[Any, Mapping[str, Any]]:
    """Return `bands` as the map draws them."""
    return state.ask(_drawn, replace(setting, added=""), origin, day, hour)


def service(
    setting: Setting, day: date, minimum: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return lines and shares of each QPV near stops of `minimum` departures, then all lines."""
    return state.ask(_service, replace(setting, added=""), day, minimum)


def buildings_near(
    setting: Setting, day: date, minimum: int, name: str, content: bytes
) -> pd.DataFrame:
    """Return the share of the points of a file near a stop; see `geo.mobility.buildings`."""
    return state.ask(_buildings_near, replace(setting, added=""), day, minimum, name, content)


def departures(setting: Setting) -> pd.DataFrame:
    """Return departures an hour; see `geo.territory.mobility.departures_by_kind`."""
    return state.ask(_departures, setting.key, setting.detour)


def days(key: str) -> tuple[date, date, date, dict[date, DayKind], dict[DayKind, date]]:
    """Return first, last and usual day of a network, the kind of each day, one day per kind."""
    return state.ask(_days, key)


def bounds(key: str) -> tuple[Place, Place]:
    """Return the corners of a network."""
    return state.ask(_bounds, key)


def nearest_stop_m(key: str) -> dict[str, float]:
    """Return how far each QPV is from the nearest stop."""
    return state.ask(_nearest_stop_m, key)


def places_to_stop_m(key: str, places: Origins) -> float:
    """Return the metres between the stop and the place that are nearest to each other."""
    return state.ask(_places_to_stop_m, key, places)


def added_ways(setting: Setting) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines and stops that a scenario draws: those that the network has not."""
    return state.ask(_added_ways, setting.key, setting.scenario)


def sunday(key: str, day: date) -> date | None:
    """Return the Sunday shown beside a day."""
    return state.ask(_sunday, key, day)


def _feed(_: Territory, key: str, scenario: str) -> Feed:
    published = state.ask(mobility.published_feed, key)
    return mobility.scenario_feed(published, scenario) if scenario else published


def _engine(_: Territory, setting: Setting, day: date) -> Engine:
    return mobility.day_engine(feed_of(setting), day, setting)


def _engine_of(setting: Setting, day: date) -> Engine:
    return state.ask(_engine, replace(setting, added=""), day)


def _reach(_: Territory, setting: Setting, origins: Origins, day: date, hour: int) -> pd.DataFrame:
    table = state.ask(mobility.destinations, setting.added)
    return mobility.reach(_engine_of(setting, day), origins, table, hour)


def _heat(_: Territory, setting: Setting, origins: Origins, day: date) -> pd.DataFrame:
    table = state.ask(mobility.destinations, setting.added)
    found = mobility.reach_by_hour(_engine_of(setting, day), origins, table)
    return found.join(table["name"])


def _bands(_: Territory, setting: Setting, origin: Place, day: date, hour: int) -> gpd.GeoDataFrame:
    return mobility.bands(_engine_of(setting, day), origin, hour)


def _drawn(
    _: Territory, setting: Setting, origin: Place, day: date, hour: int
) -> dict[Any, Mapping[str, Any]]:
    return for_map(bands(setting, origin, day, hour))


def _change(
    _: Territory, setting: Setting, origin: Place, day: date, hour: int, limit_min: int
) -> gpd.GeoDataFrame:
    before = bands(replace(setting, scenario=""), origin, day, hour)
    return change_of_reach(before, bands(setting, origin, day, hour), limit_min)


def _service(
    here: Territory, setting: Setting, day: date, minimum: int
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    feed = feed_of(setting)
    return (
        *mobility.neighbourhood_service(here, feed, day, setting.detour, minimum),
        line_service(feed, day),
    )


def _buildings_near(
    here: Territory, setting: Setting, day: date, minimum: int, name: str, content: bytes
) -> pd.DataFrame:
    points = read_buildings(name, content)
    return mobility.buildings_near(here, feed_of(setting), day, setting.detour, minimum, points)


def _departures(here: Territory, key: str, detour: float) -> pd.DataFrame:
    return mobility.departures_by_kind(here, _feed(here, key, ""), detour)


def _days(
    here: Territory, key: str
) -> tuple[date, date, date, dict[date, DayKind], dict[DayKind, date]]:
    feed = _feed(here, key, "")
    return (
        feed.first_day, feed.last_day, mobility.usual_day(feed), mobility.day_kinds(feed),
        typical_days(feed),
    )  # fmt: skip


def _bounds(here: Territory, key: str) -> tuple[Place, Place]:
    return feed_bounds(_feed(here, key, ""))


def _nearest_stop_m(here: Territory, key: str) -> dict[str, float]:
    return mobility.nearest_stop_m(here, _feed(here, key, ""))


def _places_to_stop_m(here: Territory, key: str, places: Origins) -> float:
    return mobility.places_to_stop_m(_feed(here, key, ""), places)


def _sunday(here: Territory, key: str, day: date) -> date | None:
    return mobility.sunday_of(_feed(here, key, ""), day)


def _added_ways(here: Territory, key: str, scenario: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    before, after = _feed(here, key, ""), _feed(here, key, scenario)
    lines, stops = line_ways(after), stop_lines(after)
    old = line_ways(before)["places"].to_dict()
    is_new = [places != old.get(route) for route, places in lines["places"].items()]
    return lines[is_new], stops[~stops.index.isin(before.stops.index)]
