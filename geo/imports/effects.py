"""What an import changes in the indicators: one sentence per kind, for the preview and the log.

The preview and the log are public. Numbers of households are rounded to five, what the store holds
and what the file brings apart: a sentence on both together, foreseen for one file after the other,
would tell the exact numbers of the store, then the stage of any household in it.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from geo.french import joined, number
from geo.rehousing.stages import PROGRESS, Progress
from geo.store.kinds import Kind

STEP = 5
REHOUSED = [stage for stage, progress in PROGRESS.items() if progress is Progress.REHOUSED]
DONE = "done"

Effect = Callable[[pd.DataFrame, pd.DataFrame], str]


def rehousing_effect(before: pd.DataFrame, new: pd.DataFrame) -> str:
    """Say how many households are followed and rehoused.

    Parameters
    ----------
    before, new
        Rows of the store and of the file, as `geo.store.current_rows` gives them.
    """
    moved = [int(rows["stage"].isin(REHOUSED).sum()) for rows in (before, new)]
    followed = _apart("Ménages suivis", len(before), len(new))
    return f"{followed} {_apart('Ménages relogés', *moved)}"


def lettings_effect(before: pd.DataFrame, new: pd.DataFrame) -> str:
    """Say how many leases are known, and how many with resources, which the two rates need."""
    known = [int(rows["annual_resources_eur"].notna().sum()) for rows in (before, new)]
    return f"{_apart('Baux', len(before), len(new))} {_apart('Ressources connues', *known)}"


def programme_effect(before: pd.DataFrame, new: pd.DataFrame) -> str:
    """Say how many operations have a dated state, and how many are done."""
    after = _merged(before, new)
    told = [_operations(rows) for rows in (before, after)]
    done = [_operations(rows[rows["state"] == DONE]) for rows in (before, after)]
    return (
        f"Opérations suivies : {told[0]}, puis {told[1]}. "
        f"Opérations faites : {done[0]}, puis {done[1]}."
    )


def years_effect(before: pd.DataFrame, new: pd.DataFrame) -> str:
    """Say which years are known."""
    after = _merged(before, new)
    years = sorted({str(year) for year in after.index.get_level_values("year")})
    return f"Années connues : {joined(years)}."


def _operations(rows: pd.DataFrame) -> int:
    return int(rows.index.get_level_values("operation_id").nunique())


def _merged(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the store once the file is in it."""
    kept = before[~before.index.isin(new.index)]
    return pd.concat([kept, new]) if len(kept) else new


def _apart(label: str, before: int, new: int) -> str:
    """Write two numbers of households, rounded.

    >>> _apart("Ménages suivis", 0, 62)
    'Ménages suivis : 0 avant cet envoi, environ 60 dans ce fichier.'
    """
    return f"{label} : {_about(before)} avant cet envoi, {_about(new)} dans ce fichier."


def _about(count: int) -> str:
    if count == 0:
        return "0"
    rounded = STEP * round(count / STEP)
    return f"environ {number(rounded)}" if rounded else f"moins de {STEP}"


EFFECTS: Mapping[Kind, Effect] = {
    Kind.REHOUSING: rehousing_effect,
    Kind.LETTINGS: lettings_effect,
    Kind.PROGRAMME: programme_effect,
    Kind.THRESHOLDS: years_effect,
    Kind.FOLLOW_UP: years_effect,
}
