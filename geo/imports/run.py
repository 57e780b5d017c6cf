"""From a partner file to the store, in three steps: read, foresee, keep; and undo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from geo.contracts.read import read_table
from geo.imports.effects import EFFECTS
from geo.imports.reading import Codes, Progress, Reading, read_partner_file
from geo.imports.templates import template
from geo.imports.words import plain
from geo.storage import database_exists
from geo.store.frames import typed_frame
from geo.store.kinds import Kind
from geo.store.outcome import Origin, Outcome
from geo.territory import Territory


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do, or did, to the store.

    Attributes
    ----------
    outcome
        Rows added, changed, and already there; the batch once there is one.
    repeated_lines
        Lines of the file that repeat another one, counted once.
    effect
        French sentence on the indicators; empty when nothing changes.
    """

    outcome: Outcome
    repeated_lines: tuple[int, ...]
    effect: str


def read_file(
    territory: Territory,
    kind: Kind,
    content: bytes,
    name: str,
    until: date,
    progress: Progress | None = None,
) -> Reading:
    """Read a partner file for a territory; see `geo.imports.reading.read_partner_file`."""
    return read_partner_file(content, name, kind, _codes(territory, kind), until, progress)


def preview(territory: Territory, reading: Reading) -> Preview:
    """Return what a file would do; nothing is written, not even an empty database."""
    epci = epci_of(territory)
    if not database_exists(epci):
        outcome = Outcome(None, len(reading.records), 0, 0)
        before = typed_frame(template(reading.kind), [])
        return Preview(outcome, reading.repeated_lines, _effect(reading, before))
    from geo.store import compare, current_rows, open_store  # noqa: PLC0415 -- SQLAlchemy

    store = open_store(epci=epci)
    outcome = compare(store, reading.kind, reading.records)
    if not outcome.added_count and not outcome.changed_count:
        return Preview(outcome, reading.repeated_lines, "")
    before = current_rows(store, reading.kind)
    return Preview(outcome, reading.repeated_lines, _effect(reading, before))


def keep(
    territory: Territory, reading: Reading, who: str, progress: Progress | None = None
) -> Preview:
    """Keep what a file adds and changes, as one batch; nothing when it changes nothing."""
    from geo.store import open_store, write_batch  # noqa: PLC0415 -- SQLAlchemy

    foreseen = preview(territory, reading)
    origin = Origin(who, reading.file_name, reading.sha256, foreseen.effect)
    store = open_store(epci=epci_of(territory))
    outcome = write_batch(store, reading.kind, reading.records, origin, progress)
    return replace(foreseen, outcome=outcome)


def undo(territory: Territory, kind: Kind, who: str, only: int | None = None) -> int:
    """Undo the last batch of a kind and return its number; see `geo.store.undo_last`."""
    from geo.store import open_store, undo_last  # noqa: PLC0415 -- SQLAlchemy

    return undo_last(open_store(epci=epci_of(territory)), kind, who=who, only=only)


def epci_of(territory: Territory) -> str:
    """Return the SIREN of a territory."""
    return str(territory.manifest.territory["epci"])


def _codes(territory: Territory, kind: Kind) -> Codes:
    """Return, for each table the template refers to, its codes by code and by name."""
    names = {field.reference for field in template(kind).fields if field.reference}
    known = names & territory.manifest.resources.keys()
    return {name: _words(read_table(territory.manifest, name)) for name in known}


def _words(table: pd.DataFrame) -> dict[str, str]:
    codes = [str(code) for code in table.index]
    names: Sequence[object] = table["name"].tolist() if "name" in table else []
    return {
        **{plain(str(name)): code for name, code in zip(names, codes, strict=False)},
        **{plain(code): code for code in codes},
    }


def _effect(reading: Reading, before: pd.DataFrame) -> str:
    """Return the sentence of the kind on what changes."""
    return EFFECTS[reading.kind](before, typed_frame(template(reading.kind), reading.records))
