"""What the page « Données et méthode » shows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.texts import data as texts
from geo.releases import Release
from geo.territory.data import Conflict

ROWS_SHOWN = 8
ZIP = "application/zip"


def show_package(make: Callable[[], bytes], name: str) -> None:
    """Offer the whole package as one archive."""
    st.download_button(
        texts.PACKAGE,
        make,
        file_name=name,
        mime=ZIP,
        icon=":material/folder_zip:",
        help=texts.PACKAGE_HELP,
        on_click="ignore",
        key="download-package",
    )


def ask_pin(key: str, on_change: Callable[[], None], pin: str | None) -> None:
    """Offer to pin the links of the reader to the version served."""
    st.toggle(texts.PIN, key=key, on_change=on_change, help=texts.PIN_HELP)
    if pin:
        st.caption(texts.PINNED.format(pin=pin))


def ask_words() -> str:
    """Ask for words to search for."""
    return st.text_input(
        texts.SEARCH,
        key="cherche",
        placeholder=texts.SEARCH_EMPTY,
        icon=":material/search:",
        persist_state="session",
    )


def choose_section() -> str:
    """Ask what to show."""
    chosen = st.segmented_control(
        texts.SECTION,
        list(texts.SECTIONS),
        format_func=texts.SECTIONS.__getitem__,
        key="volet-donnees",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or next(iter(texts.SECTIONS))


def file_table(files: pd.DataFrame) -> pd.DataFrame:
    """Return the files as shown: French names, dates and statuses in words."""
    shown = files.assign(
        dates=[
            texts.dates(first, last)
            for first, last in zip(files["first_date"], files["last_date"], strict=True)
        ],
        status=[texts.statuses(each) for each in files["status"]],
        hash=files["hash"].str.removeprefix("sha256:"),
    )
    return shown[list(texts.FILE_COLUMNS)].rename(columns=texts.FILE_COLUMNS)


def show_files(shown: pd.DataFrame, *, key: str, on_select: Callable[[], None]) -> None:
    """Draw the table of the files; choosing a row chooses the file."""
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        on_select=on_select,
        selection_mode="single-row",
        placeholder="",
        column_config={
            texts.FILE_COLUMNS["producer"]: st.column_config.TextColumn(width="medium"),
            texts.FILE_COLUMNS["rows_count"]: st.column_config.NumberColumn(format="localized"),
        },
        alt=texts.SECTIONS["donnees"],
    )


def choose_file(names: "pd.Series[str]") -> str:
    """Ask for a file."""
    chosen: str = st.selectbox(
        texts.FILE,
        list(names.index),
        format_func=lambda name: str(names[name]),
        key="fichier",
        persist_state="session",
    )
    return chosen


def show_file(row: Mapping[Hashable, Any], fields: pd.DataFrame) -> None:
    """Show what one file is, and its columns."""
    st.markdown(f"#### {row['title']}")
    if row["is_fictional"]:
        st.warning(texts.FICTIONAL, icon=":material/theater_comedy:")
    st.markdown(str(row["description"]))
    said = (
        row["producer"],
        row["licence"],
        texts.dates(row["first_date"], row["last_date"]),
        texts.statuses(row["status"]),
        texts.size(int(row["size_bytes"])),
    )
    st.caption(" · ".join(each for each in said if each))
    if not fields.empty:
        st.markdown(f"**{texts.FIELDS}**")
        words = fields.assign(type=fields["type"].replace(texts.TYPES)).replace(
            {"unit": texts.UNITS}
        )
        st.dataframe(words.rename(columns=texts.FIELD_COLUMNS), hide_index=True)


def show_extract(rows: pd.DataFrame) -> None:
    """Draw the first rows of a table as they stand."""
    st.markdown(f"**{texts.EXTRACT}**")
    st.dataframe(rows.head(ROWS_SHOWN), hide_index=True, placeholder="")


def show_raw_file(make: Callable[[], bytes], path: str) -> None:
    """Offer a file of the territory as it stands."""
    st.download_button(
        f"{texts.FILE_RAW} ({path})",
        make,
        file_name=path.rsplit("/", maxsplit=1)[-1],
        icon=":material/draft:",
        on_click="ignore",
        key="download-file",
    )


def parameter_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the legal parameters as shown: French names, certainty in words."""
    shown = table.assign(
        value=[texts.law_value(str(each)) for each in table["value"]],
        unit=table["unit"].replace(texts.PLAIN_TEXT, ""),
        certainty=table["certainty"].map(texts.CERTAINTY).fillna(""),
    )
    return shown[list(texts.PARAMETER_COLUMNS)].rename(columns=texts.PARAMETER_COLUMNS)


def show_parameters(shown: pd.DataFrame) -> None:
    """Draw the legal parameters."""
    st.caption(texts.TO_CHECK_SENTENCE)
    st.dataframe(
        shown,
        hide_index=True,
        height=520,
        placeholder="",
        column_config={
            texts.PARAMETER_COLUMNS["value"]: st.column_config.TextColumn(width="medium"),
            texts.PARAMETER_COLUMNS["since"]: st.column_config.DateColumn(format="DD/MM/YYYY"),
            texts.PARAMETER_COLUMNS["checked_on"]: st.column_config.DateColumn(format="DD/MM/YYYY"),
            texts.PARAMETER_COLUMNS["url"]: st.column_config.LinkColumn(),
        },
        alt=texts.SECTIONS["regles"],
    )


def conflict_table(conflict: Conflict) -> pd.DataFrame:
    """Return what each source says, side by side."""
    rows = [texts.statement(each) for each in conflict.statements]
    return pd.DataFrame(rows, columns=list(texts.CONFLICT_COLUMNS))


def show_conflicts(found: Sequence[Conflict]) -> None:
    """Show what sources contradict, each subject with its statements and what may explain it."""
    st.markdown(texts.CONFLICTS if found else texts.NO_CONFLICT)
    for each in found:
        with st.container(border=True):
            st.markdown(f"#### {each.subject}")
            st.table(conflict_table(each).set_index(texts.CONFLICT_COLUMNS[0]))
            st.caption(each.explanation)


def show_releases(known: Sequence[Release], served: str) -> None:
    """Show what changed in each version of the data."""
    if not known:
        st.info(texts.NO_RELEASE)
    for each in known:
        st.markdown(texts.release(each, served))


def show_nothing(words: str) -> None:
    """Say that nothing was found."""
    st.info(texts.NOTHING.format(words=words))


def show_gone(words: str, changed: str, leave: Callable[[], None]) -> None:
    """Say that the figures of a link are gone, and offer to see those of today."""
    st.title(texts.GONE_TITLE)
    st.error(words, icon=":material/history_toggle_off:")
    st.markdown(texts.GONE_HELP)
    st.button(texts.LEAVE, on_click=leave, type="primary", key="quitter-version")
    st.markdown(changed)
