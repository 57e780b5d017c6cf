"""What a reader can still not deduce: the free part of the equations, cut into components."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from geo.privacy.attributes import Codes, Mask
from geo.privacy.family import Family

LINK = -1


@dataclass(frozen=True, slots=True)
class System:
    """Every equation that holds, whether the reader knows its right side or not.

    Attributes
    ----------
    matrix
        One row per equation, one column per unknown; entries 1 and -1.
    values
        Right side of every row; 0 for a link.
    table_of
        Table of every cell.
    count_of
        Cell whose count is the right side; `LINK` where two blocks meet.
    redundant_with
        For a link: the cell that, when shown, makes the link superfluous; else `LINK`.
    cells
        One row per cell: its unknowns in its first block.
    truth
        True value of every unknown.
    limits
        For every cell, the largest count that is hidden for itself; 0 where being small is no
        reason to hide anything.
    watched
        Cells that must keep enough values when they are hidden.
    """

    matrix: Any
    values: Codes
    table_of: Codes
    count_of: Codes
    redundant_with: Codes
    cells: Any
    truth: Codes
    limits: Codes
    watched: Mask


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the unknowns that shown counts do not tie to the others.

    Attributes
    ----------
    unknowns
        Columns of the system that are still free.
    equations
        Matrix of the equations between them, with their right sides in `values`.
    hidden
        Hidden cells made of them.
    cells
        Matrix of these cells; `constants` is the part of each that is already known.
    """

    unknowns: Codes
    equations: Any
    values: Codes
    hidden: Codes
    cells: Any
    constants: Codes


def build_system(family: Family, limits: Codes, watched: Mask) -> System:
    """Return the equations of `family` as matrices."""
    rows: list[tuple[Codes, Codes]] = []
    count_of: list[int] = []
    redundant: list[int] = []
    shown_as: dict[bytes, int] = {}
    none = np.zeros(0, dtype=np.int64)
    for number, count in enumerate(family.counts):
        for support in count.supports:
            rows.append((support, none))
            count_of.append(number)
            redundant.append(LINK)
            shown_as[support.tobytes()] = number
    for left, right in family.links:
        rows.append((left, right))
        count_of.append(LINK)
        one, two = (shown_as.get(side.tobytes(), LINK) for side in (left, right))
        redundant.append(one if one == two else LINK)
    numbers = np.array(count_of, dtype=np.int64)
    counts = np.array([count.count for count in family.counts], dtype=np.int64)
    return System(
        matrix=_matrix(rows, family.truth.size),
        values=np.where(numbers == LINK, 0, counts[numbers]),
        table_of=np.array([count.table for count in family.counts], dtype=np.int64),
        count_of=numbers,
        redundant_with=np.array(redundant, dtype=np.int64),
        cells=_matrix([(count.supports[0], none) for count in family.counts], family.truth.size),
        truth=family.truth,
        limits=limits,
        watched=watched,
    )


def components(system: System, shown: Mask) -> tuple[list[Component], Codes]:
    """Return what stays free when the cells `shown` are known, and the hidden cells that do not."""
    shown_or_link = np.append(shown, True)  # LINK is the last place
    active = shown_or_link[system.count_of]
    covered = np.append(shown, False)[system.redundant_with]
    rows = np.flatnonzero(active & ~covered)
    matrix, values = system.matrix[rows], system.values[rows]
    free = _free(matrix, values, system.truth)
    hidden = np.flatnonzero(~shown)
    values = values - matrix @ np.where(free, 0, system.truth)
    constants = system.cells @ np.where(free, 0, system.truth)
    columns = np.flatnonzero(free)
    equations, cells = matrix[:, columns], system.cells[hidden][:, columns]
    labels = _labels(sparse.vstack([equations, cells]), columns.size)
    stuck = hidden[np.diff(cells.indptr) == 0]
    found = []
    for label in range(labels.max(initial=-1) + 1):
        inside = np.flatnonzero(labels == label)
        part, own = equations[:, inside], cells[:, inside]
        used, seen = np.diff(part.indptr) > 0, np.diff(own.indptr) > 0
        numbers = hidden[seen]
        if numbers.size:
            found.append(
                Component(
                    columns[inside],
                    part[used],
                    values[used],
                    numbers,
                    own[seen],
                    constants[numbers],
                )
            )
    return found, stuck


def _free(matrix: Any, values: Codes, truth: Codes) -> Mask:  # noqa: ANN401 -- sparse matrix
    """Return the unknowns that simple elimination leaves open."""
    free = np.ones(truth.size, dtype=bool)
    plus, minus = (matrix > 0).astype(np.int64), (matrix < 0).astype(np.int64)
    both = plus + minus
    while True:
        rest = values - matrix @ np.where(free, 0, truth)
        up, down = plus @ free, minus @ free
        alone = (up + down) == 1
        empty = (rest == 0) & ((up == 0) | (down == 0)) & ((up + down) > 0)
        settled = (both.T @ (alone | empty).astype(np.int64) > 0) & free
        if not settled.any():
            return free
        free &= ~settled


def _labels(matrix: Any, columns: int) -> Codes:  # noqa: ANN401 -- sparse matrix
    """Return the component of every column, linked through the rows."""
    if columns == 0:
        return np.zeros(0, dtype=np.int64)
    ones = abs(matrix).tocsr()
    graph = sparse.bmat([[None, ones], [ones.T, None]])
    labels = csgraph.connected_components(graph, directed=False)[1][ones.shape[0] :]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def _matrix(rows: Sequence[tuple[Codes, Codes]], columns: int) -> Any:  # noqa: ANN401
    indices = np.concatenate([np.concatenate(pair) for pair in rows])
    data = np.concatenate([np.repeat([1, -1], [len(a), len(b)]) for a, b in rows])
    lengths = [len(a) + len(b) for a, b in rows]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    return sparse.csr_matrix((data, indices, starts), shape=(len(rows), columns))
