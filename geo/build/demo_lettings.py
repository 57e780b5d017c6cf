"""Leases of social housing that do not exist, for demonstration only.

Communes, outlines of the QPV and the threshold of 2025 are real; leases, households, landlords
and resources are invented. The households of the invented rehousing file that move within the
territory sign one of these leases. The same seed gives the same file.
"""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import geopandas as gpd
from shapely import Point
from shapely.prepared import PreparedGeometry, prep

from geo.build.demo_rehousing import demo_households
from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.lettings.leases import OUTSIDE_WORD

SEED: Final = 8
FIRST_DAY: Final = date(2023, 1, 1)
OUTLINES_SINCE: Final = date(2024, 1, 1)
LAST_DAY: Final = date(2025, 9, 30)
PER_MONTH: Final = (40, 48)
"""Least and most leases of a month, all sides together."""
TOWNS: Final = {
    "43157": 52, "43041": 12, "43089": 11, "43251": 8, "43046": 7, "43190": 3, "43002": 3,
    "43032": 2, "43181": 1, "43152": 1,
}  # fmt: skip
"""Weights of the communes: Le Puy-en-Velay, Brives-Charensac, Espaly, Vals, Chadrac..."""
INSIDE_PERCENT: Final = 36
"""Of the leases of the commune of the QPV, how many in a hundred are signed inside."""
LANDLORDS: Final = {"Bailleur A": 12, "Bailleur B": 5, "Bailleur C": 3}
RESERVERS: Final = {
    "bailleur": 40, "etat": 26, "action_logement": 20, "collectivite": 14, "": 2
}  # fmt: skip
PRIORITY_PERCENT: Final = {
    "bailleur": 22, "etat": 84, "action_logement": 28, "collectivite": 19, "": 20
}  # fmt: skip
REASONS: Final = (
    "logement trop petit", "logement trop cher", "décohabitation", "séparation",
    "rapprochement du travail", "sans logement", "",
)  # fmt: skip
LOW_EUR, HIGH_EUR = (4_200, 9_500), (9_600, 26_000)
FIRST_QUARTILE_PERCENT: Final = {True: 50, False: 12}
"""In a QPV or not: how many households in a hundred have low resources."""
UNKNOWN_PERCENT: Final = 5
WITHOUT_PLACE_PERCENT: Final = 1
BY_POINT_PERCENT: Final = 30
SPREAD_DEGREES: Final = 0.004
DECIMALS: Final = 6
COLUMNS: Final = (
    "lease_id", "lease_date", "code_insee", "building", "lon", "lat", "landlord", "reserver",
    "in_qpv", "adult_count", "child_count", "annual_resources_eur", "is_npnru_rehousing",
    "is_priority", "reason", "status",
)  # fmt: skip

Row = Mapping[str, object]


def demo_leases(town_halls: Mapping[str, Point], qpv: gpd.GeoSeries) -> list[Row]:
    """Return the invented leases in the order of their days.

    Parameters
    ----------
    town_halls
        Place of the town hall of each commune, WGS 84.
    qpv
        Outlines, WGS 84, indexed by ``code_qp``: all in the commune with the greatest weight.
    """
    chance = random.Random(SEED)  # noqa: S311 -- a demonstration, not a secret
    leases = sorted(
        [*_rehoused(), *_others(chance)], key=lambda each: (str(each["day"]), str(each["qpv"]))
    )
    areas = {str(code): prep(area) for code, area in qpv.items()}
    return [
        _row(chance, rank, lease, town_halls, (qpv, areas))
        for rank, lease in enumerate(leases, start=1)
    ]


def places_of(folder: Path) -> tuple[dict[str, Point], gpd.GeoSeries]:
    """Return the town halls by commune and the outlines of the QPV of a territory, WGS 84."""
    manifest = read_manifest(folder)
    communes = read_table(manifest, "communes")
    halls = zip(communes["town_hall_lon"], communes["town_hall_lat"], strict=True)
    points = {str(code): Point(*hall) for code, hall in zip(communes.index, halls, strict=True)}
    return points, read_boundaries(manifest, "qpv_boundaries").geometry


