"""A second attacker, independent of the one that protects: the full cross classification.

He writes one unknown per combination of categories of all dimensions at once (no blocks, no
links), knows every shown cell, and solves integer programs for the least and the greatest value of
every hidden cell. On very small cases he lists every possible population.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from geo.privacy import CellStatus

MOST = 2_000


def atoms(dimensions):
    """Return every possible person: category by name of dimension and grouping."""
    found = []
    for values in product(*(dimension.categories for dimension in dimensions)):
        person = dict(zip([dimension.name for dimension in dimensions], values, strict=True))
        is_possible = True
        for dimension, value in zip(dimensions, values, strict=True):
            for grouping in dimension.groupings:
                group = grouping.group_of[value]
                is_possible &= person.setdefault(grouping.name, group) == group
        if is_possible:
            found.append(person)
    return found


def equations(publication, dimensions):
    """Return the cells of all tables as 0/1 rows over the atoms, with what is shown of them."""
    people = atoms(dimensions)
    rows, cells, names = [], [], []
    for table in publication.tables.values():
        keys = [tuple(person[name] for name in table.table.by) for person in people]
        for key, cell in table.cells.items():
            rows.append([each == key for each in keys])
            cells.append(cell)
            names.append((table.table.name, key))
    return np.array(rows, dtype=float), cells, names


def hidden_ranges(publication, dimensions):
    """Return (least, greatest) for every hidden cell, by name of table and key."""
    matrix, cells, names = equations(publication, dimensions)
    shown = np.array([cell.status is CellStatus.SHOWN for cell in cells])
    values = [cell.count for cell in cells if not cell.is_secret]
    known = [LinearConstraint(csr_matrix(matrix[shown]), values, values)] if shown.any() else []
    return {
        names[number]: tuple(_extreme(matrix[number], sign, known) for sign in (1, -1))
        for number in np.flatnonzero(~shown)
    }


def _extreme(row, sign, known):
    answer = milp(sign * row, constraints=known, integrality=1, bounds=Bounds(0, MOST))
    assert answer.success, answer.message
    return round(sign * answer.fun)


def possible_populations(publication, dimensions, limits):
    """Return the hidden cells (columns) of every population that fits, hiding rule included.

    `limits` gives, per table name, the largest count that is hidden for itself. A population
    fits when it gives every shown cell, and when at least one hidden cell is small in it. A hidden
    table total bounds nothing: only for publications whose total is shown.
    """
    matrix, cells, names = equations(publication, dimensions)
    total = next(cell.count for cell, name in zip(cells, names, strict=True) if name[1] == ())
    shown = np.array([not cell.is_secret for cell in cells])
    values = np.array([cell.count for cell in cells if not cell.is_secret])
    largest = np.array([limits[name[0]] for name in names])[~shown]
    found = []
    for population in _sums(total, matrix.shape[1]):
        counts = matrix @ population
        if (counts[shown] == values).all():
            hidden = counts[~shown]
            if ((hidden >= 1) & (hidden <= largest)).any():
                found.append(hidden)
    return np.array(found), [
        name for name, is_shown in zip(names, shown, strict=True) if not is_shown
    ]


def _sums(total, length):
    """Yield every vector of `length` whole numbers that add up to `total`."""
    if length == 1:
        yield np.array([total])
        return
    for first in range(total + 1):
        for rest in _sums(total - first, length - 1):
            yield np.concatenate([[first], rest])
