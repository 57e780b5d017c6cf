"""The map of the communes: frame, legend, base map switch."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps import CLICK, Drawing, Theme, build_base_map, build_style_layer
from dashboard.texts import common as texts

HEIGHT = 520
IGN_KEY = "fond"


@dataclass(frozen=True, slots=True)
class Outlines:
    """Where the browser finds the outlines, and whose they are.

    Attributes
    ----------
    communes, qpv
        Addresses relative to the root of the server.
    credit
        Producer of the commune outlines, as shown in a corner of the map.
    """

    communes: str
    qpv: str
    credit: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the reader chose for a map: communes, theme; and where its outlines are."""

    chosen: Sequence[str]
    theme: Theme
    outlines: Outlines


def show_map(
    drawing: Drawing,
    outlines: Outlines,
    *,
    title: str,
    key: str,
    on_click: Callable[[], None],
) -> None:
    """Draw the communes; `on_click` is called for each new click on one of them.

    The click is then read with `clicked`, from what is kept under `key`.
    """
    st_folium(
        build_base_map(outlines.communes, title=title, credit=outlines.credit),
        feature_group_to_add=build_style_layer(drawing),
        returned_objects=[CLICK],
        key=key,
        height=HEIGHT,
        use_container_width=True,
        on_change=on_click,
    )


def show_legend(legend: str) -> None:
    """Show a legend made by `dashboard.maps.legend`, outside the map."""
    st.html(legend)


def tooltips(facts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what the map says of each commune: its name, then one fact a line."""
    return {code: "\n".join(("", *lines)) for code, lines in facts.items()}


def ign_toggle() -> None:
    """Offer the base map of the IGN; off at first, since it asks an outside server."""
    st.toggle(texts.IGN_TOGGLE, key=IGN_KEY, help=texts.IGN_HELP)


def ign_is_on() -> bool:
    """Whether the reader wants the base map of the IGN."""
    return bool(st.session_state.get(IGN_KEY))
