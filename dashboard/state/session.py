"""What one reader chose, clicked or typed, until the page is closed."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from dashboard.choices import choice_key
from dashboard.maps import Given, Theme, read_click, read_given

T = TypeVar("T")


def theme() -> Theme:
    """Return the look the page has in the reader's browser."""
    return Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT


def clicked(map_key: str) -> str | None:
    """Return the code of the area that was just clicked on the map called `map_key`."""
    click = read_click(st.session_state.get(map_key))
    return click.code if click else None


def given(map_key: str) -> Given | None:
    """Return what was last clicked or drawn on the map with tools called `map_key`."""
    return read_given(st.session_state.get(map_key))


def uploaded(widget: str) -> tuple[str, bytes] | None:
    """Return name and content of the file in the field with the key `widget`."""
    file = st.session_state.get(widget)
    return (file.name, file.getvalue()) if file else None


def toggler(map_key: str, name: str) -> Callable[[], None]:
    """Return what to do when the map is clicked: add the area to a choice, or take it away."""

    def toggle() -> None:
        code = clicked(map_key)
        if code is not None:
            chosen = list(st.session_state.get(name, []))
            rest = [each for each in chosen if each != code]
            st.session_state[name] = rest if code in chosen else [*chosen, code]

    return toggle


def taker(map_key: str, name: str) -> Callable[[], None]:
    """Return what to do when the map is clicked: choose that area."""

    def take() -> None:
        code = clicked(map_key)
        if code is not None:
            st.session_state[name] = code

    return take


def row_taker(table_key: str, name: str, codes: "pd.Index[str]") -> Callable[[], None]:
    """Return what to do when one row of a table is chosen: choose what it stands for."""

    def take() -> None:
        rows = st.session_state[table_key]["selection"]["rows"]
        if rows:
            st.session_state[name] = codes[rows[0]]

    return take


def rows_taker(table_key: str, name: str, codes: "pd.Index[str]") -> Callable[[], None]:
    """Return what to do when rows of a table are chosen: make them the whole choice."""

    def take() -> None:
        rows = st.session_state[table_key]["selection"]["rows"]
        st.session_state[name] = [codes[row] for row in rows]

    return take


def mark_rows(table_key: str, rows_of: "pd.Index[str]", chosen: Sequence[str]) -> None:
    """Mark the rows of `chosen` in the table to come; a code without a row marks nothing."""
    rows = [int(row) for row in rows_of.get_indexer(pd.Index(chosen)) if row >= 0]
    st.session_state[table_key] = {"selection": {"rows": rows, "columns": [], "cells": []}}


def recall(name: str, owner: str, usual: T) -> T:
    """Return a choice of `owner`, `usual` while there is none."""
    value: T | None = st.session_state.get(choice_key(name, owner))
    return usual if value is None else value


def keep(owner: str, **values: object) -> None:
    """Remember choices of `owner`; also the answer to a button, given as ``on_click``."""
    for name, value in values.items():
        st.session_state[choice_key(name, owner)] = value


def typed(widget: str) -> str:
    """Return the text in the field with the key `widget`."""
    return str(st.session_state.get(widget, ""))


def empty(widget: str) -> None:
    """Empty the field with the key `widget`; only before it is drawn."""
    st.session_state[widget] = ""


def choose(name: str, value: str) -> None:
    """Make `value` the choice of the page called `name`; only before its widget is drawn."""
    st.session_state[name] = value


def chosen(name: str) -> str:
    """Return the choice of the page called `name`, read before its widget is drawn."""
    return str(st.session_state[name])


def start_of(widget: str, value: T) -> T:
    """Return what the widget with the key `widget` starts from: what `value` was when it appeared.

    A widget that keeps its changes apart from its start (a table that is edited) must be given
    the same start at each run.
    """
    name = f"{widget}-start"
    if widget not in st.session_state:
        st.session_state[name] = value
    start: T = st.session_state[name]
    return start
