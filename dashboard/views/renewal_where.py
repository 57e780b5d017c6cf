"""« Où est ce point ? »: how a place is given, and what is said of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.texts import fault_words
from dashboard.texts import renewal_map as map_texts
from dashboard.texts import renewal_where as texts
from geo.errors import Fault
from geo.fetch import Address
from geo.rules.vat import VatZone

UPLOADS = ["geojson", "json", "gpkg", "zip"]
FORMAT = "DD/MM/YYYY"
SHOWN = 8


def choose_filing_date(key: str, first: date, usual: date) -> date:
    """Ask for the day when the permit is filed; `usual` where the field was emptied."""
    chosen: date | None = st.date_input(
        texts.FILED,
        min_value=first,
        max_value=date.max,
        key=key,
        help=texts.FILED_HELP,
        format=FORMAT,
        persist_state="session",
    )
    return chosen or usual


def choose_way(key: str) -> str:
    """Ask how the place is given."""
    chosen: str | None = st.segmented_control(
        texts.WAY,
        list(texts.WAYS),
        format_func=lambda way: texts.WAYS[way],
        key=key,
        default=next(iter(texts.WAYS)),
        required=True,
    )
    return chosen or next(iter(texts.WAYS))


def explain_map() -> None:
    """Say how the map gives a place."""
    st.caption(texts.BY_MAP)


def ask_coordinates(key: str, on_typed: Callable[[], None]) -> None:
    """Ask for coordinates."""
    st.text_input(texts.COORDINATES, key=key, on_change=on_typed, help=texts.COORDINATES_HELP)


def show_unreadable(text: str) -> None:
    """Say that what was typed is no place."""
    st.warning(texts.UNREADABLE.format(text=text))


def ask_online(key: str) -> bool:
    """Offer the online search of addresses; off at first."""
    is_on: bool = st.toggle(texts.ONLINE, key=key, help=texts.ONLINE_HELP, persist_state="session")
    if not is_on:
        st.caption(texts.OFFLINE)
    return is_on


def ask_address(key: str) -> str | None:
    """Ask for an address; its text when the search is asked for."""
    with st.form(key, border=False):
        text: str = st.text_input(texts.ADDRESS, key=f"{key}-texte")
        is_asked = st.form_submit_button(texts.ADDRESS_FIND, icon=":material/search:")
    return text if is_asked else None


def choose_address(found: Sequence[Address], take: Callable[[Address], None]) -> None:
    """Show the addresses that were found; choosing one gives its place."""
    if not found:
        st.info(texts.ADDRESS_NONE)
        return
    st.markdown(texts.ADDRESS_CHOOSE)
    for rank, address in enumerate(found):
        st.button(address.label, key=f"adresse-{rank}", on_click=take, args=(address,))


def show_network_fault(fault: Fault) -> None:
    """Say that the online search failed."""
    found = fault_words.found(fault) or texts.NO_DETAIL
    st.warning(texts.NETWORK.format(found=found), icon=":material/cloud_off:")


def ask_shape(key: str, on_given: Callable[[], None]) -> None:
    """Ask for a file of a building or a plot."""
    st.file_uploader(texts.SHAPE_FILE, type=UPLOADS, key=key, on_change=on_given)


def show_refusal(faults: Sequence[Fault]) -> None:
    """Say why a file of shapes was refused."""
    st.error("  \n".join(map_texts.refusal(fault) for fault in faults[:SHOWN]))


def show_bad_shape() -> None:
    """Say that a shape cannot be measured."""
    st.warning(texts.BAD_SHAPE)


def show_nothing() -> None:
    """Say that no place was given yet."""
    st.info(texts.NOTHING, icon=":material/location_searching:")


def show_answer(answer: Mapping[str, Any], names: Mapping[str, str], filed: date) -> None:
    """Show where a place stands: in a few words, for each QPV, for the reduced VAT."""
    with st.container(border=True):
        st.markdown(f"#### {texts.headline(answer, names)}")
        if "area_m2" in answer:
            st.markdown(texts.size(answer))
        st.markdown("\n".join(f"- {texts.qpv_line(each, names)}" for each in answer["qpv"]))
        is_none = answer["vat_zone"] == VatZone.NONE
        st.badge(texts.rate(answer), color="gray" if is_none else "blue")
        st.markdown(texts.reason(answer))
        st.caption(f"{texts.filed_line(filed)} : {texts.article(answer)}")
        for line in texts.caveats(answer):
            st.caption(f":material/info: {line}")
        st.caption(f"**{texts.INDICATIVE}**")


def show_measure(found: Mapping[str, float]) -> None:
    """Show the length of a line drawn on the map."""
    st.success(texts.size(found), icon=":material/straighten:")


def show_note(words: str) -> None:
    """Show a note in small."""
    st.caption(words)


def offer_clear(clear: Callable[[], None]) -> None:
    """Offer to forget the place."""
    st.button(texts.CLEAR, on_click=clear, icon=":material/close:")


def ask_table(key: str) -> None:
    """Ask for a table of points."""
    st.markdown(texts.CSV_HELP)
    st.file_uploader(texts.CSV_FILE, type=["csv", "txt"], key=key)


def show_table_refusal(faults: Sequence[Fault]) -> None:
    """Say what is wrong in a table, line by line."""
    st.error("  \n".join(texts.table_fault(fault) for fault in faults[:SHOWN]))
    rest = texts.more_faults(faults, SHOWN)
    if rest:
        st.caption(rest)


def working() -> Any:  # noqa: ANN401 -- a context manager of Streamlit
    """Return what shows that a long table is being answered."""
    return st.spinner(texts.CSV_WORKING, show_time=True)


def show_table_answer(answer: Mapping[str, Any], content: bytes, name: str) -> None:
    """Show how many points are where, and offer the whole table."""
    st.success(texts.CSV_DONE.format(rows=answer["rows_count"]))
    st.markdown(texts.csv_counts(answer))
    st.download_button(
        texts.CSV_DOWNLOAD,
        content,
        file_name=f"{name}-reponses.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download-table-reponses",
    )
    st.caption(texts.INDICATIVE)
