"""Leases: each placed in or out of a QPV, on one side of the threshold.

Frames of leases are indexed by ``lease_id`` (a pseudonym). Cells that are not known are NA and
stay so: they make bounds, never a number.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from geo.crs import LAMBERT_93, WGS_84
from geo.lettings.thresholds import Threshold
from geo.rules.lettings import (
    Quartile,
    Side,
    consumption_units,
    counting,
    quartile_of,
    resources_per_unit,
)
from geo.where.qpv import Position, locate_points

OUTSIDE_WORD: Final = "hors QPV"


def classified(
    leases: pd.DataFrame,
    thresholds: Mapping[int, Threshold],
    qpv: gpd.GeoDataFrame,
    outline_since: date,
) -> pd.DataFrame:
    """Return what the law makes of each lease; a lease without a date is left out.

    Parameters
    ----------
    leases
        Indexed by ``lease_id``, with the fields of the template.
    thresholds
        By year; a year that is missing leaves every quartile of that year unknown.
    qpv
        Outlines in Lambert-93, indexed by ``code_qp``.
    outline_since
        First day on which these outlines are in force: an older lease is not placed by its
        point.

    Returns
    -------
    pandas.DataFrame
        On the index of the dated leases: ``code_insee``, ``landlord``, ``reserver``,
        ``lease_date``, ``side`` (`Side`), ``quartile`` (`Quartile`), ``is_rehoused`` and
        ``is_priority`` (boolean, NA when unknown), ``counting`` (`Counting`).
    """
    dated = leases[leases["lease_date"].notna()]
    dates = pd.to_datetime(dated["lease_date"])
    result = pd.DataFrame(
        {
            "code_insee": dated["code_insee"],
            "landlord": dated["landlord"],
            "reserver": dated["reserver"],
            "lease_date": dates,
            "side": sides(dated, dates, qpv, outline_since),
            "quartile": [
                _quartile(row, thresholds.get(when.year), date(when.year, 12, 31))
                for row, when in zip(dated.to_dict("records"), dates, strict=True)
            ],
            "is_rehoused": dated["is_npnru_rehousing"].astype("boolean"),
            "is_priority": dated["is_priority"].astype("boolean"),
        },
        index=dated.index,
    )
    result["counting"] = [
        counting(Side(side), Quartile(quartile), is_rehoused=_flag(rehoused))
        for side, quartile, rehoused in zip(
            result["side"], result["quartile"], result["is_rehoused"], strict=True
        )
    ]
    return result


def sides(
    leases: pd.DataFrame,
    dates: "pd.Series[pd.Timestamp]",
    qpv: gpd.GeoDataFrame,
    outline_since: date,
) -> "pd.Series[str]":
    """Return the side of each lease: as given, else from its point and the outline of that day.

    A point without outline in force on its day, or within 5 m of the limit, says nothing.
    """
    given = leases["in_qpv"]
    side = pd.Series(Side.UNKNOWN, index=leases.index, dtype="object")
    side[given.notna()] = Side.INSIDE
    side[given == OUTSIDE_WORD] = Side.OUTSIDE
    has_point = leases["lon"].notna() & leases["lat"].notna()
    to_place = given.isna() & has_point & (dates >= pd.Timestamp(outline_since))
    if to_place.any():
        side[to_place] = _placed(leases[to_place], qpv)
    return side


def _placed(leases: pd.DataFrame, qpv: gpd.GeoDataFrame) -> "pd.Series[str]":
    points = gpd.GeoSeries(
        gpd.points_from_xy(leases["lon"].astype(float), leases["lat"].astype(float)),
        index=leases.index,
        crs=WGS_84,
    )
    found = locate_points(points.to_crs(LAMBERT_93), qpv)["position"].astype("object")
    return found.map(
        {
            Position.INSIDE: Side.INSIDE,
            Position.OUTSIDE: Side.OUTSIDE,
            Position.EDGE: Side.UNKNOWN,
        }
    )


def _quartile(row: Mapping[Any, Any], threshold: Threshold | None, day: date) -> Quartile:
    amounts = [row[name] for name in ("annual_resources_eur", "adult_count", "child_count")]
    if threshold is None or any(pd.isna(each) for each in amounts):
        return Quartile.UNKNOWN
    resources, older, children = (Decimal(str(each)) for each in amounts)
    if older < 1:
        return Quartile.UNKNOWN
    units = consumption_units(int(older), int(children), day)
    return quartile_of(resources_per_unit(resources, units), threshold.q1_eur)


def _flag(value: object) -> bool | None:
    return None if value is pd.NA else bool(value)
