"""What the page « Données des partenaires » shows; never a row of a file."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from dashboard.exports import Provenance
from dashboard.texts import exports
from dashboard.texts import partner as texts
from dashboard.views.figures import show_download
from geo.errors import Fault
from geo.french import NARROW, number
from geo.imports.blank import blank_csv, blank_xlsx, values_of
from geo.imports.run import Preview
from geo.imports.templates import template
from geo.store.kinds import Kind
from geo.territory.partner import KindState

SHOWN_FAULTS = 100
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = ["csv", "txt", "xlsx"]


def show_overview(states: Sequence[KindState]) -> None:
    """Show where each kind stands."""
    st.subheader(texts.OVERVIEW)
    rows = [
        (
            texts.kind_title(each.kind),
            texts.STATES[each.state],
            number(each.batches_count),
            texts.last_day(each.as_of),
        )
        for each in states
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=list(texts.OVERVIEW_COLUMNS)),
        hide_index=True,
        placeholder="",
        alt=texts.OVERVIEW,
    )


def choose_kind() -> Kind:
    """Ask for the kind of data to send."""
    chosen = st.segmented_control(
        texts.KIND,
        [kind.value for kind in Kind],
        format_func=lambda each: texts.kind_title(Kind(each)),
        key="envoi",
        required=True,
        persist_state="session",
    )
    return Kind(str(chosen))


def show_preparation(kind: Kind) -> None:
    """Offer the template of a kind and explain its columns."""
    st.subheader(texts.STEP_PREPARE)
    st.markdown(texts.fields_intro(kind))
    left, right, _ = st.columns([2, 2, 3])
    with left:
        _offer(texts.XLSX, lambda: blank_xlsx(kind), f"modele-{kind}.xlsx", XLSX_TYPE)
    with right:
        _offer(texts.CSV, lambda: blank_csv(kind), f"modele-{kind}.csv", "text/csv")
    with st.expander(texts.FIELDS, icon=":material/view_column:"):
        rows = [texts.field_row(field, values_of(field)) for field in template(kind).fields]
        shown = pd.DataFrame(rows, columns=list(texts.FIELD_COLUMNS))
        st.dataframe(shown, hide_index=True, alt=texts.FIELDS)


def ask_file(key: str) -> None:
    """Ask for a file to send."""
    st.subheader(texts.STEP_DROP)
    st.file_uploader(texts.FILE, type=FILES, key=key, help=texts.FILE_HELP)


def ask_who(key: str) -> None:
    """Ask who sends."""
    st.text_input(texts.WHO, key=key, help=texts.WHO_HELP, max_chars=60)


def show_nothing_dropped() -> None:
    """Say what to do first."""
    st.info(texts.NOTHING_DROPPED, icon=":material/upload_file:")


def progress_bar(words: str) -> Callable[[int, int], None]:
    """Return what moves a bar on the page, to be told rows done and to do."""
    place = st.empty()

    def move(done: int, ahead: int) -> None:
        text = words.format(done=number(done), ahead=number(ahead))
        if done >= ahead:
            place.empty()
        else:
            place.progress(done / max(ahead, 1), text=text)

    return move


def show_report(faults: Sequence[Fault], kind: Kind) -> None:
    """Show what is wrong in a file, by line and column; nothing of what it says."""
    st.error(texts.refused(len(faults)), icon=":material/error:")
    st.markdown(texts.REFUSED_NEXT)
    rows = [texts.fault_row(fault) for fault in faults]
    table = pd.DataFrame(rows, columns=list(texts.FAULT_COLUMNS))
    st.dataframe(table.head(SHOWN_FAULTS), hide_index=True, placeholder="", alt=texts.STEP_CHECK)
    if len(table) > SHOWN_FAULTS:
        st.caption(texts.SHOWN_FAULTS.format(shown=SHOWN_FAULTS))
    show_download(table, f"controle-{kind}", Provenance(texts.STEP_CHECK, note=exports.MADE_HERE))


def show_preview(done: Preview, rows_count: int) -> None:
    """Show what a file would change."""
    outcome = done.outcome
    counts = (rows_count, outcome.added_count, outcome.changed_count, outcome.unchanged_count)
    st.markdown(texts.foreseen(done))
    for column, label, count in zip(st.columns(4), texts.METRICS, counts, strict=True):
        with column:
            st.metric(label, number(count))


def show_needs_who() -> None:
    """Say that a name is needed to keep a file."""
    st.caption(texts.NEEDS_WHO)


def offer_keep(key: str, *, is_ready: bool) -> bool:
    """Offer to keep what was foreseen; whether that was asked."""
    return st.button(
        texts.KEEP, key=key, type="primary", icon=":material/save:", disabled=not is_ready
    )


def show_done(words: str) -> None:
    """Say what was done."""
    st.success(words, icon=":material/check:")


def show_history(log: pd.DataFrame, shown: pd.DataFrame) -> None:
    """Show the log, or how to begin."""
    st.subheader(texts.HISTORY)
    if log.empty:
        st.info(texts.NO_HISTORY, icon=":material/history:")
        return
    st.dataframe(shown, hide_index=True, placeholder="", alt=texts.HISTORY)
    st.caption(texts.HISTORY_NOTE)
    show_download(shown, "historique-envois", Provenance(texts.HISTORY, note=exports.MADE_HERE))


def history_table(log: pd.DataFrame) -> pd.DataFrame:
    """Return the log in French; a small number of households is not given."""
    rows = [
        (
            row["batch_id"],
            f"{row['at']:%d/%m/%Y %H:%M}",
            row["who"],
            _action(row["action"], is_undone=row["is_undone"]),
            texts.kind_title(Kind(row["kind"])),
            row["file_name"],
            _count(row["added_count"], Kind(row["kind"])),
            _count(row["changed_count"], Kind(row["kind"])),
            row["effect"],
        )
        for row in log.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=list(texts.HISTORY_COLUMNS))


def offer_undo(batch: int, file_name: str, on_undo: Callable[[], None]) -> None:
    """Offer to undo the last batch, after a second question."""
    with st.popover(texts.UNDO, icon=":material/undo:"):
        st.markdown(texts.UNDO_SURE.format(space=NARROW, batch=batch, file=file_name))
        st.button(texts.UNDO_CONFIRM, key="annuler", on_click=on_undo)


def _offer(label: str, make: Callable[[], bytes], name: str, mime: str) -> None:
    st.download_button(
        label,
        make,
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=name,
        width="stretch",
    )


def _action(action: str, *, is_undone: bool) -> str:
    is_gone = action == "import" and is_undone
    return texts.SINCE_UNDONE if is_gone else texts.ACTIONS[action]


def _count(count: int, kind: Kind) -> str:
    is_small = template(kind).is_personal and 0 < count < 5  # noqa: PLR2004 -- the rule of secrecy
    return texts.FEW if is_small else number(count)
