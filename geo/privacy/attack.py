"""The attacker: how few values the shown cells leave to each hidden cell.

The attacker knows every shown count, that people are whole and not negative, how the tables add
up, and the rule: in every part of the tables that holds hidden cells, at least one of them is
hidden for itself (a few people), the others to protect it. He solves linear programs.

A cell is safe once two possible populations (*witnesses*) differ enough on it. Witnesses are
whole-number solutions that respect the rule: they prove the range without trusting a bound.
"""

from typing import Any

import highspy
import numpy as np
from scipy import sparse

from geo.privacy.attributes import Codes, Mask
from geo.privacy.solver import linear_program, quiet_solver, solution
from geo.privacy.system import Component, System, components

WHOLE_TOLERANCE = 1e-6
MORE_THAN_ALL = 1_000
TRIES = 12


def exposed_cells(system: System, shown: Mask, needed: int) -> Codes:
    """Return the hidden cells for which fewer than `needed` values could be shown to be possible.

    Cautious: a cell is exposed unless its range is proved.
    """
    parts, stuck = components(system, shown)
    found = [stuck]
    for part in parts:
        low, high = proved_range(system, part, needed)
        found.append(part.hidden[high - low < needed - 1])
    exposed = np.sort(np.concatenate(found))
    return exposed[system.watched[exposed]]


def proved_range(system: System, part: Component, needed: int) -> tuple[Codes, Codes]:
    """Return the least and the greatest value proved possible for every hidden cell of `part`.

    The search for a cell stops once `needed` values are proved.
    """
    limits = system.limits[part.hidden]
    true = part.constants + part.cells @ system.truth[part.unknowns]
    low, high = true.copy(), true.copy()
    solver = _solver(part, int(system.truth.sum()) + MORE_THAN_ALL)
    for cell in np.flatnonzero(system.watched[part.hidden]):
        for small in (None, *_helpers(cell, true, limits)):
            if high[cell] - low[cell] >= needed - 1:
                break
            for sign in (1, -1):
                values = _extreme(solver, part, cell, sign, _bound(part, small, limits))
                if values is not None and ((values >= 1) & (values <= limits)).any():
                    low, high = np.minimum(low, values), np.maximum(high, values)
    return low, high


def _helpers(cell: np.intp, true: Codes, limits: Codes) -> list[int]:
    """Return the cells that may be the ones hidden for themselves, the likeliest to help first.

    These are small cells near `cell`, `cell` itself, then larger ones that could be small.
    """
    others = np.flatnonzero((limits > 0) & (np.arange(true.size) != cell))
    is_small = (true[others] >= 1) & (true[others] <= limits[others])
    small, large = others[is_small], others[~is_small]
    near = small[np.argsort(np.abs(small - cell), kind="stable")[:TRIES]]
    least = large[np.argsort(true[large], kind="stable")[:TRIES]]
    return [*near.tolist(), int(cell), *least.tolist()]


def _bound(part: Component, small: int | None, limits: Codes) -> tuple[int, int, int] | None:
    if small is None:
        return None
    constant = int(part.constants[small])
    return small, 1 - constant, int(limits[small]) - constant


def _solver(part: Component, most: int) -> Any:  # noqa: ANN401 -- highspy has no types
    """Return a solver that holds the equations, then one open row per hidden cell."""
    open_rows = np.full(part.hidden.size, np.inf)
    none = np.zeros(part.unknowns.size)
    solver = quiet_solver()
    solver.passModel(
        linear_program(
            sparse.vstack([part.equations, part.cells]).tocsr(),
            rows=(
                np.concatenate([part.values, -open_rows]),
                np.concatenate([part.values, open_rows]),
            ),
            columns=(none, np.full(none.size, most)),
            costs=none,
        )
    )
    return solver


def _extreme(
    solver: Any,  # noqa: ANN401 -- highspy has no types
    part: Component,
    cell: np.intp,
    sign: int,
    bound: tuple[int, int, int] | None,
) -> Codes | None:
    """Return the hidden cells of a population where `cell` is extreme; None when none is found."""
    columns = part.cells.indices[part.cells.indptr[cell] : part.cells.indptr[cell + 1]]
    first = part.values.size
    solver.changeColsCost(columns.size, columns, np.full(columns.size, -float(sign)))
    if bound is not None:
        solver.changeRowBounds(first + bound[0], float(bound[1]), float(bound[2]))
    answer = _whole_solution(solver, part)
    solver.changeColsCost(columns.size, columns, np.zeros(columns.size))
    if bound is not None:
        solver.changeRowBounds(first + bound[0], -np.inf, np.inf)
    return None if answer is None else part.constants + part.cells @ answer


def _whole_solution(solver: Any, part: Component) -> Codes | None:  # noqa: ANN401 -- highspy
    """Return a solution in whole numbers, checked; None when there is none."""
    answer = solution(solver)
    if answer is not None and np.abs(answer - np.rint(answer)).max(initial=0) > WHOLE_TOLERANCE:
        columns = np.arange(part.unknowns.size, dtype=np.int32)
        kinds = (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
        solver.changeColsIntegrality(columns.size, columns, [kinds[0]] * columns.size)
        answer = solution(solver)
        solver.changeColsIntegrality(columns.size, columns, [kinds[1]] * columns.size)
    if answer is None:
        return None
    whole = np.rint(answer).astype(np.int64)
    holds = (part.equations @ whole == part.values).all() and (whole >= 0).all()
    return whole if holds else None
