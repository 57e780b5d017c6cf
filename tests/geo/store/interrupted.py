"""Imports that are killed, and imports at once: ``python -m tests.geo.store.interrupted``.

Prints one JSON object. Its own process, so that forking is safe: nothing else runs in it.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

import psycopg  # noqa: F401 -- loaded once, before the forks
from alembic import command  # noqa: F401 -- as above

from geo.store import Kind, Store, audit, current_rows, open_store, write_batch
from geo.store.outcome import Origin

ROWS = 50_000
KNOWN = 2_500
MOMENTS = 20
BEYOND = 1.5
"""How far the moments go, in lengths of the import: the last ones come after its end."""
RACING = 9_000
OLD, NEW = "planned", "done"


def main(url: str, question: str) -> None:
    """Answer one question about the database at `url`."""
    answer = {"kill": killed, "race": raced}[question](url)
    sys.stdout.write(json.dumps(answer))


def killed(url: str) -> dict[str, object]:
    """Kill an import at random moments spread until after its end; tell each state."""
    full = measured(open_store(url, epci="300000000"))
    generator = random.Random(43)  # noqa: S311 -- moments, not secrets
    states = []
    for rank in range(MOMENTS):
        store = open_store(place_of(url, rank), epci=f"30000{rank + 1:04}")
        write_batch(store, Kind.PROGRAMME, records(KNOWN, OLD), Origin("x"))
        child = forked(lambda store=store: keep(store))
        time.sleep(BEYOND * full * (rank + generator.random()) / MOMENTS)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        states.append(state_of(store))
    return {"seconds": full, "states": states}


def raced(url: str) -> dict[str, object]:
    """Import files at once: two that disagree and one of them again; then one file three times."""
    mixed = open_store(url, epci="300000900")
    same = open_store(place_of(url, MOMENTS), epci="300000901")
    return {"mixed": at_once(mixed, (OLD, NEW, NEW)), "same": at_once(same, (NEW, NEW, NEW))}


def at_once(store: Store, values: Sequence[str]) -> dict[str, object]:
    """Import one file for each value, all at once; tell what is left and what the log says."""
    files = [records(RACING, value) for value in values]
    children = [
        forked(lambda rows=rows: write_batch(store, Kind.PROGRAMME, rows, Origin("x")))
        for rows in files
    ]
    codes = [os.waitpid(child, 0)[1] for child in children]
    states = current_rows(store, Kind.PROGRAMME)["state"]
    log = audit(store)[["added_count", "changed_count"]].to_numpy().tolist()
    return {"codes": codes, "states": sorted(set(states)), "log": log[::-1]}


def place_of(url: str, rank: int) -> str:
    """Return a database of its own for each moment: a file, or the same server."""
    return f"{url}-{rank}" if url.startswith("sqlite") else url


def measured(store: Store) -> float:
    """Return how long the import takes when nobody kills it."""
    write_batch(store, Kind.PROGRAMME, records(KNOWN, OLD), Origin("x"))
    start = time.monotonic()
    os.waitpid(forked(lambda: keep(store)), 0)
    assert state_of(store) == "complete"
    return time.monotonic() - start


def keep(store: Store) -> None:
    """Import the whole file: known rows change, the others are new."""
    write_batch(store, Kind.PROGRAMME, FULL, Origin("x"))


def forked(work: Callable[[], object]) -> int:
    """Do `work` in a process of its own; its exit code is not 0 when it fails."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(sys.exc_info()[0] is not None)
    return child


def records(count: int, state: str) -> Sequence[tuple[object, ...]]:
    """Return rows of `count` operations that are all in one state."""
    day = date(2024, 1, 1)
    return [(f"operation-{rank}", day, state, None, "source", None) for rank in range(count)]


def state_of(store: Store) -> str:
    """Return ``before``, ``complete``, or what is wrong."""
    states = current_rows(store, Kind.PROGRAMME)["state"]
    found = (len(states), set(states), len(audit(store)))
    if found == (KNOWN, {OLD}, 1):
        return "before"
    return "complete" if found == (ROWS, {NEW}, 2) else f"{found[0]} rows, {found[2]} in the log"


FULL = records(ROWS, NEW)

if __name__ == "__main__":
    main(*sys.argv[1:])
