"""The manifest of a territory: `datapackage.json`, which names every file and its contract.

A territory is a folder: a Frictionless Data Package (v2) over `boundaries/` (GeoJSON) and
`indicators/` (CSV). Everything the program knows about a file (columns, keys, licence,
reference date) is written there and only there.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import DataError, Fault, UnknownCodeError

FILE_NAME = "datapackage.json"
DATA_VARIABLE = "CDV_DATA"
EMBEDDED = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a territory.

    Attributes
    ----------
    name, title, description
        Identifier (English), French title and description.
    path
        Where the file stands.
    hash
        ``sha256:...`` of the bytes the manifest was written for; empty when not recorded.
    schema
        Table Schema of a CSV file; empty for boundaries.
    boundaries
        Contract of a GeoJSON file (``properties``, ``geometry_types``, ``crs``,
        ``feature_count``, ``primary_key``, ``is_coverage``); empty for tables.
    descriptor
        The whole entry of the manifest.
    """

    name: str
    title: str
    description: str
    path: Path
    hash: str
    schema: Mapping[str, Any]
    boundaries: Mapping[str, Any]
    descriptor: Mapping[str, Any]

    @property
    def shown_path(self) -> str:
        """Path relative to the territory, as the manifest writes it."""
        return str(self.descriptor["path"])

    def is_unchanged(self, content: bytes) -> bool:
        """Whether `content` is the very file the manifest was written for."""
        return self.hash == f"sha256:{hashlib.sha256(content).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A territory and its files.

    Attributes
    ----------
    folder
        The territory.
    title, version, created
        As published: French title, version of the data, day of making (ISO text).
    territory
        Facts of the territory itself: ``epci`` (SIREN), ``territory_name``, ...
    resources
        Files by name, in the order of the manifest.
    descriptor
        The whole manifest.
    """

    folder: Path
    title: str
    version: str
    created: str
    territory: Mapping[str, Any]
    resources: Mapping[str, Resource]
    descriptor: Mapping[str, Any]

    def resource(self, name: str) -> Resource:
        """Return the file called `name`; raise `UnknownCodeError` when the territory has none."""
        if name not in self.resources:
            raise UnknownCodeError(
                Fault(
                    rule="unknown-dataset",
                    file=FILE_NAME,
                    expected=" | ".join(self.resources),
                    found=name,
                    fix=f"describe {name} in {FILE_NAME}",
                )
            )
        return self.resources[name]


def data_folder() -> Path:
    """Return the folder of the territory: ``CDV_DATA``, or the one kept with the program."""
    return Path(os.environ.get(DATA_VARIABLE) or EMBEDDED)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the territory in `folder`.

    Raises
    ------
    DataError
        When the folder or the manifest is missing, is no JSON or lacks a required member.
    """
    descriptor = _read_json(folder / FILE_NAME)
    faults = list(_member_faults(descriptor))
    if faults:
        raise DataError(faults)
    resources = [_resource(folder, entry) for entry in descriptor["resources"]]
    return Manifest(
        folder=folder,
        title=descriptor["title"],
        version=descriptor["version"],
        created=descriptor.get("created", ""),
        territory=descriptor["cdv"],
        resources={resource.name: resource for resource in resources},
        descriptor=descriptor,
    )


def read_bytes(path: Path, shown: str) -> bytes:
    """Return the bytes of a file of the territory; raise `DataError` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            Fault(
                rule="missing-file",
                file=shown,
                expected="a readable file",
                found=error.strerror or type(error).__name__,
                fix="put the file back, or take it out of datapackage.json",
            )
        ) from error


def decode(content: bytes, shown: str) -> str:
    """Return `content` as text; raise `DataError` with line and column of the first bad byte."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        raise DataError(
            Fault(
                rule="encoding",
                file=shown,
                line=before.count(b"\n") + 1,
                column=error.start - (before.rfind(b"\n") + 1) + 1,
                expected="UTF-8",
                found=f"byte 0x{content[error.start]:02X}",
                fix="save the file as UTF-8",
            )
        ) from error


def parse_json(text: str, shown: str) -> Any:  # noqa: ANN401 -- JSON is any of its types
    """Return the JSON in `text`; raise `DataError` with line and column where it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(
            Fault(
                rule="json",
                file=shown,
                line=error.lineno,
                column=error.colno,
                expected="valid JSON",
                found=error.msg,
                fix="the file may be truncated: take it again from its source",
            )
        ) from error


def changed_fault(resource: Resource) -> Fault:
    """Return the fault of a file that is right in itself but not the one the manifest names."""
    return Fault(
        rule="hash",
        file=resource.shown_path,
        expected=resource.hash or f"a hash in {FILE_NAME}",
        found="other bytes" if resource.hash else "none recorded",
        fix="if the change is meant, run: python -m geo.build manifest",
    )


def _read_json(path: Path) -> dict[str, Any]:
    content = parse_json(decode(read_bytes(path, path.name), path.name), path.name)
    if not isinstance(content, dict):
        raise DataError(
            Fault(rule="json", file=path.name, expected="an object", found=type(content).__name__)
        )
    return content


def _member_faults(descriptor: Mapping[str, Any]) -> list[Fault]:
    expected = {"title": str, "version": str, "cdv": dict, "resources": list}
    faults = [
        Fault(
            rule="manifest",
            file=FILE_NAME,
            field=member,
            expected=kind.__name__,
            found=type(descriptor[member]).__name__ if member in descriptor else "nothing",
        )
        for member, kind in expected.items()
        if not isinstance(descriptor.get(member), kind)
    ]
    for number, entry in enumerate(descriptor.get("resources") or [], start=1):
        if not isinstance(entry, dict) or not {"name", "path"} <= entry.keys():
            faults.append(
                Fault(
                    rule="manifest",
                    file=FILE_NAME,
                    field=f"resources[{number}]",
                    expected="name and path",
                    found=str(entry)[:60],
                )
            )
        elif Path(entry["path"]).is_absolute() or ".." in Path(entry["path"]).parts:
            faults.append(
                Fault(
                    rule="manifest",
                    file=FILE_NAME,
                    field=f"resources[{number}].path",
                    expected="a path inside the territory",
                    found=entry["path"],
                )
            )
    return faults


def _resource(folder: Path, entry: Mapping[str, Any]) -> Resource:
    return Resource(
        name=entry["name"],
        title=entry.get("title", entry["name"]),
        description=entry.get("description", ""),
        path=folder / entry["path"],
        hash=entry.get("hash", ""),
        schema=entry.get("schema", {}),
        boundaries=entry.get("cdv", {}),
        descriptor=entry,
    )
