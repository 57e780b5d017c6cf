"""Questions about the communes and the SRU law, on the embedded territory."""

from datetime import date

import pytest

from geo.errors import UnknownCodeError
from geo.housing import Situation
from geo.territory import open_territory
from geo.territory.sru import sru_commune, sru_names, sru_reference_date, sru_situations
from tests.geo.embedded import DATA, ESPALY, LE_PUY, SAINT_GERMAIN


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


def test_the_table_has_every_commune_and_what_is_published(territory):
    table = sru_situations(territory)
    assert list(table.index) == list(territory.communes.index)
    row = table.loc[ESPALY]
    assert (row["situation"], row["social_dwellings_count"]) == (Situation.SHORT, 336)
    assert (row["rate_percent"], row["target_percent"], row["net_levy_eur"]) == (19.4, 20, 2557.2)
    assert table["rate_percent"].notna().sum() == 3
    assert table.loc[SAINT_GERMAIN, "rate_percent":"net_levy_eur"].isna().all()


def test_names_by_situation(territory):
    assert sru_names(territory) == {
        Situation.COMPLIES: ["Brives-Charensac", "Le Puy-en-Velay"],
        Situation.SHORT: ["Espaly-Saint-Marcel"],
        Situation.EXEMPT: [],
        Situation.LEFT_LIST: ["Saint-Germain-Laprade"],
    }


def test_the_day_of_the_inventory(territory):
    assert sru_reference_date(territory) == date(2024, 1, 1)


def test_a_commune_that_is_short(territory):
    commune = sru_commune(territory, ESPALY)
    assert (commune.name, commune.situation) == ("Espaly-Saint-Marcel", Situation.SHORT)
    assert commune.inventory is not None
    assert commune.population.value == 3_585  # INSEE 2023
    assert len(commune.statements) == 3


def test_the_contradiction_about_le_puy_is_told(territory):
    commune = sru_commune(territory, LE_PUY)
    assert commune.sources_disagree
    assert {each.target_percent for each in commune.statements} == {20, 25}


def test_a_commune_that_left_the_list_has_no_figure(territory):
    commune = sru_commune(territory, SAINT_GERMAIN)
    assert (commune.situation, commune.inventory) == (Situation.LEFT_LIST, None)
    assert [each.verdict for each in commune.statements] == ["below", "below", "not_listed"]


def test_another_commune_is_not_concerned(territory):
    commune = sru_commune(territory, "43002")
    assert (commune.situation, commune.statements) == (Situation.NOT_CONCERNED, ())


def test_a_commune_of_another_territory_is_refused_though_the_file_lists_it(territory):
    with pytest.raises(UnknownCodeError):
        sru_commune(territory, "43012")