def demo_csv(rows: Sequence[Row]) -> bytes:
    """Return the file of the data package."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _rehoused() -> Iterator[Row]:
    """Yield the moves of the invented rehousing file that a lease here can tell."""
    for household in demo_households():
        day, town = household.get("move_date"), household.get("destination_insee")
        if isinstance(day, date) and FIRST_DAY <= day <= LAST_DAY and town in TOWNS:
            yield {
                "day": day,
                "town": town,
                "qpv": household["destination_qpv"],
                "is_rehoused": True,
            }


def _others(chance: random.Random) -> Iterator[Row]:
    month = FIRST_DAY
    while month <= LAST_DAY:
        following = (month + timedelta(days=31)).replace(day=1)
        for _ in range(chance.randint(*PER_MONTH)):
            town = chance.choices(list(TOWNS), list(TOWNS.values()))[0]
            is_inside = town == next(iter(TOWNS)) and _happens(chance, INSIDE_PERCENT)
            day = month + timedelta(days=chance.randrange((following - month).days))
            yield {
                "day": day,
                "town": town,
                "qpv": _code(chance, day) if is_inside else OUTSIDE_WORD,
                "is_rehoused": False,
            }
        month = following


def _code(chance: random.Random, day: date) -> str:
    if day < OUTLINES_SINCE:
        return "QP043001"
    return chance.choice(("QN04301M", "QN04302M"))


def _row(
    chance: random.Random,
    rank: int,
    lease: Row,
    town_halls: Mapping[str, Point],
    places: tuple[gpd.GeoSeries, Mapping[str, "PreparedGeometry[object]"]],
) -> Row:
    reserver = chance.choices(list(RESERVERS), list(RESERVERS.values()))[0]
    return {
        "lease_id": f"FICTIF-{rank:05d}",
        "lease_date": lease["day"],
        "code_insee": lease["town"],
        "building": "",
        "landlord": chance.choices(list(LANDLORDS), list(LANDLORDS.values()))[0],
        "reserver": reserver,
        **_place(chance, lease, town_halls[str(lease["town"])], places),
        **_household(chance, is_inside=lease["qpv"] != OUTSIDE_WORD),
        "is_npnru_rehousing": str(lease["is_rehoused"]).lower(),
        "is_priority": str(_happens(chance, PRIORITY_PERCENT[reserver])).lower(),
        "reason": "renouvellement urbain" if lease["is_rehoused"] else chance.choice(REASONS),
        "status": "fictional",
    }


def _place(
    chance: random.Random,
    lease: Row,
    hall: Point,
    places: tuple[gpd.GeoSeries, Mapping[str, "PreparedGeometry[object]"]],
) -> Row:
    """Say in which QPV the dwelling is, or give its point, or neither."""
    nowhere = {"lon": "", "lat": "", "in_qpv": ""}
    if _happens(chance, WITHOUT_PLACE_PERCENT):
        return nowhere
    if not _happens(chance, BY_POINT_PERCENT):
        return {**nowhere, "in_qpv": lease["qpv"]}
    qpv, areas = places
    code = str(lease["qpv"])
    around = qpv[code].representative_point() if code in areas else hall
    while True:
        point = Point(
            round(around.x + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES), DECIMALS),
            round(around.y + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES), DECIMALS),
        )
        inside = [each for each, area in areas.items() if area.contains(point)]
        if inside == ([code] if code in areas else []):
            return {"lon": point.x, "lat": point.y, "in_qpv": ""}


def _household(chance: random.Random, *, is_inside: bool) -> Row:
    """Return size and resources; a few are not known, as in the real register."""
    older, children = chance.choice((1, 1, 1, 2, 2, 3)), chance.choice((0, 0, 0, 1, 2, 3))
    units = 10 + 5 * (older - 1) + 3 * children
    is_low = _happens(chance, FIRST_QUARTILE_PERCENT[is_inside])
    per_unit = chance.randint(*(LOW_EUR if is_low else HIGH_EUR))
    is_unknown = _happens(chance, UNKNOWN_PERCENT)
    return {
        "adult_count": older,
        "child_count": children,
        "annual_resources_eur": "" if is_unknown else per_unit * units // 10,
    }


def _happens(chance: random.Random, percent: int) -> bool:
    return chance.randrange(100) < percent
