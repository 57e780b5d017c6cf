"""A figure and all that makes it trustworthy: unit, reference date, source, status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from geo.errors import DataError, Fault
from geo.french import Number


class Status(StrEnum):
    """Where a figure comes from."""

    OFFICIAL = "official"
    PRESS = "press"
    DERIVED = "derived"
    FICTIONAL = "fictional"


MOST_OFFICIAL_FIRST = (Status.OFFICIAL, Status.DERIVED, Status.PRESS, Status.FICTIONAL)


class Missing(StrEnum):
    """Why there is no figure."""

    SECRET = "secret"  # noqa: S105 -- statistical secrecy, not a password
    NOT_PUBLISHED = "not_published"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Source:
    """Who published a figure.

    Attributes
    ----------
    key
        Identifier in the table ``sources``.
    title, producer, licence, url, note
        As published; empty when not known.
    accessed
        Day when the file was taken.
    """

    key: str
    title: str
    producer: str
    licence: str
    url: str
    accessed: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what the reader needs to trust it.

    Attributes
    ----------
    label, unit
        French name and unit.
    value
        Exact value in `unit`; None when `missing` says why.
    decimals
        Digits after the decimal comma on screen.
    reference_date
        Day the figure describes; None when its source does not say.
    status
        Official, press, derived or fictional.
    sources
        Who published it, or what it was derived from.
    missing
        Why there is no value.
    note
        French remark, e.g. how a derived figure was made.
    is_to_check
        Whether it was read in a copy and has to be compared with its producer's file.
    is_change
        Whether it is a change, written with its sign.
    """

    label: str
    unit: str
    value: Number | None
    decimals: int
    reference_date: date | None
    status: Status
    sources: tuple[Source, ...]
    missing: Missing | None = None
    note: str = ""
    is_to_check: bool = False
    is_change: bool = False


def sources_of(table: pd.DataFrame) -> dict[str, Source]:
    """Return the sources by key, from the table ``sources`` (indexed by key)."""
    text = table.fillna(dict.fromkeys(("producer", "licence", "url", "note"), ""))
    return {
        str(row.Index): Source(
            key=str(row.Index),
            title=str(row.title),
            producer=str(row.producer),
            licence=str(row.licence),
            url=str(row.url),
            accessed=as_day(row.accessed),
            note=str(row.note),
        )
        for row in text.itertuples()
    }


def source_of(sources: Mapping[str, Source], key: str) -> Source:
    """Return the source called `key`; raise `DataError` when the territory describes none."""
    if key not in sources:
        raise DataError(
            Fault(
                rule="unknown-source",
                file="sources",
                expected="a key of the table sources",
                found=str(key),
                fix="describe the source in the table sources, or correct the key",
            )
        )
    return sources[key]


def least_official(statuses: Iterable[str]) -> Status:
    """Return the status that may be said of all: the least official one.

    >>> least_official(["official", "press", "derived"])
    <Status.PRESS: 'press'>
    """
    return max((Status(each) for each in statuses), key=MOST_OFFICIAL_FIRST.index)


def as_day(value: object) -> date | None:
    """Return a calendar day from a cell of a date column; None when the cell is empty."""
    return value.date() if isinstance(value, pd.Timestamp) else None
