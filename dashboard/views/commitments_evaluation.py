"""What the page « Engagements » shows of the yearly evaluation: checklist and exports."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from dashboard.choices import choice_key
from dashboard.texts import evaluation as texts
from geo.rules.annual_report import Consultation, Content, Step, StepState
from geo.rules.parameters import DatedValue

OWNER = "rapport"
SENT, CLOSED, APPROVED, PUBLISHED, ANNEXED = (
    "envoi",
    "cloture",
    "approbation",
    "publication",
    "avis",
)
DAYS = {
    SENT: texts.SENT,
    CLOSED: texts.CLOSED,
    APPROVED: texts.APPROVED,
    PUBLISHED: texts.PUBLISHED,
}


def show_plan() -> None:
    """Show what the document holds, in order."""
    st.subheader(texts.TITLE)
    st.markdown(texts.INTRO)
    st.markdown("\n".join(texts.HEADINGS[content] for content in Content))


def ask_steps(first: date) -> None:
    """Ask for the days of the consultation; none is needed."""
    st.markdown(f"##### {texts.STEPS_TITLE}")
    for column, (name, label) in zip(st.columns(4), DAYS.items(), strict=True):
        with column:
            st.date_input(
                label,
                value=None,
                min_value=first,
                format="DD/MM/YYYY",
                key=choice_key(name, OWNER),
                persist_state="session",
            )
    st.checkbox(texts.ANNEXED, key=choice_key(ANNEXED, OWNER), persist_state="session")


def show_steps(
    steps: Mapping[Step, StepState], known: Consultation, law: DatedValue, *, is_whole: bool
) -> None:
    """Show the checklist, and the text that sets the delay."""
    st.markdown("  \n".join(texts.step_line(step, at, known) for step, at in steps.items()))
    if is_whole:
        st.success(texts.COMPLETE, icon=":material/check:")
    st.caption(f"{texts.SILENCE}  \n{texts.law(law)}")


def offer(make_pdf: Callable[[], bytes], make_xlsx: Callable[[], bytes], year: int) -> None:
    """Offer the document; it is made when the reader asks for it."""
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    kinds = ((texts.PDF, make_pdf, "pdf", "application/pdf"), (texts.XLSX, make_xlsx, "xlsx", xlsx))
    with st.container(horizontal=True):
        for label, make, ending, kind in kinds:
            st.download_button(
                label,
                make,
                file_name=texts.file_name(year, ending),
                mime=kind,
                icon=":material/description:",
                on_click="ignore",
                key=f"evaluation-{ending}",
                help=texts.EXPORT_HELP,
            )
