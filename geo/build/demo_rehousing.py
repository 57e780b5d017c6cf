"""Sixty-two households that do not exist, for demonstration only.

The counts that are published are kept (24 occupied dwellings in bâtiment 40 and 38 in bâtiment 72,
autumn 2019); everything about the households is invented. The communes are real. The same seed
gives the same file.
"""

import csv
import io
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from geo.rehousing.households import OUTSIDE_QPV
from geo.rehousing.stages import Stage

SEED: Final = 43157
BUILDINGS: Final = {"40": 24, "72": 38}
WAITING: Final = {Stage.SURVEY: 1, Stage.OFFER: 4, Stage.AGREED: 4, Stage.MOVED_FOR_NOW: 1}
GONE: Final = {
    Stage.LEFT: (2020, 2021, 2022, 2023),
    Stage.DECEASED: (2022, 2023),
    Stage.EVICTED: (2024,),
}
LAST_DAY: Final = date(2025, 12, 31)
LE_PUY, BRIVES, ESPALY, VALS, CHADRAC = "43157", "43041", "43089", "43251", "43046"
IN_QPV: Final = "in_qpv"
NEW_QPV_CODES_SINCE: Final = 2024
OLD_CODE, NEW_CODES = "QP043001", ("QN04301M", "QN04302M")
TYPES: Final = ("T2", "T3", "T3", "T4", "T4")
ROOM_M2: Final = 17
CENTS: Final = ("0.13", "0.37", "0.59", "0.83")
SPLIT_EVERY: Final = 15
DEARER_EVERY: Final = 3
THIRD: Final = 3
FIRST_NUMBER: Final = 70_000
COLUMNS: Final = (
    "household_id", "building", "stage", "state_date", "person_count", "offer_count",
    "refusal_count", "third_offer_date", "move_date", "destination_insee", "destination_qpv",
    "agreement_date", "type_before", "type_after", "area_before_m2", "area_after_m2",
    "rent_before_eur", "charges_before_eur", "aid_before_eur", "rent_after_eur",
    "charges_after_eur", "aid_after_eur", "resources_before_eur", "resources_after_eur",
    "satisfaction", "landlord_after", "status",
)  # fmt: skip

