"""Page « Mobilités »: who reaches what, from which neighbourhood, at what hour."""

import streamlit as st

from dashboard import state
from dashboard.sections import mobility as sections
from dashboard.sections import mobility_page as parts
from dashboard.texts.mobility_map import TITLE
from dashboard.views import mobility as views

st.title(TITLE)
views.show_question()
network = parts.network_in_use()
if network is None:
    parts.show_without_network()
    st.stop()
choices = sections.prepare(network)
parts.show_validity(network)
left, right = st.columns([2, 3], gap="large")
with left:
    asked = sections.checked(sections.ask(network))
    sections.show_answer(asked)
    sections.ask_walking()
with right:
    sections.show_map(asked)
state.let_map_draw()
parts.show_part(asked)
sections.write_address(choices)
parts.show_sources(asked)
