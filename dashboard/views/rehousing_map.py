"""The flow map of the page « Relogement »: from the neighbourhood to the communes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps import (
    CLICK,
    Drawing,
    Flow,
    Flows,
    Nature,
    Style,
    Theme,
    add_flows,
    build_base_map,
    build_style_layer,
    fictional,
    flow_widths,
    legend_html,
    nature_style,
    qpv_overlay,
    sequential_styles,
)
from dashboard.texts import rehousing as texts
from dashboard.views.maps import Outlines, ign_is_on
from geo.privacy import Cell

HEIGHT: Final = 480
SHOWN, SECRET, OTHER = range(3)
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What the map draws.

    Attributes
    ----------
    start
        Name of the neighbourhood, its place (longitude, latitude), households that stay in a QPV.
    towns
        Code of a commune -> its name, the place of its town hall, its count.
    others
        Codes of the communes that are not shown one by one.
    is_fictional
        Whether the households are made up.
    """

    start: tuple[str, Place, Cell]
    towns: Mapping[str, tuple[str, Place, Cell]]
    others: Sequence[str]
    is_fictional: bool


def show_map(arrivals: Arrivals, outlines: Outlines, theme: Theme) -> None:
    """Draw the communes, shown ones tinted, secret ones dotted, and a curve to each shown one."""
    base = build_base_map(
        outlines.communes, title=texts.MAP_TITLE, credit=outlines.credit, has_flows=True
    )
    st_folium(
        base,
        feature_group_to_add=add_flows(
            build_style_layer(_drawing(arrivals, outlines, theme)), _flows(arrivals, theme)
        ),
        returned_objects=[CLICK],
        key=texts.MAP_KEY,
        height=HEIGHT,
        use_container_width=True,
    )


def show_legend(arrivals: Arrivals, when: str, theme: Theme) -> None:
    """Show what the map draws, in words; only what there is."""
    looks = _looks(theme, is_fictional=arrivals.is_fictional)
    ranks = {_rank(cell) for _, _, cell in arrivals.towns.values()}
    words = (texts.MAP_SHOWN, texts.MAP_SECRET, texts.MAP_OTHER)
    entries = [(looks[rank], words[rank]) for rank in range(len(words)) if rank in {*ranks, OTHER}]
    title = texts.MAP_LEGEND.format(day=when)
    if arrivals.is_fictional:
        title = f"{title} ({texts.MAP_FICTION})"
    st.html(legend_html(entries, title=title))


def _looks(theme: Theme, *, is_fictional: bool) -> list[Style]:
    shown = sequential_styles(5, theme)[0]
    looks = [shown, nature_style(Nature.SECRET, theme)]
    if is_fictional:
        looks = [fictional(style, theme) for style in looks]
    return [*looks, nature_style(Nature.NOT_CONCERNED, theme)]


def _rank(cell: Cell) -> int:
    if cell.is_secret:
        return SECRET
    return SHOWN if cell.count else OTHER


def _drawing(arrivals: Arrivals, outlines: Outlines, theme: Theme) -> Drawing:
    ranks = {code: _rank(cell) for code, (_, _, cell) in arrivals.towns.items()}
    words = {
        code: texts.flow_words(name, cell, is_fictional=arrivals.is_fictional)
        for code, (name, _, cell) in arrivals.towns.items()
    }
    looks = _looks(theme, is_fictional=arrivals.is_fictional)
    return Drawing(
        theme=theme,
        styles=looks,
        classes={**dict.fromkeys(arrivals.others, OTHER), **ranks},
        tooltips=words,
        focus=[code for code, rank in ranks.items() if rank != OTHER],
        focus_margin=0.05,
        labels=[code for code, rank in ranks.items() if rank != SHOWN],
        overlays=[qpv_overlay(outlines.qpv, theme)],
        with_ign=ign_is_on(),
    )


def _flows(arrivals: Arrivals, theme: Theme) -> Flows:
    name, (lon, lat), stayed = arrivals.start
    counts = {code: cell.count for code, (_, _, cell) in arrivals.towns.items() if cell.count}
    widths = flow_widths(counts)
    lines = [texts.MAP_START.format(name=name), texts.MAP_STAYED.format(count=texts.count(stayed))]
    return Flows(
        theme=theme,
        lon=lon,
        lat=lat,
        name=name,
        words="\n".join([*lines, "Données fictives"] if arrivals.is_fictional else lines),
        sign=texts.count(stayed) if stayed.count else "",
        flows=[
            Flow(
                lon=arrivals.towns[code][1][0],
                lat=arrivals.towns[code][1][1],
                width_px=width,
                sign=str(counts[code]),
                name=arrivals.towns[code][0],
                words=texts.flow_words(
                    arrivals.towns[code][0],
                    arrivals.towns[code][2],
                    is_fictional=arrivals.is_fictional,
                ),
            )
            for code, width in widths.items()
        ],
        is_fictional=arrivals.is_fictional,
    )
