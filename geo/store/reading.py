"""What the store holds now: for each key, the row of the newest batch that is not undone."""

import pandas as pd
import sqlalchemy as sa

from geo.imports.templates import Template, template
from geo.store.database import Store
from geo.store.frames import typed_frame
from geo.store.kinds import Kind
from geo.store.tables import audit as audit_table
from geo.store.tables import batches, rows_of

UNDO = "undo"
CHUNK = 5_000

Key = tuple[object, ...]


def current_rows(store: Store, kind: Kind) -> pd.DataFrame:
    """Return the current rows of a kind.

    Returns
    -------
    pandas.DataFrame
        One column per field of the template, with the types of `read_table`, indexed by
        the key (two levels when it has two fields), in its order. What is not known is NA.
    """
    model = template(kind)
    table = rows_of[kind]
    newest = _newest(kind).subquery()
    query = (
        sa.select(*(table.c[field.name] for field in model.fields))
        .join(newest, _same_row(table, newest, model))
        .order_by(*(table.c[name] for name in model.key))
    )
    with store.reading() as connection:
        return typed_frame(model, connection.execute(query))


def current_digests(connection: sa.Connection, kind: Kind) -> dict[Key, str]:
    """Return the digest of each current row by its key: enough to tell what a file changes."""
    model = template(kind)
    table = rows_of[kind]
    newest = _newest(kind).subquery()
    query = sa.select(*(table.c[name] for name in model.key), table.c.digest)
    found = connection.execute(query.join(newest, _same_row(table, newest, model)))
    return {tuple(row[:-1]): str(row[-1]) for part in found.partitions(CHUNK) for row in part}


def last_batch(connection: sa.Connection, kind: Kind) -> int | None:
    """Return the newest batch of a kind that is not undone; None when there is none."""
    newest: int | None = connection.scalar(
        sa.select(sa.func.max(batches.c.id)).where(
            batches.c.kind == kind.value, batches.c.id.not_in(_undone())
        )
    )
    return newest


def store_version(store: Store) -> int:
    """Return a number that grows with every change of the store; 0 when nothing was kept yet."""
    with store.reading() as connection:
        return connection.scalar(sa.select(sa.func.max(audit_table.c.id))) or 0


def audit(store: Store) -> pd.DataFrame:
    """Return the log, newest first: what was kept or undone, when, by whom, from which file.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``audit_id``: ``at`` (UTC), ``who``, ``action`` (``import`` or ``undo``),
        ``kind``, ``batch_id``, ``file_name``, ``sha256``, ``added_count``, ``changed_count``,
        ``effect`` (French), ``is_undone`` (whether the batch was undone since).
    """
    query = sa.select(audit_table).order_by(audit_table.c.id.desc())
    with store.reading() as connection:
        result = connection.execute(query)
        frame = pd.DataFrame.from_records(
            [tuple(row) for row in result], columns=list(result.keys())
        )
    undone = set(frame.loc[frame["action"] == UNDO, "batch_id"])
    return frame.assign(
        at=pd.to_datetime(frame["at"], utc=True), is_undone=frame["batch_id"].isin(undone)
    ).set_index(frame["id"].rename("audit_id"))[
        [*(name for name in frame.columns if name != "id"), "is_undone"]
    ]


def batches_of(store: Store, kind: Kind) -> pd.DataFrame:
    """Return the batches that make the current rows of a kind, newest first, as in the log."""
    log = audit(store)
    is_kept = (log["kind"] == kind.value) & (log["action"] != UNDO) & ~log["is_undone"]
    return log[is_kept]


def _undone() -> sa.Select[tuple[int]]:
    return sa.select(audit_table.c.batch_id).where(audit_table.c.action == UNDO)


def _newest(kind: Kind) -> sa.Select[tuple[object, ...]]:
    """Return, for each key, the newest batch that is not undone."""
    table = rows_of[kind]
    key = [table.c[name] for name in template(kind).key]
    return (
        sa.select(*key, sa.func.max(table.c.batch_id).label("batch_id"))
        .where(table.c.batch_id.not_in(_undone()))
        .group_by(*key)
    )


def _same_row(table: sa.Table, newest: sa.Subquery, model: Template) -> sa.ColumnElement[bool]:
    names = ("batch_id", *model.key)
    return sa.and_(*(table.c[name] == newest.c[name] for name in names))
