"""Social housing by commune under article 55 of the SRU law, as published.

What the State publishes (inventory, verdict, levy) is shown as it is; what a rule of law makes
of it is computed in `geo.rules.sru`, never here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from geo.figures import Source, Status, as_day, source_of


class Situation(StrEnum):
    """Where a commune stands under the SRU law, in the latest published file."""

    COMPLIES = "complies"
    SHORT = "short"
    EXEMPT = "exempt"
    LEFT_LIST = "left_list"
    NOT_CONCERNED = "not_concerned"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source said one day of a commune and the SRU law.

    Attributes
    ----------
    day, reference_date
        Day of the statement, and day it describes when that is another one.
    date_precision
        ``month`` when only the month of `reference_date` is known; ``day``, or empty without one.
    rate_percent, target_percent
        As that source gives them; None when it does not.
    verdict
        ``above``, ``below``, ``not_listed`` or ``unknown``, as that source says.
    status, source, section, note
        Where it was read; French remark.
    inference
        What is inferred and said by no source (French); empty otherwise.
    """

    day: date | None
    reference_date: date | None
    date_precision: str
    rate_percent: float | None
    target_percent: float | None
    verdict: str
    status: Status
    source: Source
    section: str
    note: str
    inference: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """The published inventory of one commune; exact where the file is.

    Attributes
    ----------
    inventory_date
        Day of the count of social dwellings.
    social_dwellings_count
        Dwellings counted under CCH L302-5 IV.
    rate_percent, target_percent
        Published rate, rounded as published, and target of the commune for `period`.
    period
        Three-year period, ``2023-2025``.
    net_levy_eur, levy_year
        Published levy and its year.
    is_carence, is_exempt
        State sanction in force; commune exempted for the period.
    source
        The published file.
    """

    inventory_date: date
    social_dwellings_count: int
    rate_percent: float
    target_percent: int
    period: str
    net_levy_eur: float
    levy_year: int
    is_carence: bool
    is_exempt: bool
    source: Source


def latest_inventories(table: pd.DataFrame) -> pd.DataFrame:
    """Return the latest file of the table ``sru_inventory``, indexed by code.

    A commune that only an older file lists is not in it: its old figures are no longer told.
    """
    latest: pd.DataFrame = table[table["inventory_date"] == table["inventory_date"].max()]
    return latest.set_index("code_insee")


def situations(
    communes: pd.DataFrame, table: pd.DataFrame, history: pd.DataFrame
) -> "pd.Series[str]":
    """Return the `Situation` of every commune, indexed as `communes`.

    A commune of the latest file is short or complies as the file flags it. One that an earlier
    file or statement placed under the law and that the file does not list has left the list;
    the others are not concerned.

    Parameters
    ----------
    communes
        Indexed by ``code_insee``.
    table
        Table ``sru_inventory``, all its files.
    history
        Table ``sru_history``.
    """
    result = pd.Series(Situation.NOT_CONCERNED.value, index=communes.index, name="situation")
    earlier = pd.concat([history["code_insee"], table.loc[table["is_subject"], "code_insee"]])
    once = communes.index.intersection(pd.Index(earlier))
    result.loc[once] = Situation.LEFT_LIST.value
    inventory = latest_inventories(table)
    listed = inventory[inventory["is_subject"]]
    listed = listed.loc[communes.index.intersection(listed.index)]
    result.loc[listed.index] = Situation.COMPLIES.value
    result.loc[listed.index[listed["is_short"]]] = Situation.SHORT.value
    result.loc[listed.index[listed["is_exempt"]]] = Situation.EXEMPT.value
    return result


def inventory_of(
    inventory: pd.DataFrame, code: str, sources: dict[str, Source]
) -> Inventory | None:
    """Return the published inventory of a commune, or None when the file does not list it."""
    if code not in inventory.index:
        return None
    row: dict[Any, Any] = inventory.loc[[code]].to_dict("records")[0]
    return Inventory(
        inventory_date=row["inventory_date"].date(),
        social_dwellings_count=int(row["social_dwellings_count"]),
        rate_percent=float(row["rate_percent"]),
        target_percent=int(row["target_percent"]),
        period=str(row["period"]),
        net_levy_eur=float(row["net_levy_eur"]),
        levy_year=int(row["levy_year"]),
        is_carence=bool(row["is_carence"]),
        is_exempt=bool(row["is_exempt"]),
        source=source_of(sources, str(row["source"])),
    )


def statements_of(
    history: pd.DataFrame, code: str, sources: dict[str, Source]
) -> tuple[Statement, ...]:
    """Return all that was said of a commune, oldest first; empty when nothing was.

    The order is that of the days described; of the days of the statements where none is given.
    """
    rows = history[history["code_insee"] == code]
    order = rows["reference_date"].fillna(rows["statement_date"]).sort_values(kind="stable").index
    rows = rows.loc[order]
    return tuple(_statement(row, sources) for _, row in rows.iterrows())


def disagree(statements: tuple[Statement, ...]) -> bool:
    """Whether sources gave different targets for the commune."""
    targets = {each.target_percent for each in statements if each.target_percent is not None}
    return len(targets) > 1


def _statement(row: "pd.Series[Any]", sources: dict[str, Source]) -> Statement:
    def known(name: str) -> float | None:
        value = row[name]
        return None if pd.isna(value) else float(str(value))

    def text(name: str) -> str:
        return "" if pd.isna(row[name]) else str(row[name])

    return Statement(
        day=as_day(row["statement_date"]),
        reference_date=as_day(row["reference_date"]),
        date_precision=text("date_precision"),
        rate_percent=known("rate_percent"),
        target_percent=known("target_percent"),
        verdict=text("verdict"),
        status=Status(text("status")),
        source=source_of(sources, text("source")),
        section=text("section"),
        note=text("note"),
        inference=text("inference"),
    )
