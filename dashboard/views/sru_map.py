"""The map of the page « Communes SRU »: situation, or gap to the target around zero."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard.maps import (
    Drawing,
    Nature,
    Style,
    Theme,
    diverging_styles,
    legend_html,
    nature_style,
    qpv_overlay,
)
from dashboard.texts import sru as texts
from dashboard.views.maps import Look, ign_is_on, show_legend, show_map, tooltips
from geo.classes import class_numbers
from geo.housing import Situation

LOOKS = {
    Situation.COMPLIES: Nature.MEETS,
    Situation.SHORT: Nature.SHORT,
    Situation.EXEMPT: Nature.SECRET,
    Situation.LEFT_LIST: Nature.LEFT,
    Situation.NOT_CONCERNED: Nature.NOT_CONCERNED,
}
WITHOUT_RATE = (Situation.EXEMPT, Situation.LEFT_LIST, Situation.NOT_CONCERNED)
GAP_BREAKS = (-2.0, 0.0, 2.0)
Classed = tuple[list[Style], dict[str, int], list[tuple[Style, str]]]


def choose_view() -> str:
    """Ask what the colours of the map say."""
    chosen: str = st.selectbox(
        texts.VIEW,
        list(texts.VIEWS),
        format_func=texts.VIEWS.__getitem__,
        key="couleur",
        persist_state="session",
    )
    return chosen


def show_sru_map(table: pd.DataFrame, view: str, look: Look, on_click: Callable[[], None]) -> None:
    """Draw every commune in the colours of `view`, and the legend under the map."""
    (chosen,) = look.chosen
    concerned = table.index[table["situation"] != Situation.NOT_CONCERNED]
    rest = [code for code in concerned if code != chosen]
    styles, classes, legend = classed_communes(table, view, look.theme)
    drawing = Drawing(
        theme=look.theme,
        styles=styles,
        classes=classes,
        tooltips=tooltips(_facts(table)),
        selected=[chosen],
        focus=[chosen, *rest],
        labels=[chosen, *rest],
        strong_labels=[chosen],
        overlays=[qpv_overlay(look.outlines.qpv, look.theme)],
        with_ign=ign_is_on(),
    )
    show_map(drawing, look.outlines, title=texts.MAP_TITLE, key=texts.MAP_KEY, on_click=on_click)
    show_legend(legend_html(legend, title=texts.LEGENDS[view]))


def classed_communes(table: pd.DataFrame, view: str, theme: Theme) -> Classed:
    """Return styles, class of each commune and legend of the map in the colours of `view`."""
    return _VIEWS[view](table, theme)


def _by_situation(table: pd.DataFrame, theme: Theme) -> Classed:
    ranks = {situation: rank for rank, situation in enumerate(LOOKS)}
    styles = [nature_style(nature, theme) for nature in LOOKS.values()]
    counts = table["situation"].value_counts()
    legend = [
        (styles[rank], f"{texts.SITUATIONS[each]} ({counts[each]})")
        for each, rank in ranks.items()
        if each in counts
    ]
    classes = {str(code): ranks[Situation(each)] for code, each in table["situation"].items()}
    return styles, classes, legend


def _by_gap(table: pd.DataFrame, theme: Theme) -> Classed:
    """Return classes of rate less target, in points; communes without a rate keep their look."""
    gap = table["rate_percent"] - table["target_percent"].astype("float64")
    numbers = class_numbers(gap, GAP_BREAKS)
    gaps = list(diverging_styles(2, 2, theme))
    others = {each: len(gaps) + rank for rank, each in enumerate(WITHOUT_RATE)}
    styles = [*gaps, *(nature_style(LOOKS[each], theme) for each in WITHOUT_RATE)]
    classes = {
        str(code): int(rank) if rank >= 0 else others[Situation(situation)]
        for code, rank, situation in zip(table.index, numbers, table["situation"], strict=True)
    }
    present = set(classes.values())
    words = [*texts.GAPS, *(texts.SITUATIONS[each] for each in WITHOUT_RATE)]
    legend = [
        (style, word)
        for rank, (style, word) in enumerate(zip(styles, words, strict=True))
        if rank < len(gaps) or rank in present
    ]
    return styles, classes, legend


def _facts(table: pd.DataFrame) -> dict[str, list[str]]:
    rows = table.to_dict("index")
    return {str(code): texts.tooltip(dict(row)) for code, row in rows.items()}


_VIEWS: dict[str, Callable[[pd.DataFrame, Theme], Classed]] = {
    "situation": _by_situation,
    "ecart": _by_gap,
}
