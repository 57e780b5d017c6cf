"""Page « Données et méthode »: every file and rule, what sources contradict, what changed."""

import streamlit as st

from dashboard import state
from dashboard.sections import data as sections
from dashboard.texts import data as texts
from dashboard.views import data as views
from geo.territory import data as territory

st.title(texts.TITLE)
st.caption(texts.QUESTION)
files = state.ask(territory.resource_table)
parameters = territory.parameter_table()
sections.show_head(files, parameters)
state.read_address("volet-donnees", texts.SECTIONS, next(iter(texts.SECTIONS)))
section = views.choose_section()
words = views.ask_words()
sections.show(section, words, files, parameters)
sections.write_address(section)
