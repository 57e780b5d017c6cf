"""The page « Mixité sociale », run without a browser."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts.mix import outcome
from geo.columns import INDICATORS
from geo.french import NARROW
from geo.mix.guard import Operation, Outcome, Reading

ROOT = Path(__file__).parents[2] / "dashboard"
PAGE = "app_pages/mix.py"


def opened(**address):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app.run()
    app.query_params.update(address)
    return app.switch_page(PAGE).run()


@pytest.fixture
def app():
    return opened()


def words(app):
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def table(app, rank):
    return app.dataframe[rank].value


def test_it_opens_on_poverty_beside_the_city_and_the_median(app):
    assert not app.exception
    assert not app.error
    assert [metric.value for metric in app.metric] == [
        f"45,0{NARROW}%",
        f"+114{NARROW}%",
        f"+3{NARROW}%",
    ]
    sentence = app.markdown[0].value
    assert f"**45,0{NARROW}%** des habitants de **Val Vert**" in sentence
    assert f"Le Puy-en-Velay : 21,0{NARROW}%" in sentence
    assert f"sur 1{NARROW}indicateur : taux de pauvreté" in words(app)


def test_the_table_holds_every_dot_with_date_status_and_source(app):
    shown = table(app, 1).set_index(["Donnée", "Lieu"])
    row = shown.loc[("Taux de pauvreté", "Le Puy-en-Velay")]
    assert (row["Valeur"], row["Unité"], row["Date"]) == (21.0, "%", "31 décembre 2021")
    assert row["Statut"] == "officiel · à vérifier"
    assert row["Source"].startswith("Filosofi 2021")
    unknown = shown.loc[("Taux de pauvreté", "Agglomération")]
    assert unknown["Remarque"].startswith("non publié")
    known = shown[shown["Valeur"].notna()]
    assert (known[["Date", "Statut", "Source"]] != "").all(axis=None)


def test_the_historic_centre_is_shown_and_said_to_be_no_qpv(app):
    said = words(app)
    assert "**Centre Historique** (+31" in said
    assert "**qui n’est pas un quartier prioritaire**" in said
    assert "Un IRIS n’est pas un QPV" in app.info[0].value
    shown = table(app, 2).set_index("Lieu")
    assert shown.loc["Centre Historique", "Valeur"] == 17_510
    assert "N’est pas un QPV" in shown.loc["Centre Historique", "Remarque"]
    assert shown.loc["Zone Verte Ours-Mons", "Remarque"].startswith("inconnu")


def test_a_rate_is_not_added_and_the_page_says_why(app):
    assert "Un taux ne s’additionne pas" in app.warning[0].value


def test_people_may_be_added(app):
    app.selectbox(key="donnee-qpv").select("population_count").run()
    assert not app.warning
    assert f"**2{NARROW}512{NARROW}habitants**" in app.success[0].value


def test_a_series_is_not_chained_over_a_change_of_outline(app):
    app.radio(key="calcul").set_value("change")
    app.selectbox(key="donnee-qpv").select("population_count").run()
    refusal = app.warning[0].value
    assert "Le périmètre a changé" in refusal
    assert "ne dit pas son millésime" in refusal
    assert "contour 2015" in words(app)


def test_rates_of_iris_are_averaged_by_their_households(app):
    app.radio(key="calcul").set_value("mean")
    app.selectbox(key="sur").select("iris").run()
    app.selectbox(key="donnee-iris").select("tenants_percent").run()
    assert f"**56,7{NARROW}%**" in app.success[0].value
    app.selectbox(key="donnee-iris").select("median_income_eur").run()
    assert "ne se déduit pas de celles de ses parties" in app.warning[0].value


def test_choices_go_to_the_address_and_come_back():
    app = opened(qpv="QN04302M", iris="unemployment_percent", calcul="mean")
    assert app.metric[0].value == f"37,0{NARROW}%"
    assert app.selectbox(key="iris").value == "unemployment_percent"
    assert app.query_params["calcul"] == "mean"
    assert app.query_params["qpv"] == "QN04302M"


def test_every_indicator_of_the_iris_can_be_drawn(app):
    labels = app.selectbox(key="iris").options
    names = {"Population municipale": "population_count", "Taux de vacance": "vacancy_percent"}
    for label in labels:
        if label in names:
            app.selectbox(key="iris").select(names[label]).run()
            assert not app.exception
            assert len(table(app, 2)) == 8


def test_a_mean_of_counts_is_not_said_to_be_weighted(app):
    app.radio(key="calcul").set_value("mean")
    app.selectbox(key="donnee-qpv").select("population_count").run()
    assert (
        app.success[0].value
        == f"**Permis.** En moyenne, **1{NARROW}256,0{NARROW}habitants** par lieu."
    )


def test_the_change_of_a_share_is_told_in_points():
    indicator = INDICATORS["poverty_percent"]
    used = Reading("QN04301M", indicator, Fraction(40), date(2020, 12, 31), "2024", "insee")
    said = outcome(Outcome(Fraction(-3, 2)), Operation.CHANGE, used)
    assert f"−1,5{NARROW}point" in said
    assert "%" not in said
