"""Populations shaped like those of the pages, made from a seed."""

import numpy as np
import pandas as pd

from geo.privacy import Dimension, Grouping, Table

STAGES = ("survey", "offer", "agreed", "moved", "split", "left", "dead", "evicted")
PLACES = ("none", "qpv", "same", "epci", "outside")
QUARTERS = ("none", *(f"q{number}" for number in range(8)))
SIZES = ("T1", "T2", "T3", "T4", "T5")
REFUSALS = ("0", "1", "2", "3")


def moved(categories, yes):
    return Grouping("moved", {each: "yes" if each in yes else "no" for each in categories})


HOUSEHOLD_DIMENSIONS = (
    Dimension("building", ("40", "72")),
    Dimension("stage", STAGES, (moved(STAGES, {"moved"}),)),
    Dimension("place", PLACES, (moved(PLACES, PLACES[1:]),)),
    Dimension("quarter", QUARTERS, (moved(QUARTERS, QUARTERS[1:]),)),
    Dimension("refusals", REFUSALS),
)
HOUSEHOLD_TABLES = (
    Table("all", (), is_known=True),
    Table("building", ("building",), is_known=True),
    Table("stage", ("stage",)),
    Table("building stage", ("building", "stage")),
    Table("place", ("place",)),
    Table("building place", ("building", "place")),
    Table("quarter", ("quarter",)),
    Table("refusals", ("refusals",)),
    Table("building refusals", ("building", "refusals")),
)


def households(seed):
    """Return 62 households: 24 in one building, 38 in the other."""
    random = np.random.default_rng(seed)
    size = 62
    stage = random.choice(STAGES, size, p=random.dirichlet(np.ones(len(STAGES))))
    has_moved = stage == "moved"
    columns = {
        "building": ["40"] * 24 + ["72"] * 38,
        "stage": stage,
        "place": np.where(has_moved, random.choice(PLACES[1:], size), "none"),
        "quarter": np.where(has_moved, random.choice(QUARTERS[1:], size), "none"),
        "refusals": random.choice(REFUSALS, size, p=[0.6, 0.25, 0.1, 0.05]),
    }
    return pd.DataFrame(columns, dtype="str")


PERIODS = ("p1", "p2", "p3", "p4")
LATER = "later"


def dated(periods, has_later=True):
    """Return the dimension of the period of an event and its reading at the end of each period.

    At the end of p2 a reader knows ``gone`` (p1 or p2) and ``later``; ``step`` tells which.
    """
    categories = (*periods, LATER) if has_later else tuple(periods)
    groupings = []
    for last in periods:
        known = {each: each <= last for each in periods} | {LATER: False}
        gone = {each: "gone" if known[each] else LATER for each in categories}
        step = {each: each if known[each] else LATER for each in categories}
        groupings += [Grouping(f"gone@{last}", gone), Grouping(f"step@{last}", step)]
    return Dimension("period", categories, tuple(groupings))


def release_tables(periods, never_shown=()):
    """Return, per period, the running total by building as published at its end, and what lies
    between two of them, which is never shown but must stay secret when small."""
    known = [Table("all", (), is_known=True), Table("building", ("building",), is_known=True)]
    found = [] if never_shown else known
    for number, last in enumerate(periods):
        common = {"release": number, "never_shown": never_shown}
        found += [
            Table(f"gone@{last}", (f"gone@{last}",), **common),
            Table(f"building gone@{last}", ("building", f"gone@{last}"), **common),
            Table(f"building step@{last}", ("building", f"step@{last}"), is_shown=False, **common),
        ]
    return tuple(found)


def moves(seed):
    """Return 62 households by building and period of their move, many still to come."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet(np.full(len(PERIODS) + 1, 0.7))
    periods = random.choice((*PERIODS, LATER), 62, p=shares)
    return pd.DataFrame({"building": ["40"] * 24 + ["72"] * 38, "period": periods}, dtype="str")
