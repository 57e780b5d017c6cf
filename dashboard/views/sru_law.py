"""What the SRU law makes of one commune: situation, objective, levy, each with its computation."""

from collections.abc import Iterable, Sequence

import streamlit as st

from dashboard.choices import choice_key
from dashboard.texts import sru_law as texts
from geo.errors import Fault
from geo.french import day, quantity
from geo.rules.parameters import DatedValue
from geo.rules.sru import Objective, Period, Result, Situation, Status
from geo.sru.published import Reading
from geo.sru.report import (
    MAX_BUDGET_EUR,
    MAX_DWELLINGS,
    MAX_MAJORATION_PERCENT,
    MAX_TAX_POTENTIAL_EUR,
)

FULL_PERCENT = 100


def show_note(words: str) -> None:
    """Show a sentence."""
    st.markdown(words)


def show_warning(words: str) -> None:
    """Show what the reader should change."""
    st.warning(words, icon=":material/edit:")


def choose_section() -> None:
    """Ask which part of the detail is shown; the others are not computed."""
    st.subheader(texts.SECTION)
    st.segmented_control(
        texts.SECTION,
        list(texts.SECTIONS),
        format_func=texts.SECTIONS.__getitem__,
        key="volet",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )


def show_explanations(results: Iterable[Result]) -> None:
    """Fold away the formula, article, version and certainty of results."""
    with st.expander(texts.HOW, icon=":material/function:"):
        for result in results:
            st.markdown(texts.explanation(result))


def show_faults(faults: Sequence[Fault]) -> None:
    """Show what is wrong with what the reader gave."""
    for fault in faults:
        st.warning(texts.fault(fault), icon=":material/edit:")


def headline(verdict: Situation) -> Result:
    """Return the dwellings that count in a verdict: those missing, or those over the target."""
    return verdict.surplus if verdict.status is Status.COMPLIANT else verdict.deficit


def show_situation(name: str, reading: Reading) -> None:
    """Show how many dwellings are missing, how that is known and what it is computed from."""
    verdict = reading.situation
    st.markdown(texts.situation(name, reading))
    shown = headline(verdict)
    if shown.high is not None:
        columns = st.columns(3)
        columns[0].metric(texts.name(shown), texts.about(shown).removeprefix("environ "))
        columns[1].metric(texts.RESIDENCES, texts.residences_of(reading))
        columns[2].metric(texts.name(verdict.gap), texts.value(verdict.gap))
    st.markdown(f"{texts.DERIVED_BADGE} :small[{texts.derivation(reading)}]")
    show_explanations([verdict.rate, verdict.gap, shown])


def choose_period(periods: Sequence[Period], owner: str) -> Period:
    """Ask for a period."""
    label = st.selectbox(
        texts.PERIOD,
        [period.label for period in periods],
        key=choice_key("periode", owner),
        persist_state="session",
    )
    return next(period for period in periods if period.label == label)


def choose_target(targets: Sequence[int], reading: Reading, owner: str) -> int:
    """Ask for the target of a period that the file does not speak of; that of the file first."""
    rest = [target for target in targets if target != reading.target_percent]
    return int(
        st.selectbox(
            texts.TARGET,
            [str(target) for target in (reading.target_percent, *rest)],
            key=choice_key("cible", owner),
            persist_state="session",
        )
    )


def ask_reference(period: Period, owner: str) -> tuple[int | None, int | None]:
    """Ask for the social dwellings and main residences of the reference inventory."""
    st.markdown(texts.OBJECTIVE_ASK)
    left, right = st.columns(2)
    when = day(period.reference_day)
    with left:
        lls = _ask_count(texts.REFERENCE_LLS.format(day=when), "lls", owner, (0, MAX_DWELLINGS))
    with right:
        residences = _ask_count(
            texts.REFERENCE_RP.format(day=when), "rpref", owner, (1, MAX_DWELLINGS)
        )
    return lls, residences


def ask_terms(owner: str, years: tuple[int, int]) -> tuple[float | None, int | None]:
    """Ask for the rate of a contrat de mixité sociale and for the year of entry."""
    with st.expander(texts.TERMS):
        left, right = st.columns(2)
        with left:
            contract = _ask_amount(texts.CONTRACT, "cms", owner, FULL_PERCENT, texts.CONTRACT_HELP)
        with right:
            entry = _ask_count(texts.ENTRY, "entree", owner, years, texts.ENTRY_HELP)
    return contract, entry


def show_objective(period: Period, aim: Objective) -> None:
    """Show what is to be produced over a period, and how that is computed."""
    st.markdown(f"{texts.objective(period, aim)} {texts.certainty(aim.count)}")
    if aim.count.low is not None:
        st.metric(texts.name(aim.count), texts.value(aim.count))
    show_explanations([aim.catch_up, aim.count])


def show_published_levy(reading: Reading, minimum: DatedValue | None) -> None:
    """Show the levy as published, and the legal minimum it does not agree with."""
    if reading.net_levy_eur:
        st.metric(
            texts.LEVY_PUBLISHED.format(year=reading.levy_year),
            quantity(reading.net_levy_eur, "€", 2),
        )
    else:
        st.markdown(texts.no_levy(reading.levy_year))
    st.markdown(f"{texts.PUBLISHED_BADGE} :small[{texts.levy_source(reading)}]")
    if minimum is not None:
        st.markdown(texts.below_minimum(reading, minimum))


def ask_money(owner: str) -> None:
    """Ask for tax potential, expenditure, deductible spending, majoration and DSU, all empty."""
    st.markdown(f"**{texts.LEVY_ASK}**")
    left, right = st.columns(2)
    with left:
        _ask_amount(
            texts.TAX_POTENTIAL, "pf", owner, MAX_TAX_POTENTIAL_EUR, texts.TAX_POTENTIAL_HELP
        )
        _ask_amount(texts.DEDUCTIBLE, "ded", owner, MAX_BUDGET_EUR)
        st.selectbox(
            texts.DSU,
            list(texts.DSU_ANSWERS),
            format_func=texts.DSU_ANSWERS.__getitem__,
            key=choice_key("dsu", owner),
            persist_state="session",
        )
    with right:
        _ask_amount(texts.EXPENDITURE, "drf", owner, MAX_BUDGET_EUR, texts.EXPENDITURE_HELP)
        _ask_amount(texts.MAJORATION, "maj", owner, MAX_MAJORATION_PERCENT)


def show_levy(results: Sequence[Result], year: int) -> None:
    """Show the estimated levy and how it is computed."""
    net = results[-1]
    st.markdown(f"{texts.levy_estimate(net, year)} {texts.certainty(net)}")
    if net.missing:
        st.caption(f"{texts.LACKING_EXACT} : {texts.lacking(net)}.")
    show_explanations(results)


def _ask_count(
    label: str, name: str, owner: str, bounds: tuple[int, int], note: str | None = None
) -> int | None:
    return st.number_input(
        label,
        min_value=bounds[0],
        max_value=bounds[1],
        value=None,
        step=1,
        key=choice_key(name, owner),
        persist_state="session",
        help=note,
    )


def _ask_amount(
    label: str, name: str, owner: str, most: int, note: str | None = None
) -> float | None:
    return st.number_input(
        label,
        min_value=0.0,
        max_value=float(most),
        value=None,
        step=1.0,
        key=choice_key(name, owner),
        persist_state="session",
        help=note,
    )
