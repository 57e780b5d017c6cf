"""Tables of the page « Mobilités », and the form that loads a network."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.texts import mobility_parts as texts
from geo.french import UNKNOWN, number

SHOWN = 12


def show_neighbourhood(words: str) -> None:
    """Show what one neighbourhood is offered."""
    st.markdown(words)


def show_departures(table: pd.DataFrame) -> None:
    """Show the departures an hour of each neighbourhood, by kind of day."""
    figures = table.columns[2:]
    st.dataframe(
        table.style.format(dict.fromkeys(figures, partial(number, decimals=1))),
        hide_index=True,
        alt=texts.DEPARTURES,
    )


def choose_minimum(key: str, minimums: Sequence[str]) -> None:
    """Ask from how many departures a day a stop counts."""
    st.segmented_control(texts.MINIMUM, minimums, key=key, required=True, persist_state="session")


def show_shares(table: pd.DataFrame) -> None:
    """Show the share of each neighbourhood near a stop."""
    shares = [name for name in table.columns if name.startswith(texts.SHARE)]
    whole = partial(number, decimals=0)
    st.dataframe(
        table.style.format(dict.fromkeys(shares, whole), na_rep=UNKNOWN),
        hide_index=True,
        alt=texts.SHARES,
    )


@contextmanager
def buildings() -> Iterator[None]:
    """Fold what is drawn inside."""
    with st.expander(texts.BUILDINGS, icon=":material/apartment:"):
        st.markdown(texts.BUILDINGS_HOW)
        yield


def ask_buildings(key: str, on_given: Callable[[], None]) -> None:
    """Ask for a file of dwellings or buildings."""
    st.file_uploader(texts.BUILDINGS_FILE, type=["csv"], key=key, on_change=on_given)


def show_table(table: pd.DataFrame, name: str) -> None:
    """Show a table."""
    st.dataframe(table, hide_index=True, placeholder=UNKNOWN, alt=name)


def show_warnings(lines: Sequence[str]) -> None:
    """Fold away what should be known of the file."""
    with st.expander(texts.WARNINGS.format(count=len(lines)), icon=":material/info:"):
        st.markdown("\n".join(f"- {line}" for line in lines[:SHOWN]))


def ask_feed(key: str, on_load: Callable[[], None]) -> None:
    """Say where the real network is published, and take its file."""
    st.markdown(texts.LOAD_HOW)
    with st.form(f"{key}-form", clear_on_submit=True, border=False):
        st.file_uploader(texts.LOAD_FILE, type=["zip"], key=key)
        st.form_submit_button(texts.LOAD, on_click=on_load, icon=":material/upload:")


def show_refusal(lines: Sequence[str], head: str) -> None:
    """Say why a file was refused, after what that means."""
    more = [texts.MORE_FAULTS.format(count=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    st.error("  \n".join([head, *lines[:SHOWN], *more]))


def show_no_file() -> None:
    """Say that no file was chosen."""
    st.warning(texts.NO_FILE)


def offer_undo(words: str, on_undo: Callable[[], None]) -> None:
    """Offer to take the loaded network away."""
    st.button(words, on_click=on_undo, icon=":material/undo:")


def show_log(lines: Sequence[str]) -> None:
    """Fold away what was loaded and undone."""
    with st.expander(texts.LOG, icon=":material/history:"):
        st.markdown("\n".join(f"- {line}" for line in lines))
