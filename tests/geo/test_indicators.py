"""Indicators: one value per place, never invented, never summed where it has no sense."""

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import derived, indicators
from geo.columns import INDICATORS, Nature
from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.errors import InputError, UnknownCodeError
from geo.figures import Missing, Source, Status, sources_of
from tests.geo.embedded import DATA, ESPALY, LE_PUY, VAL_VERT

SOURCE = Source("s", "Titre", "Insee", "Licence", "", date(2024, 5, 1))
SOURCES = {"s": SOURCE, "t": Source("t", "Autre", "Insee", "Licence", "", None)}
CODES = st.lists(st.integers(1, 999).map(lambda n: f"43{n:03}"), unique=True, max_size=12)


@pytest.fixture(scope="module")
def table():
    return read_table(read_manifest(DATA), "commune_indicators")


@pytest.fixture(scope="module")
def sources():
    return sources_of(read_table(read_manifest(DATA), "sources"))


@pytest.fixture(scope="module")
def codes():
    return read_table(read_manifest(DATA), "communes").index


def long(rows):
    """Make a long table of (code, indicator, day, value, missing)."""
    frame = pd.DataFrame(
        rows, columns=["code_insee", "indicator", "reference_date", "value", "missing"]
    )
    frame["reference_date"] = pd.to_datetime(frame["reference_date"])
    frame["value"] = frame["value"].astype("float64")
    return frame.assign(status="official", certainty="read", source="s", note=None)


def latest(rows, codes, name="population_count"):
    return indicators.latest(long(rows), name, pd.Index(codes), SOURCES)


@pytest.mark.parametrize(
    ("code", "name", "value", "day", "source"),
    [
        # INSEE, populations de référence 2023; census 2021; Filosofi 2021; RPLS 2024
        (LE_PUY, "population_count", 18_540, date(2023, 1, 1), "insee_population_2023"),
        (ESPALY, "population_count", 3_585, date(2023, 1, 1), "insee_population_2023"),
        (LE_PUY, "vacancy_percent", 12.27, date(2021, 1, 1), "insee_rp_2021_housing"),
        (LE_PUY, "median_income_eur", 20_480, date(2021, 12, 31), "insee_filosofi_2021"),
        (LE_PUY, "rpls_share_percent", 21.0, date(2024, 1, 1), "cdc_rpls_2024"),
    ],
)
def test_the_latest_figure_has_its_date_and_source(  # noqa: PLR0917 -- a table of values
    table, codes, sources, code, name, value, day, source
):
    measured = indicators.latest(table, name, codes, sources)
    figure = measured.figure(code)
    assert (figure.value, figure.reference_date, figure.status) == (value, day, Status.OFFICIAL)
    assert [each.key for each in figure.sources] == [source]
    assert (figure.label, figure.unit) == (INDICATORS[name].label, INDICATORS[name].unit)


@pytest.mark.parametrize(
    ("name", "total"),
    [
        ("population_count", 82_665),  # INSEE, 2023, sum of 72
        ("total_population_count", 85_454),  # INSEE, 2022, as published for the EPCI
        ("dwellings_count", 51_095),  # INSEE, census 2021
        ("vacant_dwellings_count", 6_123),
        ("authorised_dwellings_count", 1_243),  # SDES, 2022-2025
    ],
)
def test_counts_are_summed_and_the_sum_is_derived(table, codes, sources, name, total):
    figure = indicators.latest(table, name, codes, sources).total()
    assert (figure.value, figure.status, figure.missing) == (total, Status.DERIVED, None)


@pytest.mark.parametrize(
    "name", [name for name, each in INDICATORS.items() if each.nature is not Nature.COUNT]
)
def test_what_is_no_count_has_no_sum(name):
    measured = indicators.Measured(
        INDICATORS[name], None, Status.OFFICIAL, (SOURCE,), pd.DataFrame()
    )
    with pytest.raises(InputError, match="not-additive; expected a count"):
        measured.total()


def test_a_sum_with_an_unknown_part_is_unknown():
    rows = [("43001", "population_count", "2023-01-01", 10, "")]
    figure = latest(rows, ["43001", "43002"]).total()
    assert (figure.value, figure.missing) == (None, Missing.UNKNOWN)


