"""The parts of the page « Relogement » about the law and the promises."""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.choices import choice_key
from dashboard.texts import rehousing as page_texts
from dashboard.texts import rehousing_homes as home_texts
from dashboard.texts import rehousing_law as texts
from dashboard.views import rehousing as views
from geo.french import day, quantity
from geo.privacy import share
from geo.rehousing.answer import Tables, outside_qpv
from geo.rehousing.publication import Published
from geo.rules.parameters import parameter
from geo.rules.rehousing import TARGETS, right_after_refusals, target
from geo.territory import rehousing as territory
from geo.territory.rehousing import FollowUp

M_PER_KM = 1_000
THIRD_OFFER = "troisieme-offre"


def show_right(found: FollowUp) -> None:
    """Say what the law says of refusals, until when a title lasts, and where an offer may stand."""
    today = state.machine_day()
    names = ("refused_offers_count", "title_end_months", "offer_max_distance_m")
    laws = [parameter(f"rehousing.{name}").on(today) for name in names]
    count, months, metres = (int(str(law.value)) for law in laws)
    km = quantity(metres // M_PER_KM, "km")
    st.markdown(texts.RIGHT_RULE.format(count=count, months=months, km=km))
    st.markdown("  \n".join(dict.fromkeys(texts.law_line(law) for law in laws)))
    first = parameter("rehousing.refused_offers_count").values[0].since
    notified = views.ask_day(choice_key(THIRD_OFFER, found.code), first, today)
    if notified is not None:
        answer = right_after_refusals(count, notified, today)
        st.markdown(f"{texts.last_day_line(answer, day(today))} {texts.check_mark(answer.law)}")
    communes = state.ask(territory.offer_communes, found.code, today)
    views.show_communes(communes, km, state.outlines().credit)


def show_charter(found: FollowUp, published: Published | None) -> None:
    """Show what was promised beside what is measured; an unknown target stays unknown."""
    st.subheader(texts.CHARTER)
    promises = state.ask(territory.rehousing_promises, found.code)
    st.markdown("\n".join(texts.promise_line(each) for each in promises))
    st.caption(texts.CHARTER_NOTE)
    if published is None or published.details_until is None:
        return
    when = page_texts.provenance(found, day(published.details_until))
    table = _measures(published, published.details_until, when)
    name = page_texts.file_name("promesses")
    views.show_measures(table, name, is_fictional=found.is_fictional)


def _measures(published: Published, until: date, provenance: str) -> pd.DataFrame:
    effort = published.means.get("effort_after_percent")
    value = effort.value if effort else None
    measured = [
        home_texts.mean(None if value is None else float(value), "%")
        if name == "effort_percent"
        else _percent(published.tables, name)
        for name in TARGETS
    ]
    return pd.DataFrame(
        {
            texts.MEASURE: [texts.MEASURES[name] for name in TARGETS],
            texts.TARGET: [texts.target_words(target(name, until)) for name in TARGETS],
            texts.MEASURED: measured,
            page_texts.STATUS: provenance,
        }
    )


def _percent(tables: Tables, name: str) -> str:
    """Write a share of the rehoused households, from shown counts only."""
    whole = page_texts.rehoused_in(tables)
    if name == "recent_percent":
        part = share(tables["is_recent"].cell("yes"), whole)
    elif name == "outside_qpv_percent":
        part = share(outside_qpv(tables), whole)
    else:
        part = share(page_texts.same_commune(tables), whole)
    return texts.SECRET if part is None else quantity(100 * part, "%")
