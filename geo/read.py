"""From a table of the territory to a frame that meets its contract, or an error.

The quick way: a file whose bytes have the hash in the manifest was checked when the manifest
was made, so it is only parsed, with the types of its schema. Any other file is checked in full
first (`geo.check`), and every fault is raised at once.
"""

import io
from typing import Any

import pandas as pd

from geo.errors import DataError
from geo.manifest import Manifest, Resource, changed_fault, decode, read_bytes

TYPES = {"string": "str", "integer": "Int64", "number": "float64", "year": "Int64"}


def read_table(manifest: Manifest, name: str) -> pd.DataFrame:
    """Read the table called `name`.

    Returns
    -------
    pandas.DataFrame
        One column per field of the schema, in its order. Text is `str`, integers `Int64`,
        numbers `float64`, dates `datetime64`, booleans `boolean`. Indexed by the primary key
        when that is one column. Empty cells are NA; they are never replaced.

    Raises
    ------
    DataError
        When the file is missing, unreadable, breaks its schema or is not the one the manifest
        was written for.
    UnknownCodeError
        When the territory has no such table.
    """
    resource = manifest.resource(name)
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        _raise_faults(resource)
    return _typed(resource, decode(content, resource.shown_path))


def _raise_faults(resource: Resource) -> None:
    from geo.check import table_faults  # noqa: PLC0415 -- slow to load, rarely used

    raise DataError(table_faults(resource) or [changed_fault(resource)])


def _typed(resource: Resource, text: str) -> pd.DataFrame:
    fields = {field["name"]: field for field in resource.schema["fields"]}
    frame = pd.read_csv(
        io.StringIO(text),
        dtype={name: TYPES.get(field["type"], "str") for name, field in fields.items()},
        keep_default_na=False,
        na_values=[""],
    )
    for name, field in fields.items():
        frame[name] = _converted(frame[name], field)
    key = resource.schema.get("primaryKey", [])
    return frame.set_index(key[0]) if len(key) == 1 else frame


def _converted(column: "pd.Series[Any]", field: dict[str, Any]) -> "pd.Series[Any]":
    if field["type"] == "date":
        return pd.to_datetime(column, format="%Y-%m-%d")
    if field["type"] == "boolean":
        return column.map({"true": True, "false": False}).astype("boolean")
    return column
