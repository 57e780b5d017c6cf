"""Damaged feeds: one clear line each, exit code 2, bounded memory."""

import resource
import stat
import subprocess
import sys
import zipfile

import pytest

from tests.geo.gtfs.feeds import FILES, ROUTES, STOP_TIMES, STOPS, TRIPS, write_folder, write_zip

ASKED = ("--from", "3.89,45.03", "--day", "2026-03-03", "--window", "07:00-07:05")
CASES = {
    "no stop_times": ({"stop_times": None}, "stop_times.txt: missing-file"),
    "no calendar at all": ({"calendar": None, "calendar_dates": None}, "calendar.txt: missing-fi"),
    "a time of 61 minutes": (
        {"stop_times": STOP_TIMES.replace("07:10:00", "07:61:00")},
        "stop_times.txt:3:2 [arrival_time]: value; expected a time HH:MM:SS",
    ),
    "a time that goes back an hour": (
        {"stop_times": STOP_TIMES.replace("07:15:00,07:15:00", "06:15:00,06:15:00")},
        "stop_times.txt:4: time-order",
    ),
    "no time at the end of a trip": (
        {"stop_times": STOP_TIMES.replace("07:50:00,07:50:00", ",")},
        "stop_times.txt:9: missing-time",
    ),
    "an unknown stop": (
        {"stop_times": STOP_TIMES.replace("LOIN", "AILLEURS")},
        "stop_times.txt:9 [stop_id]: foreign-key; expected an identifier of stops.txt; found AI",
    ),
    "an unknown route": ({"routes": ROUTES.replace("R10", "R11")}, "trips.txt:4 [route_id]: fore"),
    "an unknown service": (
        {"trips": TRIPS.replace("SAMEDI", "DIMANCHE")},
        "trips.txt:5 [service_id]: foreign-key",
    ),
    "an empty calendar": (
        {"calendar": FILES["calendar.txt"].replace(",1", ",0"), "calendar_dates": None},
        "feed.zip: no-service",
    ),
    "a calendar of a century": (
        {"calendar": FILES["calendar.txt"].replace("20260313", "20991231")},
        "feed.zip: calendar-span",
    ),
    "a day of no month": (
        {"calendar": FILES["calendar.txt"].replace("20260313", "20261313", 1)},
        "calendar.txt:2:10 [end_date]: value; expected a day YYYYMMDD; found 20261313",
    ),
    "a latitude of 450": (
        {"stops": STOPS.replace("45.1000", "450.1000")},
        "stops.txt:6:3 [stop_lat]: value; expected a latitude",
    ),
    "a served stop nowhere": (
        {"stops": STOPS.replace("45.1000,3.9500", ",")},
        "stops.txt:6 [stop_lat, stop_lon]: coordinates",
    ),
    "a stop twice": ({"stops": STOPS.replace("LOIN", "GARE")}, "stops.txt:6 [stop_id]: primary-k"),
    "a column twice": (
        {"stops": STOPS.replace("parent_station", "stop_id")},
        "stops.txt:1 [stop_id]: duplicate-label",
    ),
    "no identifier": ({"stops": STOPS.replace("stop_id", "id")}, "stops.txt:1 [stop_id]: missing"),
    "a line too long": (
        {"routes": ROUTES + "R3,A,3,x,3,,,,,\n"},
        "routes.txt:4: ragged-row; expected as many cells as the first line names",
    ),
    "another encoding": (
        {"stops": STOPS.encode("cp1252")},
        "stops.txt:5: encoding; expected UTF-8",
    ),
    "an empty file": ({"trips": ""}, "trips.txt: empty"),
    "no trip": ({"trips": TRIPS.splitlines()[0]}, "trips.txt: empty; expected at least one line"),
    "a headway of nothing": (
        {"frequencies": "trip_id,start_time,end_time,headway_secs\nT1,07:00:00,09:00:00,0\n"},
        "frequencies.txt:2:4 [headway_secs]: value; expected a whole number from 1; found 0",
    ),
    "a headway that makes a million trips": (
        {"frequencies": "trip_id,start_time,end_time,headway_secs\nT1,00:00:00,160:00:00,1\n"},
        "frequencies.txt: too-many-trips",
    ),
}


