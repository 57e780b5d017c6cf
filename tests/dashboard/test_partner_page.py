"""The page « Données des partenaires », run without a browser: check, keep, undo."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.store import Kind, add_rows, current_rows, open_store

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
PAGE = "app_pages/partner.py"
HEADER = "EPCI;Année;Premier quartile;Source\n"
GOOD = f"{HEADER}200073419;2025;9 576,00;arrêté\n200073419;2024;9 200;arrêté\n".encode("cp1252")
BETTER = f"{HEADER}200073419;2025;9 600;arrêté\n".encode()
BAD = f"{HEADER}200073419;25;-1;Mme Untel\n".encode()


@pytest.fixture(autouse=True)
def _own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)


def opened(**address: str) -> AppTest:
    app = checked(AppTest.from_file(APP, default_timeout=60).run())
    app.query_params.update(address)
    return checked(app.switch_page(PAGE).run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def dropped(app: AppTest, content: bytes, name: str = "seuils.csv") -> AppTest:
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return checked(app.run())


def kept(app: AppTest, who: str = "DDT 43") -> AppTest:
    app.text_input(key="service").set_value(who)
    checked(app.run())
    app.button(key="enregistrer").click()
    return checked(app.run())


def words(app: AppTest) -> str:
    elements = (*app.markdown, *app.caption, *app.info, *app.success, *app.error)
    return "\n".join(element.value for element in elements)


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def history(app: AppTest) -> list[tuple[str, ...]]:
    log = app.dataframe[-1].value
    return [tuple(map(str, row)) for row in log[["Envoi", "Qui", "Action"]].itertuples(index=False)]


def test_an_empty_store_says_how_to_begin():
    app = opened()
    assert "Déposez un fichier" in words(app)
    assert "Aucun envoi pour l’instant" in words(app)
    assert "**Aucun** des 5 tableaux ne vient des partenaires" in words(app)
    assert dict(app.query_params) == {"envoi": "rehousing"}


def test_demonstration_is_said_and_can_be_left_out(monkeypatch):
    assert "Données fictives, pour démonstration" in opened().dataframe[0].value["État"].tolist()
    monkeypatch.setenv("CDV_DEMO", "0")
    assert set(opened().dataframe[0].value["État"]) == {"Aucune donnée"}


def test_a_file_is_foreseen_kept_then_undone():
    app = dropped(opened(envoi="thresholds"), GOOD)
    assert metrics(app) == {
        "Lignes lues": "2",
        "Ajoutées": "2",
        "Modifiées": "0",
        "Inchangées": "0",
    }
    assert app.button(key="enregistrer").disabled
    app = kept(app)
    assert (
        "Enregistré : 2\u202flignes ajoutées, 0\u202fmodifiée. C’est l’envoi n°\u202f1."
        in words(app)
    )
    assert history(app) == [("1", "DDT 43", "enregistré")]
    app = kept(dropped(app, BETTER))
    assert history(app) == [("2", "DDT 43", "enregistré"), ("1", "DDT 43", "enregistré")]
    app.button(key="annuler").click()
    checked(app.run())
    assert "L’envoi n°\u202f2 est annulé" in words(app)
    assert [row[2] for row in history(app)] == ["annulé", "enregistré, puis annulé", "enregistré"]


def test_the_same_file_again_changes_nothing():
    app = kept(dropped(opened(envoi="thresholds"), GOOD))
    app = dropped(app, GOOD)
    assert "Ce fichier ne change rien" in words(app)
    assert metrics(app)["Inchangées"] == "2"
    assert not [button for button in app.button if button.key == "enregistrer"]


def test_a_bad_file_is_told_by_line_and_column_and_nothing_is_kept():
    app = dropped(opened(envoi="thresholds"), BAD)
    assert "3\u202ferreurs" in words(app)
    report = app.dataframe[2].value
    assert report[["Ligne", "Colonne", "Champ"]].to_numpy().tolist() == [
        ["2", "B", "Année"],
        ["2", "C", "Premier quartile"],
        ["2", "D", "Source"],
    ]
    assert "Untel" not in "\n".join([words(app), report.to_csv()])
    assert "Aucun envoi pour l’instant" in words(app)


def test_few_households_are_not_counted_in_the_log():
    header = "Ménage;Bâtiment;Étape;Date de la situation\n"
    rows = "M-977;bâtiment 40;Proposition;31/12/2024\nM-002;bâtiment 40;Accepté;31/12/2024\n"
    app = kept(dropped(opened(envoi="rehousing"), (header + rows).encode(), "menages.csv"))
    log = app.dataframe[-1].value
    assert log[["Lignes ajoutées", "Lignes modifiées"]].to_numpy().tolist() == [["1 à 4", "0"]]
    assert "M-977" not in "\n".join(frame.value.to_csv() for frame in app.dataframe)


def test_an_undo_never_takes_a_batch_that_the_reader_was_not_shown():
    app = kept(dropped(opened(envoi="thresholds"), GOOD))
    store = open_store(epci="200073419")
    row = {"epci": "200073419", "year": 2023, "q1_eur": 9000.0, "source": "arrêté"}
    add_rows(store, Kind.THRESHOLDS, [row], who="DDT 43")
    app.button(key="annuler").click()
    assert "Rien n’a changé : quelqu’un d’autre a saisi entre-temps." in words(checked(app.run()))
    assert len(current_rows(store, Kind.THRESHOLDS)) == 3
