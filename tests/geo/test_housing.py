"""What is published of communes and the SRU law."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.figures import Status, sources_of
from geo.housing import (
    Situation,
    disagree,
    inventory_of,
    latest_inventories,
    situations,
    statements_of,
)
from tests.geo.embedded import BRIVES, DATA, ESPALY, LE_PUY, SAINT_GERMAIN

MANIFEST = read_manifest(DATA)
OUTSIDE = "43012"  # Aurec-sur-Loire, in another EPCI


@pytest.fixture(scope="module")
def communes():
    return read_table(MANIFEST, "communes")


@pytest.fixture(scope="module")
def inventory():
    return latest_inventories(read_table(MANIFEST, "sru_inventory"))


@pytest.fixture(scope="module")
def table():
    return read_table(MANIFEST, "sru_inventory")


@pytest.fixture(scope="module")
def history():
    return read_table(MANIFEST, "sru_history")


@pytest.fixture(scope="module")
def sources():
    return sources_of(read_table(MANIFEST, "sources"))


@pytest.mark.parametrize(
    ("code", "situation"),
    [
        (LE_PUY, Situation.COMPLIES),
        (BRIVES, Situation.COMPLIES),
        (ESPALY, Situation.SHORT),
        (SAINT_GERMAIN, Situation.LEFT_LIST),
        ("43002", Situation.NOT_CONCERNED),
    ],
)
def test_the_situation_of_each_commune(communes, table, history, code, situation):
    found = situations(communes, table, history)
    assert found[code] == situation


def test_every_commune_of_the_territory_has_one_situation(communes, table, history):
    found = situations(communes, table, history)
    assert list(found.index) == list(communes.index)
    assert found.value_counts().to_dict() == {
        Situation.NOT_CONCERNED: 68,
        Situation.COMPLIES: 2,
        Situation.SHORT: 1,
        Situation.LEFT_LIST: 1,
    }


@pytest.mark.parametrize(
    ("flags", "situation"),
    [
        ({"is_short": True}, Situation.SHORT),
        ({"is_short": False}, Situation.COMPLIES),
        ({"is_short": True, "is_exempt": True}, Situation.EXEMPT),
        ({"is_subject": False}, Situation.LEFT_LIST),
    ],
)
def test_the_flags_of_the_file_decide(communes, table, history, flags, situation):
    flagged = table.copy()
    for name, value in flags.items():
        flagged.loc[flagged["code_insee"] == ESPALY, name] = value
    assert situations(communes, flagged, history)[ESPALY] == situation


def test_a_commune_never_named_and_not_subject_is_not_concerned(communes, table, history):
    flagged = table.copy()
    flagged.loc[flagged["code_insee"] == ESPALY, "is_subject"] = False
    others = history[history["code_insee"] != ESPALY]
    assert situations(communes, flagged, others)[ESPALY] == Situation.NOT_CONCERNED


@given(st.randoms())
def test_the_order_of_the_communes_changes_nothing(random):
    communes = read_table(MANIFEST, "communes")
    table = read_table(MANIFEST, "sru_inventory")
    history = read_table(MANIFEST, "sru_history")
    order = list(communes.index)
    random.shuffle(order)
    shuffled = situations(communes.loc[order], table, history)
    assert list(shuffled.index) == order
    assert shuffled.to_dict() == situations(communes, table, history).to_dict()


@pytest.mark.parametrize(
    ("code", "dwellings", "rate", "levy"),
    # DHUP, « Communes et inventaire SRU », file 2025
    [(LE_PUY, 2_685, 26.9, 0), (BRIVES, 444, 20.8, 0), (ESPALY, 336, 19.4, 2_557.2)],
)
def test_the_inventory_is_the_published_one(inventory, sources, code, dwellings, rate, levy):
    found = inventory_of(inventory, code, sources)
    assert (found.social_dwellings_count, found.rate_percent) == (dwellings, rate)
    assert (found.target_percent, found.net_levy_eur, found.levy_year) == (20, levy, 2025)
    assert (found.inventory_date, found.period) == (date(2024, 1, 1), "2023-2025")
    assert (found.is_carence, found.is_exempt) == (False, False)
    assert found.source.key == "dhup_sru_2025"


def test_a_commune_out_of_the_file_has_no_inventory(inventory, sources):
    assert inventory_of(inventory, SAINT_GERMAIN, sources) is None


def test_the_latest_inventory_of_each_commune_counts():
    table = pd.DataFrame(
        {
            "code_insee": ["1", "2", "1"],
            "inventory_date": pd.to_datetime(["2024-01-01", "2024-01-01", "2023-01-01"]),
            "rate_percent": [19.4, 20.8, 18.0],
        }
    )
    assert latest_inventories(table)["rate_percent"].to_dict() == {"1": 19.4, "2": 20.8}


def test_what_was_said_of_le_puy_is_kept_though_it_disagrees(history, sources):
    statements = statements_of(history, LE_PUY, sources)
    said = [(each.source.key, each.target_percent, each.verdict) for each in statements]
    assert said == [
        ("zoomdici_2018_09_10", 25, "below"),
        ("protocole_2019", 20, "above"),
        ("dhup_sru_2025", 20, "above"),
    ]
    assert [each.status for each in statements] == [
        Status.PRESS,
        Status.OFFICIAL,
        Status.OFFICIAL,
    ]
    assert [each.rate_percent for each in statements] == [24.88, None, 26.9]
    assert disagree(statements)


@pytest.mark.parametrize("code", [BRIVES, ESPALY, SAINT_GERMAIN, OUTSIDE])
def test_the_others_are_told_one_target(history, sources, code):
    assert not disagree(statements_of(history, code, sources))


def test_days_of_a_statement_are_those_known(history, sources):
    press, protocol, file = statements_of(history, ESPALY, sources)
    assert (press.day, press.reference_date) == (date(2018, 9, 10), None)
    assert (protocol.day, protocol.reference_date) == (date(2019, 10, 24), date(2019, 4, 1))
    assert (file.day, file.reference_date) == (None, date(2024, 1, 1))
    precisions = [each.date_precision for each in (press, protocol, file)]
    assert precisions == ["", "month", "day"]


def test_a_deduction_stands_apart_from_what_is_written(history, sources):
    *earlier, last = statements_of(history, SAINT_GERMAIN, sources)
    assert last.verdict == "not_listed"
    assert "déduite" in last.inference
    assert "déduite" not in last.note
    assert not any(each.inference for each in earlier)


def test_nothing_was_said_of_the_other_communes(history, sources):
    assert statements_of(history, "43002", sources) == ()
    assert not disagree(())


@pytest.mark.parametrize("is_told", [True, False])
def test_a_commune_that_only_an_older_file_lists_has_left_the_list(
    communes, table, history, is_told
):
    older = table.copy()
    older.loc[older["code_insee"] == ESPALY, "inventory_date"] = pd.Timestamp(2023, 1, 1)
    told = history if is_told else history[history["code_insee"] != ESPALY]
    assert situations(communes, older, told)[ESPALY] == Situation.LEFT_LIST
    assert ESPALY not in latest_inventories(older).index


def test_statements_are_in_the_order_of_the_days_they_describe(history, sources):
    swapped = history[history["code_insee"] == LE_PUY].copy()
    late = swapped["source"] == "protocole_2019"
    swapped.loc[late, "statement_date"] = pd.Timestamp(2030, 1, 1)
    said = [each.source.key for each in statements_of(swapped, LE_PUY, sources)]
    assert said == ["zoomdici_2018_09_10", "protocole_2019", "dhup_sru_2025"]
