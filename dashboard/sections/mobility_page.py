"""What frames the page « Mobilités »: the network in use, the parts, the sources."""

from dashboard import state
from dashboard.choices import choice_key
from dashboard.sections import (
    mobility_access,
    mobility_answers,
    mobility_parts,
    mobility_scenario,
)
from dashboard.sections.mobility_asked import Asked
from dashboard.sections.mobility_choices import OWNER, PART
from dashboard.texts import mobility as texts
from dashboard.views import mobility as views
from dashboard.views.figures import show_sources as show_source_list
from geo.mobility.networks import NetworkFile, network_file
from geo.territory import mobility

_PARTS = {
    "acces": mobility_access.show,
    "desserte": mobility_parts.show_service,
    "scenario": mobility_scenario.show,
    "reseau": mobility_parts.show_network,
}


def network_in_use() -> NetworkFile | None:
    """Return the network in use; never kept, since another reader may load one."""
    return network_file(state.territory())


def show_without_network() -> None:
    """Say what to load; show what is published."""
    views.show_no_network()
    mobility_parts.show_loading()
    mobility_parts.show_facts()


def show_validity(file: NetworkFile) -> None:
    """Say which timetable is in use, the days it covers, and whether it is invented."""
    if file.is_fictional:
        views.show_fictional()
    first, last, *_ = mobility_answers.days(file.key)
    views.show_note(texts.validity(file.name, first, last))


def show_part(asked: Asked) -> None:
    """Ask which part is shown, and show it."""
    views.choose_part(choice_key(PART, OWNER))
    _PARTS[str(state.recall(PART, OWNER, next(iter(_PARTS))))](asked)


def show_sources(asked: Asked) -> None:
    """List the sources, and say how the times are counted."""
    here = state.territory()
    table = state.ask(mobility.destinations, asked.setting.added)
    facts = state.ask(mobility.mobility_facts)
    keys = dict.fromkeys([*table["source"].dropna(), *facts["source"]])
    if asked.file.is_fictional:
        keys = {"reseau_fictif": None, **keys}
    points = texts.FROM_POINTS.format(count=len(asked.origins)) if asked.origins else ""
    note = texts.ON_FOOT.format(
        detour=texts.decimal(f"{asked.setting.detour:g}"),
        speed=texts.decimal(f"{asked.setting.speed_kmh:g}"),
        points=points,
    )
    show_source_list([here.sources[str(key)] for key in keys if key in here.sources], note)
