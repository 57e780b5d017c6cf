"""Households of a landlord's file -> what each one counts as. Nothing here may leave the server.

The frame made here has one row per household; only `geo.rehousing.publication` reads it, and gives
back protected counts and means.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from geo.figures import as_day
from geo.rehousing.stages import PROGRESS, Change, Offers, Opinion, Progress, Refusals, Stage, Zone
from geo.rules.rehousing import (
    Known,
    effort_percent,
    is_outside_qpv,
    is_recent,
    reste_a_charge,
)

OUTSIDE_QPV = "hors QPV"
OTHER_BUILDING = "other"
SATISFIED = 3
THREE = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where the households lived, and what counts as near.

    Attributes
    ----------
    code_insee
        Commune of the renewed neighbourhood.
    buildings
        Buildings to demolish, as the programme names them.
    near
        Communes shown one by one: that of the neighbourhood and those where an offer may stand.
    communes
        Every commune of the EPCI.
    """

    code_insee: str
    buildings: tuple[str, ...]
    near: tuple[str, ...]
    communes: frozenset[str]


def classified(rows: pd.DataFrame, place: Place) -> pd.DataFrame:
    """Return what each household counts as.

    Parameters
    ----------
    rows
        Fields of the template ``rehousing``, indexed by pseudonym; a field may be missing.
    place
        Where they lived.

    Returns
    -------
    pandas.DataFrame
        Same index: ``building``, ``progress``, ``since`` (day it was rehoused or left), ``agreed``
        (day it is known to have agreed, or to have moved for a time), ``town`` (see `town_of`),
        ``is_recent``, ``is_outside_qpv``, ``offers``, ``refusals``, ``size``, ``opinion``,
        ``rest_change``, and the amounts a month ``rent_before_eur``... ``effort_after_percent``,
        missing together (see `_money`).
    """
    records = [_household(row, place) for row in rows.to_dict("records")]
    return pd.DataFrame(records, index=rows.index, columns=list(COLUMNS))


AMOUNTS = (
    "rent_before_eur",
    "rent_after_eur",
    "charges_before_eur",
    "charges_after_eur",
    "aid_before_eur",
    "aid_after_eur",
)
DERIVED = (
    "rest_before_eur",
    "rest_after_eur",
    "effort_before_percent",
    "effort_after_percent",
)
COLUMNS = (
    "building", "progress", "since", "town", "is_recent", "is_outside_qpv", "offers", "refusals",
    "agreed", "size", "opinion", "rest_change", *AMOUNTS, *DERIVED,
)  # fmt: skip

Row = Mapping[str, object]


def _household(row: Mapping[object, object], place: Place) -> dict[str, object]:
    fields = {str(name): None if pd.isna(value) else value for name, value in row.items()}  # type: ignore[call-overload]
    progress = PROGRESS[Stage(str(fields["stage"]))]
    moved = _day(fields, "move_date") or _day(fields, "state_date")
    moved = moved if progress is Progress.REHOUSED else None
    since = _day(fields, "state_date") if progress is Progress.LEFT else moved
    outside = is_outside_qpv(_qpv(fields), moved)
    refused = _count(fields, "refusal_count")
    return {
        "building": building_of(str(fields["building"]), place),
        "progress": progress,
        "since": since,
        "town": town_of(fields.get("destination_insee"), outside, place),
        "is_recent": is_recent(_day(fields, "agreement_date"), moved),
        "is_outside_qpv": outside,
        "offers": _offers(_count(fields, "offer_count")),
        "refusals": _refusals(refused),
        "agreed": _day(fields, "state_date") if progress is Progress.AGREED else None,
        "size": _size(fields),
        "opinion": _opinion(_count(fields, "satisfaction")),
        **_money(fields),
    }


def building_of(text: str, place: Place) -> str:
    """Return the building as the programme names it; `OTHER_BUILDING` when it names none so.

    >>> building_of("Bâtiment 40", Place("43157", ("40", "72"), (), frozenset()))
    '40'
    """
    name = text.rsplit(maxsplit=1)[-1]
    return name if name in place.buildings else OTHER_BUILDING


