"""Charts of the page « Attributions », as Vega-Lite: leases by month, share by quarter and year.

Written as plain specifications: altair takes 0.3 s to load.
"""

from typing import Any

from dashboard.maps import Nature, Theme, nature_style
from dashboard.maps.palette import GROUNDS
from dashboard.texts import lettings as texts
from dashboard.views.charts import plain_config
from geo.french import MONTHS, day, quantity
from geo.lettings.year import YearFigures
from geo.rules.lettings import Rate, Status

Spec = dict[str, Any]
HEIGHT_PX = 230
HEADROOM_PERCENT = 8
FULL = 100
NATURES = {
    Status.MET: Nature.MEETS,
    Status.MISSED: Nature.SHORT,
    Status.UNKNOWN: Nature.NO_DATA,
    Status.NOT_APPLICABLE: Nature.NOT_CONCERNED,
}


def months_chart(figures: YearFigures, theme: Theme, *, is_fictional: bool) -> Spec:
    """Return the leases of each closed month, outside and inside QPV; a secret one has words."""
    names = list(texts.MONTH_SIDES.values())
    rows = [
        {
            "month": MONTHS[first.month - 1],
            "side": name,
            "count": cell.count or 0,
            "words": texts.cell(cell),
        }
        for first, pair in figures.months.items()
        for name, cell in zip(names, pair, strict=True)
    ]
    ground = GROUNDS[theme]
    edge = {"stroke": ground.strong, "strokeDash": [1, 3]} if is_fictional else {}
    colour = {
        "field": "side",
        "type": "nominal",
        "sort": names,
        "legend": {"orient": "top", "title": None, "symbolStrokeWidth": 0},
        "scale": {"domain": names, "range": [ground.accent, ground.muted]},
    }
    x = {
        "field": "month",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"labelAngle": 0, "labelOverlap": True},
    }
    y = {"field": "count", "type": "quantitative", "title": None, "axis": None}
    side = {"field": "side", "sort": names}
    return {
        "height": HEIGHT_PX,
        "data": {"values": rows},
        "encoding": {"x": x, "y": y, "xOffset": side},
        "layer": [
            {"mark": {"type": "bar", **edge}, "encoding": {"color": colour}},
            {
                "mark": {"type": "text", "dy": -7, "fontSize": 11},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            },
        ],
        "config": plain_config(theme),
    }


def quarters_chart(figures: YearFigures, target: int, theme: Theme) -> Spec:
    """Return the known share outside QPV of each closed quarter, and its target."""
    rows: list[Spec] = [
        {"name": day(last), "share": FULL * counted.count / total.count}
        for last, (counted, total) in figures.quarters.items()
        if counted.count is not None and total.count
    ]
    for row in rows:
        row["words"] = quantity(row["share"], "%", 1)
    x = {
        "field": "name",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "axis": {"labelAngle": 0, "labelLimit": 200},
    }
    y = _percent_axis("share", [row["share"] for row in rows], target)
    bar = {"type": "bar", "color": GROUNDS[theme].accent, "width": {"band": 0.5}}
    return {
        "height": HEIGHT_PX,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": [
            {"mark": bar, "encoding": {"y": y}},
            {
                "mark": {"type": "text", "dy": -8, "fontWeight": 600},
                "encoding": {"y": y, "text": {"field": "words", "type": "nominal"}},
            },
            *_target(target, theme),
        ],
        "config": plain_config(theme),
    }


def years_chart(rates: dict[int, Rate], target: int, theme: Theme) -> Spec:
    """Return the share outside QPV of each year with its bounds, and its target."""
    rows: list[Spec] = [
        {
            "year": str(year),
            "share": float(rate.percent or 0),
            "low": float(rate.lower_percent or 0),
            "high": float(rate.upper_percent or 0),
            "words": texts.percent(rate.percent, rate.target_percent),
        }
        for year, rate in rates.items()
    ]
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    low = _percent_axis("low", [row["high"] for row in rows], target)
    share = {**low, "field": "share"}
    colour = GROUNDS[theme].accent
    return {
        "height": HEIGHT_PX,
        "data": {"values": rows},
        "encoding": {"x": x},
        "layer": [
            {
                "mark": {"type": "bar", "size": 16, "opacity": 0.3, "color": colour},
                "encoding": {"y": low, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "tick", "thickness": 4, "size": 40, "color": colour},
                "encoding": {"y": share},
            },
            {
                "mark": {"type": "text", "dx": 26, "align": "left", "fontWeight": 600},
                "encoding": {"y": share, "text": {"field": "words", "type": "nominal"}},
            },
            *_target(target, theme),
        ],
        "config": plain_config(theme),
    }


def gauge_colour(status: Status, theme: Theme) -> str:
    """Return the colour of a verdict: blue when met, amber when missed, grey when not known."""
    if status in {Status.MET, Status.MISSED}:
        return nature_style(NATURES[status], theme).fill
    return GROUNDS[theme].muted


def _percent_axis(field: str, values: list[float], target: int) -> Spec:
    top = min(FULL, max([*values, target]) + HEADROOM_PERCENT)
    return {
        "field": field,
        "type": "quantitative",
        "title": "%",
        "scale": {"domain": [0, top]},
    }


def _target(target: int, theme: Theme) -> list[Spec]:
    """Return the line of the target and its name."""
    y = {"datum": target, "type": "quantitative"}
    colour = nature_style(Nature.SHORT, theme).fill
    words = {"value": f"objectif {quantity(target, '%')}"}
    return [
        {
            "mark": {"type": "rule", "strokeWidth": 2, "color": colour},
            "encoding": {"x": None, "y": y},
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "text", "align": "left", "dy": -8},
            "encoding": {"x": {"value": 4}, "y": y, "text": words},
        },
    ]
