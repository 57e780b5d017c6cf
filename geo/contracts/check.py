"""The contract of a territory: what is wrong with its files, all of it, each with its place.

Tables are checked by `geo.contracts.tables`, boundaries by `geo.contracts.boundaries`; here every
file of the manifest is, and what one file says of another.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from geo.contracts.boundaries import boundary_faults, property_values
from geo.contracts.manifest import (
    FILE_NAME,
    Manifest,
    Resource,
    changed_fault,
    read_bytes,
    read_manifest,
)
from geo.contracts.tables import Table, cell_faults, read_cells
from geo.errors import DataError, Fault

CONTRACTS = {".csv": "schema", ".geojson": "cdv.properties"}
FIX_REFERENCE = "add the missing row, or correct the code"


def check_territory(folder: Path) -> Manifest:
    """Check every file of the territory in `folder` and return its manifest.

    Raises
    ------
    DataError
        With every fault of every file.
    """
    manifest = read_manifest(folder)
    faults = contract_faults(manifest)
    wrong = {fault.file for fault in faults}
    for resource in manifest.resources.values():
        if resource.shown_path not in wrong:
            faults += _fingerprint_faults(resource)
    if faults:
        raise DataError(faults)
    return manifest


def contract_faults(manifest: Manifest) -> list[Fault]:
    """Return every fault of every file, but for bytes that are not those of the manifest."""
    tables: dict[str, Table] = {}
    boundaries: dict[str, Resource] = {}
    faults: list[Fault] = []
    for resource in manifest.resources.values():
        try:
            faults += _contract_faults(resource, tables, boundaries)
        except DataError as error:
            faults += error.faults
    for table in tables.values():
        faults += _foreign_key_faults(table, tables)
        faults += _join_faults(table, boundaries)
    return faults


def _contract_faults(
    resource: Resource, tables: dict[str, Table], boundaries: dict[str, Resource]
) -> list[Fault]:
    """Return the faults of one file; a file that is right is added to `tables` or `boundaries`."""
    if resource.schema:
        table = read_cells(resource)
        faults = cell_faults(table)
        if not faults:
            tables[resource.name] = table
        return faults
    if resource.boundaries.get("properties"):
        faults = boundary_faults(resource)
        if not faults:
            boundaries[resource.name] = resource
        return faults
    read_bytes(resource.path, resource.shown_path)
    return list(_no_contract_faults(resource))


def _no_contract_faults(resource: Resource) -> Iterator[Fault]:
    member = CONTRACTS.get(resource.path.suffix)
    if member:
        expected = f"{member}, for a {resource.path.suffix} file"
        yield Fault("manifest", FILE_NAME, field=resource.name, expected=expected, found="nothing")


def _fingerprint_faults(resource: Resource) -> list[Fault]:
    content = read_bytes(resource.path, resource.shown_path)
    if not resource.is_unchanged(content):
        return [changed_fault(resource)]
    size = resource.descriptor.get("bytes", len(content))
    if size == len(content):
        return []
    found = f"{len(content)} bytes"
    return [Fault("hash", resource.shown_path, expected=f"{size} bytes", found=found)]


def _foreign_key_faults(table: Table, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Check references to tables that are right in themselves; an empty key refers to nothing."""
    for key in table.resource.schema.get("foreignKeys", []):
        name = key["reference"].get("resource") or table.resource.name
        if name not in tables:
            continue
        fields = key["reference"]["fields"]
        known = {values for _, values in _values(tables[name], fields)}
        wanted = f"a {', '.join(fields)} of {tables[name].resource.shown_path}"
        for row, values in _values(table, key["fields"]):
            if any(values) and values not in known:
                column = table.fields.index(key["fields"][0])
                found = ", ".join(values)
                yield table.fault(
                    "foreign-key", row, column, expected=wanted, found=found, fix=FIX_REFERENCE
                )


def _join_faults(table: Table, boundaries: Mapping[str, Resource]) -> Iterator[Fault]:
    """Check references to boundaries, which a Table Schema cannot state."""
    for join in table.resource.descriptor.get("cdv", {}).get("joins", []):
        if join["resource"] not in boundaries:
            continue
        target = boundaries[join["resource"]]
        known = property_values(target, join["property"])
        wanted = f"a {join['property']} of {target.shown_path}"
        column = table.fields.index(join["field"])
        for row, (value,) in _values(table, [join["field"]]):
            if value and value not in known:
                yield table.fault(
                    "foreign-key", row, column, expected=wanted, found=value, fix=FIX_REFERENCE
                )


def _values(table: Table, fields: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the number of each row and its cells in `fields`."""
    columns = [table.fields.index(field) for field in fields]
    for row, cells in enumerate(table.rows[1:], start=1):
        yield row, tuple(cells[column] for column in columns)
