"""Page « Territoire »: the agglomeration, commune by commune, for any indicator."""

import streamlit as st

from dashboard import state
from dashboard.sections.downloads import offer_indicator
from dashboard.texts import territoire as texts
from dashboard.views import territoire as views
from dashboard.views.figures import show_figures, show_sources
from dashboard.views.indicator_map import show_indicator_map
from dashboard.views.maps import Look, ign_toggle
from geo import territory

TABLE = "table-communes"


@st.fragment
def explore(names: "views.Names") -> None:
    """Choose an indicator and communes; see them on the map, in the table and compared."""
    left, right = st.columns([3, 2], gap="large")
    with right:
        name = views.choose_indicator(indicators)
        chosen = views.choose_communes(names)
    measured = state.ask(territory.commune_indicator, name)
    state.write_address(indicateur=name, communes=chosen)
    with left:
        st.markdown(texts.summary(names, measured))
        look = Look(chosen, state.theme(), state.outlines())
        show_indicator_map(measured, look, on_click=state.toggler(texts.MAP_KEY, "communes"))
        ign_toggle()
    table = views.indicator_table(measured, names)
    state.mark_rows(TABLE, names.index, chosen)
    with right:
        take = state.rows_taker(TABLE, "communes", names.index)
        views.show_table(table, measured, key=TABLE, on_select=take)
        offer_indicator(table, measured, chosen)
    views.show_comparison(measured, names, look)
    show_sources(measured.sources, measured.indicator.definition)


here = state.territory()
views.show_head(here, state.ask(territory.territory_area))
show_figures(state.ask(territory.key_figures))
indicators = state.ask(territory.indicator_names)
state.read_address("indicateur", indicators, indicators[0])
state.read_addresses("communes", here.communes.index)
explore(here.communes["name"])
st.subheader(texts.NEIGHBOURHOODS)
views.show_neighbourhoods(state.ask(territory.neighbourhoods))
