"""The command line of the build scripts."""

import json

import pytest

from geo.build.__main__ import main
from geo.contracts.manifest import read_manifest
from geo.releases import content_hash
from tests.build.conftest import EPCI
from tests.build.test_manifest import CONTRACT, TERRITORY


def test_outlines_writes_the_file(make_wheel, two_squares, tmp_path, capsys):
    out = tmp_path / "communes.geojson"
    wheel = make_wheel(two_squares)
    assert main(["outlines", "--wheel", str(wheel), "--epci", EPCI, "--out", str(out)]) == 0
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["name"] for feature in features] == ["Allègre", "Le Bois"]
    assert capsys.readouterr().out == f"{out}: 2 communes, 0 repaired\n"


def test_town_halls_writes_the_file(make_wheel, two_squares, tmp_path, capsys):
    out = tmp_path / "halls.csv"
    wheel = make_wheel(two_squares)
    assert main(["town-halls", "--wheel", str(wheel), "--epci", EPCI, "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").splitlines() == [
        "code_insee,town_hall_lon,town_hall_lat,town_hall_certainty",
        "43001,3.250000,45.200000,read",
        "43002,,,to_check",
    ]
    assert capsys.readouterr().out == f"{out}: 2 town halls, 1 to check\n"


def test_bad_input_exits_2_with_one_line_and_no_traceback(
    make_wheel, two_squares, tmp_path, capsys
):
    wheel = make_wheel(two_squares)
    out = tmp_path / "communes.geojson"
    assert main(["outlines", "--wheel", str(wheel), "--epci", "1", "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"{wheel.name}: unknown-epci; expected the SIREN code of an EPCI (9 digits); found 1\n"
    )
    assert not out.exists()


@pytest.mark.parametrize("script", ["outlines", "town-halls"])
def test_a_missing_folder_is_named_before_any_work(script, tmp_path, capsys):
    out = tmp_path / "nowhere" / "file"
    assert main([script, "--wheel", "absent.whl", "--epci", EPCI, "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"--out: missing-folder; expected an existing folder; found {out}\n"
    )


def test_manifest_says_what_changed(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(b"x\n")
    descriptor = {
        "title": "Essai",
        "version": "1",
        "cdv": TERRITORY,
        "resources": [{"name": "a", "path": "a.csv", **CONTRACT}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert main(["manifest", str(tmp_path)]) == 0
    assert main(["manifest", str(tmp_path)]) == 0
    content = f"version 1, content {content_hash(read_manifest(tmp_path))}\n"
    assert capsys.readouterr().out == (
        f"{tmp_path}: a changed\n{content}{tmp_path}: nothing changed\n{content}"
    )
    (tmp_path / "a.csv").write_bytes(b"y\n")
    assert main(["manifest", str(tmp_path)]) == 2
    assert capsys.readouterr().err == ("a.csv:1:1 [x]: incorrect-label; expected x; found y\n")
