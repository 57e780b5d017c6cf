"""Golden figures of the embedded data, each with the source that publishes it."""

from decimal import Decimal

import pytest

from tests.geo.embedded import (
    BRIVES,
    ESPALY,
    GUITARD,
    LE_PUY,
    SAINT_GERMAIN,
    VAL_VERT,
    rows,
    values,
)

# Golden figures of the communes


@pytest.mark.parametrize(
    ("indicator", "day", "total"),
    [
        ("population_count", "2016-01-01", 82_547),  # INSEE, sum of 72
        ("population_count", "2022-01-01", 82_819),  # INSEE, as published for the EPCI
        ("total_population_count", "2022-01-01", 85_454),  # INSEE, as published for the EPCI
        ("population_count", "2023-01-01", 82_665),  # INSEE, sum of 72
        ("dwellings_count", "2021-01-01", 51_095),  # INSEE, census 2021, file 8202349
        ("main_residences_count", "2021-01-01", 39_248),
        ("second_homes_count", "2021-01-01", 5_717),
        ("vacant_dwellings_count", "2021-01-01", 6_123),
        ("authorised_dwellings_count", "2025-12-31", 1_243),  # SDES, Sitadel, 2022-2025
    ],
)
def test_sums_of_the_72_communes(indicator, day, total):
    counts = values(indicator, day)
    assert len(counts) == 72
    assert sum(int(count) for count in counts.values()) == total


@pytest.mark.parametrize(
    ("code", "indicator", "day", "value", "source"),
    [
        (LE_PUY, "population_count", "2016-01-01", "19115", "insee_population_2016"),
        (LE_PUY, "population_count", "2022-01-01", "18989", "insee_population_2022"),
        (LE_PUY, "population_count", "2023-01-01", "18540", "insee_population_2023"),
        (LE_PUY, "dwellings_count", "2021-01-01", "12395", "insee_rp_2021_housing"),
        (LE_PUY, "main_residences_count", "2021-01-01", "10284", "insee_rp_2021_housing"),
        (LE_PUY, "vacant_dwellings_count", "2021-01-01", "1520", "insee_rp_2021_housing"),
        (LE_PUY, "vacancy_percent", "2021-01-01", "12.27", "insee_rp_2021_housing"),
        (LE_PUY, "median_income_eur", "2021-12-31", "20480", "insee_filosofi_2021"),
        (LE_PUY, "rpls_share_percent", "2024-01-01", "21.0", "cdc_rpls_2024"),
        (BRIVES, "population_count", "2023-01-01", "4244", "insee_population_2023"),
        (BRIVES, "rpls_share_percent", "2024-01-01", "17.0", "cdc_rpls_2024"),
        (ESPALY, "population_count", "2023-01-01", "3585", "insee_population_2023"),
        (ESPALY, "rpls_share_percent", "2024-01-01", "15.0", "cdc_rpls_2024"),
        (SAINT_GERMAIN, "population_count", "2022-01-01", "3459", "insee_population_2022"),
        (SAINT_GERMAIN, "population_count", "2023-01-01", "3432", "insee_population_2023"),
    ],
)
def test_figures_of_communes_are_those_of_their_source(code, indicator, day, value, source):
    key = (code, indicator, day)
    (row,) = (
        row
        for row in rows("commune_indicators")
        if (row["code_insee"], row["indicator"], row["reference_date"]) == key
    )
    assert (row["value"], row["source"], row["status"]) == (value, source, "official")


def test_dwellings_by_use_add_up_to_the_rounding_of_the_census():
    uses = ("main_residences_count", "second_homes_count", "vacant_dwellings_count")
    parts = [values(use, "2021-01-01") for use in uses]
    for code, total in values("dwellings_count", "2021-01-01").items():
        assert abs(int(total) - sum(int(part[code]) for part in parts)) <= 1


# Golden figures of the SRU law


@pytest.mark.parametrize(
    ("code", "dwellings", "rate", "is_short", "levy", "main_residences"),
    [
        # DHUP, file 2025; main residences derived (dwellings / rate), published by no one
        (LE_PUY, 2685, "26.90", "false", "0.00", 9_981),
        (BRIVES, 444, "20.80", "false", "0.00", 2_135),
        (ESPALY, 336, "19.40", "true", "2557.20", 1_732),
        ("43012", 565, "21.10", "false", "0.00", 2_678),
    ],
)
def test_the_inventory_is_the_published_one(code, dwellings, rate, is_short, levy, main_residences):
    (row,) = (row for row in rows("sru_inventory") if row["code_insee"] == code)
    assert (int(row["social_dwellings_count"]), row["rate_percent"]) == (dwellings, rate)
    assert (row["is_short"], row["net_levy_eur"], row["target_percent"]) == (is_short, levy, "20")
    assert (row["inventory_date"], row["period"]) == ("2024-01-01", "2023-2025")
    assert (row["is_carence"], row["is_exempt"], row["is_subject"]) == ("false", "false", "true")
    assert round(100 * dwellings / Decimal(rate)) == main_residences


def test_flags_agree_with_rate_and_target():
    for row in rows("sru_inventory"):
        below = Decimal(row["rate_percent"]) < Decimal(row["target_percent"])
        assert row["is_short"] == str(below).lower()


