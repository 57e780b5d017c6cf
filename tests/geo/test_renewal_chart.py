"""Spans of the operations and figures of the stock: golden values and properties."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.figures import Missing, Status
from geo.renewal.programme import RANK, State
from geo.renewal.qualifiers import Qualifier
from geo.renewal.spans import programme_spans
from geo.renewal.stock import DWELLINGS, VACANT
from geo.territory import open_territory
from geo.territory.renewal import (
    renewal_board,
    renewal_convention,
    renewal_funding,
    renewal_memory,
    renewal_names,
    renewal_spans,
    renewal_stock,
    renewal_stops,
)
from tests.geo.embedded import DATA, VAL_VERT


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


def spans_of(territory, operation):
    spans = renewal_spans(territory, VAL_VERT)
    own = spans[spans["operation_id"] == operation]
    return [
        (row.state, row.start.date().isoformat(), row.end.date().isoformat(), row.is_certain)
        for row in own.itertuples()
    ]


def test_life_of_building_60(territory):
    assert spans_of(territory, "vv-batiment-60") == [
        ("planned", "2019-09-20", "2019-09-30", False),
        ("planned", "2019-09-30", "2022-09-22", True),
        ("under_way", "2022-06-21", "2022-09-22", False),
        ("under_way", "2022-09-22", "2024-11-27", True),
        ("done", "2024-11-27", "2026-05-12", True),
    ]


def test_demolition_stays_planned_to_the_end(territory):
    assert spans_of(territory, "vv-demolition-40")[-1] == (
        "planned", "2019-09-30", "2026-05-12", True,
    )  # fmt: skip


@st.composite
def histories(draw):
    days = draw(st.lists(st.dates(date(2015, 1, 1), date(2025, 1, 1)), min_size=2, max_size=8))
    states = draw(st.lists(st.sampled_from(list(RANK)), min_size=1, max_size=len(days) // 2))
    ordered = sorted(days)
    return pd.DataFrame(
        {
            "operation_id": "a",
            "state": [state.value for state in states],
            "date": [pd.Timestamp(ordered[2 * rank]) for rank in range(len(states))],
            "date_latest": [pd.Timestamp(ordered[2 * rank + 1]) for rank in range(len(states))],
        }
    )


@given(histories())
def test_certain_spans_follow_each_other_and_never_go_back(events):
    spans = programme_spans(events, pd.Timestamp(2026, 1, 1))
    certain = spans[spans["is_certain"]]
    assert (spans["start"] < spans["end"]).all()
    assert certain["state"].map(lambda state: RANK[State(state)]).is_monotonic_increasing
    assert (certain["end"].iloc[:-1].to_numpy() == certain["start"].iloc[1:].to_numpy()).all()
    if len(certain):
        assert certain["end"].iloc[-1] == pd.Timestamp(2026, 1, 1)


def test_stock_is_everything_that_was_said(territory):
    said = renewal_stock(territory, VAL_VERT)
    counts = [(each.value, each.date_text) for each in said if each.indicator == DWELLINGS]
    assert counts == [
        (500, "29 juin 2018"),
        (528, "avril 2019"),
        (528, "automne 2019"),
        (None, "mai 2024"),
        (500, "13 mai 2024"),
        (513, ""),
    ]
    vacant = next(each for each in said if each.indicator == VACANT)
    assert (vacant.value, vacant.status, vacant.note) == (
        63, Status.DERIVED, "12 % de 528 logements",
    )  # fmt: skip
    last = said[-1]
    assert (last.value, last.outline, last.is_to_check) == (513, "2024", True)
    unsaid = next(each for each in said if each.missing)
    assert (unsaid.missing, unsaid.value) == (Missing.NOT_PUBLISHED, None)
    assert {each.qualifier for each in said} == {Qualifier.ABOUT, Qualifier.EXACT, Qualifier.MIN}


def test_the_convention_names_its_neighbourhood(territory):
    assert renewal_names(territory) == {VAL_VERT: "Val Vert"}
    convention = renewal_convention(territory, VAL_VERT)
    assert (convention.since, convention.since_latest) == (date(2019, 9, 20), date(2019, 9, 30))


def test_stops_are_in_order_and_named(territory):
    stops = renewal_stops(territory, VAL_VERT)
    assert stops["date"].is_monotonic_increasing
    assert (stops["label"].notna() ^ stops["name"].notna()).all()
    assert stops["date"].iloc[[0, -1]].dt.strftime("%Y-%m-%d").tolist() == [
        "2017-11-16",
        "2025-11-12",
    ]


def test_the_board_holds_the_programme_of_the_convention_only(territory):
    board = renewal_board(territory, VAL_VERT, date(2024, 11, 27))
    assert len(board.operations) == 23
    counts = board.operations["state"].value_counts().to_dict()
    assert counts == {"done": 6, "under_way": 7, "planned": 8, "not_announced": 2}


def test_guitard_is_kept_for_memory(territory):
    former = renewal_memory(territory, date(2025, 1, 1))
    assert set(former["programme"]) == {"PRU1"}
    assert former["state"].eq("done").all()


def test_money_named_and_not_attributed(territory):
    funding = renewal_funding(territory, VAL_VERT)
    row = funding.statements.loc["2019-10-protocole"]
    assert (row["named_eur"], row["unattributed_eur"]) == (10_300_000, 19_700_000)
    totals = set(funding.statements["total_eur"])
    assert totals == {26_500_000, 30_000_000, 35_000_000, 38_000_000, 40_000_000}
