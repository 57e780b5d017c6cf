"""The door for the urban renewal of a neighbourhood: one function per question of its page.

Tables that a territory does not have are empty answers: not every territory has a programme.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from geo.contracts.boundaries import read_boundaries
from geo.contracts.read import read_table
from geo.errors import Fault, UnknownCodeError
from geo.figures import Source, as_day, source_of
from geo.partner import partner_table
from geo.renewal import (
    funding_breakdown,
    funding_statements,
    milestones_until,
    operations_on,
    programme_dates,
    programme_summary,
)
from geo.renewal.entered import entered_events
from geo.renewal.spans import programme_spans
from geo.renewal.stock import Said, stock_statements
from geo.store.kinds import Kind
from geo.territory import Territory

CONVENTION: Final = "npnru"
PROGRAMME: Final = "NPNRU"
MARGIN: Final = pd.DateOffset(months=6)


@dataclass(frozen=True, slots=True)
class Convention:
    """The renewal convention of a QPV.

    Attributes
    ----------
    code, name
        Official code and name of the QPV, 2024 outline.
    label, since_text, note
        French name of the convention, its day as the sources say it, what to know about it.
    since, since_latest
        Between which days it was signed.
    source
        Who says so.
    """

    code: str
    name: str
    label: str
    since_text: str
    note: str
    since: date | None
    since_latest: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Board:
    """The programme as it stood on one day.

    Attributes
    ----------
    day
        The day.
    operations
        See `geo.renewal.operations_on`; only those of the convention.
    summary
        See `geo.renewal.programme_summary`.
    milestones
        Those reached, oldest first.
    """

    day: date
    operations: pd.DataFrame
    summary: pd.DataFrame
    milestones: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Funding:
    """What was said of the money.

    Attributes
    ----------
    statements
        See `geo.renewal.funding_statements`.
    parts
        Breakdown by statement, see `geo.renewal.funding_breakdown`.
    """

    statements: pd.DataFrame
    parts: dict[str, pd.DataFrame]


def has_tables(territory: Territory, *names: str) -> bool:
    """Whether the territory has all these tables."""
    return all(name in territory.manifest.resources for name in names)


def renewal_names(territory: Territory) -> dict[str, str]:
    """Return the names of the QPV with a renewal convention, by code; empty when none has."""
    if not has_tables(territory, "qpv_programmes", "npnru_operations"):
        return {}
    programmes = read_table(territory.manifest, "qpv_programmes")
    codes = programmes.loc[programmes["programme"] == CONVENTION, "code_qp"]
    names = read_boundaries(territory.manifest, "qpv_boundaries")["name"]
    return {str(code): str(names[code]) for code in codes.drop_duplicates()}


def renewal_convention(territory: Territory, code: str) -> Convention:
    """Return the renewal convention of a QPV; raise `UnknownCodeError` when it has none."""
    names = renewal_names(territory)
    if code not in names:
        raise UnknownCodeError(
            Fault(rule="unknown-code", file="code_qp", expected=" | ".join(names), found=code)
        )
    programmes = read_table(territory.manifest, "qpv_programmes")
    row = programmes[(programmes["code_qp"] == code) & (programmes["programme"] == CONVENTION)]
    first = row.iloc[0]
    return Convention(
        code=code,
        name=names[code],
        label=str(first["label"]),
        since_text=str(first["since_text"]),
        note="" if pd.isna(first["note"]) else str(first["note"]),
        since=as_day(first["since"]),
        since_latest=as_day(first["since_latest"]),
        source=source_of(territory.sources, first["source"]),
    )


def renewal_stops(territory: Territory, code: str) -> pd.DataFrame:
    """Return the dated stops of a programme, see `geo.renewal.programme_dates`.

    Returns
    -------
    pandas.DataFrame
        In order of time, with the ``name`` of the operation (NA for a milestone).
    """
    operations = _operations(territory, code)
    milestones = read_table(territory.manifest, "npnru_milestones")
    stops = programme_dates(
        _events(territory, operations), milestones[milestones["code_qp"] == code]
    )
    return stops.assign(name=stops["operation_id"].map(operations["name"]))


def renewal_board(territory: Territory, code: str, day: date) -> Board:
    """Return the programme of a QPV as it stood at the end of `day`."""
    operations = _operations(territory, code)
    milestones = read_table(territory.manifest, "npnru_milestones")
    return Board(
        day=day,
        operations=operations_on(operations, _events(territory, operations), day),
        summary=programme_summary(operations),
        milestones=milestones_until(milestones[milestones["code_qp"] == code], day),
    )


def renewal_spans(territory: Territory, code: str) -> pd.DataFrame:
    """Return the life of each operation, see `geo.renewal.spans`, half a year past the last stop.

    With the ``name`` and the ``kind`` of the operation.
    """
    operations = _operations(territory, code)
    until = renewal_stops(territory, code)["date"].max() + MARGIN
    spans = programme_spans(_events(territory, operations), until)
    return spans.join(operations[["name", "kind"]], on="operation_id")


def renewal_memory(territory: Territory, day: date) -> pd.DataFrame:
    """Return the operations of earlier programmes, for memory, as they stood on `day`."""
    operations = read_table(territory.manifest, "npnru_operations")
    former = operations[operations["programme"] != PROGRAMME]
    return operations_on(former, _events(territory, former), day)


def renewal_stock(territory: Territory, code: str) -> tuple[Said, ...]:
    """Return all that was said of the social dwellings of a QPV, oldest first."""
    stock = read_table(territory.manifest, "npnru_stock")
    indicators = read_table(territory.manifest, "qpv_indicators")
    return stock_statements(
        stock[stock["code_qp"] == code],
        indicators[indicators["code_qp"] == code],
        territory.sources,
    )


def renewal_funding(territory: Territory, code: str) -> Funding:
    """Return the money of the programme of a QPV, statement by statement."""
    table = read_table(territory.manifest, "npnru_funding")
    return _funding(table[(table["code_qp"] == code) & (table["programme"] == PROGRAMME)])


def renewal_former_funding(territory: Territory) -> Funding:
    """Return the money of the earlier programmes of the territory, for memory."""
    table = read_table(territory.manifest, "npnru_funding")
    return _funding(table[table["programme"] != PROGRAMME])


def renewal_promises(territory: Territory, code: str) -> pd.DataFrame:
    """Return what was promised to the inhabitants of a QPV, or of all, oldest first."""
    return _concerning(read_table(territory.manifest, "npnru_promises"), code)


def renewal_contacts(territory: Territory, code: str) -> pd.DataFrame:
    """Return whom the inhabitants of a QPV can speak to, as far as it is published."""
    return _concerning(read_table(territory.manifest, "npnru_contacts"), code)


def _funding(table: pd.DataFrame) -> Funding:
    statements = funding_statements(table)
    return Funding(
        statements, {str(key): funding_breakdown(table, key) for key in statements.index}
    )


def _concerning(table: pd.DataFrame, code: str) -> pd.DataFrame:
    return table[table["code_qp"].isna() | (table["code_qp"] == code)]


def _operations(territory: Territory, code: str) -> pd.DataFrame:
    table = read_table(territory.manifest, "npnru_operations")
    return table[(table["code_qp"] == code) & (table["programme"] == PROGRAMME)]


def _events(territory: Territory, operations: pd.DataFrame) -> pd.DataFrame:
    """Return what the sources published of the operations, and what partners sent since."""
    published = read_table(territory.manifest, "npnru_events")
    sent = partner_table(territory, Kind.PROGRAMME).rows
    table = pd.concat([published, entered_events(sent, published)]) if len(sent) else published
    return table[table["operation_id"].isin(operations.index)]
