"""Charts of the page « Communes SRU », as Vega-Lite: quick to make, and French.

Written as plain specifications: altair takes 0.3 s to load, and 70 ms to check one chart.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.maps import Nature, Theme, nature_style
from dashboard.texts import common, sru_law
from dashboard.texts import sru_simulator as texts
from dashboard.views.charts import plain_config
from geo.french import day, quantity
from geo.housing import Statement
from geo.rules.sru import Simulation

Spec = dict[str, Any]
MARGIN_POINTS = 0.4
HEADROOM = 1.15
TICK_PX = 44
BESIDE_TICK_PX = 28
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
BREAK_DASH = [4, 4]
LEGEND_LINE = {"symbolType": "stroke", "symbolOpacity": 1, "symbolStrokeWidth": 2}
# From the theme, without its amber: that is the target's colour.
SERIES = {
    Theme.LIGHT: ("#17694a", "#2b6cb0", "#882255", "#332288"),
    Theme.DARK: ("#4fb78b", "#6ea8e0", "#ee99bb", "#aaaaee"),
}


def rate_chart(
    runs: Mapping[str, Simulation], target_percent: int, broken: date | None, theme: Theme
) -> Spec:
    """Return the band of the rate at each inventory, one line a scenario, and the target.

    Parameters
    ----------
    runs
        Simulations by the name of their scenario.
    broken
        Inventory from which main residences are counted otherwise, when the chart crosses it.
    """
    rows = [row for name, run in runs.items() for row in _rows(name, run, target_percent)]
    layers = [
        *_bands(list(runs), _domain(rows, target_percent), theme),
        *_aim(target_percent, theme),
    ]
    if broken is not None:
        layers.append(_break_rule("year", "ordinal", str(broken.year)))
    x = {"field": "year", "type": "ordinal", "title": texts.AXIS, "axis": {"labelAngle": 0}}
    return {
        "height": 300,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": layers,
        "config": plain_config(theme),
    }


def history_chart(statements: Sequence[Statement], broken: date | None, theme: Theme) -> Spec:
    """Return rate and target of each dated statement; what no source links is not joined."""
    rows = [_statement_row(each) for each in statements]
    top = HEADROOM * max(max(row["rate"], row["target"] or 0) for row in rows)
    x = {
        "field": "date",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%Y", "tickCount": "year"},
        "scale": {"padding": 80},
    }
    y = {"field": "rate", "type": "quantitative", "title": "%", "scale": {"domain": [0, top]}}
    layers = [*_history_marks(y, theme)]
    if broken is not None:
        layers += [
            _break_rule("date", "temporal", broken.isoformat()),
            _break_words(broken),
        ]
    return {
        "height": 240,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": layers,
        "config": plain_config(theme),
    }


def _rows(name: str, simulation: Simulation, target_percent: int) -> list[Spec]:
    """Return one row an inventory: bounds of the rate, their middle, words."""
    rows = []
    for step in simulation.steps:
        low, high = float(step.situation.rate.low or 0), float(step.situation.rate.high or 0)
        rows.append(
            {
                "name": name,
                "year": str(step.day.year),
                "day": day(step.day),
                "low": low,
                "high": high,
                "middle": (low + high) / 2,
                "rate": texts.rate(step, target_percent),
                "verdict": texts.STATUS[step.situation.status],
            }
        )
    return rows


def _domain(rows: Sequence[Spec], target_percent: int) -> list[float]:
    low = min(*(row["low"] for row in rows), target_percent)
    high = max(*(row["high"] for row in rows), target_percent)
    return [low - MARGIN_POINTS, high + MARGIN_POINTS]


def _bands(names: list[str], domain: list[float], theme: Theme) -> list[Spec]:
    """Return the band, the line in its middle and the points of every scenario."""
    shown = {"orient": "top", "title": None, "labelLimit": 300, **LEGEND_LINE}
    legend = shown if len(names) > 1 else None
    series = {"field": "name", "type": "nominal", "sort": names, "legend": legend}
    dash = {**series, "scale": {"domain": names, "range": list(DASHES[: len(names)])}}
    by_name = {**series, "scale": {"domain": names, "range": list(SERIES[theme][: len(names)])}}
    scale = {"domain": domain, "zero": False}
    low = {"field": "low", "type": "quantitative", "title": texts.RATE_AXIS, "scale": scale}
    middle = {**low, "field": "middle"}
    words = {
        "name": texts.COMPARISON["name"],
        "day": texts.COLUMNS["day"],
        "rate": texts.COLUMNS["rate"],
        "verdict": texts.COLUMNS["verdict"],
    }
    tips = [{"field": name, "type": "nominal", "title": title} for name, title in words.items()]
    point = {"type": "point", "size": 60, "filled": True, "opacity": 1}
    return [
        {
            "mark": {"type": "area", "opacity": 0.25},
            "encoding": {"y": low, "y2": {"field": "high"}, "color": by_name},
        },
        {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {"y": middle, "color": by_name, "strokeDash": dash},
        },
        {"mark": point, "encoding": {"y": middle, "color": by_name, "tooltip": tips}},
    ]


def _aim(target_percent: int, theme: Theme) -> list[Spec]:
    """Return the line of the target and its name."""
    y = {"datum": target_percent, "type": "quantitative"}
    left = {"value": 4}
    words = {"value": f"objectif {quantity(target_percent, '%')}"}
    rule = {"type": "rule", "strokeWidth": 2, "color": nature_style(Nature.SHORT, theme).fill}
    return [
        {"mark": rule, "encoding": {"x": None, "y": y}},
        {
            "data": {"values": [{}]},
            "mark": {"type": "text", "align": "left", "dy": -8},
            "encoding": {"x": left, "y": y, "text": words},
        },
    ]


def _statement_row(statement: Statement) -> Spec:
    when = statement.reference_date or statement.day
    return {
        "date": when.isoformat() if when else None,
        "rate": statement.rate_percent,
        "target": statement.target_percent,
        "status": common.STATUS[statement.status],
        "aim": f"objectif {quantity(statement.target_percent, '%')}",
        "words": quantity(statement.rate_percent, "%", 2),
    }


def _history_marks(y: Spec, theme: Theme) -> list[Spec]:
    """Return the ticks of the targets and the points of the rates, each with its words."""
    aim = {"field": "target", "type": "quantitative"}
    amber, blue = (nature_style(each, theme).fill for each in (Nature.SHORT, Nature.MEETS))
    tick = {"type": "tick", "thickness": 3, "size": TICK_PX, "orient": "horizontal", "color": amber}
    point = {"type": "point", "size": 140, "filled": True, "opacity": 1, "color": blue}
    label = {"type": "text", "align": "left", "dx": BESIDE_TICK_PX, "fontWeight": 600}
    shape = {
        "field": "status",
        "type": "nominal",
        "title": sru_law.NAMES["rate_percent"],
        "legend": {"orient": "top"},
    }
    known = [{"filter": "isValid(datum.target)"}]
    return [
        {"transform": known, "mark": tick, "encoding": {"y": aim}},
        {
            "transform": known,
            "mark": {"type": "text", "dy": -12},
            "encoding": {"y": aim, "text": {"field": "aim", "type": "nominal"}},
        },
        {"mark": point, "encoding": {"y": y, "shape": shape}},
        {"mark": label, "encoding": {"y": y, "text": {"field": "words", "type": "nominal"}}},
    ]


def _break_rule(field: str, kind: str, value: str) -> Spec:
    """Return the upright line where the counting of main residences changes."""
    return {
        "data": {"values": [{field: value}]},
        "mark": {"type": "rule", "strokeDash": BREAK_DASH},
        "encoding": {"x": {"field": field, "type": kind}},
    }


def _break_words(when: date) -> Spec:
    return {
        "data": {"values": [{"date": when.isoformat(), "words": sru_law.BREAK}]},
        "mark": {"type": "text", "align": "right", "dx": -6, "fontStyle": "italic"},
        "encoding": {
            "x": {"field": "date", "type": "temporal"},
            "y": {"value": 8},
            "text": {"field": "words", "type": "nominal"},
        },
    }
