"""The command `cdv`: answers on stdout, one line on stderr and exit 2 for bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.commands.answers import say
from geo.contracts.manifest import DATA_VARIABLE
from tests.geo.damage import COMMUNES, INVENTORY, fingerprinted, removing, replacing
from tests.geo.embedded import DATA, LE_PUY, SAINT_GERMAIN

COMMAND = Path(sys.executable).parent / "cdv"


def answer_of(cdv, *arguments):
    answer = cdv(*arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_the_published_situation_of_espaly(cdv):
    # DHUP, « Communes et inventaire SRU », file 2025
    answer = answer_of(cdv, "sru", "43089")
    published = {
        "code_insee": "43089",
        "name": "Espaly-Saint-Marcel",
        "reference_date": "2024-01-01",
        "social_dwellings_count": 336,
        "rate_percent": 19.40,
        "target_percent": 20,
        "period": "2023-2025",
        "net_levy_eur": 2557.20,
        "levy_year": 2025,
        "status": "short",
        "figures_status": "official",
        "sources_disagree": False,
    }
    assert {name: answer[name] for name in published} == published
    assert answer["source"]["producer"].startswith("DHUP")
    assert answer["source"]["licence"] == "Licence Ouverte 2.0"


def test_why_saint_germain_has_no_figure(cdv):
    answer = answer_of(cdv, "sru", SAINT_GERMAIN)
    assert (answer["status"], answer["reference_date"]) == ("left_list", None)
    assert "rate_percent" not in answer
    assert "not in the latest SRU file" in answer["reason"]
    assert "Inferred, said by no source: " in answer["reason"]
    assert "3 500 habitants" in answer["reason"].replace("\u202f", " ")
    assert answer["source"]["title"].startswith("Communes et inventaire SRU")
    assert [each["verdict"] for each in answer["history"]] == ["below", "below", "not_listed"]
    assert answer["history"][-1]["inference"]


def test_a_commune_that_the_law_does_not_concern_says_so(cdv):
    answer = answer_of(cdv, "sru", "43002")
    assert (answer["status"], answer["history"]) == ("not_concerned", [])
    assert "no known source" in answer["reason"]


def test_the_month_of_a_statement_is_not_told_as_a_day(cdv):
    history = answer_of(cdv, "sru", "43089")["history"]
    assert [each["reference_precision"] for each in history] == [None, "month", "day"]


def test_sources_about_le_puy_disagree_and_none_is_settled(cdv):
    answer = answer_of(cdv, "sru", LE_PUY)
    assert answer["sources_disagree"] is True
    said = [(each["said_on"], each["target_percent"]) for each in answer["history"]]
    assert said == [("2018-09-10", 25), ("2019-10-24", 20), (None, 20)]


def test_without_json_an_answer_is_one_name_a_line(cdv):
    answer = cdv("sru", "43089")
    assert (answer.code, answer.err) == (0, "")
    lines = dict(line.split(": ", 1) for line in answer.out.splitlines())
    assert lines["name"] == "Espaly-Saint-Marcel"
    assert lines["social_dwellings_count"] == "336"
    assert lines["status"] == "short"
    assert set(lines) == set(answer_of(cdv, "sru", "43089"))


def test_check_without_json(cdv):
    answer = cdv("check")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == "faults_count: 0"


@pytest.mark.parametrize("code", ["99999", "Espaly", "43089 ", "4308", "4\x1b[31m", "é" * 500])
def test_an_unknown_code_is_one_line_and_exit_2(cdv, code):
    answer = cdv("sru", code, "--json")
    assert (answer.code, answer.out) == (2, "")
    (line,) = answer.err.splitlines()
    assert line.startswith("cdv: code_insee: unknown-commune; expected one of the 72 communes")
    assert "\x1b" not in line


@pytest.mark.parametrize("command", [("check",), ("sru", "43089")])
def test_a_missing_folder_is_named(cdv, command):
    answer = cdv(*command, "--data", "/nonexistent")
    assert (answer.code, answer.out) == (2, "")
    (line,) = answer.err.splitlines()
    assert line.startswith("cdv: /nonexistent/datapackage.json: missing-file")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("check", "extra"), "cdv check: extra-argument; expected nothing; found extra"),
        (("check", "--unknown"), "--unknown: unknown-option; found --unknown"),
        (("sru", "--lsl", "3"), "--lsl: unknown-option; expected one of --lls, "),
        (("check", "--data"), "--data: missing-value; expected a value; found nothing"),
        (("sru", "43089", "43157"), "cdv sru: extra-argument; expected nothing; found 43157"),
        (("sru", "43089", "--lls", "abc"), "--lls: value; expected an integer; found abc"),
        (("sru", "43089", "--lls", "a\nb"), "--lls: value; expected an integer; found a\\nb"),
        (("sru", "--tax-potential", "x"), "--tax-potential: value; expected a number; found x"),
        (("sru", "--dsu=3"), "--dsu: value; expected nothing; found a value"),
        (("where", "a", "b"), "LON: value; expected a number; found a"),
        (("where", "3", "4", "--date", "x"), "--date: value; expected a date YYYY-MM-DD; found x"),
        (("rehousing",), "FILE: missing-value; expected a value; found nothing"),
        (("import", "nothing", "x"), "cdv import: unknown-command; expected one of template,"),
        (("import", "template", "x"), "KIND: value; expected one of rehousing, lettings,"),
        (("nothing",), "cdv: unknown-command; expected one of check, sru,"),
    ],
)
def test_bad_usage_is_one_line_and_exit_2(cdv, arguments, line):
    answer = cdv(*arguments)
    assert (answer.code, answer.out) == (2, "")
    (said,) = answer.err.splitlines()
    assert said.startswith(f"cdv: {line}")
    assert said.endswith("--help")


@pytest.mark.parametrize("arguments", [(), ("import",)])
def test_no_word_at_all_gives_the_help_and_exit_2(cdv, arguments):
    answer = cdv(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Commands:" in answer.err


def test_half_a_question_is_exit_2(cdv):
    assert cdv("sru").code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--help",), ["check", "sru"]),
        (("check", "--help"), ["--data", "--json"]),
        (("sru", "--help"), ["--data", "--json"]),
    ],
)
def test_help_is_given(cdv, arguments, words):
    answer = cdv(*arguments)
    assert (answer.code, answer.err) == (0, "")
    assert all(word in answer.out for word in words)


def test_the_folder_may_come_from_the_environment(cdv, monkeypatch, territory_copy):
    replacing(COMMUNES, "Espaly-Saint-Marcel", "Espaly")(territory_copy)
    fingerprinted(territory_copy)
    monkeypatch.setenv(DATA_VARIABLE, str(territory_copy))
    assert answer_of(cdv, "sru", "43089")["name"] == "Espaly"
    assert answer_of(cdv, "sru", "43089", "--data", DATA)["name"] == "Espaly-Saint-Marcel"


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (removing(INVENTORY), f"{INVENTORY}: missing-file"),
        (replacing(INVENTORY, ",336,", ",many,"), f"{INVENTORY}:4:20 "),
        (replacing(INVENTORY, ",336,", ",337,"), f"{INVENTORY}: hash"),
    ],
)
def test_a_damaged_territory_gives_no_answer(cdv, territory_copy, damage, place):
    damage(territory_copy)
    answer = cdv("sru", "43089", "--json", "--data", territory_copy)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"cdv: {place}")


def test_a_source_that_is_missing_is_a_fault(cdv, territory_copy):
    replacing(INVENTORY, "2025,official,dhup_sru_2025", "2025,official,dhup_sru_2024")(
        territory_copy
    )
    inventory = (territory_copy / INVENTORY).read_text(encoding="utf-8")
    (territory_copy / INVENTORY).write_text(
        inventory.replace("dhup_sru_2025", "dhup_sru_2024"), encoding="utf-8"
    )
    fingerprinted(territory_copy)
    assert cdv("sru", "43089", "--data", territory_copy).code == 2


def test_a_text_answer_says_yes_no_and_unknown(capsys):
    say({"a": True, "b": False, "c": None, "d": 0, "e": [None]}, as_json=False)
    assert capsys.readouterr().out == "a: yes\nb: no\nc: unknown\nd: 0\ne: [null]\n"


def test_the_command_itself_answers(tmp_path):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [COMMAND, "sru", "43157", "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["name"] == "Le Puy-en-Velay"


def test_the_command_itself_refuses(tmp_path):
    done = subprocess.run(
        [COMMAND, "sru", "99999"], cwd=tmp_path, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"cdv: code_insee: unknown-commune")
