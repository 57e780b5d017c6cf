"""Legends outside the map, as HTML text that can be read aloud, printed and copied.

Plain boxes and CSS gradients: Streamlit takes SVG out of the HTML it shows.
"""

from collections.abc import Sequence
from html import escape
from math import sqrt

from dashboard.maps.palette import Pattern, Style

_LIST = (
    "list-style:none;display:flex;flex-wrap:wrap;align-items:center;gap:.35rem 1.1rem;"
    "margin:0;padding:0;font-size:.875rem"
)
_ITEM = "display:inline-flex;align-items:center;gap:.45rem;margin:0"
_SWATCH = (
    "flex:none;width:22px;height:14px;box-sizing:border-box;border-radius:2px;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact"
)


def legend_html(entries: Sequence[tuple[Style, str]], *, title: str) -> str:
    """Return the legend of classes, for ``st.html``.

    Parameters
    ----------
    entries
        Look and French words of each class, in order.
    title
        What the classes measure, with unit and date.

    Examples
    --------
    >>> "Atteint" in legend_html([(Style("#38b", "#fff"), "Atteint")], title="SRU")
    True
    """
    return _legend(title, [(_swatch(style), words) for style, words in entries])


def circle_legend_html(
    style: Style, examples: Sequence[tuple[float, str]], *, title: str, largest: tuple[float, float]
) -> str:
    """Return the legend of proportional circles, for ``st.html``.

    Parameters
    ----------
    style
        Look of the circles.
    examples
        Value and its French words, the greatest first.
    title
        What is counted, with unit and date.
    largest
        Greatest value of the map and its radius in pixels, as in `circle_radii`.
    """
    greatest, radius = largest
    discs = [(_disc(style, radius * sqrt(value / greatest)), words) for value, words in examples]
    return _legend(title, discs)


def _legend(title: str, entries: Sequence[tuple[str, str]]) -> str:
    head = f'<p style="margin:0 0 .3rem;font-size:.875rem;font-weight:600">{escape(title)}</p>'
    items = "".join(
        f'<li style="{_ITEM}">{sign}<span>{escape(words)}</span></li>' for sign, words in entries
    )
    return f'{head if title else ""}<ul style="{_LIST}">{items}</ul>'


def _swatch(style: Style) -> str:
    edge = style.stroke if style.dash or style.fill == "none" else "#8886"
    line = "dotted" if style.dash else "solid"
    background = ",".join(part for part in (_marks(style), _plain(style)) if part)
    return (
        f'<span aria-hidden="true" style="{_SWATCH};border:1px {line} {edge};'
        f'background:{background}"></span>'
    )


def _plain(style: Style) -> str:
    fill = "transparent" if style.fill == "none" else style.fill
    return f"linear-gradient({fill},{fill})"


def _marks(style: Style) -> str:
    match style.pattern:
        case Pattern.HATCH:
            return f"repeating-linear-gradient(135deg,{style.ink} 0 1.4px,transparent 1.4px 5.6px)"
        case Pattern.DOTS:
            return f"radial-gradient(circle,{style.ink} 1.1px,transparent 1.3px) 0 0/5.6px 5.6px"
        case _:
            return ""


def _disc(style: Style, radius: float) -> str:
    side = f"{2 * radius:.0f}px"
    return (
        f'<span aria-hidden="true" style="flex:none;width:{side};height:{side};'
        f"border-radius:50%;background:{style.fill};opacity:{style.opacity};"
        'print-color-adjust:exact;-webkit-print-color-adjust:exact"></span>'
    )
