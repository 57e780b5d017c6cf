"""``cdv sru``: a commune, given figures, the national file; every wrong question in one line."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import InputError

FIGURES = ("--lls", "336", "--rp", "1732", "--target", "20", "--period", "2023-2025")
KEYS = {
    "rate_percent", "deficit_count", "gap_points", "catch_up_percent", "objective_count",
    "gross_levy_eur", "net_levy_eur", "status", "explanations",
}  # fmt: skip
HEADER = (
    "Code_INSEE_commune;Nom_commune;Population_municipale_01_01_2025;Code_SIREN_EPCI;Nom_EPCI;"
    "Commune_sru_au_01_01_2025;Commune_sru_au_01_01_2024;Nombre_lls_ Inventaire_au_01_01_2024;"
    "Taux_SRU_au_01_01_2024;commune_deficitaire;Commune_carencée;Commune_exemptée_2023_2025;"
    "Taux_cible_commune_2023_2025;Prélèvement_net_2025_dont_majoration"
)
ROWS = (
    "99001;FICTIVILLE;5000;123456789;CA d'Essai;1;1;450;18,00%;1;0;0;20%;1 234,56 €",
    "99002;PILE;5000;123456789;CA d'Essai;1;1;400;20,00%;0;0;0;20%;0 €",
)


@pytest.fixture
def national_file(tmp_path):
    def write(*rows, header=HEADER):
        path = tmp_path / "donnees-sru.csv"
        path.write_bytes("\r\n".join((header, *rows, "")).encode("windows-1252"))
        return path

    return write


def test_a_commune_of_the_territory(cdv):
    answer = cdv("sru", "43089", "--json")
    told = json.loads(answer.out)
    assert (answer.code, answer.err) == (0, "")
    assert told["social_dwellings_count"] == 336
    assert (told["rate_percent"], told["target_percent"]) == (19.4, 20)
    assert (told["net_levy_eur"], told["status"]) == (2557.2, "short")


def test_given_figures_in_json(cdv):
    answer = cdv("sru", *FIGURES, "--tax-potential", "2900", "--expenditure", "3000000", "--json")
    told = json.loads(answer.out)
    assert answer.code == 0
    assert set(told) >= KEYS
    assert (told["deficit_count"], told["objective_count"]) == (10.4, 10.4)
    assert told["gross_levy_eur"] == told["net_levy_eur"] == 7540
    assert told["status"] == "SHORT"
    doubts = {each["name"]: each["certainty"] for each in told["explanations"]}
    assert (doubts["objective_count"], doubts["gross_levy_eur"]) == ("read", "to_check")


def test_given_figures_in_words_show_formula_article_and_doubt(cdv):
    answer = cdv("sru", *FIGURES, "--tax-potential", "2900", "--expenditure", "3000000")
    lines = answer.out.splitlines()
    assert "deficit_count: 10.4" in lines
    levy = next(line for line in lines if line.startswith("  gross_levy_eur"))
    assert "25 % × 2\u202f900 × 10,4 = 7\u202f540\u202f€" in levy
    assert "CCH, art. L302-7" in levy
    assert levy.endswith("(à vérifier)")
    aim = next(line for line in lines if line.startswith("  objective_count"))
    assert "à vérifier" not in aim


def test_what_is_missing_is_named(cdv):
    levy = next(
        line for line in cdv("sru", *FIGURES).out.splitlines() if "gross_levy_eur = " in line
    )
    assert "missing: tax_potential_eur, expenditure_eur" in levy


def test_every_option_reaches_the_engine(cdv):
    options = ("--tax-potential", "2900,00", "--expenditure", "3000000", "--deductible", "540",
               "--majoration", "100")  # fmt: skip
    told = json.loads(cdv("sru", *FIGURES, *options, "--json").out)
    assert told["total_levy_eur"] == 15_080
    assert told["net_levy_eur"] == 14_540
    told = json.loads(cdv("sru", *FIGURES, *options[:4], "--dsu", "--json").out)
    assert told["gross_levy_eur"] == 0
    told = json.loads(cdv("sru", *FIGURES, "--first-subject-year", "2026", "--json").out)
    assert told["status"] == "NOT_SUBJECT"


def test_zero_is_a_figure(cdv):
    told = json.loads(cdv("sru", "--lls", 0, *FIGURES[2:], "--json").out)
    assert told["deficit_count"] == 346.4


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ((), "none of them"),
        (("43089", *FIGURES), "CODE with --lls, --rp, --target, --period"),
        (("43089", "--dsu"), "CODE with --dsu"),
        (("43089", "--file", "x.csv"), "CODE with --file"),
        ((*FIGURES, "--file", "x.csv"), "with --file"),
        (("--lls", "3"), "expected --rp, --target, --period too; found --lls"),
        (("--tax-potential", "900"), "expected --lls, --rp, --target, --period too"),
    ],
)
def test_one_question_at_a_time(cdv, arguments, found):
    answer = cdv("sru", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 1
    assert found in answer.err


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"--lls": "-1"}, ["--lls"]),
        ({"--lls": "1733"}, ["--lls"]),
        ({"--rp": "0"}, ["--rp"]),
        ({"--rp": "90000000"}, ["--rp"]),
        ({"--target": "22"}, ["--target"]),
        ({"--period": "2024-2026"}, ["--period"]),
        ({"--tax-potential": "-5"}, ["--tax-potential"]),
        ({"--tax-potential": "NaN"}, ["--tax-potential"]),
        ({"--first-subject-year": "1990"}, ["--first-subject-year"]),
        ({"--rp": "0", "--target": "0", "--period": "x"}, ["--rp", "--target", "--period"]),
    ],
)
def test_absurd_figures_give_one_line_each(cdv, changes, places):
    options = dict(zip(FIGURES[::2], FIGURES[1::2], strict=True)) | changes
    answer = cdv("sru", *(word for pair in options.items() for word in pair))
    assert (answer.code, answer.out) == (2, "")
    assert [line.split(":")[1].strip() for line in answer.err.splitlines()] == places


@pytest.mark.parametrize("option", ["--lls", "--tax-potential"])
def test_what_is_no_number_is_refused(cdv, option):
    answer = cdv("sru", *FIGURES, option, "beaucoup")
    assert (answer.code, answer.out) == (2, "")
    assert option in answer.err
    assert "Traceback" not in answer.err


def test_file_says_who_agrees_and_why_the_others_do_not(cdv, national_file):
    path = national_file(*ROWS)
    answer = cdv("sru", "--file", path)
    lines = answer.out.splitlines()
    assert answer.code == 0
    assert {"row_count: 2", "agree_count: 1", "explained_count: 1"} <= set(lines)
    assert lines[-1].startswith("  99002 PILE (line 3): taux publié de 20,00\u202f%")
    told = json.loads(cdv("sru", "--file", path, "--json").out)
    assert (told["agree_count"], told["contradiction_count"]) == (1, 0)
    assert [each["code_insee"] for each in told["disagreements"]] == ["99002"]
    assert told["disagreements"][0]["reason"] == "rate_at_target"


def test_file_with_a_missing_column(cdv, national_file):
    path = national_file(*ROWS, header=HEADER.replace("commune_deficitaire", "autre"))
    answer = cdv("sru", "--file", path, "--json")
    assert (answer.code, answer.out) == (2, "")
    assert f"{path}:1 [commune_deficitaire]" in answer.err


def test_file_with_bad_cells_gives_a_line_for_each(cdv, national_file):
    answer = cdv("sru", "--file", national_file(ROWS[0].replace("450", "-4").replace("20%", "21%")))
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 2
    assert "donnees-sru.csv:2:8" in answer.err


def test_no_such_file(cdv, tmp_path):
    answer = cdv("sru", "--file", tmp_path / "rien.csv")
    assert (answer.code, answer.out) == (2, "")
    assert "unreadable" in answer.err


def test_real_extract(cdv, samples):
    told = json.loads(cdv("sru", "--file", samples / "donnees-sru-2025-extrait.csv", "--json").out)
    assert told["contradiction_count"] == 0
    assert told["agree_count"] + told["explained_count"] == told["row_count"]
    assert all(each["explanation"] for each in told["disagreements"])


def test_runner_leaves_our_errors_to_main():
    result = CliRunner().invoke(app, ["sru", "--lls", "1"])
    assert isinstance(result.exception, InputError)
    assert CliRunner().invoke(app, ["sru", "--help"]).exit_code == 0


def test_as_a_process():
    command = [sys.executable, "-c", "from geo.cli import main; main()", "sru"]
    good = subprocess.run([*command, *FIGURES, "--json"], capture_output=True, check=True)
    assert json.loads(good.stdout)["status"] == "SHORT"
    bad = subprocess.run([*command, *FIGURES, "--target", "22"], capture_output=True, check=False)
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert bad.stderr.decode().splitlines() == [
        "cdv: --target: unknown-target; expected 20 or 25; found 22"
    ]
