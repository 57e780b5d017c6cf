"""The parts of the page « Communes SRU » about one commune that the file lists."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.choices import Choice, amount, one_of, whole_number
from dashboard.sections import simulator
from dashboard.texts import sru as page_texts
from dashboard.texts import sru_law as texts
from dashboard.views import sru as views
from dashboard.views import sru_law
from dashboard.views.maps import Look, ign_toggle
from dashboard.views.sru_map import choose_view, show_sru_map
from geo.rules.sru import Period, Terms, objective, target_percents
from geo.sru import published
from geo.sru.published import Money, Reading
from geo.sru.report import (
    FIRST_YEAR,
    MAX_BUDGET_EUR,
    MAX_DWELLINGS,
    MAX_MAJORATION_PERCENT,
    MAX_TAX_POTENTIAL_EUR,
)
from geo.territory.sru import SruCommune

DSU = {"inconnu": None, "oui": True, "non": False}


def choices_of(reading: Reading) -> tuple[Choice, ...]:
    """Return what the address keeps about a commune."""
    periods = published.periods_from(reading)
    targets = target_percents(reading.inventory.day)
    rest = [target for target in targets if target != reading.target_percent]
    return (
        one_of("periode", tuple(period.label for period in periods)),
        one_of("cible", tuple(str(target) for target in (reading.target_percent, *rest))),
        whole_number("lls", 0, MAX_DWELLINGS),
        whole_number("rpref", 1, MAX_DWELLINGS),
        amount("cms", sru_law.FULL_PERCENT),
        whole_number("entree", FIRST_YEAR, periods[-1].last_year),
        amount("pf", MAX_TAX_POTENTIAL_EUR),
        amount("drf", MAX_BUDGET_EUR),
        amount("ded", MAX_BUDGET_EUR),
        amount("maj", MAX_MAJORATION_PERCENT),
        one_of("dsu", tuple(DSU)),
        *simulator.choices_of(reading),
    )


def money_of(owner: str) -> Money:
    """Return what was given of the money side of a commune."""

    def given(name: str) -> Decimal | None:
        value: float | None = state.recall(name, owner, None)
        return None if value is None else Decimal(str(value))

    dsu = state.recall("dsu", owner, "inconnu")
    return Money(given("pf"), given("drf"), given("ded"), DSU[dsu], given("maj"))


def read_address(code: str, reading: Reading | None) -> None:
    """Take the part that is open, and the choices about a commune, from the address."""
    state.read_address("volet", texts.SECTIONS, next(iter(texts.SECTIONS)))
    if reading is not None:
        is_own = state.address("commune") in (code, None)
        state.read_choices(choices_of(reading), code, is_in_address=is_own)


def write_address(code: str, reading: Reading | None) -> None:
    """Put the commune, the part that is open and every choice in the address."""
    codes = {} if reading is None else state.codes_of(choices_of(reading), code)
    state.write_address(
        commune=code, couleur=_told(state.chosen("couleur")), volet=state.chosen("volet"), **codes
    )


def _told(view: str) -> str:
    """Return what the address says of the colours of the map: nothing for the usual ones."""
    return "" if view == next(iter(page_texts.VIEWS)) else view


@st.fragment
def show_map(table: pd.DataFrame, code: str) -> None:
    """Draw the map; only this part runs again when its colours change."""
    view = choose_view()
    state.amend_address("couleur", _told(view))
    look = Look([code], state.theme(), state.outlines())
    show_sru_map(table, view, look, state.taker(page_texts.MAP_KEY, "commune"))
    ign_toggle()
    if state.chosen("commune") != code:
        st.rerun()


def offer_sheet(commune: SruCommune, reading: Reading | None) -> None:
    """Offer the A4 sheet, with the scenario of the simulator when there is one."""
    scenario = simulator.current(commune.code) if reading else None
    here = state.territory()

    def make() -> bytes:
        from dashboard.sheets import commune_sheet  # noqa: PLC0415 -- only when it is asked for

        return commune_sheet(here, commune.code, simulation=scenario)

    views.show_sheet_button(make, commune.code)


def show(commune: SruCommune, reading: Reading | None) -> None:
    """Show the part of the detail that is open; a commune without inventory has a history only."""
    if reading is None:
        _show_history(commune)
        return
    sru_law.choose_section()
    _SECTIONS[state.chosen("volet")](commune, reading)


def _show_history(commune: SruCommune) -> None:
    """Show what the sources said, and where the counting of main residences changed."""
    days = [each.reference_date or each.day for each in commune.statements if each.rate_percent]
    known = [day for day in days if day is not None]
    broken = published.series_break(min(known), max(known)) if known else None
    views.show_history(commune, broken, state.theme())


def _situation(commune: SruCommune, reading: Reading) -> None:
    sru_law.show_situation(commune.name, reading)


def _objective(commune: SruCommune, reading: Reading) -> None:
    """Say which inventory counts, ask for it, give the objective or an illustration."""
    owner = commune.code
    period = sru_law.choose_period(published.periods_from(reading), owner)
    target = reading.target_percent
    if period != reading.period:
        target = sru_law.choose_target(target_percents(period.first_day), reading, owner)
        sru_law.show_note(texts.other_target(reading))
    sru_law.show_note(texts.reference(reading, period))
    lls = residences = None
    if period.reference_day != reading.inventory.day:
        lls, residences = sru_law.ask_reference(period, owner)
    contract, entry = sru_law.ask_terms(
        owner, (FIRST_YEAR, published.periods_from(reading)[-1].last_year)
    )
    if lls is not None and residences is not None and lls > residences:
        sru_law.show_warning(texts.LLS_ABOVE)
        return
    terms = Terms(entry, None if contract is None else Fraction(str(contract)))
    inventory = published.reference_inventory(reading, period, lls, residences)
    exempt = reading.is_exempt and period == reading.period
    aim, faults = state.tried(objective, inventory, target, period, terms, is_exempt=exempt)
    sru_law.show_faults(faults)
    if aim is None:
        return
    sru_law.show_objective(period, aim)
    if aim.count.missing and inventory.bounds is None and reading.inventory.bounds is not None:
        _illustrate(reading, target, period, terms)


def _illustrate(reading: Reading, target: int, period: Period, terms: Terms) -> None:
    """Say what the objective would be with the published inventory and the same terms."""
    as_if, faults = state.tried(published.illustrated_objective, reading, target, period, terms)
    sru_law.show_faults(faults)
    if as_if is not None:
        sru_law.show_note(texts.illustration(reading, as_if))


def _levy(commune: SruCommune, reading: Reading) -> None:
    """Show the published levy, then an estimate of what the reader gives."""
    sru_law.show_published_levy(reading, published.minimum_above(reading))
    sru_law.ask_money(commune.code)
    money = money_of(commune.code)
    if not money.is_given:
        sru_law.show_note(texts.LEVY_EMPTY)
        return
    entry = state.recall("entree", commune.code, None)
    results = published.estimated_levy(reading, money, entry)
    sru_law.show_levy(results, reading.inventory.day.year + 1)


def _simulator(commune: SruCommune, reading: Reading) -> None:
    entry = state.recall("entree", commune.code, None)
    simulator.show(commune.code, reading, money_of(commune.code), entry)


def _history(commune: SruCommune, _: Reading) -> None:
    _show_history(commune)


_SECTIONS: dict[str, Callable[[SruCommune, Reading], None]] = {
    "situation": _situation,
    "objectif": _objective,
    "prelevement": _levy,
    "simulateur": _simulator,
    "historique": _history,
}
