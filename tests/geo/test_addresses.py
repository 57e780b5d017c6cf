"""Tables of points: every way of writing them that is accepted, every fault with its place."""

import csv
import time
from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.crs import LAMBERT_93, WGS_84
from geo.errors import DataError
from geo.where import addresses as module
from geo.where.addresses import metropolitan_bounds, read_addresses
from geo.where.answers import write_answers
from geo.where.table import where_file
from tests.geo.where_frames import le_puy_qpv

STATION_L93 = (770_278.8, 6_438_562.0)


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "points.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def faults_of(path):
    with pytest.raises(DataError) as caught:
        read_addresses(path)
    return caught.value.faults


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("lon,lat\n3.89257,45.04273\n", id="anglais"),
        pytest.param("longitude;latitude\n3,89257;45,04273\n", id="français"),
        pytest.param("Latitude;Longitude\n45.04273;3.89257\n", id="ordre inverse"),
        pytest.param('LAT,LNG\n"45,04273","3,89257"\n', id="virgule décimale entre guillemets"),
        pytest.param("id\tlong\tlat\n1\t3.89257\t45.04273\n", id="tabulations"),
        pytest.param("x,y\n3.89257,45.04273\n", id="x et y en degrés"),
        pytest.param("x;y\n770278,8;6438562,0\n", id="x et y en mètres"),
        pytest.param("x;y\n770 278,8;6 438 562,0\n", id="milliers"),
        pytest.param("X_L93,Y_L93\n770278.8,6438562.0\n", id="lambert nommé"),
        pytest.param("x,y,lon,lat\n1,2,3.89257,45.04273\n", id="les degrés l'emportent"),
        pytest.param("\ufefflon,lat\r\n3.89257,45.04273\r\n", id="marque d'ordre et fins CRLF"),
        pytest.param("lon,lat\n\n3.89257,45.04273\n\n", id="lignes vides"),
    ],
)
def test_ways_of_writing_a_point(table, text):
    found = read_addresses(table(text))
    assert found.x == pytest.approx([STATION_L93[0]], abs=0.1)
    assert found.y == pytest.approx([STATION_L93[1]], abs=0.1)


def test_windows_1252_is_read_and_written_as_utf_8(table, tmp_path):
    path = table("adresse;lon;lat\nAllée des Érables, côté €;3,89;45,04\n", "cp1252")
    addresses = read_addresses(path)
    assert addresses.layout.encoding == "cp1252"
    write_answers(addresses, pd.DataFrame({"zone": ["x"]}), tmp_path / "out.csv")
    assert "Allée des Érables, côté €;3,89;45,04;x\n" in (tmp_path / "out.csv").read_text("utf-8")


def test_all_faults_are_told_at_once_with_line_and_column(table):
    path = table(
        "id;lon;lat\n"
        "1;3,89;45,04\n"
        "2;trois;45,04\n"
        "3;3,89\n"
        '"4\nbis";3,89;\n'
        "5;3,89;45,04;rue\n"
        "6;nan;inf\n"
    )
    assert [(f.rule, f.line, f.column, f.found) for f in faults_of(path)] == [
        ("number", 3, 2, "“trois”"),
        ("cells", 4, 3, "2"),
        ("number", 6, 3, "“”"),
        ("cells", 7, 4, "4"),
        ("number", 8, 2, "“nan”"),
        ("number", 8, 3, "“inf”"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "fix"),
    [
        ("lon,lat\n3.9,45\n45.0,3.9\n", 3, "the two columns look swapped"),
        ("lon,lat\n770275,6438561\n", 2, "x_l93 and y_l93"),
        ("x_l93,y_l93\n3.9,45\n", 2, "columns lon and lat"),
        ("x,y\n3.9,45\n3.8,45\n770275,6438561\n", 4, "x_l93 and y_l93"),
        ("x,y\n770275,6438561\n770276,6438561\n3.9,45\n", 4, "columns lon and lat"),
        ("lon,lat\n-61.5,16.2\n", 2, "give degrees"),
    ],
)
def test_places_lambert_93_cannot_measure(table, text, line, fix):
    (fault,) = faults_of(table(text))
    assert (fault.rule, fault.line) == ("place", line)
    assert fix in fault.fix


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "no header"),
        ("nom;adresse\na;b\n", "nom, adresse"),
        ("lon;longitude;lat\n1;2;3\n", "lon, longitude, lat"),
        ("lon;adresse\n1;2\n", "lon"),
    ],
)
def test_columns_that_do_not_say_where(table, text, found):
    (fault,) = faults_of(table(text))
    assert (fault.rule, fault.line, fault.found) == ("coordinate-columns", 1, found)


def test_table_without_rows(table):
    (fault,) = faults_of(table("lon;lat\n"))
    assert fault.rule == "empty"


def test_missing_file(tmp_path):
    (fault,) = faults_of(tmp_path / "none.csv")
    assert fault.rule == "file"


def test_bytes_of_no_known_encoding(tmp_path):
    path = tmp_path / "points.csv"
    path.write_bytes(b"lon;lat;nom\n3,9;45;\x81\n")
    (fault,) = faults_of(path)
    assert fault.rule == "encoding"


def test_cell_too_long_for_a_table(table):
    (fault,) = faults_of(table('lon;lat\n3,9;"' + "4" * 200_000))
    assert (fault.rule, fault.line) == ("csv", 2)


def test_many_faults_are_counted_not_listed(table):
    faults = faults_of(table("lon;lat\n" + "a;45\n" * 500))
    assert len(faults) == module.MAX_FAULTS + 1
    assert faults[-1].found == "300 more like these"


def test_blocks_change_nothing(table, monkeypatch):
    lines = [f"{3.8 + rank / 1000};45.04" for rank in range(50)]
    path = table("lon;lat\n" + "\n".join(lines))
    whole = read_addresses(path)
    monkeypatch.setattr(module, "BLOCK", 7)
    assert np.array_equal(read_addresses(path).x, whole.x)


def test_a_table_that_changed_is_not_answered(table, tmp_path):
    path = table("lon;lat\n3.9;45\n3.8;45\n")
    addresses = read_addresses(path)
    path.write_text("lon;lat\n3.9;45\n")
    target = tmp_path / "out.csv"
    with pytest.raises(DataError, match="2 rows, as when it was checked"):
        write_answers(addresses, pd.DataFrame({"zone": ["a", "b"]}), target)
    assert not target.exists()


def test_bounds_of_metropolitan_france_hold_its_far_corners():
    west, south, east, north = metropolitan_bounds(LAMBERT_93)
    bastia, brest, dunkerque = (1_226_000, 6_195_000), (146_000, 6_837_000), (655_000, 7_105_000)
    assert all(west < x < east and south < y < north for x, y in (bastia, brest, dunkerque))
    assert metropolitan_bounds(WGS_84) == (-9.86, 41.15, 10.38, 51.56)


@pytest.mark.slow
def test_hundred_thousand_rows_take_seconds(tmp_path):
    generator = np.random.default_rng(43)
    lon, lat = generator.uniform(3.86, 3.91, 100_000), generator.uniform(45.02, 45.06, 100_000)
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    with source.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["id", "lon", "lat"])
        writer.writerows(zip(range(100_000), lon.round(6), lat.round(6), strict=True))
    start = time.process_time()
    summary = where_file(source, target, le_puy_qpv(), date(2026, 11, 22))
    assert time.process_time() - start < 20
    assert summary["rows_count"] == 100_000
    with target.open(encoding="utf-8") as stream:
        assert sum(1 for _ in stream) == 100_001
