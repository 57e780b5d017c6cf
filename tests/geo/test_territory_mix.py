"""The portrait of the two neighbourhoods and the IRIS, against the published figures."""

import json
import shutil

import pytest

from geo.build.manifest import refresh
from geo.figures import Missing, Status
from geo.mix.guard import Operation, Refusal
from geo.territory import open_territory
from geo.territory.iris import iris_attempt, iris_names, iris_of, iris_share
from geo.territory.mix import (
    Around,
    index_figure,
    iris_board,
    iris_indices,
    mix_index,
    mix_places,
    mix_rows,
    qpv_attempt,
)
from tests.geo.embedded import DATA, GUITARD, LE_PUY, VAL_VERT

CENTRE, VAL_VERT_IRIS, NO_INCOME = "431570107", "431570104", "431570102"


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


@pytest.fixture(scope="module")
def rows(territory):
    return {row.indicator.name: row for row in mix_rows(territory, LE_PUY)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("poverty_percent", (45, 37, 21, None, 43)),
        ("employment_percent", (45.7, 47.6, None, None, 46.7)),
        ("social_dwellings_percent", (None, 49.05, 21, None, 83.4)),
        ("one_person_households_percent", (58.7, 36.4, None, None, None)),
        ("median_income_eur", (None, None, 20_480, None, None)),
    ],
)
def test_the_portrait_is_what_is_published(rows, name, expected):
    assert tuple(figure.value for figure in rows[name].figures) == expected
    for figure in rows[name].figures:
        assert (figure.value is None) == (figure.missing is Missing.NOT_PUBLISHED)
        assert bool(figure.sources) == (figure.value is not None)


def test_tenants_of_the_commune_come_from_its_iris_and_of_the_epci_from_the_census(rows):
    around = rows["tenants_percent"].around
    assert float(around[Around.COMMUNE].value) == pytest.approx(56.66, abs=0.005)
    assert around[Around.COMMUNE].status is Status.DERIVED
    assert around[Around.EPCI].value == 32.62


def test_weighting_by_households_gives_back_the_published_share_of_the_commune(territory):
    share = iris_share(territory, LE_PUY, "hlm_tenants_percent")
    assert round(float(share.value), 2) == 15.29  # census 2022, commune_indicators


def test_the_gap_to_the_commune_rests_on_poverty_alone(rows):
    index = mix_index(tuple(rows.values()), VAL_VERT, Around.COMMUNE)
    assert index.names == ("poverty_percent",)
    assert round(float(index.percent), 1) == 114.3
    figure = index_figure(index, "Écart", [])
    assert (figure.status, figure.is_change, figure.missing) == (Status.DERIVED, True, None)


def test_the_gap_to_the_median_of_qpv_rests_on_two(rows):
    index = mix_index(tuple(rows.values()), GUITARD, Around.MEDIAN)
    assert index.names == ("poverty_percent", "employment_percent")
    assert round(float(index.percent), 1) == -7.9


def test_no_gap_to_the_epci_that_publishes_nothing_comparable(rows):
    index = mix_index(tuple(rows.values()), VAL_VERT, Around.EPCI)
    assert index.percent is None
    assert index_figure(index, "Écart", []).missing is Missing.UNKNOWN


def test_the_historic_centre_is_poorer_than_val_vert_and_is_no_qpv(territory):
    board = iris_board(territory, LE_PUY, "median_income_eur")
    income = board.measured.values["value"]
    assert income[CENTRE] == 17_510 < income[VAL_VERT_IRIS] == 18_090
    poverty = iris_board(territory, LE_PUY, "poverty_percent").measured.values["value"]
    assert poverty[CENTRE] == 31 > poverty[VAL_VERT_IRIS] == 29
    assert board.iris["related_qpv"].dropna().to_dict() == {
        "431570101": GUITARD,
        VAL_VERT_IRIS: VAL_VERT,
    }
    assert list(iris_indices(territory, LE_PUY).index[:2]) == [CENTRE, VAL_VERT_IRIS]


