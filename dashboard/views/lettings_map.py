"""The map of the page « Attributions »: leases signed outside QPV by commune, as circles."""

from collections.abc import Callable, Mapping

from dashboard.maps import (
    Drawing,
    Nature,
    Style,
    circle_legend_html,
    circle_radii,
    fictional,
    legend_html,
    nature_style,
    qpv_overlay,
)
from dashboard.maps.palette import GROUNDS
from dashboard.texts import lettings as texts
from dashboard.views.maps import Look, ign_is_on, show_legend, show_map, tooltips
from geo.french import number
from geo.privacy import Cell

LARGEST_PX = 34.0
NONE, HIDDEN = 0, 1


def show_lettings_map(
    pairs: Mapping[str, tuple[Cell, Cell]],
    look: Look,
    period: str,
    on_click: Callable[[], None],
    *,
    is_fictional: bool,
) -> None:
    """Draw a circle per commune with a shown count; a secret one is dotted."""
    counts = {code: float(outside.count or 0) for code, (outside, _) in pairs.items()}
    largest = max(counts.values(), default=0.0)
    styles = [nature_style(Nature.PLAIN, look.theme), nature_style(Nature.SECRET, look.theme)]
    circle = _circle(look, is_fictional=is_fictional)
    order = sorted(counts, key=lambda code: -counts[code])
    drawing = Drawing(
        theme=look.theme,
        styles=styles,
        classes={
            code: HIDDEN if outside.is_secret else NONE for code, (outside, _) in pairs.items()
        },
        tooltips=tooltips({code: texts.tooltip(*pair) for code, pair in pairs.items()}),
        circles=circle_radii(counts, largest_px=LARGEST_PX),
        circle=circle,
        selected=look.chosen,
        focus=[code for code in order if counts[code]],
        labels=[code for code in order if counts[code]],
        overlays=[qpv_overlay(look.outlines.qpv, look.theme)],
        with_ign=ign_is_on(),
    )
    show_map(drawing, look.outlines, title=texts.MAP, key=texts.MAP_KEY, on_click=on_click)
    examples = [(value, number(round(value))) for value in (largest, largest / 4) if value]
    if examples:
        show_legend(
            circle_legend_html(circle, examples, title=period, largest=(largest, LARGEST_PX))
        )
    show_legend(legend_html([(styles[HIDDEN], texts.HIDDEN)], title=""))


def _circle(look: Look, *, is_fictional: bool) -> Style:
    ground = GROUNDS[look.theme]
    plain = Style(fill=ground.accent, stroke=ground.page)
    return fictional(plain, look.theme) if is_fictional else plain
