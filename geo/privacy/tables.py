"""What is published about people: dimensions, tables, and the cells that may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd


class Nature(StrEnum):
    """What a table tells about people, hence how many of them a shown cell needs."""

    HOUSEHOLDS = "households"
    INCOME = "income"


class CellStatus(StrEnum):
    """Whether a cell may be shown; a secret cell is hidden for itself or to protect another."""

    SHOWN = "shown"
    SECRET = "secret"  # noqa: S105 -- a status, no password


@dataclass(frozen=True, slots=True)
class Grouping:
    """A coarser reading of a dimension.

    Attributes
    ----------
    name
        Name under which tables use it, as they use a dimension.
    group_of
        Group of every category of the dimension. Groups keep the order of first appearance.
    """

    name: str
    group_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to classify people.

    Attributes
    ----------
    name
        Column of the frame of people.
    categories
        Every category that may occur, known without looking at the people, in display order.
    groupings
        Coarser readings. One that two dimensions give under the same name must agree for everybody.
    """

    name: str
    categories: tuple[str, ...]
    groupings: tuple[Grouping, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One classification of the people, published as counts.

    Attributes
    ----------
    name
        Name under which the publication gives it back.
    by
        Names of dimensions or groupings; ``()`` counts everybody.
    nature
        `Nature.INCOME` as soon as one of the dimensions says something about income.
    is_known
        The counts are published elsewhere (24 and 38 homes in the protocol): they are shown
        whatever they are, and the reader is taken to know them.
    release
        Number of the publication in time, from 0. What release n shows and hides depends only
        on the tables of the releases up to n, and never changes later.
    is_shown
        False for a table that no page shows and that a reader must not be able to fill in
        either: what happened between two releases. Its small cells are protected.
    never_shown
        Categories whose cells are never shown: what came after the release, and was unknown.
    """

    name: str
    by: tuple[str, ...]
    nature: Nature = Nature.HOUSEHOLDS
    is_known: bool = False
    release: int = 0
    is_shown: bool = True
    never_shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A count as it may be shown.

    Attributes
    ----------
    count
        People in the cell; None when the status is `CellStatus.SECRET`: at least five values
        are then possible.
    status
        Shown or secret.
    """

    count: int | None
    status: CellStatus

    @property
    def is_secret(self) -> bool:
        """Whether the count is hidden."""
        return self.status is CellStatus.SECRET


SECRET = Cell(None, CellStatus.SECRET)


@dataclass(frozen=True, slots=True)
class ProtectedTable:
    """A table whose cells may all leave the server.

    Attributes
    ----------
    table
        Its description.
    cells
        Cell of every combination of categories, in display order (zeros included). The key of
        the table that counts everybody is ``()``.
    """

    table: Table
    cells: Mapping[tuple[str, ...], Cell] = field(repr=False)

    def cell(self, *categories: str) -> Cell:
        """Return the cell of one category per name of ``table.by``; KeyError when unknown."""
        return self.cells[categories]

    @property
    def secret_count(self) -> int:
        """Number of hidden cells."""
        return sum(cell.is_secret for cell in self.cells.values())

    def frame(self) -> pd.DataFrame:
        """Return one row per cell: the columns of ``table.by``, then ``count`` and ``status``.

        Returns
        -------
        pandas.DataFrame
            ``count`` is a nullable integer, missing exactly where ``status`` is ``"secret"``.
        """
        rows = [(*key, cell.count, cell.status.value) for key, cell in self.cells.items()]
        frame = pd.DataFrame(rows, columns=[*self.table.by, "count", "status"])
        return frame.astype({"count": "Int64"})
