"""The door for rehousing: one function per question of its page and of its command.

Households come in here and never go out: answers hold protected counts and means only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import read_bytes
from geo.contracts.read import read_table
from geo.crs import to_lambert_93
from geo.errors import DataError, Fault
from geo.figures import Figure, Source, Status, as_day, source_of
from geo.imports.templates import template
from geo.partner import partner_table
from geo.rehousing import Place, Published, classified, published
from geo.rehousing.answer import published_answer
from geo.rules.parameters import parameter
from geo.rules.rehousing import TARGETS, Known, is_offer_place, target
from geo.store.frames import typed_frame
from geo.store.kinds import Kind
from geo.territory import Territory
from geo.territory.renewal import renewal_convention, renewal_names, renewal_promises

DEMOLITION: Final = "demolition"
THEME: Final = "rehousing"
TOUCHING_M: Final = 1.0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The rehousing of a neighbourhood, as it may be shown.

    Attributes
    ----------
    code, name
        The QPV whose buildings are demolished.
    published
        Protected tables; None when there is no household file.
    is_fictional
        Whether the households are made up, for demonstration.
    described_day
        Last day that the file describes; None without one.
    """

    code: str
    name: str
    published: Published | None
    is_fictional: bool
    described_day: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised about rehousing: French words, who, when, what followed, source."""

    words: str
    promised_by: str
    date_text: str
    follow_up: str
    note: str
    source: Source


def rehousing_names(territory: Territory) -> dict[str, str]:
    """Return the names of the QPV with buildings to demolish under a convention, by code."""
    return {
        code: name
        for code, name in renewal_names(territory).items()
        if len(_demolitions(territory, code))
    }


def rehousing_follow_up(territory: Territory, code: str) -> FollowUp:
    """Return what may be shown of the households the partners described, or of fictional ones."""
    table = partner_table(territory, Kind.REHOUSING)
    return _follow_up(territory, code, table.rows, is_fictional=table.is_fictional)


def rehousing_answer(territory: Territory, file: Path, until: date) -> dict[str, Any]:
    """Return what may be shown of the households of a file, for the first QPV with a demolition.

    Parameters
    ----------
    file
        CSV or XLSX of the template.
    until
        The day it is read: no date of it can be later.

    Raises
    ------
    PartnerFileError
        With every fault of the file, by line and column; nothing is stored.
    DataError
        When the territory demolishes nothing, or the file cannot be read.
    """
    from geo.imports.run import read_file  # noqa: PLC0415 -- only for a file

    names = rehousing_names(territory)
    if not names:
        raise DataError(
            Fault(
                rule="no-demolition",
                file="npnru_operations",
                expected="occupied dwellings in a building to demolish",
                found="none",
            )
        )
    content = read_bytes(file, str(file))
    reading = read_file(territory, Kind.REHOUSING, content, file.name, until)
    rows = typed_frame(template(Kind.REHOUSING), list(reading.records))
    return follow_up_answer(_follow_up(territory, next(iter(names)), rows, is_fictional=False))


def follow_up_answer(found: FollowUp) -> dict[str, Any]:
    """Return a follow-up as plain values with English keys."""
    day = found.described_day
    answer = {
        "qpv_code": found.code,
        "qpv_name": found.name,
        "is_fictional": found.is_fictional,
        "described_date": day.isoformat() if day else None,
    }
    if found.published is None or day is None:
        return answer
    targets = {name: target(name, day) for name in TARGETS}
    return {
        **answer,
        **published_answer(found.published),
        "targets": {f"target_{name}": law and str(law.value) for name, law in targets.items()},
        "right_law": _law("rehousing.refused_offers_count", day),
    }


def occupied_dwellings(territory: Territory, code: str) -> Mapping[str, Figure]:
    """Return the dwellings to empty by building, as a source said them."""
    operations = _demolitions(territory, code)
    return {
        str(row["building"]): Figure(
            label=f"Bâtiment {row['building']}",
            unit="logements occupés",
            value=None if pd.isna(count) else int(count),
            decimals=0,
            reference_date=None,
            status=Status(str(row["status"])),
            sources=(source_of(territory.sources, str(row["source"])),),
            note=str(row["dwellings_note"]),
        )
        for row, count in zip(
            operations.to_dict("records"), operations["occupied_dwellings_count"], strict=True
        )
    }


def rehousing_promises(territory: Territory, code: str) -> list[Promise]:
    """Return the promises about rehousing, oldest first."""
    table = renewal_promises(territory, code)
    chosen = table[table["theme"] == THEME].sort_values("date_latest", kind="stable")
    text = chosen.fillna(dict.fromkeys(("promised_by", "follow_up", "note"), ""))
    return [
        Promise(
            words=str(row.promise),
            promised_by=str(row.promised_by),
            date_text=str(row.date_text),
            follow_up=str(row.follow_up),
            note=str(row.note),
            source=source_of(territory.sources, str(row.source)),
        )
        for row in text.itertuples()
    ]


def offer_communes(territory: Territory, code: str, day: date) -> pd.DataFrame:
    """Return the communes where an offer may stand (law of 1948, art. 13 bis).

    Returns
    -------
    pandas.DataFrame
        Indexed by ``code_insee``, the commune of the QPV first: ``name``, ``nearest_m``,
        ``farthest_m`` (between a dwelling of the QPV and one of the commune), ``is_offer_place``
        (`geo.rules.rehousing.Known`, never NO). Measured in Lambert-93.
    """
    outlines = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    shapes = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    quarter, home = shapes.geometry[code], str(shapes.at[code, "code_insee"])
    corners = np.asarray(quarter.convex_hull.exterior.coords)
    near = outlines[outlines.distance(outlines.geometry[home]) < TOUCHING_M]
    rows = []
    for town, shape in near.geometry.items():
        nearest, farthest = shape.distance(quarter), _farthest_m(shape, corners)
        place = is_offer_place(
            is_same_or_neighbour=True, nearest_m=nearest, farthest_m=farthest, day=day
        )
        rows.append((town, territory.communes["name"].get(town, town), nearest, farthest, place))
    columns = ["code_insee", "name", "nearest_m", "farthest_m", "is_offer_place"]
    table = pd.DataFrame(rows, columns=columns).set_index("code_insee")
    kept = table[table["is_offer_place"] != Known.NO].sort_values("nearest_m", kind="stable")
    return kept.loc[[home, *(each for each in kept.index if each != home)]]


def neighbourhood_place(territory: Territory, code: str) -> tuple[float, float]:
    """Return longitude and latitude of a point inside a QPV, for drawing only."""
    shapes = read_boundaries(territory.manifest, "qpv_boundaries")
    point = shapes.geometry[code].representative_point()
    return float(point.x), float(point.y)


def _farthest_m(shape: Any, corners: "np.ndarray[Any, Any]") -> float:  # noqa: ANN401 -- shapely
    ends = np.asarray(shape.convex_hull.exterior.coords)
    return float(np.hypot(*(ends[:, None, :] - corners[None, :, :]).transpose(2, 0, 1)).max())


def _follow_up(
    territory: Territory, code: str, rows: pd.DataFrame, *, is_fictional: bool
) -> FollowUp:
    convention = renewal_convention(territory, code)
    day = as_day(rows["state_date"].max()) if len(rows) else None
    if day is None:
        return FollowUp(code, convention.name, None, is_fictional, None)
    place = rehousing_place(territory, code, day)
    since = convention.since or day
    shown = published(classified(rows, place), place, since.year, day)
    return FollowUp(code, convention.name, shown, is_fictional, day)


def rehousing_place(territory: Territory, code: str, day: date) -> Place:
    """Return where the households of a QPV lived, and what counted as near on that day."""
    near = offer_communes(territory, code, day)
    return Place(
        code_insee=str(near.index[0]),
        buildings=tuple(occupied_dwellings(territory, code)),
        near=tuple(near.index),
        communes=frozenset(territory.communes.index),
    )


def _demolitions(territory: Territory, code: str) -> pd.DataFrame:
    table = read_table(territory.manifest, "npnru_operations")
    is_here = (table["code_qp"] == code) & (table["kind"] == DEMOLITION)
    return table[is_here & table["occupied_dwellings_count"].notna()]


def _law(name: str, day: date) -> dict[str, str]:
    law = parameter(name).on(day)
    parts = {"article": law.article, "version": law.version, "certainty": law.certainty.value}
    return {"value": str(law.value), **parts}
