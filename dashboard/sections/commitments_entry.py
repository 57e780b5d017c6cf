"""The part of the page « Engagements » where the follow-up is entered, undone and read back."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.exports import Provenance
from dashboard.texts import commitments_entry as texts
from dashboard.texts import exports
from dashboard.views import commitments_entry as views
from dashboard.views.commitments import sources_in
from dashboard.views.commitments_entry import (
    COMMENT,
    DOCUMENT,
    MEASURE,
    OWNER,
    STATE,
    VALUE,
    WHO,
    YEAR,
    key,
)
from dashboard.views.figures import show_download
from geo.commitments.entry import FIRST_YEAR, Entry, disputed
from geo.commitments.progress import Progress
from geo.commitments.summary import Choice
from geo.territory import commitments as door
from geo.territory import entries

PENDING, SEEN, DONE, REFUSED, GIVEN_BY = "attente", "vu", "fait", "refus", "donne-par"


def show(seen: door.Glance, measures: pd.DataFrame) -> None:
    """Show what is missing, the form, the preview, the last entry and the log."""
    titles = {str(name): title for name, title in measures["title"].items()}
    years = list(range(state.machine_day().year, FIRST_YEAR - 1, -1))
    _start(seen, years)
    _show_messages()
    _show_missing(seen)
    views.show_form(titles, years, _check)
    pending: Entry | None = state.recall(PENDING, OWNER, None)
    if pending is not None:
        _show_preview(pending, measures)
    _show_last(titles, measures)
    _show_log(titles)


def _start(seen: door.Glance, years: list[int]) -> None:
    """Give the form its first measure and year, where it has none."""
    if state.recall(MEASURE, OWNER, None) is None:
        chosen = state.chosen("mesure")
        first = chosen if chosen in seen.measures.index else str(seen.measures.index[0])
        state.keep(OWNER, **{MEASURE: first})
    if state.recall(YEAR, OWNER, None) is None:
        state.keep(OWNER, **{YEAR: seen.year if seen.year in years else years[0]})


def _show_messages() -> None:
    """Say once what was done or refused by the button that was pressed."""
    done: str = state.recall(DONE, OWNER, "")
    if done:
        views.show_done(done)
    views.show_refusals(state.recall(REFUSED, OWNER, ()))
    state.keep(OWNER, **{DONE: "", REFUSED: ()})


def _draft() -> Entry:
    value: float | None = state.recall(VALUE, OWNER, None)
    return Entry(
        measure_id=state.recall(MEASURE, OWNER, ""),
        year=state.recall(YEAR, OWNER, 0),
        progress=Progress(state.recall(STATE, OWNER, Progress.UNKNOWN)),
        value=None if value is None else Decimal(str(value)),
        comment=state.recall(COMMENT, OWNER, "").strip(),
        document=state.recall(DOCUMENT, OWNER, "").strip(),
    )


def _check() -> None:
    """Check the form: a right entry waits for a confirmation, a wrong one says why."""
    entry, who = _draft(), state.recall(WHO, OWNER, "").strip()
    day = state.machine_day()
    before, faults = state.tried(entries.check_entry, state.territory(), entry, last_year=day.year)
    if state.recall(STATE, OWNER, None) is None:
        faults = (*faults, views.NO_STATE)
    if not who:
        faults = (*faults, views.NO_NAME)
    if faults:
        state.keep(OWNER, **{REFUSED: faults, PENDING: None})
        return
    batch = None if before is None else int(before["batch_id"])
    state.keep(OWNER, **{PENDING: entry, SEEN: batch, GIVEN_BY: who})


def _show_preview(pending: Entry, measures: pd.DataFrame) -> None:
    unit = measures.at[pending.measure_id, "unit"]
    words = texts.preview(pending, str(measures.at[pending.measure_id, "title"]), unit)
    day = state.machine_day()
    before, _ = state.tried(entries.check_entry, state.territory(), pending, last_year=day.year)
    replaced = "" if before is None else texts.replaces(before, unit)
    views.show_preview(words, replaced, partial(_save, pending), _cancel)


def _save(pending: Entry) -> None:
    batch, faults = state.tried(
        entries.enter,
        state.territory(),
        pending,
        who=state.recall(GIVEN_BY, OWNER, ""),
        day=state.machine_day(),
        seen_batch=state.recall(SEEN, OWNER, None),
    )
    if faults:
        state.keep(OWNER, **{REFUSED: faults, PENDING: None})
        return
    state.keep(OWNER, **{PENDING: None, DONE: texts.UNCHANGED if batch is None else texts.SAVED})
    state.keep(OWNER, **{VALUE: None, COMMENT: "", DOCUMENT: "", STATE: None})


def _cancel() -> None:
    state.keep(OWNER, **{PENDING: None})


def _show_missing(seen: door.Glance) -> None:
    choice = Choice(state.chosen("theme"), state.chosen("service"), state.chosen("quartier"))
    missing = state.ask_partner(door.missing_follow_up, choice, seen.year)
    table = pd.DataFrame(
        {
            "Mesure": missing["title"],
            "Il manque": [texts.need(row) for row in missing.to_dict("records")],
            "Ce qui se mesure": missing["indicator"].fillna(""),
            "Unité": missing["unit"].fillna(""),
            "Services": missing["service"],
        }
    )
    sentence = texts.missing_sentence(len(missing), len(seen.measures), seen.year)
    take = state.row_taker("table-manque", key(MEASURE), missing.index)
    views.show_missing(table, sentence, take, texts.MISSING.format(year=seen.year))
    if not table.empty:
        title = texts.MISSING.format(year=seen.year)
        sources = sources_in([missing], dict(state.territory().sources))
        show_download(table, f"suivi-a-completer-{seen.year}", Provenance(title, sources))


def _show_last(titles: dict[str, str], measures: pd.DataFrame) -> None:
    """Show the last entry, and offer to undo it."""
    last: Any = state.ask_partner(entries.last_entry)
    if last is None:
        return
    unit = measures["unit"].get(last["measure_id"])
    words = texts.last_line(last, titles.get(last["measure_id"], last["measure_id"]), unit)
    mine = state.recall(WHO, OWNER, "").strip() or state.recall(GIVEN_BY, OWNER, "")
    undo = partial(_undo, int(last["batch_id"]))
    views.show_last(words, undo, is_of_another=last["who"] != mine)


def _undo(batch: int) -> None:
    who = state.recall(WHO, OWNER, "").strip() or state.recall(GIVEN_BY, OWNER, "")
    if not who:
        state.keep(OWNER, **{REFUSED: (views.NO_NAME,)})
        return
    _, faults = state.tried(entries.undo_entry, state.territory(), who=who, seen_batch=batch)
    state.keep(OWNER, **{REFUSED: faults, DONE: "" if faults else texts.UNDONE})


def _show_log(titles: dict[str, str]) -> None:
    history = state.ask_partner(entries.entered_history)
    log = state.ask_partner(entries.entry_log)
    if log.empty:
        views.show_log({}, pd.DataFrame())
        return
    rows = texts.history_table(history, titles)
    written = texts.log_table(log)
    different = texts.history_table(disputed(history), titles)
    views.show_log({texts.LOG_TABLE: written, texts.ALL_ROWS: rows}, different)
    entered = Provenance(texts.ALL_ROWS, note=exports.MADE_HERE)
    show_download(rows, "suivi-saisi", entered)
    show_download(written, "journal-du-suivi", replace(entered, title=texts.LOG_TABLE))
