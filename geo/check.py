"""The contract of a territory: what is wrong with its files, all of it, each with its place.

Tables are checked by Frictionless against the Table Schema in the manifest; boundaries by
`geo.boundaries`. Imported only by the command `cdv check` and when a file is not the one the
manifest was written for: Frictionless takes half a second to load.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frictionless

from geo.boundaries import boundary_faults
from geo.errors import DataError, Fault
from geo.manifest import Manifest, Resource, changed_fault, decode, read_bytes, read_manifest

FIXES = {
    "primary-key": "keep one row per key",
    "foreign-key": "add the missing row, or correct the code",
    "encoding": "save the file as UTF-8",
}


def check_territory(folder: Path) -> Manifest:
    """Check every file of the territory in `folder` and return its manifest.

    Raises
    ------
    DataError
        With every fault of every file.
    """
    manifest = read_manifest(folder)
    faults = list(_all_faults(manifest))
    if faults:
        raise DataError(faults)
    return manifest


def table_faults(resource: Resource) -> list[Fault]:
    """Return what breaks the contract of one table, foreign keys aside; empty when it is right."""
    unreadable = _reading_faults(resource)
    if unreadable:
        return unreadable
    descriptor = {key: value for key, value in resource.descriptor.items() if key != "hash"}
    descriptor["schema"] = {k: v for k, v in resource.schema.items() if k != "foreignKeys"}
    with frictionless.system.use_context(trusted=True):
        checked = frictionless.Resource.from_descriptor(
            _lenient(descriptor), basepath=str(_folder_of(resource))
        ).validate()
    return _faults_of(resource, [error for task in checked.tasks for error in task.errors])


def _all_faults(manifest: Manifest) -> Iterator[Fault]:
    right_tables = []
    for resource in manifest.resources.values():
        faults = table_faults(resource) if resource.schema else boundary_faults(resource)
        yield from faults
        if faults:
            continue
        if not resource.is_unchanged(read_bytes(resource.path, resource.shown_path)):
            yield changed_fault(resource)
        if resource.schema:
            right_tables.append(resource)
    yield from _foreign_key_faults(manifest, right_tables)


def _reading_faults(resource: Resource) -> list[Fault]:
    try:
        decode(read_bytes(resource.path, resource.shown_path), resource.shown_path)
    except DataError as error:
        return list(error.faults)
    return []


def _foreign_key_faults(manifest: Manifest, tables: list[Resource]) -> Iterator[Fault]:
    """Check the references between tables that are right in themselves."""
    names = {table.name for table in tables}
    descriptors = []
    for table in tables:
        descriptor = _lenient({k: v for k, v in table.descriptor.items() if k != "hash"})
        keys = [
            key
            for key in table.schema.get("foreignKeys", [])
            if key["reference"].get("resource", "") in names | {""}
        ]
        descriptor["schema"] = {**descriptor["schema"], "foreignKeys": keys}
        descriptors.append(descriptor)
    if not descriptors:
        return
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package.from_descriptor(
            {"name": "territory", "resources": descriptors}, basepath=str(manifest.folder)
        )
        report = package.validate()
    by_path = {table.shown_path: table for table in tables}
    for task in report.tasks:
        found = [error for error in task.errors if error.type == "foreign-key"]
        yield from _faults_of(by_path[task.place], found)


def _lenient(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out the size, which `geo` checks with the hash in a sentence of its own."""
    return {key: value for key, value in descriptor.items() if key not in {"hash", "bytes"}}


def _folder_of(resource: Resource) -> Path:
    depth = len(Path(resource.shown_path).parts)
    return resource.path.parents[depth - 1]


def _faults_of(resource: Resource, errors: list[frictionless.Error]) -> list[Fault]:
    if not errors:
        return []
    lines = _line_of_each_row(resource.path.read_text("utf-8-sig"))
    return [_fault(resource, error.to_dict(), lines) for error in errors]


def _line_of_each_row(text: str) -> list[int]:
    """Return the first line of every CSV row: a quoted cell may hold several lines."""
    reader = csv.reader(io.StringIO(text))
    starts, next_start = [], 1
    for _ in reader:
        starts.append(next_start)
        next_start = reader.line_num + 1
    return starts


def _fault(resource: Resource, error: Mapping[str, Any], lines: list[int]) -> Fault:
    row = error.get("rowNumber") or (1 if error.get("fieldNumber") else None)
    return Fault(
        rule=error["type"],
        file=resource.shown_path,
        line=lines[row - 1] if row and row <= len(lines) else row,
        column=error.get("fieldNumber"),
        field=error.get("fieldName") or error.get("label") or None,
        expected=_expected(resource, error),
        found=_found(error),
        fix=FIXES.get(error["type"], ""),
    )


def _expected(resource: Resource, error: Mapping[str, Any]) -> str:
    fields = {field["name"]: field for field in resource.schema.get("fields", [])}
    match error["type"]:
        case "type-error":
            return str(fields.get(error["fieldName"], {}).get("type", ""))
        case "constraint-error":
            return str(error["note"]).removeprefix("constraint ").replace('"', "")
        case "primary-key":
            return "unique " + ", ".join(resource.schema.get("primaryKey", []))
        case "missing-label" | "incorrect-label" | "extra-label" | "missing-cell" | "extra-cell":
            return "columns " + ", ".join(fields)
        case _:
            return str(error["note"])


def _found(error: Mapping[str, Any]) -> str:
    if error.get("cell") is not None:
        return f"“{error['cell']}”"
    if error["type"] == "primary-key":
        return str(error["note"])
    if error["type"] == "foreign-key":
        return ", ".join(str(cell) for cell in error.get("fieldCells", []))
    return str(error.get("label") or "")
