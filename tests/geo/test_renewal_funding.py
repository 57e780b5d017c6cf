"""What each source says of the money of the renewal, and what may be computed from it."""

import pandas as pd
import pytest

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.errors import DataError, UnknownCodeError
from geo.renewal import (
    UNATTRIBUTED,
    funding_breakdown,
    funding_statements,
)
from geo.renewal.qualifiers import combined, difference
from tests.geo.embedded import DATA, VAL_VERT

PROTOCOL = "2019-10-protocole"


@pytest.fixture(scope="module")
def funding():
    return read_table(read_manifest(DATA), "npnru_funding")


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
