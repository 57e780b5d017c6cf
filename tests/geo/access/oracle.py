"""A second search, simple and slow: every connection in the order of time, walks in between.

It shares nothing with `geo.access` but the question: it reads the files of the feed itself
(`csv`), keeps its own calendar and its own walking times, and scans connections.
"""

import csv
import io
import math
import zipfile
from bisect import bisect_left
from collections import defaultdict
from datetime import date, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

import numpy as np
from pyproj import Transformer

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_S = 86_400
FAR = 10**9
LAMBERT = Transformer.from_crs(4326, 2154, always_xy=True)


def read_files(path: Path) -> dict[str, list[dict[str, str]]]:
    if path.is_dir():
        texts = {each.stem: each.read_text("utf-8-sig") for each in path.glob("*.txt")}
    else:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".txt")]
            texts = {Path(name).stem: archive.read(name).decode("utf-8-sig") for name in names}
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in texts.items()}


def seconds(text: str) -> int:
    hours, minutes, rest = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + rest


class Oracle:
    """Earliest arrivals on one day of a feed."""

    def __init__(self, path: Path, day: date, speed_kmh: float = 4.5, detour: float = 1.3):
        self.files = read_files(path)
        self.pace = detour / (speed_kmh / 3.6)
        trips = defaultdict(list)
        for row in self.files["stop_times"]:
            trips[row["trip_id"]].append(row)
        service = {row["trip_id"]: row["service_id"] for row in self.files["trips"]}
        connections = []
        for offset in (-1, 0, 1):
            running = self.running(day + timedelta(days=offset))
            for trip, rows in trips.items():
                if service[trip] in running:
                    connections += self.ridden((offset, trip), rows, offset * DAY_S)
        connections.sort(key=itemgetter(0))
        self.connections = connections
        self.departures = [each[0] for each in connections]
        used = {row["stop_id"] for row in self.files["stop_times"]}
        rows = [row for row in self.files["stops"] if row["stop_id"] in used]
        self.stops = {row["stop_id"]: number for number, row in enumerate(rows)}
        self.xy = [
            LAMBERT.transform(float(row["stop_lon"]), float(row["stop_lat"])) for row in rows
        ]
        self.walks = np.array(
            [[self.walk(a, b) for b in self.xy] for a in self.xy], dtype="int64"
        ).reshape(len(rows), len(rows))

    def running(self, day: date) -> set[str]:
        text, weekday = day.strftime("%Y%m%d"), WEEKDAYS[day.weekday()]
        services = {
            row["service_id"]
            for row in self.files.get("calendar", [])
            if row["start_date"] <= text <= row["end_date"] and row[weekday] == "1"
        }
        for row in self.files.get("calendar_dates", []):
            if row["date"] == text:
                change = services.add if row["exception_type"] == "1" else services.discard
                change(row["service_id"])
        return services

    def ridden(self, trip, rows, shift):
        """Connections (departure, arrival, from, to, trip, may board, may leave) of a trip."""
        rows = sorted(rows, key=lambda row: int(row["stop_sequence"]))
        latest = 0
        timed = []
        for row in rows:
            arrival = max(latest, seconds(row["arrival_time"].strip()))
            latest = max(arrival, seconds(row["departure_time"].strip()))
            timed.append((row, arrival + shift, latest + shift))
        for (here, _, leaves), (there, arrives, _) in pairwise(timed):
            boards = here.get("pickup_type", "") != "1"
            alights = there.get("drop_off_type", "") != "1"
            yield leaves, arrives, here["stop_id"], there["stop_id"], trip, boards, alights

    def walk(self, a, b) -> int:
        return math.ceil(math.hypot(a[0] - b[0], a[1] - b[1]) * self.pace - 1e-6)

    def arrivals(self, origin, start: int, limit: int) -> dict[str, int]:
        """Seconds from `start` to each stop, leaving `origin` (lon, lat), at most `limit`."""
        place = LAMBERT.transform(*origin)
        names = list(self.stops)
        at = np.array([start + self.walk(place, xy) for xy in self.xy], dtype="int64")
        riding = set()
        first = bisect_left(self.departures, start)
        last = bisect_left(self.departures, start + limit + 1)
        for _, group in groupby(self.connections[first:last], key=itemgetter(0)):
            self.ride_until_still(list(group), at, riding)
        return {
            name: int(at[number] - start)
            for number, name in enumerate(names)
            if at[number] - start <= limit
        }

    def ride_until_still(self, group, at, riding) -> None:
        """Ride the connections that leave in the same second, again while they help."""
        moved = True
        while moved:
            moved = False
            for leaves, arrives, here, there, trip, boards, alights in group:
                if boards and at[self.stops[here]] <= leaves and trip not in riding:
                    riding.add(trip)
                    moved = True
                number = self.stops[there]
                if trip in riding and alights and arrives < at[number]:
                    np.minimum(at, arrives + self.walks[number], out=at)
                    moved = True
