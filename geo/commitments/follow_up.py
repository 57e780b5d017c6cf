"""The follow-up of the measures, year by year: what was published, computed and entered."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pandas as pd

from geo.commitments.progress import Progress, Sense, Target, progress_of
from geo.figures import Status, as_day

COLUMNS = (
    "measure_id", "year", "progress", "value", "comment", "document", "origin", "source",
    "section", "status", "confidence",
)  # fmt: skip


class Origin(StrEnum):
    """Where a row of the follow-up comes from; the last one is what stands."""

    COMPUTED = "computed"
    PUBLISHED = "published"
    ENTERED = "entered"


ORDER = tuple(Origin)


def record_of(table: pd.DataFrame, key: str) -> dict[str, Any]:
    """Return one row of a table as plain values by column."""
    return {str(name): table.at[key, name] for name in table.columns}


def target_of(measure: Mapping[Any, Any]) -> Target | None:
    """Return the target of a row of ``commitments``; None when it has none."""
    if pd.isna(measure["target_sense"]):
        return None
    value = measure["target_value"]
    return Target(
        sense=Sense(measure["target_sense"]),
        value=None if pd.isna(value) else exact(value),
        due=as_day(measure["target_date"]),
        is_yearly=bool(measure["is_yearly"]),
        text="" if pd.isna(measure["target_text"]) else str(measure["target_text"]),
    )


def exact(value: float) -> Decimal:
    """Return a published number as it was written, without trailing zeros.

    >>> exact(25.0), exact(3104.5)
    (Decimal('25'), Decimal('3104.5'))
    """
    written = Decimal(str(value))
    return written.to_integral_value() if written == written.to_integral_value() else written


def computed_rows(measures: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the state that a published value gives of a measure that has a target.

    Parameters
    ----------
    measures
        Table ``commitments``, indexed by ``measure_id``.
    values
        Table ``commitment_values``; the year is that of ``date_latest``.

    Returns
    -------
    pandas.DataFrame
        Columns `COLUMNS`; the status is derived. A measure without a target has a row too, with
        its value and an unknown state.
    """
    rows = []
    for row in values.to_dict("records"):
        year = row["date_latest"].year
        target = target_of(record_of(measures, row["measure_id"]))
        has_target = target is not None and target.value is not None
        progress = (
            progress_of(exact(row["value"]), target, year)
            if target is not None and has_target
            else Progress.UNKNOWN
        )
        status = Status.DERIVED.value if has_target else row["status"]
        rows.append(
            {**row, "year": year, "progress": progress.value, "origin": Origin.COMPUTED.value}
            | {"status": status, "comment": row["note"], "document": pd.NA}
        )
    return _shaped(rows)


def published_rows(follow_up: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``commitment_follow_up`` in the shape of the follow-up."""
    rows = follow_up.assign(origin=Origin.PUBLISHED.value)
    return _shaped(rows.to_dict("records"))


def entered_rows(entered: pd.DataFrame) -> pd.DataFrame:
    """Return what the partners entered, in the shape of the follow-up.

    Parameters
    ----------
    entered
        Columns ``measure_id``, ``year``, ``status`` (a `Progress`), ``value``, ``comment``,
        ``document``.
    """
    rows = entered.rename(columns={"status": "progress"}).assign(
        origin=Origin.ENTERED.value, status=Status.OFFICIAL.value
    )
    return _shaped(rows.to_dict("records"))


def merged(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return one row per measure and year, what was entered before what was published.

    A value that only one of the parts knows is kept with its own source in ``value_source``; what
    was said otherwise by another part stands in ``also``, so that nothing is hidden.

    Returns
    -------
    pandas.DataFrame
        Columns `COLUMNS`, ``value_source``, ``also`` (other states said, may be empty), sorted by
        measure and year.
    """
    known = [part for part in parts if not part.empty]
    if not known:
        return pd.DataFrame(columns=[*COLUMNS, "value_source", "also"])
    rows = pd.concat(known, ignore_index=True)
    rows["rank"] = [ORDER.index(Origin(each)) for each in rows["origin"]]
    rows = rows.sort_values(["measure_id", "year", "rank"], kind="stable")
    kept = [_one(group) for _, group in rows.groupby(["measure_id", "year"], sort=False)]
    return pd.DataFrame(kept).drop(columns="rank").reset_index(drop=True)


def _one(group: pd.DataFrame) -> dict[str, Any]:
    """Return the row that stands for a measure and a year."""
    said = group[group["progress"] != Progress.UNKNOWN]
    stands = (group if said.empty else said).iloc[-1]
    valued = group[group["value"].notna()]
    others = [each for each in said["progress"].unique() if each != stands["progress"]]
    row: dict[str, Any] = {str(name): value for name, value in stands.items()}
    if not valued.empty:
        last = valued.iloc[-1]
        row |= {"value": last["value"], "value_source": last["source"]}
    return {"value_source": pd.NA} | row | {"also": ", ".join(others) or pd.NA}


def _shaped(rows: Sequence[Mapping[Any, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"year": "int64"}) if rows else frame