def test_a_secret_value_stays_secret(table, codes, sources):
    measured = indicators.latest(table, "median_income_eur", codes, sources)
    secret = measured.values.index[measured.values["missing"] == Missing.SECRET]
    assert len(secret) == 5  # INSEE, Filosofi 2021
    figure = measured.figure(secret[0])
    assert (figure.value, figure.missing) == (None, Missing.SECRET)


def test_a_figure_without_date_says_so_and_is_to_check(table, codes, sources):
    measured = indicators.latest(table, "private_vacancy_percent", codes, sources)
    assert (measured.reference_date, measured.is_to_check) == (None, True)


def test_only_the_latest_date_counts():
    rows = [
        ("43001", "population_count", "2022-01-01", 10, ""),
        ("43001", "population_count", "2023-01-01", 12, ""),
        ("43002", "population_count", "2022-01-01", 20, ""),
    ]
    measured = latest(rows, ["43001", "43002"])
    assert measured.reference_date == date(2023, 1, 1)
    assert measured.figure("43001").value == 12
    assert measured.figure("43002").missing is Missing.UNKNOWN


@given(CODES.filter(bool), CODES.filter(bool))
def test_alignment_keeps_the_order_and_invents_nothing(known, asked):
    rows = [(code, "population_count", "2023-01-01", n, "") for n, code in enumerate(known)]
    values = latest(rows, asked).values
    assert list(values.index) == asked
    for code in asked:
        value, missing = values.loc[code, "value"], values.loc[code, "missing"]
        if code in known:
            assert (value, missing) == (known.index(code), "")
        else:
            assert pd.isna(value)
            assert missing == Missing.UNKNOWN


@pytest.mark.parametrize("name", ["nothing", "poverty_percent"])
def test_an_indicator_that_the_table_does_not_have_is_refused(table, codes, sources, name):
    with pytest.raises(UnknownCodeError, match="unknown-indicator"):
        indicators.latest(table, name, codes, sources)


def test_an_unknown_place_is_refused():
    measured = latest([("43001", "population_count", "2023-01-01", 10, "")], ["43001"])
    with pytest.raises(UnknownCodeError, match="found 99999"):
        measured.figure("99999")


def test_every_indicator_of_the_table_is_described(table):
    assert set(table["indicator"]) == set(indicators.available(table))


@pytest.mark.parametrize(
    ("code", "change"),
    # INSEE: 19,115 in 2016, 18,540 in 2023
    [(LE_PUY, Fraction(100 * (18_540 - 19_115), 19_115))],
)
def test_the_change_of_a_population_is_exact(table, codes, sources, code, change):
    measured = derived.population_change(table, codes, sources)
    assert measured.figure(code).value == pytest.approx(float(change), rel=1e-12)
    assert measured.note == "Calculé entre 2016 et 2023."
    assert [each.key for each in measured.sources] == [
        "insee_population_2016",
        "insee_population_2023",
    ]


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_the_change_is_that_of_two_published_numbers(first, last):
    rows = [
        ("43001", "population_count", "2016-01-01", first, ""),
        ("43001", "population_count", "2023-01-01", last, ""),
    ]
    measured = derived.population_change(long(rows), pd.Index(["43001"]), SOURCES)
    assert measured.figure("43001").value == pytest.approx(
        float(Fraction(100 * (last - first), first)), rel=1e-12
    )
    assert measured.status is Status.DERIVED


def test_a_change_without_its_first_number_is_unknown():
    rows = [
        ("43001", "population_count", "2016-01-01", 10, ""),
        ("43001", "population_count", "2023-01-01", 12, ""),
        ("43002", "population_count", "2023-01-01", 20, ""),
    ]
    measured = derived.population_change(long(rows), pd.Index(["43001", "43002"]), SOURCES)
    assert measured.figure("43002").missing is Missing.UNKNOWN


def test_the_change_of_the_agglomeration(table, codes, sources):
    figure = derived.total_population_change(table, codes, sources)
    # INSEE: 82,547 in 2016, 82,665 in 2023
    assert figure.value == pytest.approx(100 * 118 / 82_547, rel=1e-12)
    assert (figure.status, figure.is_change) == (Status.DERIVED, True)


def test_density_is_inhabitants_per_square_kilometre():
    population = latest([("43001", "population_count", "2023-01-01", 500, "")], ["43001", "43002"])
    areas = pd.Series({"43001": 2_000_000.0, "43002": 1.0})
    measured = derived.density(population, areas)
    assert measured.figure("43001").value == pytest.approx(250)
    assert measured.figure("43002").missing is Missing.UNKNOWN


