"""The parts of the page « Relogement » about the new homes: amounts, kinds, offers; table twins."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import state
from dashboard.texts import rehousing as page_texts
from dashboard.texts import rehousing_homes as texts
from dashboard.views import rehousing as views
from dashboard.views import rehousing_charts as charts
from dashboard.views.rehousing import Part
from geo.french import day
from geo.privacy import Cell, add
from geo.rehousing.calendar import INCOME_STEP
from geo.rehousing.publication import Published
from geo.territory.rehousing import FollowUp

AMOUNTS = ("rent", "charges", "aid", "rest")


def show_money(found: FollowUp, published: Published) -> None:
    """Draw the amounts before and after, and how many pay more."""
    st.subheader(texts.MONEY)
    if published.income_until is None:
        st.info(texts.NO_MONEY.format(step=INCOME_STEP))
        return
    theme = state.theme()
    values = _means(published)
    st.markdown(texts.money_sentence(values["rest_before_eur"], values["rest_after_eur"]))
    chart = charts.money_chart(_money_bars(values), theme, is_fictional=found.is_fictional)
    st.vega_lite_chart(chart, alt=texts.MONEY)
    st.caption(page_texts.provenance(found, day(published.income_until)))
    before, after = values["effort_before_percent"], values["effort_after_percent"]
    st.markdown(texts.effort_sentence(before, after))
    _show_detail(found, published, "rest_change")
    table = views.money_table(values, page_texts.provenance(found, day(published.income_until)))
    name = page_texts.file_name("montants")
    views.show_table(table, name, is_fictional=found.is_fictional)
    st.caption(texts.MONEY_NOTE)


def show_homes(found: FollowUp, published: Published) -> None:
    """Draw what the new homes are, and what the households say of them."""
    if published.details_until is None:
        return
    st.subheader(texts.NEW_HOMES)
    left, right = st.columns(2, gap="large")
    with left:
        _show_detail(found, published, "is_recent")
        _show_detail(found, published, "size")
    with right:
        _show_detail(found, published, "opinion")
    twin(found, published, "logements", _detail_rows(published, ("is_recent", "size", "opinion")))


def show_offers(found: FollowUp, published: Published) -> None:
    """Draw how many offers it took, and how many were refused."""
    if published.details_until is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        _show_detail(found, published, "offers")
    with right:
        _show_detail(found, published, "refusals")
    twin(found, published, "offres", _detail_rows(published, ("offers", "refusals")))


def _means(published: Published) -> dict[str, float | None]:
    return {
        name: None if mean.value is None else float(mean.value)
        for name, mean in published.means.items()
    }


def _money_bars(values: Mapping[str, float | None]) -> list[dict[str, object]]:
    return [
        {
            "name": texts.MONEY_ROWS[each],
            "when": label,
            "value": values[f"{each}_{when}_eur"] or 0,
            "words": texts.mean(values[f"{each}_{when}_eur"], "€"),
        }
        for each in AMOUNTS
        for when, label in (("before", texts.BEFORE), ("after", texts.AFTER))
    ]


def _show_detail(found: FollowUp, published: Published, name: str) -> None:
    title, words = texts.DETAILS[name]
    cells, theme = published.tables[name], state.theme()
    looks = views.styles(len(words), theme, is_fictional=found.is_fictional)
    parts = [
        Part(word, cells.cell(each), style)
        for (each, word), style in zip(words.items(), looks, strict=True)
    ]
    whole = add([part.cell for part in parts])
    if whole.is_secret:
        whole = page_texts.rehoused_in(published.tables)
    views.show_bar(title, parts, whole, theme)


def _detail_rows(published: Published, names: Sequence[str]) -> list[tuple[str, Cell]]:
    return [
        (f"{texts.DETAILS[name][0]} : {word}", published.tables[name].cell(each))
        for name in names
        for each, word in texts.DETAILS[name][1].items()
    ]


def twin(
    found: FollowUp,
    published: Published,
    name: str,
    rows: Sequence[tuple[str, Cell]],
    heading: str = page_texts.WHAT,
) -> None:
    """Draw the table that says the same, with its export."""
    until = published.until if name == "annees" else published.details_until
    table = views.counts_table(rows, heading, page_texts.provenance(found, day(until)))
    named = page_texts.file_name(name)
    views.show_table(table, named, is_fictional=found.is_fictional)
