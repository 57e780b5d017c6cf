"""The address of a page: the reader's choices as plain codes, so that a link shows the same."""

from collections.abc import Collection, Iterable, Sequence

import streamlit as st

from dashboard.choices import Choice, choice_key
from dashboard.state.answers import tried
from dashboard.views.errors import show_unknown_code, show_unreadable_code

PIN = "version"


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
    kept = {PIN: pinned(), **choices}
    st.query_params.from_dict({name: value for name, value in kept.items() if value})


def pinned() -> str | None:
    """Return the version of the data that the reader's links name; None when they name none."""
    if PIN in st.query_params:
        st.session_state[PIN] = st.query_params[PIN]
    version: str | None = st.session_state.get(PIN)
    return version


def pin(version: str | None) -> None:
    """Make every link of the reader name a version of the data, or none."""
    st.session_state[PIN] = version
    amend_address(PIN, version or "")


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


def codes_of(choices: Iterable[Choice], owner: str) -> dict[str, str]:
    """Return the choices of `owner` as codes for `write_address`."""
    known = ((choice, st.session_state.get(choice.key(owner))) for choice in choices)
    return {choice.name: choice.write(value) for choice, value in known if value is not None}


def address(name: str) -> str | None:
    """Return what the address of the page says under `name`."""
    return st.query_params.get(name)
