"""What the page « Communes SRU » shows."""

from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from dashboard.maps import Nature, Style, Theme, nature_style
from dashboard.texts import common, sru_law
from dashboard.texts import sru as texts
from dashboard.views.sru_charts import history_chart
from dashboard.views.sru_map import LOOKS
from geo.french import UNKNOWN, day, number, quantity
from geo.housing import Inventory, Situation
from geo.territory.sru import SruCommune

DECIMALS = {
    "social_dwellings_count": 0,
    "rate_percent": 2,
    "target_percent": 0,
    "net_levy_eur": 2,
}
BAR_SPAN = 1.6


def choose_commune(names: "pd.Series[str]") -> str:
    """Ask for a commune."""
    chosen: str = st.selectbox(
        texts.CHOOSE,
        list(names.index),
        format_func=lambda code: names[code],
        key="commune",
        persist_state="session",
    )
    return chosen


def show_verdict(commune: SruCommune, theme: Theme) -> None:
    """Show the plain sentence, the big number and the bar to the target of one commune."""
    st.markdown(f"#### {commune.name}")
    st.markdown(texts.verdict(commune))
    inventory = commune.inventory
    if inventory is None:
        return
    left, right = st.columns(2)
    with left:
        st.metric(texts.RATE, quantity(inventory.rate_percent, "%", 2))
    with right:
        st.metric(texts.DWELLINGS, number(inventory.social_dwellings_count))
    st.html(_bar(inventory, commune.situation, theme))
    st.markdown(texts.levy(inventory))
    st.caption(
        " · ".join(
            (
                f"Inventaire au {day(inventory.inventory_date)}",
                inventory.source.producer,
                common.STATUS[commune.population.status],
            )
        )
    )


def show_history(commune: SruCommune, broken: date | None, theme: Theme) -> None:
    """Show what each source said of the commune, with the contradictions left open.

    Parameters
    ----------
    broken
        Inventory from which main residences are counted otherwise, when the history crosses it.
    """
    st.subheader(texts.HISTORY)
    if not commune.statements:
        st.info(texts.NO_HISTORY.format(name=commune.name))
        return
    if commune.sources_disagree:
        st.warning(texts.DISAGREE, icon=":material/compare_arrows:")
    known = [each for each in commune.statements if each.rate_percent is not None]
    if known:
        st.vega_lite_chart(spec=history_chart(known, broken, theme), alt=texts.HISTORY)
        if broken is not None:
            st.caption(sru_law.break_note(broken))
    for statement in commune.statements:
        st.markdown(texts.statement_line(statement))


def show_sheet_button(make: Callable[[], bytes], code: str) -> None:
    """Offer the A4 sheet of the commune; it is made when the reader asks for it."""
    st.download_button(
        texts.SHEET,
        make,
        file_name=f"fiche-sru-{code}.pdf",
        mime="application/pdf",
        icon=":material/description:",
        on_click="ignore",
        key="fiche-sru",
        help=texts.SHEET_HELP,
    )


def situation_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the communes that are or were concerned, as the page shows and exports them."""
    shown = table[table["situation"] != Situation.NOT_CONCERNED].sort_values(
        "rate_percent", na_position="last"
    )
    shown = shown.assign(
        situation=[texts.SITUATIONS[Situation(each)] for each in shown["situation"]],
        inventory_date=[
            day(each.date()) if pd.notna(each) else "" for each in shown["inventory_date"]
        ],
    )
    return shown[list(texts.COLUMNS)].rename(columns=texts.COLUMNS)


def show_table(shown: pd.DataFrame, *, key: str, on_select: Callable[[], None]) -> None:
    """Draw the table of the concerned communes; choosing a row chooses the commune."""
    st.dataframe(
        shown.style.format(
            {texts.COLUMNS[name]: partial(number, decimals=n) for name, n in DECIMALS.items()},
            na_rep=UNKNOWN,
        ),
        hide_index=True,
        key=key,
        on_select=on_select,
        selection_mode="single-row",
        placeholder=UNKNOWN,
        alt=texts.TABLE,
    )


def _bar(inventory: Inventory, situation: Situation, theme: Theme) -> str:
    """Return the rate as a bar with a mark at the target; read aloud as one sentence."""
    look: Style = nature_style(LOOKS[situation], theme)
    ground = nature_style(Nature.NOT_CONCERNED, theme)
    full = max(inventory.target_percent * BAR_SPAN, inventory.rate_percent)
    filled = 100 * inventory.rate_percent / full
    mark = 100 * inventory.target_percent / full
    words = escape(
        f"{quantity(inventory.rate_percent, '%', 2)} sur un objectif de "
        f"{quantity(inventory.target_percent, '%')}"
    )
    return (
        f'<div role="img" aria-label="{words}" style="position:relative;margin:.25rem 0 1.6rem">'
        f'<div style="height:.9rem;border-radius:.2rem;background:{ground.fill}">'
        f'<div style="height:100%;width:{filled:.2f}%;border-radius:.2rem;background:{look.fill}">'
        "</div></div>"
        f'<div style="position:absolute;top:-.25rem;left:{mark:.2f}%;height:1.4rem;'
        'border-left:2px solid currentColor"></div>'
        f'<div style="position:absolute;top:1.15rem;left:{mark:.2f}%;transform:translateX(-50%);'
        'font-size:.8rem;white-space:nowrap">'
        f"objectif {quantity(inventory.target_percent, '%')}</div></div>"
    )
