"""What the page « Engagements » shows of the measures: the heat table, the table, the cards."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.maps import Nature, Style, Theme, legend_html, nature_style, sequential_styles
from dashboard.maps.palette import GROUNDS
from dashboard.texts import commitments as texts
from dashboard.views.commitments_charts import value_chart
from geo.commitments.follow_up import target_of
from geo.commitments.progress import Progress
from geo.figures import Source
from geo.territory.commitments import Glance, MeasureCard

SHOWN = (
    Progress.REACHED, Progress.UNDER_WAY, Progress.NOT_STARTED, Progress.MISSED, Progress.STOPPED,
    Progress.NOT_MEASURABLE, Progress.UNKNOWN,
)  # fmt: skip
_NATURES = {
    Progress.REACHED: Nature.MEETS,
    Progress.MISSED: Nature.SHORT,
    Progress.STOPPED: Nature.LEFT,
    Progress.NOT_MEASURABLE: Nature.SECRET,
    Progress.UNKNOWN: Nature.NO_DATA,
}


def state_style(state: Progress, theme: Theme) -> Style:
    """Return the look of a state; its letter always stands with it."""
    if state in _NATURES:
        return nature_style(_NATURES[state], theme)
    ramp = sequential_styles(3, theme)
    return ramp[1] if state is Progress.UNDER_WAY else ramp[0]


def choose_part() -> None:
    """Ask which part of the page is shown; the others are not computed."""
    st.segmented_control(
        texts.PART,
        list(texts.PARTS),
        format_func=texts.PARTS.__getitem__,
        key="volet",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )


def choose_measures(
    services: Sequence[str], places: Mapping[str, str], years: Sequence[int]
) -> None:
    """Ask for a theme, a service, a neighbourhood and a year."""
    labels = {"theme": texts.THEMES, "service": {each: each for each in services}}
    named = {"theme": texts.THEME, "service": texts.SERVICE, "quartier": texts.PLACE}
    columns = st.columns([3, 3, 2, 1])
    for column, name in zip(columns, named, strict=False):
        options = {"": texts.ALL[name]} | labels.get(name, dict(places))
        with column:
            st.selectbox(
                named[name],
                list(options),
                format_func=options.__getitem__,
                key=name,
                persist_state="session",
            )
    with columns[-1]:
        st.selectbox(
            texts.YEAR, [str(year) for year in years], key="annee", persist_state="session"
        )


def show_counts(seen: Glance, source: Source) -> None:
    """Show how many measures are followed, known, reached and unknown in the year."""
    counts = seen.in_year
    total = len(seen.measures)
    note = texts.origin_note(seen.year)
    figures = (
        (texts.FOLLOWED, total, texts.heading(source)),
        (texts.KNOWN, total - counts[Progress.UNKNOWN], note),
        (texts.STATES[Progress.REACHED], counts[Progress.REACHED], note),
        (texts.STATES[Progress.UNKNOWN], counts[Progress.UNKNOWN], note),
    )
    for column, (label, value, words) in zip(st.columns(4), figures, strict=True):
        with column:
            st.metric(label, value)
            st.caption(words)


def show_heat(seen: Glance, theme: Theme) -> None:
    """Draw the table of the states, theme by theme and year by year."""
    st.subheader(texts.HEAT)
    st.html(_heat(seen.counts, seen.year, theme))
    entries = [(state_style(state, theme), texts.letter_words(state)) for state in SHOWN]
    st.html(legend_html(entries, title=texts.LEGEND))
    st.caption(texts.HEAT_NOTE)


def _heat(counts: pd.DataFrame, year: int, theme: Theme) -> str:
    ground = GROUNDS[theme]
    years = list(dict.fromkeys(counts["year"]))
    head = "".join(
        f'<th scope="col" style="padding:.2rem .35rem;font-weight:{700 if each == year else 400};'
        f'{f"border-bottom:2px solid {ground.accent}" if each == year else ""}">{each}</th>'
        for each in years
    )
    rows = []
    for name, group in counts.groupby("theme", sort=False):
        cells = "".join(_cell(row, theme) for row in group.to_dict("records"))
        label = escape(texts.THEMES.get(str(name), str(name)))
        rows.append(
            f'<tr><th scope="row" style="text-align:left;font-weight:400;min-width:8.5rem;'
            f'padding:.3rem .6rem .3rem 0">{label}</th>{cells}</tr>'
        )
    return (
        '<div style="overflow-x:auto" tabindex="0" role="region" '
        f'aria-label="{escape(texts.HEAT)}"><table style="border-collapse:collapse;width:100%;'
        f'font-size:.875rem;font-variant-numeric:tabular-nums"><thead><tr><td></td>{head}</tr>'
        f"</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cell(row: Mapping[Any, Any], theme: Theme) -> str:
    """Return one cell: a bar in the colours of the states, then the counts with their letters."""
    counts = {state: int(row[state.value]) for state in SHOWN if row[state.value]}
    total = sum(counts.values())
    bars = "".join(
        f'<span style="width:{100 * count / total:.2f}%;background:{_background(state, theme)}">'
        "</span>"
        for state, count in counts.items()
    )
    known = [
        f"{count}\u202f{texts.LETTERS[state]}"
        for state, count in counts.items()
        if state is not Progress.UNKNOWN
    ]
    words = escape(texts.cell_words(counts))
    ground = GROUNDS[theme]
    shown = " ".join(f"<b>{each}</b>" for each in known)
    rest = counts.get(Progress.UNKNOWN, 0)
    unknown = f'<span style="color:{ground.muted}">{rest}\u202f?</span>' if rest else ""
    return (
        f'<td title="{words}" style="padding:.3rem .35rem;min-width:4.6rem;vertical-align:top;'
        f'border-bottom:1px solid {ground.line}"><div aria-hidden="true" style="display:flex;'
        "height:.7rem;border-radius:.15rem;overflow:hidden;print-color-adjust:exact;"
        f'border:1px solid {ground.line}">{bars}</div>'
        f'<div style="white-space:nowrap;font-size:.8rem">{shown} {unknown}</div></td>'
    )


def _background(state: Progress, theme: Theme) -> str:
    style = state_style(state, theme)
    if state is Progress.UNKNOWN:
        return f"repeating-linear-gradient(135deg,{style.ink} 0 1.2px,{style.fill} 1.2px 5.657px)"
    return style.fill


def measure_table(seen: Glance, places: Mapping[str, str]) -> pd.DataFrame:
    """Return the measures as the page shows and exports them, with a letter per year."""
    measures = seen.measures
    letters = {
        str(year): [texts.LETTERS[Progress(each)] for each in seen.grid[year]]
        for year in seen.grid.columns
    }
    targets = [
        texts.target_words(target_of(row), row["unit"]) for row in measures.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "Mesure": measures["title"],
            "Thème": [texts.THEMES.get(each, each) for each in measures["theme"]],
            **letters,
            "Cible": targets,
            "Services": measures["service"],
            "Quartier": [texts.place(each, places) for each in measures["code_qp"]],
            "En clair": measures["wording"],
            "Où": measures["section"],
        }
    )


def show_empty() -> None:
    """Say that no measure answers the choices, and what to do."""
    st.info(texts.EMPTY)


def show_twin(shown: pd.DataFrame) -> None:
    """Draw the table that says the same as the heat table, folded."""
    with st.expander(texts.TABLE):
        st.dataframe(shown, hide_index=True, key="table-bilan", alt=texts.TABLE)


def show_table(shown: pd.DataFrame, *, key: str, on_select: Callable[[], None]) -> None:
    """Draw the table of the measures; choosing a row opens its card."""
    st.dataframe(
        shown,
        hide_index=True,
        key=key,
        on_select=on_select,
        selection_mode="single-row",
        height=330,
        column_config={"En clair": st.column_config.TextColumn(width="large")},
        alt=texts.TABLE,
    )
    st.caption(texts.TABLE_NOTE)


def choose_measure(titles: Mapping[str, str]) -> None:
    """Ask for the measure whose card is shown."""
    st.selectbox(
        texts.CHOOSE,
        list(titles),
        format_func=titles.__getitem__,
        key="mesure",
        persist_state="session",
    )


def show_card(card: MeasureCard, titles: Mapping[str, str], sources: Mapping[str, Source]) -> None:
    """Show one measure: what was promised, from where to where, and what came of it."""
    measure = {str(name): value for name, value in card.measure.items()}
    st.subheader(measure["title"])
    st.markdown(f"**{measure['wording']}**")
    st.caption(texts.where_words(measure))
    if isinstance(measure["note"], str):
        st.markdown(measure["note"])
    if pd.isna(measure["indicator"]):
        st.caption(texts.STATE_ONLY)
    else:
        st.markdown(f"{measure['indicator']} ({measure['unit']})")
        _show_marks(card, measure, sources)
    for found in card.derived:
        st.markdown(texts.derived_line(found, titles))


def _show_marks(
    card: MeasureCard, measure: Mapping[str, Any], sources: Mapping[str, Source]
) -> None:
    """Show where the measure started, what it aims at, and its last value."""
    unit = measure["unit"]
    published = [dict(row) for _, row in card.values.iterrows()]
    first = next((row for row in published if row["role"] == "baseline"), None)
    known = card.by_year[card.by_year["value"].notna()]
    left, middle, right = st.columns(3)
    with left:
        st.metric(texts.BASELINE, texts.value_words(first, unit) if first else texts.NOT_SAID)
        st.caption(texts.provenance(first, sources) if first else "")
    with middle:
        st.metric(texts.TARGET, texts.target_words(card.target, unit))
        st.caption(texts.target_note(card.target, measure))
    with right:
        last = None if known.empty else dict(known.iloc[-1])
        st.metric(texts.LAST, texts.amount_in_full(last["value"] if last else None, unit))
        same = [row for row in published if last and row["date_latest"].year == last["year"]]
        if last:
            st.caption(texts.last_note(last, same, sources))


def show_line(card: MeasureCard, theme: Theme) -> None:
    """Draw the values of a measure year by year, with its target."""
    known = card.by_year[card.by_year["value"].notna()]
    if not known.empty:
        chart = value_chart(known, card.target, str(card.measure["unit"]), theme)
        st.vega_lite_chart(spec=chart, alt=texts.LINE)


def show_said(card: MeasureCard, sources: Mapping[str, Source]) -> None:
    """Show everything that was said of a measure, the contradictions included."""
    st.markdown(f"##### {texts.HISTORY}")
    if card.said.empty:
        st.info(texts.NOTHING_SAID)
    for _, row in card.said.iterrows():
        st.markdown(texts.said_line(dict(row), card.measure["unit"], sources))


def show_link(page: object) -> None:
    """Link to the page that says more about a measure."""
    if isinstance(page, str):
        st.markdown(f"[{texts.MORE.format(page=texts.PAGES[page])}]({page})")


def sources_in(tables: Iterable[pd.DataFrame], sources: Mapping[str, Source]) -> list[Source]:
    """Return the sources named by tables, each once."""
    keys = [key for table in tables for key in table["source"].dropna()]
    return [sources[key] for key in dict.fromkeys(keys) if key in sources]
