"""« Où est ce point ? »: takes a place in the way the reader prefers, and answers."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from dashboard import state
from dashboard.choices import choice_key
from dashboard.maps import Tool
from dashboard.sections.renewal_choices import FILED, POINT
from dashboard.texts import renewal_where as texts
from dashboard.texts.renewal_map import MAP_KEY
from dashboard.views import renewal_where as views
from geo.crs import to_wgs_84
from geo.fetch import Address, search_address
from geo.rules.parameters import parameter
from geo.territory import where as territory_where
from geo.where.coordinates import read_place
from geo.where.qpv import Position

SHAPE: Final = "forme"
LINE: Final = "ligne"
TYPED: Final = "coordonnees"
UNREADABLE: Final = "illisible"
REFUSED: Final = "refus"
FILE: Final = "fichier-forme"
FOUND: Final = "adresses"
TABLE: Final = "table"
ANSWERED: Final = "table-reponse"
TFPB: Final = ("tfpb.abatement_percent", "tfpb.last_tax_year", "tfpb.state_compensation_percent")


def take_given(owner: str) -> None:
    """Keep what was just clicked or drawn on the map."""
    given = state.given(MAP_KEY)
    if given is None:
        return
    if given.tool is Tool.LINE:
        state.keep(owner, **{LINE: given.geometry})
    elif given.tool is Tool.POLYGON:
        _put(owner, shape=given.geometry)
    else:
        lon, lat = given.geometry["coordinates"]
        _put(owner, point=(lon, lat))


def ask_filed(owner: str, first: date) -> date:
    """Ask for the day of filing."""
    return views.choose_filing_date(choice_key(FILED, owner), first, state.machine_day())


def show(owner: str, names: Mapping[str, str], filed: date) -> None:
    """Ask for a place, and say where it stands."""
    way = views.choose_way(choice_key("moyen", owner))
    _WAYS[way](owner)
    line = state.recall(LINE, owner, None)
    if line:
        _show_measure(line)
    point, shape = state.recall(POINT, owner, None), state.recall(SHAPE, owner, None)
    if point is None and shape is None:
        views.show_nothing()
    else:
        _show_answer(names, filed, point, shape)
    if line or point or shape:
        views.offer_clear(partial(_clear, owner))


def show_table(owner: str, filed: date) -> None:
    """Answer a whole table of points, once for each file and each day."""
    widget = choice_key(TABLE, owner)
    views.ask_table(widget)
    given = state.uploaded(widget)
    if given is None:
        return
    name, content = given
    mark = (hashlib.sha256(content).hexdigest(), filed)
    kept = state.recall(ANSWERED, owner, None)
    if kept is None or kept[0] != mark:
        with views.working():
            found = state.tried(
                territory_where.answered_table, state.territory(), name, content, filed
            )
        kept = (mark, *found)
        state.keep(owner, **{ANSWERED: kept})
    _, answered, faults = kept
    if answered is None:
        views.show_table_refusal(faults)
    else:
        views.show_table_answer(*answered, name.rsplit(".", 1)[0])


def _by_map(_: str) -> None:
    views.explain_map()


def _by_coordinates(owner: str) -> None:
    views.ask_coordinates(choice_key(TYPED, owner), partial(_take_typed, owner))
    wrong = state.recall(UNREADABLE, owner, "")
    if wrong:
        views.show_unreadable(wrong)


def _by_address(owner: str) -> None:
    """Search an address online, only when the reader has switched it on."""
    if not views.ask_online(choice_key("enligne", owner)):
        return
    text = views.ask_address(choice_key("adresse", owner))
    if text is not None:
        found, faults = state.tried(search_address, text, _centre())
        state.keep(owner, **{FOUND: found, REFUSED: faults})
    faults = state.recall(REFUSED, owner, ())
    if faults:
        views.show_network_fault(faults[0])
    found = state.recall(FOUND, owner, None)
    if found is not None:
        views.choose_address(found, partial(_take_address, owner))


def _by_file(owner: str) -> None:
    views.ask_shape(choice_key(FILE, owner), partial(_take_file, owner))
    faults = state.recall(f"{FILE}-refus", owner, ())
    if faults:
        views.show_refusal(faults)


_WAYS = {
    "carte": _by_map,
    "coordonnees": _by_coordinates,
    "adresse": _by_address,
    "fichier": _by_file,
}


def _show_answer(
    names: Mapping[str, str],
    filed: date,
    point: tuple[float, float] | None,
    shape: Mapping[str, Any] | None,
) -> None:
    if point is not None:
        answer, _ = state.tried(partial(state.ask, territory_where.where_point, *point, filed))
    else:
        text = json.dumps(shape)
        answer, _ = state.tried(partial(state.ask, territory_where.where_polygon, text, filed))
    if answer is None:
        views.show_bad_shape()
        return
    views.show_answer(answer, names, filed)
    views.show_note(_tfpb(answer, filed))


def _tfpb(answer: Mapping[str, Any], filed: date) -> str:
    if answer["position"] == Position.OUTSIDE:
        return texts.TFPB_OUTSIDE
    values = [state.tried(parameter(name).on, filed)[0] for name in TFPB]
    known = [value for value in values if value is not None]
    return texts.tfpb(known[0], known[1], known[2]) if len(known) == len(TFPB) else texts.NO_TFPB


def _show_measure(line: Mapping[str, Any]) -> None:
    found, _ = state.tried(territory_where.measures, json.dumps(line))
    if found is None:
        views.show_bad_shape()
    else:
        views.show_measure(found)


def _centre() -> tuple[float, float]:
    """Return a place of the territory, around which addresses are looked for first."""
    communes = state.territory().communes
    return float(communes["town_hall_lon"].median()), float(communes["town_hall_lat"].median())


def _put(
    owner: str,
    point: tuple[float, float] | None = None,
    shape: Mapping[str, Any] | None = None,
) -> None:
    """Keep a point or a shape in the place of the one before."""
    state.keep(owner, **{POINT: point, SHAPE: shape, UNREADABLE: None})


def _clear(owner: str) -> None:
    state.keep(owner, **{POINT: None, SHAPE: None, LINE: None, FOUND: None, UNREADABLE: None})
    state.empty(choice_key(TYPED, owner))


def _take_typed(owner: str) -> None:
    text = state.typed(choice_key(TYPED, owner))
    if not text.strip():
        return
    place, faults = state.tried(read_place, text)
    if faults:
        state.keep(owner, **{UNREADABLE: text})
    else:
        _put(owner, point=place)


def _take_address(owner: str, address: Address) -> None:
    _put(owner, point=(address.lon, address.lat))


def _take_file(owner: str) -> None:
    given = state.uploaded(choice_key(FILE, owner))
    if given is None:
        return
    found, faults = state.tried(territory_where.checked_shapes, state.territory(), *given)
    state.keep(owner, **{f"{FILE}-refus": faults})
    if found is not None:
        whole = to_wgs_84(found).union_all()
        _put(owner, shape=whole.__geo_interface__)
