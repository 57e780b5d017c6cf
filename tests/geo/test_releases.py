"""Versions of the data: which one is served, and links that name another one."""

import pytest

from geo.contracts.manifest import read_manifest
from geo.releases import Pin, content_hash, pin_of, pinned, releases, since
from geo.territory import open_territory
from geo.territory.data import (
    conflicts,
    is_fictional,
    parameter_table,
    resource_fields,
    resource_sources,
    resource_table,
)
from tests.geo.embedded import DATA


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


@pytest.fixture(scope="module")
def files(territory):
    return resource_table(territory)


def test_a_link_pinned_to_the_data_served_is_served():
    manifest = read_manifest(DATA)
    assert pin_of(manifest).startswith(f"{manifest.version}-")
    assert pinned(pin_of(manifest), manifest) is Pin.SERVED
    assert pinned(manifest.version, manifest) is Pin.SERVED
    assert pinned(None, manifest) is Pin.NONE


@pytest.mark.parametrize("asked", ["1.0.0", "1.0.0-0a87a9383f54", "99", "1.1.0-000000000000"])
def test_a_link_pinned_to_other_data_is_gone(asked):
    assert pinned(asked, read_manifest(DATA)) is Pin.GONE


def test_the_hash_changes_with_the_data_and_not_with_the_list_of_versions(territory_copy):
    text = (territory_copy / "datapackage.json").read_text("utf-8")
    manifest = read_manifest(territory_copy)
    other = manifest.resource("iris").hash
    versions = manifest.resource("releases").hash
    first = content_hash(manifest)
    for changed, is_same in ((versions, True), (other, False)):
        new = text.replace(changed, f"sha256:{'0' * 64}")
        (territory_copy / "datapackage.json").write_text(new, "utf-8")
        assert (content_hash(read_manifest(territory_copy)) == first) is is_same


def test_the_version_served_is_the_newest_one_described(territory):
    newest, *older = releases(territory)
    assert newest.version == territory.manifest.version
    assert newest.data_hash == content_hash(territory.manifest), (
        "the data changed since this version was published: see « A new version » in data/README.md"
    )
    assert all(len(each.data_hash) == 64 and each.changes for each in older)
    assert [each.released_on for each in (newest, *older)] == sorted(
        (each.released_on for each in (newest, *older)), reverse=True
    )


def test_what_changed_since_a_version(territory):
    known = releases(territory)
    assert since(known, known[0].version) == ()
    assert since(known, f"{known[-1].version}-abc") == known[:-1]
    assert since(known, "unheard") == known


# What the page « Données et méthode » says


def test_every_file_has_a_producer_or_lists_sources_itself(files):
    assert set(files.index[files["producer"] == ""]) <= {"sources"}
    assert (files["licence"] != "").all()
    assert files["hash"].str.fullmatch(r"sha256:[0-9a-f]{64}").all()


def test_dates_and_statuses_come_from_the_rows(files):
    row = files.loc["commune_indicators"]
    assert (row["first_date"].year, row["last_date"].year) == (2016, 2025)
    assert row["status"] == "official"
    assert files.loc["qpv_boundaries", "first_date"].isoformat()[:10] == "2024-01-01"


def test_fiction_is_known_as_such(territory, files):
    demos = [name for name in files.index if name.startswith("demo_")]
    assert demos
    assert files.loc[demos, "is_fictional"].all()
    assert not is_fictional(territory, "communes")


def test_columns_and_sources_of_a_table(territory):
    fields = resource_fields(territory.manifest, "iris_indicators")
    assert list(fields["name"][:2]) == ["code_iris", "indicator"]
    keys = {each.key for each in resource_sources(territory, "iris_indicators")}
    assert keys == {"insee_rp_2022_iris", "insee_filosofi_2021_iris"}


def test_every_legal_value_has_article_and_certainty():
    table = parameter_table()
    known = table[table["value"] != ""]
    assert len(known) > 100
    assert (known["article"] != "").all()
    assert set(known["certainty"]) == {"read", "to_check"}
    levy = known[known["name"] == "sru.min_population"]
    assert list(levy["value"]) == ["3500", "3500"]


def test_each_contradiction_has_two_sources_that_differ(territory):
    found = conflicts(territory)
    assert len(found) == 8
    for each in found:
        assert len({said.source.key for said in each.statements}) >= 2, each.subject
        assert len({said.words for said in each.statements}) >= 2, each.subject
        assert all(said.date_text for said in each.statements)
