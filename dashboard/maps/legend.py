"""Legends outside the map, as HTML text that can be read aloud, printed and copied."""

from collections.abc import Sequence
from html import escape
from math import sqrt

from dashboard.maps.palette import Pattern, Style

_MARKS = {
    Pattern.NONE: "",
    Pattern.HATCH: '<path d="M-2 8 8-2M0 16 16 0M8 18 18 8M16 20 26 10" stroke="{ink}" stroke-width="1.4"/>',
    Pattern.DOTS: "".join(
        f'<circle cx="{x}" cy="{y}" r="1.1" fill="{{ink}}"/>'
        for x, y in ((3, 3), (11, 3), (19, 3), (7, 7), (15, 7), (3, 11), (11, 11), (19, 11))
    ),
}
_LIST = 'style="list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;margin:0;padding:0;font-size:.875rem"'
_ITEM = 'style="display:inline-flex;align-items:center;gap:.45rem;margin:0"'


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
    >>> "Objectif atteint" in legend_html([(Style("#38b", "#fff"), "Objectif atteint")], title="SRU")
    True
    """
    items = "".join(
        f"<li {_ITEM}>{_swatch(style)}<span>{escape(words)}</span></li>" for style, words in entries
    )
    return f"{_heading(title)}<ul {_LIST}>{items}</ul>"


def circle_legend_html(
    style: Style, examples: Sequence[tuple[float, str]], *, title: str, largest_px: float = 34.0
) -> str:
    """Return the legend of proportional circles, for ``st.html``.

    Parameters
    ----------
    style
        Look of the circles.
    examples
        Value and its French words, the greatest value of the map first.
    title
        What is counted, with unit and date.
    largest_px
        Radius of the greatest value, as given to `circle_radii`.
    """
    greatest = max(value for value, _ in examples)
    items = "".join(
        f"<li {_ITEM}>{_disc(style, largest_px * sqrt(value / greatest))}<span>{escape(words)}</span></li>"
        for value, words in examples
    )
    return f"{_heading(title)}<ul {_LIST}>{items}</ul>"


def _heading(title: str) -> str:
    return f'<p style="margin:0 0 .3rem;font-size:.875rem;font-weight:600">{escape(title)}</p>'


def _swatch(style: Style) -> str:
    marks = _MARKS[style.pattern].format(ink=style.ink)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    edge = style.stroke if style.dash or style.fill == "none" else "#8886"
    return (
        '<svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true" style="flex:none">'
        f'<rect width="22" height="14" fill="{style.fill}"/>{marks}'
        f'<rect x=".5" y=".5" width="21" height="13" fill="none" stroke="{edge}"{dash}/></svg>'
    )


def _disc(style: Style, radius: float) -> str:
    side = round(2 * radius + 2)
    middle = side / 2
    return (
        f'<svg width="{side}" height="{side}" aria-hidden="true" style="flex:none">'
        f'<circle cx="{middle}" cy="{middle}" r="{radius:.1f}" fill="{style.fill}" '
        f'fill-opacity="{style.opacity}" stroke="{style.stroke}"/></svg>'
    )
