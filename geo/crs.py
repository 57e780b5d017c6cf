"""Coordinate reference systems: the two in use, and the guard that keeps them apart.

Measures are made in Lambert-93 (EPSG:2154, metres); WGS 84 (EPSG:4326, degrees) is for
files and maps only. Nothing is reprojected silently: a function that needs a system calls
`require` and the caller calls `to_lambert_93` or `to_wgs_84` by name.
"""

from functools import cache
from typing import Final

import geopandas as gpd
import shapely
from pyproj import CRS, Transformer

from geo.errors import CrsError, Fault

LAMBERT_93: Final = "EPSG:2154"
WGS_84: Final = "EPSG:4326"


def require(frame: gpd.GeoDataFrame | gpd.GeoSeries, crs: str) -> None:
    """Raise `CrsError` unless `frame` is in `crs`.

    Parameters
    ----------
    frame
        Geometries with a declared reference system.
    crs
        Authority code, e.g. `LAMBERT_93`.
    """
    found = frame.crs
    if found is None or CRS(found) != CRS(crs):
        raise CrsError(
            Fault(
                rule="crs",
                file=type(frame).__name__,
                expected=crs,
                found="no reference system" if found is None else str(found.to_string()),
                fix="convert with geo.crs.to_lambert_93 or geo.crs.to_wgs_84",
            )
        )


def to_lambert_93(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy of `frame` in Lambert-93 (metres); `CrsError` unless it is in WGS 84."""
    require(frame, WGS_84)
    return _moved(frame, WGS_84, LAMBERT_93)


def to_wgs_84(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy of `frame` in WGS 84 (degrees); `CrsError` unless it is in Lambert-93."""
    require(frame, LAMBERT_93)
    return _moved(frame, LAMBERT_93, WGS_84)


@cache
def transformer(source: str, target: str) -> Transformer:
    """Return the way from one system to another, longitude or easting first.

    It is made from the steps that the database of systems gives: looking them up again takes
    10 ms in each new thread, and every change on a page runs in one.
    """
    return Transformer.from_pipeline(
        Transformer.from_crs(source, target, always_xy=True).definition
    )


def _moved(frame: gpd.GeoDataFrame, source: str, target: str) -> gpd.GeoDataFrame:
    shapes = frame.geometry.to_numpy()
    if shapely.has_z(shapes).any():
        return frame.to_crs(target)
    moved = shapely.transform(shapes, transformer(source, target).transform, interleaved=False)
    return frame.set_geometry(gpd.GeoSeries(moved, frame.index, crs=target).array)
