"""Charts of the page « Relogement », as Vega-Lite: the funnel, the years, the amounts.

Written as plain specifications: altair takes 0.3 s to load.
"""

from collections.abc import Sequence
from typing import Any

from dashboard.maps import Nature, Theme, nature_style
from dashboard.maps.palette import GROUNDS
from dashboard.texts import rehousing as texts
from dashboard.texts import rehousing_homes as home_texts
from dashboard.views.charts import CONFIG_LOCALE
from geo.privacy import Cell

Spec = dict[str, Any]
ROW_PX = 34
YEARS_PX = 220
DOTTED = [1, 3]


def steps_chart(rows: Sequence[tuple[str, Cell]], theme: Theme, *, is_fictional: bool) -> Spec:
    """Return counts that go down, one bar a step; a secret step has words only."""
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "title": None}
    y["axis"] = {"labelLimit": 220, "ticks": False, "domain": False, "labelFontSize": 12}
    x = {"field": "count", "type": "quantitative", "title": None, "axis": None}
    return {
        "height": {"step": ROW_PX},
        "data": {"values": _values(rows)},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": _bar(theme, is_fictional=is_fictional)},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            },
        ],
        "config": _config(theme),
    }


def years_chart(rows: Sequence[tuple[str, Cell]], theme: Theme, *, is_fictional: bool) -> Spec:
    """Return counts by closed year; a secret year has words only."""
    x = {"field": "name", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    y = {"field": "count", "type": "quantitative", "title": None, "axis": None}
    return {
        "height": YEARS_PX,
        "data": {"values": _values(rows)},
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": _bar(theme, is_fictional=is_fictional)},
            {
                "mark": {"type": "text", "dy": -8, "fontWeight": 600},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            },
        ],
        "config": _config(theme),
    }


def money_chart(rows: Sequence[dict[str, Any]], theme: Theme, *, is_fictional: bool) -> Spec:
    """Return amounts before and after, two bars each: ``name``, ``when``, ``value``, ``words``."""
    muted = nature_style(Nature.NOT_CONCERNED, theme).fill
    domain = [home_texts.BEFORE, home_texts.AFTER]
    y: Spec = {"field": "name", "type": "nominal", "sort": None, "title": None}
    y["axis"] = {"labelLimit": 200, "ticks": False, "domain": False, "labelFontSize": 12}
    colour = {
        "field": "when",
        "type": "nominal",
        "title": None,
        "scale": {"domain": domain, "range": [muted, GROUNDS[theme].accent]},
        "legend": {"orient": "top"},
    }
    offset = {"field": "when", "type": "nominal", "sort": domain}
    bar = _bar(theme, is_fictional=is_fictional)
    return {
        "height": {"step": 20},
        "data": {"values": list(rows)},
        "encoding": {
            "y": y,
            "yOffset": offset,
            "x": {"field": "value", "type": "quantitative", "axis": None, "title": None},
        },
        "layer": [
            {
                "mark": {key: value for key, value in bar.items() if key != "color"},
                "encoding": {"color": colour},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            },
        ],
        "config": _config(theme),
    }


def _values(rows: Sequence[tuple[str, Cell]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "count": cell.count or 0, "words": texts.count(cell)} for name, cell in rows
    ]


def _bar(theme: Theme, *, is_fictional: bool) -> Spec:
    """Return the look of the bars: a dotted edge marks what is made up."""
    ground = GROUNDS[theme]
    edge = {"stroke": ground.strong, "strokeWidth": 1.2, "strokeDash": DOTTED}
    return {"type": "bar", "color": ground.accent, **(edge if is_fictional else {})}


def _config(theme: Theme) -> Spec:
    ground = GROUNDS[theme]
    axis = {"grid": False, "labelColor": ground.text, "titleColor": ground.text}
    return {
        "locale": CONFIG_LOCALE,
        "aria": False,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"color": ground.text},
        "legend": {"labelColor": ground.text},
    }
