"""The parts of the page « Données des partenaires »: check a file, keep it, undo it."""

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.texts import partner as texts
from dashboard.views import partner as views
from geo.french import NARROW
from geo.imports import run
from geo.imports.reading import Reading
from geo.store.kinds import Kind
from geo.territory.partner import partner_log

CHECKED, DONE, ROUND = "controle", "fait", "tour"
WHO = "service"


def show_sending(kind: Kind) -> None:
    """Take a file, say what is wrong or what it changes, and keep it once that is confirmed."""
    widget = f"fichier-{kind}-{state.recall(ROUND, kind, 0)}"
    views.ask_file(widget)
    done: str | None = state.recall(DONE, kind, None)
    if done is not None:
        views.show_done(done)
    given = state.uploaded(widget)
    if given is None:
        state.keep(kind, **{CHECKED: None})
        if done is None:
            views.show_nothing_dropped()
        return
    state.keep(kind, **{DONE: None})
    st.subheader(texts.STEP_CHECK)
    reading, faults = _checked(kind, widget, given)
    if reading is None:
        views.show_report(faults, kind)
        return
    _show_preview(kind, reading)


def show_history(kind: Kind) -> None:
    """Show the log, and offer to undo the last batch of the kind."""
    log = state.ask_partner(partner_log)
    views.show_history(log, views.history_table(log))
    is_kept = (log["kind"] == kind) & (log["action"] == "import") & ~log["is_undone"].astype(bool)
    kept = log[is_kept]
    if not kept.empty:
        last = kept.iloc[0]
        batch = int(last["batch_id"])
        views.offer_undo(batch, str(last["file_name"]), partial(_undo, kind, batch))


def _checked(
    kind: Kind, widget: str, given: tuple[str, bytes]
) -> tuple[Reading | None, state.Faults]:
    """Return what a file says, read once for all the runs of the page."""
    name, content = given
    mark = (widget, name, len(content), hash(content))
    held: tuple[object, Reading | None, state.Faults] | None = state.recall(CHECKED, kind, None)
    if held is None or held[0] != mark:
        move = views.progress_bar(texts.READING)
        today = state.machine_day()
        read = partial(run.read_file, state.territory(), kind, content, name, today, move)
        held = (mark, *state.tried(read))
        state.keep(kind, **{CHECKED: held})
    return held[1], held[2]


def _show_preview(kind: Kind, reading: Reading) -> None:
    done, faults = state.tried(run.preview, state.territory(), reading)
    if done is None:
        views.show_report(faults, kind)
        return
    views.show_preview(done, len(reading.records))
    outcome = done.outcome
    if not outcome.added_count and not outcome.changed_count:
        return
    views.ask_who(WHO)
    who = state.typed(WHO).strip()
    if not who:
        views.show_needs_who()
    if views.offer_keep("enregistrer", is_ready=bool(who)):
        _keep(kind, reading, who)


def _keep(kind: Kind, reading: Reading, who: str) -> None:
    """Keep a file with a bar, then show the page anew, its file taken away."""
    move = views.progress_bar(texts.KEEPING)
    done, faults = state.tried(run.keep, state.territory(), reading, who, move)
    if done is None:
        views.show_report(faults, kind)
        return
    again = state.recall(ROUND, kind, 0) + 1
    state.keep(kind, **{DONE: texts.kept(done), CHECKED: None, ROUND: again})
    st.rerun()


def _undo(kind: Kind, batch: int) -> None:
    """Undo the batch that the reader was shown, and no other."""
    _, faults = state.tried(run.undo, state.territory(), kind, texts.PAGE_USER, batch)
    words = texts.UNDONE.format(space=NARROW, batch=batch)
    state.keep(kind, **{DONE: texts.not_undone(faults[0]) if faults else words})
