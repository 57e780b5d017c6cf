"""The partner database: batches that add up, undo that restores, a log that only grows."""

import traceback
from datetime import date

import pandas as pd
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from geo.errors import InputError
from geo.imports.templates import template
from geo.store import (
    Kind,
    add_rows,
    audit,
    batches_of,
    current_rows,
    keep_perimeter,
    kept_perimeters,
    open_store,
    store_version,
    undo_last,
)
from geo.store.database import HEAD, MIGRATIONS
from geo.store.tables import metadata

ROW = {"epci": "200073419", "year": 2025, "q1_eur": 9576, "source": "arrêté"}
OLDER = {**ROW, "year": 2024, "q1_eur": 9200.55, "order_date": date(2024, 3, 10)}


def thresholds(store):
    return current_rows(store, Kind.THRESHOLDS)["q1_eur"].to_dict()


def keep(store, *rows):
    return add_rows(store, Kind.THRESHOLDS, rows, who="DDT 43")


def test_rows_come_back_as_they_went_in(store):
    keep(store, ROW, OLDER)
    rows = current_rows(store, Kind.THRESHOLDS)
    assert rows.index.tolist() == [("200073419", 2024), ("200073419", 2025)]
    assert rows["q1_eur"].tolist() == [9200.55, 9576.0]
    assert rows["order_date"].tolist() == [pd.Timestamp(2024, 3, 10), pd.NaT]
    assert rows["q2_eur"].isna().all()


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_store_has_typed_columns(store, kind):
    rows = current_rows(store, kind)
    assert rows.empty
    model = template(kind)
    assert [*rows.index.names, *rows.columns] == [
        *model.key,
        *(field.name for field in model.fields if field.name not in model.key),
    ]
    assert store_version(store) == 0


def test_the_same_rows_twice_change_nothing(store):
    first = keep(store, ROW, OLDER)
    assert (first.batch_id, first.added_count, first.changed_count) == (1, 2, 0)
    log = audit(store)
    second = keep(store, ROW, OLDER)
    assert (second.batch_id, second.unchanged_count) == (None, 2)
    pd.testing.assert_frame_equal(audit(store), log)


def test_only_what_changes_is_kept_and_the_newest_wins(store):
    keep(store, ROW, OLDER)
    outcome = keep(store, ROW, {**OLDER, "q1_eur": 9300})
    assert (outcome.added_count, outcome.changed_count, outcome.unchanged_count) == (0, 1, 1)
    assert thresholds(store) == {("200073419", 2024): 9300, ("200073419", 2025): 9576}


def test_undo_restores_the_previous_state_exactly_and_the_log_shows_both(store):
    keep(store, ROW)
    before = current_rows(store, Kind.THRESHOLDS)
    version = store_version(store)
    keep(store, {**ROW, "q1_eur": 1, "order_date": date(2025, 1, 1)}, OLDER)
    assert undo_last(store, Kind.THRESHOLDS, who="OPAC 43") == 2
    pd.testing.assert_frame_equal(current_rows(store, Kind.THRESHOLDS), before)
    log = audit(store)
    assert log[["action", "batch_id", "who", "is_undone"]].to_numpy().tolist() == [
        ["undo", 2, "OPAC 43", True],
        ["import", 2, "DDT 43", True],
        ["import", 1, "DDT 43", False],
    ]
    assert store_version(store) == version + 2
    assert batches_of(store, Kind.THRESHOLDS)["batch_id"].tolist() == [1]


def test_undo_goes_back_one_batch_at_a_time_then_says_there_is_none(store):
    keep(store, ROW)
    keep(store, OLDER)
    assert [undo_last(store, Kind.THRESHOLDS, who="x") for _ in range(2)] == [2, 1]
    assert current_rows(store, Kind.THRESHOLDS).empty
    with pytest.raises(InputError) as caught:
        undo_last(store, Kind.THRESHOLDS, who="x")
    assert caught.value.faults[0].rule == "nothing-to-undo"


def test_only_the_batch_that_is_meant_is_undone(store):
    keep(store, ROW)
    keep(store, OLDER)
    with pytest.raises(InputError) as caught:
        undo_last(store, Kind.THRESHOLDS, who="x", only=1)
    assert caught.value.faults[0].rule == "changed-meanwhile"
    assert len(thresholds(store)) == 2
    assert undo_last(store, Kind.THRESHOLDS, who="x", only=2) == 2


def test_what_was_undone_can_be_kept_again(store):
    keep(store, ROW)
    undo_last(store, Kind.THRESHOLDS, who="x")
    assert keep(store, ROW).added_count == 1
    assert thresholds(store) == {("200073419", 2025): 9576}


