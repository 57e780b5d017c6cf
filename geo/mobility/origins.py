"""Where trips from a neighbourhood start: points inside its outline, the same each time."""

from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import LAMBERT_93, WGS_84, require

SPACING_M: Final = 250.0

Place = tuple[float, float]


def origins_inside(
    outlines: gpd.GeoDataFrame, spacing_m: float = SPACING_M
) -> dict[str, tuple[Place, ...]]:
    """Return points inside each outline: first one well inside it, then those of a grid.

    Parameters
    ----------
    outlines
        Polygons in Lambert-93.
    spacing_m
        Step of the grid, whose lines pass through multiples of it: it depends on nothing else.

    Returns
    -------
    dict
        Index of the frame -> points (longitude, latitude, WGS 84), from west to east, then from
        south to north. An outline too small for the grid has the first point only.

    Raises
    ------
    CrsError
        When the outlines are not in Lambert-93.
    """
    require(outlines, LAMBERT_93)
    return {
        str(code): _degrees([shape.representative_point(), *_grid(shape, spacing_m)])
        for code, shape in outlines.geometry.items()
    }


def _grid(shape: shapely.Geometry, spacing_m: float) -> list[shapely.Point]:
    west, south, east, north = shape.bounds
    columns = np.arange(np.ceil(west / spacing_m), np.floor(east / spacing_m) + 1) * spacing_m
    rows = np.arange(np.ceil(south / spacing_m), np.floor(north / spacing_m) + 1) * spacing_m
    points = shapely.points(np.array([(x, y) for x in columns for y in rows]).reshape(-1, 2))
    return list(points[shapely.contains(shape, points)])


def _degrees(points: list[shapely.Point]) -> tuple[Place, ...]:
    moved = gpd.GeoSeries(points, crs=LAMBERT_93).to_crs(WGS_84)
    return tuple((round(float(point.x), 6), round(float(point.y), 6)) for point in moved)
