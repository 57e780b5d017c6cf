"""How long 121 departures from one place take on a real feed, and a plain search each minute.

Run: ``.venv/bin/python -m tests.benchmarks.bench_access FEED.zip --day 2026-02-03``. The goal is
50 ms for the 121 departures, footpaths included, on a feed of some 800 stops.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from geo.access import Engine, Window, isochrones, open_engine, times
from geo.access.places import nowhere, places_of
from geo.access.times import searching, seconds_by_minute
from geo.gtfs import read_feed
from tests.geo.access.oracle import Oracle

WINDOW = Window.parse("07:00-09:01")
MAX_MIN = 45
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--day", type=date.fromisoformat, required=True)
    asked = parser.parse_args()
    read_ms, feed = timed(lambda: read_feed(asked.feed))
    open_engine(feed, asked.day)  # the library is imported apart
    open_ms, engine = timed(lambda: open_engine(feed, asked.day))
    oracle = Oracle(asked.feed, asked.day)
    say("stops, footpaths", f"{len(engine.stops)}, {len(engine.footpaths.start)}")
    say("read and check the feed", f"{read_ms:.0f} ms")
    say("build the network of the day", f"{open_ms:.0f} ms")
    spread = [best(lambda at=place: search_window(engine, at)) for place in places(engine)]
    middle, worst = statistics.median(spread), max(spread)
    say(
        f"{len(spread)} places: 121 departures in one search", f"{middle:.0f} ms, worst {worst:.0f}"
    )
    for name, origin in origins(engine).items():
        say_origin(name, origin, engine, oracle)


def say_origin(name: str, origin: tuple[float, float], engine: Engine, oracle: Oracle) -> None:
    """Print the times from one place."""
    search = best(lambda: search_window(engine, origin))
    minutes = range(WINDOW.start_min, WINDOW.end_min)
    plain = best(lambda: seconds_by_minute(engine, origin, WINDOW, max_min=MAX_MIN))
    scan = best(lambda: [oracle.arrivals(origin, each * 60, MAX_MIN * 60) for each in minutes])
    whole = best(lambda: times(engine, origin, WINDOW, max_min=MAX_MIN))
    bands = best(lambda: isochrones(engine, origin, WINDOW))
    say(f"{name}: 121 departures in one search", f"{search:.0f} ms")
    say(f"{name}: one search a minute, same library", f"{plain:.0f} ms, x {plain / search:.1f}")
    say(f"{name}: one connection scan a minute", f"{scan:.0f} ms, x {scan / search:.1f}")
    say(f"{name}: whole answer with transfers", f"{whole:.0f} ms")
    say(f"{name}: isochrones", f"{bands:.0f} ms")


def origins(engine: Engine) -> dict[str, tuple[float, float]]:
    """Return the stop in the middle of the network, and the one at the quarter of the distances."""
    centre = engine.stops[["x", "y"]].median()
    far = ((engine.stops[["x", "y"]] - centre) ** 2).sum(axis=1).sort_values()
    found = {"centre": far.index[0], "halfway": far.index[len(far) // 2]}
    return {
        name: (engine.stops.at[stop, "lon"], engine.stops.at[stop, "lat"])
        for name, stop in found.items()
    }


def places(engine: Engine) -> list[tuple[float, float]]:
    """Return one stop in forty: places of departure as the network has them."""
    some = engine.stops.iloc[::40]
    return list(zip(some["lon"], some["lat"], strict=True))


def search_window(engine: Engine, origin: tuple[float, float]) -> None:
    """Walks from the place, footpaths put into the network, one search of the whole window."""
    places = places_of(engine, origin, nowhere(), MAX_MIN * 60)
    with searching(engine, places) as search:
        search(WINDOW, (0.0, 50.0, 100.0), 24)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    done = work()
    return (time.perf_counter() - start) * 1000, done


def best(work: Callable[[], object]) -> float:
    """Milliseconds, middle of a few runs after a first one."""
    work()
    return statistics.median(timed(work)[0] for _ in range(RUNS))


def say(what: str, figure: str) -> None:
    print(f"{what:55} {figure}")  # noqa: T201 -- a benchmark prints


if __name__ == "__main__":
    main()