def test_kinds_do_not_touch_each_other(store):
    keep(store, ROW)
    state = {"operation_id": "o", "date": date(2025, 1, 1), "state": "done", "source": "s"}
    add_rows(store, Kind.PROGRAMME, [state], who="x")
    assert undo_last(store, Kind.THRESHOLDS, who="x") == 1
    assert len(current_rows(store, Kind.PROGRAMME)) == 1


@pytest.mark.parametrize(
    ("row", "rule", "field"),
    [
        ({**ROW, "colour": "green"}, "unknown-column", "colour"),
        ({**ROW, "source": None}, "value", "Source"),
        ({**ROW, "q1_eur": "9576"}, "value", "Premier quartile"),
        ({**ROW, "year": True}, "value", "Année"),
    ],
)
def test_rows_of_a_form_are_checked_before_anything_is_kept(store, row, rule, field):
    with pytest.raises(InputError) as caught:
        keep(store, OLDER, row)
    assert [(fault.rule, fault.field) for fault in caught.value.faults] == [(rule, field)]
    assert store_version(store) == 0


def test_nothing_is_kept_when_one_row_cannot_be(store):
    with pytest.raises(InputError) as caught:
        keep(store, OLDER, ROW, {**ROW, "q1_eur": 5})
    assert (caught.value.faults[0].rule, caught.value.faults[0].found) == (
        "store",
        "IntegrityError",
    )
    assert store_version(store) == 0
    assert current_rows(store, Kind.THRESHOLDS).empty


def test_a_file_that_is_no_database_is_refused(tmp_path, epci):
    path = tmp_path / "partners.db"
    path.write_bytes(b"not a database " * 100)
    with pytest.raises(InputError) as caught:
        open_store(f"sqlite:///{path}", epci=epci)
    assert [fault.rule for fault in caught.value.faults] == ["store"]


def test_what_the_database_refuses_never_repeats_a_row(store):
    row = {"household_id": "M-977", "building": "40", "stage": "x", "state_date": date(2024, 1, 1)}
    with pytest.raises(InputError) as caught:
        add_rows(store, Kind.REHOUSING, [row, row], who="x")
    told = "".join(traceback.format_exception(caught.value))
    assert "M-977" not in told
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("table", ["audit", "batches"])
@pytest.mark.parametrize("change", ["UPDATE {} SET who = 'x'", "DELETE FROM {}"])
def test_the_log_only_grows(store, table, change):
    keep(store, ROW)
    with pytest.raises(InputError), store.writing() as connection:
        connection.execute(sa.text(change.format(table)))
    assert audit(store)["who"].tolist() == ["DDT 43"]


def test_the_migrations_make_the_tables_of_the_templates(store):
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_version_of_the_tables_is_the_last_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_store_opened_again_is_the_same(store, again):
    keep(store, ROW)
    assert thresholds(again()) == thresholds(store)


def test_every_perimeter_is_remembered_and_the_same_one_counts_once(store):
    told = [
        keep_perimeter(store, "QN04301M", text, source=f"{text}.zip", who="page")
        for text in ("a", "b", "b", "a")
    ]
    assert told == [True, True, False, True]
    kept = kept_perimeters(store, "QN04301M")
    assert kept[["geojson", "source"]].to_numpy().tolist() == [
        ["a", "a.zip"],
        ["b", "b.zip"],
        ["a", "a.zip"],
    ]
    assert kept_perimeters(store, "QN04302M").empty


def test_territories_do_not_share_rows(url, store, epci):
    keep(store, ROW)
    if url.startswith("postgresql"):
        other = open_store(url, epci=f"9{epci[1:]}")
        assert store_version(other) == 0


def test_sqlite_is_set_as_it_must(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'a' / 'partners.db'}", epci="200073419")
    with store.reading() as connection:
        pragmas = ("journal_mode", "foreign_keys", "busy_timeout")
        values = [connection.scalar(sa.text(f"PRAGMA {name}")) for name in pragmas]
    assert values == ["wal", 1, 60_000]


@pytest.mark.parametrize(
    ("url", "epci", "rule"),
    [
        ("postgresql+psycopg://nobody@/none?host=/nowhere", "200073419", "store"),
        ("sqlite:////proc/nowhere/partners.db", "200073419", "store"),
        ("not an address", "200073419", "store"),
        (None, "12; DROP", "unknown-epci"),
    ],
)
def test_a_database_that_cannot_be_used_is_said(url, epci, rule):
    with pytest.raises(InputError) as caught:
        open_store(url, epci=epci)
    assert caught.value.faults[0].rule == rule
