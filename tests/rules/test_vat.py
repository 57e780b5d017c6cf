"""The reduced VAT around a QPV: every case of tests/vectors/vat.toml, and properties."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError, ParameterError
from geo.rules.parameters import Certainty, parameter
from geo.rules.vat import (
    Extent,
    QpvFacts,
    VatCaveat,
    VatReason,
    VatZone,
    answer,
    best_answer,
    rule_on,
)

CASES = tomllib.loads((Path(__file__).parents[1] / "vectors/vat.toml").read_text("utf-8"))["case"]
DAY = date(2026, 11, 22)
METRES = st.decimals(min_value=0, max_value=700, places=2)


def facts(minimum, maximum, *, npnru=True, contrat=True, extent=Extent.SHAPE, code="QN04301M"):
    return QpvFacts(code, minimum, maximum, contrat, npnru, extent)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case):
    place = facts(
        Decimal(case["min_distance_m"]),
        Decimal(case["max_distance_m"]),
        npnru=case["has_npnru_convention"],
        contrat=case["has_contrat_de_ville"],
        extent=Extent(case["extent"]),
    )
    found = answer(place, rule_on(case["filed_on"]))
    assert (found.zone, found.reason) == (case["zone"], case["reason"])
    assert found.rate_percent == Decimal(case["rate_percent"])
    assert found.is_near_threshold is case["is_near_threshold"]
    assert found.article == case["article"]
    assert found.certainty == case["certainty"]
    assert (VatCaveat.NEAR_THRESHOLD in found.caveats) is case["is_near_threshold"]
    if "caveats" in case:
        assert [str(caveat) for caveat in found.caveats] == case["caveats"]


def test_every_reason_and_caveat_has_a_case():
    assert {case["reason"] for case in CASES} == {str(reason) for reason in VatReason}
    assert {case["zone"] for case in CASES} == {str(zone) for zone in VatZone}


def test_three_polygons_get_three_answers_each_with_its_article():
    rule = rule_on(date(2026, 6, 1))
    without_npnru = answer(facts(250, 350, npnru=False), rule)
    with_npnru = answer(facts(250, 350), rule)
    too_far = answer(facts(250, 520), rule)
    assert [found.reason for found in (without_npnru, with_npnru, too_far)] == [
        VatReason.PARTLY_OVER_NEAR_LIMIT_WITHOUT_NPNRU,
        VatReason.PARTLY_UNDER_NEAR_WHOLLY_UNDER_FAR_LIMIT,
        VatReason.PARTLY_OVER_FAR_LIMIT,
    ]
    assert [found.article[-1] for found in (without_npnru, with_npnru, too_far)] == ["a", "b", "b"]


def test_no_rule_before_the_500_m_limit():
    with pytest.raises(ParameterError, match="2017-01-01"):
        rule_on(date(2016, 12, 31))


@pytest.mark.parametrize(
    ("minimum", "maximum"), [(-1, 2), (3, 2), (float("nan"), 2), (1, float("nan"))]
)
def test_distances_that_make_no_sense_are_refused(minimum, maximum):
    with pytest.raises(InputError, match="min_distance_m"):
        facts(minimum, maximum)


@pytest.mark.parametrize(
    ("places", "code", "zone", "is_near"),
    [
        pytest.param(
            [facts(400, 400, npnru=False, code="A"), facts(250, 290, code="B")],
            "B",
            VatZone.WITHIN_300_M,
            False,
            id="la meilleure zone l'emporte sur le quartier le plus proche",
        ),
        pytest.param(
            [facts(100, 298, code="A"), facts(150, 200, code="B")],
            "B",
            VatZone.WITHIN_300_M,
            False,
            id="à zone égale, la réponse sûre",
        ),
        pytest.param(
            [facts(310, 310, npnru=False, code="A"), facts(302, 320, npnru=False, code="B")],
            "B",
            VatZone.NONE,
            True,
            id="hors zone, le doute n'est pas caché",
        ),
        pytest.param(
            [facts(900, 900, code="B"), facts(800, 800, code="A")],
            "A",
            VatZone.NONE,
            False,
            id="hors zone partout, le plus proche",
        ),
    ],
)
def test_best_of_several_qpv(places, code, zone, is_near):
    rule = rule_on(DAY)
    found = best_answer(places, rule)
    assert (found.code_qp, found.zone, found.is_near_threshold) == (code, zone, is_near)
    assert best_answer(reversed(places), rule) == found


def test_no_qpv_at_all_is_an_error():
    with pytest.raises(InputError, match="at least one QPV"):
        best_answer([], rule_on(DAY))


def test_property_tax_abatement_is_dated():
    values = {
        name: parameter(f"tfpb.{name}").on(date(2025, 1, 1))
        for name in ("abatement_percent", "last_tax_year", "state_compensation_percent")
    }
    assert [values[name].value for name in values] == [30, 2030, 40]
    assert values["abatement_percent"].article == "CGI, art. 1388 bis"
    assert values["state_compensation_percent"].certainty is Certainty.TO_CHECK
    with pytest.raises(ParameterError):
        parameter("tfpb.abatement_percent").on(date(2024, 12, 31))


@given(first=METRES, second=METRES, npnru=st.booleans(), contrat=st.booleans())
def test_the_rate_is_reduced_exactly_when_the_text_says_so(first, second, npnru, contrat):
    minimum, maximum = sorted((first, second))
    found = answer(facts(minimum, maximum, npnru=npnru, contrat=contrat), rule_on(DAY))
    by_300 = maximum < 300
    by_500 = npnru and minimum < 300 and maximum < 500
    assert (found.rate_percent == Decimal("5.5")) is (contrat and (by_300 or by_500))


@given(first=METRES, second=METRES, step=METRES, npnru=st.booleans())
def test_moving_away_never_improves_the_zone(first, second, step, npnru):
    rule, order = rule_on(DAY), list(VatZone)
    minimum, maximum = sorted((first, second))
    near = answer(facts(minimum, maximum, npnru=npnru), rule)
    far = answer(facts(minimum + step, maximum + step, npnru=npnru), rule)
    assert order.index(far.zone) >= order.index(near.zone)


@given(first=METRES, second=METRES, npnru=st.booleans(), shift=st.sampled_from((-1, 1)))
def test_a_change_of_less_than_the_band_changes_the_rate_only_when_flagged(
    first, second, npnru, shift
):
    rule = rule_on(DAY)
    minimum, maximum = sorted((first, second))
    moved = [max(metres + shift * Decimal("4.99"), Decimal(0)) for metres in (minimum, maximum)]
    found = answer(facts(minimum, maximum, npnru=npnru), rule)
    other = answer(facts(*moved, npnru=npnru), rule)
    assert found.rate_percent == other.rate_percent or found.is_near_threshold


@given(metres=st.floats(min_value=0, max_value=700))
def test_binary_and_decimal_distances_agree(metres):
    rule = rule_on(DAY)
    exact = Decimal(metres)
    assert answer(facts(metres, metres), rule).zone == answer(facts(exact, exact), rule).zone


def test_a_rate_whose_article_was_not_read_says_so():
    place = facts(3000, 3000)
    certainties = [
        answer(place, rule_on(day)).rate_certainty for day in (date(2026, 8, 31), date(2026, 9, 1))
    ]
    assert certainties == [Certainty.READ, Certainty.TO_CHECK]


def test_distances_around_the_limit_are_compared_exactly():
    below = 299.99999999999994
    rule = rule_on(DAY)
    assert answer(facts(0, below, npnru=False), rule).zone is VatZone.WITHIN_300_M
    assert answer(facts(0, 300.0, npnru=False), rule).zone is VatZone.NONE
