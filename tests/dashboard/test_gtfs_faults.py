"""Faults and notes of a timetable file: French sentences, no word of the code."""

import zipfile

import pytest

from dashboard.texts.gtfs_faults import KINDS, feed_sentence
from geo.errors import DataError
from geo.french import NARROW
from geo.gtfs import read_feed
from geo.gtfs.cells import EXPECTED
from tests.geo.gtfs.feeds import STOP_TIMES, STOPS, write_folder

ENGLISH = ("expected", "found", "an ", "the ", "times)", "trip ", "nothing", " of ")


def sentences(path):
    with pytest.raises(DataError) as caught:
        read_feed(path)
    return [feed_sentence(fault).replace(NARROW, " ") for fault in caught.value.faults]


def test_a_wrong_time_is_told_with_its_line_and_what_it_should_be(tmp_path):
    path = write_folder(tmp_path, stop_times=STOP_TIMES.replace("07:00:00", "25h", 1))
    assert sentences(path)[0] == (
        "**stop_times.txt**, ligne 2, colonne « arrival_time » : valeur illisible ou impossible : "
        "« 25h » ; attendu : une heure HH:MM:SS."
    )


def test_an_unknown_stop_is_quoted(tmp_path):
    path = write_folder(tmp_path, stop_times=STOP_TIMES.replace("VALVERT", "NULLEPART"))
    said = sentences(path)[0]
    assert "« NULLEPART »" in said
    assert not any(word in said for word in ENGLISH)


def test_an_archive_says_why_it_is_refused(tmp_path):
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../stops.txt", STOPS)
    (said,) = sentences(path)
    assert said == "**feed.zip** : l’archive veut écrire hors de son dossier."


def test_every_kind_of_cell_has_french_words():
    assert set(KINDS) == set(EXPECTED)
