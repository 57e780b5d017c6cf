"""How a reader places destinations on the page « Mobilités »."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboard.texts import mobility as texts
from dashboard.texts.errors import sentence
from geo.errors import Fault

SHOWN = 8


@contextmanager
def adding() -> Iterator[None]:
    """Fold what is drawn inside."""
    with st.expander(texts.ADD, icon=":material/add_location_alt:"):
        st.markdown(texts.ADD_HOW)
        yield


def ask_name(unplaced: Sequence[str], key: str) -> None:
    """Ask which destination is placed: one of the table, or a new name."""
    st.selectbox(
        texts.ADD_NAME,
        list(unplaced),
        index=None,
        key=key,
        accept_new_options=True,
        placeholder=texts.ADD_PLACEHOLDER,
    )


def offer_place(point: tuple[float, float] | None, on_add: Callable[[], None]) -> None:
    """Offer to place it at the point that was clicked."""
    st.button(
        texts.ADD_HERE, on_click=on_add, disabled=point is None, icon=":material/location_on:"
    )
    if point is None:
        st.caption(texts.ADD_WANTED)


def ask_file(key: str, on_given: Callable[[], None]) -> None:
    """Ask for a file of places."""
    st.file_uploader(texts.ADD_FILE, type=["csv"], key=key, on_change=on_given)


def show_refusal(faults: Sequence[Fault]) -> None:
    """Say why a file was refused."""
    st.error("  \n".join(sentence(fault) for fault in faults[:SHOWN]))


def offer_clear(on_clear: Callable[[], None]) -> None:
    """Offer to take the added places away."""
    st.button(texts.ADD_CLEAR, on_click=on_clear, icon=":material/delete:")
