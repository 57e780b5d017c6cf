"""The one door through which counts, rates and means of people leave the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from geo.errors import Fault, InputError
from geo.privacy.tables import SECRET, Cell, CellStatus, Dimension, ProtectedTable, Table


class View(StrEnum):
    """Who is looking. Only the public view is served: there are no accounts yet."""

    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Publication:
    """All the tables of one population, protected together.

    Attributes
    ----------
    tables
        Protected tables by name, in the order they were asked for.
    """

    tables: Mapping[str, ProtectedTable]

    def __getitem__(self, name: str) -> ProtectedTable:
        return self.tables[name]

    @property
    def secret_count(self) -> int:
        """Number of hidden cells over all tables."""
        return sum(table.secret_count for table in self.tables.values())


def protect(
    people: pd.DataFrame,
    dimensions: Sequence[Dimension],
    tables: Sequence[Table],
    *,
    on: date,
    view: View = View.PUBLIC,
) -> Publication:
    """Count people and hide what would tell about a few of them.

    Parameters
    ----------
    people
        One row per person (household, lease), one text column per dimension; other columns are
        not read. May be empty.
    dimensions
        Every dimension that a table uses, directly or through a grouping.
    tables
        Everything that can ever be shown about these people; see `geo.privacy`.
    on
        Day of the thresholds (``privacy.*`` in the legal parameters).
    view
        Who is looking.

    Returns
    -------
    Publication
        The same for the same people in any order. No hidden cell can be brought down to fewer
        than five values by a reader who knows every shown cell, the rule and the categories.

    Raises
    ------
    InputError
        For a value of `people` that is no category, a table by an unknown dimension, two tables
        of one name, or two dimensions whose common grouping disagrees.
    """
    if view is not View.PUBLIC:
        raise InputError(Fault(rule="unknown-view", file="view", expected=View.PUBLIC.value))
    from geo.privacy.protection import protected_tables  # noqa: PLC0415 -- brings in the solver

    return Publication(protected_tables(people, dimensions, tables, on))


def share(part: Cell, whole: Cell) -> Fraction | None:
    """Return ``part / whole`` from shown cells; None when one is secret or `whole` is 0."""
    if part.count is None or whole.count is None or whole.count == 0:
        return None
    return Fraction(part.count, whole.count)


def add(cells: Sequence[Cell]) -> Cell:
    """Return the sum of `cells`; secret as soon as one of them is; 0 for no cell."""
    counts = [cell.count for cell in cells]
    if any(count is None for count in counts):
        return SECRET
    return Cell(sum(count for count in counts if count is not None), CellStatus.SHOWN)
