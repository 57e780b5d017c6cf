"""The page « Communes SRU », run without a browser: each choice changes what is said."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts.sru_law import levy_estimate
from geo.french import NARROW
from geo.rules.sru import Result, Status
from geo.rules.sru.law import cite, legal

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/sru.py"
ESPALY, LE_PUY, SAINT_GERMAIN = "43089", "43157", "43190"
MONEY = {"pf": "2900", "drf": "3000000", "dsu": "non"}


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30).switch_page(PAGE)
    for name, code in address.items():
        app.query_params[name] = code
    app.run()
    assert not app.exception
    assert not app.error
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.value for element in (*app.markdown, *app.caption))


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def address(app: AppTest) -> dict[str, str]:
    return dict(app.query_params)


def test_situation_of_espaly_as_published_then_as_derived():
    app = opened(commune=ESPALY)
    assert metrics(app) == {
        "Taux publié": f"19,40{NARROW}%",
        "Logements sociaux": "336",
        "Logements manquants": "10 à 11",
        "Résidences principales": f"1{NARROW}728 à 1{NARROW}736",
        "Écart à l’objectif": f"0,56 à 0,65{NARROW}point",
    }
    said = words(app)
    assert "Il manque **environ 10 à 11 logements** sociaux" in said
    assert "calculé" in said
    assert "ne publie pas les résidences principales. Son taux, arrondi au dixième" in said
    assert f"Prélèvement net publié pour 2025 : **2{NARROW}557,20{NARROW}€**" in said
    assert f"20 % × 1{NARROW}728 à 1{NARROW}736 − 336 = 9,6 à 11,2{NARROW}logements" in said
    assert "CCH, art. L302-5" in said


def test_a_commune_that_complies_is_told_what_it_has_over():
    app = opened(commune=LE_PUY)
    assert "685 à 692" in metrics(app)["Logements au-dessus de l’objectif"]


def test_a_commune_without_inventory_has_its_history_only():
    app = opened(commune=SAINT_GERMAIN, volet="simulateur", sim="2025:PLUS12")
    assert not app.metric
    assert not app.button_group
    assert "plus dans le dernier fichier" in words(app)


def test_choosing_a_commune_and_a_part_changes_the_page_and_the_address():
    app = opened(commune=LE_PUY)
    app.selectbox(key="commune").select(ESPALY).run()
    app.button_group(key="volet").set_value("objectif").run()
    assert address(app) == {"commune": ESPALY, "volet": "objectif"}
    assert "Objectif 2023-2025 : **inconnu**" in words(app)


def test_the_objective_says_what_is_missing_and_gives_an_illustration():
    said = words(opened(commune=ESPALY, volet="objectif"))
    assert "se calcule sur l’inventaire au **1er janvier 2022**, qui n’est pas publié ici" in said
    assert "Il manque les logements sociaux et les résidences principales" in said
    assert "Si l’inventaire au 1er janvier 2024 servait de référence" in said
    assert "environ 10 à 11 logements, soit 100" in said


def test_the_objective_follows_the_inventory_that_is_given():
    app = opened(commune=ESPALY, volet="objectif")
    app.number_input(key=f"lls-{ESPALY}").set_value(300).run()
    assert "Il manque les résidences principales au 1er janvier 2022" in words(app)
    app.number_input(key=f"rpref-{ESPALY}").set_value(1700).run()
    assert metrics(app)["Logements à produire"] == f"20{NARROW}logements"
    assert "Si l’inventaire au" not in words(app)
    assert address(app)["lls"] == "300"
    app.number_input(key=f"cms-{ESPALY}").set_value(40.0).run()
    assert metrics(app)["Logements à produire"] == f"16{NARROW}logements"
    assert "à vérifier" in words(app)


def test_a_contract_out_of_the_law_is_refused_in_french():
    app = opened(commune=ESPALY, volet="objectif", lls="300", rpref="1700", cms="10")
    assert [each.value for each in app.warning] == [
        f"Le taux du contrat doit être entre 40 et 50{NARROW}% pour cet écart."
    ]


def test_more_social_dwellings_than_residences_is_refused_in_french():
    app = opened(commune=ESPALY, volet="objectif", lls="300", rpref="200")
    assert "ne peuvent pas dépasser" in app.warning[0].value
    assert "Logements à produire" not in metrics(app)


def test_a_newly_subject_commune_is_to_be_checked():
    app = opened(commune=ESPALY, volet="objectif", lls="300", rpref="1700", entree="2022")
    assert metrics(app)["Logements à produire"] == f"6 à 8{NARROW}logements"
    assert ":orange-badge[à vérifier]" in words(app)


def test_the_next_period_asks_for_its_own_inventory_and_doubts_its_target():
    app = opened(commune=ESPALY, volet="objectif")
    app.selectbox(key=f"periode-{ESPALY}").select("2026-2028").run()
    assert "1er janvier 2025" in words(app)
    assert "un décret peut l’avoir changé depuis" in words(app)
    app.number_input(key=f"lls-{ESPALY}").set_value(340).run()
    app.number_input(key=f"rpref-{ESPALY}").set_value(1750).run()
    assert metrics(app)["Logements à produire"] == f"10{NARROW}logements"
    app.selectbox(key=f"cible-{ESPALY}").select("25").run()
    assert metrics(app)["Logements à produire"] == f"32,18{NARROW}logements"
    assert (address(app)["periode"], address(app)["cible"]) == ("2026-2028", "25")


def test_the_published_levy_and_the_minimum_are_both_shown():
    app = opened(commune=ESPALY, volet="prelevement")
    assert metrics(app)["Prélèvement net publié pour 2025"] == f"2{NARROW}557,20{NARROW}€"
    said = words(app)
    assert ":orange-badge[à vérifier] Le texte lu (CCH, art. L302-7)" in said
    assert f"sous 4{NARROW}000{NARROW}€" in said
    assert "Rien n’est estimé" in said
    assert all(each.value is None for each in app.number_input)


def test_the_levy_is_estimated_only_from_what_is_given():
    app = opened(commune=ESPALY, volet="prelevement")
    app.number_input(key=f"pf-{ESPALY}").set_value(2900.0).run()
    assert f"au plus 8{NARROW}120{NARROW}€" in words(app)
    assert "Pour un résultat exact, il manque : les dépenses réelles" in words(app)
    app.number_input(key=f"drf-{ESPALY}").set_value(3_000_000.0).run()
    app.selectbox(key=f"dsu-{ESPALY}").select("non").run()
    assert f"Estimation pour 2025 : **6{NARROW}960 à 8{NARROW}120{NARROW}€** net. :orange" in words(
        app
    )
    app.number_input(key=f"ded-{ESPALY}").set_value(960.0).run()
    assert f"**6{NARROW}000 à 7{NARROW}160{NARROW}€** net" in words(app)
    assert {name: address(app)[name] for name in ("pf", "drf", "ded", "dsu")} == {
        **MONEY,
        "ded": "960",
    }


def test_what_is_given_for_a_commune_is_not_taken_for_another():
    app = opened(commune=ESPALY, volet="prelevement", **MONEY)
    app.selectbox(key="commune").select(LE_PUY).run()
    assert address(app) == {"commune": LE_PUY, "volet": "prelevement"}
    assert app.number_input(key=f"pf-{LE_PUY}").value is None
    app.selectbox(key="commune").select(ESPALY).run()
    assert app.number_input(key=f"pf-{ESPALY}").value == 2900
    assert address(app)["pf"] == "2900"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("sim", "zzz"), ("sim", "1999:PLUS3"), ("rp", "9-1"), ("garde", "x"), ("pf", "abc"),
        ("pf", "nan"), ("drf", "-1"), ("lls", "1e3"), ("rpref", "0"), ("periode", "2014-2016"),
        ("cible", "22"), ("dsu", "yes"), ("entree", "1990"), ("cms", "101"),
    ],
)  # fmt: skip
def test_an_unreadable_address_is_said_and_left_aside(name, code):
    app = opened(commune=ESPALY, volet="simulateur", **{name: code, "ded": "5"})
    assert f"« {name} : {code} », qui n’est pas lisible" in app.warning[0].value
    assert name not in address(app)
    assert address(app)["ded"] == "5"


def test_history_shows_the_break_of_series():
    said = words(opened(commune=LE_PUY, volet="historique"))
    assert (
        "À partir du 1er janvier 2023, les résidences principales sont comptées autrement" in said
    )
    assert "24,88" in said


def test_parts_that_are_closed_are_not_computed():
    app = opened(commune=ESPALY, volet="historique")
    assert not app.data_editor
    assert not app.number_input


def test_the_table_keeps_numbers_and_shows_two_decimals():
    shown = opened(commune=ESPALY).dataframe[0].value
    assert list(shown["Taux publié (%)"])[:3] == [19.4, 20.8, 26.9]


def test_a_month_is_not_told_as_a_day_in_the_history():
    said = words(opened(commune=ESPALY, volet="historique"))
    assert "24 octobre 2019 (situation d’avril 2019)" in said
    assert "1er avril 2019" not in said


def test_a_commune_not_concerned_is_so_after_the_file_only():
    said = words(opened(commune="43002"))
    assert "D’après le fichier « Communes et inventaire SRU, fichier 2025" in said
    assert "inventaire au 1er janvier 2024), " in said
    assert "n’est pas soumise à l’article 55" in said


@pytest.mark.parametrize(
    ("status", "bounds", "said"),
    [
        (Status.NOT_SUBJECT, (None, None), "n’est **pas encore soumise**, rien n’est dû"),
        (Status.UNKNOWN, (None, None), "le prélèvement est **inconnu**."),
        (Status.UNKNOWN, (Fraction(0), Fraction(450)), f"**au plus 450{NARROW}€** net."),
    ],
)
def test_the_estimate_is_worded_by_what_is_known(status, bounds, said):
    law = cite(legal("levy_percent", date(2024, 1, 1)))
    net = Result("net_levy_eur", "€", *bounds, status, "", law)
    assert levy_estimate(net, 2025).endswith(said if said.endswith(".") else f"{said}.")


def test_no_illustration_once_the_reference_is_given():
    unknown = words(opened(commune=ESPALY, volet="objectif"))
    assert "servait de référence" in unknown
    given = words(opened(commune=ESPALY, volet="objectif", lls="300", rpref="1700", entree="2022"))
    assert "servait de référence" not in given
