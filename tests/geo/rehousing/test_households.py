"""What each household counts as."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from geo.rehousing import Place, Progress, Stage, classified
from geo.rehousing.calendar import closed_years, reports
from geo.rehousing.households import OTHER_BUILDING
from geo.rehousing.stages import PROGRESS

PLACE = Place("43157", ("40", "72"), ("43157", "43041"), frozenset({"43157", "43041", "43002"}))
MOVED = {
    "building": "bâtiment 40",
    "stage": "demenage",
    "state_date": date(2024, 5, 2),
    "move_date": date(2024, 5, 1),
    "destination_insee": "43041",
    "destination_qpv": "hors QPV",
    "agreement_date": date(2020, 1, 1),
    "offer_count": 2,
    "refusal_count": 1,
    "type_before": "T3",
    "type_after": "T4",
    "satisfaction": 3,
    "rent_before_eur": 300.1,
    "charges_before_eur": 100.0,
    "aid_before_eur": 150.0,
    "rent_after_eur": 350.0,
    "charges_after_eur": 80.0,
    "aid_after_eur": 200.0,
    "resources_before_eur": 1000.0,
    "resources_after_eur": 920.0,
}


def counted(**changes):
    frame = pd.DataFrame([{**MOVED, **changes}], index=["M-1"])
    return classified(frame, PLACE).iloc[0]


def test_a_rehoused_household():
    found = counted()
    assert found["building"] == "40"
    assert (found["progress"], found["since"]) == ("rehoused", date(2024, 5, 1))
    assert found["town"] == "other_commune 43041"
    assert (found["is_recent"], found["is_outside_qpv"]) == ("yes", "yes")
    assert (found["offers"], found["refusals"]) == ("several", "one_or_two")
    assert (found["size"], found["opinion"]) == ("more", "satisfied")
    assert (found["rest_before_eur"], found["rest_after_eur"]) == (Decimal("250.1"), Decimal(230))
    assert found["rest_change"] == "less"
    assert float(found["effort_after_percent"]) == 25.0


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_is_published_in_a_group(stage):
    assert counted(stage=stage.value)["progress"] == PROGRESS[stage]


@pytest.mark.parametrize("stage", [Stage.LEFT, Stage.DECEASED, Stage.EVICTED])
def test_who_left_counts_from_the_day_of_the_state(stage):
    found = counted(stage=stage.value, move_date=None)
    assert (found["progress"], found["since"]) == (Progress.LEFT, date(2024, 5, 2))


def test_an_agreement_counts_from_its_day_and_is_no_move():
    found = counted(stage="accepte", move_date=None)
    assert (found["since"], found["agreed"]) == (None, date(2024, 5, 2))


@pytest.mark.parametrize(
    ("changes", "town"),
    [
        ({"destination_insee": "43157"}, "same_commune 43157"),
        ({"destination_insee": "43157", "destination_qpv": "QN04301M"}, "qpv 43157"),
        ({"destination_insee": "43002"}, "other_commune"),
        ({"destination_insee": "42218"}, "outside_epci"),
        ({"destination_insee": None}, "unknown"),
        ({"destination_qpv": None}, "unknown"),
        ({"destination_qpv": "QP043001"}, "unknown"),
    ],
)
def test_where_a_household_went(changes, town):
    assert counted(**changes)["town"] == town


@pytest.mark.parametrize(
    "name", ["rent_before_eur", "aid_after_eur", "resources_before_eur", "resources_after_eur"]
)
def test_one_unknown_amount_leaves_none(name):
    found = counted(**{name: None})
    assert found["rest_change"] == "unknown"
    assert found[["rent_after_eur", "rest_before_eur", "effort_after_percent"]].isna().all()


def test_no_resources_leave_no_effort_rate():
    assert counted(resources_after_eur=0.0)["rest_change"] == "unknown"


def test_what_is_not_known_stays_unknown():
    names = ("agreement_date", "offer_count", "refusal_count", "type_after", "satisfaction")
    found = counted(**dict.fromkeys(names))
    kinds = ["is_recent", "offers", "refusals", "size", "opinion"]
    assert list(found[kinds]) == ["unknown"] * len(kinds)


def test_a_building_the_programme_does_not_name_is_another_one():
    assert counted(building="tour 9")["building"] == OTHER_BUILDING


def test_a_file_without_optional_columns_is_counted():
    rows = pd.DataFrame(
        [{"building": "72", "stage": "enquete", "state_date": date(2024, 1, 1)}], index=["M-1"]
    )
    assert classified(rows, PLACE).iloc[0]["progress"] == "searching"


def test_a_year_is_closed_on_its_last_day():
    assert closed_years(2024, date(2024, 12, 30)) == []
    assert closed_years(2024, date(2024, 12, 31)) == [2024]


@pytest.mark.parametrize(
    ("moves", "step", "years"),
    [
        ([2021] * 4, 5, []),
        ([2021] * 5, 5, [2021]),
        ([2021] * 3 + [2022] * 2 + [2023] * 4, 5, [2022]),
        ([2021] * 5 + [2022] * 4 + [2023] * 1, 5, [2021, 2023]),
        ([None] * 9, 5, []),
    ],
)
def test_a_report_waits_for_enough_households(moves, step, years):
    assert reports(moves, [2021, 2022, 2023], step) == years
