"""From a table of the territory to a frame that meets its contract, or an error.

The quick way: a file whose bytes have the hash in the manifest is only parsed, with the types
of its schema. Any other file, and one that cannot be parsed, is checked in full
(`geo.contracts.tables`) and every fault is raised at once.
"""

import io

import pandas as pd

from geo.contracts.manifest import FILE_NAME, Manifest, Resource, changed_fault, decode, read_bytes
from geo.contracts.tables import table_faults
from geo.errors import DataError, Fault

TYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "year": "Int64",
    "boolean": "boolean",
}


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
    if not resource.schema:
        fault = Fault("manifest", FILE_NAME, field=name, expected="schema", found="nothing")
        raise DataError(fault)
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        raise DataError(table_faults(resource) or [changed_fault(resource)])
    try:
        return _typed(resource, decode(content, resource.shown_path))
    except (KeyError, TypeError, ValueError) as error:
        faults = table_faults(resource)
        if faults:
            raise DataError(faults) from error
        raise


def _typed(resource: Resource, text: str) -> pd.DataFrame:
    fields = {field["name"]: field for field in resource.schema["fields"]}
    frame = pd.read_csv(
        io.StringIO(text),
        dtype={name: TYPES.get(field["type"], "str") for name, field in fields.items()},
        keep_default_na=False,
        na_values=[""],
    )
    if list(frame.columns) != list(fields):
        raise KeyError(*fields)
    for name, field in fields.items():
        if field["type"] == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
    key = resource.schema.get("primaryKey", [])
    if frame.duplicated(key).any():
        raise ValueError(key)
    return frame.set_index(key[0]) if len(key) == 1 else frame
