"""Changing the store: a batch of rows, or the undoing of the last one; all or nothing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import sqlalchemy as sa

from geo.errors import Fault, InputError
from geo.imports.templates import Field, Template, template
from geo.store.database import Store
from geo.store.kinds import Kind
from geo.store.outcome import BY_FORM, Origin, Outcome
from geo.store.reading import CHUNK, UNDO, current_digests, last_batch
from geo.store.tables import DIGEST_LENGTH, audit, batches, rows_of

IMPORT = "import"
PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "year": (int,),
    "number": (int, float),
    "date": (date,),
    "boolean": (bool,),
}

Record = tuple[object, ...]
Progress = Callable[[int, int], None]


def add_rows(
    store: Store,
    kind: Kind,
    rows: Sequence[Mapping[str, object]],
    *,
    who: str,
    file_name: str = BY_FORM,
) -> Outcome:
    """Keep rows given by name and value, such as those of a form, as one batch.

    Parameters
    ----------
    rows
        Values by field of the template, already of the right type; a field that is not given,
        or None, is unknown.

    Raises
    ------
    InputError
        When a field is not one of the template, is missing, or has a value of another type.
    """
    model = template(kind)
    faults = [fault for row in rows for fault in _misfits(model, row, file_name)]
    if faults:
        raise InputError(faults)
    records = [_record(model, row) for row in rows]
    return write_batch(store, kind, records, Origin(who, file_name))


def write_batch(
    store: Store,
    kind: Kind,
    records: Sequence[Record],
    origin: Origin,
    progress: Progress | None = None,
) -> Outcome:
    """Keep the rows that are new or changed as one batch, in one transaction.

    Parameters
    ----------
    records
        Values in the order of the template, one row per key.
    progress
        Told the rows written and to write, after each part.
    """
    with store.writing() as connection:
        outcome, changes = _compared(connection, kind, records)
        if not changes:
            return outcome
        now = datetime.now(UTC)
        batch_id = _insert_batch(connection, kind, origin, now)
        _insert_rows(connection, kind, batch_id, changes, progress)
        _log(connection, IMPORT, batch_id, origin, now, outcome)
    return replace(outcome, batch_id=batch_id)


def compare(store: Store, kind: Kind, records: Sequence[Record]) -> Outcome:
    """Return what rows would do to the store; nothing is written."""
    with store.reading() as connection:
        return _compared(connection, kind, records)[0]


def undo_last(store: Store, kind: Kind, *, who: str, only: int | None = None) -> int:
    """Undo the newest batch of a kind: the rows it replaced are current again.

    Parameters
    ----------
    only
        The batch that is meant: another one, kept in the meantime, is not undone.

    Returns
    -------
    int
        The batch that was undone; it stays in the store and in the log.

    Raises
    ------
    InputError
        When there is no batch to undo, or the newest one is not the one that is meant.
    """
    with store.writing() as connection:
        batch_id = last_batch(connection, kind)
        if batch_id is None:
            raise InputError(Fault("nothing-to-undo", kind.value, expected="un envoi à annuler"))
        if only not in (None, batch_id):
            raise InputError(Fault("changed-meanwhile", kind.value))
        done = connection.execute(
            sa.select(audit).where(audit.c.batch_id == batch_id, audit.c.action == IMPORT)
        ).one()
        origin = Origin(who, done.file_name, done.sha256)
        outcome = Outcome(batch_id, done.added_count, done.changed_count, 0)
        _log(connection, UNDO, batch_id, origin, datetime.now(UTC), outcome)
    return batch_id


def _compared(
    connection: sa.Connection, kind: Kind, records: Sequence[Record]
) -> tuple[Outcome, list[tuple[Record, str]]]:
    """Return the counts, and each row that adds or changes something with its digest."""
    model = template(kind)
    known = current_digests(connection, kind)
    names = [field.name for field in model.fields]
    places = [names.index(name) for name in model.key]
    changes = []
    added = 0
    for record in records:
        digest = _digest(record)
        before = known.get(tuple(record[place] for place in places))
        if before != digest:
            changes.append((record, digest))
            added += before is None
    return Outcome(None, added, len(changes) - added, len(records) - len(changes)), changes


def _insert_batch(connection: sa.Connection, kind: Kind, origin: Origin, now: datetime) -> int:
    values = {
        "kind": kind.value,
        "at": now,
        "who": origin.who,
        "file_name": origin.file_name,
        "sha256": origin.sha256,
    }
    made = connection.execute(sa.insert(batches).values(values)).inserted_primary_key
    return int(made[0]) if made else 0


def _insert_rows(
    connection: sa.Connection,
    kind: Kind,
    batch_id: int,
    changes: Sequence[tuple[Record, str]],
    progress: Progress | None,
) -> None:
    names = [field.name for field in template(kind).fields]
    query = sa.insert(rows_of[kind])
    for start in range(0, len(changes), CHUNK):
        part = changes[start : start + CHUNK]
        rows = [
            {**dict(zip(names, record, strict=True)), "batch_id": batch_id, "digest": digest}
            for record, digest in part
        ]
        connection.execute(query, rows)
        if progress is not None:
            progress(start + len(part), len(changes))


def _log(
    connection: sa.Connection,
    action: str,
    batch_id: int,
    origin: Origin,
    now: datetime,
    outcome: Outcome,
) -> None:
    values = {
        "at": now,
        "who": origin.who,
        "action": action,
        "kind": connection.scalar(sa.select(batches.c.kind).where(batches.c.id == batch_id)),
        "batch_id": batch_id,
        "file_name": origin.file_name,
        "sha256": origin.sha256,
        "added_count": outcome.added_count,
        "changed_count": outcome.changed_count,
        "effect": origin.effect,
    }
    connection.execute(sa.insert(audit).values(values))


def _digest(record: Record) -> str:
    """Return a short fingerprint of the values: equal rows, equal fingerprints."""
    written = "\x1f".join("" if value is None else str(value) for value in record)
    return hashlib.blake2b(written.encode(), digest_size=DIGEST_LENGTH // 2).hexdigest()


def _record(model: Template, row: Mapping[str, object]) -> Record:
    return tuple(
        float(str(value)) if field.type == "number" and value is not None else value
        for field in model.fields
        for value in (row.get(field.name),)
    )


def _misfits(model: Template, row: Mapping[str, object], file_name: str) -> list[Fault]:
    unknown = row.keys() - {field.name for field in model.fields}
    return [
        *(Fault("unknown-column", file_name, field=name) for name in sorted(unknown)),
        *(
            Fault("value", file_name, field=field.title, expected=field.type)
            for field in model.fields
            if not _fits(field, row.get(field.name))
        ),
    ]


def _fits(field: Field, value: object) -> bool:
    if value is None:
        return not field.is_required
    is_wrong_bool = isinstance(value, bool) and field.type != "boolean"
    return isinstance(value, PYTHON_TYPES[field.type]) and not is_wrong_bool
