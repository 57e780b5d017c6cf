"""Errors on screen."""

import streamlit as st

from dashboard.texts import errors as texts
from geo.errors import CdvError, Fault


def show_error(error: CdvError) -> None:
    """Show what is wrong, where, and what was expected."""
    st.error(f"**{texts.title(error)}**", icon=":material/error:")
    for sentence in texts.sentences(error):
        st.markdown(f"- {sentence}")


def show_incident(reference: str) -> None:
    """Show that something unforeseen happened, with the number under which it was logged."""
    st.error(texts.INCIDENT.format(reference=reference), icon=":material/error:")


def show_unknown_code(name: str, codes: list[str]) -> None:
    """Show that the address of the page asks for something the territory does not have."""
    st.warning(texts.UNKNOWN_IN_ADDRESS.format(name=name, codes=", ".join(codes)))


def show_unreadable_code(fault: Fault) -> None:
    """Show that the address of the page holds a code that cannot be read."""
    st.warning(texts.UNREADABLE_IN_ADDRESS.format(name=fault.file, code=fault.found))
