"""The page « Attributions », run without a browser: gauges, what is left, threshold, calculator."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts import lettings as texts
from dashboard.texts import lettings_law as law_texts
from geo.french import NARROW
from geo.lettings.thresholds import Threshold
from geo.lettings.year import SideFigures
from geo.privacy import Cell, CellStatus
from geo.rules.lettings import Rate
from geo.rules.parameters import Certainty

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/lettings.py"


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    monkeypatch.delenv("CDV_DEMO", raising=False)


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.query_params.update(address)
    return checked(app.switch_page(PAGE).run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def words(app: AppTest) -> str:
    elements = (*app.markdown, *app.caption, *app.info, *app.warning, *app.success)
    return "\n".join(element.value for element in elements)


def tables(app: AppTest) -> list[dict[str, list[str]]]:
    return [frame.value.to_dict("list") for frame in app.dataframe]


def test_both_gauges_say_n_bounds_and_verdict():
    app = opened()
    assert [(each.label, each.value) for each in app.metric] == [
        ("Objectif pas atteint à ce jour", f"13,7{NARROW}%"),
        ("On ne peut pas encore dire", f"46,0{NARROW}%"),
    ]
    said = words(app)
    assert "46 sur 336 baux signés du 1er janvier au 30 septembre 2025" in said
    assert "23 sur 50 baux signés du 1er janvier au 30 juin 2025" in said
    assert "au plus" in said
    assert "Attributions fictives" in said
    marks = [each.value for each in app.caption if each.value.startswith("fictif")]
    assert len(marks) == 2
    for mark in marks:
        assert "jusqu’au 30 septembre 2025" in mark
        assert f"seuil de 9{NARROW}576{NARROW}€" in mark
        assert mark.endswith("à vérifier")


def test_the_number_that_is_missing_follows_the_expected_leases():
    app = opened(attendus="40", part="100")
    said = words(app)
    assert "attributions** au premier quartile (ou relogées) d’ici au 31 décembre 2025" in said
    assert "parmi 40 baux encore attendus" in said
    assert f"Si 40 des 40{NARROW}prochains baux comptent" in said
    app.number_input(key="attendus-attributions").set_value(0)
    assert "il a manqué" in words(checked(app.run()))
    assert app.query_params["attendus"] in ("0", ["0"])


def test_a_year_without_threshold_says_so_and_shows_no_rate():
    app = opened(annee="2024", volet="seuil")
    assert not app.metric
    said = words(app)
    assert "Pour 2024, le seuil du premier quartile n’est pas connu" in said
    assert "arrêté du 13 mai 2024" in said
    assert "ne remplace jamais" in said


@pytest.mark.parametrize("part", ["rythme", "communes", "organismes"])
def test_a_year_without_threshold_has_no_share_in_any_part(part):
    app = opened(annee="2024", volet=part)
    said = words(app)
    assert "Sans le seuil de 2024" in said
    assert "fictif · baux inventés pour la démonstration" in said
    assert texts.HIDDEN_NOTE in said
    shares = [table for table in tables(app) if "Comptés" in table]
    assert not shares


def test_the_verdict_is_a_sentence():
    assert f"l’objectif de 25{NARROW}% n’est **pas atteint à ce jour** : 13,7" in words(opened())


def test_the_exports_of_shares_name_the_threshold_and_its_source(exports):
    for part in ("rythme", "annees", "communes", "organismes"):
        opened(annee="2025", volet=part)
    with_share = {f"attributions-{name}" for name in ("trimestres", "annees", "secteurs")}
    with_share |= {"attributions-bailleurs", "attributions-reservataires"}
    named = {name for name, each in exports.items() if each.sources and "attributions" in name}
    assert named == with_share
    for name in with_share:
        assert [source.key for source in exports[name].sources] == ["calculette_lec"]
        assert f"2025 : 9{NARROW}576{NARROW}€ par an et par UC" in exports[name].note
        assert "arrêté du 3 juin 2025, à vérifier" in exports[name].note


def test_a_threshold_is_typed_with_its_source_then_taken_back():
    app = opened(annee="2024", volet="seuil")
    app.number_input(key="seuil-year").set_value(2024)
    app.number_input(key="seuil-q1_eur").set_value(9300.0)
    app.text_input(key="seuil-source").set_value("annexe de l’arrêté")
    app.text_input(key="seuil-who").set_value("DDT 43")
    app.button[0].click()
    checked(app.run())
    assert f"**2024 : 9{NARROW}300{NARROW}€**" in words(app)
    assert "Seuil gardé." in words(app)
    assert len(app.metric) == 2
    app.button[1].click()
    checked(app.run())
    assert "Dernière saisie annulée." in words(app)
    assert not app.metric


def test_a_threshold_without_source_is_refused_in_french():
    app = opened(volet="seuil")
    app.number_input(key="seuil-q1_eur").set_value(9300.0)
    app.text_input(key="seuil-who").set_value("DDT 43")
    app.button[0].click()
    assert "seuil incomplet ou incohérent" in words(checked(app.run()))


@pytest.mark.parametrize(
    ("monthly", "side"),
    [(1675.0, "premier quartile"), (1676.0, "autres quartiles"), (4000.0, "quartile 4")],
)
def test_the_calculator_says_which_side(monthly, side):
    app = opened(volet="seuil")
    app.number_input(key="calcul-adultes").set_value(2)
    app.number_input(key="calcul-enfants").set_value(2)
    app.number_input(key="calcul-ressources").set_value(monthly)
    checked(app.run())
    (answer,) = app.success
    assert side in answer.value
    assert answer.value.startswith("2,1 UC")


@pytest.mark.parametrize("part", texts.SECTIONS)
def test_every_part_opens_and_the_address_says_which(part):
    app = opened(volet=part)
    assert app.query_params["volet"] in (part, [part])


def test_no_small_count_is_in_any_table():
    for part in ("rythme", "annees", "communes", "organismes"):
        for table in tables(opened(volet=part)):
            for name in ("Comptés", "Prioritaires", "Baux", "Baux hors QPV", "Baux en QPV"):
                for cell in table.get(name, []):
                    least = 11 if name == "Comptés" else 5
                    assert not cell.isdigit() or int(cell) == 0 or int(cell) >= least


def test_the_facts_say_when_numbers_do_not_give_the_rate():
    said = words(opened(volet="loi"))
    assert "Les nombres publiés ne donnent pas ce taux" in said
    assert "seulement si son nouveau logement est hors QPV" in said


def test_without_demonstration_the_page_says_what_to_load(monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    app = opened()
    said = words(app)
    assert "Remplissez le modèle" in said
    assert not app.metric
    assert "Ce que demande la loi" in said


def test_a_verdict_is_that_of_the_day_until_the_year_is_over():
    rate = Rate(10, 90, 0, 0, 25)
    open_year, whole_year = (
        SideFigures(until, known(10), known(100), 0, 0, rate)
        for until in (date(2025, 9, 30), date(2025, 12, 31))
    )
    assert texts.verdict(open_year) == "objectif pas atteint à ce jour"
    assert texts.verdict(whole_year) == "objectif manqué"


def test_a_side_without_a_lease_is_not_called_secret():
    assert texts.percent(None, 25) == "aucun bail"


def test_a_file_of_a_partner_is_named_with_its_day():
    limit = Threshold(2025, Decimal(9576), None, None, "annexe", None, Certainty.READ)
    said = law_texts.provenance(limit, date(2025, 7, 3), is_fictional=False)
    assert said.startswith("calculé · fichier des partenaires, reçu le 3 juillet 2025")
    assert "à vérifier" not in said
    assert "à vérifier" not in law_texts.threshold_line(limit)


def known(count: int) -> Cell:
    return Cell(count, CellStatus.SHOWN)