def one_line(answer):
    assert (answer.code, answer.out) == (2, "")
    (line,) = answer.err.splitlines()
    return line.removeprefix("cdv: ")


@pytest.mark.parametrize("case", CASES)
def test_a_damaged_feed_gets_one_clear_line(case, cdv, tmp_path):
    changes, expected = CASES[case]
    path = write_zip(tmp_path / "feed.zip", **changes)
    assert one_line(cdv("access", "--gtfs", path, *ASKED)).startswith(expected)


@pytest.mark.parametrize("case", ["no stop_times", "an unknown stop"])
def test_a_folder_is_told_as_a_zip_is(case, cdv, tmp_path):
    changes, expected = CASES[case]
    path = write_folder(tmp_path / "feed", **changes)
    assert one_line(cdv("access", "--gtfs", path, *ASKED)).startswith(expected)


def link():
    member = zipfile.ZipInfo("stops.txt")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


ARCHIVES = {
    "a name above the archive": ([("../stops.txt", STOPS)], "names inside the archive"),
    "a name from the root": ([("/etc/stops.txt", STOPS)], "names inside the archive"),
    "a name of another drive": ([("C:\\stops.txt", STOPS)], "names inside the archive"),
    "a link": ([(link(), "/etc/passwd")], "plain files"),
    "two feeds": ([("a/stops.txt", STOPS), ("b/stops.txt", STOPS)], "the files of one feed"),
    "too many files": ([(f"{n}.txt", "") for n in range(201)], "at most 200 files"),
    "a file that grows a thousand times": (
        [("stops.txt", "0" * 20_000_000)],
        "files that grow at most 100 times",
    ),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_an_unsafe_archive_is_refused_before_it_is_read(case, cdv, tmp_path):
    members, expected = ARCHIVES[case]
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    assert f"; expected {expected}" in one_line(cdv("access", "--gtfs", path, *ASKED))


@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"no archive", "a zip archive"), (None, "a GTFS zip or folder")],
)
def test_what_is_no_archive_is_refused(content, expected, cdv, tmp_path):
    path = tmp_path / "feed.zip"
    if content is not None:
        path.write_bytes(content)
    assert f"expected {expected}" in one_line(cdv("access", "--gtfs", path, *ASKED))


def test_a_file_that_lies_on_its_size_is_refused(cdv, tmp_path):
    path = write_zip(tmp_path / "feed.zip")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("stop_times.txt")
    size = member.file_size.to_bytes(4, "little")
    assert content.count(size) == 2
    path.write_bytes(bytes(content).replace(size, (member.file_size - 50).to_bytes(4, "little")))
    assert "archive-damaged; expected an archive that can be read whole" in one_line(
        cdv("access", "--gtfs", path, *ASKED)
    )


COMMAND = "from geo.cli import main; main()"


def limited():
    """Leave the child less memory than the bomb would fill, libraries included."""
    resource.setrlimit(resource.RLIMIT_DATA, (200_000_000, 200_000_000))


def test_a_bomb_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "bomb.zip"
    layer = b"0" * 10_000_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(zipfile.ZipInfo("stop_times.txt"), "w", force_zip64=True) as stream:
            for _ in range(21):
                stream.write(layer)
        archive.writestr("stops.txt", STOPS)
    told = subprocess.run(
        [sys.executable, "-c", COMMAND, "access", "--gtfs", path, *ASKED],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
        timeout=60,
    )
    assert (told.returncode, told.stdout) == (2, "")
    (line,) = told.stderr.splitlines()
    assert "archive-large; expected at most 200,000,000 bytes once unpacked" in line
