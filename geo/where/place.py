"""Where is this point, building or plot: which QPV, how far, which VAT zone.

Composes `geo.where.qpv` (measures) and `geo.rules.vat` (the rule). Frames of QPV are in Lambert-93,
indexed by ``code_qp``, with the booleans ``has_contrat_de_ville`` and ``has_npnru_convention``.
Every answer is indicative: the tax office decides.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import Transformer

from geo.crs import LAMBERT_93, WGS_84
from geo.errors import DataError, Fault, InputError
from geo.rules.vat import Extent, QpvFacts, VatRule, best_answer, rule_on
from geo.rules.vat import answer as vat_answer
from geo.where.addresses import METROPOLE
from geo.where.qpv import (
    Position,
    limit_distances,
    locate_shape,
    locate_xy,
    outlines_of,
    side_of,
)

COVERAGES: Final = ("has_contrat_de_ville", "has_npnru_convention")


def where_report(
    lon: float, lat: float, qpv: gpd.GeoDataFrame, filing_date: date
) -> dict[str, Any]:
    """Say where a point stands, and which VAT zone it is in.

    Parameters
    ----------
    lon, lat
        Degrees, WGS 84, metropolitan France.
    qpv
        Outlines, see the module.
    filing_date
        Day when the building-permit application is filed: it chooses the text.

    Returns
    -------
    dict
        Ready for JSON. ``qpv_code``: the QPV the point is in or on the edge of, else None;
        ``position``: inside, edge (within 5 m of the limit, either side) or outside;
        ``distance_m``: metres to the limit of the nearest QPV (``nearest_qpv_code``), never
        negative, 0 on the line; ``vat_zone`` and what it rests on; ``qpv``: the same for each
        QPV, the nearest first, with ``signed_distance_m`` negative inside.

    Raises
    ------
    InputError
        When the point is not in metropolitan France, where Lambert-93 measures.
    DataError
        When the frame of QPV is not complete.
    ParameterError
        When the rule did not exist on that day.
    """
    points = _point(lon, lat)
    outlines, coverages = outlines_of(qpv), coverages_of(qpv)
    place = locate_xy(points.x.to_numpy(), points.y.to_numpy(), outlines).iloc[0]
    signed = limit_distances(points, qpv).iloc[0].sort_values(kind="stable")
    distances = signed.clip(lower=0)
    facts = [facts_of(code, d, d, coverages, Extent.POINT) for code, d in distances.items()]
    head = {
        "lon": lon,
        "lat": lat,
        "qpv_code": None if pd.isna(place["qpv_code"]) else place["qpv_code"],
        "position": place["position"],
        "distance_m": float(place["distance_m"]),
        "nearest_qpv_code": place["nearest_code"],
    }
    details = [
        {
            "qpv_code": code,
            "position": str(side_of(metres)),
            "distance_m": abs(float(metres)),
            "signed_distance_m": float(metres),
        }
        for code, metres in signed.items()
    ]
    return _report(head, details, facts, rule_on(filing_date))


def where_shape(
    shape: shapely.Geometry, qpv: gpd.GeoDataFrame, filing_date: date
) -> dict[str, Any]:
    """Say where a building or a plot stands, by its nearest and its farthest part.

    Parameters
    ----------
    shape
        Valid polygon or multipolygon, Lambert-93: all the dwellings, or the plot that holds them.
    qpv, filing_date
        As in `where_report`.

    Returns
    -------
    dict
        Ready for JSON, as `where_report`, with ``min_distance_m`` and ``max_distance_m``
        (0 inside) for each QPV instead of the distance to its limit. ``qpv_code`` and
        ``position`` are those of the first QPV the shape is in, or on the edge of.
    """
    measured = locate_shape(shape, qpv).sort_values("min_distance_m", kind="stable")
    coverages = coverages_of(qpv)
    facts = [
        facts_of(code, row["min_distance_m"], row["max_distance_m"], coverages)
        for code, row in measured.iterrows()
    ]
    details = [
        {"qpv_code": str(code), **{str(name): value for name, value in row.items()}}
        for code, row in measured.iterrows()
    ]
    first = min(details, key=lambda detail: list(Position).index(Position(detail["position"])))
    is_outside = first["position"] == Position.OUTSIDE
    head = {
        "qpv_code": None if is_outside else first["qpv_code"],
        "position": first["position"],
        "nearest_qpv_code": details[0]["qpv_code"],
        "min_distance_m": details[0]["min_distance_m"],
        "max_distance_m": details[0]["max_distance_m"],
    }
    return _report(head, details, facts, rule_on(filing_date))


def _point(lon: float, lat: float) -> gpd.GeoSeries:
    west, south, east, north = METROPOLE
    if not (west <= lon <= east and south <= lat <= north):
        is_swapped = west <= lat <= east and south <= lon <= north
        raise InputError(
            Fault(
                rule="place",
                file="LON LAT",
                expected=f"metropolitan France: {west}..{east}, {south}..{north}",
                found=f"{lon} {lat}",
                fix="give the longitude first" if is_swapped else "give degrees, WGS 84",
            )
        )
    x, y = Transformer.from_crs(WGS_84, LAMBERT_93, always_xy=True).transform(lon, lat)
    return gpd.GeoSeries.from_xy([x], [y], crs=LAMBERT_93)


def coverages_of(qpv: gpd.GeoDataFrame) -> Mapping[Any, tuple[bool, bool]]:
    """Return, by code, whether each QPV has a contrat de ville and an NPNRU convention."""
    faults = [
        Fault(
            rule="coverage",
            file="qpv",
            field=name,
            expected="true or false for every QPV",
            found="no such column" if name not in qpv else "missing or other values",
        )
        for name in COVERAGES
        if name not in qpv or not qpv[name].isin([True, False]).all()
    ]
    if faults:
        raise DataError(faults)
    pairs = zip(*(qpv[name].astype(bool) for name in COVERAGES), strict=True)
    return dict(zip(qpv.index, pairs, strict=True))


def facts_of(
    code: Any,  # noqa: ANN401 -- an index label
    nearest_m: float,
    farthest_m: float,
    coverages: Mapping[Any, tuple[bool, bool]],
    extent: Extent = Extent.SHAPE,
) -> QpvFacts:
    """Return what the VAT rule asks about one place and one QPV (`code`)."""
    has_contrat, has_npnru = coverages[code]
    return QpvFacts(
        code_qp=str(code),
        min_distance_m=float(nearest_m),
        max_distance_m=float(farthest_m),
        has_contrat_de_ville=has_contrat,
        has_npnru_convention=has_npnru,
        extent=extent,
    )


def _report(
    head: Mapping[str, Any],
    details: Iterable[Mapping[str, Any]],
    facts: list[QpvFacts],
    rule: VatRule,
) -> dict[str, Any]:
    best = best_answer(facts, rule)
    by_code = {each.code_qp: vat_answer(each, rule) for each in facts}
    return {
        **head,
        "filing_date": rule.filed_on.isoformat(),
        "vat_zone": str(best.zone),
        "vat_reason": str(best.reason),
        "vat_qpv_code": best.code_qp,
        "vat_rate_percent": float(best.rate_percent),
        "vat_rate_certainty": str(best.rate_certainty),
        "is_near_vat_threshold": best.is_near_threshold,
        "near_limit_m": best.near_limit_m,
        "far_limit_m": best.far_limit_m,
        "article": best.article,
        "version": best.version,
        "url": best.url,
        "certainty": str(best.certainty),
        "caveats": [str(caveat) for caveat in best.caveats],
        "is_indicative": True,
        "qpv": [
            {
                **detail,
                "vat_zone": str(by_code[detail["qpv_code"]].zone),
                "vat_reason": str(by_code[detail["qpv_code"]].reason),
                "is_near_vat_threshold": by_code[detail["qpv_code"]].is_near_threshold,
            }
            for detail in details
        ],
    }
