"""Answers about a table of points, written in a CSV beside the rows as the user gave them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import DataError, Fault
from geo.files import replacing
from geo.where.addresses import Addresses, Layout, blocks


def write_answers(addresses: Addresses, answers: pd.DataFrame, target: Path) -> None:
    """Write the table with the columns of `answers` at its right, in one move.

    Parameters
    ----------
    addresses
        From `geo.where.addresses.read_addresses`.
    answers
        One row per point, in order.
    target
        CSV to write: UTF-8, same delimiter, decimal comma where the delimiter is ``;``. It may
        be the table itself.

    Raises
    ------
    DataError
        When the table already has a column of that name, or changed since it was read.
    """
    layout = addresses.layout
    taken = [_taken_fault(layout, name) for name in answers if name in layout.columns]
    if taken:
        raise DataError(taken)
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=layout.delimiter, lineterminator="\n")
        writer.writerow([*layout.columns, *answers.columns])
        start = 0
        for block in blocks(layout):
            cells = _cells(answers.iloc[start : start + len(block)], layout.delimiter)
            writer.writerows([*row, *more] for (_, row), more in zip(block, cells, strict=False))
            start += len(block)
        if start != len(answers):
            raise DataError(_changed_fault(layout.path, len(answers), start))


def _cells(answers: pd.DataFrame, delimiter: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of `answers` as text."""
    mark = "," if delimiter == ";" else "."
    return zip(*(_texts(column, mark) for _, column in answers.items()), strict=True)


def _texts(column: "pd.Series[Any]", mark: str) -> list[str]:
    """Return metres to the millimetre, ``true`` and ``false``, and nothing where missing."""
    if column.dtype.kind == "f":
        return [f"{value:.3f}".replace(".", mark) for value in column]
    if column.dtype.kind == "b":
        return ["true" if value else "false" for value in column]
    return column.astype("str").where(column.notna(), "").tolist()


def _taken_fault(layout: Layout, name: str) -> Fault:
    return Fault(
        rule="column-taken",
        file=str(layout.path),
        line=1,
        column=layout.columns.index(name) + 1,
        field=name,
        fix="rename or remove this column: an answer has its name",
    )


def _changed_fault(path: Path, expected: int, found: int) -> Fault:
    return Fault(
        rule="changed",
        file=str(path),
        expected=f"{expected} rows, as when it was checked",
        found=str(found),
        fix="ask again once nothing writes in the file",
    )
