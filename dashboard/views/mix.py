"""What the page « Mixité sociale » shows."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard.maps import Theme
from dashboard.texts import common
from dashboard.texts import mix as texts
from dashboard.views.mix_charts import iris_chart, portrait_chart
from geo.columns import INDICATORS
from geo.figures import Figure, Missing
from geo.mix.gap import GapIndex
from geo.territory.mix import IrisBoard, MixRow

GAP_DECIMALS = 1


def choose_place(names: Mapping[str, str]) -> str:
    """Ask for a neighbourhood."""
    chosen = st.segmented_control(
        texts.CHOOSE,
        list(names),
        format_func=lambda code: names[code],
        key="qpv",
        required=True,
        persist_state="session",
    )
    return chosen or next(iter(names))


def show_portrait(
    rows: Sequence[MixRow], places: Mapping[str, str], code: str, commune: str, theme: Theme
) -> None:
    """Draw the neighbourhoods beside what surrounds them, and say what nobody published."""
    st.subheader(texts.PORTRAIT)
    chart = portrait_chart(rows, places, code, commune, theme)
    st.vega_lite_chart(spec=chart, alt=texts.PORTRAIT)


def portrait_table(rows: Sequence[MixRow], places: Mapping[str, str], commune: str) -> pd.DataFrame:
    """Return every figure of the portrait as a row: value, unit, date, status, source, remark."""
    names = texts.place_names(places, commune)
    cells = [
        figure_cells(figure, names[key]) for row in rows for key, figure in row.by_place.items()
    ]
    return pd.DataFrame(cells, columns=list(texts.COLUMNS))


def figure_cells(figure: Figure, place: str) -> tuple[object, ...]:
    """Return a figure as the cells of `dashboard.texts.mix.COLUMNS`."""
    is_known = figure.missing is None and figure.value is not None
    reason = "" if figure.missing is None else common.MISSING[figure.missing]
    check = common.TO_CHECK if figure.is_to_check and figure.reference_date else ""
    return (
        figure.label,
        place,
        round(float(figure.value or 0), figure.decimals) if is_known else None,
        figure.unit,
        common.reference(figure.reference_date) if is_known else "",
        " · ".join(each for each in (common.STATUS[figure.status], check) if each)
        if is_known
        else "",
        ", ".join(dict.fromkeys(source.title for source in figure.sources)),
        " ".join(each for each in (reason, figure.note) if each),
    )


def show_table(table: pd.DataFrame, title: str) -> None:
    """Draw a table twin of a chart, folded."""
    with st.expander(title, icon=":material/table_rows:"):
        st.dataframe(table, hide_index=True, placeholder=common.MISSING[Missing.UNKNOWN])


def show_index(indices: Mapping[str, GapIndex]) -> None:
    """Explain the gap index, with each gap it is made of."""
    with st.expander(texts.INDEX, icon=":material/functions:"):
        st.markdown(texts.INDEX_METHOD)
        gaps = [
            (around, INDICATORS[gap.name].label, round(float(gap.percent), GAP_DECIMALS))
            for around, index in indices.items()
            for gap in index.gaps
        ]
        st.dataframe(pd.DataFrame(gaps, columns=list(texts.GAP_COLUMNS)), hide_index=True)


def choose_iris_indicator(names: Sequence[str]) -> str:
    """Ask for an indicator of the IRIS."""
    return st.selectbox(
        texts.IRIS_CHOOSE,
        names,
        format_func=lambda name: INDICATORS[name].label,
        key="iris",
        persist_state="session",
    )


def show_iris(board: IrisBoard, theme: Theme) -> None:
    """Draw the IRIS of the commune on one indicator, in words first."""
    st.markdown(texts.iris_sentence(board))
    st.vega_lite_chart(spec=iris_chart(board, theme), alt=texts.IRIS)
    measured = board.measured
    st.caption(common.provenance(measured.figure(str(measured.values.index[0]))))


def iris_table(board: IrisBoard) -> pd.DataFrame:
    """Return the IRIS on one indicator as a table, with why a value is missing."""
    measured = board.measured
    names = board.iris["name"]
    cells = [figure_cells(measured.figure(str(code)), str(names[code])) for code in names.index]
    table = pd.DataFrame(cells, columns=list(texts.COLUMNS))
    return table.assign(Remarque=[*(_remark(board, str(code)) for code in names.index)])


def choose_calculation(names: Mapping[str, Sequence[str]]) -> tuple[str, str, str]:
    """Ask what to combine: which calculation, over which places, of which indicator."""
    left, middle, right = st.columns([4, 3, 3], gap="medium", vertical_alignment="bottom")
    with left:
        operation = st.radio(
            texts.OPERATION,
            list(texts.OPERATIONS),
            format_func=lambda each: texts.OPERATIONS[each],
            key="calcul",
            horizontal=True,
            persist_state="session",
        )
    with middle:
        scope = st.selectbox(
            texts.SCOPE,
            list(names),
            format_func=lambda each: texts.SCOPES[each],
            key="sur",
            persist_state="session",
        )
    with right:
        name = st.selectbox(
            texts.GUARD_INDICATOR,
            names[scope],
            format_func=lambda each: INDICATORS[each].label,
            key=f"donnee-{scope}",
            persist_state="session",
        )
    return operation, scope, name


def show_outcome(words: str, used: str, *, is_refused: bool) -> None:
    """Show what the guard answers."""
    if is_refused:
        st.warning(words, icon=":material/block:")
    else:
        st.success(words, icon=":material/check:")
    if used:
        st.caption(used)


def _remark(board: IrisBoard, code: str) -> str:
    reason, note = str(board.measured.values.at[code, "missing"]), board.iris["note"].fillna("")
    said = common.MISSING[Missing(reason)] if reason else ""
    return ". ".join(each for each in (said, str(note[code])) if each)
