"""The part « Scénario »: what is changed, what it gives, and the way back."""

from functools import partial

from dashboard import state
from dashboard.choices import choice_key
from dashboard.sections import mobility_answers as answers
from dashboard.sections.mobility import DRAWN
from dashboard.sections.mobility_asked import Asked
from dashboard.sections.mobility_choices import OWNER, POINT, SCENARIO
from dashboard.texts import mobility as page_texts
from dashboard.texts import mobility_scenario as texts
from dashboard.views import mobility as page_views
from dashboard.views import mobility_scenario as views
from dashboard.views.figures import show_download
from geo.gtfs.changes import (
    Change,
    Evening,
    Headway,
    NewLine,
    NewStop,
    read_changes,
    write_changes,
)
from geo.gtfs.service import line_names
from geo.territory import mobility

KIND, ROUTE = "scenario-quoi", "scenario-ligne"
HEADWAY, LAST, FIRST = "scenario-cadence", "scenario-fin", "scenario-debut"
REFUSED, BEFORE = "scenario-refus", "scenario-avant"
FILE = "scenario-fichier"


def show(asked: Asked) -> None:
    """Show the part."""
    names = line_names(answers.feed_of(asked.published))
    changes = read_changes(asked.setting.scenario)
    page_views.show_heading(texts.TITLE)
    _ask(asked, {str(route): str(name) for route, name in names.items()})
    refused: state.Faults = state.recall(REFUSED, OWNER, ())
    if refused:
        page_views.show_refusal(refused)
    views.show_changes([texts.change_line(each, dict(names)) for each in changes], _remove)
    if state.recall(BEFORE, OWNER, None) is not None:
        views.offer_undo(_undo)
    views.ask_file(choice_key(FILE, OWNER), _load)
    if changes:
        views.offer_file(asked.setting.scenario)
        if asked.origins:
            _show_effect(asked)


def _ask(asked: Asked, names: dict[str, str]) -> None:
    """Ask for one more change."""
    kind = views.choose_kind(choice_key(KIND, OWNER))
    if kind != texts.NEW_LINE:
        views.choose_line(names, choice_key(ROUTE, OWNER))
    if kind in (texts.HEADWAY, texts.NEW_LINE):
        views.ask_headway(choice_key(HEADWAY, OWNER))
    if kind == texts.NEW_LINE:
        views.ask_hour(texts.FIRST, choice_key(FIRST, OWNER), texts.USUAL_FIRST)
    if kind in (texts.EVENING, texts.NEW_LINE):
        views.ask_hour(texts.LAST, choice_key(LAST, OWNER), texts.USUAL_LAST)
    missing = texts.missing(
        kind,
        has_point=state.recall(POINT, OWNER, None) is not None,
        has_line=state.recall(DRAWN, OWNER, None) is not None,
    )
    views.offer_add(partial(_add, asked.setting.scenario), missing)


def _add(scenario: str) -> None:
    """Add what was asked to the scenario, unless it cannot be followed."""
    change = _change(str(state.recall(KIND, OWNER, texts.HEADWAY)))
    _keep(write_changes([*read_changes(scenario), change]))


def _change(kind: str) -> Change:
    route = str(state.recall(ROUTE, OWNER, ""))
    headway = int(state.recall(HEADWAY, OWNER, texts.USUAL_HEADWAY))
    last = int(state.recall(LAST, OWNER, texts.USUAL_LAST))
    if kind == texts.EVENING:
        return Evening(route, last)
    if kind == texts.NEW_STOP:
        lon, lat = state.recall(POINT, OWNER, (0.0, 0.0))
        return NewStop(route, (round(lon, 5), round(lat, 5)))
    if kind == texts.NEW_LINE:
        first = int(state.recall(FIRST, OWNER, texts.USUAL_FIRST))
        return NewLine(headway, first, max(first, last), state.recall(DRAWN, OWNER, ()))
    return Headway(route, headway)


def _keep(scenario: str) -> None:
    before = state.recall(SCENARIO, OWNER, "")
    _, faults = state.tried(read_changes, scenario)
    state.keep(OWNER, **{REFUSED: faults})
    if not faults:
        state.keep(OWNER, **{SCENARIO: scenario, BEFORE: before})


def _remove(rank: int) -> None:
    changes = list(read_changes(state.recall(SCENARIO, OWNER, "")))
    del changes[rank]
    _keep(write_changes(changes))


def _undo() -> None:
    now, before = state.recall(SCENARIO, OWNER, ""), state.recall(BEFORE, OWNER, "")
    state.keep(OWNER, **{SCENARIO: before, BEFORE: now})


def _load() -> None:
    given = state.uploaded(choice_key(FILE, OWNER))
    if given is not None:
        _keep(given[1].decode("utf-8", errors="replace").strip())


def _show_effect(asked: Asked) -> None:
    """Say what the scenario gains and loses, on the ground and for each destination."""
    place = (asked.origins[0], asked.day, asked.hour)
    found = answers.change(asked.setting, *place, asked.limit_min)["area_km2"]
    views.show_effect(
        texts.effect(
            asked.place,
            page_texts.moment(asked.day, asked.hour),
            asked.limit_min,
            {str(kind): float(area) for kind, area in found.items()},
        )
    )
    moment = (asked.origins, asked.day, asked.hour)
    both = mobility.compared(
        answers.reach(asked.published, *moment), answers.reach(asked.setting, *moment)
    )
    table = state.ask(mobility.destinations, asked.setting.added)
    rows = texts.rows(both.join(table["name"]))
    views.show_table(rows)
    exported = asked.exported(rows).assign(**{texts.EXPORT: asked.setting.scenario})
    show_download(exported, "mobilites-scenario", asked.provenance(texts.TITLE))
