"""The whole data package as one archive: same data, same bytes."""

import io
import zipfile
from typing import Final

from geo.contracts.manifest import FILE_NAME, Manifest, read_bytes

README: Final = "README.md"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest day of a zip archive: the archive of the same files is always the same."""

READABLE: Final = 0o644 << 16


def package_zip(manifest: Manifest) -> bytes:
    """Return the manifest and every file it names, as a zip that Frictionless validates.

    Raises
    ------
    DataError
        When a file of the manifest cannot be read.
    """
    names = [FILE_NAME, *(each.shown_path for each in manifest.resources.values())]
    if (manifest.folder / README).is_file():
        names.append(README)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            archive.writestr(entry, read_bytes(manifest.folder / name, name))
    return target.getvalue()
