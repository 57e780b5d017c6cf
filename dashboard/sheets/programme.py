"""The urban renewal of a neighbourhood as blocks of a sheet: state, money, promises, contacts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.sheets.blocks import Grid, Prose
from dashboard.texts import neighbourhood_sheet as texts
from dashboard.texts import renewal as page
from geo.french import day as written
from geo.french import number
from geo.renewal import State
from geo.territory import Territory
from geo.territory.renewal import (
    Funding,
    has_tables,
    renewal_board,
    renewal_contacts,
    renewal_former_funding,
    renewal_funding,
    renewal_memory,
    renewal_promises,
)

Cite = Callable[[str], str]
Row = Mapping[str, Any]

PERCENT: Final = 100


def operations_block(
    territory: Territory, code: str, day: date, cite: Cite, *, is_current: bool
) -> Grid | Prose:
    """Return the operations of a neighbourhood by kind, each in its state on `day`.

    Parameters
    ----------
    territory, code
        The territory and the official code of the neighbourhood.
    day
        State of the end of that day.
    cite
        From the key of a source to its number.
    is_current
        Whether the programme is the renewal in force, or an earlier one for memory.
    """
    heading = (texts.PROGRAMME if is_current else texts.FORMER).format(day=written(day))
    known = _operations(territory, code, day, is_current=is_current)
    if known.empty:
        return Prose(heading, (texts.NO_OPERATION,))
    kinds = {kind: rank for rank, kind in enumerate(dict.fromkeys(known["kind"]))}
    rows = tuple(
        _operation(row, cite)
        for row in records(
            known.sort_values("kind", key=lambda each: each.map(kinds), kind="stable")
        )
    )
    return Grid(
        heading,
        texts.PROGRAMME_COLUMNS,
        (1.45, 3.75, 2.6, 2.5, 0.7),
        rows,
        before=(texts.programme(known),),
        after=() if known["lon"].notna().any() else (texts.NOT_DRAWN,),
    )


def funding_block(
    territory: Territory, code: str, day: date, cite: Cite, *, is_current: bool
) -> Grid | Prose:
    """Return who pays how much, as far as it was said by `day`, and every total."""
    heading = texts.FUNDING if is_current else texts.FORMER_FUNDING
    found = _funding(territory, code, is_current=is_current)
    said = found.statements[found.statements["date_latest"] <= pd.Timestamp(day)]
    if said.empty:
        return Prose(heading, (texts.NO_FUNDING,))
    named = said[said["funders_count"] > 0]
    last = (said if named.empty else named).iloc[[-1]]
    rows = tuple(zip(records(said), [cite(key) for key in said["source"]], strict=True))
    after = (texts.totals(rows),) if len(said) > 1 else ()
    before = (f"{texts.funding(records(last)[0])} {cite(last['source'].iloc[0])}",)
    parts = found.parts[str(last.index[0])]
    cells = tuple(
        (
            texts.funder(str(item), is_derived=row["is_derived"]),
            f"**{page.millions(row['amount_eur'], row['amount_qualifier'])}**",
            f"{number(row['share'] * PERCENT)} %",
        )
        for item, row in zip(parts.index, records(parts), strict=True)
    )
    shown = () if named.empty else cells
    return Grid(heading, texts.FUNDING_COLUMNS, (2.4, 1.2, 1.2), shown, before, after)


def promises_block(territory: Territory, code: str, day: date, cite: Cite) -> tuple[Grid, ...]:
    """Return what was promised by `day`, and what is known to have followed by then."""
    if not has_tables(territory, "npnru_promises"):
        return ()
    promises = _until(renewal_promises(territory, code), day)
    own = promises[promises["code_qp"] == code]
    told = promises if own.empty else own
    rows: list[tuple[str, ...]] = []
    for _, group in told.groupby(["promised_by", "date_text"], sort=False, dropna=False):
        same = records(group)
        rows.append((texts.promised(same[0]["promised_by"], same[0]["date_text"]),))
        rows += [_promise(row, day, cite) for row in same]
    left = len(promises) - len(told)
    after = (texts.shared_promises(left),) if left else ()
    grid = Grid(texts.PROMISES, texts.PROMISE_COLUMNS, (4.2, 4, 0.8), tuple(rows), after=after)
    return (grid,) if rows else ()


def contacts_block(territory: Territory, code: str, day: date, cite: Cite) -> tuple[Grid, ...]:
    """Return whom to speak to, as known by `day`."""
    if not has_tables(territory, "npnru_contacts"):
        return ()
    contacts = _until(renewal_contacts(territory, code), day)
    rows = tuple((*texts.contact(row), cite(row["source"])) for row in records(contacts))
    widths = (2.2, 3, 3.6, 0.8)
    return (Grid(texts.CONTACTS, texts.CONTACT_COLUMNS, widths, rows),) if rows else ()


def records(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table as plain values, None where a cell is empty."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def _operations(territory: Territory, code: str, day: date, *, is_current: bool) -> pd.DataFrame:
    if is_current:
        found = renewal_board(territory, code, day).operations
    elif has_tables(territory, "npnru_operations", "npnru_events"):
        former = renewal_memory(territory, day)
        found = former[former["code_qp"] == code]
    else:
        return pd.DataFrame()
    return found[found["state"] != State.NOT_ANNOUNCED]


def _operation(row: Row, cite: Cite) -> tuple[str, ...]:
    keys = dict.fromkeys((row["source"], row["state_source"]))
    cited = "".join(cite(key) for key in keys)
    kind = page.KINDS.get(row["kind"], str(row["kind"]))
    return (kind, texts.operation(row), texts.state(row), texts.target(row), cited)


def _funding(territory: Territory, code: str, *, is_current: bool) -> Funding:
    if is_current:
        return renewal_funding(territory, code)
    former = renewal_former_funding(territory)
    return Funding(former.statements[former.statements["code_qp"] == code], former.parts)


def _promise(row: Row, day: date, cite: Cite) -> tuple[str, ...]:
    has_followed = row["follow_up_date"] is not None and row["follow_up_date"] <= pd.Timestamp(day)
    follow_up = str(row["follow_up"]) if has_followed else texts.FOLLOW_UP_UNKNOWN
    keys: Sequence[str] = [row["source"], *([row["follow_up_source"]] if has_followed else [])]
    cited = "".join(cite(key) for key in dict.fromkeys(keys))
    return (*texts.promise(row, follow_up), cited)


def _until(table: pd.DataFrame, day: date) -> pd.DataFrame:
    return table[table["date_latest"] <= pd.Timestamp(day)]
