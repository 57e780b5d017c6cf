"""The tables of the partner database, as SQLAlchemy describes them.

One typed table per kind, its columns taken from the template, plus three that only grow: batches,
the audit log, perimeters. What the migrations make is compared with this in the tests.
"""

from typing import Any

import sqlalchemy as sa

from geo.imports.templates import Field, Template, template
from geo.store.kinds import Kind

DIGEST_LENGTH = 32

metadata = sa.MetaData()

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
)
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batches.id"), nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("added_count", sa.Integer, nullable=False),
    sa.Column("changed_count", sa.Integer, nullable=False),
    sa.Column("effect", sa.Text, nullable=False),
)
perimeters = sa.Table(
    "perimeters",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("geojson", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)


def _type(field: Field) -> sa.types.TypeEngine[Any]:
    """Return the type of a column; a double keeps every amount of 15 digits exactly."""
    types: dict[str, sa.types.TypeEngine[Any]] = {
        "string": sa.Text(),
        "integer": sa.Integer(),
        "year": sa.Integer(),
        "number": sa.Double(),
        "date": sa.Date(),
        "boolean": sa.Boolean(),
    }
    return types[field.type]


def _row_table(model: Template) -> sa.Table:
    return sa.Table(
        f"{model.kind}_rows",
        metadata,
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batches.id"), primary_key=True),
        *(
            sa.Column(
                field.name,
                _type(field),
                primary_key=field.name in model.key,
                nullable=not field.is_required,
                autoincrement=False,
            )
            for field in model.fields
        ),
        sa.Column("digest", sa.String(DIGEST_LENGTH), nullable=False),
    )


rows_of = {kind: _row_table(template(kind)) for kind in Kind}
