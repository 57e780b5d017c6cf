"""What the pages offer to take away: files of a table, of a map, and their names."""

import io
import sqlite3
from datetime import date

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from PIL import Image

from dashboard.exports import Maps, Provenance, table_offers
from dashboard.map_exports import indicator_maps, sru_maps
from geo.contracts.manifest import read_manifest
from geo.releases import pin_of
from geo.territory import commune_indicator, open_territory
from geo.territory.sru import sru_situations
from tests.geo.embedded import DATA, ESPALY, LE_PUY

SAID = Provenance("Essai", note="Saisi pour l’essai.")
TABLE = pd.DataFrame({"Commune": ["Le Puy"], "Valeur": [21.5], "Jour": [date(2024, 1, 1)]})


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


def made(offers):
    return {offer.name: offer.make() for offer in offers}


def test_a_table_is_offered_for_a_spreadsheet_as_a_workbook_and_raw():
    files = made(table_offers(TABLE, "essai", SAID))
    assert list(files) == ["essai.csv", "essai.xlsx", "essai-brut.csv"]
    assert files["essai.csv"].decode("utf-8-sig").splitlines()[1].startswith("Le Puy;21,5;")
    assert files["essai-brut.csv"].decode().splitlines()[1] == "Le Puy,21.5,2024-01-01"
    book = openpyxl.load_workbook(io.BytesIO(files["essai.xlsx"]))
    title, version, note = (book["Sources"].cell(row, 1).value for row in (2, 3, 4))
    assert (title, note) == (SAID.title, SAID.note)
    assert pin_of(read_manifest(DATA)) in version


def test_fiction_is_in_every_name_and_in_every_file():
    files = made(table_offers(TABLE, "essai", Provenance("Essai", is_fictional=True)))
    assert all(name.startswith("FICTIF-") for name in files)
    assert b"fictives" in files["FICTIF-essai-brut.csv"]
    book = openpyxl.load_workbook(io.BytesIO(files["FICTIF-essai.xlsx"]))
    assert "fictives" in book.sheetnames[0]


def test_the_files_of_a_map_are_made_only_when_asked_for():
    asked = []
    maps = Maps(lambda: asked.append("gpkg") or b"", lambda: asked.append("png") or b"")
    offers = table_offers(TABLE, "essai", SAID, maps)
    assert [offer.name for offer in offers][-2:] == ["essai.gpkg", "essai.png"]
    assert asked == []
    offers[-1].make()
    assert asked == ["png"]


def layers(content, tmp_path):
    path = tmp_path / "map.gpkg"
    path.write_bytes(content)
    communes = gpd.read_file(path, layer="communes").set_index("code_insee")
    with sqlite3.connect(path) as database:
        styles = dict(database.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    database.close()
    return communes, styles, gpd.read_file(path, layer="qpv")


def test_the_layers_of_an_indicator_hold_values_dates_sources_and_a_style(territory, tmp_path):
    measured = commune_indicator(territory, "median_income_eur")
    communes, styles, qpv = layers(indicator_maps(territory, measured, []).geopackage(), tmp_path)
    assert (len(communes), len(qpv), communes.crs.to_epsg()) == (72, 2, 2154)
    row = communes.loc[LE_PUY]
    assert (row["value"], row["reference_date"], row["status"]) == (
        20_480,
        "2021-12-31",
        "official",
    )
    assert row["source"].startswith("Filosofi 2021")
    assert row["data_version"] == pin_of(territory.manifest)
    assert (communes["class_label"] == "pas de donnée").sum() == 5
    assert all(f'value="{each}"' in styles["communes"] for each in set(communes["class_label"]))


@pytest.mark.parametrize("view", ["situation", "ecart"])
def test_the_layers_of_the_law_name_the_class_of_each_commune(territory, tmp_path, view):
    maps = sru_maps(territory, sru_situations(territory), view, ESPALY)
    communes, styles, _ = layers(maps.geopackage(), tmp_path)
    words = {"situation": "En dessous de son objectif (1)", "ecart": "jusqu’à 2 en dessous"}
    assert communes.loc[ESPALY, "class_label"] == words[view]
    assert "pas de donnée" not in set(communes["class_label"])
    assert communes.loc[ESPALY, "rate_percent"] == 19.4
    assert "categorizedSymbol" in styles["communes"]


@pytest.mark.parametrize(
    "name", ["population_count", "median_income_eur", "private_vacancy_percent"]
)
def test_the_picture_of_a_map_is_a_large_png_in_colours(territory, name):
    maps = indicator_maps(territory, commune_indicator(territory, name), [LE_PUY])
    picture = Image.open(io.BytesIO(maps.picture()))
    assert picture.format == "PNG"
    assert picture.width > 1200
    assert picture.height > 1200
    colours = picture.convert("RGB").getcolors(maxcolors=1 << 24)
    accent = [count for count, (red, green, blue) in colours if green > red + 40]
    assert sum(accent) > 20_000


def test_the_same_map_gives_the_same_picture(territory):
    maps = sru_maps(territory, sru_situations(territory), "situation", ESPALY)
    assert maps.picture() == maps.picture()
