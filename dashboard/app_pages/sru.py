"""Page « Communes SRU »: who must have social housing, who has enough, since when."""

import streamlit as st

from dashboard import state
from dashboard.texts import sru as texts
from dashboard.views import sru as views
from dashboard.views.figures import show_download, show_sources
from dashboard.views.maps import ign_toggle
from geo import territory_sru

st.title(texts.TITLE)
table = state.ask(territory_sru.sru_situations)
shown = views.situation_table(table)
st.markdown(
    texts.summary(
        state.ask(territory_sru.sru_names), state.ask(territory_sru.sru_reference_date), len(table)
    )
)

state.read_address("commune", table.index, shown.index[0])
left, right = st.columns([3, 2], gap="large")
with right:
    code = views.choose_commune(table["name"])
    state.write_address(commune=code)
    commune = state.ask(territory_sru.sru_commune, code)
    views.show_verdict(commune, state.theme())
with left:
    views.show_situation_map(
        table,
        state.outlines(),
        chosen=code,
        theme=state.theme(),
        on_click=state.taker(texts.MAP_KEY, "commune"),
    )
    ign_toggle()
st.subheader(texts.TABLE)
state.mark_rows("table-sru", shown.index, [code])
views.show_table(
    shown, key="table-sru", on_select=state.row_taker("table-sru", "commune", shown.index)
)
show_download(shown.reset_index(names="Code"), "communes-sru")
views.show_history(commune, state.theme())
show_sources([each.source for each in commune.statements], texts.RPLS_WARNING)
