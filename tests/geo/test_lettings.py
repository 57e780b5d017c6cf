"""Leases: which side, which quartile, and what may be shown of a year."""

from datetime import date
from decimal import Decimal

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import EMBEDDED, read_manifest
from geo.crs import WGS_84, to_lambert_93
from geo.figures import Source
from geo.imports.templates import template
from geo.lettings.classes import Outcome, outcome_of, spelled
from geo.lettings.leases import classified
from geo.lettings.thresholds import Threshold, known_thresholds
from geo.lettings.year import Names, YearFigures, quarter_end, rounded_up, year_figures
from geo.rules.lettings import Counting, Quartile, Rate, Side, Status
from geo.rules.parameters import Certainty
from geo.store.kinds import Kind

SINCE = date(2024, 1, 1)
LIMIT = Threshold(2025, Decimal(9576), None, None, "", None, Certainty.READ)
NAMES = Names({"43157": "qpv_commune", "43041": "other_communes"}, ("OPAC 43",), ("etat",))
FIELDS = [field.name for field in template(Kind.LETTINGS).fields if field.name != "lease_id"]


@pytest.fixture(scope="module")
def qpv():
    return to_lambert_93(read_boundaries(read_manifest(EMBEDDED), "qpv_boundaries"))


def lease(**given):
    usual = {
        "lease_date": "2025-02-03",
        "code_insee": "43157",
        "landlord": "OPAC 43",
        "reserver": "etat",
        "in_qpv": "hors QPV",
        "adult_count": 1,
        "child_count": 0,
        "annual_resources_eur": 9000,
        "is_npnru_rehousing": False,
        "is_priority": True,
    }
    return {**dict.fromkeys(FIELDS), **usual, **given}


def frame(*rows):
    table = pd.DataFrame(rows, index=[f"B-{rank}" for rank in range(len(rows))])
    return table.assign(lease_date=pd.to_datetime(table["lease_date"]))


def read(qpv, *rows, thresholds=None):
    return classified(frame(*rows), {2025: LIMIT} if thresholds is None else thresholds, qpv, SINCE)


def many(count, **given):
    return [lease(**given) for _ in range(count)]


def year_of(qpv, rows, as_of=date(2026, 1, 5)) -> YearFigures:
    return year_figures(read(qpv, *rows), 2025, NAMES, as_of)


# One lease


@pytest.mark.parametrize(
    ("given_fields", "side"),
    [
        ({"in_qpv": "hors QPV"}, Side.OUTSIDE),
        ({"in_qpv": "QN04301M"}, Side.INSIDE),
        ({"in_qpv": "QP043001", "lease_date": "2023-05-01"}, Side.INSIDE),
        ({"in_qpv": None}, Side.UNKNOWN),
        ({"in_qpv": None, "lon": 3.88379, "lat": 45.03023}, Side.INSIDE),
        ({"in_qpv": None, "lon": 3.9279, "lat": 45.0446}, Side.OUTSIDE),
        (
            {"in_qpv": None, "lon": 3.88379, "lat": 45.03023, "lease_date": "2023-12-31"},
            Side.UNKNOWN,
        ),
        (
            {"in_qpv": None, "lon": 3.88379, "lat": 45.03023, "lease_date": "2024-01-01"},
            Side.INSIDE,
        ),
        ({"in_qpv": "hors QPV", "lon": 3.88379, "lat": 45.03023}, Side.OUTSIDE),
    ],
)
def test_the_side_is_as_given_else_from_the_point_and_the_outline_of_that_day(
    qpv, given_fields, side
):
    assert read(qpv, lease(**given_fields))["side"].iloc[0] == side


def test_a_point_too_near_the_limit_is_on_no_side(qpv):
    corner = gpd.GeoSeries([qpv.geometry.iloc[0].boundary.interpolate(0)], crs=qpv.crs)
    near = corner.to_crs(WGS_84).iloc[0]
    row = lease(in_qpv=None, lon=near.x, lat=near.y)
    assert read(qpv, row)["side"].iloc[0] == Side.UNKNOWN


@pytest.mark.parametrize(
    ("given_fields", "quartile"),
    [
        ({"annual_resources_eur": 9576}, Quartile.FIRST),
        ({"annual_resources_eur": 9576.01}, Quartile.OTHERS),
        ({"annual_resources_eur": 0}, Quartile.FIRST),
        ({"annual_resources_eur": None}, Quartile.UNKNOWN),
        ({"adult_count": None}, Quartile.UNKNOWN),
        ({"child_count": None}, Quartile.UNKNOWN),
        ({"adult_count": 2, "child_count": 2, "annual_resources_eur": 20109.6}, Quartile.FIRST),
        ({"lease_date": "2024-02-03"}, Quartile.UNKNOWN),
    ],
)
def test_the_quartile_needs_resources_household_and_the_threshold_of_the_year(
    qpv, given_fields, quartile
):
    assert read(qpv, lease(**given_fields))["quartile"].iloc[0] == quartile


def test_a_lease_is_not_changed_by_its_neighbours(qpv):
    rows = [lease(), lease(in_qpv="QN04301M"), lease(annual_resources_eur=None)]
    together = read(qpv, *rows)["counting"].tolist()
    assert together == [read(qpv, row)["counting"].iloc[0] for row in rows]
    assert together == [Counting.COUNTED, Counting.NOT_COUNTED, Counting.UNKNOWN]


