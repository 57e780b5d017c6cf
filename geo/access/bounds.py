"""Which walks can help at all: those after a ride that may beat the walk from home.

How soon a stop can be left, if no vehicle ever kept anybody waiting, is a bound that no
timetable beats. A walk from that stop that then arrives no sooner than whoever walks from home,
or beyond the limit, changes no answer: it is left out, and the search is twice as quick.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.access.walking import Footpaths

# A ride of no time is still a link of the graph.
NO_TIME_S = 1e-6


def graph_without_waiting(runs: pd.DataFrame, stops: pd.DataFrame, footpaths: Footpaths) -> Any:  # noqa: ANN401 -- a sparse matrix, whose library has no types
    """Return the quickest way from each stop to the next, riding or walking.

    Parameters
    ----------
    runs
        As `geo.access.timetable.day_timetable` gives them.
    stops
        Stops, indexed by ``stop_id``, that number the rows and columns.
    footpaths
        Walks between them.

    Returns
    -------
    csr_array
        Seconds, one row and one column per stop.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 -- slow to import

    number = stops.index.get_indexer(pd.Index(runs["stop_id"]))
    is_next = (runs["run"] == runs["run"].shift(-1)).to_numpy()[:-1]
    rides = (runs["arrival_s"].to_numpy()[1:] - runs["departure_s"].to_numpy()[:-1])[is_next]
    links = pd.DataFrame(
        {
            "start": np.concatenate([number[:-1][is_next], footpaths.start]),
            "end": np.concatenate([number[1:][is_next], footpaths.end]),
            "seconds": np.concatenate([rides, footpaths.seconds]),
        }
    )
    quickest = links.groupby(["start", "end"], as_index=False)["seconds"].min()
    places = (quickest["start"].to_numpy(), quickest["end"].to_numpy())
    weights = quickest["seconds"].to_numpy() + NO_TIME_S
    return csr_array((weights, places), shape=(len(stops), len(stops)))


def useful(
    walks: Footpaths,
    graph: Any,  # noqa: ANN401 -- as above
    on_foot: NDArray[np.int64],
    limit_s: int,
) -> Footpaths:
    """Return the walks that may help somebody who leaves home.

    Parameters
    ----------
    walks
        Walks that start at a stop.
    graph
        As `graph_without_waiting` gives it.
    on_foot
        Seconds on foot from home to each place where a walk may end, stops first.
    limit_s
        Longest journey that counts, seconds.
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 -- slow to import
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 -- slow to import

    count = graph.shape[0]
    near = np.flatnonzero(on_foot[:count] <= limit_s)
    with_home = csr_array(
        (
            np.concatenate([graph.data, on_foot[near] + NO_TIME_S]),
            np.concatenate([graph.indices, near]),
            np.append(graph.indptr, graph.indptr[-1] + len(near)),
        ),
        shape=(count + 1, count + 1),
    )
    soonest = np.floor(dijkstra(with_home, indices=count, limit=limit_s + 1)[:count])
    arrival = soonest[walks.start] + walks.seconds
    helps = (arrival < on_foot[walks.end]) & (arrival <= limit_s)
    return Footpaths(walks.start[helps], walks.end[helps], walks.seconds[helps])
