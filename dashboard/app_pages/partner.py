"""Page « Données des partenaires »: what they sent, how to send more, what was kept."""

import streamlit as st

from dashboard import state
from dashboard.sections import partner as sections
from dashboard.texts import partner as texts
from dashboard.views import partner as views
from geo.store.kinds import Kind
from geo.territory.partner import partner_states

st.title(texts.TITLE)
st.markdown(texts.QUESTION)
states = state.ask_partner(partner_states)
st.markdown(texts.summary(states))
views.show_overview(states)
st.markdown(texts.PRIVACY)
state.read_address("envoi", [kind.value for kind in Kind], Kind.REHOUSING.value)
kind = views.choose_kind()
views.show_preparation(kind)
sections.show_sending(kind)
sections.show_history(kind)
state.write_address(envoi=kind.value)
