"""Every row ever kept of a kind, replaced and undone ones included: nothing is lost."""

import pandas as pd
import sqlalchemy as sa

from geo.contracts.read import TYPES
from geo.imports.templates import template
from geo.store.database import Store
from geo.store.kinds import Kind
from geo.store.reading import UNDO
from geo.store.tables import audit, batches, rows_of


def row_history(store: Store, kind: Kind) -> pd.DataFrame:
    """Return every row of a kind with the batch that brought it, oldest first.

    Returns
    -------
    pandas.DataFrame
        One column per field of the template, then ``batch_id``, ``at`` (UTC), ``who``,
        ``file_name``, ``is_undone``, ``is_current`` (whether it is the newest one of its key that
        is not undone).
    """
    model, table = template(kind), rows_of[kind]
    undone = sa.select(audit.c.batch_id).where(audit.c.action == UNDO)
    query = (
        sa.select(
            *(table.c[field.name] for field in model.fields),
            table.c.batch_id,
            batches.c.at,
            batches.c.who,
            batches.c.file_name,
            table.c.batch_id.in_(undone).label("is_undone"),
        )
        .join(batches, batches.c.id == table.c.batch_id)
        .order_by(table.c.batch_id, *(table.c[name] for name in model.key))
    )
    with store.reading() as connection:
        result = connection.execute(query)
        rows = pd.DataFrame.from_records(
            [tuple(row) for row in result], columns=list(result.keys())
        )
    types = {field.name: TYPES[field.type] for field in model.fields if field.type != "date"}
    rows = rows.astype({**types, "is_undone": "bool"})
    rows["at"] = pd.to_datetime(rows["at"], utc=True)
    kept = rows[~rows["is_undone"]]
    last = kept.drop_duplicates(list(model.key), keep="last").index
    return rows.assign(is_current=rows.index.isin(last))
