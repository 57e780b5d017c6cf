"""Where are these points: the answers of `geo.where.place` for a whole table."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.rules.vat import Extent, QpvFacts, VatAnswer, VatRule, VatZone, best_answer, rule_on
from geo.where.addresses import read_addresses
from geo.where.answers import write_answers
from geo.where.place import coverages_of, facts_of
from geo.where.qpv import CHUNK, Floats, Outlines, locate_xy, outlines_of

ZONES: Final = [str(zone) for zone in VatZone]


def where_table(
    x: Floats,
    y: Floats,
    qpv: gpd.GeoDataFrame,
    filing_date: date,
) -> pd.DataFrame:
    """Say where many points stand.

    Parameters
    ----------
    x, y
        Lambert-93 coordinates, metres.
    qpv, filing_date
        As in `geo.where.place.where_report`.

    Returns
    -------
    pandas.DataFrame
        One row per point, in order: ``qpv_code`` (missing outside), ``position``,
        ``distance_m``, ``nearest_qpv_code``, ``vat_zone``, ``is_near_vat_threshold``.
    """
    outlines, rule = outlines_of(qpv), rule_on(filing_date)
    places = locate_xy(x, y, outlines).rename(columns={"nearest_code": "nearest_qpv_code"})
    answers = _near_answers(x, y, outlines, coverages_of(qpv), rule)
    zones = np.full(len(x), ZONES.index(VatZone.NONE), dtype=np.int8)
    is_near = np.zeros(len(x), dtype=np.bool_)
    for row, found in answers.items():
        zones[row] = ZONES.index(found.zone)
        is_near[row] = found.is_near_threshold
    kept = places[["qpv_code", "position", "distance_m", "nearest_qpv_code"]]
    return kept.assign(
        vat_zone=pd.Categorical.from_codes(zones, categories=pd.Index(ZONES)),
        is_near_vat_threshold=is_near,
    )


def where_file(
    path: Path, target: Path, qpv: gpd.GeoDataFrame, filing_date: date
) -> dict[str, Any]:
    """Answer a CSV of points in another CSV: the same rows, the answers at their right.

    Parameters
    ----------
    path, target
        See `geo.where.addresses.read_addresses` and `geo.where.answers.write_answers`.
    qpv, filing_date
        As in `geo.where.place.where_report`.

    Returns
    -------
    dict
        Ready for JSON: ``rows_count``, and how many rows by ``position`` and by ``vat_zone``.
    """
    addresses = read_addresses(path)
    table = where_table(addresses.x, addresses.y, qpv, filing_date)
    write_answers(addresses, table, target)
    return {
        "rows_count": len(table),
        "position": {name: int(count) for name, count in table["position"].value_counts().items()},
        "vat_zone": {name: int(count) for name, count in table["vat_zone"].value_counts().items()},
        "is_indicative": True,
    }


def _near_answers(
    x: Floats,
    y: Floats,
    outlines: Outlines,
    coverages: Mapping[Any, tuple[bool, bool]],
    rule: VatRule,
) -> Mapping[int, VatAnswer]:
    """Return the answer for each point (by row) that a QPV is near enough to concern."""
    answers: dict[int, VatAnswer] = {}
    for start in range(0, len(x), CHUNK):
        points = shapely.points(x[start : start + CHUNK], y[start : start + CHUNK])
        rows, ranks = outlines.tree.query(points, predicate="dwithin", distance=rule.reach_m)
        metres = shapely.distance(outlines.polygons[ranks], points[rows])
        codes = outlines.codes[ranks]
        found: dict[int, list[QpvFacts]] = {}
        for row, code, distance in zip(rows.tolist(), codes, metres.tolist(), strict=True):
            facts = facts_of(code, distance, distance, coverages, Extent.POINT)
            found.setdefault(start + row, []).append(facts)
        answers |= {row: best_answer(places, rule) for row, places in found.items()}
    return answers
