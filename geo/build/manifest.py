"""Fingerprints of the data package: the ``hash`` and ``bytes`` of each file it names."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import DataError, Fault
from geo.manifest import FILE_NAME, read_bytes, read_manifest


def fingerprint(content: bytes) -> dict[str, str | int]:
    """Return the ``hash`` and ``bytes`` members of a resource with that content.

    >>> fingerprint(b"")["bytes"]
    0
    """
    return {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}


def refresh(folder: Path) -> tuple[str, ...]:
    """Bring ``hash`` and ``bytes`` of every resource of a data package up to date.

    Parameters
    ----------
    folder
        Folder that holds ``datapackage.json`` and the files it names.

    Returns
    -------
    tuple of str
        Names of the resources whose fingerprint changed. Nothing is written when there is none.

    Raises
    ------
    geo.errors.DataError
        If the manifest is unreadable or files it names are missing; all of them are listed.
    """
    descriptor = read_manifest(folder).descriptor
    old = descriptor["resources"]
    new = [
        {**entry, **fingerprint(content)}
        for entry, content in zip(old, _contents(folder, old), strict=True)
    ]
    changed = tuple(
        after["name"] for before, after in zip(old, new, strict=True) if before != after
    )
    if changed:
        text = json.dumps({**descriptor, "resources": new}, ensure_ascii=False, indent=2)
        (folder / FILE_NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return changed


def _contents(folder: Path, entries: list[Mapping[str, Any]]) -> list[bytes]:
    """Read every file the manifest names; raise once for all those that cannot be read."""
    contents: list[bytes] = []
    faults: list[Fault] = []
    for entry in entries:
        try:
            contents.append(read_bytes(folder / entry["path"], entry["path"]))
        except DataError as error:
            faults.extend(error.faults)
    if faults:
        raise DataError(faults)
    return contents
