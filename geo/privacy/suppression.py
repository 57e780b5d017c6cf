"""Which other cells to hide so that a hidden cell keeps enough possible values."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from geo.privacy.attack import exposed_cells
from geo.privacy.attributes import Codes, Mask
from geo.privacy.solver import linear_program, quiet_solver, solution
from geo.privacy.system import LINK, System

HIDDEN_ENOUGH = 1e-6
ZERO_COST = 2.0
MAX_STRETCH = 8


def suppress(system: System, shown: Mask, fixed: Mask, needed: int) -> Mask:
    """Return `shown` without the cells that must be hidden too.

    Parameters
    ----------
    system
        Equations of the tables.
    shown
        Cells that are not hidden for themselves.
    fixed
        Cells whose state cannot change: known elsewhere, or published before.
    needed
        Values that every hidden cell must keep possible. A cell that the `fixed` ones alone bound
        to fewer stays so: hiding all the rest would not help it.
    """
    shown = shown.copy()
    stretch = np.zeros(shown.size, dtype=np.int64)
    lost: Codes | None = None
    while True:
        exposed = exposed_cells(system, shown, needed)
        exposed = exposed if lost is None else np.setdiff1d(exposed, lost)
        if not exposed.size or not (shown & ~fixed).any():
            return shown
        for cell in exposed:
            more = _partners(system, shown, fixed, int(cell), needed - 1 + int(stretch[cell]))
            if more is None and lost is None:
                lost = exposed_cells(system, shown & fixed, needed)
                break
            if more is None or stretch[cell] > MAX_STRETCH:
                more = _rest(system, shown & ~fixed, int(cell))
            shown[more] = False
            stretch[cell] = stretch[cell] if more.size else 2 * stretch[cell] + 1


def _rest(system: System, open_cells: Mask, cell: int) -> npt.NDArray[np.intp]:
    """Return all that can still be hidden of the table of `cell`, or else of all tables."""
    same = np.flatnonzero(open_cells & (system.table_of == system.table_of[cell]))
    return same if same.size else np.flatnonzero(open_cells)


def _partners(
    system: System, shown: Mask, fixed: Mask, cell: int, reach: int
) -> npt.NDArray[np.intp] | None:
    """Return the cells to hide so that `cell` can move by `reach`; None when none would do.

    The cheapest are found first; then those that are not needed once the others are hidden are
    shown again, the costliest first.
    """
    found = _cheapest(system, shown, fixed, cell, reach)
    if found is None:
        return None
    for one in found[np.argsort(-_costs(system, found), kind="stable")]:
        if found.size > 1:
            others = np.ones(shown.size, dtype=bool)
            others[np.setdiff1d(found, one)] = False
            fewer = _cheapest(system, shown, others, cell, reach)
            found = found if fewer is None else fewer
    return found


def _cheapest(
    system: System, shown: Mask, fixed: Mask, cell: int, reach: int
) -> npt.NDArray[np.intp] | None:
    """Return the cheapest cells to hide; None when no choice lets `cell` move by `reach`.

    Two populations are searched that agree on every cell left shown and differ by `reach` on
    `cell`; what a shown cell deviates costs by its size. Kelly, Golden and Assad (1992) and the
    CONFID system choose their complements by linear programs of the same kind.
    """
    chosen = np.flatnonzero(shown)
    solver = quiet_solver()
    solver.passModel(_program(system, chosen, fixed[chosen], cell, reach))
    values = solution(solver)
    if values is None:
        return None
    return chosen[values[2 * system.truth.size :] > HIDDEN_ENOUGH]


def _program(system: System, chosen: Codes, fixed: Mask, cell: int, reach: int) -> Any:  # noqa: ANN401
    """Return the program: deviations of one population, of the other, a switch per shown cell."""
    links, cells = system.matrix[system.count_of == LINK], system.cells[chosen]
    switch = sparse.identity(chosen.size, format="csr") * reach
    target = system.cells[[cell]]
    blocks = [
        [links, None, None],
        [None, links, None],
        [target, -target, None],
        [cells, None, switch],
        [None, cells, switch],
        [-cells, None, switch],
        [None, -cells, switch],
    ]
    down = -np.minimum(system.truth, reach).astype(float)
    none, up = np.zeros(chosen.size), np.full(2 * down.size, float(reach))
    equal = 2 * links.shape[0]
    return linear_program(
        sparse.bmat(blocks, format="csr"),
        rows=(
            np.concatenate([np.zeros(equal), [reach], np.zeros(4 * chosen.size)]),
            np.concatenate([np.zeros(equal), np.full(1 + 4 * chosen.size, np.inf)]),
        ),
        columns=(np.concatenate([down, down, none]), np.concatenate([up, ~fixed])),
        costs=np.concatenate([np.zeros(2 * down.size), _costs(system, chosen)]),
    )


def _costs(system: System, chosen: Codes) -> npt.NDArray[np.float64]:
    counts = system.cells[chosen] @ system.truth
    return np.where(counts == 0, ZERO_COST, 1.0 + np.log2(1.0 + counts))
