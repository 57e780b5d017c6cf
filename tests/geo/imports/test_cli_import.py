"""``cdv import``: foresee, keep, undo; faults in French, one a line; nothing half done."""

import contextlib
import json
import logging
import sqlite3

import openpyxl
import pytest

import dashboard.cli
from tests.geo.imports.files import LEASES

EPCI = "200073419"
FEW = "0 avant cet envoi, moins de 5 dans ce fichier."
HOUSEHOLDS = (
    "Ménage;Bâtiment;Étape;Date de la situation\n"
    "M-977;bâtiment 40;Déménagé;31/12/2024\n"
    "M-978;bâtiment 72;Proposition;31/12/2024\n"
)


@pytest.fixture(autouse=True)
def stores(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    return tmp_path / "store"


@pytest.fixture
def file(tmp_path):
    def write(content, name="fichier.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode("cp1252"))
        return path

    return write


def test_a_dry_run_foresees_and_keeps_nothing(cdv, file, stores):
    answer = cdv("import", "lettings", file(LEASES), "--dry-run", "--json")
    assert answer.code == 0
    said = json.loads(answer.out)
    assert (said["is_dry_run"], said["batch_id"], said["added_count"]) == (True, None, 2)
    assert not stores.exists()


def test_a_file_is_kept_once_then_undone(cdv, file, stores):
    path = file(LEASES)
    first = json.loads(cdv("import", "lettings", path, "--who", "OPAC 43", "--json").out)
    assert (first["batch_id"], first["added_count"], first["rows_count"]) == (1, 2, 2)
    again = json.loads(cdv("import", "lettings", path, "--json").out)
    assert (again["batch_id"], again["unchanged_count"]) == (None, 2)
    with contextlib.closing(sqlite3.connect(stores / EPCI / "partners.db")) as database:
        log = database.execute("SELECT who, action, added_count FROM audit").fetchall()
    assert log == [("OPAC 43", "import", 2)]
    assert json.loads(cdv("import", "lettings", "--undo", "--json").out) == {
        "kind": "lettings",
        "undone_batch_id": 1,
    }
    assert cdv("import", "lettings", "--undo").code == 2


def test_faults_are_said_in_french_one_a_line_and_nothing_is_kept(file, stores, capsys):
    content = HOUSEHOLDS.replace("31/12/2024", "31/13/2024").replace("M-978", "Untel")
    with pytest.raises(SystemExit) as ended:
        dashboard.cli.main(["import", "rehousing", str(file(content))])
    assert ended.value.code == 2
    no_day = "Date de la situation : ce jour n’existe pas. Attendu : un jour du calendrier."
    pseudonym = (
        "ce n’est pas un pseudonyme. "
        "Attendu : un pseudonyme fait de chiffres et de trois lettres au plus, comme M-001."
    )
    assert capsys.readouterr().err.splitlines() == [
        f"cdv: fichier.csv, ligne 2, colonne 4, {no_day}",
        f"cdv: fichier.csv, ligne 3, colonne 1, Ménage : {pseudonym}",
        f"cdv: fichier.csv, ligne 3, colonne 4, {no_day}",
    ]
    assert not stores.exists()


def test_no_household_is_logged_or_printed(cdv, file, caplog):
    caplog.set_level(logging.DEBUG)
    answer = cdv("import", "rehousing", file(HOUSEHOLDS))
    assert answer.code == 0
    assert "M-977" not in answer.out + answer.err + caplog.text


def test_the_effect_is_foreseen_and_logged_without_exact_numbers_of_households(cdv, file, stores):
    stages = ["Déménagé", "Décohabitation"] * 6
    rows = [f"M-{rank};bâtiment 40;{each};31/12/2024" for rank, each in enumerate(stages)]
    content = "\n".join([HOUSEHOLDS.splitlines()[0], *rows])
    words = (
        "Ménages suivis : 0 avant cet envoi, environ 10 dans ce fichier. "
        "Ménages relogés : 0 avant cet envoi, environ 10 dans ce fichier."
    )
    foreseen = cdv("import", "rehousing", file(content), "--dry-run", "--json")
    assert json.loads(foreseen.out)["effect"] == words
    cdv("import", "rehousing", file(content))
    more = json.loads(cdv("import", "rehousing", file(HOUSEHOLDS), "--json").out)
    assert more["effect"] == (
        "Ménages suivis : environ 10 avant cet envoi, moins de 5 dans ce fichier. "
        "Ménages relogés : environ 10 avant cet envoi, moins de 5 dans ce fichier."
    )
    with contextlib.closing(sqlite3.connect(stores / EPCI / "partners.db")) as database:
        assert database.execute("SELECT effect FROM audit").fetchall()[0] == (words,)


def test_files_foreseen_in_turn_tell_nothing_of_a_household_of_the_store(cdv, file):
    """Strangers of any number beside one row about it: the answer is that of the strangers."""
    head, *rows = HOUSEHOLDS.splitlines()
    cdv("import", "rehousing", file(HOUSEHOLDS))
    for count in range(1, 7):
        strangers = [f"Z-{rank};bâtiment 40;Déménagé;31/12/2024" for rank in range(count)]
        told = {
            json.loads(
                cdv("import", "rehousing", file("\n".join(each)), "--dry-run", "--json").out
            )["effect"]
            for each in (
                [head, *strangers, rows[0].replace("Déménagé", "Proposition")],
                [head, *strangers, rows[1].replace("72", "40")],
            )
        }
        assert len(told) == 1


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("lettings", LEASES, f"Baux : {FEW} Ressources connues : {FEW}"),
        (
            "programme",
            "Opération;Date;État;Source\nvv-demolition-40;31/12/2024;Faite;comité\n",
            "Opérations suivies : 0, puis 1. Opérations faites : 0, puis 1.",
        ),
        (
            "thresholds",
            "EPCI;Année;Premier quartile;Source\n200073419;2025;9576;x\n200073419;2024;9200;x\n",
            "Années connues : 2024 et 2025.",
        ),
    ],
)
def test_each_kind_says_its_effect(cdv, file, kind, content, words):
    answer = cdv("import", kind, file(content), "--dry-run", "--json")
    assert json.loads(answer.out)["effect"] == words


@pytest.mark.parametrize(
    "arguments", [[], ["x.csv", "--undo"], ["--undo", "--dry-run"], ["absent.csv"]]
)
def test_requests_that_cannot_be_answered(cdv, arguments):
    answer = cdv("import", "lettings", *arguments)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("name", ["modele.csv", "modele.xlsx"])
def test_a_template_is_written(cdv, tmp_path, name):
    target = tmp_path / name
    assert cdv("import", "template", "rehousing", "-o", target).code == 0
    if name.endswith("csv"):
        head = target.read_text("utf-8-sig").split(";")
    else:
        book = openpyxl.load_workbook(target)
        assert book.sheetnames == ["Données", "Notice"]
        head = [cell.value for cell in book["Données"][1]]
    assert head[:4] == ["Ménage", "Bâtiment", "Étape", "Date de la situation"]


def test_a_template_has_two_formats(cdv, tmp_path):
    assert cdv("import", "template", "rehousing", "-o", tmp_path / "x.ods").code == 2
