"""A GTFS zip or folder given by a user, read without trusting it: bounded, never unpacked.

Nothing is written to the disk and no name of the archive is ever used as a path. An archive is
refused before anything is read when it names a file outside itself, holds a link, says that it
is locked, or would grow beyond the limits below.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from geo.errors import DataError, Fault

MAX_MEMBERS: Final = 200
MAX_BYTES: Final = 200_000_000
MAX_RATIO: Final = 100
SMALL_MEMBER_BYTES: Final = 1_000_000
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Members:
    """The text files of a feed, read one at a time.

    Attributes
    ----------
    path
        Zip or folder, as the user named it.
    names
        Full name of each ``.txt`` file in the zip or folder, by its plain name.
    archive
        The open zip; None for a folder.
    """

    path: Path
    names: Mapping[str, str]
    archive: zipfile.ZipFile | None

    def read(self, name: str) -> bytes:
        """Return the bytes of the file called `name`; raise `DataError` when it is damaged."""
        try:
            if self.archive is None:
                return (self.path / self.names[name]).read_bytes()
            return self.archive.read(self.names[name])
        except UNREADABLE as error:
            expected, found = "an archive that can be read whole", f"{name}: {error}"
            raise _refusal(self.path, expected, found, rule="archive-damaged") from error


@contextmanager
def open_members(path: Path) -> Iterator[Members]:
    """Open a zip or a folder of GTFS files; see the module.

    Raises
    ------
    DataError
        When there is nothing at `path`, when it is no archive, or an unsafe one.
    """
    if path.is_dir():
        yield Members(path, _folder_names(path), None)
        return
    if not path.is_file():
        raise DataError(
            Fault("missing-file", str(path), expected="a GTFS zip or folder", found="nothing")
        )
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise _refusal(path, "a zip archive", str(error), rule="archive-damaged") from error
    with archive:
        yield Members(path, _zip_names(path, archive.infolist()), archive)


def _folder_names(path: Path) -> dict[str, str]:
    files = [each for each in path.iterdir() if each.suffix == ".txt"]
    if any(each.is_symlink() for each in files):
        raise _refusal(path, "plain files", "a link", rule="archive-link")
    files = [each for each in files if each.is_file()]
    _require_bounded(path, len(files), sum(each.stat().st_size for each in files))
    return {each.name: each.name for each in files}


def _zip_names(path: Path, members: list[zipfile.ZipInfo]) -> dict[str, str]:
    """Return the ``.txt`` files of the archive, all in one folder of it; refuse it if unsafe."""
    _require_bounded(path, len(members), sum(each.file_size for each in members))
    for each in members:
        _require_safe(path, each)
    found = [each.filename for each in members if _is_table(each)]
    folders = {str(PurePosixPath(name).parent) for name in found}
    if len(folders) > 1:
        raise _refusal(
            path,
            "the files of one feed",
            f"files in {len(folders)} folders",
            rule="archive-folders",
        )
    names = {PurePosixPath(name).name: name for name in found}
    if len(names) < len(found):
        raise _refusal(path, "each file once", "the same file twice", rule="archive-twice")
    return names


def _is_table(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member is a table: hidden files, which some systems add, are not."""
    parts = PurePosixPath(member.filename).parts
    is_hidden = any(part.startswith((".", "__")) for part in parts)
    return member.filename.endswith(".txt") and not is_hidden


def _require_bounded(path: Path, count: int, total_bytes: int) -> None:
    if count > MAX_MEMBERS:
        raise _refusal(path, f"at most {MAX_MEMBERS} files", str(count), rule="archive-many")
    if total_bytes > MAX_BYTES:
        raise _refusal(
            path,
            f"at most {MAX_BYTES:,} bytes once unpacked",
            f"{total_bytes:,}",
            rule="archive-large",
        )


def _require_safe(path: Path, member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in member.filename:
        raise _refusal(path, "names inside the archive", member.filename, rule="archive-names")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refusal(path, "plain files", f"a link, {member.filename}", rule="archive-link")
    if member.flag_bits & 1:
        raise _refusal(path, "files without a password", member.filename, rule="archive-locked")
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > SMALL_MEMBER_BYTES and ratio > MAX_RATIO:
        found = f"{member.filename}: {ratio:.0f} times"
        raise _refusal(
            path, f"files that grow at most {MAX_RATIO} times", found, rule="archive-grows"
        )


def _refusal(path: Path, expected: str, found: str, *, rule: str) -> DataError:
    fix = "export the feed again as one zip of .txt files"
    return DataError(Fault(rule, path.name, expected=expected, found=found, fix=fix))
