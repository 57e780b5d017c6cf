"""The map of a renewed neighbourhood, its layers, its perimeter file and its export."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.maps import (
    CLICK,
    Drawing,
    Held,
    Mark,
    Nature,
    Overlay,
    Style,
    Theme,
    add_tools,
    build_base_map,
    build_style_layer,
    legend_html,
    nature_style,
)
from dashboard.maps.palette import GROUNDS
from dashboard.networks import STOP
from dashboard.texts import renewal as words
from dashboard.texts import renewal_map as texts
from dashboard.views.renewal import state_style
from geo.french import number, plural
from geo.renewal import State

HEIGHT = 560
MARGIN = 0.75
STOP_PX = 4.0
OFF_M = {"site": 60.0, "street": 120.0}
ESTIMATED = "4 4"
M2_PER_HA = 10_000


@dataclass(frozen=True, slots=True)
class Zones:
    """Where the browser finds the zones, and which ones count.

    Attributes
    ----------
    qpv, near, far
        Addresses relative to the root of the server.
    perimeter, stops
        The same, of the perimeter and of the bus network; None when none was loaded.
    near_m, far_m
        Limits of the VAT rule, in metres.
    with_npnru
        Codes of the QPV around which the far ring counts.
    year
        Generation of the QPV outlines.
    """

    qpv: str
    near: str
    far: str
    perimeter: str | None
    stops: str | None
    near_m: int
    far_m: int
    with_npnru: Sequence[str]
    year: int


def choose_layers(zones: Zones, key: str) -> list[str]:
    """Ask which layers are shown."""
    chosen: list[str] = st.pills(
        texts.LAYERS_LABEL,
        list(texts.LAYERS),
        selection_mode="multi",
        wrap=True,
        format_func=lambda name: _layer_name(name, zones),
        key=key,
        persist_state="session",
    )
    return chosen


def _layer_name(name: str, zones: Zones) -> str:
    loaded = {texts.PERIMETER: zones.perimeter, texts.STOPS: zones.stops}
    words = texts.LAYERS if loaded.get(name, "always") else texts.NOT_LOADED
    return words[name].format(near=zones.near_m, far=zones.far_m)


def show_map(drawing: Drawing, held: Held, zones: Zones, on_given: Callable[[], None]) -> None:
    """Draw the map; `on_given` is called for each click and each shape drawn by hand."""
    base = build_base_map(
        zones.qpv,
        title=texts.MAP_TITLE,
        credit=texts.CREDIT.format(year=zones.year),
        has_tools=True,
    )
    st_folium(
        base,
        feature_group_to_add=add_tools(build_style_layer(drawing), held),
        returned_objects=[CLICK],
        key=texts.MAP_KEY,
        height=HEIGHT,
        use_container_width=True,
        on_change=on_given,
    )


def drawing_of(
    code: str, names: Mapping[str, str], zones: Zones, layers: Sequence[str], theme: Theme
) -> Drawing:
    """Describe the map: the renewed neighbourhood always, the other layers as chosen."""
    others = [each for each in names if each != code]
    overlays = [
        (texts.FAR, Overlay(zones.far, far_style(theme), codes=zones.with_npnru)),
        (texts.NEAR, Overlay(zones.near, near_style(theme))),
    ]
    if zones.perimeter:
        overlays.append((texts.PERIMETER, Overlay(zones.perimeter, perimeter_style(theme))))
    if zones.stops:
        stops = Overlay(zones.stops, stop_style(theme), radius=STOP_PX, codes=[STOP])
        overlays.append((texts.STOPS, stops))
    if not zones.with_npnru:
        overlays = overlays[1:]
    line = replace(renewed_style(theme), fill="none")
    edge = Overlay(zones.qpv, line, codes=[code])
    label = texts.LABEL.format(name=names[code], year=zones.year)
    return Drawing(
        theme=theme,
        styles=[renewed_style(theme), other_style(theme), _hidden()],
        classes={code: 0, **dict.fromkeys(others, 1 if texts.QPV in layers else 2)},
        tooltips={code: label, **{each: f"{names[each]}\nQPV {each}" for each in others}},
        focus=[code],
        focus_margin=MARGIN,
        labels=[code, *(others if texts.QPV in layers else [])],
        strong_labels=[code],
        names={code: label},
        overlays=[*(overlay for name, overlay in overlays if name in layers), edge],
        with_ign=False,
    )


def with_base_map(drawing: Drawing, is_on: bool) -> Drawing:  # noqa: FBT001 -- a switch
    """Return the drawing with or without the base map of the IGN."""
    return replace(drawing, with_ign=is_on)


def renewed_style(theme: Theme) -> Style:
    """Return the look of the renewed neighbourhood."""
    accent = GROUNDS[theme].accent
    return Style(fill=accent, stroke=accent, opacity=0.32, weight=3)


def other_style(theme: Theme) -> Style:
    """Return the look of the other QPV."""
    return Style(fill=GROUNDS[theme].strong, stroke=GROUNDS[theme].strong, opacity=0.1, weight=2)


def near_style(theme: Theme) -> Style:
    """Return the look of the near ring."""
    blue = nature_style(Nature.MEETS, theme).fill
    return Style(fill=blue, stroke=blue, opacity=0.2, weight=1.5)


def far_style(theme: Theme) -> Style:
    """Return the look of the far ring."""
    blue = nature_style(Nature.MEETS, theme).fill
    return Style(fill=blue, stroke=blue, opacity=0.08, weight=1.5, dash="6 5")


def perimeter_style(theme: Theme) -> Style:
    """Return the look of a loaded perimeter."""
    amber = nature_style(Nature.SHORT, theme).fill
    return Style(fill=amber, stroke=amber, opacity=0.12, weight=3, dash="10 4")


def stop_style(theme: Theme) -> Style:
    """Return the look of a bus stop."""
    return Style(fill=GROUNDS[theme].strong, stroke=GROUNDS[theme].page, opacity=0.9, weight=1)


def _hidden() -> Style:
    return Style(fill="#0000", stroke="#0000", opacity=0.0, weight=0)


def marks_of(operations: pd.DataFrame, theme: Theme) -> list[Mark]:
    """Return the operations that a source places, by kind and state, with their precision."""
    placed = operations[operations["lon"].notna() & operations["lat"].notna()]
    return [_mark(row, theme) for row in words.rows_of(placed)]


def _mark(row: words.Row, theme: Theme) -> Mark:
    state = State(row["state"])
    off_m = OFF_M.get(row["position_precision"], 0.0)
    facts = [
        row["name"],
        words.KINDS[row["kind"]],
        f"État : {words.STATES[state]}",
        f"Position : {words.PRECISIONS[row['position_precision']]}",
    ]
    return Mark(
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        sign=words.SIGNS[row["kind"]],
        words="\n".join(facts),
        fill=state_style(state, theme).fill,
        stroke=GROUNDS[theme].strong,
        dash=ESTIMATED if off_m else "",
        off_m=off_m,
    )


def show_legend(
    zones: Zones, layers: Sequence[str], operations: pd.DataFrame, theme: Theme
) -> None:
    """Show what the map draws, in words."""
    entries = _legend_entries(zones, layers, theme)
    faint = [(replace(style, fill=_mixed(style, theme)), label) for style, label in entries]
    st.html(legend_html(faint, title=texts.LEGEND))
    if texts.OPERATIONS in layers:
        missing = words.unplaced(operations)
        if missing:
            st.caption(missing)
        if marks_of(operations, theme):
            st.caption(f"{texts.PLACED}. {texts.ESTIMATED}.")
    st.caption(texts.HOW)


def _legend_entries(zones: Zones, layers: Sequence[str], theme: Theme) -> list[tuple[Style, str]]:
    """Return look and words of each layer that is drawn."""
    entries = [(renewed_style(theme), texts.RENEWED.format(year=zones.year))]
    if texts.QPV in layers:
        entries.append((other_style(theme), texts.OTHER))
    if texts.NEAR in layers:
        entries.append((near_style(theme), texts.RING_NEAR.format(near=zones.near_m)))
    if texts.FAR in layers and zones.with_npnru:
        label = texts.RING_FAR.format(near=zones.near_m, far=zones.far_m)
        entries.append((far_style(theme), label))
    if texts.PERIMETER in layers and zones.perimeter:
        entries.append((perimeter_style(theme), texts.LOADED))
    if texts.STOPS in layers and zones.stops:
        entries.append((stop_style(theme), texts.STOP_OF))
    return entries


def _mixed(style: Style, theme: Theme) -> str:
    """Return the colour that the eye sees: the fill through its opacity, on the ground."""
    ground = GROUNDS[theme].page
    return f"color-mix(in srgb, {style.fill} {round(100 * style.opacity)}%, {ground})"


def ask_perimeter(zones: Zones, key: str, on_load: Callable[[], None]) -> None:
    """Say that the perimeter is not published, and take a file of it."""
    st.markdown(texts.PERIMETER_WHY)
    if zones.perimeter:
        st.success(texts.PERIMETER_THERE, icon=":material/check:")
    with st.form(f"{key}-form", clear_on_submit=True, border=False):
        st.file_uploader(texts.PERIMETER_FILE, type=["geojson", "json", "gpkg", "zip"], key=key)
        st.form_submit_button(texts.PERIMETER_LOAD, on_click=on_load)


def show_no_file() -> None:
    """Say that no file was chosen."""
    st.warning(texts.NO_FILE)


def show_loaded(area_m2: float, count: int) -> None:
    """Say what was loaded."""
    area = number(area_m2 / M2_PER_HA, 1)
    st.caption(texts.PERIMETER_LOADED.format(shapes=plural(count, "polygone"), area=area))


def offer_removal(on_remove: Callable[[], None]) -> None:
    """Offer to take the loaded perimeter away."""
    st.button(texts.PERIMETER_REMOVE, on_click=on_remove, icon=":material/delete:")


def offer_export(make: Callable[[], bytes], name: str) -> None:
    """Offer the layers of the map as a GeoPackage, made when it is asked for."""
    st.download_button(
        texts.EXPORT,
        make,
        file_name=f"{name}.gpkg",
        mime="application/geopackage+sqlite3",
        icon=":material/download:",
        on_click="ignore",
        help=texts.EXPORT_HELP,
        key=f"download-{name}",
    )
