"""Page « Attributions »: the two quartile targets of lettings, and what is left to do."""

import streamlit as st

from dashboard import state
from dashboard.sections import lettings as sections
from dashboard.texts import lettings as texts
from dashboard.views.figures import show_sources
from geo.territory import lettings as territory

st.title(texts.TITLE)
st.caption(texts.QUESTION)
overview = state.ask_partner(territory.lettings_overview)
thresholds = state.ask_partner(territory.lettings_thresholds)
sections.show(overview, thresholds)
show_sources(state.ask(territory.lettings_sources))
