"""What the page of a renewed neighbourhood shows of its programme."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.maps import Nature, Style, Theme, legend_html, nature_style, sequential_styles
from dashboard.texts import renewal as texts
from geo.figures import Source
from geo.french import UNKNOWN, day
from geo.renewal import State
from geo.renewal.stock import DWELLINGS, VACANCY, VACANT, Said
from geo.territory.renewal import Board, Convention

CARD_PX = 166
IN_SIGHT = (DWELLINGS, "opac43_dwellings_count", "alliade_dwellings_count", VACANCY, VACANT)
STEPS = (State.ANNOUNCED, State.PLANNED, State.UNDER_WAY, State.DONE)


def state_style(state: State, theme: Theme) -> Style:
    """Return the look of a state: the further, the stronger; grey before any announcement."""
    if state in STEPS:
        return sequential_styles(len(STEPS), theme)[STEPS.index(state)]
    return nature_style(Nature.NOT_CONCERNED, theme)


def stop_without(known: Collection[object], words: str) -> None:
    """End the page with `words` where nothing is known."""
    if not known:
        st.title(texts.TITLE)
        st.info(words)
        st.stop()


def choose_place(names: Mapping[str, str], key: str) -> str:
    """Ask for a neighbourhood, where the territory has several."""
    if len(names) == 1:
        return next(iter(names))
    return st.selectbox(
        texts.PLACE,
        list(names),
        format_func=lambda code: names[code],
        key=key,
        persist_state="session",
    )


def show_title(convention: Convention, board: Board, outlines_day: date) -> None:
    """Show the title, the sentence of the page and by which outline the place is drawn."""
    st.title(texts.HEADING.format(name=convention.name))
    st.markdown(texts.sentence(convention, board))
    st.caption(texts.convention_note(convention, outlines_day))


def folded(words: str, icon: str) -> DeltaGenerator:
    """Return a folded part of the page."""
    return st.expander(words, icon=f":material/{icon}:")


def show_heading(words: str) -> None:
    """Show the title of a part of the page."""
    st.subheader(words)


def show_words(words: str) -> None:
    """Show a paragraph."""
    st.markdown(words)


def show_stock(statements: Sequence[Said]) -> None:
    """Show the figures of the social dwellings, then all that was said of them, folded."""
    with st.container(horizontal=True, gap="small"):
        for said in figures_in_sight(statements):
            with st.container(width=CARD_PX, gap="xsmall"):
                st.metric(texts.said_label(said), texts.said_number(said))
                st.caption(texts.said_when(said))
    with st.expander(texts.EVERYTHING):
        for said in statements:
            line = f"**{texts.said_value(said)}** {said.label.lower()}"
            st.markdown(f"{line}  \n:gray[:small[{texts.said_where(said)}]]")


def figures_in_sight(statements: Sequence[Said]) -> list[Said]:
    """Return one statement for each figure, without those that only bound or round it."""
    known: dict[tuple[str, float], Said] = {}
    for said in statements:
        is_exact = said.qualifier == "exact" or said.indicator == VACANT
        if said.indicator in IN_SIGHT and said.value is not None and is_exact:
            known.setdefault((said.indicator, said.value), said)
    return sorted(
        known.values(), key=lambda said: (not said.date_text, IN_SIGHT.index(said.indicator))
    )


def choose_day(
    labels: Mapping[date, str], keys: tuple[str, str], on_jump: Callable[[], None]
) -> date:
    """Ask for a day of the programme: a slider, and the list of what happened as its twin."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        chosen: date = st.select_slider(
            texts.DAY, list(labels), format_func=day, key=keys[0], persist_state="session"
        )
    with right:
        st.selectbox(
            texts.STOP,
            list(labels),
            format_func=lambda stop: labels[stop],
            key=keys[1],
            on_change=on_jump,
            help=texts.STOP_HELP,
        )
    return chosen


def show_progress(board: Board, theme: Theme) -> None:
    """Show how many operations are in each state."""
    st.html(
        legend_html(
            [
                (state_style(state, theme), f"{count} {texts.STATES_PLURAL[state]}")
                for state, count in texts.state_counts(board.operations)
            ],
            title=f"Les opérations au {day(board.day)}",
        )
    )


def operation_table(operations: pd.DataFrame, sources: dict[str, Source]) -> pd.DataFrame:
    """Return the operations as the page shows and exports them."""
    rows = texts.rows_of(operations)
    return pd.DataFrame(
        {
            "État": [texts.STATES[State(row["state"])] for row in rows],
            "Opération": operations["name"],
            "Nature": [texts.KINDS[row["kind"]] for row in rows],
            "Logements": [texts.dwellings(row) for row in rows],
            "dont occupés": [texts.occupied(row) for row in rows],
            "Prochaine étape annoncée": [texts.target(row) for row in rows],
            "Depuis": [texts.since(row) for row in rows],
            "Peut-être déjà": [
                "" if pd.isna(row["possible_state"]) else texts.STATES[State(row["possible_state"])]
                for row in rows
            ],
            "Bailleur": operations["landlord"].fillna(""),
            "Coût (€)": operations["cost_eur"],
            "Lieu": operations["address_text"].fillna(""),
            "Position": [texts.PRECISIONS[row["position_precision"]] for row in rows],
            "Source de l’état": [texts.source_name(sources, row["state_source"]) for row in rows],
            "Confiance": [texts.CONFIDENCES.get(row["state_confidence"], "") for row in rows],
            "Remarque": operations["note"].fillna(""),
        },
        index=operations.index,
    )


def show_operations(table: pd.DataFrame, key: str) -> None:
    """Draw the table of the operations."""
    st.dataframe(
        table,
        hide_index=True,
        key=key,
        height=430,
        column_config={
            "Opération": st.column_config.TextColumn(width="large"),
            "Prochaine étape annoncée": st.column_config.TextColumn(width="medium"),
            "Coût (€)": st.column_config.NumberColumn(format="localized"),
        },
        placeholder=UNKNOWN,
        alt=texts.PROGRAMME,
    )


def show_memory(operations: pd.DataFrame, sources: dict[str, Source], money: Sequence[str]) -> None:
    """List what earlier programmes did, folded."""
    if operations.empty:
        return
    with st.expander(texts.MEMORY):
        for row in texts.rows_of(operations):
            said = texts.source_name(sources, row["state_source"])
            state = texts.STATES[State(row["state"])]
            st.markdown(
                f"- **{row['name']}** : {state}, {texts.since(row)}  \n:gray[:small[{said}]]"
            )
        for line in money:
            st.markdown(f"- {line}")
