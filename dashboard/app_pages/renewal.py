"""Page « Val Vert (NPNRU) »: a renewed neighbourhood as it is, as it becomes, and around it."""

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.choices import choice_key
from dashboard.sections import renewal as sections
from dashboard.sections import renewal_programme as programme
from dashboard.sections import renewal_where as where
from dashboard.sections.renewal_choices import DAY, PLACE, STOP, choices_of
from dashboard.texts import renewal as texts
from dashboard.texts import renewal_where as where_texts
from dashboard.views import renewal as views
from geo.territory import renewal as territory

names = state.ask(territory.renewal_names)
views.stop_without(names, texts.NO_PROGRAMME)
state.read_address(PLACE, names, next(iter(names)))
code = views.choose_place(names, PLACE)
labels = state.ask_partner(programme.stop_labels, code)
views.stop_without(labels, texts.NO_DATE.format(name=names[code]))
choices = choices_of(labels, sections.first_filing())
with st.container():  # keeps its place once its messages are gone, and the slider its focus
    state.read_choices(choices, code, is_in_address=state.address(PLACE) in (code, None))
programme.show_head(code, sections.start(code, max(labels)))
keys = choice_key(DAY, code), choice_key(STOP, code)
day = views.choose_day(labels, keys, partial(sections.jump, code))
sections.drawn(code, day)
board = state.ask_partner(territory.renewal_board, code, day)
views.show_progress(board, state.theme())
left, right = st.columns([3, 2], gap="large")
with right:
    st.subheader(where_texts.TITLE)
    filed = where.ask_filed(code, sections.first_filing())
    where.show(code, programme.qpv_names(), filed)
with left:
    sections.show_map(code, programme.qpv_names(), board, filed)
sections.show_folded(code, filed)
programme.show_rest(code, board)
state.write_address(**sections.place_of(names, code), **state.codes_of(choices, code))
