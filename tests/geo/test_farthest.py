"""The farthest part of a shape: exact cases, and the stated error bound on random shapes."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.where.farthest import TOLERANCE_M, farthest_distance

DISC = shapely.Point(0, 0).buffer(50, quad_segs=64)
RING = shapely.Point(0, 0).buffer(100, quad_segs=64).difference(DISC)
TWO = shapely.union_all([shapely.box(0, 0, 10, 10), shapely.box(110, 0, 120, 10)])


@pytest.mark.parametrize(
    ("shape", "target", "metres"),
    [
        pytest.param(shapely.box(20, 0, 30, 10), shapely.box(0, 0, 10, 10), 20, id="côté à côté"),
        pytest.param(shapely.box(12, 13, 13, 14), shapely.box(0, 0, 10, 10), 5, id="coin"),
        pytest.param(shapely.box(2, 2, 8, 8), shapely.box(0, 0, 10, 10), 0, id="dedans"),
        pytest.param(shapely.box(0, 0, 10, 10), shapely.box(0, 0, 10, 10), 0, id="la même"),
        pytest.param(DISC, RING, 50, id="le trou : le plus loin est au milieu, pas à un sommet"),
        pytest.param(shapely.box(10, 0, 110, 10), TWO, 50, id="entre deux parts : au milieu"),
        pytest.param(shapely.box(-1, 3, 11, 4), shapely.box(0, 0, 10, 10), 1, id="débord mince"),
        pytest.param(shapely.box(0, 0, 10, 10.04), shapely.box(0, 0, 10, 10), 0, id="4 cm : rien"),
    ],
)
def test_known_distances(shape, target, metres):
    found = farthest_distance(shape, target)
    assert metres - TOLERANCE_M <= found <= metres + 0.02


def test_vertices_alone_would_miss_the_middle_of_the_hole():
    at_vertices = shapely.distance(shapely.points(shapely.get_coordinates(DISC)), RING).max()
    assert at_vertices == 0
    assert farthest_distance(DISC, RING) > 49.9


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**6))
def test_no_point_of_the_shape_is_farther_than_the_tolerance_allows(seed):
    generator = np.random.default_rng(seed)
    target = _random_shape(generator)
    shape = _random_shape(generator)
    found = farthest_distance(shape, target)
    west, south, east, north = shape.bounds
    sample = shapely.points(generator.uniform((west, south), (east, north), size=(3_000, 2)))
    vertices = shapely.points(shapely.get_coordinates(shape))
    sample = np.concatenate([sample[shapely.covers(shape, sample)], vertices])
    assert shapely.distance(sample, target).max() <= found + TOLERANCE_M
    assert shape.difference(target.buffer(found + TOLERANCE_M, quad_segs=64)).area < 1


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10**6), dx=st.integers(-1000, 1000))
def test_moving_both_changes_nothing(seed, dx):
    generator = np.random.default_rng(seed)
    target, shape = _random_shape(generator), _random_shape(generator)
    moved = [
        shapely.transform(each, lambda xy: xy + np.array([dx, 2 * dx])) for each in (shape, target)
    ]
    assert farthest_distance(*moved) == pytest.approx(
        farthest_distance(shape, target), abs=TOLERANCE_M
    )


def _random_shape(generator: np.random.Generator) -> shapely.Polygon:
    """A star-shaped polygon, usually not convex, within 200 m of the origin."""
    count = int(generator.integers(4, 12))
    angles = np.sort(generator.uniform(0, 2 * np.pi, count))
    radii = generator.uniform(5, 100, count)
    centre = generator.uniform(-100, 100, 2)
    shape = shapely.Polygon(centre + radii[:, None] * np.c_[np.cos(angles), np.sin(angles)])
    return shape if shape.is_valid else shapely.convex_hull(shape)
