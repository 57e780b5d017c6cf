"""The linear solver HiGHS, silent and repeatable."""

from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

Bounds = tuple[npt.NDArray[Any], npt.NDArray[Any]]


def quiet_solver() -> Any:  # noqa: ANN401 -- highspy has no types
    """Return a solver that writes nothing and always takes the same way."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("random_seed", 0)):
        solver.setOptionValue(name, value)
    return solver


def solution(solver: Any) -> npt.NDArray[np.float64] | None:  # noqa: ANN401 -- highspy has no types
    """Return the best values of the columns, None when the program has no solution.

    Raises
    ------
    RuntimeError
        When the solver fails: without it nothing can be said to be protected.
    """
    outcome, status = solver.run(), solver.getModelStatus()
    if outcome != highspy.HighsStatus.kError:
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(solver.getSolution().col_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
    raise RuntimeError(f"the linear solver stopped: {solver.modelStatusToString(status)}")


def linear_program(
    matrix: Any,  # noqa: ANN401 -- sparse matrix
    *,
    rows: Bounds,
    columns: Bounds,
    costs: npt.NDArray[Any],
) -> Any:  # noqa: ANN401 -- highspy has no types
    """Return the program: least cost with both sides of every row and column in bounds."""
    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = costs.astype(float)
    program.col_lower_, program.col_upper_ = (each.astype(float) for each in columns)
    program.row_lower_, program.row_upper_ = (each.astype(float) for each in rows)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = matrix.indptr
    program.a_matrix_.index_ = matrix.indices
    program.a_matrix_.value_ = matrix.data.astype(float)
    return program
