"""What the page « Territoire » shows."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd
import streamlit as st

from dashboard.maps import Theme, sequential_styles
from dashboard.texts import common
from dashboard.texts import territoire as texts
from dashboard.texts.territoire import heading
from dashboard.views.charts import french
from dashboard.views.maps import Look
from geo.columns import INDICATORS
from geo.figures import Figure, Missing
from geo.french import UNKNOWN, number, quantity
from geo.indicators import Measured
from geo.territory import Neighbourhood, Territory

if TYPE_CHECKING:
    import altair as alt

Names: TypeAlias = "pd.Series[str]"


def indicator_table(measured: Measured, names: Names) -> pd.DataFrame:
    """Return the table that says the same as the map: name, value, rank, missing reason."""
    values = measured.values["value"]
    reasons = measured.values["missing"]
    return pd.DataFrame(
        {
            "Code": names.index,
            "Commune": names,
            measured.indicator.label: values.round(measured.indicator.decimals),
            texts.RANK: values.rank(ascending=False, method="min").astype("Int64"),
            "Remarque": [common.MISSING[Missing(each)] if each else "" for each in reasons],
        },
        index=names.index,
    )


def show_head(territory: Territory, area: Figure) -> None:
    """Show the name of the territory, how many communes it has and its surface."""
    st.title(territory.name)
    st.caption(texts.place_line(len(territory.communes), area))


def choose_indicator(names: Sequence[str]) -> str:
    """Ask for an indicator."""
    return st.selectbox(
        texts.INDICATOR,
        names,
        format_func=lambda name: INDICATORS[name].label,
        key="indicateur",
        persist_state="session",
    )


def choose_communes(names: Names) -> list[str]:
    """Ask for the communes to compare."""
    return st.multiselect(
        texts.COMPARE,
        list(names.index),
        format_func=lambda code: names[code],
        key="communes",
        persist_state="session",
        help=texts.COMPARE_HELP,
        placeholder=texts.COMPARE_CHOOSE,
    )


def show_table(
    table: pd.DataFrame, measured: Measured, *, key: str, on_select: Callable[[], None]
) -> None:
    """Draw the table of all communes; its rows can be chosen. An empty remark takes no room."""
    is_remarked = table["Remarque"].ne("").any()
    st.dataframe(
        table.drop(columns=["Code"] if is_remarked else ["Code", "Remarque"]),
        hide_index=True,
        key=key,
        on_select=on_select,
        selection_mode="multi-row",
        height=420,
        column_config={
            measured.indicator.label: st.column_config.NumberColumn(
                measured.indicator.unit, help=heading(measured), format="localized"
            ),
            texts.RANK: st.column_config.NumberColumn(width="small"),
        },
        placeholder=UNKNOWN,
        alt=measured.indicator.label,
    )


def show_comparison(measured: Measured, names: Names, look: Look) -> None:
    """Draw where the chosen communes stand among all, with the same figures in words."""
    chosen = look.chosen
    st.subheader(texts.COMPARISON.format(indicator=measured.indicator.label.lower()))
    if not chosen:
        st.markdown(texts.COMPARE_EMPTY)
        return
    st.markdown(texts.comparison(measured, names, chosen))
    table = pd.DataFrame(
        {"name": names, "value": measured.values["value"].reindex(names.index)}
    ).dropna()
    middle = (table["value"].min() + table["value"].max()) / 2
    table["is_high"] = table["value"] > middle
    table["number"] = [number(value, measured.indicator.decimals) for value in table["value"]]
    table["shown"] = [
        quantity(value, measured.indicator.unit, measured.indicator.decimals)
        for value in table["value"]
    ]
    st.altair_chart(
        _strip(table, table.loc[table.index.intersection(list(chosen))], measured, look.theme),
        alt=f"{measured.indicator.label} : {', '.join(names[list(chosen)])} parmi les communes",
    )


def _strip(
    everyone: pd.DataFrame, chosen: pd.DataFrame, measured: Measured, theme: Theme
) -> "alt.LayerChart":
    import altair as alt  # noqa: PLC0415 -- slow to load, needed by a comparison only

    axis = alt.X("value:Q", title=measured.indicator.unit, scale=alt.Scale(zero=False, nice=True))
    words = [alt.Tooltip("name:N", title="Commune"), alt.Tooltip("shown:N", title="Valeur")]
    ticks = (
        alt.Chart(everyone)
        .mark_tick(opacity=0.35, thickness=1.5, size=22)
        .encode(x=axis, tooltip=words)
    )
    accent = sequential_styles(3, theme)[2 if theme is Theme.LIGHT else 1].fill
    points = (
        alt.Chart(chosen)
        .mark_circle(size=150, color=accent, opacity=1)
        .encode(
            x=axis,
            y=alt.Y("name:N", title=None, sort="-x", axis=alt.Axis(labelLimit=220)),
            tooltip=words,
        )
    )
    rules = alt.Chart(everyone).mark_tick(opacity=0.25, thickness=1.5, size=12).encode(x=axis)
    background = rules if len(chosen) else ticks
    sides = (("!datum.is_high", "left", 12), ("datum.is_high", "right", -12))
    written = [  # towards the middle, so that no number is cut at the edge
        points.transform_filter(side)
        .mark_text(align=align, dx=away, fontWeight=600)
        .encode(text="number:N")
        for side, align, away in sides
    ]
    return french(
        alt.layer(background, points, *written).properties(height=70 + 34 * len(chosen)), theme
    )


def show_neighbourhoods(neighbourhoods: Sequence[Neighbourhood]) -> None:
    """Show each priority neighbourhood: three figures in sight, all that was published folded."""
    for column, place in zip(st.columns(len(neighbourhoods)), neighbourhoods, strict=True):
        with column, st.container(border=True):
            st.markdown(f"#### {place.name}")
            st.caption(f"QPV {place.code} · {texts.area_line(place.area_ha)}")
            shown = [place.figures[name][0] for name in texts.IN_SIGHT if name in place.figures]
            for each, figure in zip(st.columns(len(texts.IN_SIGHT)), shown, strict=False):
                each.metric(figure.label, common.value_of(figure))
            st.caption(texts.common_provenance(shown))
            with st.expander(texts.ALL_PUBLISHED):
                for name in texts.NEIGHBOURHOOD_FIGURES:
                    for figure in place.figures.get(name, ()):
                        st.markdown(texts.figure_line(figure))
