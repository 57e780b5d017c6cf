"""The parts of the page « Engagements »: overview, measures, means."""

from collections.abc import Callable

import pandas as pd

from dashboard import state
from dashboard.exports import Provenance
from dashboard.sections import commitments_entry, commitments_evaluation
from dashboard.texts import commitments as texts
from dashboard.texts import commitments_means as means_texts
from dashboard.views import commitments as views
from dashboard.views import commitments_means as means
from dashboard.views.figures import show_download, show_sources
from geo import territory
from geo.commitments.summary import Choice, all_services
from geo.figures import Source
from geo.territory import commitments as door

CHOICES = ("theme", "service", "quartier", "annee", "volet", "mesure")


def place_names() -> dict[str, str]:
    """Return the names of every QPV of the territory, by code."""
    return {each.code: each.name for each in state.ask(territory.neighbourhoods)}


def sources() -> dict[str, Source]:
    """Return the sources of the territory by key."""
    return dict(state.territory().sources)


def read_choices(measures: pd.DataFrame, years: list[int]) -> None:
    """Take the part, the filters, the year and the measure from the address."""
    latest = state.ask_partner(door.latest_year) or years[-1]
    state.read_address("volet", texts.PARTS, next(iter(texts.PARTS)))
    state.read_address("theme", ["", *texts.THEMES], "")
    state.read_address("service", ["", *all_services(measures)], "")
    state.read_address("quartier", ["", *place_names()], "")
    state.read_address("annee", [str(year) for year in years], str(min(latest, years[-1])))
    state.read_address("mesure", measures.index, str(measures.index[0]))


def write_address() -> None:
    """Put the part, the filters, the year and the measure in the address."""
    first = next(iter(texts.PARTS))
    kept = {name: state.chosen(name) for name in CHOICES}
    if kept["volet"] == first:
        del kept["volet"]
    if state.chosen("volet") != "mesures":
        del kept["mesure"]
    state.write_address(**kept)


def chosen() -> tuple[Choice, int]:
    """Return the filters and the year that are chosen."""
    choice = Choice(state.chosen("theme"), state.chosen("service"), state.chosen("quartier"))
    return choice, int(state.chosen("annee"))


def show(measures: pd.DataFrame) -> None:
    """Show the part that is open; the others are not computed."""
    choice, year = chosen()
    seen = state.ask_partner(door.glance, choice, year)
    if seen.measures.empty:
        views.show_empty()
        return
    _PARTS[state.chosen("volet")](seen, measures)


def _overview(seen: door.Glance, _: pd.DataFrame) -> None:
    source = sources()[seen.measures["source"].iloc[0]]
    views.show_counts(seen, source)
    views.show_heat(seen, state.theme())
    shown = views.measure_table(seen, place_names())
    used = views.sources_in([state.ask_partner(door.follow_up), seen.measures], sources())
    views.show_twin(shown)
    show_download(shown, f"engagements-{seen.year}", Provenance(texts.TABLE, used))
    show_sources(used, texts.SOURCES_NOTE)


def _measures(seen: door.Glance, measures: pd.DataFrame) -> None:
    shown = views.measure_table(seen, place_names())
    if state.chosen("mesure") not in shown.index:
        state.choose("mesure", str(shown.index[0]))
    state.mark_rows("table-mesures", shown.index, [state.chosen("mesure")])
    views.show_table(
        shown,
        key="table-mesures",
        on_select=state.row_taker("table-mesures", "mesure", shown.index),
    )
    views.choose_measure({str(key): name for key, name in shown["Mesure"].items()})
    card = state.ask_partner(door.measure_card, state.chosen("mesure"))
    titles = {str(key): name for key, name in measures["title"].items()}
    views.show_card(card, titles, sources())
    views.show_link(card.measure["page"])
    views.show_line(card, state.theme())
    views.show_said(card, sources())
    used = [card.values, card.said]
    protocol = sources()[card.measure["source"]]
    show_sources([protocol, *views.sources_in(used, sources())], texts.SOURCES_NOTE)


def _means(_: door.Glance, __: pd.DataFrame) -> None:
    theme, known = state.theme(), sources()
    credit = state.ask_partner(door.credit_shares)
    means.show_credits(credit, theme)
    table = means.credit_table(credit)
    means.show_table(table, means_texts.CREDITS_TABLE, "table-credits")
    show_download(table, "credits-par-pilier", _from(means_texts.CREDITS, credit))
    posts, counts = state.ask(door.posts), state.ask(door.post_counts)
    employers = state.ask(door.post_employers)
    means.show_posts(posts, counts, known, theme)
    table = means.posts_table(counts, employers, known)
    means.show_table(table, means_texts.POSTS_TABLE, "table-postes")
    show_download(table, "postes", _from(means_texts.POSTS, counts))
    milestones = state.ask(door.contract_milestones)
    means.show_milestones(milestones, known, state.machine_day())
    show_sources(views.sources_in([credit, posts, counts, milestones], known))


def _from(title: str, table: pd.DataFrame) -> Provenance:
    return Provenance(title, views.sources_in([table], sources()))


_PARTS: dict[str, Callable[[door.Glance, pd.DataFrame], None]] = {
    "bilan": _overview,
    "mesures": _measures,
    "moyens": _means,
    "suivi": commitments_entry.show,
    "evaluation": commitments_evaluation.show,
}
