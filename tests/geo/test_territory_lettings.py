"""The lettings of a territory: its leases, its thresholds, the page and the command."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from geo.contracts.manifest import EMBEDDED
from geo.errors import InputError
from geo.partner import partner_table
from geo.rules.lettings import Reach, Side, Status, still_needed
from geo.rules.parameters import Certainty
from geo.store import add_rows, open_store
from geo.store.kinds import Kind
from geo.territory import open_territory
from geo.territory.lettings import (
    enter_threshold,
    lettings_facts,
    lettings_file_answer,
    lettings_overview,
    lettings_sources,
    lettings_thresholds,
    reserver_labels,
    threshold_order,
    undo_threshold,
)
from tests.geo.test_lettings import lease


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    monkeypatch.delenv("CDV_DEMO", raising=False)


# The territory


def test_the_demonstration_shows_two_verdicts_and_says_it_is_fictional():
    overview = lettings_overview(open_territory(EMBEDDED))
    assert overview.is_fictional
    assert list(overview.years) == [2023, 2024, 2025]
    figures = overview.years[2025]
    outside, inside = figures.sides[Side.OUTSIDE], figures.sides[Side.INSIDE]
    assert (outside.until, outside.counted.count, outside.total.count) == (
        date(2025, 9, 30),
        46,
        336,
    )
    assert (inside.until, inside.counted.count, inside.total.count) == (date(2025, 6, 30), 23, 50)
    assert (outside.rate.status, inside.rate.status) == (Status.MISSED, Status.UNKNOWN)
    assert still_needed(outside.rate, 112).reach is Reach.POSSIBLE
    assert "OPAC 43" not in figures.landlords


def test_without_demonstration_there_is_nothing(monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    overview = lettings_overview(open_territory(EMBEDDED))
    assert (overview.years, overview.as_of, overview.is_fictional) == ({}, None, False)


def test_only_the_threshold_of_2025_is_known_and_is_to_check():
    known = lettings_thresholds(open_territory(EMBEDDED))
    assert list(known) == [2025]
    assert known[2025].limits_eur == (9576, 12900, 17640)
    assert (known[2025].certainty, known[2025].order_date) == (
        Certainty.TO_CHECK,
        date(2025, 6, 3),
    )


def test_a_threshold_is_typed_then_taken_back():
    territory = open_territory(EMBEDDED)
    row = {"year": 2024, "q1_eur": 9300.0, "q2_eur": None, "q3_eur": None, "source": "annexe"}
    enter_threshold(territory, row, "DDT 43")
    known = lettings_thresholds(territory)
    assert (known[2024].q1_eur, known[2024].is_entered, known[2024].origin) == (
        9300,
        True,
        "annexe",
    )
    outside = lettings_overview(territory).years[2024].sides[Side.OUTSIDE]
    assert outside.rate is not None
    with pytest.raises(InputError, match="le service qui annule"):
        undo_threshold(territory, "")
    undo_threshold(territory, "DDT 43")
    assert list(lettings_thresholds(territory)) == [2025]


def test_a_year_without_threshold_tells_its_leases_and_no_share():
    figures = lettings_overview(open_territory(EMBEDDED)).years[2024]
    assert [each.rate for each in figures.sides.values()] == [None, None]
    assert all(each.counted.is_secret for each in figures.sides.values())
    assert (figures.quarters, figures.zones, figures.landlords, figures.reservers) == (
        {},
        {},
        {},
        {},
    )
    assert figures.months[date(2024, 1, 1)][0].count == 36


@pytest.mark.parametrize(
    "change",
    [
        {"q1_eur": None},
        {"q1_eur": 0},
        {"q2_eur": 9000.0, "q3_eur": 9500.0},
        {"source": "  "},
        {"who": ""},
    ],
)
def test_a_threshold_that_makes_no_sense_is_refused(change):
    row = {"year": 2024, "q1_eur": 9300.0, "q2_eur": None, "q3_eur": None, "source": "annexe"}
    given_row = {**row, **change}
    who = str(given_row.pop("who", "DDT 43"))
    with pytest.raises(InputError, match="threshold"):
        enter_threshold(open_territory(EMBEDDED), given_row, who)


def test_orders_and_facts_say_what_was_found():
    assert threshold_order(2025).value.startswith("arrêté du 3 juin 2025")
    assert threshold_order(2026).value == "arrêté non trouvé"
    territory = open_territory(EMBEDDED)
    facts = {fact.fact_id: fact for fact in lettings_facts(territory)}
    assert facts["france-2019"].agrees
    assert not facts["hauts-de-france-2021"].agrees
    assert round(facts["hauts-de-france-2021"].recomputed_percent, 1) == Decimal("15.0")
    assert facts["cil-2018"].value is None
    assert {source.key for source in lettings_sources(territory)} >= {"calculette_lec", "ancols_q1"}
    assert reserver_labels()["etat"] == "État"


def test_leases_of_before_the_law_or_after_today_have_no_year():
    territory = open_territory(EMBEDDED)
    days = ("2016-03-01", "2017-01-03", "2999-01-03")
    rows = [
        lease(lease_id=f"B-{day}", lease_date=date.fromisoformat(day), annual_resources_eur=9000.0)
        for day in days
    ]
    add_rows(
        open_store(epci=str(territory.manifest.territory["epci"])), Kind.LETTINGS, rows, who="x"
    )
    row = {"year": 2017, "q1_eur": 9300.0, "q2_eur": None, "q3_eur": None, "source": "annexe"}
    enter_threshold(territory, row, "DDT 43")
    overview = lettings_overview(territory)
    assert list(overview.years) == [2017]
    with pytest.raises(InputError, match="une année depuis 2017"):
        enter_threshold(territory, {**row, "year": 2016}, "DDT 43")


def test_the_page_and_the_command_agree_on_one_file(tmp_path):
    """The same leases, up to the day that the page tells: same numbers, nested bounds."""
    territory = open_territory(EMBEDDED)
    leases = partner_table(territory, Kind.LETTINGS).rows.reset_index()
    leases["lease_id"] = leases["lease_id"].str.replace("FICTIF", "F")
    figures = lettings_overview(territory).years[2025]
    for side, known in figures.sides.items():
        told = leases[leases["lease_date"] <= pd.Timestamp(known.until)]
        file = tmp_path / f"{side}.csv"
        told.to_csv(file, index=False, sep=";", date_format="%d/%m/%Y")
        answer = lettings_file_answer(territory, file, 2025, Decimal(9576), known.until)[side.value]
        assert (answer["numerator"], answer["denominator"]) == (
            known.counted.count,
            known.total.count,
        )
        assert answer["rate_percent"] == round(float(known.rate.percent), 2)
        assert known.rate.lower_percent <= Decimal(str(answer["lower_percent"])) + Decimal("0.01")
        assert known.rate.upper_percent >= Decimal(str(answer["upper_percent"])) - Decimal("0.01")
