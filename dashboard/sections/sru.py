"""The parts of the page « Communes SRU » about one commune that the file lists."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from dashboard import state
from dashboard.choices import Choice, amount, one_of, whole_number
from dashboard.sections import simulator
from dashboard.texts import sru_law as texts
from dashboard.views import sru as views
from dashboard.views import sru_law
from geo.rules.sru import Terms, objective, target_percents
from geo.sru import published
from geo.sru.published import Money, Reading
from geo.sru.report import (
    FIRST_YEAR,
    MAX_BUDGET_EUR,
    MAX_DWELLINGS,
    MAX_MAJORATION_PERCENT,
    MAX_TAX_POTENTIAL_EUR,
)
from geo.territory_sru import SruCommune

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


def show(section: str, commune: SruCommune, reading: Reading) -> None:
    """Show one part of the detail."""
    _SECTIONS[section](commune, reading)


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
    if aim.count.missing and reading.inventory.bounds is not None:
        as_if = published.illustrated_objective(reading, target, period)
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
    simulator.show(commune.code, reading, money_of(commune.code))


def _history(commune: SruCommune, _: Reading) -> None:
    views.show_history(commune, state.theme())


_SECTIONS: dict[str, Callable[[SruCommune, Reading], None]] = {
    "situation": _situation,
    "objectif": _objective,
    "prelevement": _levy,
    "simulateur": _simulator,
    "historique": _history,
}
