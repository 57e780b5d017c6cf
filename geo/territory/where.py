"""The door for "where is this point": QPV and VAT zone of a point, a shape or a table.

Composes `geo.where.place` with what the territory knows of its QPV on the day of filing, and
keeps the perimeters that users load. Everything is indicative: the tax office decides.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePath
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import shape as shape_of

from geo.contracts.boundaries import read_boundaries
from geo.contracts.read import read_table
from geo.crs import LAMBERT_93, WGS_84, to_lambert_93
from geo.errors import DataError, Fault, InputError, UnknownCodeError
from geo.perimeters import FILE_NAME, read_perimeter, storing_perimeter
from geo.rules.parameters import Certainty
from geo.rules.vat import rule_on
from geo.storage import perimeter_folder
from geo.territory import Territory
from geo.where.addresses import metropolitan_bounds
from geo.where.place import where_report, where_shape
from geo.where.table import where_file

CONTRAT: Final = "contrat_de_ville"
CONVENTION: Final = "npnru"
LARGEST_M2: Final = 4_000_000.0


def qpv_on(territory: Territory, day: date) -> gpd.GeoDataFrame:
    """Return the QPV in Lambert-93 with what covers each on `day`.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by ``code_qp``: ``name``, ``geometry``, ``has_contrat_de_ville``,
        ``has_npnru_convention`` and ``is_coverage_assumed``. Every QPV of a decree is meant to
        have a contrat de ville: where the tables know of none on that day, one is assumed and
        ``is_coverage_assumed`` says so. An NPNRU convention is never assumed.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    if "qpv_programmes" not in territory.manifest.resources:
        return outlines.assign(
            has_contrat_de_ville=True, has_npnru_convention=False, is_coverage_assumed=True
        )
    programmes = read_table(territory.manifest, "qpv_programmes")
    moment = pd.Timestamp(day)
    is_over = programmes["until"] < moment
    current = programmes[(programmes["since_latest"] <= moment) & ~is_over]
    contrat, npnru = (
        outlines.index.isin(current.loc[current["programme"] == name, "code_qp"])
        for name in (CONTRAT, CONVENTION)
    )
    return outlines.assign(
        has_contrat_de_ville=True, has_npnru_convention=npnru, is_coverage_assumed=~contrat
    )


def where_point(territory: Territory, lon: float, lat: float, day: date) -> dict[str, Any]:
    """Say where a point stands: `geo.where.place.where_report` for the QPV of the territory.

    ``is_coverage_assumed`` tells whether the answer rests on a contrat de ville that no table
    confirms on `day`; its certainty is then "to_check".
    """
    qpv = qpv_on(territory, day)
    return _with_coverage(where_report(lon, lat, qpv, day), qpv)


def where_polygon(territory: Territory, geometry: str, day: date) -> dict[str, Any]:
    """Say where a building or a plot stands, by its nearest and its farthest part.

    Parameters
    ----------
    territory, day
        As in `where_point`.
    geometry
        GeoJSON of a polygon or multipolygon, WGS 84.

    Raises
    ------
    InputError
        When it is no valid polygon, or is too big or too far to be a building or a plot.
    """
    polygon = _lambert(geometry)
    qpv = qpv_on(territory, day)
    return _with_coverage(where_shape(polygon, qpv, day), qpv) | measures(geometry)


def where_csv(territory: Territory, path: Path, target: Path, day: date) -> dict[str, Any]:
    """Answer a CSV of points in another CSV, see `geo.where.table.where_file`."""
    qpv = qpv_on(territory, day)
    answer = where_file(path, target, qpv, day)
    assumed = bool(qpv["is_coverage_assumed"].any())
    rule = rule_on(day)
    return {
        **answer,
        "filing_date": day.isoformat(),
        "near_limit_m": int(str(rule.near_limit_m.value)),
        "far_limit_m": int(str(rule.far_limit_m.value)),
        "is_coverage_assumed": assumed,
    }


