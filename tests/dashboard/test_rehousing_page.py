"""The page « Relogement », run without a browser: protected figures only, and fiction said."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.exports import table_offers
from dashboard.texts import rehousing as texts
from dashboard.texts import rehousing_homes as home_texts
from geo.french import NARROW
from geo.imports.templates import template
from geo.store.kinds import Kind
from tests.geo.embedded import rows

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/rehousing.py"
GOLDEN = Path(__file__).parents[1] / "golden" / "rehousing.csv"


@pytest.fixture(autouse=True)
def _own_store(monkeypatch, tmp_path):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DEMO", raising=False)
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)


def opened() -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60).run().switch_page(PAGE).run()
    assert not app.exception
    assert not app.error
    return app


def words(app: AppTest) -> str:
    parts = (*app.markdown, *app.caption, *app.info, *app.warning, *app.get("html"))
    return "\n".join(getattr(each, "value", None) or each.proto.body for each in parts)


def tables(app: AppTest) -> dict[str, str]:
    """Return the second column of every table by its first."""
    frames = [each.value for each in app.dataframe if texts.STATUS in each.value]
    return {str(row[0]): str(row[1]) for frame in frames for row in frame.itertuples(index=False)}


def french_file(path: Path) -> Path:
    """Write the demonstration as a landlord would send it."""
    fields = template(Kind.REHOUSING).fields
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow([field.title for field in fields])
        for row in rows("demo_rehousing"):
            writer.writerow([french(field, row[field.name]) for field in fields])
    return path


def french(field, value):
    if field.type == "date" and value:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    return value.replace(".", ",") if field.type == "number" else value


def test_the_answer_and_the_big_figures():
    app = opened()
    assert {each.label: each.value for each in app.metric} == {
        "Relogés définitivement": "45 / 62",
        "Encore à reloger": "10 / 62",
        "Partis autrement": "7 / 62",
        "Relogés hors d’un QPV": "35 / 45",
    }
    said = words(app)
    assert "**45** des **62 ménages** des bâtiments 40 et 72" in said
    assert f"(73{NARROW}%)" in said
    assert "24 logements occupés à l’automne 2019" in said
    assert "**35** de ces relogements se sont faits hors de tout QPV" in said


def test_the_change_of_a_rate_is_in_points_and_a_secret_one_is_said():
    changes = next(each.value for each in opened().dataframe if "Écart" in each.value)
    assert changes["Écart"].tolist()[-2:] == [f"−16{NARROW}€", f"−2{NARROW}points"]
    assert home_texts.effort_sentence(None, None) == "Le taux d’effort moyen est secret."


def test_fiction_is_said_on_screen_in_tables_and_once_in_file_names(monkeypatch):
    offers = []

    def kept(*arguments):
        offers.extend(table_offers(*arguments))
        return table_offers(*arguments)

    monkeypatch.setattr("dashboard.views.figures.table_offers", kept)
    app = opened()
    assert "Données fictives" in app.warning[0].value
    under_figures = [each.value for each in app.caption if each.value.startswith("31 décembre")]
    assert len(under_figures) >= len(app.metric)
    assert set(under_figures) == {"31 décembre 2025 · données fictives"}
    counted = [each.value for each in app.dataframe if texts.STATUS in each.value]
    assert counted
    assert all("données fictives" in each[texts.STATUS].iloc[0] for each in counted)
    named = {each.name for each in offers if "relogement-" in each.name}
    names = {name for name in named if "communes-des-offres" not in name}
    assert len(names) >= 21
    assert all(name.startswith("FICTIF-relogement-") for name in names)
    assert not any("fictives" in name for name in names)


def test_the_page_says_what_the_command_says(cdv, tmp_path):
    answer = json.loads(cdv("rehousing", french_file(tmp_path / "m.csv"), "--json").out)
    found = tables(opened())
    years = {row["timeline"]: row["households_count"] for row in answer["timeline"]}
    assert {year: found[year] for year in years} == {
        year: str(count) for year, count in years.items()
    }
    zones = {row["zone"]: row for row in answer["zone"]}
    for zone, name in texts.ZONES.items():
        count = zones[zone]["households_count"]
        assert found[texts.sentence_case(name)] == ("secret" if count is None else str(count))
    for name, (title, labels) in home_texts.DETAILS.items():
        counts = {row[name]: row["households_count"] for row in answer[name]}
        for value, label in labels.items():
            if name != "rest_change":
                assert found[f"{title} : {label}"] == str(counts[value])
    rest = answer["means"]["rest_after_eur"]["value"]
    assert f"**{rest:.0f}{NARROW}€** à payer par mois" in words(opened())


def test_secret_counts_say_so_and_why():
    app = opened()
    found = tables(app)
    assert found["Bâtiment 40 : relogés définitivement"] == "16"
    assert found["Bâtiment 40 : partis autrement"] == "secret"
    assert (found["Brives-Charensac"], found["Chadrac"]) == ("10", "secret")
    said = words(app)
    assert "Comptes secrets, sans trait sur la carte : Vals-près-le-Puy et Chadrac." in said
    assert "au moins cinq valeurs possibles" in said
    assert f"{8} des chiffres de cette page sont secrets" in said


def test_no_household_and_no_amount_is_on_the_page():
    app = opened()
    said = words(app) + "".join(each.value.to_csv() for each in app.dataframe)
    for row in rows("demo_rehousing"):
        assert row["household_id"] not in said
        for name in row:
            if name.endswith("_eur") and row[name]:
                assert row[name] not in said
                assert row[name].replace(".", ",") not in said


def test_targets_of_the_charter_are_unknown_beside_what_is_measured():
    app = opened()
    charter = next(each.value for each in app.dataframe if "Objectif de la charte" in each.value)
    assert set(charter["Objectif de la charte"]) == {"non publié"}
    assert list(charter["Mesuré"]) == [f"{each}{NARROW}%" for each in (58, 78, 56, 15)]
    assert "ne sont pas une règle du NPNRU" in words(app)


def test_the_last_day_after_three_refusals():
    app = opened()
    assert "Dernier jour avec un titre" not in words(app)
    app.date_input(key="troisieme-offre-QN04301M").set_value(date(2024, 1, 15)).run()
    assert "**15 juillet 2024**" in words(app)
    app.date_input(key="troisieme-offre-QN04301M").set_value(date(2021, 8, 31)).run()
    assert "**28 février 2022**" in words(app)
    assert ":orange-badge[à vérifier]" in words(app)


def test_without_demonstration_the_page_offers_the_template(monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    app = opened()
    assert not app.metric
    assert "Aucun fichier de ménages n’est chargé" in app.info[0].value
    assert "24 logements occupés" in words(app)
    keys = [each.key for each in app.get("download_button")]
    assert "download-modele-relogement" in keys
    assert "Une charte de relogement sera mise en place" in words(app)


def test_a_building_of_a_few_households_has_no_bar_and_no_row(cdv, tmp_path):
    path = tmp_path / "menages.csv"
    path.write_text(GOLDEN.read_text("utf-8").replace("72;", "44;", 2), encoding="utf-8")
    assert cdv("import", "rehousing", path).code == 0
    app = opened()
    assert "Rien n’est dit par bâtiment" in words(app)
    assert "**33** des **50 ménages** à reloger" in words(app)
    assert not any(name.startswith(("Bâtiment", "Autre bâtiment")) for name in tables(app))


def test_a_file_of_a_few_households_tells_nothing_yet(cdv, tmp_path):
    path = tmp_path / "menages.csv"
    path.write_text("\n".join(GOLDEN.read_text("utf-8").splitlines()[:9]), encoding="utf-8")
    assert cdv("import", "rehousing", path).code == 0
    app = opened()
    assert "au moins 15 ménages" in app.info[0].value
    assert not app.metric


def test_a_file_in_the_store_takes_the_place_of_the_demonstration(cdv):
    assert cdv("import", "rehousing", GOLDEN).code == 0
    app = opened()
    assert {each.label: each.value for each in app.metric}["Relogés définitivement"] == "33 / 50"
    assert "fictives" not in words(app)
