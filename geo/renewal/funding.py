"""The money of a programme: what each source said, at its date, and what nobody is named for.

Only published amounts are data; sums, remainders and shares are computed here.
"""

from typing import Final

import pandas as pd

from geo.errors import DataError, Fault, UnknownCodeError
from geo.renewal.qualifiers import combined, difference

TOTAL: Final = "total"
UNATTRIBUTED: Final = "unattributed"
EVIDENCE: Final = ["source", "section", "confidence", "note"]


def funding_statements(funding: pd.DataFrame) -> pd.DataFrame:
    """Return what each source said of the cost, and what it leaves without a funder.

    Parameters
    ----------
    funding
        Table ``npnru_funding``: one row per statement and item, the item ``total`` included.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``statement_id``, oldest first: the columns of the total, with ``total_eur``
        and ``total_qualifier``; ``funders_count``; ``named_eur`` and ``named_qualifier``, the
        sum of the funders (NA when none is named); ``unattributed_eur`` and
        ``unattributed_qualifier``, total minus named, in euros.

    Raises
    ------
    DataError
        When a statement has no total, or named funders who give more than it.
    """
    _refuse_without_total(funding)
    totals = funding[funding["item"] == TOTAL].set_index("statement_id").drop(columns="item")
    totals = totals.rename(
        columns={"amount_eur": "total_eur", "amount_qualifier": "total_qualifier"}
    )
    named = funding[funding["item"] != TOTAL].groupby("statement_id")
    frame = totals.assign(
        funders_count=named.size().reindex(totals.index, fill_value=0),
        named_eur=named["amount_eur"].sum(),
        named_qualifier=named["amount_qualifier"].agg(combined),
    )
    frame["unattributed_eur"] = frame["total_eur"] - frame["named_eur"].fillna(0)
    frame["unattributed_qualifier"] = [
        difference(total, part)
        for total, part in zip(frame["total_qualifier"], frame["named_qualifier"], strict=True)
    ]
    _refuse_excess(frame)
    return frame.sort_index().sort_values(["date_latest", "date"], kind="stable")


def funding_breakdown(funding: pd.DataFrame, statement_id: str) -> pd.DataFrame:
    """Return the parts of one statement, what it does not attribute last.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``item`` (funders in the order of the table, then ``unattributed``):
        ``amount_eur``, ``amount_qualifier``, ``source``, ``section``, ``confidence``, ``note``,
        ``status``, ``is_derived`` (True for what is computed here) and ``share`` of the total
        (0 to 1; the shares add up to 1, or are NaN when the total is 0).

    Raises
    ------
    UnknownCodeError
        When no statement has that identifier.
    DataError
        As `funding_statements`.
    """
    rows = funding[funding["statement_id"] == statement_id]
    if rows.empty:
        known = " | ".join(funding["statement_id"].drop_duplicates())
        raise UnknownCodeError(
            Fault(rule="unknown-statement", file="funding", expected=known, found=statement_id)
        )
    statement = funding_statements(rows).iloc[0]
    columns = ["amount_eur", "amount_qualifier", *EVIDENCE, "status"]
    parts = rows[rows["item"] != TOTAL].set_index("item")[columns].assign(is_derived=False)
    parts.loc[UNATTRIBUTED] = {
        "amount_eur": statement["unattributed_eur"],
        "amount_qualifier": statement["unattributed_qualifier"],
        **{name: statement[name] for name in EVIDENCE},
        "status": "derived",
        "is_derived": True,
    }
    parts["share"] = parts["amount_eur"].astype("float64") / float(statement["total_eur"])
    return parts


def _refuse_without_total(funding: pd.DataFrame) -> None:
    """Raise once for all the statements that have no total, or more than one."""
    totals = (funding["item"] == TOTAL).groupby(funding["statement_id"]).sum()
    faults = [
        Fault(
            rule="funding-total",
            file="funding",
            field=str(statement_id),
            expected="one total",
            found=f"{count}",
            fix="add the total the source gives, or leave the statement out",
        )
        for statement_id, count in totals[totals != 1].items()
    ]
    if faults:
        raise DataError(faults)


def _refuse_excess(statements: pd.DataFrame) -> None:
    """Raise once for all the statements whose funders give more than the total."""
    excess = statements[statements["unattributed_eur"] < 0]
    faults = [
        Fault(
            rule="funding-excess",
            file="funding",
            field=str(statement_id),
            expected=f"at most {total} EUR named",
            found=f"{named} EUR",
            fix="correct the total or the amounts of the funders",
        )
        for statement_id, total, named in excess[["total_eur", "named_eur"]].itertuples()
    ]
    if faults:
        raise DataError(faults)
