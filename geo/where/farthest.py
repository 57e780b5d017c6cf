"""How far the farthest point of a shape is from another one, to a stated tolerance.

The distance to a set that is not convex has no reason to be greatest at a vertex: it may be
greatest in the middle of an edge, or inside the shape (the shape fills a hole of the target).
Vertices alone, or edges densified, can miss it. Here squares cover the shape; the distance
changes by at most one metre per metre, so the centre of a square bounds the distance all over
it. Squares that cannot hold a farther point are dropped, the others are cut in four. The method
and its error are in docs/adr/0012-vat-distance.md.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

TOLERANCE_M: Final = 0.1
QUARTERS: Final = np.array([[-0.5, -0.5], [-0.5, 0.5], [0.5, -0.5], [0.5, 0.5]])


def farthest_distance(
    shape: shapely.Geometry, target: shapely.Geometry, *, tolerance_m: float = TOLERANCE_M
) -> float:
    """Return the greatest distance from a point of `shape` to `target`, in metres.

    Parameters
    ----------
    shape, target
        Valid polygons or multipolygons, in Lambert-93.
    tolerance_m
        Largest error: the true distance lies between the result and the result plus this.

    Returns
    -------
    float
        The distance of an actual point of `shape`: exact when a vertex is the farthest point.
        0 when `shape` lies inside `target`, or sticks out by no more than the tolerance.

    Examples
    --------
    >>> farthest_distance(shapely.box(10, 0, 20, 1), shapely.box(0, 0, 5, 1))
    15.0
    """
    outside = shape.difference(target)
    if outside.is_empty:
        return 0.0
    precision = tolerance_m / 2
    shapely.prepare([outside, target])
    best = float(shapely.distance(shapely.points(shapely.get_coordinates(outside)), target).max())
    centres, half = _first_square(outside)
    while len(centres):
        best, bounds = _measured(centres, half, outside, target, best)
        kept = centres[bounds > best + precision]
        half /= 2
        centres = (kept[:, None, :] + QUARTERS * 2 * half).reshape(-1, 2)
        centres = centres[_touching(centres, half, outside)]
    return best if best > precision else 0.0


def _first_square(outside: shapely.Geometry) -> tuple[NDArray[np.float64], float]:
    west, south, east, north = outside.bounds
    centre = np.array([[(west + east) / 2, (south + north) / 2]])
    return centre, max(east - west, north - south) / 2


def _touching(
    centres: NDArray[np.float64], half: float, outside: shapely.Geometry
) -> NDArray[np.bool_]:
    x, y = centres.T
    found: NDArray[np.bool_] = shapely.intersects(
        outside, shapely.box(x - half, y - half, x + half, y + half)
    )
    return found


def _measured(
    centres: NDArray[np.float64],
    half: float,
    outside: shapely.Geometry,
    target: shapely.Geometry,
    best: float,
) -> tuple[float, NDArray[np.float64]]:
    """Return the best distance known so far and an upper bound for each square.

    A centre that is not in the shape stands for the point of the shape nearest to it: that is
    what makes the search end even where the shape is thinner than the squares.
    """
    points = shapely.points(centres)
    nearest = shapely.get_point(shapely.shortest_line(outside, points), 0)
    best = max(best, float(shapely.distance(nearest, target).max()))
    return best, shapely.distance(points, target) + half * np.sqrt(2)
