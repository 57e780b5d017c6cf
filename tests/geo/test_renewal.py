"""The Val Vert programme: golden values from the sources, and what must hold on any programme."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.errors import DataError, UnknownCodeError
from geo.renewal import (
    UNATTRIBUTED,
    State,
    funding_breakdown,
    funding_statements,
    milestones_until,
    operations_on,
    programme_dates,
    programme_summary,
    vacant_dwellings,
)
from geo.renewal.programme import RANK
from geo.renewal.qualifiers import combined, difference

DATA = Path(__file__).parents[2] / "data"
VAL_VERT, GUITARD = "QN04301M", "QN04302M"
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))
PROTOCOL = "2019-10-protocole"


def _table(name):
    return read_table(read_manifest(DATA), name)


@pytest.fixture(scope="module")
def operations():
    return _table("npnru_operations")


@pytest.fixture(scope="module")
def events():
    return _table("npnru_events")


@pytest.fixture(scope="module")
def milestones():
    return _table("npnru_milestones")


@pytest.fixture(scope="module")
def funding():
    return _table("npnru_funding")


# expected: certain state, possible further state, whether no foreseen date has passed unconfirmed
@pytest.mark.parametrize(
    ("operation", "day", "expected"),
    [
        ("vv-demolition-40", date(2017, 11, 16), ("not_announced", None, True)),
        ("vv-demolition-40", date(2018, 6, 19), ("not_announced", None, True)),
        ("vv-demolition-40", date(2018, 6, 20), ("not_announced", "announced", True)),
        ("vv-demolition-40", date(2019, 9, 19), ("announced", None, True)),
        ("vv-demolition-40", date(2019, 9, 20), ("announced", "planned", True)),
        ("vv-demolition-40", date(2019, 9, 30), ("planned", None, True)),
        ("vv-demolition-40", date(2022, 12, 31), ("planned", None, True)),
        ("vv-demolition-40", date(2023, 1, 1), ("planned", None, False)),
        ("vv-demolition-72", date(2026, 11, 22), ("planned", None, False)),
        ("vv-batiment-60", date(2022, 6, 20), ("planned", None, True)),
        ("vv-batiment-60", date(2022, 6, 21), ("planned", "under_way", True)),
        ("vv-batiment-60", date(2023, 1, 1), ("under_way", None, True)),
        ("vv-batiment-60", date(2024, 11, 26), ("under_way", None, True)),
        ("vv-batiment-60", date(2024, 11, 27), ("done", None, True)),
        ("vv-batiment-50", date(2024, 9, 12), ("under_way", "done", True)),
        ("vv-batiment-50", date(2025, 9, 11), ("under_way", "done", True)),
        ("vv-batiment-50", date(2025, 9, 12), ("done", None, True)),
        ("vv-gymnase-nouveau", date(2024, 7, 15), ("under_way", "done", True)),
        ("vv-gymnase-nouveau", date(2024, 9, 22), ("under_way", "done", False)),
        ("vv-gymnase-nouveau", date(2024, 11, 27), ("done", None, True)),
        ("vv-henri-dunant", date(2021, 6, 19), ("under_way", None, True)),
        ("vv-henri-dunant", date(2021, 6, 20), ("under_way", None, False)),
        ("gt-tours", date(2008, 6, 1), ("not_announced", "done", True)),
        ("gt-tours", date(2008, 12, 31), ("done", None, True)),
    ],
)
def test_the_state_of_an_operation_on_a_day(operations, events, operation, day, expected):
    row = operations_on(operations, events, day).loc[operation]
    found = None if pd.isna(row["possible_state"]) else row["possible_state"]
    assert (row["state"], found, row["is_confirmed"]) == expected


def test_nothing_of_the_val_vert_is_known_before_the_announcement(operations, events):
    frame = operations_on(operations, events, date(2017, 11, 15))
    val_vert = frame[frame["code_qp"] == VAL_VERT]
    assert set(val_vert["state"]) == {State.NOT_ANNOUNCED}
    assert val_vert["possible_state"].isna().all()
    assert val_vert["state_source"].isna().all()


def test_a_demolition_that_no_source_confirms_is_never_done(operations, events, milestones):
    for stop in programme_dates(events, milestones)["date"].unique():
        states = operations_on(operations, events, stop.date())["state"]
        assert not {states["vv-demolition-40"], states["vv-demolition-72"]} & {"under_way", "done"}


def test_a_state_carries_its_evidence_and_its_unmet_target(operations, events):
    row = operations_on(operations, events, date(2026, 11, 22)).loc["vv-demolition-72"]
    assert row["state_since"] == pd.Timestamp("2019-09-20")
    assert row["state_since_latest"] == pd.Timestamp("2019-09-30")
    assert row["state_source"] == "zoomdici_2020_10_06"
    assert row["state_said_on"] == pd.Timestamp("2020-10-06")
    assert (row["target_state"], row["target_text"]) == (
        "under_way",
        "démolis « à compter de 2023 »",
    )


def test_rows_and_inputs_are_left_as_they_are(operations, events):
    before = operations.copy(deep=True), events.copy(deep=True)
    frame = operations_on(operations, events, date(2024, 1, 1))
    pd.testing.assert_frame_equal(frame[operations.columns], operations)
    pd.testing.assert_frame_equal(operations, before[0])
    pd.testing.assert_frame_equal(events, before[1])


def test_without_events_nothing_is_announced(operations, events):
    frame = operations_on(operations, events.iloc[:0], date(2024, 1, 1))
    assert set(frame["state"]) == {State.NOT_ANNOUNCED}
    assert frame["is_confirmed"].all()


@settings(max_examples=25, deadline=None)
@given(days=st.tuples(DAYS, DAYS).map(sorted))
def test_states_only_advance_over_time(operations, events, days):
    earlier, later = (operations_on(operations, events, day) for day in days)
    assert (earlier["state"].map(RANK) <= later["state"].map(RANK)).all()


@settings(max_examples=25, deadline=None)
@given(day=DAYS)
def test_nothing_changes_between_two_stops(operations, events, milestones, day):
    stops = programme_dates(events, milestones)["date"]
    passed = stops[stops <= pd.Timestamp(day)]
    reference = passed.max().date() if len(passed) else date(2000, 1, 1)
    states = operations_on(operations, events, day)["state"]
    pd.testing.assert_series_equal(states, operations_on(operations, events, reference)["state"])


@st.composite
def _random_events(draw):
    start, rows = date(2020, 1, 1), []
    for number in range(draw(st.integers(1, 6))):
        first = start + timedelta(days=draw(st.integers(0, 60)))
        state = draw(st.sampled_from(["announced", "planned", "under_way", "done", "unknown"]))
        target = draw(st.sampled_from([None, "under_way", "done"]))
        rows.append(
            {
                "event_id": f"e{number}",
                "operation_id": draw(st.sampled_from(["a", "b"])),
                "state": state,
                "date": pd.Timestamp(first),
                "date_latest": pd.Timestamp(first + timedelta(days=draw(st.integers(0, 30)))),
                "said_on": pd.Timestamp(start + timedelta(days=draw(st.integers(0, 120)))),
                "target_state": target,
                "target_date": pd.Timestamp("2020-02-15") if target else pd.NaT,
                "target_text": "échéance" if target else None,
            }
        )
    columns = {"said_on_text": "", "source": "s", "section": "", "note": ""}
    frame = pd.DataFrame(rows).assign(**columns, confidence="low", status="fictional")
    texts = {"target_state": "str", "target_text": "str"}
    return frame.set_index("event_id").astype({**texts, "target_date": "datetime64[us]"})


TWO_OPERATIONS = pd.DataFrame({"name": ["A", "B"]}, index=pd.Index(["a", "b"], name="operation_id"))


@settings(max_examples=40, deadline=None)
@given(
    events=_random_events(),
    day=st.dates(date(2019, 12, 31), date(2020, 5, 1)),
    seed=st.integers(0, 9),
)
def test_a_state_is_always_said_by_a_source_and_order_does_not_matter(events, day, seed):
    frame = operations_on(TWO_OPERATIONS, events, day)
    pd.testing.assert_frame_equal(
        frame, operations_on(TWO_OPERATIONS, events.sample(frac=1, random_state=seed), day)
    )
    for operation, row in frame.iterrows():
        own = events[events["operation_id"] == operation]
        reached = own[own["date_latest"] <= pd.Timestamp(day)]
        last = reached[reached["date_latest"] == reached["date_latest"].max()]
        assert row["state"] in (set(last["state"]) or {State.NOT_ANNOUNCED})
        if pd.notna(row["possible_state"]):
            assert RANK[row["possible_state"]] > RANK[row["state"]]
        if not row["is_confirmed"]:
            assert row["target_date"] <= pd.Timestamp(day)
            assert RANK[row["target_state"]] > RANK[row["state"]]


def test_occupied_dwellings_to_demolish_add_up_and_each_dwelling_counts_once(operations):
    summary = programme_summary(operations[operations["code_qp"] == VAL_VERT])
    occupied = operations["occupied_dwellings_count"]
    assert (occupied["vv-demolition-40"], occupied["vv-demolition-72"]) == (24, 38)
    assert summary.loc["demolition", "occupied_dwellings_count"] == 62
    assert pd.isna(summary.loc["demolition", "dwellings_count"])
    assert summary.loc["demolition", "unpublished_count"] == 2
    assert summary.loc["rehabilitation", "dwellings_count"] == 200
    assert summary.loc["rehabilitation", "dwellings_qualifier"] == "about"
    assert summary.loc["rehabilitation", "operations_count"] == 6
    assert summary.loc["new_building", "dwellings_count"] == 28
    assert summary.loc["replacement_offer", "dwellings_count"] == 7


@pytest.mark.parametrize(
    ("dwellings", "percent", "vacant"), [(528, 12, 63), (50, 1, 1), (49, 1, 0), (0, 12, 0)]
)
def test_vacant_dwellings_are_rounded_to_the_nearest(dwellings, percent, vacant):
    assert vacant_dwellings(dwellings, percent) == vacant


def test_milestones_until_a_day(milestones):
    assert milestones_until(milestones, date(2006, 12, 31)).empty
    reached = milestones_until(milestones, date(2019, 9, 29))
    assert list(reached.index) == [
        "pru1-debut", "pru1-tours", "annonce", "conseil-municipal-2018", "etat-avril-2019",
        "convention-presse",
    ]  # fmt: skip
    assert len(milestones_until(milestones, date(2025, 11, 12))) == len(milestones)


def test_the_stops_hold_events_and_milestones_in_order(events, milestones):
    stops = programme_dates(events, milestones)
    assert len(stops) == len(events) + len(milestones)
    assert stops["date"].is_monotonic_increasing
    day = stops[stops["date"] == pd.Timestamp("2024-11-27")]
    assert "vv-batiment-60" in set(day["operation_id"].dropna())
    assert "Inauguration du bâtiment 60 réhabilité" in set(day["label"].dropna())


def test_the_protocol_names_ten_million_three_of_about_thirty(funding):
    statement = funding_statements(funding).loc[PROTOCOL]
    assert (statement["total_eur"], statement["total_qualifier"]) == (30_000_000, "about")
    assert (statement["named_eur"], statement["named_qualifier"]) == (10_300_000, "exact")
    assert statement["unattributed_eur"] == 19_700_000
    assert statement["unattributed_qualifier"] == "about"
    parts = funding_breakdown(funding, PROTOCOL)
    assert parts["amount_eur"].to_dict() == {
        "anru": 2_700_000,
        "region": 4_700_000,
        "agglo": 1_500_000,
        "departement": 1_400_000,
        UNATTRIBUTED: 19_700_000,
    }
    assert parts.loc[UNATTRIBUTED, "status"] == "derived"
    assert list(parts.index[parts["is_derived"]]) == [UNATTRIBUTED]


def test_every_published_total_of_the_val_vert_is_kept(funding):
    statements = funding_statements(funding)
    val_vert = statements[statements["code_qp"] == VAL_VERT]
    millions = [total / 1_000_000 for total in val_vert["total_eur"]]
    assert millions == [40, 38, 26.5, 26.5, 30, 30, 30, 30, 30, 35]
    assert val_vert.loc["2020-10-visite-prefet", "total_qualifier"] == "max"
    assert statements.loc["2020-10-guitard", "total_eur"] == 70_000_000


def test_a_ceiling_among_the_funders_leaves_at_least_the_rest(funding):
    statement = funding_statements(funding).loc["2018-06-conseil-municipal"]
    assert (statement["named_eur"], statement["named_qualifier"]) == (11_828_000, "max")
    assert statement["unattributed_eur"] == 14_672_000
    assert statement["unattributed_qualifier"] == "min"


def test_a_total_without_funders_names_no_sum_and_is_wholly_unattributed(funding):
    statement = funding_statements(funding).loc["2024-06-revue-de-projet"]
    assert statement["funders_count"] == 0
    assert pd.isna(statement["named_eur"])
    assert pd.isna(statement["named_qualifier"])
    parts = funding_breakdown(funding, "2024-06-revue-de-projet")
    assert list(parts.index) == [UNATTRIBUTED]
    assert parts.loc[UNATTRIBUTED, "share"] == 1


def test_parts_add_up_to_the_total_of_every_statement(funding):
    for statement_id, statement in funding_statements(funding).iterrows():
        parts = funding_breakdown(funding, statement_id)
        assert parts["amount_eur"].sum() == statement["total_eur"]
        assert parts["share"].sum() == pytest.approx(1)
        assert parts["share"].between(0, 1).all()


def test_an_unknown_statement_is_refused_with_the_known_ones(funding):
    with pytest.raises(UnknownCodeError) as caught:
        funding_breakdown(funding, "2030-bilan")
    assert PROTOCOL in caught.value.faults[0].expected


def test_statements_that_do_not_hold_together_are_refused_all_at_once(funding):
    too_much = funding.copy()
    too_much.loc[too_much["item"] == "anru", "amount_eur"] = 40_000_000
    with pytest.raises(DataError) as caught:
        funding_statements(too_much)
    assert {fault.field for fault in caught.value.faults} == {
        "2018-06-conseil-municipal",
        "2018-06-debat",
        PROTOCOL,
    }
    without_total = funding[(funding["item"] != "total") | (funding["statement_id"] != PROTOCOL)]
    with pytest.raises(DataError) as caught:
        funding_statements(without_total)
    assert [(fault.field, fault.found) for fault in caught.value.faults] == [(PROTOCOL, "0")]


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ([], "exact"),
        (["exact", "provisional"], "provisional"),
        (["provisional", "about"], "about"),
        (["about", "max"], "max"),
        (["min", "exact"], "min"),
        (["max", "min", "exact"], "about"),
    ],
)
def test_the_reserve_of_a_sum(qualifiers, expected):
    assert combined(qualifiers) == expected
    assert combined(reversed(qualifiers)) == expected


@pytest.mark.parametrize(
    ("total", "part", "expected"),
    [
        ("about", "exact", "about"),
        ("exact", "max", "min"),
        ("exact", "min", "max"),
        ("max", "max", "about"),
        ("max", None, "max"),
        ("provisional", "max", "min"),
    ],
)
def test_the_reserve_of_a_difference(total, part, expected):
    assert difference(total, part) == expected


@pytest.mark.parametrize("name", ["events", "milestones", "funding", "promises", "contacts"])
def test_dates_are_intervals_and_a_known_day_is_one_day(name):
    table = _table(f"npnru_{name}")
    assert (table["date"] <= table["date_latest"]).all()
    is_day = table["date_precision"] == "day"
    assert (is_day == (table["date"] == table["date_latest"])).all()


def test_no_source_speaks_of_the_future_and_targets_are_whole(events):
    assert (events["date"] <= events["said_on"]).all()
    with_target = events["target_date"].notna()
    assert (with_target == events["target_state"].notna()).all()
    assert (with_target == events["target_text"].notna()).all()
    assert (events["target_date"].dropna() > events["date"][with_target]).all()
    assert with_target.sum() == 12


def test_no_position_is_invented_and_a_missing_count_says_why(operations):
    assert operations["lon"].isna().all()
    assert operations["lat"].isna().all()
    is_published = operations["dwellings_status"] == "published"
    assert (is_published == operations["dwellings_count"].notna()).all()
    assert (is_published == operations["dwellings_qualifier"].notna()).all()
    assert (
        operations["programme"] == operations["code_qp"].map({VAL_VERT: "NPNRU", GUITARD: "PRU1"})
    ).all()


def test_only_the_val_vert_has_a_renewal_convention():
    programmes = _table("qpv_programmes")
    by_quarter = programmes.groupby("code_qp")["programme"].agg(set)
    assert by_quarter[VAL_VERT] == {"npnru", "contrat_de_ville"}
    assert by_quarter[GUITARD] == {"contrat_de_ville"}
    npnru = programmes[programmes["programme"] == "npnru"].iloc[0]
    assert (npnru["since"], npnru["since_latest"]) == (
        pd.Timestamp("2019-09-20"),
        pd.Timestamp("2019-09-30"),
    )
