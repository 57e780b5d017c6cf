"""What Streamlit remembers: answers of the territory, the chosen commune, the theme.

The only place with caches, session state and the address of the page, and the one that turns
an error into a French sentence.
"""

import logging
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from dashboard.choices import Choice, choice_key
from dashboard.maps import Given, Theme, read_click, read_given
from dashboard.outlines import LAYERS, outline_url
from dashboard.views.errors import (
    show_error,
    show_incident,
    show_unknown_code,
    show_unreadable_code,
)
from dashboard.views.maps import Outlines
from geo.errors import CdvError, Fault
from geo.manifest import FILE_NAME, data_folder, read_manifest
from geo.territory import Territory, open_territory

P = ParamSpec("P")
T = TypeVar("T")

Faults = tuple[Fault, ...]

MAP_HEAD_START_S = 0.6
_log = logging.getLogger(__name__)


@contextmanager
def guarded() -> Iterator[None]:
    """Show a known error as French sentences, and any other one as an incident with a number."""
    try:
        yield
    except CdvError as error:
        show_error(error)
    except Exception:  # noqa: BLE001 -- the page must say something whatever happens
        reference = secrets.token_hex(3).upper()
        _log.exception("incident %s", reference)
        show_incident(reference)


def ask(question: Callable[Concatenate[Territory, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the answer of the territory to a function of `geo.territory`; kept and read-only.

    Arguments must be plain values. An answer is kept until the manifest of the territory
    changes.
    """
    folder = data_folder()
    answer: T = _answered(
        question.__name__,
        args,
        tuple(sorted(kwargs.items())),
        _stamp(folder),
        str(folder),
        question,
    )
    return answer


def territory() -> Territory:
    """Return the territory in use."""
    return ask(_itself)


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


def machine_day() -> date:
    """Return the day on this machine: where a date field starts, never part of a rule."""
    return datetime.now().astimezone().date()


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


def read_address(name: str, known: Collection[str], first: str | None = None) -> None:
    """Give the widget called `name` the value in the address of the page, at the first run.

    A value that is not `known` is said and replaced by `first`; see `write_address`.
    """
    given = st.query_params.get(name)
    if given is not None and given not in known:
        show_unknown_code(name, [given])
    if name not in st.session_state:
        st.session_state[name] = given if given in known else first


def read_addresses(name: str, known: Collection[str]) -> None:
    """Give the widget called `name` the values in the address of the page, at the first run."""
    given = st.query_params.get_all(name)
    unknown = [code for code in given if code not in known]
    if unknown:
        show_unknown_code(name, unknown)
    if name not in st.session_state:
        st.session_state[name] = [code for code in given if code in known]


def write_address(**choices: str | Sequence[str]) -> None:
    """Put the choices of the page in its address, as plain codes, so that a link shows the same."""
    st.query_params.from_dict({name: value for name, value in choices.items() if value})


def amend_address(name: str, value: str) -> None:
    """Change one choice in the address of the page, for a part that runs on its own."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def read_choices(choices: Iterable[Choice], owner: str, *, is_in_address: bool) -> None:
    """Take the choices of `owner` from the address of the page, the first time it is shown.

    A code that cannot be read is said in French and left aside.

    Parameters
    ----------
    is_in_address
        Whether the address is about `owner`; that of another one is not taken over.
    """
    mark = choice_key("read", owner)
    if mark in st.session_state:
        return
    st.session_state[mark] = True
    for choice in choices if is_in_address else ():
        code = st.query_params.get(choice.name)
        value, faults = tried(choice.read, code) if code else (None, ())
        if faults:
            show_unreadable_code(faults[0])
        elif value is not None:
            st.session_state[choice.key(owner)] = value


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


def codes_of(choices: Iterable[Choice], owner: str) -> dict[str, str]:
    """Return the choices of `owner` as codes for `write_address`."""
    known = ((choice, st.session_state.get(choice.key(owner))) for choice in choices)
    return {choice.name: choice.write(value) for choice, value in known if value is not None}


def chosen(name: str) -> str:
    """Return the choice of the page called `name`, read before its widget is drawn."""
    return str(st.session_state[name])


def address(name: str) -> str | None:
    """Return what the address of the page says under `name`."""
    return st.query_params.get(name)


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


def tried(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T | None, Faults]:
    """Return the answer to a question about what the reader gave, or what is wrong with it."""
    try:
        return question(*args, **kwargs), ()
    except CdvError as error:
        return None, error.faults


def outlines() -> Outlines:
    """Return where the browser finds the outlines of the territory in use."""
    folder = data_folder()
    sources = read_manifest(folder).resource(LAYERS["communes"]).descriptor.get("sources", [])
    return Outlines(
        communes=outline_url(folder, "communes"),
        qpv=outline_url(folder, "qpv"),
        credit=", ".join(str(source["title"]).split(" : ")[0] for source in sources),
    )


@st.cache_resource(show_spinner=False)
def let_map_draw() -> None:
    """Wait a moment, once in the life of the server, between the map and the rest of a page.

    The first page makes the browser load the map, tables and charts all at once; the map is what
    the reader waits for. See docs/adr/0003-map.md.
    """
    time.sleep(MAP_HEAD_START_S)


def _itself(territory: Territory) -> Territory:
    return territory


def _stamp(folder: Path) -> float:
    manifest = folder / FILE_NAME
    return manifest.stat().st_mtime if manifest.exists() else 0.0


@st.cache_resource(max_entries=256, show_spinner=False)
def _answered(
    name: str,  # noqa: ARG001 -- part of the key of the cache
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
    stamp: float,
    folder: str,
    _question: Callable[..., Any],
) -> Any:  # noqa: ANN401 -- whatever the question returns
    return _question(_opened(folder, stamp), *args, **dict(kwargs))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(folder: str, stamp: float) -> Territory:  # noqa: ARG001 -- part of the key
    return open_territory(Path(folder))
