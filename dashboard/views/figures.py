"""Figures, sources and tables on screen: the value big, its provenance right under it."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from dashboard.texts import common as texts
from geo.figures import Figure, Source


def show_figures(figures: Sequence[Figure]) -> None:
    """Show key figures side by side, each with its date, producer and status."""
    columns = st.columns(len(figures), gap="medium")
    for column, figure in zip(columns, figures, strict=True):
        with column:
            show_figure(figure)


def show_figure(figure: Figure) -> None:
    """Show one figure: name, value with unit, provenance."""
    st.metric(figure.label, texts.value_of(figure))
    st.caption(" — ".join(part for part in (texts.provenance(figure), figure.note) if part))


def show_sources(sources: Iterable[Source], note: str = "") -> None:
    """List the sources of what stands above, folded."""
    with st.expander(texts.SOURCES, icon=":material/menu_book:"):
        if note:
            st.markdown(note)
        for source in dict.fromkeys(sources):
            st.markdown(f"- {texts.source_line(source)}")


def show_download(table: pd.DataFrame, name: str) -> None:
    """Offer a table as a CSV file that a French spreadsheet opens."""
    content = table.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
    st.download_button(
        texts.EXPORT_CSV,
        content,
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"download-{name}",
    )