Row = Mapping[str, object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wave:
    """Households that were rehoused in some years: how many of each kind.

    Attributes
    ----------
    years
        Year of the move.
    towns
        Commune, or `IN_QPV` for a QPV of Le Puy.
    recent
        Whether the new home is new or under agreement for less than five years.
    offers
        Offers it took.
    rooms
        Rooms more than before.
    marks
        Satisfaction, None where nobody asked.
    """

    years: Mapping[int, int]
    towns: Mapping[str, int]
    recent: Mapping[bool, int]
    offers: Mapping[int, int]
    rooms: Mapping[int, int]
    marks: Mapping[int | None, int]


WAVES: Final = (
    Wave(
        years={2021: 7, 2022: 9},
        towns={IN_QPV: 5, LE_PUY: 6, BRIVES: 5},
        recent={True: 9, False: 7},
        offers={1: 10, 2: 6},
        rooms={-1: 5, 0: 6, 1: 5},
        marks={4: 5, 3: 6, 2: 3, 1: 2},
    ),
    Wave(
        years={2023: 8, 2024: 6, 2025: 15},
        towns={IN_QPV: 5, LE_PUY: 9, BRIVES: 5, ESPALY: 5, VALS: 3, CHADRAC: 2},
        recent={True: 17, False: 12},
        offers={1: 17, 2: 9, 3: 3},
        rooms={-1: 9, 0: 14, 1: 6},
        marks={4: 8, 3: 11, 2: 4, 1: 1, None: 5},
    ),
)
"""Groups are wide enough for most figures to be shown, some to be secret."""


def demo_households() -> list[Row]:
    """Return the invented households, in the order of their pseudonyms."""
    chance = random.Random(SEED)  # noqa: S311 -- a demonstration, not a secret
    moved = [row for wave in WAVES for row in _moved(chance, wave)]
    fates = [*moved, *_gone(chance), *_waiting(chance)]
    homes = [building for building, count in BUILDINGS.items() for _ in range(count)]
    chance.shuffle(fates)
    return [
        {
            "household_id": f"FIC-{FIRST_NUMBER + rank}",
            "building": building,
            **fate,
            "status": "fictional",
        }
        for rank, (building, fate) in enumerate(zip(homes, fates, strict=True), start=1)
    ]


def demo_csv(rows: Sequence[Row]) -> bytes:
    """Return the file of the data package."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _moved(chance: random.Random, wave: Wave) -> Iterator[Row]:
    """Yield the rehoused households of a wave: each with a town, a home and an opinion."""
    columns = (wave.towns, wave.recent, wave.offers, wave.rooms, wave.marks)
    mixed = [_mixed(chance, column) for column in columns]
    rows = zip(_listed(wave.years), *mixed, strict=True)
    for rank, (year, town, recent, offers, rooms, mark) in enumerate(rows):
        moved = _some_day(chance, year)
        built = moved - timedelta(days=chance.randint(20, 1500) + (0 if recent else 1900))
        before = _before(chance)
        yield {
            **before,
            **_after(chance, before, rooms, is_dearer=rank % DEARER_EVERY == 0),
            "stage": (Stage.MOVED if (rank + 1) % SPLIT_EVERY else Stage.SPLIT).value,
            "state_date": moved,
            "offer_count": offers,
            "refusal_count": offers - 1,
            "third_offer_date": moved - timedelta(days=70) if offers == THIRD else "",
            "move_date": moved,
            "destination_insee": LE_PUY if town == IN_QPV else town,
            "destination_qpv": _qpv(chance, year) if town == IN_QPV else OUTSIDE_QPV,
            "agreement_date": built,
            "satisfaction": "" if mark is None else mark,
            "landlord_after": chance.choice(("OPAC 43", "OPAC 43", "Alliade")),
        }


def _listed(counts: Mapping[T, int]) -> list[T]:
    return [value for value, count in counts.items() for _ in range(count)]


def _mixed(chance: random.Random, counts: Mapping[T, int]) -> list[T]:
    values = _listed(counts)
    chance.shuffle(values)
    return values


def _gone(chance: random.Random) -> Iterator[Row]:
    for stage, years in GONE.items():
        for year in years:
            yield {
                **_before(chance),
                "stage": stage.value,
                "state_date": _some_day(chance, year),
            }


def _waiting(chance: random.Random) -> Iterator[Row]:
    """Yield the households that still live there, or moved for a time."""
    for stage, count in WAITING.items():
        for _ in range(count):
            offers = 0 if stage is Stage.SURVEY else chance.choices((1, 2, 3), (5, 3, 1))[0]
            agreed = stage in {Stage.AGREED, Stage.MOVED_FOR_NOW}
            yield {
                **_before(chance),
                "stage": stage.value,
                "state_date": LAST_DAY,
                "offer_count": offers,
                "refusal_count": max(offers - agreed, 0),
                "third_offer_date": LAST_DAY - timedelta(days=120) if offers == THIRD else "",
            }


def _before(chance: random.Random) -> Row:
    """Return the home that is left: small rents, high charges."""
    kind = chance.choice(TYPES)
    rooms = int(kind[1])
    rent = 150 + 45 * rooms + chance.randint(-25, 25)
    return {
        "person_count": max(1, rooms - 1 + chance.randint(-1, 1)),
        "type_before": kind,
        "area_before_m2": ROOM_M2 * rooms + chance.randint(-3, 6),
        "rent_before_eur": _money(chance, rent),
        "charges_before_eur": _money(chance, 55 + 18 * rooms + chance.randint(-10, 20)),
        "aid_before_eur": _money(chance, int(rent * chance.uniform(0.35, 0.8))),
        "resources_before_eur": _money(chance, 620 + 260 * rooms + chance.randint(-250, 500)),
    }


def _after(chance: random.Random, before: Row, more: int, *, is_dearer: bool) -> Row:
    """Return the new home; what is left to pay is more than before where `is_dearer`."""
    rooms = int(str(before["type_before"])[1:]) + more
    rent = 175 + 52 * rooms + chance.randint(-30, 35)
    charges = 40 + 12 * rooms + chance.randint(-10, 15)
    paid = sum(int(Decimal(str(before[f"{name}_before_eur"]))) for name in ("rent", "charges"))
    rest = paid - int(Decimal(str(before["aid_before_eur"])))
    wanted = rest + chance.randint(8, 60) if is_dearer else rest - chance.randint(8, 90)
    return {
        "type_after": f"T{rooms}",
        "area_after_m2": ROOM_M2 * rooms + chance.randint(-2, 8),
        "rent_after_eur": _money(chance, rent),
        "charges_after_eur": _money(chance, charges),
        "aid_after_eur": _money(chance, max(0, rent + charges - wanted)),
        "resources_after_eur": _money(chance, 640 + 265 * rooms + chance.randint(-250, 520)),
    }


def _money(chance: random.Random, whole: int) -> Decimal:
    return whole + Decimal(chance.choice(CENTS))


def _qpv(chance: random.Random, year: int) -> str:
    return chance.choice(NEW_CODES) if year >= NEW_QPV_CODES_SINCE else OLD_CODE


def _some_day(chance: random.Random, year: int) -> date:
    return date(year, 1, 15) + timedelta(days=chance.randint(0, 330))
