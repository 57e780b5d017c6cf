"""The map of one indicator: circles for a count, classes of colour for the rest."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dashboard.maps import (
    Drawing,
    Nature,
    Style,
    Theme,
    circle_legend_html,
    circle_radii,
    diverging_styles,
    legend_html,
    nature_style,
    qpv_overlay,
    sequential_styles,
)
from dashboard.texts import common
from dashboard.texts import territoire as texts
from dashboard.texts.territoire import heading
from dashboard.views.maps import Look, ign_is_on, show_legend, show_map, tooltips
from geo import columns
from geo.classes import class_numbers, quantile_breaks
from geo.figures import Missing
from geo.french import quantity
from geo.indicators import Measured

CLASSES = 5
LABELLED = 12
LARGEST_PX = 34.0
DIVERGING_SIDE = 4
Classed = tuple[list[Style], dict[str, int], str]
Entries = tuple[list[Style], dict[str, int], list[tuple[Style, str]]]


def show_indicator_map(measured: Measured, look: Look, *, on_click: Callable[[], None]) -> None:
    """Draw an indicator as its nature asks, and its legend under the map."""
    theme, chosen = look.theme, look.chosen
    values = measured.values["value"]
    is_count = measured.indicator.nature is columns.Nature.COUNT
    styles, classes, legend = _plain(measured, theme) if is_count else _classes(measured, theme)
    circles = circle_radii(
        {str(code): float(value) for code, value in values.items()}, largest_px=LARGEST_PX
    )
    order = values.sort_values(ascending=False).index[:LABELLED]
    drawing = Drawing(
        theme=theme,
        styles=styles,
        classes=classes,
        tooltips=tooltips(_facts(measured)),
        circles=circles if is_count else {},
        circle=circle_style(theme),
        selected=chosen,
        labels=[*chosen, *(code for code in order if code not in chosen)],
        strong_labels=chosen,
        overlays=[qpv_overlay(look.outlines.qpv, theme)],
        with_ign=ign_is_on(),
    )
    show_map(drawing, look.outlines, title=texts.MAP_TITLE, key=texts.MAP_KEY, on_click=on_click)
    show_legend(legend)


def classed(measured: Measured, theme: Theme) -> Entries:
    """Return styles, class of each commune and legend of an indicator; circles are apart."""
    if measured.indicator.nature is columns.Nature.COUNT:
        values = measured.values["value"].items()
        classes = {str(code): -1 if pd.isna(value) else 0 for code, value in values}
        circles = [(circle_style(theme), texts.CIRCLES)]
        return [nature_style(Nature.PLAIN, theme)], classes, [*circles, *_no_data(measured, theme)]
    return _in_classes(measured, theme)


def circle_style(theme: Theme) -> Style:
    """Return the look of the circles of a count."""
    accent = sequential_styles(3, theme)[2 if theme is Theme.LIGHT else 1]
    return replace(accent, opacity=0.75)


def _classes(measured: Measured, theme: Theme) -> Classed:
    styles, classes, entries = _in_classes(measured, theme)
    return styles, classes, legend_html(entries, title=heading(measured))


def _in_classes(measured: Measured, theme: Theme) -> Entries:
    """Classes of equal size; around zero for a change, amber below and blue above."""
    values = measured.values["value"]
    breaks = quantile_breaks(values, CLASSES)
    if measured.indicator.nature is columns.Nature.CHANGE:
        breaks = sorted({*breaks, 0.0}) if values.min() < 0 < values.max() else breaks
        below = sum(limit <= 0 for limit in breaks) if values.min() < 0 else 0
        styles = list(
            diverging_styles(
                min(below, DIVERGING_SIDE), min(len(breaks) + 1 - below, DIVERGING_SIDE), theme
            )
        )
    else:
        styles = list(sequential_styles(max(len(breaks) + 1, 3), theme))[: len(breaks) + 1]
    numbers = class_numbers(values, breaks)
    limits = [None, *breaks, None]
    entries = [
        (style, texts.class_label(low, high, measured.indicator.decimals))
        for style, low, high in zip(styles, limits, limits[1:], strict=False)
    ]
    entries += _no_data(measured, theme)
    return styles, {str(code): int(rank) for code, rank in numbers.items()}, entries


def _plain(measured: Measured, theme: Theme) -> Classed:
    """One plain ground: the circles tell the count."""
    values = measured.values["value"]
    largest = float(values.max())
    examples = [
        (value, quantity(value, measured.indicator.unit))
        for value in dict.fromkeys(_round_example(largest / part) for part in (1, 4, 20))
        if value
    ]
    legend = circle_legend_html(
        circle_style(theme), examples, title=heading(measured), largest=(largest, LARGEST_PX)
    )
    classes = {str(code): -1 if pd.isna(value) else 0 for code, value in values.items()}
    missing = _no_data(measured, theme)
    if missing:
        legend += legend_html(missing, title="")
    return [nature_style(Nature.PLAIN, theme)], classes, legend


def _facts(measured: Measured) -> dict[str, list[str]]:
    """Return the lines of each tooltip: the value, or why there is none; date and status."""
    return {
        str(code): [
            quantity(value, measured.indicator.unit, measured.indicator.decimals)
            if not missing
            else common.MISSING[Missing(missing)],
            f"{common.reference(measured.reference_date)} · {common.STATUS[measured.status]}",
        ]
        for code, value, missing in measured.values[["value", "missing"]].itertuples()
    }


def _no_data(measured: Measured, theme: Theme) -> list[tuple[Style, str]]:
    reasons = [Missing(each) for each in measured.values["missing"].unique() if each]
    if not reasons:
        return []
    words = ", ".join(common.MISSING[reason] for reason in reasons)
    return [(nature_style(Nature.NO_DATA, theme), f"pas de donnée ({words})")]


def _round_example(value: float) -> float:
    """Return `value` rounded down to one significant digit, for a legend."""
    if value < 1:
        return 0.0
    power = 10.0 ** (len(str(int(value))) - 1)
    return float(int(value / power) * power)
