"""The part « Scénario » of the page « Mobilités »: its form, its list, its effect."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.texts import mobility_scenario as texts
from dashboard.texts.mobility_parts import clock
from geo.french import number
from geo.gtfs.changes import HEADWAYS_MIN, LATEST_MIN

STEP_MIN = 30
FIRST_MIN = 4 * 60


def choose_kind(key: str) -> str:
    """Ask what is changed."""
    chosen: str | None = st.segmented_control(
        texts.KIND,
        list(texts.KINDS),
        format_func=texts.KINDS.__getitem__,
        key=key,
        default=next(iter(texts.KINDS)),
        required=True,
    )
    return chosen or texts.HEADWAY


def choose_line(names: Mapping[str, str], key: str) -> None:
    """Ask for a line."""
    st.selectbox(texts.LINE, list(names), format_func=names.__getitem__, key=key)


def ask_headway(key: str) -> None:
    """Ask for minutes between two buses."""
    low, high = HEADWAYS_MIN
    st.number_input(
        texts.MINUTES, min_value=low, max_value=high, value=texts.USUAL_HEADWAY, step=5, key=key
    )


def ask_hour(label: str, key: str, usual: int) -> None:
    """Ask for a time of the service day, by half hours."""
    times = list(range(FIRST_MIN, LATEST_MIN + 1, STEP_MIN))
    st.selectbox(
        label, times, index=times.index(usual), format_func=lambda each: clock(each * 60), key=key
    )


def offer_add(on_add: Callable[[], None], missing: str) -> None:
    """Offer to add the change, or say what the map must be asked first."""
    if missing:
        st.info(missing, icon=":material/ads_click:")
    st.button(
        texts.ADD, on_click=on_add, disabled=bool(missing), type="primary", icon=":material/add:"
    )


def show_changes(lines: Sequence[str], remove: Callable[[int], None]) -> None:
    """List the changes, each with the way to take it away."""
    if not lines:
        st.caption(texts.EMPTY)
    for rank, line in enumerate(lines):
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.markdown(f"{rank + 1}. {line}")
        right.button(texts.REMOVE, key=f"retirer-{rank}", on_click=remove, args=(rank,))
    st.caption(texts.RULES)


def offer_undo(on_undo: Callable[[], None]) -> None:
    """Offer to take back what was last done."""
    st.button(texts.UNDO, on_click=on_undo, icon=":material/undo:")


def ask_file(key: str, on_given: Callable[[], None]) -> None:
    """Ask for a scenario that was kept."""
    with st.expander(texts.FILE, icon=":material/upload_file:"):
        st.file_uploader(
            texts.FILE, type=["txt"], key=key, on_change=on_given, label_visibility="collapsed"
        )


def offer_file(scenario: str) -> None:
    """Offer the scenario as a small file."""
    st.download_button(
        texts.SAVE,
        f"{scenario}\n",
        file_name="scenario-mobilites.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
        key="download-scenario",
    )


def show_effect(words: str) -> None:
    """Show what the scenario changes."""
    st.markdown(words)


def show_table(rows: pd.DataFrame) -> None:
    """Show each destination before and after."""
    figures = [name for name in rows.columns if name.endswith("(min)")]
    signed = partial(number, sign=True)
    plain = partial(number, decimals=0)
    formats: dict[Any, Callable[[Any], str]] = {
        name: signed if name.startswith("Diff") else plain for name in figures
    }
    st.dataframe(
        rows.style.format(dict(formats), na_rep="–"),
        hide_index=True,
        placeholder="–",
        alt=texts.TABLE,
    )
