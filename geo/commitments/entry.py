"""What a partner enters of a measure: checked before it is kept, never over someone unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from geo.commitments.follow_up import record_of, target_of
from geo.commitments.progress import Progress, contradicts
from geo.errors import Fault, InputError

FIRST_YEAR = 2015
FORM = "saisie"


@dataclass(frozen=True, slots=True)
class Entry:
    """One state of one measure in one year, as someone enters it.

    Attributes
    ----------
    measure_id, year
        What it is about.
    progress
        The state.
    value
        In the unit of the measure; None when not known.
    comment, document
        What lets one say it, and where it stands; may be empty.
    """

    measure_id: str
    year: int
    progress: Progress
    value: Decimal | None = None
    comment: str = ""
    document: str = ""

    def row(self) -> dict[str, object]:
        """Return the fields of the template ``follow_up``."""
        return {
            "measure_id": self.measure_id,
            "year": self.year,
            "status": self.progress.value,
            "value": None if self.value is None else float(self.value),
            "comment": self.comment.strip() or None,
            "document": self.document.strip() or None,
        }


def require_entry(entry: Entry, measures: pd.DataFrame, *, last_year: int) -> None:
    """Raise `InputError` with all that is wrong with an entry.

    Parameters
    ----------
    measures
        Table ``commitments``, indexed by ``measure_id``.
    last_year
        The last year that may be described: nobody knows the next one.
    """
    faults = []
    if entry.measure_id not in measures.index:
        faults.append(Fault("unknown-measure", FORM, field="measure_id", found=entry.measure_id))
    if not FIRST_YEAR <= entry.year <= last_year:
        expected = f"{FIRST_YEAR}…{last_year}"
        faults.append(
            Fault("out-of-range", FORM, field="year", expected=expected, found=str(entry.year))
        )
    if entry.value is not None and entry.value < 0:
        faults.append(
            Fault("out-of-range", FORM, field="value", expected="≥ 0", found=str(entry.value))
        )
    if not faults and _is_contradicted(entry, measures):
        target = target_of(record_of(measures, entry.measure_id))
        faults.append(
            Fault(
                "state-against-value",
                FORM,
                field="status",
                expected=f"{target.value}" if target else "",
                found=f"{entry.value}",
            )
        )
    if faults:
        raise InputError(faults)


def _is_contradicted(entry: Entry, measures: pd.DataFrame) -> bool:
    return contradicts(
        entry.progress, entry.value, target_of(record_of(measures, entry.measure_id))
    )


def standing(history: pd.DataFrame, measure_id: str, year: int) -> Mapping[str, object] | None:
    """Return what was last entered of a measure and a year; None when nothing was.

    Parameters
    ----------
    history
        From `geo.store.history.row_history`.
    """
    rows = history[
        (history["measure_id"] == measure_id) & (history["year"] == year) & history["is_current"]
    ]
    return None if rows.empty else {str(key): value for key, value in rows.iloc[-1].items()}


def require_unchanged(history: pd.DataFrame, entry: Entry, seen_batch: int | None) -> None:
    """Raise `InputError` when someone else entered the same measure and year meanwhile.

    Parameters
    ----------
    seen_batch
        Batch of what stood when the entry was previewed; None when nothing stood.
    """
    now = standing(history, entry.measure_id, entry.year)
    if (None if now is None else now["batch_id"]) != seen_batch:
        raise InputError(
            Fault(
                "changed-meanwhile",
                FORM,
                field=entry.measure_id,
                found="" if now is None else f"{now['who']}",
                fix="read what was entered meanwhile, then enter again",
            )
        )


def disputed(history: pd.DataFrame) -> pd.DataFrame:
    """Return the entries of the measures and years that were entered differently, none undone.

    Returns
    -------
    pandas.DataFrame
        Rows of `history`, oldest first, where several batches gave other states or values.
    """
    kept = history[~history["is_undone"]]
    groups = kept.groupby(["measure_id", "year"], sort=False)
    return kept[groups["batch_id"].transform("nunique") > 1]