def test_the_inventory_counts_the_census_of_2022():
    census = values("population_count", "2022-01-01")
    for row in rows("sru_inventory"):
        if row["code_insee"] in census:
            assert row["population_count"] == census[row["code_insee"]]


def test_the_share_of_the_landlords_register_is_not_the_legal_rate():
    shares = values("rpls_share_percent", "2024-01-01")
    for row in rows("sru_inventory"):
        if row["code_insee"] in shares:
            assert Decimal(shares[row["code_insee"]]) < Decimal(row["rate_percent"]) - 3


@pytest.mark.parametrize(
    ("code", "source", "status", "rate", "target", "verdict"),
    [
        (LE_PUY, "zoomdici_2018_09_10", "press", "24.88", "25", "below"),
        (BRIVES, "zoomdici_2018_09_10", "press", "", "", "above"),
        (ESPALY, "zoomdici_2018_09_10", "press", "16.58", "20", "below"),
        (SAINT_GERMAIN, "zoomdici_2018_09_10", "press", "", "20", "below"),
        ("43012", "zoomdici_2018_09_10", "press", "23.25", "", "unknown"),
        (LE_PUY, "protocole_2019", "official", "", "20", "above"),
        (BRIVES, "protocole_2019", "official", "", "20", "above"),
        (ESPALY, "protocole_2019", "official", "", "20", "below"),
        (SAINT_GERMAIN, "protocole_2019", "official", "", "20", "below"),
        (LE_PUY, "dhup_sru_2025", "official", "26.90", "20", "above"),
        (BRIVES, "dhup_sru_2025", "official", "20.80", "20", "above"),
        (ESPALY, "dhup_sru_2025", "official", "19.40", "20", "below"),
        (SAINT_GERMAIN, "dhup_sru_2025", "official", "", "", "not_listed"),
        ("43012", "dhup_sru_2025", "official", "21.10", "20", "above"),
    ],
)
def test_the_history_keeps_what_each_source_says(code, source, status, rate, target, verdict):
    history = rows("sru_history")
    assert len(history) == 14
    (row,) = (r for r in history if (r["code_insee"], r["source"]) == (code, source))
    said = (row["status"], row["rate_percent"], row["target_percent"], row["verdict"])
    assert said == (status, rate, target, verdict)


def test_why_a_commune_left_the_list_is_a_deduction_apart_from_what_is_written():
    (row,) = (row for row in rows("sru_history") if row["inference"])
    assert (row["code_insee"], row["source"]) == (SAINT_GERMAIN, "dhup_sru_2025")
    assert "3 459" in row["inference"].replace("\u202f", " ")
    assert "3 500" in row["inference"].replace("\u202f", " ")
    assert "3 500" not in row["note"]


# Golden figures of the neighbourhoods


@pytest.mark.parametrize(
    ("code", "indicator", "source", "day", "value"),
    [
        (VAL_VERT, "population_count", "ville_contrat_2024", "2018-01-01", "1191"),
        (GUITARD, "population_count", "ville_contrat_2024", "2018-01-01", "1426"),
        (VAL_VERT, "population_count", "insee_qpv_indicators", "", "1183"),
        (GUITARD, "population_count", "insee_qpv_indicators", "", "1329"),
        (VAL_VERT, "social_dwellings_count", "protocole_2019", "2019-04-01", "528"),
        (VAL_VERT, "social_vacancy_percent", "protocole_2019", "2019-04-01", "12"),
        (VAL_VERT, "social_dwellings_count", "insee_qpv_indicators", "", "513"),
        (GUITARD, "social_dwellings_count", "insee_qpv_indicators", "", "269"),
        (GUITARD, "social_dwellings_count", "ville_contrat_2024", "2024-05-01", "350"),
        (VAL_VERT, "social_dwellings_count", "ville_contrat_2024", "2024-05-01", ""),
        (VAL_VERT, "poverty_percent", "insee_qpv_indicators", "", "45.0"),
        (GUITARD, "poverty_percent", "insee_qpv_indicators", "", "37.0"),
        (VAL_VERT, "employment_percent", "insee_qpv_indicators", "", "45.7"),
        (GUITARD, "social_dwellings_percent", "insee_qpv_indicators", "", "49.05"),
    ],
)
def test_figures_of_neighbourhoods_stand_side_by_side(code, indicator, source, day, value):
    key = (code, indicator, source)
    (row,) = (
        r for r in rows("qpv_indicators") if (r["code_qp"], r["indicator"], r["source"]) == key
    )
    assert (row["reference_date"], row["value"]) == (day, value)


def test_populations_of_two_outlines_are_told_apart():
    outlines = {
        (row["outline"], row["value"])
        for row in rows("qpv_indicators")
        if (row["code_qp"], row["indicator"]) == (VAL_VERT, "population_count")
    }
    assert outlines == {("2015", "1191"), ("2024", "1183")}


def test_references_are_derived_medians_of_the_whole_file():
    medians = {row["indicator"]: row["value"] for row in rows("qpv_references")}
    assert medians == {
        "poverty_percent": "43",
        "social_dwellings_percent": "83.4",
        "employment_percent": "46.7",
    }
    assert {row["status"] for row in rows("qpv_references")} == {"derived"}
    assert {row["rows_count"] for row in rows("qpv_references")} == {"1713"}
