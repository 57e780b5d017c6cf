"""Charts of a renewal: the life of each operation, the money by statement."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
import streamlit as st

from dashboard.maps import Nature, Theme, nature_style
from dashboard.maps.palette import GROUNDS
from dashboard.texts import renewal as texts
from dashboard.views.charts import french
from dashboard.views.renewal import STEPS, state_style
from geo.french import day
from geo.renewal import UNATTRIBUTED, State
from geo.territory.renewal import Funding

if TYPE_CHECKING:  # altair takes 0.3 s to load: only a page that draws a chart loads it
    import altair as alt

Spec: TypeAlias = dict[str, Any]

ROW = 42
BAR = 11
THIN = 4
FUND_BAR = 16
PALE = 0.28
FUND_ROW = 48
FUND_COLOURS = ("#17694a", "#2b6cb0", "#e69f00", "#88ccee", "#882255", "#999933")
FUND_COLOURS_DARK = ("#4fb78b", "#6ea8e0", "#e3a33f", "#99ddff", "#ee99bb", "#bbcc33")


def show_life(chart: Spec) -> None:
    """Draw the life of each operation, from `life_chart`."""
    st.vega_lite_chart(chart, alt=texts.LIFE)
    st.caption(texts.LIFE_NOTE)


def life_chart(spans: pd.DataFrame, operations: pd.DataFrame, moment: date, theme: Theme) -> Spec:
    """Return the spans of each operation as a Vega-Lite chart; after `moment` they are pale.

    Altair takes a tenth of a second to check a chart: its result is kept by the caller.
    """
    chart: Spec = french(_life(spans, operations, moment, theme), theme).to_dict(validate=False)
    return chart


def halves(spans: pd.DataFrame, moment: date) -> pd.DataFrame:
    """Cut each span at `moment`; ``is_past`` tells both parts apart."""
    cut = pd.Timestamp(moment) + pd.Timedelta(days=1)
    past = spans.assign(end=spans["end"].where(spans["end"] < cut, cut), is_past=True)
    later = spans.assign(start=spans["start"].where(spans["start"] > cut, cut), is_past=False)
    both = pd.concat([past, later], ignore_index=True)
    return both[both["start"] < both["end"]]


def _life(
    spans: pd.DataFrame, operations: pd.DataFrame, moment: date, theme: Theme
) -> "alt.LayerChart":
    import altair as alt  # noqa: PLC0415

    order = list(operations["name"])
    rows = halves(spans, moment)
    rows["words"] = [texts.STATES[State(each)] for each in rows["state"]]
    rows["dates"] = [
        f"{day(start.date())} – {day(end.date())}"
        for start, end in zip(rows["start"], rows["end"], strict=True)
    ]
    rows["kinds"] = rows["kind"].map(texts.KINDS)
    y = alt.Y("name:N", sort=order, axis=None)
    colour = alt.Color(
        "words:N",
        title=None,
        scale=alt.Scale(
            domain=[texts.STATES[state] for state in STEPS],
            range=[state_style(state, theme).fill for state in STEPS],
        ),
        legend=alt.Legend(orient="top"),
    )
    base = alt.Chart(rows).encode(
        x=alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")),
        x2="end:T",
        y=y,
        color=colour,
        opacity=alt.condition("datum.is_past", alt.value(1), alt.value(PALE)),
        tooltip=[
            alt.Tooltip("name:N", title="Opération"),
            alt.Tooltip("kinds:N", title="Nature"),
            alt.Tooltip("words:N", title="État"),
            alt.Tooltip("dates:N", title="Dates"),
        ],
    )
    certain = base.transform_filter("datum.is_certain").mark_bar(size=BAR, yOffset=3)
    possible = base.transform_filter("!datum.is_certain").mark_bar(size=THIN, yOffset=12)
    layers = [certain, possible, *_marks(rows, operations, moment, y, theme)]
    return alt.LayerChart(layer=layers).properties(height=ROW * len(order))


def _marks(
    rows: pd.DataFrame, operations: pd.DataFrame, moment: date, y: "alt.Y", theme: Theme
) -> "list[alt.Chart]":
    """Names above the bars, the chosen day, and the next target of each operation."""
    import altair as alt  # noqa: PLC0415

    ground = GROUNDS[theme]
    first = rows["start"].min()
    names = alt.Chart(operations.assign(first=first)[["name", "first"]]).mark_text(
        align="left", baseline="middle", dy=-12, dx=2, limit=420, fontSize=11
    )
    rule = alt.Chart(pd.DataFrame({"day": [pd.Timestamp(moment)]})).mark_rule(
        color=ground.strong, strokeWidth=1.5
    )
    aimed = operations[operations["target_date"].notna()]
    aims = aimed[["name", "target_date"]].assign(
        words=[texts.target(row) for row in texts.rows_of(aimed)]
    )
    diamonds = alt.Chart(aims).mark_point(
        shape="diamond", size=90, filled=False, color=ground.strong, strokeWidth=2, yOffset=3
    )
    return [
        names.encode(x="first:T", y=y, text="name:N"),
        rule.encode(x="day:T"),
        diamonds.encode(
            x="target_date:T",
            y=y,
            tooltip=[alt.Tooltip("name:N", title="Opération"), alt.Tooltip("words:N", title="But")],
        ),
    ]


def show_funding(chart: Spec) -> None:
    """Draw the money, from `funding_chart`."""
    st.vega_lite_chart(chart, alt=texts.FUNDING)


def funding_chart(funding: Funding, theme: Theme) -> Spec:
    """Return each published total as a bar: named funders, then what is not attributed."""
    chart: Spec = french(_funding(funding, theme), theme).to_dict(validate=False)
    return chart


def show_funding_table(table: pd.DataFrame) -> None:
    """Draw the table that says the same as the bars."""
    with st.expander(texts.FUNDING_TABLE):
        st.dataframe(table, hide_index=True, key="table-financements", alt=texts.FUNDING_TABLE)


def funding_rows(funding: Funding) -> pd.DataFrame:
    """Return one row per statement and part, in order: ``label``, ``item``, ``millions``."""
    rows: list[dict[str, Any]] = []
    for key, statement in funding.statements.iterrows():
        label = texts.statement_label(dict(statement))
        rows += [
            {
                "statement": key,
                "label": label,
                "item": texts.FUNDERS.get(str(item), str(item)),
                "rank": rank,
                "is_rest": item == UNATTRIBUTED,
                "millions": float(part["amount_eur"]) / texts.MILLION,
                "words": texts.millions(part["amount_eur"], part["amount_qualifier"]),
            }
            for rank, (item, part) in enumerate(funding.parts[str(key)].iterrows())
        ]
    return pd.DataFrame(rows)


def _funding(funding: Funding, theme: Theme) -> "alt.LayerChart":
    import altair as alt  # noqa: PLC0415

    rows = funding_rows(funding)
    rest = texts.FUNDERS[UNATTRIBUTED]
    items = [*(name for name in dict.fromkeys(rows["item"]) if name != rest), rest]
    palette = FUND_COLOURS if theme is Theme.LIGHT else FUND_COLOURS_DARK
    colours = [*palette[: len(items) - 1], nature_style(Nature.NOT_CONCERNED, theme).fill]
    labels = list(dict.fromkeys(rows["label"]))
    y = alt.Y("label:N", sort=labels, axis=None)
    bars = (
        alt.Chart(rows)
        .mark_bar(stroke=GROUNDS[theme].page, strokeWidth=1, size=FUND_BAR, yOffset=9)
        .encode(
            x=alt.X("millions:Q", title="M€", stack="zero"),
            y=y,
            order="rank:Q",
            color=alt.Color(
                "item:N",
                title=None,
                scale=alt.Scale(domain=items, range=colours),
                legend=alt.Legend(orient="top", columns=3),
            ),
            tooltip=[
                alt.Tooltip("label:N", title="Dit"),
                alt.Tooltip("item:N", title="Financeur"),
                alt.Tooltip("words:N", title="Montant"),
            ],
        )
    )
    words = alt.Chart(funding_totals(funding)).mark_text(align="left", dy=-11, dx=2, fontSize=12)
    named = words.encode(x=alt.datum(0), y=y, text="words:N")
    return alt.LayerChart(layer=[bars, named]).properties(height=FUND_ROW * len(labels) + 80)


def funding_totals(funding: Funding) -> pd.DataFrame:
    """Return one line per statement: how much in all, when, with which status.

    The amount comes first: a narrow screen cuts the end.
    """
    rows = texts.rows_of(funding.statements)
    labels = [texts.statement_label(row) for row in rows]
    totals = [texts.millions(row["total_eur"], row["total_qualifier"]) for row in rows]
    words = [f"{total} · {label}" for label, total in zip(labels, totals, strict=True)]
    return pd.DataFrame({"label": labels, "words": words})


def funding_table(funding: Funding, sources: dict[str, Any]) -> pd.DataFrame:
    """Return the table that says the same as the bars, one row per statement and part."""
    rows = funding_rows(funding)
    statements = funding.statements.loc[rows["statement"]]
    total = [
        texts.millions(row["total_eur"], row["total_qualifier"])
        for row in texts.rows_of(statements)
    ]
    return pd.DataFrame(
        {
            "Dit": rows["label"],
            "Total annoncé": total,
            "Financeur": rows["item"],
            "Montant": rows["words"],
            "Part du total (%)": [
                round(100 * funding.parts[str(key)]["share"].iloc[rank], 1)
                for key, rank in zip(rows["statement"], rows["rank"], strict=True)
            ],
            "Calculé": ["oui" if each else "" for each in rows["is_rest"]],
            "Source": [texts.source_name(sources, key) for key in statements["source"]],
            "Remarque": statements["note"].fillna("").to_numpy(),
        }
    )
