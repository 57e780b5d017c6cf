"""Destinations: sourced points, points of the reader, files that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.errors import DataError, InputError
from geo.mobility.destinations import (
    MOST_ADDED,
    Added,
    Kind,
    clean_name,
    destination_table,
    read_added,
    read_added_file,
    write_added,
)
from tests.geo.embedded import DATA


@pytest.fixture(scope="module")
def tables():
    manifest = read_manifest(DATA)
    return read_table(manifest, "destinations"), read_table(manifest, "communes")


def test_a_town_hall_stands_where_the_table_of_communes_says(tables):
    found = destination_table(*tables)
    hall = found.loc["mairie-chadrac"]
    assert (hall["lon"], hall["lat"]) == (3.904535, 45.061187)
    assert (found.loc["gare", "lon"], found.loc["gare", "lat"]) == (3.892567, 45.042729)


def test_what_no_source_places_has_no_point(tables):
    found = destination_table(*tables)
    unplaced = found[found["position_precision"] == "none"]
    assert {"hopital", "mission-locale", "lycees"} <= set(unplaced.index)
    assert unplaced[["lon", "lat"]].isna().all(axis=None)
    assert found.drop(unplaced.index)[["lon", "lat"]].notna().all(axis=None)


def test_every_point_of_the_table_has_a_source(tables):
    listed, _ = tables
    placed = listed[listed["lon"].notna() | (listed["kind"] == Kind.TOWN_HALL)]
    assert placed["source"].notna().all()


def test_the_reader_places_what_is_not_and_adds_what_is_missing(tables):
    added = (Added("hôpital Émile-Roux", 3.88, 45.04), Added("Piscine", 3.9, 45.05))
    found = destination_table(*tables, added)
    assert found.loc["hopital", "position_precision"] == "reader"
    assert found.loc["hopital", "lon"] == 3.88
    assert found.iloc[-1]["name"] == "Piscine"
    assert found.iloc[-1]["kind"] == "other"
    assert len(found) == len(tables[0]) + 1


def test_the_reader_never_moves_a_sourced_point(tables):
    found = destination_table(*tables, (Added("Gare du Puy-en-Velay", 3.0, 45.0),))
    assert found.loc["gare", "lon"] == 3.892567


@given(
    st.lists(
        st.builds(
            Added,
            st.text(min_size=1, max_size=20).map(clean_name).filter(bool),
            st.floats(3, 4).map(lambda each: round(each, 6)),
            st.floats(44.5, 45.5).map(lambda each: round(each, 6)),
        ),
        max_size=6,
    )
)
def test_an_address_says_the_same_points_again(added):
    assert read_added(write_added(added)) == tuple(added)


@pytest.mark.parametrize(
    "text", ["Piscine", "Piscine:ici", ":3.9,45.0", "Piscine:139,45", "a:3.9,45;" * MOST_ADDED * 2]
)
def test_an_address_that_cannot_be_read_is_refused(text):
    with pytest.raises(InputError):
        read_added(text)


def test_a_file_gives_points():
    content = "Nom;Lon;Lat\nPiscine;3,9;45,04\nLycée : annexe;3.91;45.05\n".encode()
    assert read_added_file("lieux.csv", content) == (
        Added("Piscine", 3.9, 45.04),
        Added("Lycée annexe", 3.91, 45.05),
    )


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"a;b\n1;2\n", "columns", 1),
        (b"nom;lon;lat\nx;abc;1\n", "coordinates", 2),
        (b"nom;lon;lat\nx;3.9;45\ny;200;95\n", "place", 3),
        (b"nom,lon,lat\nx,3.9\n", "coordinates", 2),
        (b"\xff\xfe\x00", "encoding", None),
        (b"", "columns", 1),
        (b"nom;lon;lat\n" + b"x" * 150_000 + b";3.9;45\n", "csv", None),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content, rule, line):
    with pytest.raises(DataError) as caught:
        read_added_file("lieux.csv", content)
    assert (caught.value.faults[0].rule, caught.value.faults[0].line) == (rule, line)
