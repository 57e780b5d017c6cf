"""The page « Engagements », run without a browser: overview, cards, means, entry, evaluation."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.french import NARROW

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/commitments.py"


@pytest.fixture(autouse=True)
def _store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)


def opened(**address):
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    app.query_params.clear()
    app.query_params.update(address)
    app.run()
    assert not app.exception
    assert not app.error
    return app


def words(app):
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def warnings(app):
    return " ".join(each.value for each in app.warning)


def metrics(app):
    return [metric.value for metric in app.metric]


def page(app):
    return "".join(each.proto.body for each in app.get("html"))


def fill(app, *, state="reached", value=31.5, who="DDT", measure="credits-emploi", year=2023):
    app.selectbox(key="mesure-saisie").select(measure)
    app.selectbox(key="annee-saisie").select(year)
    app.selectbox(key="etat-saisie").select(state)
    app.number_input(key="valeur-saisie").set_value(value)
    app.text_input(key="commentaire-saisie").set_value("bilan 2023")
    app.text_input(key="qui-saisie").set_value(who)
    check(app)
    return app


def check(app):
    next(each for each in app.button if each.label == "Vérifier avant d’enregistrer").click().run()
    assert not app.exception


def test_the_overview_says_how_many_are_known():
    app = opened()
    assert metrics(app) == ["107", "9", "7", "98"]
    assert f"Sur **107{NARROW}mesures**, **51** ont eu un état connu" in words(app)
    assert "Pour **2023** : 7 atteintes et 2 en cours, le reste inconnu" in words(app)
    assert app.query_params["annee"] == "2023"


def test_the_heat_table_has_letters_and_words_besides_colours():
    html = page(opened())
    assert f"<b>4{NARROW}A</b>" in html
    assert 'title="4 atteint, 8 inconnu"' in html
    assert 'scope="row"' in html


def test_filters_narrow_the_measures_and_stand_in_the_address():
    app = opened(theme="mobility")
    assert metrics(app)[0] == "3"
    app.selectbox(key="service").select("ARS").run()
    assert "élargissez" in app.info[0].value
    app.selectbox(key="theme").select("health").run()
    assert metrics(app)[0] == "6"
    assert app.query_params == {"theme": "health", "service": "ARS", "annee": "2023"}


def test_an_unknown_theme_in_the_address_is_said():
    app = AppTest.from_file(APP, default_timeout=60)
    app.run()
    app.switch_page(PAGE)
    app.query_params["theme"] = "pilotage"
    app.run()
    assert "theme = pilotage" in " ".join(each.value for each in (*app.warning, *app.error))


def test_the_card_of_a_measure_with_values():
    app = opened(volet="mesures", mesure="adultes-relais")
    assert metrics(app) == ["3 postes", "≥ 6 postes", "9 postes"]
    assert "**2021 : Atteint** — 11 postes" in words(app)
    assert "Ci.Ville" in words(app)
    assert app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")


def test_the_card_of_the_regie_gives_the_computed_posts():
    said = words(opened(volet="mesures", mesure="regie-aide-totale"))
    assert "environ **18 postes à temps plein** (18,01 exactement) : calculé" in said
    assert "18,01" in said


def test_a_measure_without_number_says_so_and_links_to_its_page():
    said = words(opened(volet="mesures", mesure="charte-relogement"))
    assert "se suit par son état" in said
    assert "(relogement)" in said
    assert "Relogement" in said


def test_the_means_say_that_the_credits_are_unknown_and_not_zero():
    app = opened(volet="moyens")
    assert "**inconnues**, pas nulles" in app.info[0].value
    assert f"**25{NARROW}%**" in words(app)
    assert f"**9{NARROW}postes d’adultes-relais**" in words(app)
    assert "13 mai 2024" in words(app)
    assert "31 décembre 2030 (en cours)" in words(app)


def test_an_entry_is_checked_then_kept_then_undone():
    app = fill(opened(volet="suivi"))
    assert (
        f"**Crédits pour l’emploi et l’économie**, 2023 : **Atteint**, valeur **31,5{NARROW}%**"
        in (words(app))
    )
    assert "8 atteintes" not in words(app)
    app.button(key="enregistrer-suivi").click().run()
    assert app.success[0].value == "C’est enregistré."
    assert "8 atteintes" in words(app)
    log = app.dataframe[1].value
    assert log[["Qui", "Quoi", "Lignes ajoutées"]].to_numpy().tolist() == [["DDT", "saisie", 1]]
    app.button(key="annuler-suivi").click().run()
    assert "annulée" in app.success[0].value
    assert "7 atteintes" in words(app)
    assert app.dataframe[1].value["Quoi"].tolist() == ["annulation", "saisie"]
    assert app.dataframe[2].value["En vigueur"].tolist() == ["annulée"]


def test_an_entry_shows_what_it_replaces_and_both_stay_in_the_log():
    app = fill(opened(volet="suivi"))
    app.button(key="enregistrer-suivi").click().run()
    fill(app, value=33.0, who="CAPeV")
    assert "Remplace ce que **DDT** a saisi" in warnings(app)
    app.button(key="enregistrer-suivi").click().run()
    assert "Saisies différentes" in warnings(app)
    assert app.dataframe[1].value["Qui"].tolist() == ["CAPeV", "DDT"]


def test_what_someone_else_entered_meanwhile_is_not_written_over():
    first, second = opened(volet="suivi"), opened(volet="suivi")
    fill(first, value=31.0)
    fill(second, value=33.0, who="CAPeV")
    first.button(key="enregistrer-suivi").click().run()
    second.button(key="enregistrer-suivi").click().run()
    assert "Entre-temps, **DDT**" in warnings(second)
    assert second.dataframe[1].value["Qui"].tolist() == ["DDT"]


@pytest.mark.parametrize(
    ("changes", "words_of"),
    [
        ({"who": " "}, "Donnez votre nom"),
        ({"value": 29.9}, "L’état contredit la valeur : la cible est 25"),
        ({"state": None}, "Choisissez un avancement"),
    ],
)
def test_a_wrong_entry_says_why(changes, words_of):
    measure = "credits-cadre-de-vie"
    if changes.get("value"):
        changes = {"state": "missed", **changes}
    app = fill(opened(volet="suivi"), measure=measure, **changes)
    assert words_of in warnings(app)
    assert not any(each.key == "enregistrer-suivi" for each in app.button)


def test_the_credits_are_compared_once_they_are_entered():
    app = fill(opened(volet="suivi"))
    app.button(key="enregistrer-suivi").click().run()
    app.button_group(key="volet").set_value("moyens").run()
    assert not app.info
    assert app.dataframe[0].value["Part (%)"].dropna().tolist() == [31.5]


def test_the_month_of_the_conseils_citoyens_is_checked():
    app = opened(volet="evaluation")
    assert words(app).count("☐") == 5
    app.date_input(key="envoi-rapport").set_value(date(2024, 1, 31))
    app.date_input(key="cloture-rapport").set_value(date(2024, 2, 28)).run()
    assert "trop court, réponses attendues au moins jusqu’au 29 février 2024" in words(app)
    app.date_input(key="cloture-rapport").set_value(date(2024, 2, 29)).run()
    assert words(app).count("☑") == 2
    assert "à vérifier" in words(app)
