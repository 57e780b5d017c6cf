"""The parts of the page « Relogement » about the households: counts, places, years, amounts."""

import streamlit as st

from dashboard import state
from dashboard.sections.rehousing_homes import twin
from dashboard.texts import rehousing as texts
from dashboard.views import rehousing as views
from dashboard.views import rehousing_charts as charts
from dashboard.views.figures import show_sources
from dashboard.views.maps import ign_toggle
from dashboard.views.rehousing import Part
from dashboard.views.rehousing_map import Arrivals, show_legend, show_map
from geo.french import day
from geo.privacy import Cell, add
from geo.rehousing.answer import outside_qpv, rehoused, waiting
from geo.rehousing.calendar import DETAIL_STEP
from geo.rehousing.dimensions import NOT_YET
from geo.rehousing.publication import Published
from geo.rehousing.stages import Progress, Zone
from geo.territory import Territory
from geo.territory import rehousing as territory
from geo.territory.rehousing import FollowUp

PLACE = "quartier"
TOWN_HALL = ("town_hall_lon", "town_hall_lat")


def show_empty(found: FollowUp) -> None:
    """Say what to load where there is no file of households yet."""
    from geo.imports.blank import blank_csv  # noqa: PLC0415 -- only without a file
    from geo.store.kinds import Kind  # noqa: PLC0415 -- the same

    figures = state.ask(territory.occupied_dwellings, found.code)
    views.show_no_file(figures, blank_csv(Kind.REHOUSING))


def show_answer(found: FollowUp, published: Published) -> None:
    """Answer the question in a sentence and a few figures."""
    figures = state.ask(territory.occupied_dwellings, found.code)
    tables = published.tables
    if found.is_fictional:
        views.show_fiction()
    st.markdown(f"#### {texts.answer(found, tables, list(figures))}")
    whole, moved = tables["households"].cell(), rehoused(tables)
    numbers = [(texts.REHOUSED, moved, whole, _provenance(found, published))]
    if published.details_until is not None:
        when = texts.provenance(found, day(published.details_until))
        counted = texts.rehoused_in(tables)
        left = tables["progress"].cell(Progress.LEFT)
        numbers += [
            (texts.WAITING_LABEL, waiting(tables), whole, when),
            (texts.LEFT_LABEL, left, whole, when),
            (texts.OUTSIDE_LABEL, outside_qpv(tables), counted, when),
        ]
    views.show_numbers(numbers)
    views.show_occupied(figures)


def show_progress(found: FollowUp, published: Published) -> None:
    """Draw the funnel, and the same by building as far as it may be shown."""
    st.subheader(texts.PROGRESS)
    tables, theme = published.tables, state.theme()
    if published.details_until is None:
        st.info(texts.NO_REPORT.format(step=DETAIL_STEP))
        return
    rows = _funnel(published)
    left, right = st.columns([3, 2], gap="large")
    with left:
        chart = charts.steps_chart(rows, theme, is_fictional=found.is_fictional)
        st.vega_lite_chart(chart, alt=texts.FUNNEL)
        st.caption(texts.provenance(found, day(published.details_until)))
        st.caption(texts.PROGRESS_NOTE)
    looks = views.styles(len(texts.PROGRESS_NAMES), theme, is_fictional=found.is_fictional)
    with right:
        if "building" not in tables:
            st.caption(texts.NO_BUILDINGS.format(step=DETAIL_STEP))
        for building in _buildings(published):
            cells = tables["progress_by_building"]
            parts = [
                Part(name, cells.cell(building, each), style)
                for (each, name), style in zip(texts.PROGRESS_NAMES.items(), looks, strict=True)
            ]
            whole = tables["building"].cell(building)
            title = f"{texts.building_name(building)} : {texts.households(whole)}"
            views.show_bar(title, parts, whole, theme)
    twin(found, published, "avancement", [*rows, *_progress_rows(published)])


