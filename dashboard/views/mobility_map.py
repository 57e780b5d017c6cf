"""The map of the page « Mobilités »: bands of travel time over lines and stops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps import (
    CLICK,
    Band,
    Drawing,
    Halt,
    Held,
    Nature,
    Spot,
    Style,
    Theme,
    Transit,
    Way,
    add_tools,
    add_transit,
    build_base_map,
    build_style_layer,
    legend_html,
    nature_style,
    qpv_overlay,
)
from dashboard.maps.palette import GROUNDS
from dashboard.texts import mobility as texts
from dashboard.texts import mobility_map as words
from dashboard.views.maps import Outlines, ign_is_on
from dashboard.views.mobility_heat import LIMITS_MIN, band_colours
from geo.french import quantity
from geo.territory.mobility import Place

HEIGHT = 560
OPACITY = 0.62
CHANGE_OPACITY = 0.7
DASH = "7 5"

Shapes = Mapping[Any, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What the map shows.

    Attributes
    ----------
    theme, outlines
        The page's look; where the outlines are.
    network
        Address of lines and stops.
    bounds
        Corners in sight at first.
    point
        Where trips start, None where none was chosen.
    bands
        Geometries by step, or by kind of change, as `geo.mobility.bands.for_map` gives them.
    destinations
        As `geo.territory.mobility.destinations`.
    times
        Words on the travel time to each destination, by identifier.
    communes
        Codes of the communes, drawn as the ground.
    lines, stops
        Of the scenario.
    """

    theme: Theme
    outlines: Outlines
    network: str
    bounds: tuple[Place, Place]
    point: Place | None
    bands: Shapes
    destinations: pd.DataFrame
    times: Mapping[str, str]
    communes: Sequence[str]
    lines: pd.DataFrame | None = None
    stops: pd.DataFrame | None = None


def show_map(scene: Scene, credit: str, on_given: Callable[[], None]) -> None:
    """Draw the map; `on_given` is called for each click and each line drawn by hand."""
    base = build_base_map(
        scene.outlines.communes,
        title=texts.MAP_TITLE,
        credit=credit,
        has_tools=True,
        titles={"line": texts.MAP_LINE},
        has_transit=True,
    )
    drawing = Drawing(
        theme=scene.theme,
        styles=[nature_style(Nature.PLAIN, scene.theme)],
        classes=dict.fromkeys(scene.communes, 0),
        labels=scene.communes,
        overlays=[qpv_overlay(scene.outlines.qpv, scene.theme)],
        with_ign=ign_is_on(),
    )
    layer = add_tools(build_style_layer(drawing), Held(scene.theme, point=scene.point))
    st_folium(
        base,
        feature_group_to_add=add_transit(layer, _transit(scene)),
        returned_objects=[CLICK],
        key=texts.MAP_KEY,
        height=HEIGHT,
        use_container_width=True,
        on_change=on_given,
    )


def band_styles(theme: Theme) -> dict[Any, Style]:
    """Return the look of each band, and of each kind of change."""
    page = GROUNDS[theme].page
    steps = {
        step: Style(fill=colour, stroke=page, opacity=OPACITY, weight=0.6)
        for step, colour in zip(LIMITS_MIN, band_colours(theme), strict=False)
    }
    blue, amber = (nature_style(each, theme).fill for each in (Nature.MEETS, Nature.SHORT))
    grey = GROUNDS[theme].muted
    return {
        **steps,
        "gained": Style(fill=blue, stroke=blue, opacity=CHANGE_OPACITY, weight=1.5),
        "lost": Style(fill=amber, stroke=amber, opacity=CHANGE_OPACITY, weight=1.5, dash=DASH),
        "kept": Style(fill=grey, stroke=page, opacity=0.25, weight=0.6),
    }


def show_legend(areas_km2: Mapping[Any, float], title: str, theme: Theme) -> None:
    """Show what the surfaces are, with their size."""
    styles = band_styles(theme)
    entries = [
        (styles[index], words.band(index, quantity(area, "km²", 1)))
        for index, area in areas_km2.items()
    ]
    st.html(legend_html(entries, title=title))
    st.caption(texts.MAP_HOW)


def _transit(scene: Scene) -> Transit:
    styles = band_styles(scene.theme)
    return Transit(
        theme=scene.theme,
        bounds=scene.bounds,
        network=scene.network,
        bands=[Band(shape, styles[index]) for index, shape in scene.bands.items()],
        lines=_lines(scene),
        stops=_stops(scene),
        places=_spots(scene),
    )


def _lines(scene: Scene) -> Sequence[Way]:
    if scene.lines is None:
        return ()
    blue = nature_style(Nature.MEETS, scene.theme).fill
    return [
        Way(row["places"], blue, words.line_words(row["short"], row["long"]), DASH)
        for row in scene.lines.to_dict("records")
    ]


def _stops(scene: Scene) -> Sequence[Halt]:
    if scene.stops is None:
        return ()
    return [
        Halt(row["lon"], row["lat"], words.stop_words(row["stop_name"], row["lines"]), strong=True)
        for row in scene.stops.to_dict("records")
    ]


def _spots(scene: Scene) -> Sequence[Spot]:
    ground = GROUNDS[scene.theme]
    placed = scene.destinations[scene.destinations["lon"].notna()]
    return [
        Spot(
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            sign=str(row["sign"]),
            words="\n".join((str(row["name"]), scene.times.get(str(code), ""))),
            fill=ground.text,
            ink=ground.page,
        )
        for code, row in placed.to_dict("index").items()
    ]
