"""The page « Mobilités »: start, day and hour, the answer, the map; then one part at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.choices import Choice, choice_key
from dashboard.maps import Tool
from dashboard.networks import network_url
from dashboard.sections import mobility_answers as answers
from dashboard.sections.mobility_asked import Asked
from dashboard.sections.mobility_choices import (
    ADDED,
    DAY,
    DETOUR,
    DETOURS,
    HOUR,
    LIMIT,
    LIMITS_MIN,
    MINIMUM,
    MINIMUMS,
    ON_POINT,
    OWNER,
    PART,
    POINT,
    SCENARIO,
    SPEED,
    SPEEDS,
    START,
    USUAL_HOUR,
    WHEELCHAIR,
    WHEELCHAIRS,
    choices_of,
)
from dashboard.texts import mobility as texts
from dashboard.views import mobility as views
from dashboard.views import mobility_map
from dashboard.views.errors import show_unreadable_code
from dashboard.views.maps import ign_toggle
from geo.gtfs.days import DayKind
from geo.mobility.bands import for_map, within_km2
from geo.mobility.networks import NetworkFile
from geo.territory import mobility
from geo.territory.mobility import HOURS, Setting

FAR_M = 6_000.0
"""More than anybody walks in an hour at the highest speed of the page, in a straight line."""
DRAWN = "trace"
SCENARIO_PART = "scenario"


def prepare(file: NetworkFile) -> tuple[Choice, ...]:
    """Take the choices from the address, give the others their first values."""
    first, last, usual, *_ = answers.days(file.key)
    codes = tuple(state.ask(mobility.neighbourhood_names))
    choices = choices_of(codes, first, last)
    state.read_choices(choices, OWNER, is_in_address=True)
    values = {
        START: codes[0] if codes else ON_POINT,
        DAY: usual,
        HOUR: USUAL_HOUR,
        LIMIT: str(LIMITS_MIN[0]),
        SPEED: SPEEDS[0],
        DETOUR: DETOURS[0],
        WHEELCHAIR: WHEELCHAIRS[0],
        PART: next(iter(texts.PARTS)),
        MINIMUM: MINIMUMS[0],
    }
    missing = {name: value for name, value in values.items() if _missing(name)}
    state.keep(OWNER, **missing)
    # A network loaded meanwhile may cover other days.
    if not first <= state.recall(DAY, OWNER, usual) <= last:
        state.keep(OWNER, **{DAY: usual})
    return choices


def ask(file: NetworkFile) -> Asked:
    """Ask where, when and how; tell what is asked."""
    names = state.ask(mobility.neighbourhood_names)
    start = views.choose_start({**names, ON_POINT: texts.POINT}, _key(START))
    first, last, usual, _, typical = answers.days(file.key)
    day = views.choose_day(_key(DAY), first, last, usual)
    views.offer_days(typical, _take_day)
    hour = views.choose_hour(_key(HOUR), HOURS)
    limit = views.choose_limit(_key(LIMIT), [str(each) for each in sorted(LIMITS_MIN)])
    return Asked(
        file=file,
        setting=_setting(file.key),
        start=start,
        place=names.get(start, texts.POINT_PLACE),
        origins=_origins(file, start),
        day=day,
        hour=hour,
        limit_min=limit,
    )


def ask_walking() -> None:
    """Ask how people walk."""
    choices = {_key(SPEED): SPEEDS, _key(DETOUR): DETOURS, _key(WHEELCHAIR): WHEELCHAIRS}
    views.ask_walking(_key(SPEED), _key(DETOUR), _key(WHEELCHAIR), choices)


def checked(asked: Asked) -> Asked:
    """Return what can be answered: a scenario or an option that cannot is said and left aside."""
    _, faults = state.tried(answers.feed_of, asked.setting)
    if faults:
        show_unreadable_code(faults[0])
        asked = replace(asked, setting=asked.published)
    if asked.origins:
        _, faults = state.tried(
            answers.bands, asked.setting, asked.origins[0], asked.day, asked.hour
        )
        if faults:
            views.show_refusal(faults)
            asked = replace(asked, setting=replace(asked.setting, is_wheelchair=False))
    return asked


def show_answer(asked: Asked) -> None:
    """Show the sentence and the big figure, or what is missing for one."""
    if not asked.origins:
        _show_nothing(asked)
        return
    table = state.ask(mobility.destinations, asked.setting.added)
    times = answers.reach(asked.published, asked.origins, asked.day, asked.hour)
    reached = int((times["median_min"] <= asked.limit_min).sum())
    when = texts.moment(asked.day, asked.hour)
    views.show_answer(
        texts.answer(asked.place, when, reached, len(times), asked.limit_min),
        reached, len(times), asked.limit_min,
    )  # fmt: skip
    if not _are_far(asked, table):
        never = table.loc[times.index[times["median_min"].isna()], "name"]
        st.markdown(texts.never_line(list(never)))
    if asked.setting.scenario:
        st.markdown(texts.scenario_line(_reached_with_scenario(asked), len(times)))
    _show_kind(asked)


def show_map(asked: Asked) -> None:
    """Draw the map and its legend."""
    is_change = _shows_scenario(asked)
    shapes, areas = _surfaces(asked, is_change=is_change)
    lines, stops = answers.added_ways(asked.setting) if is_change else (None, None)
    outlines = state.outlines()
    scene = mobility_map.Scene(
        theme=state.theme(),
        outlines=outlines,
        network=network_url(asked.file.key),
        bounds=answers.bounds(asked.file.key),
        point=asked.origins[0] if asked.origins else state.recall(POINT, OWNER, None),
        bands=shapes,
        destinations=state.ask(mobility.destinations, asked.setting.added),
        times=_time_words(asked if is_change else replace(asked, setting=asked.published)),
        communes=list(state.territory().communes.index),
        lines=lines,
        stops=stops,
    )
    mobility_map.show_map(scene, outlines.credit, take_given)
    ign_toggle()
    if areas:
        title = texts.legend(asked.place, asked.limit_min, is_change=is_change)
        mobility_map.show_legend(areas, title, state.theme())
    point = state.recall(POINT, OWNER, None)
    if point is not None and asked.start != ON_POINT:
        views.offer_start(_start_here)


def write_address(choices: tuple[Choice, ...]) -> None:
    """Put every choice in the address of the page."""
    state.write_address(**state.codes_of(choices, OWNER))


def take_given() -> None:
    """Keep what was just clicked or drawn on the map."""
    given = state.given(texts.MAP_KEY)
    if given is None:
        return
    if given.tool is Tool.POINT:
        lon, lat = given.geometry["coordinates"]
        state.keep(OWNER, **{POINT: (round(lon, 6), round(lat, 6))})
    elif given.tool is Tool.LINE:
        places = tuple((round(lon, 5), round(lat, 5)) for lon, lat in given.geometry["coordinates"])
        state.keep(OWNER, **{DRAWN: places})


def _setting(key: str) -> Setting:
    return Setting(
        key=key,
        scenario=state.recall(SCENARIO, OWNER, ""),
        added=state.recall(ADDED, OWNER, ""),
        speed_kmh=float(state.recall(SPEED, OWNER, SPEEDS[0])),
        detour=float(state.recall(DETOUR, OWNER, DETOURS[0])),
        is_wheelchair=state.recall(WHEELCHAIR, OWNER, WHEELCHAIRS[0]) == WHEELCHAIRS[1],
    )


def _origins(file: NetworkFile, start: str) -> answers.Origins:
    if start == ON_POINT:
        point = state.recall(POINT, OWNER, None)
        return () if point is None else (point,)
    is_far = answers.nearest_stop_m(file.key)[start] > FAR_M
    return () if is_far else state.ask(mobility.neighbourhood_origins)[start]


def _show_nothing(asked: Asked) -> None:
    if asked.start == ON_POINT:
        views.show_point_wanted()
        return
    names = state.ask(mobility.neighbourhood_names)
    far = answers.nearest_stop_m(asked.file.key)
    views.show_out_of_reach([names[code] for code in far], texts.distance(min(far.values())))


def _shows_scenario(asked: Asked) -> bool:
    """Whether the part in sight is the one where the scenario counts."""
    return state.recall(PART, OWNER, "") == SCENARIO_PART and bool(asked.setting.scenario)


def _reached_with_scenario(asked: Asked) -> int | None:
    """Return how many destinations count with the scenario; None where it is left out."""
    if not _shows_scenario(asked):
        return None
    times = answers.reach(asked.setting, asked.origins, asked.day, asked.hour)
    return int((times["median_min"] <= asked.limit_min).sum())


def _are_far(asked: Asked, table: pd.DataFrame) -> bool:
    """Say that the start, or every destination, is far from any stop; tell of the destinations."""
    from_start = answers.places_to_stop_m(asked.file.key, asked.origins)
    if from_start > FAR_M:
        views.show_far(texts.far_start(asked.place, texts.distance(from_start)))
    placed = table.loc[table["lon"].notna(), ["lon", "lat"]]
    if placed.empty:
        return False
    places = tuple(map(tuple, placed.to_numpy().tolist()))
    to_destinations = answers.places_to_stop_m(asked.file.key, places)
    if to_destinations > FAR_M:
        views.show_far(texts.far_destinations(texts.distance(to_destinations)))
    return to_destinations > FAR_M


def _show_kind(asked: Asked) -> None:
    *_, kinds, _ = answers.days(asked.file.key)
    kind = kinds.get(asked.day)
    if kind is DayKind.NO_SERVICE:
        views.show_note(texts.NO_SERVICE)
    elif kind is DayKind.REDUCED_WEEKDAY:
        views.show_note(texts.REDUCED)


def _surfaces(asked: Asked, *, is_change: bool) -> tuple[mobility_map.Shapes, Mapping[Any, float]]:
    """Return what the map draws, and the size of each in km²."""
    if not asked.origins:
        return {}, {}
    place = (asked.origins[0], asked.day, asked.hour)
    if is_change:
        found = answers.change(asked.setting, *place, asked.limit_min)
        return for_map(found), {str(kind): float(area) for kind, area in found["area_km2"].items()}
    found = answers.bands(asked.published, *place)
    return answers.drawn(asked.published, *place), within_km2(found)


def _time_words(asked: Asked) -> dict[str, str]:
    if not asked.origins:
        return {}
    times = answers.reach(asked.setting, asked.origins, asked.day, asked.hour)
    return {str(code): texts.minutes(value) for code, value in times["median_min"].items()}


def _take_day(day: date) -> None:
    state.keep(OWNER, **{DAY: day})


def _start_here() -> None:
    state.keep(OWNER, **{START: ON_POINT})


def _missing(name: str) -> bool:
    return state.recall(name, OWNER, None) is None


def _key(name: str) -> str:
    return choice_key(name, OWNER)