def show_destinations(found: FollowUp, published: Published) -> None:
    """Draw where the households went: sentence, bar, map, table."""
    if published.details_until is None:
        return
    st.subheader(texts.DESTINATIONS)
    tables, theme = published.tables, state.theme()
    names = state.ask(_town_names)
    st.markdown(texts.destination_sentence(tables))
    looks = views.styles(len(texts.ZONES), theme, is_fictional=found.is_fictional)
    cells = tables["zone"]
    parts = [
        Part(name, cells.cell(zone), style)
        for (zone, name), style in zip(texts.ZONES.items(), looks, strict=True)
    ]
    views.show_bar(texts.DESTINATIONS_BAR, parts, texts.rehoused_in(tables), theme)
    arrivals = state.ask_partner(_arrivals, found.code)
    show_map(arrivals, state.outlines(), theme)
    ign_toggle()
    show_legend(arrivals, day(published.details_until), theme)
    towns = _towns(published)
    hidden = [key for key, cell in towns.items() if cell.is_secret]
    if hidden:
        st.caption(texts.hidden_towns(hidden, names))
    rows = [(texts.sentence_case(name), cells.cell(zone)) for zone, name in texts.ZONES.items()]
    rows += [(texts.town_name(key, names), cell) for key, cell in towns.items()]
    twin(found, published, "destinations", rows)
    st.markdown(texts.lettings_sentence(tables))


def show_years(found: FollowUp, published: Published) -> None:
    """Draw how many households were rehoused in each closed year."""
    st.subheader(texts.TIMELINE)
    rows = [(key[0], cell) for key, cell in published.tables["timeline"].cells.items()]
    rows = [(name, cell) for name, cell in rows if name != NOT_YET]
    chart = charts.years_chart(rows, state.theme(), is_fictional=found.is_fictional)
    st.vega_lite_chart(chart, alt=texts.TIMELINE)
    st.caption(texts.provenance(found, day(published.until)))
    twin(found, published, "annees", rows, texts.YEAR)


def show_method(published: Published) -> None:
    """Explain what is secret and how things are counted."""
    count = sum(table.secret_count for table in published.tables.values())
    views.show_secret(texts.HIDDEN.format(count=count), DETAIL_STEP)
    st.caption(texts.METHOD)


def show_all_sources(found: FollowUp) -> None:
    """List the sources of the page."""
    figures = state.ask(territory.occupied_dwellings, found.code)
    promises = state.ask(territory.rehousing_promises, found.code)
    used = [source for figure in figures.values() for source in figure.sources]
    note = texts.FICTION if found.is_fictional else ""
    show_sources([*used, *(each.source for each in promises)], note)


def _provenance(found: FollowUp, published: Published) -> str:
    return texts.provenance(found, day(published.until))


def _funnel(published: Published) -> list[tuple[str, Cell]]:
    cells = published.tables["progress"]
    moved, agreed, searching = (
        cells.cell(each) for each in (Progress.REHOUSED, Progress.AGREED, Progress.SEARCHING)
    )
    counts = (
        published.tables["households"].cell(),
        add([moved, agreed, searching]),
        add([moved, agreed]),
        moved,
    )
    return list(zip(texts.STEPS, counts, strict=True))


def _progress_rows(published: Published) -> list[tuple[str, Cell]]:
    return [
        (
            texts.building_progress(building, name),
            published.tables["progress_by_building"].cell(building, each),
        )
        for building in _buildings(published)
        for each, name in texts.PROGRESS_NAMES.items()
    ]


def _buildings(published: Published) -> list[str]:
    """Return the buildings that are told apart; none when one of them has a few households."""
    table = published.tables.get("building")
    return [key[0] for key, cell in table.cells.items() if cell.count != 0] if table else []


def _towns(published: Published) -> dict[str, Cell]:
    """Return the destinations that are someone's, or secret, by zone and commune."""
    cells = published.tables["town"].cells.items()
    return {key[0]: cell for key, cell in cells if key[0] != NOT_YET and cell.count != 0}


def _town_names(here: Territory) -> dict[str, str]:
    return {str(code): str(name) for code, name in here.communes["name"].items()}


def _arrivals(here: Territory, code: str) -> Arrivals:
    """Return what the map draws; kept as long as the households do not change."""
    found = territory.rehousing_follow_up(here, code)
    cells = found.published.tables["town"].cells if found.published else {}
    start = territory.neighbourhood_place(here, code)
    halls = here.communes
    towns = {}
    stayed = Cell(None, cells[(NOT_YET,)].status)
    for (key,), cell in cells.items():
        zone, *codes = key.split()
        if zone == Zone.QPV and codes:
            stayed = cell
        elif codes:
            lon, lat = (float(halls[name][codes[0]]) for name in TOWN_HALL)
            towns[codes[0]] = (str(halls["name"][codes[0]]), (lon, lat), cell)
    others = [str(each) for each in halls.index if each not in towns]
    return Arrivals((found.name, start, stayed), towns, others, found.is_fictional)
