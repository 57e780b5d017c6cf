"""The parts « Desserte des quartiers » and « Réseau et faits publiés »."""

from datetime import datetime
from functools import partial

import pandas as pd

from dashboard import state
from dashboard.choices import choice_key
from dashboard.exports import Provenance
from dashboard.sections import mobility_answers as answers
from dashboard.sections.mobility_asked import Asked
from dashboard.sections.mobility_choices import MINIMUM, MINIMUMS, OWNER
from dashboard.texts import mobility as texts
from dashboard.texts import mobility_parts as words
from dashboard.texts.errors import sentence
from dashboard.texts.gtfs_faults import feed_sentence
from dashboard.views import mobility as views
from dashboard.views import mobility_parts as parts
from dashboard.views.figures import show_download
from geo.figures import source_of
from geo.gtfs.coverage import radii
from geo.mobility.buildings import read_buildings
from geo.mobility.feeds import feed_log, loaded_feeds
from geo.mobility.networks import epci_of
from geo.territory import mobility, network

FILE = "reseau-fichier"
REFUSED = "reseau-refus"
BUILDINGS, BUILDINGS_FILE = "batiments", "batiments-fichier"
BUILDINGS_REFUSED = "batiments-refus"


def show_service(asked: Asked) -> None:
    """Show what each neighbourhood is offered on the day."""
    minimum = int(state.recall(MINIMUM, OWNER, MINIMUMS[0]))
    lines, shares, every = answers.service(asked.published, asked.day, minimum)
    views.show_heading(words.SERVICE)
    views.show_note(texts.day_words(asked.day).capitalize())
    for code in lines.index:
        parts.show_neighbourhood(words.service_line(lines.loc[code].to_dict()))
    views.show_heading(words.DEPARTURES)
    parts.show_departures(words.departure_rows(answers.departures(asked.published)))
    views.show_note(words.DEPARTURES_NOTE)
    views.show_heading(words.SHARES)
    parts.choose_minimum(choice_key(MINIMUM, OWNER), MINIMUMS)
    table = words.share_rows(shares, lines["name"])
    parts.show_shares(table)
    views.show_note(words.share_note(radii(asked.day), asked.setting.detour))
    _show_buildings(asked, minimum, lines["name"])
    views.show_heading(words.LINES)
    rows = words.line_rows(every)
    parts.show_table(rows, words.LINES)
    exported = rows.assign(
        **{texts.DAY: asked.day.isoformat(), texts.EXPORT_NETWORK: asked.network}
    )
    show_download(exported, "mobilites-lignes", asked.provenance(words.LINES))


def _show_buildings(asked: Asked, minimum: int, names: "pd.Series[str]") -> None:
    """Take a file of dwellings or buildings, and say how many are near a stop."""
    with parts.buildings():
        parts.ask_buildings(choice_key(BUILDINGS_FILE, OWNER), _take_buildings)
        faults: state.Faults = state.recall(BUILDINGS_REFUSED, OWNER, ())
        if faults:
            parts.show_refusal([sentence(fault) for fault in faults], words.UNREAD)
    given: tuple[str, bytes] | None = state.recall(BUILDINGS, OWNER, None)
    if given is None:
        return
    shares = answers.buildings_near(asked.published, asked.day, minimum, *given)
    rows = words.building_rows(shares, names)
    views.show_note(words.BUILDINGS_NOTE.format(name=given[0]))
    parts.show_shares(rows)
    exported = rows.assign(
        **{texts.DAY: asked.day.isoformat(), texts.EXPORT_NETWORK: asked.network}
    )
    show_download(exported, "mobilites-batiments", asked.provenance(words.BUILDINGS))


def _take_buildings() -> None:
    given = state.uploaded(choice_key(BUILDINGS_FILE, OWNER))
    if given is None:
        state.keep(OWNER, **{BUILDINGS: None, BUILDINGS_REFUSED: ()})
        return
    _, faults = state.tried(read_buildings, *given)
    state.keep(OWNER, **{BUILDINGS: None if faults else given, BUILDINGS_REFUSED: faults})


def show_network(asked: Asked) -> None:
    """Show what is known of the network in use, how to load another, what is published."""
    feed = answers.feed_of(asked.published)
    views.show_heading(words.NETWORK)
    views.show_note(words.network_line(asked.file, feed))
    if feed.warnings:
        parts.show_warnings([feed_sentence(fault) for fault in feed.warnings])
    show_loading()
    show_facts()


def show_loading() -> None:
    """Take a GTFS file, say what is wrong with it, offer the way back."""
    here = state.territory()
    parts.ask_feed(choice_key(FILE, OWNER), _load)
    faults: state.Faults | None = state.recall(REFUSED, OWNER, None)
    if faults:
        parts.show_refusal([feed_sentence(fault) for fault in faults], words.REFUSED)
    elif faults is not None:
        parts.show_no_file()
    loaded = loaded_feeds(epci_of(here))
    if loaded:
        before = loaded[-2].name if len(loaded) > 1 else words.DEMO_NAME
        parts.offer_undo(words.UNDO.format(name=before), _undo)
    log = feed_log(epci_of(here))
    if log:
        parts.show_log([words.log_line(entry) for entry in reversed(log)])


def show_facts() -> None:
    """Show what is published on mobility, each fact with its date and source."""
    views.show_heading(words.FACTS)
    facts = state.ask(mobility.mobility_facts)
    sources = state.territory().sources
    rows = words.fact_rows(facts, {key: source.producer for key, source in sources.items()})
    parts.show_table(rows, words.FACTS)
    used = [source_of(sources, key) for key in facts["source"]]
    show_download(rows, "faits-mobilites", Provenance(words.FACTS, used))


def _load() -> None:
    given = state.uploaded(choice_key(FILE, OWNER))
    if given is None:
        state.keep(OWNER, **{REFUSED: ()})
        return
    load = partial(network.load_network, state.territory(), *given, _now())
    _, faults = state.tried(load)
    state.keep(OWNER, **{REFUSED: faults or None})


def _undo() -> None:
    network.undo_network(state.territory(), _now())
    state.keep(OWNER, **{REFUSED: None})


def _now() -> datetime:
    return datetime.now().astimezone()
