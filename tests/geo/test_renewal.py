"""The Val Vert programme: golden values from the sources, and what must hold on any programme."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.renewal import (
    State,
    milestones_until,
    operations_on,
    programme_dates,
    programme_summary,
    vacant_dwellings,
)
from geo.renewal.programme import RANK

DATA = Path(__file__).parents[2] / "data"
VAL_VERT, GUITARD = "QN04301M", "QN04302M"
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))


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
