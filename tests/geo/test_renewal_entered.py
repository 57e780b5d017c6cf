"""What partners send of the programme shows from the day they give, and goes with an undo."""

from datetime import date

import pytest

from geo.contracts.manifest import data_folder
from geo.french import day
from geo.renewal.entered import PARTNERS
from geo.store import add_rows, open_store, undo_last
from geo.store.kinds import Kind
from geo.territory import open_territory
from geo.territory.renewal import renewal_board, renewal_spans, renewal_stops
from tests.geo.embedded import VAL_VERT

EPCI = "200073419"
OPERATION = "vv-demolition-40"
ROW = {
    "operation_id": OPERATION,
    "date": date(2026, 3, 2),
    "state": "under_way",
    "comment": "désamiantage commencé",
    "source": "comité technique",
    "document": "compte rendu n° 12, p. 3",
}


@pytest.fixture
def store(monkeypatch, tmp_path):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    return open_store(epci=EPCI)


def board(day):
    return renewal_board(open_territory(data_folder()), VAL_VERT, day).operations.loc[OPERATION]


def test_a_state_sent_by_a_partner_shows_from_its_day_with_who_says_so(store):
    before = board(date(2026, 3, 2))["state"]
    add_rows(store, Kind.PROGRAMME, [ROW], who="test")
    found = board(date(2026, 3, 2))
    assert (before, found["state"], board(date(2026, 3, 1))["state"]) == (
        "planned",
        "under_way",
        "planned",
    )
    assert found["state_source"] == PARTNERS
    assert found["state_section"] == "comité technique, compte rendu n° 12, p. 3"
    assert found["state_note"] == "désamiantage commencé"
    assert (found["state_status"], found["state_confidence"]) == ("official", "medium")


def test_it_is_a_stop_of_the_slider_and_a_span_of_the_chart(store):
    add_rows(store, Kind.PROGRAMME, [{**ROW, "document": None, "comment": None}], who="test")
    territory = open_territory(data_folder())
    stops = renewal_stops(territory, VAL_VERT)
    sent = stops[stops["source"] == PARTNERS]
    assert sent["date"].dt.date.tolist() == [date(2026, 3, 2)]
    assert sent["date_text"].tolist() == [day(date(2026, 3, 2))]
    spans = renewal_spans(territory, VAL_VERT)
    assert "under_way" in set(spans.loc[spans["operation_id"] == OPERATION, "state"])


def test_undo_gives_back_what_the_sources_say(store):
    add_rows(store, Kind.PROGRAMME, [ROW], who="test")
    undo_last(store, Kind.PROGRAMME, who="test")
    assert board(date(2026, 3, 2))["state"] == "planned"
