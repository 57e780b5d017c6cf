"""The calendar of a feed: which days run, of what kind, and which to offer instead."""

from datetime import date, timedelta

import pytest

from geo.errors import InputError
from geo.gtfs import read_feed
from geo.gtfs.days import (
    DayKind,
    nearest_days,
    require_day,
    service_days,
    services_on,
    trips_on,
    typical_days,
)
from tests.geo.gtfs.feeds import CALENDAR, TRIPS, write_zip

MONDAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def feed(tmp_path_factory):
    return read_feed(write_zip(tmp_path_factory.mktemp("days") / "feed.zip"))


@pytest.mark.parametrize(
    ("day", "services"),
    [
        (date(2026, 3, 1), set()),
        (MONDAY, {"SEMAINE"}),
        (date(2026, 3, 6), set()),  # taken out by calendar_dates
        (date(2026, 3, 7), {"SAMEDI"}),
        (date(2026, 3, 8), set()),
        (date(2026, 3, 13), {"SEMAINE"}),
        (date(2026, 3, 14), set()),
    ],
)
def test_services_of_a_day(feed, day, services):
    assert services_on(feed, day) == services
    assert set(trips_on(feed, day)["service_id"]) == services


def test_days_are_counted_one_by_one_as_services_say(feed):
    days = service_days(feed)
    assert days.index.tolist() == [MONDAY + timedelta(days=offset) for offset in range(12)]
    assert days["trips_count"].tolist() == [len(trips_on(feed, day)) for day in days.index]
    assert days["trips_count"].tolist() == [3, 3, 3, 3, 0, 1, 0, 3, 3, 3, 3, 3]


def test_kinds_of_days(feed):
    kinds = service_days(feed)["kind"]
    assert kinds[MONDAY] == DayKind.WEEKDAY
    assert kinds[date(2026, 3, 6)] == DayKind.NO_SERVICE
    assert kinds[date(2026, 3, 7)] == DayKind.SATURDAY
    assert typical_days(feed) == {
        DayKind.WEEKDAY: MONDAY,
        DayKind.SATURDAY: date(2026, 3, 7),
    }


@pytest.mark.parametrize(
    ("holiday_trips", "kind"),
    [(17, DayKind.REDUCED_WEEKDAY), (18, DayKind.WEEKDAY), (19, DayKind.WEEKDAY)],
)
def test_weekdays_below_nine_tenths_of_the_usual_are_reduced(holiday_trips, kind, tmp_path):
    calendar = CALENDAR + "CONGES,1,1,1,1,1,0,0,20260316,20260320\n"
    usual = [f"R2,SEMAINE,S{n},0\n" for n in range(17)]
    holidays = [f"R2,CONGES,C{n},0\n" for n in range(holiday_trips)]
    feed = read_feed(
        write_zip(tmp_path / "feed.zip", calendar=calendar, trips=TRIPS + "".join(usual + holidays))
    )
    days = service_days(feed)
    assert days.loc[MONDAY, "trips_count"] == 20
    assert days.loc[date(2026, 3, 16), "kind"] == kind


def test_an_exceptional_day_does_not_make_the_others_reduced(tmp_path):
    dates = "service_id,date,exception_type\nSAMEDI,20260304,1\n"
    feed = read_feed(write_zip(tmp_path / "feed.zip", calendar_dates=dates))
    days = service_days(feed)
    assert days.loc[date(2026, 3, 4), "trips_count"] == 4
    assert days.loc[date(2026, 3, 3), "kind"] == DayKind.WEEKDAY


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2026, 3, 14)])
def test_a_day_outside_is_refused(feed, day):
    with pytest.raises(InputError, match="day-outside-feed") as caught:
        require_day(feed, day)
    (fault,) = caught.value.faults
    assert fault.expected == "a day from 2026-03-02 to 2026-03-13"


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (date(2026, 3, 21), (date(2026, 3, 7), date(2026, 3, 13))),  # a Saturday
        (date(2026, 3, 16), (date(2026, 3, 9), date(2026, 3, 13))),  # a Monday
        (date(2026, 2, 22), (MONDAY, date(2026, 3, 3))),  # a Sunday: none in the feed
    ],
)
def test_the_nearest_days_are_offered(feed, day, offered):
    assert nearest_days(feed, day) == offered


@pytest.mark.parametrize("day", [MONDAY, date(2026, 3, 6), date(2026, 3, 13)])
def test_a_day_inside_is_accepted_even_without_service(feed, day):
    require_day(feed, day)
