"""Charts of the page « Mixité sociale », as Vega-Lite: dots on a line for each indicator."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.maps import Theme
from dashboard.maps.palette import GROUNDS
from dashboard.texts import mix as texts
from dashboard.views.charts import plain_config
from geo.figures import Figure
from geo.territory.mix import IrisBoard, MixRow

Spec = dict[str, Any]
ROW: Final = 50
IRIS_ROW: Final = 32
AROUND_CHART: Final = 130
"""Height of legend and axis, which Streamlit counts in that of the chart."""

SIZE: Final = 150
PERCENT: Final = "%"
LABEL: Final = 300
FULL: Final = 100
HEADROOM: Final = 0.12
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross")
COLOURS: Final = {
    Theme.LIGHT: ("#17694a", "#7cb89f", "#2b6cb0", "#59635e", "#882255"),
    Theme.DARK: ("#4fb78b", "#a5d8c1", "#6ea8e0", "#b4bdb8", "#ee99bb"),
}


def portrait_chart(
    rows: Sequence[MixRow], places: Mapping[str, str], code: str, commune: str, theme: Theme
) -> Spec:
    """Return one line of dots for each share: neighbourhoods, commune, EPCI, median of QPV.

    Parameters
    ----------
    rows
        The portrait; only its shares are drawn, on one axis.
    places
        Names of the neighbourhoods by code, the chosen one first.
    code, commune
        The chosen neighbourhood, whose values are written; name of its commune.
    theme
        Look of the page.
    """
    drawn = [row for row in rows if row.indicator.unit == PERCENT]
    names = texts.place_names(places, commune)
    order = list(names.values())
    values = [
        _dot(row.indicator.label, names[key], figure, is_chosen=key == code)
        for row in drawn
        for key, figure in row.by_place.items()
        if figure.missing is None
    ]
    labels = [row.indicator.label for row in drawn]
    y = {"field": "row", "type": "nominal", "sort": labels, "axis": None}
    x = {
        "field": "value",
        "type": "quantitative",
        "title": PERCENT,
        "scale": {"domain": [0, FULL]},
        "axis": {"tickCount": 5},
    }
    scale = {"domain": order, "range": list(COLOURS[theme][: len(order)])}
    shapes = {"domain": order, "range": list(SHAPES[: len(order)])}
    legend = {"orient": "top", "columns": 2, "labelLimit": LABEL, "title": None, "symbolSize": SIZE}
    marks = {"type": "point", "filled": True, "size": SIZE, "opacity": 1}
    return {
        "height": ROW * len(drawn) + AROUND_CHART,
        "data": {"values": values},
        "encoding": {"y": y},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 1, "opacity": 0.45},
                "encoding": {
                    "x": {**x, "aggregate": "min"},
                    "x2": {"field": "value", "aggregate": "max"},
                },
            },
            {
                "data": {"values": [{"row": label} for label in labels]},
                "mark": {"type": "text", "align": "left", "dy": -17, "fontWeight": 600},
                "encoding": {"x": {"value": 0}, "text": {"field": "row"}},
            },
            {
                "mark": marks,
                "encoding": {
                    "x": x,
                    "color": {
                        "field": "place",
                        "type": "nominal",
                        "scale": scale,
                        "legend": legend,
                    },
                    "shape": {
                        "field": "place",
                        "type": "nominal",
                        "scale": shapes,
                        "legend": legend,
                    },
                    "tooltip": _tooltip(),
                },
            },
            {
                "transform": [{"filter": "datum.isChosen"}],
                "mark": {"type": "text", "dy": 16, "fontWeight": 600, "fontSize": 12},
                "encoding": {"x": x, "text": {"field": "shown"}},
            },
        ],
        "config": plain_config(theme),
    }


def iris_chart(board: IrisBoard, theme: Theme) -> Spec:
    """Return the IRIS of the commune, one dot each, sorted, with a rule at the commune."""
    measured, ground = board.measured, GROUNDS[theme]
    known = measured.values["value"].dropna().sort_values()
    named = set(board.iris["related_qpv"].dropna().index)
    rows = [
        {
            **_dot(str(board.iris.at[code, "name"]), "", measured.figure(str(code))),
            "kind": texts.RELATED if code in named else texts.OTHER,
        }
        for code in known.index
    ]
    spread = float(known.max() - known.min()) or 1.0
    x = {
        "field": "value",
        "type": "quantitative",
        "title": measured.indicator.unit,
        "scale": {
            "zero": False,
            "domain": [
                float(known.min()) - HEADROOM * spread,
                float(known.max()) + 3 * HEADROOM * spread,
            ],
            "nice": False,
        },
        "axis": {
            "tickCount": 4,
            "labelBound": True,
            "labelOverlap": "greedy",
            "labelSeparation": 12,
        },
    }
    kinds = [texts.RELATED, texts.OTHER]
    y = {
        "field": "row",
        "type": "nominal",
        "sort": [row["row"] for row in rows],
        "title": None,
        "axis": {"labelLimit": 150, "ticks": False, "domain": False},
    }
    colours = {"domain": kinds, "range": [ground.accent, ground.muted]}
    legend = {
        "orient": "top",
        "columns": 1,
        "labelLimit": LABEL,
        "title": None,
        "symbolSize": SIZE,
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "point", "filled": True, "size": SIZE, "opacity": 1},
            "encoding": {
                "x": x,
                "color": {"field": "kind", "type": "nominal", "scale": colours, "legend": legend},
                "shape": {
                    "field": "kind",
                    "type": "nominal",
                    "scale": {"domain": kinds, "range": ["circle", "diamond"]},
                    "legend": legend,
                },
                "tooltip": _tooltip(),
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 12},
            "encoding": {"x": x, "text": {"field": "shown"}},
        },
    ]
    return {
        "height": IRIS_ROW * len(rows) + AROUND_CHART,
        "data": {"values": rows},
        "encoding": {"y": y},
        "layer": [*_commune_rule(board.commune, x), *layers],
        "config": plain_config(theme),
    }


def _commune_rule(commune: Figure, x: Spec) -> list[Spec]:
    """Return a dashed rule at the value of the commune; nothing when it is not published."""
    if commune.missing is not None or commune.value is None:
        return []
    value = [{"value": float(commune.value)}]
    return [
        {
            "data": {"values": value},
            "mark": {"type": "rule", "strokeDash": [4, 4], "opacity": 0.7},
            "encoding": {"x": x, "y": None},
        }
    ]


def _dot(row: str, place: str, figure: Figure, *, is_chosen: bool = False) -> Spec:
    return {
        "row": row,
        "place": place,
        "value": None if figure.value is None else float(figure.value),
        "shown": texts.short_words(figure),
        "isChosen": is_chosen,
    }


def _tooltip() -> list[Spec]:
    return [
        {"field": "row", "title": "Donnée"},
        {"field": "place", "title": "Lieu"},
        {"field": "shown", "title": "Valeur"},
    ]
