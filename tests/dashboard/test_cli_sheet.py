"""``cdv sheet``: the file it writes, and every way it refuses."""

import json

import pypdf
import pytest

import dashboard.cli
import geo.cli
from tests.geo.embedded import ESPALY, SAINT_GERMAIN, VAL_VERT


def test_the_command_is_that_of_geo_with_sheets():
    assert dashboard.cli.app is geo.cli.app
    assert "sheet" in {command.callback.__name__ for command in geo.cli.app.registered_commands}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sheet", "43089"], "-o / --output: missing-value; expected a value; found nothing"),
        (["sheet", "43089", "--day", "x"], "--day: value; expected a date YYYY-MM-DD; found x"),
        (["sheet", "--zzz"], "--zzz: unknown-option; found --zzz"),
    ],
)
def test_bad_usage_is_one_line(cdv, arguments, words):
    answer = cdv(*arguments)
    (line,) = answer.err.splitlines()
    assert (answer.code, line.startswith(f"cdv: {words}")) == (2, True)


def test_a_commune(cdv, tmp_path):
    path = tmp_path / "f.pdf"
    answer = cdv("sheet", ESPALY, "-o", path, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "file": str(path),
        "pages_count": 1,
        "bytes": path.stat().st_size,
    }
    assert len(pypdf.PdfReader(path).pages) == 1


def test_a_commune_with_a_simulation(cdv, tmp_path):
    path = tmp_path / "f.pdf"
    assert cdv("sheet", ESPALY, "-o", path, "--build", "2025:PLUS12").code == 0
    assert "12\u202fPLUS" in pypdf.PdfReader(path).pages[0].extract_text()


def test_a_neighbourhood_on_a_day(cdv, tmp_path):
    path = tmp_path / "f.pdf"
    answer = cdv("sheet", VAL_VERT, "-o", path, "--day", "2020-12-31")
    assert answer.code == 0
    assert "31\u00a0décembre" in pypdf.PdfReader(path).pages[0].extract_text()


def test_a_neighbourhood_by_default_on_the_day_of_the_data(cdv, tmp_path):
    one, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    cdv("sheet", VAL_VERT, "-o", one)
    cdv("sheet", VAL_VERT, "-o", other, "--day", "2026-11-22")
    assert one.read_bytes() == other.read_bytes()


def test_an_existing_file_is_replaced_whole(cdv, tmp_path):
    path = tmp_path / "f.pdf"
    path.write_bytes(b"x" * 10_000_000)
    assert cdv("sheet", ESPALY, "-o", path).code == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert [each.name for each in tmp_path.iterdir()] == ["f.pdf"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("75056",), "unknown-commune"),
        (("QN07501M",), "unknown-neighbourhood"),
        ((ESPALY, "--day", "2020-01-01"), "--day: option"),
        ((VAL_VERT, "--build", "2025:PLUS12"), "--build: option"),
        ((ESPALY, "--build", "2025:CASTLE1"), "unreadable-code"),
        ((ESPALY, "--build", "1999:PLUS1"), "unreadable-code"),
        ((SAINT_GERMAIN, "--build", "2025:PLUS12"), "no-inventory"),
    ],
)
def test_bad_input_is_one_line_and_no_file(cdv, tmp_path, arguments, said):
    path = tmp_path / "f.pdf"
    answer = cdv("sheet", *arguments, "-o", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert said in answer.err
    assert not list(tmp_path.iterdir())


def test_the_folder_must_be_there(cdv, tmp_path):
    answer = cdv("sheet", ESPALY, "-o", tmp_path / "no" / "f.pdf")
    assert answer.code == 2
    assert "No such file or directory" in answer.err
    assert answer.err.count("\n") == 1


def test_the_target_may_not_be_a_folder_and_nothing_is_left(cdv, tmp_path):
    (tmp_path / "f.pdf").mkdir()
    answer = cdv("sheet", ESPALY, "-o", tmp_path / "f.pdf")
    assert answer.code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["f.pdf"]


def test_a_file_is_no_folder(cdv, tmp_path):
    (tmp_path / "file").write_text("kept")
    answer = cdv("sheet", ESPALY, "-o", tmp_path / "file" / "f.pdf")
    assert answer.code == 2
    assert (tmp_path / "file").read_text() == "kept"


def test_a_territory_without_date_asks_for_the_day(cdv, territory_copy, tmp_path):
    path = territory_copy / "datapackage.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["created"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    answer = cdv("sheet", VAL_VERT, "-o", tmp_path / "f.pdf", "--data", territory_copy)
    assert answer.code == 2
    assert "--day: missing-option" in answer.err
    dated = cdv(
        "sheet", VAL_VERT, "-o", tmp_path / "f.pdf", "--data", territory_copy, "--day", "2026-11-22"
    )
    assert dated.code == 0
