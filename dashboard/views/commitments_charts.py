"""Charts of the page « Engagements », as Vega-Lite: values of a measure, credits, posts."""

from typing import Any

import pandas as pd

from dashboard.maps import Nature, Theme, nature_style
from dashboard.texts import commitments as texts
from dashboard.texts import commitments_means as means
from dashboard.views.charts import plain_config
from geo.commitments.progress import Target

Spec = dict[str, Any]
HEADROOM = 1.15
ACCENT = {Theme.LIGHT: "#17694a", Theme.DARK: "#4fb78b"}
SECOND = {Theme.LIGHT: "#2b6cb0", Theme.DARK: "#6ea8e0"}


def value_chart(known: pd.DataFrame, target: Target | None, unit: str, theme: Theme) -> Spec:
    """Return the values of a measure by year as a line of points, and its target.

    Parameters
    ----------
    known
        Rows of the follow-up that have a value: ``year``, ``value``, ``origin``.
    """
    aim = None if target is None or target.value is None else float(target.value)
    rows: list[Spec] = [
        {
            "year": int(row["year"]),
            "value": float(row["value"]),
            "words": texts.amount(row["value"], unit),
            "origin": texts.ORIGINS[row["origin"]],
        }
        for row in known.to_dict("records")
    ]
    top = HEADROOM * max([*(row["value"] for row in rows), aim or 0, 1e-9])
    years = [row["year"] for row in rows]
    x = {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "axis": {"labelAngle": 0},
        "scale": {"domain": list(range(min(years), max(years) + 1))},
    }
    y = {"field": "value", "type": "quantitative", "title": unit, "scale": {"domain": [0, top]}}
    point = {"mark": {"type": "point", "filled": True, "size": 90, "color": ACCENT[theme]}}
    line = {"mark": {"type": "line", "color": ACCENT[theme], "strokeWidth": 2}}
    label = {"mark": {"type": "text", "dy": -14}, "encoding": {"text": {"field": "words"}}}
    layers: list[Spec] = [line, point, label]
    if aim is not None:
        layers += _aim(aim, texts.amount(aim, unit), theme)
    tips = [
        {"field": "year", "title": "Année"},
        {"field": "words", "title": unit},
        {"field": "origin", "title": "Source"},
    ]
    return {
        "height": 220,
        "data": {"values": rows},
        "encoding": {"x": x, "y": y, "tooltip": tips},
        "layer": layers,
        "config": plain_config(theme),
    }


def credit_chart(rows: pd.DataFrame, theme: Theme) -> Spec:
    """Return the share of the credits by measure and year, each against its target.

    Parameters
    ----------
    rows
        From `geo.territory.commitments.credit_shares`, those with a value.
    """
    values = [
        {
            "title": row["title"],
            "year": str(int(row["year"])),
            "value": float(row["value"]),
            "target": None if pd.isna(row["target_value"]) else float(row["target_value"]),
            "words": texts.amount(row["value"], "%"),
        }
        for row in rows.to_dict("records")
    ]
    y = {"field": "year", "type": "ordinal", "title": None}
    x = {"field": "value", "type": "quantitative", "title": "%", "scale": {"domain": [0, 100]}}
    short = nature_style(Nature.SHORT, theme).fill
    tick = {"type": "tick", "thickness": 3, "size": 26, "color": short}
    return {
        "data": {"values": values},
        "facet": {"row": {"field": "title", "title": None, "header": {"labelAngle": 0,
                                                                       "labelAlign": "left"}}},
        "spec": {
            "height": {"step": 28},
            "width": 420,
            "layer": [
                {
                    "mark": {"type": "bar", "size": 16, "color": ACCENT[theme]},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "mark": tick,
                    "encoding": {"x": {"field": "target", "type": "quantitative"}, "y": y},
                },
                {
                    "mark": {"type": "text", "align": "left", "dx": 4},
                    "encoding": {"x": x, "y": y, "text": {"field": "words"}},
                },
            ],
        },
        "config": plain_config(theme),
    }  # fmt: skip


def posts_chart(counts: pd.DataFrame, theme: Theme) -> Spec:
    """Return the posts financed each year, by programme.

    Parameters
    ----------
    counts
        From `geo.territory.commitments.post_counts`.
    """
    names = list(means.PROGRAMMES.values())
    values = [
        {
            "programme": means.PROGRAMMES[row["programme"]],
            "year": str(row["year"]),
            "value": float(row["value"]),
        }
        for row in counts.to_dict("records")
    ]
    colour = {
        "field": "programme",
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": [ACCENT[theme], SECOND[theme]]},
        "legend": {"orient": "top"},
    }
    x = {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}}
    y = {"field": "value", "type": "quantitative", "title": means.POSTS_AXIS}
    offset = {"field": "programme", "sort": names}
    label = {"mark": {"type": "text", "dy": -8}, "encoding": {"text": {"field": "value"}}}
    return {
        "height": 230,
        "data": {"values": values},
        "encoding": {"x": x, "y": y, "xOffset": offset},
        "layer": [{"mark": {"type": "bar"}, "encoding": {"color": colour}}, label],
        "config": plain_config(theme),
    }


def _aim(value: float, words: str, theme: Theme) -> list[Spec]:
    """Return a dashed rule at the target, and its words."""
    amber = nature_style(Nature.SHORT, theme).fill
    data = {"values": [{"target": value, "words": f"{texts.TARGET.lower()} {words}"}]}
    y = {"field": "target", "type": "quantitative"}
    rule = {"type": "rule", "color": amber, "strokeWidth": 2, "strokeDash": [6, 3]}
    text = {"type": "text", "align": "right", "dy": 10, "x": "width"}
    own = {"x": None, "tooltip": None}
    return [
        {"data": data, "mark": rule, "encoding": {**own, "y": y}},
        {"data": data, "mark": text, "encoding": {**own, "y": y, "text": {"field": "words"}}},
    ]
