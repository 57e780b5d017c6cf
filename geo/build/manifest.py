"""Fingerprints of the data package: the ``hash`` and ``bytes`` of each file it names."""

import hashlib
import json
from pathlib import Path

from geo.contracts.check import contract_faults
from geo.contracts.manifest import FILE_NAME, read_bytes, read_manifest
from geo.errors import DataError


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
        If the manifest is unreadable or files it names are missing or break their contract; all
        faults are listed and nothing is written.
    """
    manifest = read_manifest(folder)
    faults = contract_faults(manifest)
    if faults:
        raise DataError(faults)
    descriptor = manifest.descriptor
    old = descriptor["resources"]
    new = [
        {**entry, **fingerprint(read_bytes(folder / entry["path"], entry["path"]))} for entry in old
    ]
    changed = tuple(
        after["name"] for before, after in zip(old, new, strict=True) if before != after
    )
    if changed:
        text = json.dumps({**descriptor, "resources": new}, ensure_ascii=False, indent=2)
        (folder / FILE_NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return changed
