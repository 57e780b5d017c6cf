"""What the page « Attributions » shows: gauges, tables, the answer to what is left to do."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from dashboard.exports import Provenance
from dashboard.maps import Theme
from dashboard.maps.palette import GROUNDS
from dashboard.texts import lettings as texts
from dashboard.views.figures import show_download
from dashboard.views.lettings_charts import (
    gauge_colour,
    months_chart,
    quarters_chart,
    years_chart,
)
from geo.french import UNKNOWN, day, number, quantity
from geo.lettings.thresholds import Threshold
from geo.lettings.year import SideFigures, YearFigures
from geo.privacy import Cell, share
from geo.rules.lettings import Rate, Side

FULL = 100
BAR_SPAN = 1.35
Pairs = Mapping[str, tuple[Cell, Cell]]


def show_fiction() -> None:
    """Say that the leases are made up."""
    st.warning(texts.FICTION, icon=":material/theater_comedy:")


def show_no_file(template: bytes) -> None:
    """Say what to load, and offer the template."""
    st.info(texts.NO_FILE, icon=":material/upload_file:")
    st.download_button(
        texts.TEMPLATE,
        template,
        file_name="modele-attributions.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="modele-attributions",
    )


def choose_year(years: Sequence[int]) -> None:
    """Ask for a year."""
    st.segmented_control(
        texts.YEAR,
        [str(year) for year in years],
        key="annee",
        persist_state="session",
        required=True,
    )


def choose_section() -> None:
    """Ask which part of the detail is shown; the others are not drawn."""
    st.segmented_control(
        texts.SECTION,
        list(texts.SECTIONS),
        format_func=texts.SECTIONS.__getitem__,
        key="volet",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )


def show_gauges(figures: YearFigures, provenance: str, theme: Theme) -> None:
    """Show each side: big number, bar with bounds and target, n written, verdict, source."""
    columns = st.columns(len(texts.SIDES), gap="large")
    for column, side in zip(columns, texts.SIDES, strict=True):
        with column:
            st.markdown(f"#### {texts.SIDES[side]}")
            known = figures.sides.get(side)
            if known is None:
                st.caption(texts.OPEN_INSIDE if figures.quarters else texts.OPEN)
            else:
                _show_gauge(side, known, theme)
                st.caption(provenance)
    st.caption(texts.HIDDEN_NOTE)


def show_rate_bar(side: Side, rate: Rate, theme: Theme) -> None:
    """Draw the bar of a rate; read aloud as one sentence."""
    st.html(_bar(side, rate, theme))


def ask_further(
    expected: tuple[str, int], share_percent: tuple[str, int], most: int
) -> tuple[int, int]:
    """Ask how many leases are expected and which share of them would count; see `Choice.key`."""
    left, right = st.columns(2, gap="large")
    with left:
        count = st.number_input(
            texts.EXPECTED, 0, most, value=expected[1], key=expected[0], help=texts.EXPECTED_HELP
        )
    with right:
        part = st.slider(texts.SHARE, 0, FULL, value=share_percent[1], key=share_percent[0])
    return int(count), int(part)


def show_note(words: str) -> None:
    """Show a sentence."""
    st.markdown(words)


def show_mark(words: str) -> None:
    """Say where figures come from."""
    st.caption(words)


def show_months(figures: YearFigures, theme: Theme, provenance: Provenance) -> None:
    """Show the leases of each month, with the table."""
    st.markdown(f"##### {texts.PACE}")
    chart = months_chart(figures, theme, is_fictional=provenance.is_fictional)
    st.vega_lite_chart(spec=chart, alt=texts.PACE)
    show_table(months_table(figures), "attributions-mois", provenance)


def show_quarters(figures: YearFigures, target: int, theme: Theme, provenance: Provenance) -> None:
    """Show the share of each quarter, with the table; no chart when every share is secret."""
    st.markdown(f"##### {texts.QUARTER_CHART}")
    if not figures.quarters:
        show_note(texts.NO_SHARE.format(year=figures.year))
        return
    if any(share(*pair) is not None for pair in figures.quarters.values()):
        st.vega_lite_chart(spec=quarters_chart(figures, target, theme), alt=texts.QUARTER_CHART)
    show_table(quarters_table(figures), "attributions-trimestres", provenance)


def show_years(
    years: Mapping[int, YearFigures],
    thresholds: Mapping[int, Threshold],
    theme: Theme,
    provenance: Provenance,
) -> None:
    """Show the share outside QPV of each year whose threshold is known, and every year's table."""
    rates = {
        year: figures.sides[Side.OUTSIDE].rate
        for year, figures in years.items()
        if year in thresholds and Side.OUTSIDE in figures.sides
    }
    known = {year: rate for year, rate in rates.items() if rate is not None}
    st.markdown(f"##### {texts.YEARS_CHART}")
    st.markdown(texts.YEARS_NOTE if len(known) > 1 else texts.YEARS_ALONE)
    if len(known) > 1:
        target = next(iter(known.values())).target_percent
        st.vega_lite_chart(spec=years_chart(known, target, theme), alt=texts.YEARS_CHART)
    table = years_table(years, thresholds)
    show_table(table, "attributions-annees", provenance)


def show_table(table: pd.DataFrame, name: str, provenance: Provenance) -> None:
    """Draw a table whose cells are all texts, and offer it."""
    wide = {texts.COLUMNS["verdict"]: st.column_config.TextColumn(width="medium")}
    key = f"table-{name}"
    st.dataframe(table, hide_index=True, key=key, placeholder=UNKNOWN, column_config=wide)
    show_download(table, name, provenance)


