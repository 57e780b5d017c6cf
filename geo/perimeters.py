"""A perimeter drawn by the user (GeoJSON, GeoPackage, zipped shapefile): checked, then stored.

A file from outside is never trusted: its size, its first bytes and what an archive holds are
checked before a reader opens it, and only polygons with a right reference system, near the
territory, come out.
"""

import math
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Final

import geopandas as gpd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer

from geo.crs import LAMBERT_93, require, to_wgs_84
from geo.errors import DataError, Fault
from geo.files import replacing
from geo.uploads import SafeFile, made_safe

MAX_DISTANCE_M: Final = 50_000.0
CRS_MARGIN_DEGREES: Final = 1.0
FILE_NAME: Final = "perimeter.geojson"
GRID_DEGREES: Final = 1e-6
FIX_CRS: Final = "export the layer again in EPSG:4326 (longitude, latitude) or in EPSG:2154"
FIX_RING: Final = "repair the polygon in a GIS (Vérifier la validité) and save it again"


def read_perimeter(
    path: Path, territory: gpd.GeoDataFrame, *, max_distance_m: float = MAX_DISTANCE_M
) -> gpd.GeoDataFrame:
    """Read a perimeter and refuse it, with every fault, unless it can be measured and drawn.

    Parameters
    ----------
    path
        ``.geojson`` or ``.json``, ``.gpkg`` with one layer, ``.zip`` with one shapefile.
    territory
        Outlines of the territory, Lambert-93.
    max_distance_m
        Farthest a feature may be from the territory.

    Returns
    -------
    geopandas.GeoDataFrame
        Valid polygons and multipolygons, two dimensions, Lambert-93, with their attributes.

    Raises
    ------
    DataError
        When the file is unsafe, unreadable or empty, has no reference system or coordinates out
        of its range, holds anything but polygons, rings that cross themselves, or is too far.
    """
    require(territory, LAMBERT_93)
    with tempfile.TemporaryDirectory() as folder:
        safe = made_safe(path, Path(folder))
        frame = _read(path, safe)
    lines = safe.lines if len(safe.lines) == len(frame) else ()
    _raise(list(_frame_faults(path, frame)) or list(_shape_faults(path, frame, lines)))
    flat = frame.set_geometry(shapely.force_2d(frame.geometry.to_numpy()), crs=frame.crs)
    perimeter = flat.to_crs(LAMBERT_93)
    _raise(list(_distance_faults(path, perimeter, lines, territory, max_distance_m)))
    return perimeter


@contextmanager
def storing_perimeter(perimeter: gpd.GeoDataFrame, folder: Path) -> Iterator[str]:
    """Write a checked perimeter in `folder`: GeoJSON, WGS 84, 6 decimals; give its text.

    The file takes the place of the one before at the end, in one move; an error leaves that one.

    Parameters
    ----------
    perimeter
        From `read_perimeter`.
    folder
        Existing folder of the territory.
    """
    degrees = to_wgs_84(perimeter)
    rounded = degrees.set_geometry(shapely.set_precision(degrees.geometry, GRID_DEGREES))
    with replacing(folder / FILE_NAME) as temporary:
        temporary.unlink()
        pyogrio.write_dataframe(rounded, temporary, driver="GeoJSON", COORDINATE_PRECISION=6)
        yield temporary.read_text(encoding="utf-8")


def _raise(faults: list[Fault]) -> None:
    if faults:
        raise DataError(faults)


def _read(path: Path, safe: SafeFile) -> gpd.GeoDataFrame:
    """Read the one layer of the file."""
    fault = partial(Fault, file=str(path))
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(safe.path) if kind is not None]
        if len(layers) != 1:
            found = ", ".join(layers) or "none"
            raise DataError(fault(rule="layers", expected="one layer of polygons", found=found))
        return pyogrio.read_dataframe(safe.path, layer=layers[0])
    except (DataSourceError, DataLayerError, shapely.GEOSException) as error:
        reason = str(error).replace(str(safe.path), path.name)
        raise DataError(fault(rule="unreadable", expected="a GIS file", found=reason)) from error


def _frame_faults(path: Path, frame: gpd.GeoDataFrame) -> Iterator[Fault]:
    """Faults of the file as a whole."""
    fault = partial(Fault, file=str(path))
    if frame.empty:
        yield fault(rule="empty", expected="at least one polygon", found="no feature")
    elif frame.crs is None:
        yield fault(
            rule="crs",
            expected="a declared reference system",
            found="none",
            fix="add the .prj file to the archive, or " + FIX_CRS,
        )


def _shape_faults(path: Path, frame: gpd.GeoDataFrame, lines: Sequence[int]) -> Iterator[Fault]:
    """Faults of each feature: kind, place in the range of the reference system, rings."""
    for rank, shape in enumerate(frame.geometry):
        said = _shape_fault(shape, frame)
        if said is not None:
            rule, expected, found, fix = said
            yield Fault(
                rule=rule,
                file=str(path),
                line=lines[rank] if lines else None,
                field=f"feature {rank + 1}",
                expected=expected,
                found=found,
                fix=fix,
            )


def _shape_fault(
    shape: shapely.Geometry | None, frame: gpd.GeoDataFrame
) -> tuple[str, str, str, str] | None:
    """Return rule, expected, found and fix of the first thing wrong with a feature."""
    if shape is None or shape.is_empty:
        return "geometry", "a polygon", "no geometry", "remove the feature or draw it"
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return "geometry", "a polygon", shape.geom_type, "export the layer of polygons only"
    west, south, east, north = _range_of(frame.crs)
    left, bottom, right, top = shape.bounds
    if not (west <= left and south <= bottom and right <= east and top <= north):
        asked = f"{west:.7g}..{east:.7g}, {south:.7g}..{north:.7g}"
        found = f"{left:.7g}, {bottom:.7g}"
        return "crs", f"coordinates of {frame.crs.to_string()}: {asked}", found, FIX_CRS
    if not shape.is_valid:
        reason = str(shapely.is_valid_reason(shape))
        return "invalid-ring", "rings that do not cross themselves", reason, FIX_RING
    return None


@cache
def _range_of(crs: CRS) -> tuple[float, float, float, float]:
    """Return the bounds of the coordinates that the area of use of `crs` allows, with a margin."""
    area = crs.area_of_use
    if area is None:
        return -math.inf, -math.inf, math.inf, math.inf
    west, south, east, north = area.bounds
    margin = CRS_MARGIN_DEGREES
    if crs.is_geographic:
        return west - margin, south - margin, east + margin, north + margin
    wider = west - margin, max(south - margin, -89), east + margin, min(north + margin, 89)
    return Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform_bounds(*wider)


def _distance_faults(
    path: Path,
    perimeter: gpd.GeoDataFrame,
    lines: Sequence[int],
    territory: gpd.GeoDataFrame,
    max_distance_m: float,
) -> Iterator[Fault]:
    """Refuse features too far from the territory, with the distance and what may explain it."""
    outline = territory.union_all()
    degrees = to_wgs_84(perimeter)
    for rank, metres in enumerate(perimeter.distance(outline)):
        if not metres <= max_distance_m:
            place = degrees.geometry.iloc[rank].representative_point()
            yield Fault(
                rule="too-far",
                file=str(path),
                line=lines[rank] if lines else None,
                field=f"feature {rank + 1}",
                expected=f"at most {max_distance_m / 1000:g} km from the territory",
                found=f"{metres / 1000:.0f} km, at {place.x:.4f} {place.y:.4f}",
                fix="take the perimeter of this territory, or check the reference system",
            )
