"""Time to protect what the pages publish: rehousing, and a year of lettings.

Run as ``python -m tests.benchmarks.bench_privacy``.
"""

import sys
import time
from datetime import date

import numpy as np
import pandas as pd

from geo.privacy import Dimension, Nature, Table, protect
from tests.geo.privacy.shapes import HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES, households

DAY = date(2026, 1, 1)
RUNS = 3
COMMUNES = tuple(f"43{number:03d}" for number in range(72))
PARTS = {
    "side": ("in", "out"),
    "month": tuple(f"m{number:02d}" for number in range(1, 13)),
    "landlord": ("A", "B", "C"),
    "reserver": ("state", "commune", "action", "none", "other"),
    "first_quartile": ("yes", "no", "unknown"),
}


def leases(size):
    """Return leases of a year: half in one commune, a few in most of the others."""
    random = np.random.default_rng(5)
    weights = np.array([200.0, *[40.0] * 3, *[8.0] * 10, *[1.0] * 58])
    columns = {name: random.choice(values, size) for name, values in PARTS.items()}
    columns["commune"] = random.choice(COMMUNES, size, p=weights / weights.sum())
    return pd.DataFrame(columns, dtype="str")


def lettings_tables():
    """Return each classification alone, by side, and by side and income class."""
    names = ("commune", "month", "landlord", "reserver")
    sides = [Table("all", ()), Table("side", ("side",))]
    sides.append(Table("income", ("side", "first_quartile"), Nature.INCOME))
    for name in names:
        sides += [
            Table(name, (name,)),
            Table(f"{name} side", (name, "side")),
            Table(f"{name} income", (name, "side", "first_quartile"), Nature.INCOME),
        ]
    return tuple(sides)


def main() -> None:
    """Print the seconds of each run and the cells hidden."""
    dimensions = (
        Dimension("commune", COMMUNES),
        *(Dimension(name, values) for name, values in PARTS.items()),
    )
    cases = {
        "rehousing, 62 households": (households(0), HOUSEHOLD_DIMENSIONS, HOUSEHOLD_TABLES),
        "lettings, 400 leases": (leases(400), dimensions, lettings_tables()),
        "lettings, 1500 leases": (leases(1500), dimensions, lettings_tables()),
    }
    for name, (people, known, tables) in cases.items():
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            publication = protect(people, known, tables, on=DAY)
            times.append(time.perf_counter() - start)
        cells = sum(len(table.cells) for table in publication.tables.values())
        seconds = ", ".join(f"{each:.2f}" for each in times)
        sys.stdout.write(f"{name}: {seconds} s, {publication.secret_count} of {cells} hidden\n")


if __name__ == "__main__":
    main()