def town_of(code: object, outside: Known, place: Place) -> str:
    """Return where a household went: zone, then the commune where it is shown by name.

    >>> here = Place("43157", ("40",), ("43157", "43041"), frozenset({"43157", "43041", "43002"}))
    >>> [town_of(code, Known.YES, here) for code in ("43157", "43041", "43002", "63113", None)]
    ['same_commune 43157', 'other_commune 43041', 'other_commune', 'outside_epci', 'unknown']
    >>> town_of("43157", Known.NO, here), town_of("43157", Known.UNKNOWN, here)
    ('qpv 43157', 'unknown')
    """
    if code is None or outside is Known.UNKNOWN:
        return Zone.UNKNOWN.value
    if outside is Known.NO:
        return f"{Zone.QPV} {code}" if code == place.code_insee else Zone.QPV.value
    if code == place.code_insee:
        return f"{Zone.SAME_COMMUNE} {code}"
    if code not in place.communes:
        return Zone.OUTSIDE_EPCI.value
    return f"{Zone.OTHER_COMMUNE} {code}" if code in place.near else Zone.OTHER_COMMUNE.value


def towns(place: Place) -> tuple[str, ...]:
    """Return every answer of `town_of`, known without looking at the households."""
    near = [f"{Zone.OTHER_COMMUNE} {code}" for code in place.near if code != place.code_insee]
    here = [f"{zone} {place.code_insee}" for zone in (Zone.QPV, Zone.SAME_COMMUNE)]
    return (*here, *near, *(Zone.QPV, Zone.OTHER_COMMUNE, Zone.OUTSIDE_EPCI, Zone.UNKNOWN))


def _qpv(fields: Row) -> str | None:
    said = fields.get("destination_qpv")
    if said is None:
        return None
    return "" if said == OUTSIDE_QPV else str(said)


def _offers(count: int | None) -> Offers:
    if count is None or count == 0:  # a rehoused household had one
        return Offers.UNKNOWN
    return Offers.ONE if count == 1 else Offers.SEVERAL


def _refusals(count: int | None) -> Refusals:
    if count is None:
        return Refusals.UNKNOWN
    if count == 0:
        return Refusals.NONE
    return Refusals.ONE_OR_TWO if count < THREE else Refusals.THREE


def _size(fields: Row) -> Change:
    before, after = (fields.get(f"type_{when}") for when in ("before", "after"))
    if before is None or after is None:
        return Change.UNKNOWN
    return _change(Decimal(str(before)[1:]), Decimal(str(after)[1:]))


def _change(before: Decimal, after: Decimal) -> Change:
    if after == before:
        return Change.SAME
    return Change.LESS if after < before else Change.MORE


def _opinion(mark: int | None) -> Opinion:
    if mark is None:
        return Opinion.UNKNOWN
    return Opinion.SATISFIED if mark >= SATISFIED else Opinion.NOT_SATISFIED


def _money(fields: Row) -> dict[str, object]:
    """Return amounts and what follows from them: all of them, or none when one is unknown.

    All means are then about the same households: the difference of two means is the mean of the
    differences, and no two means differ by a few people.
    """
    given = {name: _amount(fields, name) for name in AMOUNTS}
    rests = {
        when: reste_a_charge(*(given[f"{each}_{when}_eur"] for each in ("rent", "charges", "aid")))
        for when in ("before", "after")
    }
    efforts = {
        when: effort_percent(rests[when], _amount(fields, f"resources_{when}_eur"))
        for when in ("before", "after")
    }
    before, after = rests["before"], rests["after"]
    if before is None or after is None or None in efforts.values():
        return {**dict.fromkeys((*AMOUNTS, *DERIVED)), "rest_change": Change.UNKNOWN}
    derived = (before, after, *(efforts[when] for when in ("before", "after")))
    amounts = {**given, **dict(zip(DERIVED, derived, strict=True))}
    return {**amounts, "rest_change": Change.MORE if after > before else Change.LESS}


def _day(fields: Row, name: str) -> date | None:
    value = fields.get(name)
    return value if type(value) is date else as_day(value)


def _count(fields: Row, name: str) -> int | None:
    value = fields.get(name)
    return None if value is None else int(str(value).removesuffix(".0"))


def _amount(fields: Row, name: str) -> Decimal | None:
    value = fields.get(name)
    return None if value is None else Decimal(str(value))