def test_an_iris_without_income_is_in_no_ranking(territory):
    board = iris_board(territory, LE_PUY, "median_income_eur")
    assert board.measured.values.at[NO_INCOME, "missing"] == Missing.UNKNOWN
    assert NO_INCOME not in iris_indices(territory, LE_PUY).index


@pytest.mark.parametrize(
    ("operation", "name", "refusals"),
    [
        (Operation.SUM, "unemployment_percent", (Refusal.RATE,)),
        (Operation.SUM, "median_income_eur", (Refusal.MISSING_VALUE, Refusal.MEDIAN)),
        (Operation.MEAN, "vacancy_percent", (Refusal.NO_DENOMINATOR,)),
        (Operation.CHANGE, "population_count", (Refusal.PLACES_DIFFER, Refusal.SAME_DATE)),
    ],
)
def test_iris_are_not_combined_where_it_has_no_meaning(territory, operation, name, refusals):
    assert iris_attempt(territory, LE_PUY, operation, name)[0].refusals == refusals


def test_people_of_the_iris_may_be_added(territory):
    outcome, _ = iris_attempt(territory, LE_PUY, Operation.SUM, "population_count")
    assert outcome.value == 18_988  # 18,989 published for the commune: rounded parts


@pytest.mark.parametrize(
    ("operation", "name", "refusals"),
    [
        (Operation.SUM, "poverty_percent", (Refusal.RATE,)),
        (
            Operation.CHANGE,
            "population_count",
            (Refusal.DATE_UNKNOWN, Refusal.PERIMETER_CHANGED),
        ),
        (
            Operation.CHANGE,
            "social_dwellings_count",
            (Refusal.DATE_UNKNOWN, Refusal.PERIMETER_UNKNOWN),
        ),
    ],
)
def test_series_of_the_qpv_are_not_chained_over_a_change_of_outline(
    territory, operation, name, refusals
):
    assert qpv_attempt(territory, operation, name, VAL_VERT)[0].refusals == refusals


def test_people_of_both_neighbourhoods_in_one_outline_may_be_added(territory):
    outcome, used = qpv_attempt(territory, Operation.SUM, "population_count", VAL_VERT)
    assert outcome.value == 1_183 + 1_329
    assert {each.perimeter for each in used} == {"2024"}


def test_a_territory_without_iris_or_references_still_has_its_portrait(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    manifest = folder / "datapackage.json"
    content = json.loads(manifest.read_text("utf-8"))
    gone = {"iris", "iris_indicators", "surroundings", "qpv_references"}
    content["resources"] = [each for each in content["resources"] if each["name"] not in gone]
    manifest.write_text(json.dumps(content), "utf-8")
    refresh(folder)
    territory = open_territory(folder)
    assert iris_names(territory) == []
    assert iris_of(territory, LE_PUY).empty
    rows = {row.indicator.name: row for row in mix_rows(territory, LE_PUY)}
    assert rows["poverty_percent"].places[VAL_VERT].value == 45
    assert rows["poverty_percent"].around[Around.COMMUNE].missing is Missing.NOT_PUBLISHED
    assert "tenants_percent" not in rows
    assert set(mix_places(territory)) == {VAL_VERT, GUITARD}


def test_poverty_stays_first_even_where_nobody_publishes_it(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    for name in ("qpv_indicators", "qpv_references", "commune_indicators", "iris_indicators"):
        _without_poverty(folder / "indicators" / f"{name}.csv")
    refresh(folder)
    rows = mix_rows(open_territory(folder), LE_PUY)
    assert rows[0].indicator.name == "poverty_percent"
    assert rows[0].places[VAL_VERT].missing is Missing.NOT_PUBLISHED


def _without_poverty(file):
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if ",poverty_percent," not in line), "utf-8")
