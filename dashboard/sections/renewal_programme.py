"""The programme of a renewed neighbourhood: figures, operations, money, words for residents."""

from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.exports import Provenance
from dashboard.maps import Theme
from dashboard.sections.renewal import outlines_day
from dashboard.texts import renewal as texts
from dashboard.texts import renewal_people as people_texts
from dashboard.texts.renewal_people import Section
from dashboard.views import renewal as views
from dashboard.views import renewal_charts as charts
from dashboard.views.figures import show_download, show_sources
from dashboard.views.renewal_people import offer_sheet, show_people
from geo import territory as territories
from geo.figures import Source, source_of
from geo.territory import Territory
from geo.territory import renewal as territory
from geo.territory.renewal import Board


def qpv_names() -> dict[str, str]:
    """Return the names of every QPV of the territory, by code."""
    return {each.code: each.name for each in state.ask(territories.neighbourhoods)}


def stop_labels(here: Territory, code: str) -> dict[date, str]:
    """Return what happened at each stop of the slider, in order of time."""
    stops = territory.renewal_stops(here, code)
    return {
        moment.date(): texts.stop_label(rows)
        for moment, rows in stops.groupby("date")
        if isinstance(moment, pd.Timestamp)
    }


def show_head(code: str, day: date) -> None:
    """Show the title, the sentence and the key figures, as on `day`."""
    convention = state.ask(territory.renewal_convention, code)
    board = state.ask_partner(territory.renewal_board, code, day)
    views.show_title(convention, board, outlines_day(state.territory()))
    views.show_stock(state.ask(territory.renewal_stock, code))


def show_rest(code: str, board: Board) -> None:
    """Show what stands under the map: operations, money, residents, sources."""
    sources = dict(state.territory().sources)
    _show_operations(code, board, sources)
    _show_money(code)
    _show_people(code, sources)
    show_sources(_used(code, board, sources), texts.SAME_DWELLINGS)


def _show_operations(code: str, board: Board, sources: dict[str, Source]) -> None:
    views.show_heading(texts.PROGRAMME)
    if board.operations.empty:
        views.show_words(texts.NO_OPERATION)
    else:
        table = views.operation_table(board.operations, sources)
        views.show_operations(table, "table-operations")
        used = [*board.operations["source"], *board.operations["state_source"].dropna()]
        provenance = Provenance(texts.PROGRAMME, [source_of(sources, key) for key in used])
        show_download(table, f"operations-{code}-{board.day.isoformat()}", provenance)
    life = state.ask_partner(_life, code, board.day, state.theme())
    if life is not None:
        views.show_heading(texts.LIFE)
        charts.show_life(life)
    former = state.ask(territory.renewal_former_funding)
    lines = [texts.former_money(dict(row), sources) for _, row in former.statements.iterrows()]
    views.show_memory(state.ask_partner(territory.renewal_memory, board.day), sources, lines)


def _show_money(code: str) -> None:
    funding = state.ask(territory.renewal_funding, code)
    views.show_heading(texts.FUNDING)
    views.show_words(texts.funding_sentence(funding))
    if funding.statements.empty:
        return
    charts.show_funding(state.ask(_bars, code, state.theme()))
    table = state.ask(_funding_table, code)
    charts.show_funding_table(table)
    known = state.territory().sources
    used = [source_of(known, key) for key in funding.statements["source"]]
    show_download(table, f"financements-{code}", Provenance(texts.FUNDING, used))


def _life(here: Territory, code: str, day: date, theme: Theme) -> dict[str, Any] | None:
    """Return the chart of the life of the operations; None where no date is known of any."""
    spans = territory.renewal_spans(here, code)
    if spans.empty:
        return None
    operations = territory.renewal_board(here, code, day).operations
    return charts.life_chart(spans, operations, day, theme)


def _bars(here: Territory, code: str, theme: Theme) -> dict[str, Any]:
    return charts.funding_chart(territory.renewal_funding(here, code), theme)


def _funding_table(here: Territory, code: str) -> pd.DataFrame:
    return charts.funding_table(territory.renewal_funding(here, code), dict(here.sources))


def _blocks(here: Territory, code: str) -> tuple[Board, tuple[Section, ...]]:
    """Return the words for residents, from the last thing known."""
    last = territory.renewal_stops(here, code)["date"].max().date()
    board = territory.renewal_board(here, code, last)
    promises = territory.renewal_promises(here, code)
    contacts = territory.renewal_contacts(here, code)
    return board, people_texts.sections(board, promises, contacts, dict(here.sources))


def _show_people(code: str, sources: dict[str, Source]) -> None:
    board, blocks = state.ask_partner(_blocks, code)
    name = state.ask(territory.renewal_convention, code).name
    used = [source.title for source in _used(code, board, sources)]
    show_people(name, people_texts.intro(board), blocks, people_texts.foot(used))
    offer_sheet(partial(_sheet, state.territory(), code, board.day), f"fiche-{code}")


def _sheet(here: Territory, code: str, day: date) -> bytes:
    from dashboard.sheets import neighbourhood_sheet  # noqa: PLC0415 -- only when it is asked for

    return neighbourhood_sheet(here, code, day)


def _used(code: str, board: Board, sources: dict[str, Source]) -> list[Source]:
    """Return the sources of everything on the page, each once."""
    keys = [
        *board.operations["source"],
        *board.operations["state_source"].dropna(),
        *state.ask(territory.renewal_funding, code).statements["source"],
        *state.ask(territory.renewal_promises, code)["source"],
        *state.ask(territory.renewal_contacts, code)["source"],
    ]
    said = [each.source for each in state.ask(territory.renewal_stock, code)]
    return list(dict.fromkeys([*said, *(source_of(sources, key) for key in keys)]))
