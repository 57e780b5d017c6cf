"""What the page « Relogement » shows: protected counts as figures, bars and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape

import pandas as pd
import streamlit as st

from dashboard.exports import Provenance, of_partners
from dashboard.maps import (
    Nature,
    Style,
    Theme,
    fictional,
    legend_html,
    nature_style,
    sequential_styles,
)
from dashboard.texts import rehousing as texts
from dashboard.texts import rehousing_homes as home_texts
from dashboard.texts import rehousing_law as law_texts
from dashboard.views.figures import show_download
from geo.figures import Figure
from geo.french import joined
from geo.privacy import Cell, share
from geo.rules.rehousing import Known

CARD_PX = 156
BAR = "display:flex;height:1.5rem;border-radius:.2rem;overflow:hidden;margin:.2rem 0 .5rem"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of some households: French name, count, look."""

    name: str
    cell: Cell
    style: Style


def choose_place(names: Mapping[str, str], key: str) -> str:
    """Ask for a neighbourhood, where the territory has several."""
    if len(names) == 1:
        return next(iter(names))
    return st.selectbox(texts.PLACE, list(names), format_func=lambda code: names[code], key=key)


def show_fiction() -> None:
    """Say that the households are made up."""
    st.warning(texts.FICTION, icon=":material/theater_comedy:")


def show_no_file(figures: Mapping[str, Figure], template: bytes) -> None:
    """Say what to load, and offer the template; what sources say is shown all the same."""
    st.info(texts.NO_FILE, icon=":material/upload_file:")
    st.download_button(
        texts.TEMPLATE,
        template,
        file_name="modele-relogement.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download-modele-relogement",
    )
    show_occupied(figures)


def show_occupied(figures: Mapping[str, Figure]) -> None:
    """Show how many dwellings of each building were occupied, as a source said."""
    st.caption(texts.occupied_line(list(figures.values())))


def show_numbers(numbers: Sequence[tuple[str, Cell, Cell, str]]) -> None:
    """Show the key figures: label, count, out of how many, provenance."""
    with st.container(horizontal=True, gap="small"):
        for label, cell, whole, words in numbers:
            with st.container(width=CARD_PX, gap="xsmall"):
                st.metric(label, f"{texts.count(cell)} / {texts.count(whole)}")
                st.caption(words)


def styles(count: int, theme: Theme, *, is_fictional: bool) -> list[Style]:
    """Return looks for parts in order, the strongest first; dotted where they are made up."""
    steps = sequential_styles(max(count, 3), theme)[::-1][:count]
    return [fictional(style, theme) if is_fictional else style for style in steps]


def show_bar(title: str, parts: Sequence[Part], whole: Cell, theme: Theme) -> None:
    """Draw parts of a whole as one bar; hidden parts are one dotted piece, named in the legend."""
    shown = [part for part in parts if part.cell.count]
    secret = [part.name for part in parts if part.cell.is_secret]
    veiled = nature_style(Nature.SECRET, theme)
    pieces = [(part.style, share(part.cell, whole)) for part in shown]
    rest = 1 - sum((piece or Fraction(0) for _, piece in pieces), Fraction(0))
    drawn = [(style, piece) for style, piece in pieces if piece is not None]
    drawn += [(veiled, rest)] if secret and whole.count else []
    entries = [(part.style, f"{part.name} : {texts.count(part.cell)}") for part in shown]
    if secret:
        entries.append((veiled, f"{texts.SECRET} : {joined(secret)}"))
    words = escape(f"{title}. " + " ; ".join(label for _, label in entries))
    bar = "".join(_piece(style, float(piece)) for style, piece in drawn)
    st.html(
        f'<p style="margin:.6rem 0 0;font-weight:600">{escape(title)}</p>'
        f'<div role="img" aria-label="{words}" style="{BAR}">{bar}</div>'
        f"{legend_html(entries, title='')}"
    )


