"""The plain words for residents, on screen and to print."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.residents import residents_page
from dashboard.texts import renewal_people as texts
from dashboard.texts.renewal_people import Section


def show_people(name: str, intro: str, sections: Sequence[Section], foot: str) -> None:
    """Show the block in two columns, and offer it as a page to print."""
    st.subheader(texts.TITLE)
    st.markdown(intro)
    middle = (len(sections) + 1) // 2
    left, right = st.columns(2, gap="large")
    for column, part in ((left, sections[:middle]), (right, sections[middle:])):
        with column:
            for title, lines in part:
                st.markdown(f"#### {title}")
                st.markdown("\n".join(f"- {line}" for line in lines))
    title = texts.SHEET_TITLE.format(name=name)
    st.download_button(
        texts.DOWNLOAD,
        residents_page(title, intro, sections, foot),
        file_name="pour-les-habitants.html",
        mime="text/html",
        icon=":material/print:",
        on_click="ignore",
        key="download-habitants",
    )


def offer_sheet(make: Callable[[], bytes], name: str) -> None:
    """Offer the printed sheet of the neighbourhood, made when it is asked for."""
    st.download_button(
        texts.SHEET,
        make,
        file_name=f"{name}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key="download-fiche",
    )