def answered_table(
    territory: Territory, name: str, content: bytes, day: date
) -> tuple[dict[str, Any], bytes]:
    """Answer a table of points given by the user; faults name the file by `name`.

    Returns
    -------
    tuple
        What `where_csv` returns, and the bytes of the table with its answers.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder) / "given.csv", Path(folder) / "answered.csv"
        path.write_bytes(content)
        try:
            answer = where_csv(territory, path, target, day)
        except DataError as error:
            raise DataError([replace(fault, file=name) for fault in error.faults]) from error
        return answer, target.read_bytes()


def way_to_limit(
    territory: Territory, lon: float, lat: float, code: str
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return both ends (longitude, latitude) of the shortest way from a point to a QPV's limit.

    Found in Lambert-93; to be drawn, not measured.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    point = _lambert(json.dumps({"type": "Point", "coordinates": [lon, lat]}))
    line = shapely.shortest_line(point, shapely.boundary(outlines.geometry[code]))
    back = Transformer.from_crs(LAMBERT_93, WGS_84, always_xy=True)
    ends = [back.transform(x, y) for x, y in shapely.get_coordinates(line)]
    return ends[0], ends[1]


def measures(geometry: str) -> dict[str, float]:
    """Return ``length_m`` of a line, or ``area_m2`` and ``perimeter_m`` of a polygon.

    Parameters
    ----------
    geometry
        GeoJSON, WGS 84; measured in Lambert-93.

    Examples
    --------
    >>> line = '{"type": "LineString", "coordinates": [[3.88, 45.03], [3.88, 45.031]]}'
    >>> round(measures(line)["length_m"], 1)
    111.1
    """
    found = _lambert(geometry)
    if found.geom_type == "LineString":
        return {"length_m": float(found.length)}
    return {"area_m2": float(found.area), "perimeter_m": float(found.length)}


def load_perimeter(territory: Territory, code: str, name: str, content: bytes) -> gpd.GeoDataFrame:
    """Check a perimeter file and keep it as that of the QPV `code`; it replaces the one before.

    Only the shapes are kept: what a file says besides of each of them may be personal. The store
    remembers those that were replaced. The store and the file change together, or not at all.

    Parameters
    ----------
    territory
        The territory.
    code
        Official code of one of its QPV.
    name, content
        Name of the file as the user knows it, and its bytes.

    Raises
    ------
    UnknownCodeError
        When the territory has no such QPV.
    DataError
        With every fault of the file, see `geo.perimeters.read_perimeter`.
    InputError
        When the store cannot be used; the perimeter before is still there.
    """
    from geo.store import keep_perimeter, open_store  # noqa: PLC0415 -- SQLAlchemy

    folder = _perimeter_folder(territory, code)
    found = gpd.GeoDataFrame(geometry=checked_shapes(territory, name, content).geometry)
    store = open_store(epci=str(territory.manifest.territory["epci"]))
    folder.mkdir(parents=True, exist_ok=True)
    with storing_perimeter(found, folder) as geojson:
        keep_perimeter(store, code, geojson, source=PurePath(name).name, who="page")
    return found


def perimeter(territory: Territory, code: str) -> gpd.GeoDataFrame | None:
    """Return the perimeter that was loaded for a QPV, in Lambert-93; None when there is none."""
    path = _perimeter_folder(territory, code) / FILE_NAME
    if not path.is_file():
        return None
    return read_perimeter(path, _communes(territory))


def remove_perimeter(territory: Territory, code: str) -> None:
    """Take away the perimeter that was loaded for a QPV; nothing happens when there is none."""
    (_perimeter_folder(territory, code) / FILE_NAME).unlink(missing_ok=True)


def checked_shapes(territory: Territory, name: str, content: bytes) -> gpd.GeoDataFrame:
    """Read the polygons of a file given by the user, Lambert-93; faults name the file by `name`."""
    shown = PurePath(name.replace("\\", "/")).name or "file"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"given{PurePath(shown).suffix}"
        path.write_bytes(content)
        try:
            return read_perimeter(path, _communes(territory))
        except DataError as error:
            raise DataError([replace(fault, file=shown) for fault in error.faults]) from error


def _perimeter_folder(territory: Territory, code: str) -> Path:
    codes = read_boundaries(territory.manifest, "qpv_boundaries").index
    if code not in codes:
        raise UnknownCodeError(
            Fault(rule="unknown-code", file="code_qp", expected=" | ".join(codes), found=code)
        )
    return perimeter_folder(str(territory.manifest.territory["epci"]), code)


def _communes(territory: Territory) -> gpd.GeoDataFrame:
    return to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))


def _lambert(geometry: str) -> shapely.Geometry:
    try:
        found = shapely.force_2d(shape_of(json.loads(geometry)))
    except (ValueError, KeyError, TypeError, AttributeError, ShapelyError) as error:
        raise _shape_fault("a geometry in GeoJSON", geometry[:60]) from error
    projected = Transformer.from_crs(WGS_84, LAMBERT_93, always_xy=True)
    moved = shapely.transform(found, projected.transform, interleaved=False)
    if not shapely.get_coordinates(moved).size or not _is_in_france(moved):
        raise _shape_fault("a place of metropolitan France", geometry[:60])
    if moved.area > LARGEST_M2:
        raise _shape_fault(
            f"a building or a plot: at most {LARGEST_M2 / 10_000:g} ha",
            f"{moved.area / 10_000:.0f} ha",
        )
    return moved


def _is_in_france(shape: shapely.Geometry) -> bool:
    france = shapely.box(*metropolitan_bounds(LAMBERT_93))
    return bool(np.isfinite(shape.bounds).all() and france.covers(shapely.box(*shape.bounds)))


def _shape_fault(expected: str, found: str) -> InputError:
    return InputError(Fault(rule="shape", file="polygon", expected=expected, found=found))


def _with_coverage(answer: Mapping[str, Any], qpv: gpd.GeoDataFrame) -> dict[str, Any]:
    codes = [each["qpv_code"] for each in answer["qpv"] if each["vat_zone"] != "none"]
    is_assumed = bool(qpv.loc[codes, "is_coverage_assumed"].any())
    certainty = Certainty.TO_CHECK.value if is_assumed else answer["certainty"]
    return {**answer, "certainty": certainty, "is_coverage_assumed": is_assumed}
