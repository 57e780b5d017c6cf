"""Rows of a template as a frame, typed and indexed alike wherever they come from."""

from collections.abc import Iterable, Sequence
from itertools import islice

import pandas as pd

from geo.contracts.read import TYPES
from geo.imports.templates import Template

PART = 10_000


def typed_frame(model: Template, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Return rows of values in the order of the template as a frame, indexed by the key.

    Rows are typed part by part: a long file never stands in memory as untyped cells twice.
    """
    waiting = iter(rows)
    parts = [_typed(model, [])]
    while part := [tuple(row) for row in islice(waiting, PART)]:
        parts.append(_typed(model, part))
    return keyed(model, pd.concat(parts[1:] or parts, ignore_index=True))


def keyed(model: Template, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with the columns of the template, indexed by its key."""
    ordered = frame[[field.name for field in model.fields]]
    return ordered.set_index(list(model.key) if len(model.key) > 1 else model.key[0])


def _typed(model: Template, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    names = [field.name for field in model.fields]
    types = {each.name: TYPES[each.type] for each in model.fields if each.type != "date"}
    frame = pd.DataFrame.from_records(rows, columns=names).astype(types)
    for field in model.fields:
        if field.type == "date":
            frame[field.name] = pd.to_datetime(frame[field.name]).dt.as_unit("us")
    return frame
