"""Refreshing hash and bytes in a data package."""

import hashlib
import json

import pytest

from geo.build.manifest import refresh
from geo.errors import DataError

TERRITORY = {
    "epci": "200000001",
    "territory_name": "Essai",
    "territory_article": "le",
    "territory_short_name": "Essai",
}
CONTRACT = {"schema": {"fields": [{"name": "x", "type": "string"}]}}
DIGEST = "sha256:" + hashlib.sha256(b"x\n1\n").hexdigest()


@pytest.fixture
def package(tmp_path):
    """A package of two files, the first with a stale fingerprint, the second with none."""
    (tmp_path / "a.csv").write_bytes(b"x\n1\n")
    (tmp_path / "b.csv").write_bytes("x\né\n".encode())
    resources = [
        {"name": "a", "path": "a.csv", "hash": "sha256:0", "bytes": 1, "title": "Été", **CONTRACT},
        {"name": "b", "path": "b.csv", **CONTRACT},
    ]
    descriptor = {"title": "Essai", "version": "1", "cdv": TERRITORY, "resources": resources}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return tmp_path


def test_every_fingerprint_is_brought_up_to_date(package):
    assert refresh(package) == ("a", "b")
    text = (package / "datapackage.json").read_text(encoding="utf-8")
    first, second = json.loads(text)["resources"]
    assert first == {
        "name": "a",
        "path": "a.csv",
        "hash": DIGEST,
        "bytes": 4,
        "title": "Été",
        **CONTRACT,
    }
    assert second["bytes"] == 5
    assert '"title": "Été"' in text
    assert text.endswith("}\n")


def test_a_second_run_changes_nothing(package):
    refresh(package)
    before = (package / "datapackage.json").stat().st_mtime_ns
    assert refresh(package) == ()
    assert (package / "datapackage.json").stat().st_mtime_ns == before


def test_only_the_edited_file_is_named(package):
    refresh(package)
    (package / "b.csv").write_bytes(b"x\nchanged\n")
    assert refresh(package) == ("b",)


def test_all_missing_files_are_named_at_once_and_nothing_is_written(package):
    before = (package / "datapackage.json").read_bytes()
    (package / "a.csv").unlink()
    (package / "b.csv").unlink()
    with pytest.raises(DataError) as caught:
        refresh(package)
    assert [fault.file for fault in caught.value.faults] == ["a.csv", "b.csv"]
    assert (package / "datapackage.json").read_bytes() == before


def test_no_fingerprint_is_written_over_a_faulty_file(package):
    before = (package / "datapackage.json").read_bytes()
    (package / "a.csv").write_bytes(b"y\n1\n")
    (package / "b.csv").write_bytes(b"x\n1,2\n")
    with pytest.raises(DataError) as caught:
        refresh(package)
    assert [(fault.file, fault.line, fault.rule) for fault in caught.value.faults] == [
        ("a.csv", 1, "incorrect-label"),
        ("b.csv", 2, "extra-cell"),
    ]
    assert (package / "datapackage.json").read_bytes() == before