def _piece(style: Style, part: float) -> str:
    dots = f"radial-gradient(circle,{style.ink} 1.1px,transparent 1.3px) 0 0/5.6px 5.6px,"
    ground = f"{dots if style.pattern else ''}linear-gradient({style.fill},{style.fill})"
    edge = f"outline:1px dotted {style.stroke};outline-offset:-2px;" if style.dash else ""
    return (
        f'<div style="width:{100 * part:.2f}%;background:{ground};{edge}'
        "border-right:1px solid transparent;background-clip:padding-box;"
        'print-color-adjust:exact;-webkit-print-color-adjust:exact"></div>'
    )


def counts_table(rows: Sequence[tuple[str, Cell]], heading: str, provenance: str) -> pd.DataFrame:
    """Return counts as the page shows and exports them; a secret one says so."""
    return pd.DataFrame(
        {
            heading: [name for name, _ in rows],
            texts.HOUSEHOLDS: [texts.count(cell) for _, cell in rows],
            texts.STATUS: provenance,
        }
    )


def show_table(table: pd.DataFrame, name: str, *, is_fictional: bool) -> None:
    """Draw a table twin, folded, with its export; that of fictional data says so."""
    with st.expander(texts.TABLE, icon=":material/table_rows:"):
        st.dataframe(table, hide_index=True, key=f"table-{name}", alt=name)
        show_download(table, name, of_partners(texts.TITLE, is_fictional=is_fictional))


def show_secret(hidden: str, step: int) -> None:
    """Explain why some figures are hidden."""
    with st.expander(texts.HIDDEN_TITLE, icon=":material/visibility_off:"):
        st.markdown(hidden)
        st.markdown(texts.HIDDEN_WHY.format(step=step))


def money_table(values: Mapping[str, float | None], provenance: str) -> pd.DataFrame:
    """Return the means before and after, as the page shows and exports them."""
    rows = []
    for each, label in home_texts.MONEY_ROWS.items():
        suffix, unit = ("percent", "%") if each == "effort" else ("eur", "€")
        before, after = (values[f"{each}_{when}_{suffix}"] for when in ("before", "after"))
        gap = None if before is None or after is None else after - before
        words = texts.SECRET if gap is None else home_texts.gap(gap, unit)
        rows.append((label, home_texts.mean(before, unit), home_texts.mean(after, unit), words))
    columns = [texts.WHAT, home_texts.BEFORE, home_texts.AFTER, home_texts.CHANGE]
    return pd.DataFrame(rows, columns=columns).assign(**{texts.STATUS: provenance})


def ask_day(key: str, first: date, last: date) -> date | None:
    """Ask for the day of the third offer; None until one is given."""
    given: date | None = st.date_input(
        law_texts.CALCULATOR,
        value=None,
        min_value=first,
        max_value=last,
        key=key,
        help=law_texts.CALCULATOR_HELP,
        format="DD/MM/YYYY",
    )
    return given


def show_communes(communes: pd.DataFrame, km: str, outlines: str) -> None:
    """Show the communes where an offer may stand, folded."""
    sure = int((communes["is_offer_place"] == Known.YES).sum())
    with st.expander(law_texts.COMMUNES, icon=":material/share_location:"):
        st.markdown(
            law_texts.COMMUNES_SENTENCE.format(sure=sure, maybe=len(communes) - sure, km=km)
        )
        table = communes.assign(
            is_offer_place=communes["is_offer_place"].map(law_texts.PLACES),
            nearest_m=communes["nearest_m"].round().astype("int64"),
            farthest_m=communes["farthest_m"].round().astype("int64"),
        ).rename(columns=law_texts.COMMUNES_COLUMNS)
        st.dataframe(table, hide_index=True, key="table-offres-communes", alt=law_texts.COMMUNES)
        provenance = Provenance(
            law_texts.COMMUNES, note=law_texts.COMMUNES_NOTE.format(outlines=outlines)
        )
        show_download(table.reset_index(names="Code"), "relogement-communes-des-offres", provenance)


def show_measures(table: pd.DataFrame, name: str, *, is_fictional: bool) -> None:
    """Show what is measured beside what the charter aims at."""
    st.dataframe(table, hide_index=True, key=f"table-{name}", alt=law_texts.CHARTER)
    show_download(table, name, of_partners(law_texts.CHARTER, is_fictional=is_fictional))
