"""Page « Communes SRU »: who must have social housing, who has enough, and what if."""

import streamlit as st

from dashboard import state
from dashboard.sections import sru as sections
from dashboard.sections.downloads import offer_sru
from dashboard.texts import sru as texts
from dashboard.views import sru as views
from dashboard.views.figures import show_sources
from geo.territory import sru as territory

st.title(texts.TITLE)
table = state.ask(territory.sru_situations)
shown = views.situation_table(table)
when = state.ask(territory.sru_reference_date)
st.markdown(texts.summary(state.ask(territory.sru_names), when, len(table)))
state.read_address("commune", table.index, shown.index[0])
state.read_address("couleur", texts.VIEWS, next(iter(texts.VIEWS)))
left, right = st.columns([2, 3], gap="large")
with right:
    sections.show_map(table, state.chosen("commune"))
state.let_map_draw()
with left:
    code = views.choose_commune(table["name"])
    commune = state.ask(territory.sru_commune, code)
    reading = state.ask(territory.sru_reading, code)
    sections.read_address(code, reading)
    views.show_verdict(commune, state.theme())
    sheet = st.container()
st.subheader(texts.TABLE)
state.mark_rows("table-sru", shown.index, [code])
views.show_table(
    shown, key="table-sru", on_select=state.row_taker("table-sru", "commune", shown.index)
)
offer_sru(shown, table, [commune.file_source], code)
sections.show(commune, reading)
sections.write_address(code, reading)
with sheet:
    sections.offer_sheet(commune, reading)
show_sources([each.source for each in commune.statements], texts.RPLS_WARNING)
