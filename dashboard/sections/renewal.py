"""The map of the renewal page: its layers, its perimeter file, its export."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from dashboard import state
from dashboard.choices import choice_key
from dashboard.maps import Held, Link
from dashboard.networks import network_url
from dashboard.outlines import outline_url
from dashboard.qml import styles
from dashboard.sections.renewal_choices import DAY, FILED, PLACE, POINT, SHOWN, STOP
from dashboard.sections.renewal_where import LINE, SHAPE, show_table, take_given
from dashboard.texts import renewal_map as texts
from dashboard.texts import renewal_where as where_texts
from dashboard.views import renewal_map as views
from dashboard.views.maps import ign_is_on, ign_toggle
from dashboard.views.renewal import folded
from dashboard.views.renewal_map import Zones
from dashboard.views.renewal_where import show_refusal
from dashboard.zones import perimeter_url, ring_url
from geo.geopackage import geopackage
from geo.rules.parameters import parameter
from geo.rules.vat import rule_on
from geo.territory import Territory
from geo.territory import layers as territory_layers
from geo.territory import where as territory_where
from geo.territory.renewal import Board
from geo.where.qpv import Position

REFUSED: Final = "perimetre-refus"
SEEN: Final = "jour-lu"
DRAWN: Final = "jalon-montre"


def first_filing() -> date:
    """Return the first day for which both limits of the VAT rule are known."""
    return max(parameter(name).values[0].since for name in territory_layers.LIMITS)


def start(owner: str, last: date) -> date:
    """Give the choices of a neighbourhood their first values, where they have none.

    Return the day of the programme that is chosen.
    """
    usual = {DAY: last, SHOWN: list(texts.LAYERS), FILED: state.machine_day()}
    missing = {name: value for name, value in usual.items() if not _has(owner, name)}
    state.keep(owner, **missing)
    day = state.recall(DAY, owner, last)
    state.keep(owner, **{STOP: day, SEEN: day})
    return day


def _has(owner: str, name: str) -> bool:
    return state.recall(name, owner, None) is not None


def jump(owner: str) -> None:
    """Move the slider to the stop that was chosen in its list.

    A run that is interrupted (keys pressed quickly) leaves the list of the browser behind: what
    it then sends is what it was last shown with, or comes with a move of the slider.
    """
    picked, day = state.recall(STOP, owner, None), state.recall(DAY, owner, None)
    if picked != state.recall(DRAWN, owner, None) and day == state.recall(SEEN, owner, None):
        state.keep(owner, **{DAY: picked})


def drawn(owner: str, day: date) -> None:
    """Note that the slider and its list were shown with `day`."""
    state.keep(owner, **{DRAWN: day})


def zones_on(owner: str, filed: date) -> Zones:
    """Return where the zones are, and which QPV have a convention on the day of filing."""
    epci = str(state.territory().manifest.territory["epci"])
    network = territory_layers.loaded_network(state.territory())
    return replace(
        state.ask(_zones, filed),
        perimeter=perimeter_url(epci, owner),
        stops=network_url(network.key) if network else None,
    )


def _zones(here: Territory, filed: date) -> Zones:
    folder, rule = here.manifest.folder, rule_on(filed)
    near_m, far_m = int(str(rule.near_limit_m.value)), int(str(rule.far_limit_m.value))
    qpv = territory_where.qpv_on(here, filed)
    return Zones(
        qpv=outline_url(folder, "qpv"),
        near=ring_url(folder, 0, near_m),
        far=ring_url(folder, near_m, far_m),
        perimeter=None,
        stops=None,
        near_m=near_m,
        far_m=far_m,
        with_npnru=list(qpv.index[qpv["has_npnru_convention"]]),
        year=outlines_day(here).year,
    )


def outlines_day(territory: Territory) -> date:
    """Return the first day of the QPV outlines in use."""
    contract = territory.manifest.resource("qpv_boundaries").boundaries
    return date.fromisoformat(contract["in_force_since"])


def show_map(owner: str, names: Mapping[str, str], board: Board, filed: date) -> None:
    """Draw the map and its legend."""
    zones = zones_on(owner, filed)
    layers = views.choose_layers(zones, choice_key(SHOWN, owner))
    theme = state.theme()
    drawing = views.drawing_of(owner, names, zones, layers, theme)
    has_operations = texts.OPERATIONS in layers
    held = Held(
        theme=theme,
        point=state.recall(POINT, owner, None),
        shape=state.recall(SHAPE, owner, None),
        line=state.recall(LINE, owner, None),
        link=_link(owner, filed),
        marks=views.marks_of(board.operations, theme) if has_operations else (),
    )
    on_given = partial(take_given, owner)
    views.show_map(views.with_base_map(drawing, ign_is_on()), held, zones, on_given)
    ign_toggle()
    views.show_legend(zones, layers, board.operations, theme)
    make = partial(export, state.territory(), owner, board.day, filed)
    views.offer_export(make, f"renouvellement-{owner}-{board.day.isoformat()}")


def place_of(names: Mapping[str, str], owner: str) -> dict[str, str]:
    """Return what the address says of the neighbourhood: nothing where there is only one."""
    return {PLACE: owner} if len(names) > 1 else {}


def show_folded(owner: str, filed: date) -> None:
    """Show the folded parts: the file of the perimeter, the table of points."""
    with folded(texts.PERIMETER_TITLE, "draw"):
        show_perimeter(owner, filed)
    with folded(where_texts.TABLE_TITLE, "table"):
        show_table(owner, filed)


def show_perimeter(owner: str, filed: date) -> None:
    """Take a file of the perimeter, or take it away."""
    zones = zones_on(owner, filed)
    views.ask_perimeter(zones, _perimeter_key(owner), partial(_load, owner))
    faults: state.Faults | None = state.recall(REFUSED, owner, None)
    if faults:
        show_refusal(faults)
    elif faults is not None:
        views.show_no_file()
    if zones.perimeter is None:
        return
    found, faults = state.tried(partial(state.ask, _loaded, owner, zones.perimeter))
    if found is not None:
        views.show_loaded(*found)
    if faults:
        show_refusal(faults)
    views.offer_removal(partial(territory_where.remove_perimeter, state.territory(), owner))


def _loaded(here: Territory, owner: str, _url: str) -> tuple[float, int]:
    """Return surface and number of polygons of a perimeter; its address changes with it."""
    found = territory_where.perimeter(here, owner)
    return (0.0, 0) if found is None else (float(found.area.sum()), len(found))


def _perimeter_key(owner: str) -> str:
    return choice_key("perimetre", owner)


def _load(owner: str) -> None:
    """Check the file in the form and keep it; no file leaves an empty list of faults."""
    given = state.uploaded(_perimeter_key(owner))
    if given is None:
        state.keep(owner, **{REFUSED: ()})
        return
    here = state.territory()
    _, faults = state.tried(territory_where.load_perimeter, here, owner, *given)
    state.keep(owner, **{REFUSED: faults or None})


def export(territory: Territory, owner: str, day: date, filed: date) -> bytes:
    """Return the layers of the map as a GeoPackage with their QGIS styles."""
    rule = rule_on(filed)
    limits = (int(str(rule.near_limit_m.value)), int(str(rule.far_limit_m.value)))
    layers = territory_layers.renewal_layers(territory, owner, day, filed)
    looks = styles(*limits, outlines_day(territory).year)
    return geopackage(layers, {name: looks[name] for name in layers})


def _link(owner: str, filed: date) -> Link | None:
    """Return the shortest way from a point outside to the nearest QPV."""
    place: tuple[float, float] | None = state.recall(POINT, owner, None)
    if place is None:
        return None
    answer, _ = state.tried(partial(state.ask, territory_where.where_point, *place, filed))
    if answer is None or answer["position"] != Position.OUTSIDE:
        return None
    ends = state.ask(territory_where.way_to_limit, *place, answer["nearest_qpv_code"])
    return Link(ends, where_texts.length(answer["distance_m"]))
