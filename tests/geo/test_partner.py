"""What stands for partner data: the store, the fictional rows, or nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from geo.contracts.manifest import data_folder
from geo.partner import partner_state, partner_table
from geo.store import Kind, add_rows, open_store, undo_last
from geo.territory import open_territory
from geo.territory.partner import State, partner_log, partner_states

EPCI = "200073419"
ROW = {
    "household_id": "M-1",
    "building": "bâtiment 40",
    "stage": "enquete",
    "state_date": date(2024, 12, 31),
}


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    monkeypatch.delenv("CDV_DEMO", raising=False)


@pytest.fixture(scope="module")
def territory():
    return open_territory(data_folder())


def test_fictional_rows_stand_until_a_partner_sends_some(territory, tmp_path):
    table = partner_table(territory, Kind.REHOUSING)
    assert (table.is_fictional, len(table.rows), table.as_of) == (True, 62, None)
    assert not list(tmp_path.iterdir())


def test_without_demonstration_there_is_nothing(territory, monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    table = partner_table(territory, Kind.REHOUSING)
    assert (table.is_fictional, len(table.rows)) == (False, 0)
    assert {each.state for each in partner_states(territory)} == {State.NONE}
    assert partner_log(territory).empty


def test_rows_of_a_partner_replace_the_fictional_ones(territory):
    fictional = partner_table(territory, Kind.REHOUSING).rows
    store = open_store(epci=EPCI)
    add_rows(store, Kind.REHOUSING, [ROW], who="OPAC 43")
    table = partner_table(territory, Kind.REHOUSING)
    assert (table.is_fictional, table.rows.index.tolist()) == (False, ["M-1"])
    assert list(table.rows.columns) == list(fictional.columns)
    assert list(table.rows.dtypes.astype(str)) == list(fictional.dtypes.astype(str))
    assert table.batches["who"].tolist() == ["OPAC 43"]
    assert datetime.now(UTC) - table.as_of < timedelta(minutes=5)
    states = {each.kind: each.state for each in partner_states(territory)}
    assert (states[Kind.REHOUSING], states[Kind.LETTINGS]) == (State.SENT, State.FICTIONAL)


def test_the_state_changes_whenever_the_answer_may(monkeypatch):
    seen = [partner_state(EPCI)]
    store = open_store(epci=EPCI)
    seen.append(partner_state(EPCI))
    add_rows(store, Kind.REHOUSING, [ROW], who="x")
    seen.append(partner_state(EPCI))
    undo_last(store, Kind.REHOUSING, who="x")
    seen.append(partner_state(EPCI))
    monkeypatch.setenv("CDV_DEMO", "0")
    seen.append(partner_state(EPCI))
    assert len(set(seen)) == len(seen)
    assert partner_state(EPCI) == seen[-1]
