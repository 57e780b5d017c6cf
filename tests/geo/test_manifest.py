"""The manifest of a territory; what a damaged one is refused for is in test_check."""

import hashlib
import json

import pytest

from geo.contracts.manifest import (
    DATA_VARIABLE,
    EMBEDDED,
    changed_fault,
    data_folder,
    decode,
    read_bytes,
    read_manifest,
)
from geo.errors import DataError, UnknownCodeError
from tests.geo.damage import MANIFEST, describing, redescribing
from tests.geo.embedded import DATA, PACKAGE, RESOURCES


def test_the_manifest_tells_what_is_written():
    manifest = read_manifest(DATA)
    assert (manifest.folder, manifest.title) == (DATA, PACKAGE["title"])
    assert (manifest.version, manifest.created) == (PACKAGE["version"], PACKAGE["created"])
    assert manifest.territory["epci"] == "200073419"
    assert manifest.territory["territory_short_name"] == "CAPeV"
    assert list(manifest.resources) == list(RESOURCES)


def test_a_resource_is_a_table_or_boundaries():
    manifest = read_manifest(DATA)
    communes = manifest.resource("communes")
    assert communes.path == DATA / "indicators" / "communes.csv"
    assert communes.shown_path == "indicators/communes.csv"
    assert communes.schema["primaryKey"] == ["code_insee"]
    outlines = manifest.resource("qpv_boundaries")
    assert (outlines.schema, outlines.boundaries["primary_key"]) == ({}, "code_qp")


def test_an_unknown_resource_is_refused_and_the_known_ones_are_named():
    with pytest.raises(UnknownCodeError) as caught:
        read_manifest(DATA).resource("comunes")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.found) == ("unknown-dataset", "comunes")
    assert "communes" in fault.expected.split(" | ")


def test_only_the_very_bytes_are_unchanged():
    resource = read_manifest(DATA).resource("communes")
    content = resource.path.read_bytes()
    assert resource.hash == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert resource.is_unchanged(content)
    assert not resource.is_unchanged(content + b"\n")


def test_a_file_without_fingerprint_counts_as_changed(territory_copy):
    describing(lambda manifest: manifest["resources"][3].pop("hash"))(territory_copy)
    resource = read_manifest(territory_copy).resource("communes")
    assert not resource.is_unchanged(resource.path.read_bytes())
    fault = changed_fault(resource)
    assert (fault.expected, fault.found) == (f"a hash in {MANIFEST}", "none recorded")


def test_all_misfits_are_told_at_once_each_with_its_line(territory_copy):
    def damage(manifest):
        manifest["resources"][0]["path"] = "../x"
        manifest["resources"][3]["schema"]["fields"][1]["type"] = "texte"
        del manifest["resources"][4]["name"]

    describing(damage)(territory_copy)
    lines = (territory_copy / MANIFEST).read_text(encoding="utf-8").splitlines()
    with pytest.raises(DataError) as caught:
        read_manifest(territory_copy)
    assert [fault.field for fault in caught.value.faults] == [
        "resources[0].path",
        "resources[3].schema.fields[1].type",
        "resources[4].name",
    ]
    shown = [lines[fault.line - 1][fault.column - 1 :] for fault in caught.value.faults]
    assert shown == ['"../x",', '"texte",', "{"]


@pytest.mark.parametrize("name", ["territory_name", "territory_short_name", "epci"])
@pytest.mark.parametrize("value", ["", None, 3, ["x"]])
def test_the_territory_has_its_names(territory_copy, name, value):
    describing(lambda manifest: manifest["cdv"].update({name: value}))(territory_copy)
    with pytest.raises(DataError, match=rf"\[cdv.{name}\]: manifest; expected a text, not empty"):
        read_manifest(territory_copy)


def test_a_file_that_is_no_table_and_no_boundaries_may_be_listed(territory_copy):
    (territory_copy / "notes.txt").write_text("x", encoding="utf-8")
    entry = {"name": "notes", "path": "notes.txt"}
    describing(lambda manifest: manifest["resources"].append(entry))(territory_copy)
    resource = read_manifest(territory_copy).resource("notes")
    assert (resource.title, resource.schema, resource.boundaries) == ("notes", {}, {})


@pytest.mark.parametrize("path", ["a/../../x", "..", "/x", ".", "a\0"])
def test_a_file_of_the_territory_lies_in_it(territory_copy, path):
    redescribing("sources", path=path)(territory_copy)
    with pytest.raises(DataError, match=r"\[resources\[2\].path\]: .* a path inside"):
        read_manifest(territory_copy)


def test_a_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(DataError) as caught:
        read_manifest(tmp_path / "none")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.file) == ("missing-file", str(tmp_path / "none" / MANIFEST))
    assert "--data" in fault.fix


def test_a_file_for_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="Not a directory"):
        read_manifest(tmp_path / "file")


def test_the_folder_is_that_of_the_environment_or_the_embedded_one(monkeypatch, tmp_path):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert data_folder() == tmp_path
    for unset in (
        lambda: monkeypatch.setenv(DATA_VARIABLE, ""),
        lambda: monkeypatch.delenv(DATA_VARIABLE),
    ):
        unset()
        assert data_folder() == EMBEDDED
    assert EMBEDDED.samefile(DATA)


def test_a_missing_file_is_a_fault(tmp_path):
    with pytest.raises(DataError, match=r"x\.csv: missing-file; expected a readable file"):
        read_bytes(tmp_path / "x.csv", "x.csv")


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (b"\xff", 1, 1),
        ("é".encode() + b"\xe9", 1, 2),
        ("é\né,é".encode() + b"\xe9", 2, 4),
        (b"\xef\xbb\xbf" + "éa".encode() + b"\xe9\n", 1, 3),
        (b"a\r\nbc\x80", 2, 3),
    ],
)
def test_the_first_bad_byte_is_placed_by_characters(content, line, column):
    with pytest.raises(DataError) as caught:
        decode(content, "x.csv")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.line, fault.column) == ("encoding", line, column)


def test_a_byte_order_mark_is_no_text():
    assert decode("\ufeffé".encode(), "x.csv") == "é"


def test_the_manifest_is_json_that_any_tool_reads():
    assert json.loads((DATA / MANIFEST).read_text(encoding="utf-8")) == PACKAGE