def rates_table(pairs: Pairs, names: Mapping[str, str], total: str = "total") -> pd.DataFrame:
    """Return one row per name: leases that count, leases, share; names without a lease left out."""
    rows = [
        {
            "name": names.get(name, name),
            "counted": texts.cell(counted),
            total: texts.cell(whole),
            "share": _share(counted, whole),
        }
        for name, (counted, whole) in pairs.items()
        if whole.count != 0
    ]
    columns = ["name", "counted", total, "share"]
    return pd.DataFrame(rows, columns=columns).rename(columns=texts.COLUMNS)


def communes_table(pairs: Pairs, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the communes with a lease, indexed by code, the greatest number first."""
    rows = {
        code: {
            "commune": names[code],
            "outside": texts.cell(outside),
            "inside": texts.cell(inside),
            "order": -(outside.count or 0),
        }
        for code, (outside, inside) in pairs.items()
        if (outside.count, inside.count) != (0, 0)
    }
    columns = ["commune", "outside", "inside", "order"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns)
    ordered = table.sort_values(["order", "commune"]).drop(columns="order")
    return ordered.rename(columns=texts.COLUMNS)


def months_table(figures: YearFigures) -> pd.DataFrame:
    """Return the leases of each closed month."""
    rows = [
        {
            "month": texts.month(first),
            "outside": texts.cell(outside),
            "inside": texts.cell(inside),
        }
        for first, (outside, inside) in figures.months.items()
    ]
    return pd.DataFrame(rows, columns=["month", "outside", "inside"]).rename(columns=texts.COLUMNS)


def quarters_table(figures: YearFigures) -> pd.DataFrame:
    """Return the share outside QPV of each closed quarter."""
    names = {last.isoformat(): day(last) for last in figures.quarters}
    pairs = {last.isoformat(): pair for last, pair in figures.quarters.items()}
    table = rates_table(pairs, names)
    return table.rename(columns={texts.COLUMNS["name"]: texts.COLUMNS["quarter"]})


def years_table(
    years: Mapping[int, YearFigures], thresholds: Mapping[int, Threshold]
) -> pd.DataFrame:
    """Return one row per year and side."""
    rows = [
        _year_row(year, side, each, thresholds.get(year))
        for year, figures in years.items()
        for side, each in figures.sides.items()
    ]
    return pd.DataFrame(rows).rename(columns=texts.COLUMNS)


def _year_row(
    year: int, side: Side, figures: SideFigures, threshold: Threshold | None
) -> dict[str, str]:
    rate = figures.rate if threshold else None
    limit = quantity(threshold.q1_eur, "€") if threshold else UNKNOWN
    row = {
        "year": str(year),
        "name": texts.SIDES[side],
        "counted": texts.cell(figures.counted) if threshold else UNKNOWN,
        "total": texts.cell(figures.total),
        "threshold": limit,
    }
    if rate is None:
        missing = texts.HIDDEN if threshold else UNKNOWN
        return {**row, "share": missing, "bounds": missing, "verdict": missing}
    low, high = (number(each, 1) for each in (rate.lower_percent, rate.upper_percent))
    return {
        **row,
        "share": number(rate.percent, 1),
        "bounds": f"{low} à {high}",
        "verdict": texts.verdict(figures),
    }


def _show_gauge(side: Side, figures: SideFigures, theme: Theme) -> None:
    rate = figures.rate
    value = texts.percent(rate.percent, rate.target_percent) if rate else texts.HIDDEN
    words = texts.verdict(figures)
    st.metric(words[:1].upper() + words[1:], value)
    if rate is not None and rate.percent is not None:
        show_rate_bar(side, rate, theme)
    st.markdown(texts.fraction(side, figures))
    st.caption(texts.bounds(figures))


def _share(counted: Cell, whole: Cell) -> str:
    part = share(counted, whole)
    return texts.HIDDEN if part is None else number(FULL * part, 1)


def _bar(side: Side, rate: Rate, theme: Theme) -> str:
    """Return the rate as a bar: sure part filled, bounds shaded, a mark at the target."""
    low, high = float(rate.lower_percent or 0), float(rate.upper_percent or 0)
    full = min(FULL, BAR_SPAN * max(high, rate.target_percent))
    left, right, mark = (FULL * each / full for each in (low, high, rate.target_percent))
    ground = GROUNDS[theme]
    colour = gauge_colour(rate.status, theme)
    shade = f"repeating-linear-gradient(135deg,{colour} 0 2px,transparent 2px 6px)"
    words = escape(texts.bar_words(side, rate))
    return (
        f'<div role="img" aria-label="{words}" style="position:relative;margin:.25rem 0 1.7rem">'
        f'<div style="position:relative;height:1.1rem;border-radius:.2rem;overflow:hidden;'
        f'background:{ground.line}">'
        f'<div style="position:absolute;height:100%;width:{left:.2f}%;background:{colour}"></div>'
        f'<div style="position:absolute;height:100%;left:{left:.2f}%;width:{right - left:.2f}%;'
        f'background:{shade}"></div></div>'
        f'<div style="position:absolute;top:-.25rem;left:{mark:.2f}%;height:1.6rem;'
        f'border-left:2px solid {ground.strong}"></div>'
        f'<div style="position:absolute;top:1.4rem;left:{mark:.2f}%;transform:translateX(-50%);'
        f'font-size:.8rem;white-space:nowrap">objectif {quantity(rate.target_percent, "%")}</div>'
        "</div>"
    )
