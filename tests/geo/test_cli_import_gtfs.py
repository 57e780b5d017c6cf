"""``cdv import gtfs``: in use at once, taken back in one step, nothing kept of a bad file."""

import json
import shutil
import zipfile
from datetime import UTC, datetime

import pytest

from geo.build.__main__ import main
from geo.contracts.manifest import read_manifest
from geo.gtfs import read_feed
from geo.mobility.feeds import loaded_feeds
from geo.mobility.networks import network_file
from geo.territory import open_territory
from geo.territory.network import load_network
from tests.geo.embedded import DATA

EPCI = "200073419"
DEMO = DATA / "indicators" / "demo_network.gtfs"


@pytest.fixture(autouse=True)
def _store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("CDV_DEMO", raising=False)


@pytest.fixture
def feed(tmp_path):
    """Return a GTFS file that is not the embedded one."""
    path = tmp_path / "vrai.zip"
    with zipfile.ZipFile(DEMO) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if name != "feed_info.txt":
                target.writestr(name, source.read(name))
    return path


def test_the_invented_network_is_in_use_at_first():
    found = network_file(open_territory(DATA))
    assert (found.is_fictional, found.path) == (True, DEMO)
    assert "fictif" in found.name


def test_without_demonstration_there_is_none(monkeypatch):
    monkeypatch.setenv("CDV_DEMO", "0")
    assert network_file(open_territory(DATA)) is None


def test_a_file_replaces_it_in_one_step_and_undo_brings_it_back(cdv, feed):
    code, out, _ = cdv("import", "gtfs", feed, "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["in_use"], answer["lines_count"], answer["trips_count"]) == ("vrai.zip", 7, 663)
    assert (answer["first_day"], answer["last_day"]) == ("2026-09-01", "2027-07-04")
    found = network_file(open_territory(DATA))
    assert (found.is_fictional, found.name) == (False, "vrai.zip")
    answer = json.loads(cdv("import", "gtfs", "--undo", "--json").out)
    assert answer == {"undone": "vrai.zip", "in_use": "Réseau de bus fictif (démonstration)"}


def test_the_same_file_twice_is_kept_once(cdv, feed):
    for _ in range(2):
        assert cdv("import", "gtfs", feed).code == 0
    assert len(loaded_feeds(EPCI)) == 1


def test_a_folder_is_taken_as_well(cdv, feed, tmp_path):
    with zipfile.ZipFile(feed) as archive:
        archive.extractall(tmp_path / "dossier")
    assert json.loads(cdv("import", "gtfs", tmp_path / "dossier", "--json").out)["in_use"] == (
        "dossier"
    )
    kept = loaded_feeds(EPCI)[0]
    assert read_feed(kept.path).fingerprint == read_feed(feed).fingerprint


def test_a_dry_run_keeps_nothing(cdv, feed):
    assert json.loads(cdv("import", "gtfs", feed, "--dry-run", "--json").out)["is_dry_run"]
    assert loaded_feeds(EPCI) == ()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_bad_file_is_refused_and_the_network_in_use_stays(cdv, feed, tmp_path, content):
    cdv("import", "gtfs", feed)
    bad = tmp_path / "mauvais.zip"
    bad.write_bytes(content)
    code, out, err = cdv("import", "gtfs", bad)
    assert (code, out) == (2, "")
    assert err.startswith("cdv: ")
    assert network_file(open_territory(DATA)).name == "vrai.zip"


def test_a_file_that_is_not_there_is_said(cdv, tmp_path):
    code, _, err = cdv("import", "gtfs", tmp_path / "absent.zip")
    assert code == 2
    assert "absent.zip" in err


@pytest.mark.parametrize("arguments", [(), ("x.zip", "--undo"), ("--undo", "--dry-run")])
def test_a_demand_that_contradicts_itself_is_refused(cdv, arguments):
    assert cdv("import", "gtfs", *arguments).code == 2


def test_the_embedded_network_is_the_one_the_script_makes(tmp_path):
    made = tmp_path / "made.zip"
    assert main(["demo-network", str(DATA), "--out", str(made)]) == 0
    assert read_feed(made).fingerprint == read_feed(DEMO).fingerprint
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(DEMO) as kept:
        assert new.namelist() == kept.namelist()
        assert all(new.read(name) == kept.read(name) for name in kept.namelist())


def test_every_name_of_the_invented_network_says_that_it_is():
    feed = read_feed(DEMO)
    assert feed.stops["stop_name"].str.contains("fictif").all()
    assert feed.routes["route_long_name"].str.contains("fictive").all()
    assert "fictif" in feed.publisher
    resource = read_manifest(DATA).resource("demo_network")
    assert "fictif" in resource.title
    assert resource.description.startswith("FICTIF")


def test_a_territory_without_the_invented_network_has_none(tmp_path):
    copy = shutil.copytree(DATA, tmp_path / "data")
    text = (copy / "datapackage.json").read_text("utf-8").replace('"demo_network"', '"other"')
    (copy / "datapackage.json").write_text(text, "utf-8")
    assert network_file(open_territory(copy)) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\a.zip", "a.zip"),
        ("..", "gtfs.zip"),
        ("", "gtfs.zip"),
    ],
)
def test_the_name_of_a_file_is_only_a_name(feed, name, shown):
    here = open_territory(DATA)
    load_network(here, name, feed.read_bytes(), datetime(2026, 9, 1, tzinfo=UTC))
    assert network_file(here).name == shown
