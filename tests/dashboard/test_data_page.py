"""The page « Données et méthode », and links pinned to a version, run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts import data as texts
from geo.contracts.manifest import read_manifest
from geo.releases import pin_of
from tests.geo.embedded import DATA

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
SECTION = "volet-donnees"


def opened(script="app_pages/data.py", **address):
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.query_params.update(address)
    return app.switch_page(script).run()


@pytest.fixture
def app():
    return opened()


def words(app):
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def test_it_lists_every_file_with_its_hash_status_and_licence(app):
    assert not app.exception
    assert not app.error
    shown = app.dataframe[0].value.set_index("Fichier")
    manifest = read_manifest(DATA)
    assert len(shown) == len(manifest.resources)
    row = shown.loc["indicators/sru_inventory.csv"]
    assert row["Producteur"] == "DHUP (ministère chargé du logement)"
    assert row["Statut"] == "officiel"
    assert row["Jours décrits"] == "1er janvier 2024"
    assert f"sha256:{row['Empreinte SHA-256']}" == manifest.resource("sru_inventory").hash
    assert shown.loc["indicators/demo_lettings.csv", "Statut"] == "fictif"


def test_a_file_shows_its_columns_and_first_rows():
    app = opened(fichier="qpv_references")
    assert app.selectbox(key="fichier").value == "qpv_references"
    fields = app.dataframe[1].value
    assert list(fields["Colonne"][:3]) == ["indicator", "statistic", "reference_date"]
    assert fields.loc[2, "Type"] == "date"
    assert list(app.dataframe[2].value["value"]) == [46.7, 43.0, 83.4]


def test_fictional_files_say_so():
    assert texts.FICTIONAL in [each.value for each in opened(fichier="demo_lettings").warning]


def test_a_search_narrows_files_and_says_when_nothing_is_found(app):
    app.text_input(key="cherche").set_value("filosofi iris").run()
    assert list(app.dataframe[0].value["Fichier"]) == ["indicators/iris_indicators.csv"]
    app.text_input(key="cherche").set_value("zzzz").run()
    assert not app.dataframe
    assert "zzzz" in app.info[0].value


def test_the_law_is_listed_with_article_dates_and_doubts():
    app = opened(**{SECTION: "regles"})
    shown = app.dataframe[0].value
    row = shown[shown["Nom dans le code"] == "sru.min_population"].iloc[-1]
    assert (row["Valeur"], row["Certitude"]) == ("3\u202f500", "lu dans le texte")
    assert row["Article"].startswith("CCH, art. L302-5")
    app.text_input(key="cherche").set_value("à vérifier").run()
    assert set(app.dataframe[0].value["Certitude"]) >= {"à vérifier"}
    assert len(app.dataframe[0].value) < len(shown)


def test_contradictions_stand_side_by_side():
    app = opened(**{SECTION: "contradictions"})
    assert len(app.table) == 8
    npnru = next(each.value for each in app.table if "35 M€" in each.value.index)
    assert "environ 40 M€" in npnru.index
    assert npnru.loc["35 M€", "Date"] == "printemps 2024"
    assert npnru.loc["35 M€", "Statut"] == "presse"


def test_versions_say_what_changed():
    app = opened(**{SECTION: "versions"})
    assert "#### Version 1.1.0" in words(app)
    assert texts.SERVED in words(app)


# Links pinned to a version


def test_pinning_puts_the_version_in_the_address_of_every_page(app):
    pin = pin_of(read_manifest(DATA))
    app.toggle(key="figer-versions").set_value(True).run()
    assert app.query_params["version"] == pin
    app.switch_page("app_pages/sru.py").run()
    assert app.query_params["version"] == pin
    assert app.title[0].value != texts.GONE_TITLE
    app.switch_page("app_pages/data.py").run()
    app.toggle(key="figer-versions").set_value(False).run()
    assert "version" not in app.query_params


@pytest.mark.parametrize("script", ["sru.py", "mix.py", "territoire.py"])
def test_a_link_to_a_version_that_is_gone_says_so_and_shows_no_figure(script):
    app = opened(f"app_pages/{script}", version="1.0.0")
    assert [each.value for each in app.title] == [texts.GONE_TITLE]
    assert "version 1.0.0" in app.error[0].value
    assert "ses chiffres ont disparu" in app.error[0].value
    assert not app.metric
    assert not app.dataframe
    assert "**Mixité sociale**" in words(app)


def test_the_reader_may_leave_the_version_that_is_gone():
    app = opened("app_pages/mix.py", version="0.1")
    assert texts.GONE_UNKNOWN in words(app)
    app.button(key="quitter-version").click().run()
    assert app.title[0].value == "Mixité sociale"
    assert "version" not in app.query_params


def test_a_link_to_the_version_served_shows_the_page():
    app = opened("app_pages/mix.py", version=pin_of(read_manifest(DATA)))
    assert app.title[0].value == "Mixité sociale"
    assert app.query_params["version"] == pin_of(read_manifest(DATA))
