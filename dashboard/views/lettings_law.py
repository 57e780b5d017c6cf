"""What the page « Attributions » shows of the rule: thresholds, calculator, form, facts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.exports import Provenance
from dashboard.texts import lettings_law as texts
from dashboard.views.figures import show_download
from geo.rules.parameters import DatedValue
from geo.territory.lettings import Fact

MAX_PERSONS = 15
MAX_EUR = 100_000
FORM_PREFIX = "seuil"


def form_key(name: str) -> str:
    """Return the key of a field of the form.

    >>> form_key("year")
    'seuil-year'
    """
    return f"{FORM_PREFIX}-{name}"


def show_thresholds(lines: Sequence[str], warning: str, national: str) -> None:
    """List the known thresholds, what is missing, and the national landmark."""
    st.markdown(f"##### {texts.THRESHOLDS}")
    if warning:
        st.warning(warning, icon=":material/help:")
    st.markdown("\n".join(f"- {line}" for line in lines))
    if national:
        st.caption(national)


def ask_household() -> tuple[int, int, float | None]:
    """Ask for a household; return persons of 14 and more, children, monthly resources."""
    st.markdown(f"##### {texts.CALCULATOR}")
    st.caption(texts.CALCULATOR_NOTE)
    columns = st.columns(3)
    with columns[0]:
        older = st.number_input(texts.OLDER, 1, MAX_PERSONS, value=1, key="calcul-adultes")
    with columns[1]:
        children = st.number_input(texts.CHILDREN, 0, MAX_PERSONS, value=0, key="calcul-enfants")
    with columns[2]:
        monthly = st.number_input(
            texts.MONTHLY, 0.0, float(MAX_EUR), value=None, step=10.0, key="calcul-ressources"
        )
    return int(older), int(children), monthly


def show_answer(words: str) -> None:
    """Show the answer of the calculator, or of the form."""
    st.success(words, icon=":material/check:")


def show_refusal(words: str) -> None:
    """Say why something cannot be kept."""
    st.warning(words, icon=":material/error:")


def show_form(year: int, on_send: Callable[[], None], on_undo: Callable[[], None]) -> None:
    """Ask for the threshold of a year, with its source; offer to take the last one back."""
    with st.expander(texts.FORM, icon=":material/edit:"), st.form(FORM_PREFIX, border=False):
        st.markdown(texts.FORM_NOTE)
        st.number_input(
            texts.FORM_YEAR, year - 20, year + 5, value=year, format="%d", key=form_key("year")
        )
        columns = st.columns(len(texts.LIMITS))
        for column, (name, label) in zip(columns, texts.LIMITS.items(), strict=True):
            with column:
                st.number_input(
                    label, 0.0, float(MAX_EUR), value=None, step=1.0, key=form_key(name)
                )
        st.text_input(texts.FORM_SOURCE, key=form_key("source"))
        st.date_input(texts.FORM_DATE, value=None, format="DD/MM/YYYY", key=form_key("order_date"))
        st.text_input(texts.FORM_WHO, key=form_key("who"))
        left, right = st.columns(2)
        with left:
            st.form_submit_button(texts.FORM_SEND, type="primary", on_click=on_send)
        with right:
            st.form_submit_button(texts.UNDO, icon=":material/undo:", on_click=on_undo)


def show_rule(targets: Mapping[str, str], missed: Sequence[DatedValue], since: date) -> None:
    """Say what the law asks for, what a miss leads to, and the thread from rehousing."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"##### {texts.RULE}")
        st.markdown(f"{texts.RULE_TEXT.format(**targets)}\n\n{texts.BADGE}")
        st.caption(texts.since_words(since))
    with right:
        st.markdown(f"##### {texts.REHOUSED}")
        st.markdown(texts.REHOUSED_TEXT)
        st.markdown(f"##### {texts.MISSED}")
        st.markdown("\n".join(f"- {texts.law_line(each)}" for each in missed))


def show_facts(facts: Sequence[Fact]) -> None:
    """Show what is published, here and in France; a rate beside its own numbers."""
    st.markdown(f"##### {texts.FACTS}")
    st.markdown(texts.FACTS_INTRO)
    rows = [texts.fact_row(fact) for fact in facts]
    table = pd.DataFrame(rows, columns=list(texts.FACT_COLUMNS)).rename(columns=texts.FACT_COLUMNS)
    st.markdown("\n".join(f"- {texts.fact_line(row)}" for row in rows))
    provenance = Provenance(texts.FACTS, [fact.source for fact in facts])
    show_download(table, "attributions-reperes", provenance)