def test_dates_are_those_of_the_indicator(table):
    assert indicators.dates_of(table, "population_count") == [
        date(2016, 1, 1),
        date(2022, 1, 1),
        date(2023, 1, 1),
    ]
    assert indicators.dates_of(table, "schools_count") == []


def test_places_are_compared_side_by_side(table, codes, sources):
    measures = [
        indicators.latest(table, name, codes, sources)
        for name in ("population_count", "vacancy_percent")
    ]
    compared = indicators.compare(measures, [ESPALY, LE_PUY])
    assert list(compared.index) == [ESPALY, LE_PUY]
    assert compared.loc[LE_PUY].to_list() == [18_540, 12.27]


def test_figures_of_a_place_stand_side_by_side(sources):
    table = read_table(read_manifest(DATA), "qpv_indicators")
    figures = indicators.figures_of_place(table, VAL_VERT, sources)
    said = {
        (figure.value, figure.missing, figure.sources[0].key)
        for figure in figures["social_dwellings_count"]
    }
    assert said == {
        (528, None, "protocole_2019"),
        (513, None, "insee_qpv_indicators"),
        (None, Missing.NOT_PUBLISHED, "ville_contrat_2024"),
    }


def test_a_ratio_is_derived_from_both_its_parts(table, codes, sources):
    vacant, dwellings = (
        indicators.latest(table, name, codes, sources).total()
        for name in ("vacant_dwellings_count", "dwellings_count")
    )
    share = derived.ratio_percent(INDICATORS["vacancy_percent"], vacant, dwellings)
    # INSEE, census 2021: 6,123 of 51,095 dwellings
    assert share.value == pytest.approx(100 * 6_123 / 51_095)
    assert round(float(share.value or 0), 1) == 12.0
    assert share.status is Status.DERIVED


def test_a_ratio_with_an_unknown_part_is_unknown():
    known = latest(
        [("43001", "dwellings_count", "2021-01-01", 5, "")], ["43001"], "dwellings_count"
    )
    unknown = latest(
        [("43001", "dwellings_count", "2021-01-01", 5, "")], ["43002"], "dwellings_count"
    )
    share = derived.ratio_percent(INDICATORS["vacancy_percent"], unknown.total(), known.total())
    assert (share.value, share.missing) == (None, Missing.UNKNOWN)


def test_density_keeps_the_order_of_the_places():
    rows = [(code, "population_count", "2023-01-01", 1, "") for code in ("43003", "43001")]
    population = latest(rows, ["43003", "43001"])
    areas = pd.Series({"43001": 1e6, "43003": 2e6})
    assert list(derived.density(population, areas).values.index) == ["43003", "43001"]


def test_a_change_from_nobody_is_unknown():
    rows = [
        ("43001", "population_count", "2016-01-01", 0, ""),
        ("43001", "population_count", "2023-01-01", 12, ""),
    ]
    measured = derived.population_change(long(rows), pd.Index(["43001"]), SOURCES)
    assert measured.figure("43001").value is None


def test_a_change_needs_two_dates():
    rows = [("43001", "population_count", "2023-01-01", 12, "")]
    measured = derived.population_change(long(rows), pd.Index(["43001"]), SOURCES)
    assert measured.figure("43001").value is None


def test_the_change_of_all_is_unknown_where_one_number_is():
    rows = [
        ("43001", "population_count", "2016-01-01", 100, ""),
        ("43001", "population_count", "2023-01-01", 100, ""),
        ("43002", "population_count", "2023-01-01", 50, ""),
    ]
    figure = derived.total_population_change(long(rows), pd.Index(["43001", "43002"]), SOURCES)
    assert figure.value is None


def test_one_figure_of_the_press_is_not_official():
    table = long(
        [
            ("43001", "population_count", "2023-01-01", 1, ""),
            ("43002", "population_count", "2023-01-01", 2, ""),
        ]
    )
    table.loc[1, "status"] = "press"
    measured = indicators.latest(table, "population_count", pd.Index(["43001", "43002"]), SOURCES)
    assert measured.figure("43002").status is Status.PRESS


def test_a_ratio_to_nothing_is_unknown():
    nothing = latest(
        [("43001", "dwellings_count", "2021-01-01", 0, "")], ["43001"], "dwellings_count"
    )
    total = nothing.total()
    assert derived.ratio_percent(INDICATORS["vacancy_percent"], total, total).value is None