def test_what_is_not_known_is_in_no_numerator():
    assert outcome_of(Side.INSIDE, Counting.UNKNOWN) is Outcome.INSIDE_REST
    assert outcome_of(Side.OUTSIDE, Counting.UNKNOWN) is Outcome.OUTSIDE_REST
    assert spelled("Opac-43") == spelled("OPAC 43")


# Thresholds


def test_what_a_user_typed_goes_before_the_data():
    columns = ["year", "q1_eur", "q2_eur", "q3_eur", "source", "order_date"]
    table = pd.DataFrame(
        [["1", 2025, 9576.0, 12900.0, 17640.0, "s", pd.NaT, "to_check"]],
        columns=["siren_epci", *columns, "certainty"],
    )
    entered = pd.DataFrame(
        [["1", 2025, 9600.0, None, None, "annexe", date(2025, 6, 3)]], columns=["epci", *columns]
    )
    sources = {"s": Source("s", "Table", "", "", "", None)}
    before = known_thresholds(table, entered[:0], "1", sources)[2025]
    after = known_thresholds(table, entered, "1", sources)[2025]
    assert (before.q1_eur, before.limits_eur[2], before.origin) == (9576, 17640, "Table")
    assert (after.q1_eur, after.limits_eur, after.is_entered) == (9600, (9600,), True)
    assert known_thresholds(table, entered, "2", sources) == {}


# A year, protected


def test_a_year_is_told_up_to_its_last_closed_quarter(qpv):
    rows = many(15) + many(40, annual_resources_eur=20000)
    figures = year_of(qpv, rows, as_of=date(2025, 3, 31))
    outside = figures.sides[Side.OUTSIDE]
    assert (outside.until, outside.counted.count, outside.total.count) == (
        date(2025, 3, 31),
        15,
        55,
    )
    assert Side.INSIDE not in figures.sides
    assert year_of(qpv, rows, as_of=date(2025, 3, 30)).until is None


def test_inside_waits_for_the_end_of_the_half_year(qpv):
    rows = many(20, in_qpv="QN04301M", annual_resources_eur=20000) + many(15, in_qpv="QN04301M")
    figures = year_of(qpv, rows, as_of=date(2025, 6, 30))
    inside = figures.sides[Side.INSIDE]
    assert inside.rate == Rate(20, 15, 0, 0, 50)
    assert inside.rate.status is Status.MET


def test_a_few_first_quartile_households_are_hidden_everywhere(qpv):
    rows = many(7) + many(60, annual_resources_eur=20000)
    figures = year_of(qpv, rows)
    outside = figures.sides[Side.OUTSIDE]
    assert outside.counted.is_secret
    assert outside.rate is None
    assert outside.total.count == 67
    groups = (figures.quarters, figures.zones, figures.landlords, figures.reservers)
    counted = [pair[0].count for group in groups for pair in group.values()]
    assert 7 not in counted
    assert 60 not in counted


def test_what_is_not_known_is_told_in_tens(qpv):
    rows = many(20) + many(60, annual_resources_eur=20000) + many(3, annual_resources_eur=None)
    outside = year_of(qpv, [*rows, lease(in_qpv=None)]).sides[Side.OUTSIDE]
    assert (outside.unknown_max, outside.placeless_max) == (10, 10)
    assert outside.rate == Rate(20, 53, 10, 10, 25)
    assert [rounded_up(count) for count in (0, 1, 10, 11)] == [0, 10, 10, 20]


def test_what_a_quarter_showed_does_not_change_when_the_next_ones_close(qpv):
    rows = [
        lease(lease_date=f"2025-{month:02d}-10", annual_resources_eur=amount)
        for month in range(1, 13)
        for amount in (*[9000] * 5, *[20000] * 14)
    ]
    first, half, whole = (
        year_of(qpv, rows, as_of=quarter_end(2025, quarter)) for quarter in (1, 2, 4)
    )
    assert first.quarters.items() <= half.quarters.items() <= whole.quarters.items()
    assert first.months.items() <= half.months.items() <= whole.months.items()
    assert half.sides[Side.OUTSIDE].counted.count == 30


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    months=st.lists(st.integers(1, 12), min_size=30, max_size=120),
    low_every=st.integers(2, 9),
    inside_every=st.integers(2, 9),
)
def test_no_small_cell_is_shown_nor_left_by_a_difference(qpv, months, low_every, inside_every):
    rows = [
        lease(
            lease_date=f"2025-{month:02d}-10",
            annual_resources_eur=9000 if rank % low_every == 0 else 20000,
            in_qpv="QN04301M" if rank % inside_every == 0 else "hors QPV",
            code_insee="43157" if rank % 3 else "43041",
        )
        for rank, month in enumerate(months)
    ]
    figures = year_of(qpv, rows)
    households = [*figures.months.values(), *figures.communes.values()]
    for cell in (cell for pair in households for cell in pair):
        assert cell.count is None or cell.count == 0 or cell.count >= 5
    incomes = [*figures.quarters.values(), *figures.zones.values(), *figures.landlords.values()]
    for counted, total in incomes:
        assert counted.count is None or counted.count == 0 or counted.count >= 11
        if counted.count is not None and total.count is not None:
            rest = total.count - counted.count
            assert rest == 0 or rest >= 11
