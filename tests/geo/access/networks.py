"""Small networks drawn at random, written as GTFS folders."""

from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from geo.gtfs.times import clock
from tests.geo.gtfs.feeds import AGENCY

DAY_TEXT = "20260303"
CALENDAR_DATES = (
    "service_id,date,exception_type\n"
    "D,20260302,1\nD,20260303,1\nD,20260304,1\nELSEWHEN,20260310,1\n"
)


@dataclass(frozen=True)
class Network:
    """Stops (longitude, latitude) and trips: (stop number, wait, ride to the next) and start."""

    stops: tuple[tuple[float, float], ...]
    trips: tuple[tuple[int, tuple[tuple[int, int, int, int], ...]], ...]

    def write(self, folder: Path, names: dict[int, str] | None = None) -> Path:
        """Write the network; `names` calls the stops otherwise, in another order."""
        folder.mkdir()
        called = names or {number: f"S{number}" for number in range(len(self.stops))}
        ordered = sorted(called, key=called.__getitem__)
        stops = "".join(
            f"{called[n]},Arrêt,{self.stops[n][1]:.6f},{self.stops[n][0]:.6f}\n" for n in ordered
        )
        files = {
            "agency": AGENCY,
            "stops": "stop_id,stop_name,stop_lat,stop_lon\n" + stops,
            "routes": "route_id,route_short_name,route_type\nR,1,3\n",
            "trips": "route_id,service_id,trip_id\n"
            + "".join(f"R,D,T{n}\n" for n in range(len(self.trips))),
            "stop_times": "trip_id,arrival_time,departure_time,stop_id,stop_sequence,"
            "pickup_type,drop_off_type\n" + "".join(self.rows(called)),
            "calendar_dates": CALENDAR_DATES,
        }
        for name, text in files.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder

    def rows(self, called: dict[int, str]) -> list[str]:
        rows = []
        for number, (start, calls) in enumerate(self.trips):
            now = start
            for order, (stop, wait, ride, types) in enumerate(calls):
                times = f"{clock(now)},{clock(now + wait)}"
                rows.append(f"T{number},{times},{called[stop]},{order},{types % 2},{types // 2}\n")
                now += wait + ride
        return rows


def calls(count: int) -> st.SearchStrategy:
    """Calls of a trip: stop, seconds of wait, of ride, closed to getting on (1) or off (2)."""
    seconds = st.integers(0, 20).map(lambda n: n * 30)
    types = st.sampled_from([0, 0, 0, 0, 1, 2, 3])
    call = st.tuples(st.integers(0, count - 1), st.sampled_from([0, 0, 30]), seconds, types)
    return st.lists(call, min_size=2, max_size=6).map(tuple)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Two to six stops within five kilometres, up to eight trips about midnight or 8 a.m."""
    place = st.tuples(
        st.integers(0, 400).map(lambda n: 3.86 + n / 10_000),
        st.integers(0, 400).map(lambda n: 45.02 + n / 10_000),
    )
    stops = tuple(draw(st.lists(place, min_size=2, max_size=6)))
    start = st.integers(0, 80).map(lambda n: n * 60) | st.integers(460, 520).map(lambda n: n * 60)
    night = st.integers(1380, 1500).map(lambda n: n * 60)
    trip = st.tuples(start | night, calls(len(stops)))
    trips = tuple(draw(st.lists(trip, min_size=1, max_size=8)))
    return Network(stops, trips)
