"""What the page « Engagements » shows to enter the follow-up: form, preview, undo, log."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.choices import choice_key
from dashboard.texts import commitments_entry as texts
from geo.commitments.progress import Progress
from geo.errors import Fault

OWNER = "saisie"
MEASURE, YEAR, STATE, VALUE, COMMENT, DOCUMENT, WHO = (
    "mesure", "annee", "etat", "valeur", "commentaire", "document", "qui",
)  # fmt: skip
MAX_WORDS = 400
LONGEST_NAME = 80
NO_NAME = Fault("no-name", OWNER)
NO_STATE = Fault("no-state", OWNER)


def key(name: str) -> str:
    """Return the key of a field of the form."""
    return choice_key(name, OWNER)


def show_form(
    titles: Mapping[str, str], years: Sequence[int], on_check: Callable[[], None]
) -> None:
    """Draw the form; it is checked before anything is kept."""
    st.subheader(texts.TITLE)
    st.markdown(texts.INTRO)
    with st.form("formulaire-suivi"):
        left, middle, right = st.columns([4, 1, 2])
        with left:
            st.selectbox(
                texts.MEASURE, list(titles), format_func=titles.__getitem__, key=key(MEASURE)
            )
        with middle:
            st.selectbox(texts.YEAR, list(years), key=key(YEAR))
        with right:
            st.selectbox(
                texts.STATE,
                list(Progress),
                index=None,
                format_func=texts.state_label,
                placeholder=texts.CHOOSE_STATE,
                key=key(STATE),
            )
        left, right = st.columns([1, 3])
        with left:
            st.number_input(texts.VALUE, min_value=0.0, value=None, step=None, key=key(VALUE))
        with right:
            st.text_input(texts.COMMENT, max_chars=MAX_WORDS, key=key(COMMENT))
        left, right = st.columns([3, 2])
        with left:
            st.text_input(texts.DOCUMENT, max_chars=MAX_WORDS, key=key(DOCUMENT))
        with right:
            st.text_input(texts.WHO, max_chars=LONGEST_NAME, key=key(WHO))
        st.form_submit_button(texts.PREVIEW, on_click=on_check, icon=":material/fact_check:")


def show_preview(
    words: str, replaced: str, on_save: Callable[[], None], on_cancel: Callable[[], None]
) -> None:
    """Show what will be kept, and what it takes the place of; ask to confirm."""
    with st.container(border=True):
        st.markdown(f"##### {texts.PREVIEWED}")
        st.markdown(words)
        if replaced:
            st.warning(replaced, icon=":material/history:")
        with st.container(horizontal=True):
            st.button(
                texts.SAVE, type="primary", on_click=on_save, key="enregistrer-suivi",
                icon=":material/save:",
            )  # fmt: skip
            st.button(texts.CANCEL, on_click=on_cancel, key="revenir-suivi")


def show_done(words: str) -> None:
    """Show what was just done."""
    st.success(words, icon=":material/check:")


def show_refusals(faults: Sequence[Fault]) -> None:
    """Show what is wrong with an entry."""
    for fault in faults:
        st.warning(texts.refusal(fault), icon=":material/error:")


def show_missing(
    table: pd.DataFrame, sentence: str, on_select: Callable[[], None], title: str
) -> None:
    """Show the measures without state or value; choosing a row puts it in the form."""
    st.subheader(title)
    st.markdown(sentence)
    if not table.empty:
        st.dataframe(
            table,
            hide_index=True,
            key="table-manque",
            on_select=on_select,
            selection_mode="single-row",
            height=260,
            alt=title,
        )


def show_last(words: str, on_undo: Callable[[], None], *, is_of_another: bool) -> None:
    """Show the last entry and offer to undo it."""
    st.markdown(f"##### {texts.UNDO_TITLE}")
    st.markdown(words)
    if is_of_another:
        st.caption(texts.UNDO_WARNING)
    st.button(texts.UNDO, on_click=on_undo, key="annuler-suivi", icon=":material/undo:")


def show_log(tables: Mapping[str, pd.DataFrame], disputed: pd.DataFrame) -> None:
    """Show the audit log and every row ever entered; those that differ come first."""
    st.subheader(texts.LOG)
    if not tables:
        st.caption(texts.LOG_EMPTY)
        return
    if not disputed.empty:
        st.warning(f"{texts.DISPUTED}. {texts.DISPUTED_NOTE}", icon=":material/compare_arrows:")
        st.dataframe(disputed, hide_index=True, key="table-desaccords", alt=texts.DISPUTED)
    for label, table in tables.items():
        st.markdown(f"**{label}**")
        st.dataframe(table, hide_index=True, key=f"table-{label}", alt=label)
    st.caption(texts.LOG_NOTE)
