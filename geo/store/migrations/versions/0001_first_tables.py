"""The first tables: batches, the audit log, perimeters, one table of rows per kind.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

GROWING = ("audit", "batches")
NO_CHANGE = "this table only grows"


def upgrade() -> None:
    """Make the tables."""
    _log_tables()
    _rehousing()
    _lettings()
    _other_rows()
    for table in GROWING:
        _let_only_grow(table)


def _log_tables() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("who", "file_name", "sha256"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("who", "action", "kind"),
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batches.id"), nullable=False),
        *_texts("file_name", "sha256"),
        sa.Column("added_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        *_texts("effect"),
    )
    op.create_table(
        "perimeters",
        sa.Column("id", sa.Integer(), primary_key=True),
        *_texts("name", "geojson", "source"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *_texts("who"),
    )


def _rehousing() -> None:
    _row_table(
        "rehousing_rows",
        sa.Column("household_id", sa.Text(), primary_key=True),
        sa.Column("building", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("state_date", sa.Date(), nullable=False),
        sa.Column("person_count", sa.Integer()),
        sa.Column("offer_count", sa.Integer()),
        sa.Column("refusal_count", sa.Integer()),
        sa.Column("third_offer_date", sa.Date()),
        sa.Column("move_date", sa.Date()),
        sa.Column("destination_insee", sa.Text()),
        sa.Column("destination_qpv", sa.Text()),
        sa.Column("agreement_date", sa.Date()),
        sa.Column("type_before", sa.Text()),
        sa.Column("type_after", sa.Text()),
        sa.Column("area_before_m2", sa.Double()),
        sa.Column("area_after_m2", sa.Double()),
        sa.Column("rent_before_eur", sa.Double()),
        sa.Column("charges_before_eur", sa.Double()),
        sa.Column("aid_before_eur", sa.Double()),
        sa.Column("rent_after_eur", sa.Double()),
        sa.Column("charges_after_eur", sa.Double()),
        sa.Column("aid_after_eur", sa.Double()),
        sa.Column("resources_before_eur", sa.Double()),
        sa.Column("resources_after_eur", sa.Double()),
        sa.Column("satisfaction", sa.Integer()),
        sa.Column("landlord_after", sa.Text()),
    )


def _lettings() -> None:
    _row_table(
        "lettings_rows",
        sa.Column("lease_id", sa.Text(), primary_key=True),
        sa.Column("lease_date", sa.Date(), nullable=False),
        sa.Column("code_insee", sa.Text(), nullable=False),
        sa.Column("building", sa.Text()),
        sa.Column("lon", sa.Double()),
        sa.Column("lat", sa.Double()),
        sa.Column("landlord", sa.Text(), nullable=False),
        sa.Column("reserver", sa.Text()),
        sa.Column("in_qpv", sa.Text()),
        sa.Column("adult_count", sa.Integer()),
        sa.Column("child_count", sa.Integer()),
        sa.Column("annual_resources_eur", sa.Double()),
        sa.Column("is_npnru_rehousing", sa.Boolean(), nullable=False),
        sa.Column("is_priority", sa.Boolean()),
        sa.Column("reason", sa.Text()),
    )


def _other_rows() -> None:
    _row_table(
        "programme_rows",
        sa.Column("operation_id", sa.Text(), primary_key=True),
        sa.Column("date", sa.Date(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("document", sa.Text()),
    )
    _row_table(
        "thresholds_rows",
        sa.Column("epci", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("q1_eur", sa.Double(), nullable=False),
        sa.Column("q2_eur", sa.Double()),
        sa.Column("q3_eur", sa.Double()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("order_date", sa.Date()),
    )
    _row_table(
        "follow_up_rows",
        sa.Column("measure_id", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("comment", sa.Text()),
        sa.Column("document", sa.Text()),
    )


def _texts(*names: str) -> tuple["sa.Column[str]", ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _row_table(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("batch_id", sa.Integer(), sa.ForeignKey("batches.id"), primary_key=True),
        *columns,
        sa.Column("digest", sa.String(32), nullable=False),
    )


def _let_only_grow(table: str) -> None:
    """Make the database itself refuse to change or remove a line."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{NO_CHANGE}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()"
    )
