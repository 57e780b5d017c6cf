"""The manifest of a territory: `datapackage.json`, which names every file and its contract.

A territory is a folder: a Frictionless Data Package (v2) over `boundaries/` (GeoJSON) and
`indicators/` (CSV). Everything the program knows about a file (columns, keys, licence,
reference date) is written there and only there.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.contracts import descriptor as shape
from geo.contracts.json_text import parse_json, place_of
from geo.errors import DataError, Fault, UnknownCodeError

FILE_NAME = "datapackage.json"
DATA_VARIABLE = "CDV_DATA"
EMBEDDED = Path(__file__).parents[2] / "data"
FIX_FILE = f"put the file back, or take it out of {FILE_NAME}"
FIX_FOLDER = f"name a folder that holds a {FILE_NAME}, with --data or {DATA_VARIABLE}"


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
        When the folder or the manifest is missing or is no JSON, or with every member that is
        missing or of another kind than the program relies on.
    """
    descriptor = _read_descriptor(folder / FILE_NAME)
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


def read_bytes(path: Path, shown: str, fix: str = FIX_FILE) -> bytes:
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
                fix=fix,
            )
        ) from error


def decode(content: bytes, shown: str) -> str:
    """Return `content` as text; raise `DataError` with line and column of the first bad byte."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec may count from after the byte order mark: count from the end instead.
        start = len(content) - len(error.object) + error.start
        before = content[:start]
        line = before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")
        raise DataError(
            Fault(
                rule="encoding",
                file=shown,
                line=before.count(b"\n") + 1,
                column=len(line) + 1,
                expected="UTF-8",
                found=f"byte 0x{content[start]:02X}",
                fix="save the file as UTF-8",
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


def _read_descriptor(path: Path) -> dict[str, Any]:
    shown = path.name if path.parent.is_dir() else str(path)
    text = decode(read_bytes(path, shown, FIX_FOLDER), shown)
    content = parse_json(text, shown)
    if not isinstance(content, dict):
        place = place_of(text, ())
        raise DataError(Fault("manifest", shown, *place, expected="an object", found=text[:60]))
    faults = [
        Fault("manifest", shown, *place_of(text, each.path), each.name, each.expected, each.found)
        for each in shape.misfits(content)
    ]
    if faults:
        raise DataError(faults)
    return content


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
