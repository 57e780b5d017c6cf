"""A GIS file given by a user, made safe to open: bounded, of the kind it claims, copied apart.

A reader of GIS files opens whatever its bytes say, follows links and fills the disk when an
archive says so. What comes out here is a plain file in a folder of ours: the text of a GeoJSON
parsed and written again, a GeoPackage with the right first bytes, or the parts of one
shapefile, taken from its archive under names of ours.
"""

import json
import shutil
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from geo.errors import DataError, Fault

MAX_BYTES: Final = 50_000_000
MAX_MEMBERS: Final = 200
SQLITE_MAGIC: Final = b"SQLite format 3\x00"
SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf")
SHAPEFILE_EXTRAS: Final = (".prj", ".cpg")


@dataclass(frozen=True, slots=True)
class SafeFile:
    """A file that can be opened: its path and, for a GeoJSON, the line of each feature."""

    path: Path
    lines: tuple[int, ...] = ()


def made_safe(path: Path, folder: Path) -> SafeFile:
    """Copy into `folder` what of `path` can be opened; see the module.

    Parameters
    ----------
    path
        ``.geojson`` or ``.json``, ``.gpkg``, ``.zip`` of one shapefile.
    folder
        Empty folder; the caller removes it.

    Raises
    ------
    DataError
        When the file is missing, too big, of another kind, or an archive is unsafe.
    """
    makers = {
        ".geojson": _safe_geojson,
        ".json": _safe_geojson,
        ".gpkg": _safe_geopackage,
        ".zip": _safe_shapefile,
    }
    maker = makers.get(path.suffix.lower())
    if maker is None:
        expected = "a GeoJSON, a GeoPackage (.gpkg) or a zipped shapefile (.zip)"
        raise _refusal("format", path, expected, path.suffix or "no ending")
    if not path.is_file():
        raise _refusal("file", path, "an existing file", "nothing")
    if path.stat().st_size > MAX_BYTES:
        raise _refusal("size", path, f"at most {MAX_BYTES:,} bytes", f"{path.stat().st_size:,}")
    return maker(path, folder)


def _safe_geojson(path: Path, folder: Path) -> SafeFile:
    try:
        text = path.read_text("utf-8-sig")
        collection = json.loads(text)
    except UnicodeDecodeError as error:
        raise _refusal("encoding", path, "UTF-8", str(error.reason)) from error
    except json.JSONDecodeError as error:
        fault = Fault(
            rule="json",
            file=str(path),
            line=error.lineno,
            column=error.colno,
            expected="JSON",
            found=error.msg,
        )
        raise DataError(fault) from error
    except RecursionError as error:
        raise _refusal("json", path, "JSON of ordinary depth", "too many levels") from error
    _require_collection(path, collection)
    safe = folder / "perimeter.geojson"
    safe.write_text(json.dumps(collection), "utf-8")
    return SafeFile(safe, _feature_lines(text, len(collection["features"])))


def _require_collection(path: Path, collection: Any) -> None:  # noqa: ANN401 -- any JSON
    """Refuse anything but a FeatureCollection whose reference system is named, not linked."""
    is_mapping = isinstance(collection, Mapping)
    if not is_mapping or collection.get("type") != "FeatureCollection":
        found = collection.get("type") if is_mapping else type(collection).__name__
        raise _refusal("geojson", path, "a FeatureCollection", str(found))
    features = collection.get("features")
    if not isinstance(features, list) or not all(isinstance(each, Mapping) for each in features):
        raise _refusal("geojson", path, "a list of features", str(features)[:60])
    crs = collection.get("crs")
    is_named = isinstance(crs, Mapping) and crs.get("type") == "name"
    if crs is not None and not is_named:
        raise _refusal("crs", path, "the name of a reference system", str(crs)[:60])


def _feature_lines(text: str, count: int) -> tuple[int, ...]:
    """Return the line (from 1) where each feature begins; nothing when they cannot be found."""
    decoder = json.JSONDecoder()
    lines = []
    position = text.find("[", text.find('"features"')) + 1
    line, counted = 1, 0
    for _ in range(count):
        start = text.find("{", position)
        line, counted = line + text.count("\n", counted, start), start
        lines.append(line)
        try:
            _, position = decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            return ()
    return tuple(lines)


def _safe_geopackage(path: Path, folder: Path) -> SafeFile:
    with path.open("rb") as stream:
        magic = stream.read(len(SQLITE_MAGIC))
    if magic != SQLITE_MAGIC:
        raise _refusal("format", path, "a GeoPackage", "other first bytes")
    return SafeFile(Path(shutil.copyfile(path, folder / "perimeter.gpkg")))


def _safe_shapefile(path: Path, folder: Path) -> SafeFile:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _safe_members(path, archive)
            parts = _shapefile_parts(path, members)
            for suffix, member in parts.items():
                target = folder / f"perimeter{suffix}"
                with archive.open(member) as source, target.open("wb") as stream:
                    shutil.copyfileobj(source, stream)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise _refusal("archive", path, "a readable zip archive", str(error)) from error
    return SafeFile(folder / "perimeter.shp")


def _safe_members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of the archive; refuse what no shapefile needs.

    The sizes are those the archive declares: `zipfile` never reads more than that of a file.
    """
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _refusal("archive", path, f"at most {MAX_MEMBERS} files", str(len(members)))
    faults = [
        Fault(
            rule="archive",
            file=str(path),
            field=member.filename[:80],
            expected="plain files under relative names",
            found=reason,
        )
        for member in members
        if (reason := _unsafe_reason(member))
    ]
    if faults:
        raise DataError(faults)
    size = sum(member.file_size for member in members)
    if size > MAX_BYTES:
        raise _refusal("size", path, f"at most {MAX_BYTES:,} bytes once unpacked", f"{size:,}")
    return [member for member in members if not member.is_dir()]


def _unsafe_reason(member: zipfile.ZipInfo) -> str:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in member.filename:
        return "a name that leaves the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link"
    return "an encrypted file" if member.flag_bits & 1 else ""


def _shapefile_parts(path: Path, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the parts of the one shapefile of the archive, by suffix."""
    names = {PurePosixPath(member.filename): member for member in members}
    mains = [n for n in names if n.suffix.lower() == ".shp" and not n.name.startswith("._")]
    if len(mains) != 1:
        found = ", ".join(str(name) for name in mains) or "none"
        raise _refusal("archive", path, "one shapefile (.shp, .shx, .dbf, .prj)", found)
    parts = {
        name.suffix.lower(): member
        for name, member in names.items()
        if name.with_suffix("") == mains[0].with_suffix("")
        and name.suffix.lower() in SHAPEFILE_PARTS + SHAPEFILE_EXTRAS
    }
    missing = [suffix for suffix in SHAPEFILE_PARTS if suffix not in parts]
    if missing:
        found = "no " + ", no ".join(missing)
        raise _refusal("archive", path, "all the parts of the shapefile", found)
    return parts


def _refusal(rule: str, path: Path, expected: str, found: str) -> DataError:
    return DataError(Fault(rule=rule, file=str(path), expected=expected, found=found))
