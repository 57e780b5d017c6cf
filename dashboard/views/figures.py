"""Figures, sources and tables on screen: the value big, its provenance right under it."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from dashboard.exports import Maps, Provenance, table_offers
from dashboard.texts import common as texts
from dashboard.texts import exports
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


def show_download(
    table: pd.DataFrame,
    name: str,
    provenance: Provenance,
    maps: Maps | None = None,
) -> None:
    """Offer a table in every format, and its map when it has one; made when asked for.

    Parameters
    ----------
    table
        What the files hold; the index is left out.
    name
        Name of the files, without ending.
    provenance
        Title, sources, units; whether it is fictional.
    maps
        How to make the files of the map that says the same.
    """
    with st.popover(exports.DOWNLOAD, icon=":material/download:", key=f"download-{name}"):
        for rank, offer in enumerate(table_offers(table, name, provenance, maps)):
            st.download_button(
                offer.label,
                offer.make,
                file_name=offer.name,
                mime=offer.mime,
                help=offer.help,
                on_click="ignore",
                key=f"download-{name}-{rank}",
                width="stretch",
            )
