"""Page « Territoire »: the agglomeration, commune by commune, for any indicator."""

import streamlit as st

from dashboard import state
from dashboard.texts import territoire as texts
from dashboard.views import territoire as views
from dashboard.views.figures import show_download, show_figures, show_sources
from dashboard.views.indicator_map import show_indicator_map
from dashboard.views.maps import ign_toggle
from geo import territory

here = state.territory()
names = here.communes["name"]
st.title(here.name)
show_figures(state.ask(territory.key_figures))

indicators = state.ask(territory.indicator_names)
state.read_address("indicateur", indicators, indicators[0])
state.read_addresses("communes", names.index)
left, right = st.columns([3, 2], gap="large")
with right:
    name = views.choose_indicator(indicators)
    measured = state.ask(territory.commune_indicator, name)
    chosen = views.choose_communes(names)
    state.write_address(indicateur=name, communes=chosen)
    table = views.indicator_table(measured, names)
    state.mark_rows("table-communes", names.index, chosen)
    take = state.rows_taker("table-communes", "communes", names.index)
    views.show_table(table, measured, key="table-communes", on_select=take)
    show_download(table, f"territoire-{name}")
with left:
    st.markdown(texts.summary(here, measured))
    show_indicator_map(
        measured,
        names,
        state.outlines(),
        chosen=chosen,
        theme=state.theme(),
        on_click=state.toggler(texts.MAP_KEY, "communes"),
    )
    ign_toggle()
views.show_comparison(measured, names, chosen, state.theme())
st.subheader(texts.NEIGHBOURHOODS)
views.show_neighbourhoods(state.ask(territory.neighbourhoods))
show_sources(measured.sources, measured.indicator.definition)
