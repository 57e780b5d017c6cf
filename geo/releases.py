"""Versions of the data: which one is served, what changed in each, and what a link may name.

A version is told apart by its number and by the hash of its content, so that a link pinned to
one never shows the figures of another. See docs/adr/0021-exports-and-versions.md.
"""

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from geo.contracts.manifest import Manifest
from geo.contracts.read import read_table
from geo.territory import Territory

TABLE: Final = "releases"
HASH_LENGTH: Final = 12
SEPARATOR: Final = "-"


class Pin(StrEnum):
    """What a link that names a version of the data asks for."""

    NONE = "none"
    SERVED = "served"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed in a version: subject, what, which figures."""

    subject: str
    change: str
    figures: str


@dataclass(frozen=True, slots=True)
class Release:
    """One version of the data.

    Attributes
    ----------
    version, released_on
        Number and day.
    changes
        What changed in it.
    data_hash
        SHA-256 of its content, hexadecimal; that of the version served is computed.
    """

    version: str
    released_on: date
    changes: tuple[Change, ...]
    data_hash: str


def content_hash(manifest: Manifest) -> str:
    """Return the SHA-256 of the content of the data: the names and hashes of all files.

    The table of the versions itself is left out: it names the hashes of the others.
    """
    lines = sorted(
        f"{each.name} {each.hash}\n" for each in manifest.resources.values() if each.name != TABLE
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def pin_of(manifest: Manifest) -> str:
    """Return what an address names to be pinned to the data served: ``1.1.0-0a87a9383f54``."""
    return f"{manifest.version}{SEPARATOR}{content_hash(manifest)[:HASH_LENGTH]}"


def pinned(asked: str | None, manifest: Manifest) -> Pin:
    """Say whether the version an address asks for is the one served.

    A bare number is taken for the version of that number, whatever its content.
    """
    if not asked:
        return Pin.NONE
    return Pin.SERVED if asked in {manifest.version, pin_of(manifest)} else Pin.GONE


def releases(territory: Territory) -> tuple[Release, ...]:
    """Return the versions of the data, the newest first; empty where none is described."""
    if TABLE not in territory.manifest.resources:
        return ()
    table = read_table(territory.manifest, TABLE)
    found = [
        _release(territory.manifest, str(version), rows.to_dict("records"))
        for version, rows in table.groupby("version", sort=False)
    ]
    return tuple(reversed(found))


def since(known: Sequence[Release], asked: str) -> tuple[Release, ...]:
    """Return the versions after the one that was asked for; all of them when it is unknown."""
    number = asked.split(SEPARATOR, maxsplit=1)[0]
    versions = [each.version for each in known]
    return tuple(known[: versions.index(number)] if number in versions else known)


def _release(manifest: Manifest, version: str, rows: list[dict[Hashable, Any]]) -> Release:
    first = rows[0]
    day = first["released_on"]
    frozen = str(first["data_hash"]) if isinstance(first["data_hash"], str) else ""
    served = content_hash(manifest) if version == manifest.version else ""
    return Release(
        version=version,
        released_on=date.fromisoformat(str(day)[:10]),
        changes=tuple(
            Change(str(row["subject"]), str(row["change"]), str(row["figures"])) for row in rows
        ),
        data_hash=frozen or served,
    )
