"""Page « Engagements »: every measure of the protocol, what came of it, year by year."""

import streamlit as st

from dashboard import state
from dashboard.sections import commitments as sections
from dashboard.texts import commitments as texts
from dashboard.views import commitments as views
from geo.commitments.summary import all_services
from geo.territory import commitments as territory

st.title(texts.TITLE)
if not state.ask(territory.has_commitments):
    st.info(texts.NONE)
    st.stop()
measures = state.ask(territory.commitments)
years = state.ask_partner(territory.follow_up_years, state.machine_day().year)
sections.read_choices(measures, years)
st.caption(texts.INTRO)
choice, year = sections.chosen()
st.markdown(texts.sentence(state.ask_partner(territory.glance, choice, year)))
views.choose_measures(all_services(measures), sections.place_names(), years)
views.choose_part()
sections.show(measures)
sections.write_address()
