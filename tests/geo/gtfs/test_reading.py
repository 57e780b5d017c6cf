"""Feeds that can be used, however they are written."""

import zipfile
from datetime import date

import pytest

from geo.errors import DataError
from geo.gtfs import changed_feed, read_feed
from tests.geo.gtfs.feeds import (
    CALENDAR,
    FILES,
    ROUTES,
    STOP_TIMES,
    STOPS,
    TRIPS,
    write_folder,
    write_zip,
)


def times_of(feed, trip):
    rows = feed.stop_times[feed.stop_times["trip_id"] == trip]
    return list(zip(rows["stop_id"], rows["arrival_s"], rows["departure_s"], strict=True))


def rules(feed):
    return {fault.rule for fault in feed.warnings}


def padded(text):
    """Write each cell quoted, with blanks around it, and end the lines as Windows does."""
    lines = [line.split(",") for line in text.splitlines()]
    return "\r\n".join(",".join(f'" {cell} "' for cell in line) for line in lines) + "\r\n"


@pytest.fixture
def feed(tmp_path):
    return read_feed(write_zip(tmp_path / "feed.zip"))


def test_a_feed_is_read(feed):
    assert (feed.name, feed.first_day, feed.last_day) == (
        "feed.zip",
        date(2026, 3, 2),
        date(2026, 3, 13),
    )
    assert times_of(feed, "T1") == [
        ("VALVERT", 25200, 25200),
        ("GARE", 25800, 25860),
        ("MAIRIE", 26100, 26100),
    ]
    assert times_of(feed, "T4")[0] == ("GARE", 90600, 90600)
    assert feed.stops.loc["HOPITAL", ["stop_name", "lon", "lat"]].tolist() == [
        "Hôpital",
        3.87,
        45.05,
    ]
    assert feed.routes["route_color"].tolist() == ["1B6E53", ""]
    assert rules(feed) == {"no-shapes", "no-wheelchair"}


@pytest.mark.parametrize("how", ["folder", "one folder in a zip", "byte order mark", "padded"])
def test_the_same_feed_otherwise_written_is_the_same(how, feed, tmp_path):
    files = {name.removesuffix(".txt"): text for name, text in FILES.items()}
    if how == "folder":
        path = write_folder(tmp_path / "other")
    elif how == "one folder in a zip":
        path = tmp_path / "other.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in FILES.items():
                archive.writestr(f"export/{name}", text)
                archive.writestr(f"__MACOSX/._{name}", "x")
    elif how == "byte order mark":
        marked = {name: b"\xef\xbb\xbf" + text.encode() for name, text in files.items()}
        path = write_zip(tmp_path / "other.zip", **marked)
    else:
        path = write_zip(
            tmp_path / "other.zip", **{name: padded(text) for name, text in files.items()}
        )
    assert read_feed(path).fingerprint == feed.fingerprint


def test_another_content_is_another_fingerprint(feed, tmp_path):
    later = STOP_TIMES.replace("07:50:00", "07:51:00")
    other = read_feed(write_zip(tmp_path / "other.zip", stop_times=later))
    assert other.fingerprint != feed.fingerprint


@pytest.mark.parametrize("missing", ["calendar", "calendar_dates"])
def test_either_calendar_is_enough(missing, tmp_path):
    added = "service_id,date,exception_type\nSEMAINE,20260304,1\nSAMEDI,20260307,1\n"
    changes = {missing: None} | ({"calendar_dates": added} if missing == "calendar" else {})
    feed = read_feed(write_zip(tmp_path / "feed.zip", **changes))
    expected = (date(2026, 3, 4), date(2026, 3, 7))
    if missing == "calendar_dates":
        expected = (date(2026, 3, 2), date(2026, 3, 13))
    assert (feed.first_day, feed.last_day) == expected


def test_identifiers_that_look_like_nothing_are_kept(tmp_path):
    path = write_zip(
        tmp_path / "feed.zip",
        stops=STOPS.replace("LOIN,", "NA,"),
        stop_times=STOP_TIMES.replace("LOIN", "NA"),
    )
    assert "NA" in read_feed(path).stops.index


def test_times_that_are_not_told_are_shared_out(tmp_path):
    told = STOP_TIMES.replace("07:30:00,07:30:00", ",").replace("07:10:00,", ",")
    feed = read_feed(write_zip(tmp_path / "feed.zip", stop_times=told))
    assert times_of(feed, "T3")[1] == ("HOPITAL", 27300, 27300)  # 7:35, between 7:20 and 7:50
    assert times_of(feed, "T1")[1] == ("GARE", 25860, 25860)
    assert "times-between" in rules(feed)


