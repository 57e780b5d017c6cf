"""Where are these points? Ours against plain geopandas, side by side in one run.

Each way runs in its own process: processor seconds (index and query) and peak memory. The
outlines are either a made-up coverage of 35,000 areas with 60 vertices each, in which every
point falls, or, when given, a file of real outlines (the national QPV) over its own extent.

    python tests/benchmarks/bench_where.py [--points 1000000] [--outlines FILE]

`ours` says which area, on which side of the line and how far from it. `plain` answers the same
with geopandas (sjoin, distance, sjoin_nearest); `sjoin` only says which area.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import LAMBERT_93
from geo.where.qpv import locate_xy, outlines_of

SIDE_COUNT = 187
SIDE_M = 5_000.0
STEPS = np.linspace(0, 1, 15, endpoint=False)
METROPOLE_M = shapely.box(90_000, 6_040_000, 1_250_000, 7_120_000)


def main() -> None:
    """Run one way when asked by name, else both and print their ratio."""
    arguments = _parser().parse_args()
    if arguments.way:
        _run(arguments)
        return
    measured = {way: _measured(way, arguments) for way in WAYS}
    for way, (seconds, megabytes) in measured.items():
        _say(f"{way:6} {seconds:7.2f} s {megabytes:7.0f} MB")
    for way in ("plain", "sjoin"):
        seconds, megabytes = np.divide(measured["ours"], measured[way])
        _say(f"ours / {way}: time {seconds:.2f}, memory {megabytes:.2f}")


def ours(x: np.ndarray, y: np.ndarray, outlines: gpd.GeoDataFrame) -> int:
    """Return how many points are inside an area, by `geo.where.qpv`."""
    return int(locate_xy(x, y, outlines_of(outlines))["is_inside"].sum())


def plain(x: np.ndarray, y: np.ndarray, outlines: gpd.GeoDataFrame) -> int:
    """Return how many points are inside an area, with all distances, by geopandas alone."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y, crs=LAMBERT_93))
    joined = gpd.sjoin(points, outlines, predicate="within", how="left")
    joined = joined[~joined.index.duplicated()]
    inside = joined[joined["code_qp"].notna()]
    limits = outlines.boundary.loc[inside["code_qp"]]
    inside.geometry.distance(limits, align=False)
    outside = joined.loc[joined["code_qp"].isna(), ["geometry"]]
    gpd.sjoin_nearest(outside, outlines, distance_col="distance_m")
    return len(inside)


def sjoin(x: np.ndarray, y: np.ndarray, outlines: gpd.GeoDataFrame) -> int:
    """Return how many points are inside an area, by a plain spatial join."""
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x, y, crs=LAMBERT_93))
    return gpd.sjoin(points, outlines, predicate="within").index.nunique()


WAYS: dict[str, Callable[[np.ndarray, np.ndarray, gpd.GeoDataFrame], int]] = {
    "ours": ours,
    "plain": plain,
    "sjoin": sjoin,
}


def made_up_outlines() -> gpd.GeoDataFrame:
    """Return a valid coverage of wavy squares, indexed by code, Lambert-93."""
    wave = 300 * np.sin(6 * np.pi * STEPS)
    back = np.interp(1 - STEPS, [*STEPS, 1], [*wave, 0])
    column, row = np.meshgrid(np.arange(SIDE_COUNT), np.arange(SIDE_COUNT))
    x0, y0 = column.reshape(-1, 1) * SIDE_M, 6_100_000 + row.reshape(-1, 1) * SIDE_M
    far = SIDE_M * (1 - STEPS)
    xs = np.hstack([x0 + SIDE_M * STEPS, x0 + SIDE_M + wave, x0 + far, x0 + back])
    ys = np.hstack([y0 + wave, y0 + SIDE_M * STEPS, y0 + SIDE_M + back, y0 + far])
    areas = shapely.polygons(np.stack([xs, ys], axis=-1))
    codes = pd.Index([f"A{rank:05}" for rank in range(len(areas))], name="code_qp")
    return gpd.GeoDataFrame(index=codes, geometry=areas, crs=LAMBERT_93)


def real_outlines(path: Path) -> gpd.GeoDataFrame:
    """Read outlines of metropolitan France, repair them, leave out those without area."""
    frame = gpd.read_file(path).set_index("code_qp").to_crs(LAMBERT_93)
    frame = frame[frame.within(METROPOLE_M)]
    frame = frame.set_geometry(frame.make_valid().buffer(0))
    return frame[~frame.is_empty]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--outlines", type=Path)
    parser.add_argument("--way", choices=sorted(WAYS), help="run only this one, in this process")
    return parser


def _run(arguments: argparse.Namespace) -> None:
    made_up = arguments.outlines is None
    outlines = made_up_outlines() if made_up else real_outlines(arguments.outlines)
    west, south, east, north = outlines.total_bounds
    generator = np.random.default_rng(43)
    x = generator.uniform(west, east, arguments.points)
    y = generator.uniform(south, north, arguments.points)
    start = time.process_time()
    count = WAYS[arguments.way](x, y, outlines)
    seconds = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{count} {seconds} {megabytes}\n")


def _measured(way: str, arguments: argparse.Namespace) -> tuple[float, float]:
    command = [sys.executable, __file__, "--way", way, "--points", str(arguments.points)]
    if arguments.outlines is not None:
        command += ["--outlines", str(arguments.outlines)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    count, seconds, megabytes = output.stdout.split()
    _say(f"{way}: {int(count):,} of {arguments.points:,} points inside")
    return float(seconds), float(megabytes)


if __name__ == "__main__":
    main()
