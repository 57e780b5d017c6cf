"""Page « Mixité sociale »: a neighbourhood beside what surrounds it, and what may be counted."""

import streamlit as st

from dashboard import state
from dashboard.sections import mix as sections
from dashboard.texts import mix as texts
from dashboard.views import mix as views
from geo.territory import mix as territory

st.title(texts.TITLE)
st.caption(texts.QUESTION)
places = state.ask(territory.mix_places)
if not places:
    st.info(texts.NO_DATA)
    st.stop()
names = {code: place.name for code, place in places.items()}
state.read_address("qpv", names, next(iter(names)))
place = places[views.choose_place(names)]
rows = state.ask(territory.mix_rows, place.code_insee)
sections.show_answer(place, rows)
sections.show_portrait(place, rows, names)
sections.show_iris(place)
sections.show_guard(place, names)
sections.show_all_sources(rows, place)
sections.write_address(place.code)
