"""The loaded networks: newest in use, undo, nothing half written."""

from datetime import UTC, datetime

import pytest

from geo.mobility.feeds import KEPT, drop_feed, feed_log, keep_feed, loaded_feeds

EPCI = "200073419"
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _store(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path / "store"))


def names():
    return [feed.name for feed in loaded_feeds(EPCI)]


def test_nothing_is_kept_at_first():
    assert loaded_feeds(EPCI) == ()
    assert drop_feed(EPCI, NOW) is None


def test_the_newest_is_in_use_and_undo_brings_the_one_before_back():
    assert keep_feed(EPCI, "a.zip", b"a", NOW)
    assert keep_feed(EPCI, "b.zip", b"b", NOW)
    assert loaded_feeds(EPCI)[-1].path.read_bytes() == b"b"
    assert drop_feed(EPCI, NOW).name == "b.zip"
    assert loaded_feeds(EPCI)[-1].path.read_bytes() == b"a"
    assert names() == ["a.zip"]


def test_the_same_content_again_changes_nothing():
    keep_feed(EPCI, "a.zip", b"a", NOW)
    assert not keep_feed(EPCI, "copie.zip", b"a", NOW)
    assert names() == ["a.zip"]


def test_only_the_last_ones_are_kept_and_nothing_else_is_left(tmp_path):
    for rank in range(KEPT + 3):
        keep_feed(EPCI, f"{rank}.zip", str(rank).encode(), NOW)
    assert names() == [f"{rank}.zip" for rank in range(3, KEPT + 3)]
    assert len(list((tmp_path / "store" / EPCI / "gtfs").iterdir())) == 2 * KEPT + 1


def test_another_territory_has_its_own():
    keep_feed(EPCI, "a.zip", b"a", NOW)
    assert loaded_feeds("200071116") == ()


def test_the_moment_is_kept_with_its_offset():
    keep_feed(EPCI, "a.zip", b"a", NOW)
    assert loaded_feeds(EPCI)[0].loaded_at == "2026-09-01T08:00:00+00:00"


def test_what_was_done_is_written_for_good():
    keep_feed(EPCI, "a.zip", b"a", NOW)
    keep_feed(EPCI, "b.zip", b"b", NOW)
    drop_feed(EPCI, NOW)
    said = [(entry["action"], entry["name"]) for entry in feed_log(EPCI)]
    assert said == [("loaded", "a.zip"), ("loaded", "b.zip"), ("undone", "b.zip")]
