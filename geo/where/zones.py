"""Zones around the QPV: rings between two distances to the limit, measured in Lambert-93."""

from typing import Final

import geopandas as gpd

from geo.crs import LAMBERT_93, require
from geo.errors import Fault, InputError

QUAD_SEGS: Final = 32
"""Segments of a quarter of a circle: an arc of 500 m is drawn within 0.2 m."""


def ring(qpv: gpd.GeoDataFrame, inner_m: int, outer_m: int) -> gpd.GeoDataFrame:
    """Return the places farther than `inner_m` and at most `outer_m` from each QPV.

    Parameters
    ----------
    qpv
        Outlines, Lambert-93, indexed by ``code_qp``.
    inner_m, outer_m
        Distances to the limit, in metres; with 0 the ring begins at the limit.

    Returns
    -------
    geopandas.GeoDataFrame
        Same index and order: ``name``, ``inner_m``, ``outer_m`` and ``geometry``. For drawing:
        a distance is compared with a limit from the exact outline, never from its ring.

    Raises
    ------
    CrsError
        When `qpv` is not in Lambert-93.
    InputError
        Unless 0 <= inner_m < outer_m.
    """
    require(qpv, LAMBERT_93)
    if not 0 <= inner_m < outer_m:
        found = f"{inner_m}, {outer_m}"
        raise InputError(
            Fault(rule="ring", file="ring", expected="0 <= inner < outer", found=found)
        )
    hole = qpv.geometry.buffer(inner_m, quad_segs=QUAD_SEGS) if inner_m else qpv.geometry
    return gpd.GeoDataFrame(
        {"name": qpv["name"], "inner_m": inner_m, "outer_m": outer_m},
        geometry=qpv.geometry.buffer(outer_m, quad_segs=QUAD_SEGS).difference(hole),
        crs=qpv.crs,
    )
