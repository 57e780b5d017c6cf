"""The page « Territoire », run without a browser."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.columns import INDICATORS
from geo.french import NARROW

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
NEIGHBOURHOODS = ("Val Vert", "Guitard")


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(APP, default_timeout=30).run()


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def test_it_opens_on_the_population_with_its_total_date_and_source(app):
    assert not app.exception
    assert app.title[0].value == "Communauté d’agglomération du Puy-en-Velay"
    assert app.metric[0].value == f"82{NARROW}665"
    assert f"72{NARROW}communes · 1{NARROW}330,9{NARROW}km² (calculé)" in app.caption[0].value
    assert app.caption[1].value == "habitants · 1er janvier 2023 · INSEE · calculé"
    assert f"Le Puy-en-Velay (18{NARROW}540" in words(app)


def test_the_key_figures_are_those_of_the_sources(app):
    shown = [metric.value for metric in app.metric[:4]]
    assert shown == [f"82{NARROW}665", f"+0,1{NARROW}%", f"51{NARROW}095", f"12,0{NARROW}%"]


def test_a_median_has_no_total_and_its_secret_values_are_said(app):
    app.selectbox(key="indicateur").select("median_income_eur").run()
    sentence = app.markdown[0].value
    assert "Ensemble" not in sentence
    assert f"Sans valeur : 5{NARROW}communes (secret statistique)" in sentence


def test_the_table_says_what_the_map_says(app):
    table = app.dataframe[0].value.set_index("Commune")
    assert len(table) == 72
    assert table.loc["Le Puy-en-Velay", "Population municipale"] == 18_540
    assert table.loc["Le Puy-en-Velay", "Rang"] == 1


def test_remarks_take_a_column_only_where_a_value_is_missing(app):
    assert "Remarque" not in app.dataframe[0].value
    app.selectbox(key="indicateur").select("median_income_eur").run()
    remarks = app.dataframe[0].value.set_index("Commune")["Remarque"]
    assert sum(remarks == "secret statistique") == 5


def test_chosen_communes_are_compared_in_words_and_marked_in_the_table(app):
    app.multiselect(key="communes").select("43089").select("43190").run()
    assert f"**Espaly-Saint-Marcel** : 3{NARROW}585{NARROW}habitants, 3e rang sur 72" in words(app)
    rows = app.session_state["table-communes"]["selection"]["rows"]
    names = app.dataframe[0].value["Commune"].iloc[rows]
    assert list(names) == ["Espaly-Saint-Marcel", "Saint-Germain-Laprade"]


def test_choices_go_to_the_address_as_plain_codes(app):
    app.selectbox(key="indicateur").select("vacancy_percent").run()
    app.multiselect(key="communes").select("43089").run()
    assert app.query_params["indicateur"] == "vacancy_percent"
    assert app.query_params["communes"] == "43089"


def test_choices_come_back_from_the_address():
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["indicateur"] = "schools_count"
    app.query_params["communes"] = ["43157", "43041"]
    app.run()
    assert app.selectbox(key="indicateur").value == "schools_count"
    assert app.multiselect(key="communes").value == ["43157", "43041"]


def test_an_unknown_code_in_the_address_is_said_and_left_out():
    app = AppTest.from_file(APP, default_timeout=30)
    app.query_params["communes"] = ["43157", "75056"]
    app.run()
    assert "« communes = 75056 »" in app.warning[0].value
    assert app.multiselect(key="communes").value == ["43157"]


def test_every_indicator_can_be_drawn(app):
    names = {indicator.label: name for name, indicator in INDICATORS.items()}
    for label in app.selectbox(key="indicateur").options:
        app.selectbox(key="indicateur").select(names[label]).run()
        assert not app.exception
        assert not app.error, label


def test_both_neighbourhoods_show_every_published_figure(app):
    assert not app.error, words(app)
    text = words(app)
    for name in NEIGHBOURHOODS:
        assert f"#### {name}" in text
    for figure in (f"1{NARROW}183", f"1{NARROW}191", "513", "528"):
        assert f"**{figure}**" in text
    assert "Contours de 2015" in text


def test_a_damaged_territory_gives_sentences_and_no_traceback(territory_copy, monkeypatch):
    (territory_copy / "indicators" / "communes.csv").unlink()
    monkeypatch.setenv("CDV_DATA", str(territory_copy))
    app = AppTest.from_file(APP, default_timeout=30).run()
    assert not app.exception
    assert "ne peuvent pas être lues" in app.error[0].value
    assert "**indicators/communes.csv**" in words(app)