def test_a_time_that_goes_back_a_little_becomes_the_one_before(tmp_path):
    told = STOP_TIMES.replace("07:15:00,07:15:00", "07:10:30,07:10:30")
    feed = read_feed(write_zip(tmp_path / "feed.zip", stop_times=told))
    assert times_of(feed, "T1")[2] == ("MAIRIE", 25860, 25860)
    (fault,) = [fault for fault in feed.warnings if fault.rule == "time-back"]
    assert (fault.file, fault.line) == ("stop_times.txt", 4)


def test_headways_become_trips(tmp_path):
    headways = "trip_id,start_time,end_time,headway_secs,exact_times\nT1,06:00:00,06:30:00,600,\n"
    feed = read_feed(write_zip(tmp_path / "feed.zip", frequencies=headways))
    made = [trip for trip in feed.trips.index if trip.startswith("T1")]
    assert len(made) == 3
    assert "T1" not in feed.trips.index
    starts = sorted(times_of(feed, trip)[0][2] for trip in made)
    assert starts == [21600, 22200, 22800]
    assert times_of(feed, made[0])[2][1] - times_of(feed, made[0])[0][2] == 900
    assert "rough-headways" in rules(feed)


def test_what_no_question_needs_is_named_and_left(tmp_path):
    feed = read_feed(write_zip(tmp_path / "feed.zip", pathways="x\n", transfers="y\n"))
    unused = [fault.file for fault in feed.warnings if fault.rule == "unused-file"]
    assert unused == ["pathways.txt", "transfers.txt"]


def test_a_stop_is_as_accessible_as_its_station_where_it_says_nothing(tmp_path):
    lines = STOPS.splitlines()
    values = ["wheelchair_boarding", "", "2", "1", "", "", "1"]
    stops = "\n".join(f"{line},{value}" for line, value in zip(lines, values, strict=True))
    feed = read_feed(write_zip(tmp_path / "feed.zip", stops=stops))
    boarding = feed.stops["wheelchair_boarding"]
    assert boarding.to_dict() == {
        "GARE": 1,
        "MAIRIE": 2,
        "VALVERT": 1,
        "HOPITAL": 0,
        "LOIN": 0,
        "POLE": 1,
    }


def test_warnings_count_what_is_of_no_use(tmp_path):
    feed = read_feed(
        write_zip(
            tmp_path / "feed.zip",
            trips=TRIPS + "R2,SEMAINE,VIDE,0\n",
            stops=STOPS + "SEUL,Seul,45.0,3.9,0,\n",
            stop_times=STOP_TIMES.replace("T4,25:10:00,25:10:00,GARE", "T4,25:10:00,25:10:00,POLE"),
        )
    )
    found = {fault.rule: fault.found for fault in feed.warnings}
    assert found["trips-without-stops"] == "1 trips"
    assert found["stops-without-trips"] == "1 stops"
    assert found["station-served"] == "1 stations"


def test_a_feed_tells_who_publishes_it(tmp_path):
    info = "feed_publisher_name,feed_publisher_url,feed_version\nRégie,https://x.org,v7\n"
    feed = read_feed(write_zip(tmp_path / "feed.zip", feed_info=info))
    assert (feed.publisher, feed.version) == ("Régie", "v7")


def test_a_changed_feed_counts_its_days_again(feed):
    saturday = feed.trips[feed.trips["service_id"] == "SAMEDI"]
    changed = changed_feed(feed, trips=saturday)
    assert (changed.first_day, changed.last_day) == (date(2026, 3, 7), date(2026, 3, 7))
    assert changed.fingerprint != feed.fingerprint
    assert feed.first_day == date(2026, 3, 2)


def test_ragged_colours_are_no_colours(tmp_path):
    feed = read_feed(write_zip(tmp_path / "feed.zip", routes=ROUTES.replace("1B6E53", "red")))
    assert feed.routes["route_color"].tolist() == ["", ""]


def test_every_fault_of_a_stage_is_told_at_once(tmp_path):
    path = write_zip(
        tmp_path / "feed.zip",
        calendar=CALENDAR.replace("20260302", "2026-03-02"),
        stops=STOPS.replace("45.0430", "nord"),
    )
    with pytest.raises(DataError) as caught:
        read_feed(path)
    assert [fault.place for fault in caught.value.faults] == [
        "stops.txt:2:3",
        "calendar.txt:2:9",
        "calendar.txt:3:9",
    ]


REAL = {
    "tallis-lons-le-saunier-20240704.zip": (232, 249, date(2024, 7, 1), date(2024, 7, 31)),
    "peribus-perigueux.zip": (1329, 2374, date(2025, 12, 22), date(2026, 3, 1)),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_feed_is_read(name, samples):
    stops, trips, first, last = REAL[name]
    feed = read_feed(samples / "gtfs" / name)
    assert (len(feed.stops), len(feed.trips)) == (stops, trips)
    assert (feed.first_day, feed.last_day) == (first, last)
    assert {"no-shapes", "no-wheelchair"} <= rules(feed)
