"""Page « Relogement »: where the households of the buildings to demolish went, and how."""

import streamlit as st

from dashboard import state
from dashboard.sections import rehousing as sections
from dashboard.sections import rehousing_homes as homes
from dashboard.sections import rehousing_law as law
from dashboard.texts import rehousing as texts
from dashboard.texts import rehousing_law as law_texts
from dashboard.views import rehousing as views
from geo.rehousing.calendar import DETAIL_STEP
from geo.territory import rehousing as territory

st.title(texts.TITLE)
st.caption(texts.QUESTION)
names = state.ask(territory.rehousing_names)
if not names:
    st.info(texts.NO_PROGRAMME)
    st.stop()
state.read_address(sections.PLACE, names, next(iter(names)))
code = views.choose_place(names, sections.PLACE)
found = state.ask_partner(territory.rehousing_follow_up, code)
published = found.published
if published is None:
    sections.show_empty(found)
elif published.until is None:
    st.info(texts.TOO_EARLY.format(step=DETAIL_STEP))
else:
    sections.show_answer(found, published)
    sections.show_progress(found, published)
    sections.show_destinations(found, published)
    sections.show_years(found, published)
    homes.show_money(found, published)
    homes.show_homes(found, published)
st.subheader(law_texts.RIGHT)
if published is not None and published.until is not None:
    homes.show_offers(found, published)
law.show_right(found)
law.show_charter(found, published)
if published is not None:
    sections.show_method(published)
sections.show_all_sources(found)
state.write_address(**({sections.PLACE: code} if len(names) > 1 else {}))
