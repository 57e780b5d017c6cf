"""The parts of the page « Attributions » about the rule: threshold, calculator, facts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial

import streamlit as st

from dashboard import state
from dashboard.texts import errors
from dashboard.texts import lettings_law as texts
from dashboard.views import lettings_law as views
from geo.french import quantity
from geo.lettings.thresholds import Threshold
from geo.rules.lettings import (
    consumption_units,
    quartile_rank,
    resources_per_unit,
    target_percent,
)
from geo.rules.parameters import parameter
from geo.territory.lettings import (
    Lettings,
    enter_threshold,
    lettings_facts,
    threshold_order,
    undo_threshold,
)

MISSED = ("missed_prefect", "missed_agreement", "missed_priority")
MEDIAN = "france-seuil-2023"
OWNER = "seuil"
SAID, REFUSED = "dit", "refus"
MONTHS = 12


def show_threshold(year: int, thresholds: Mapping[int, Threshold]) -> None:
    """Show the thresholds, the calculator and the form."""
    warning = ""
    if year not in thresholds:
        order = texts.order_words(threshold_order(year))
        warning = texts.NO_THRESHOLD.format(year=year, order=order)
    lines = [texts.threshold_line(thresholds[each]) for each in sorted(thresholds, reverse=True)]
    views.show_thresholds(lines, warning, _national())
    _calculate(year, thresholds)
    said, refused = (state.recall(name, OWNER, "") for name in (SAID, REFUSED))
    if refused:
        views.show_refusal(refused)
    elif said:
        views.show_answer(said)
    state.keep(OWNER, **{SAID: None, REFUSED: None})
    views.show_form(year, _send, _undo)


def show_law(overview: Lettings, year: int) -> None:
    """Show the rule, what a miss leads to, the thread from rehousing, published facts."""
    day = date(year, 12, 31)
    targets = {
        side: quantity(target_percent(f"{side}_qpv", day), "%") for side in ("outside", "inside")
    }
    missed = [parameter(f"lettings.{name}").on(day) for name in MISSED]
    views.show_rule(targets, missed, overview.outline_since)
    views.show_facts(state.ask(lettings_facts))


def _calculate(year: int, thresholds: Mapping[int, Threshold]) -> None:
    """Answer for a household with the threshold of the year, else the latest one."""
    older, children, monthly = views.ask_household()
    threshold = thresholds.get(year) or (thresholds[max(thresholds)] if thresholds else None)
    if monthly is None or threshold is None:
        return
    units = consumption_units(older, children, date(threshold.year, 12, 31))
    resources = resources_per_unit(MONTHS * Decimal(str(monthly)), units)
    rank = quartile_rank(resources, threshold.limits_eur)
    views.show_answer(texts.household(units, resources, rank, threshold))


def _national() -> str:
    """Return the landmark of France, as context only."""
    known = {fact.fact_id: fact for fact in state.ask(lettings_facts)}
    median = known.get(MEDIAN)
    if median is None or median.day is None:
        return ""
    value = quantity(median.value, median.unit)
    return texts.NATIONAL.format(value=value, year=median.day.year)


def _send() -> None:
    """Keep what the form says, or why it cannot be kept."""
    fields = ("year", *texts.LIMITS, "source", "order_date")
    row = {name: st.session_state.get(views.form_key(name)) for name in fields}
    who = state.typed(views.form_key("who")).strip()
    source = str(row["source"] or "").strip()
    _do(partial(enter_threshold, state.territory(), {**row, "source": source}, who), texts.KEPT)


def _undo() -> None:
    who = state.typed(views.form_key("who")).strip()
    _do(partial(undo_threshold, state.territory(), who), texts.UNDONE)


def _do(action: "partial[None]", done: str) -> None:
    _, faults = state.tried(action)
    refused = " ".join(errors.sentence(fault) for fault in faults)
    state.keep(OWNER, **{SAID: done, REFUSED: refused})
