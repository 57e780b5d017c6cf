"""The one picture of the page « Mobilités »: hours by destinations, as a coloured table.

A real table: it is read aloud cell by cell, it scrolls on a phone under the names that stay, and
each colour goes with its number.
"""

from html import escape

import pandas as pd

from dashboard.maps import Nature, Theme, nature_style, sequential_styles
from dashboard.maps.palette import GROUNDS
from dashboard.texts import mobility as texts

LIMITS_MIN = (15, 30, 45, 60)
DEEP = {Theme.LIGHT: (0, 1), Theme.DARK: (2, 3)}
CELL = "padding:.2rem .3rem;text-align:center;min-width:2.1rem;font-variant-numeric:tabular-nums"
NAME = "text-align:left;font-weight:400;padding:.2rem .5rem .2rem 0;position:sticky;left:0"


def class_of(minutes: float) -> int:
    """Return the rank of the first limit that holds, 4 where none does or there is no way.

    >>> class_of(15.0), class_of(15.1), class_of(float("nan"))
    (0, 1, 4)
    """
    limits = enumerate(LIMITS_MIN)
    return next((rank for rank, limit in limits if minutes <= limit), len(LIMITS_MIN))


def band_colours(theme: Theme) -> list[str]:
    """Return the colours of the bands: the nearest stands out most; none is amber."""
    ramp = [style.fill for style in sequential_styles(len(LIMITS_MIN), theme)]
    return [*ramp[::-1], nature_style(Nature.SHORT, theme).fill]


def heat_html(rows: pd.DataFrame, title: str, theme: Theme) -> str:
    """Return the picture of one place and one day, for ``st.html``.

    Parameters
    ----------
    rows
        ``name`` (destination), ``hour``, ``median_min`` (NaN: no way), ``is_on_foot``.
    title
        Place and day, in French.
    theme
        The page's look.
    """
    hours = list(dict.fromkeys(rows["hour"]))
    heads = "".join(
        f'<th scope="col" style="{CELL};font-weight:400">{escape(texts.hour(int(hour)))}</th>'
        for hour in hours
    )
    lines = "".join(
        f'<tr><th scope="row" style="{NAME};background:{GROUNDS[theme].page}">{escape(str(name))}'
        f"</th>{_cells(group, theme)}</tr>"
        for name, group in rows.groupby("name", sort=False)
    )
    return (
        '<div style="overflow-x:auto;margin:.2rem 0 1rem" tabindex="0" role="region" '
        f'aria-label="{escape(title)}">'
        '<table style="border-collapse:separate;border-spacing:2px;font-size:.8rem;width:100%">'
        '<caption style="text-align:left;font-weight:600;font-size:.95rem;padding:.2rem 0">'
        f"{escape(title)}</caption>"
        f'<thead><tr><th scope="col" style="{NAME};background:{GROUNDS[theme].page}">'
        f"{escape(texts.COLUMNS['name'])}</th>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _cells(group: pd.DataFrame, theme: Theme) -> str:
    colours = band_colours(theme)
    cells = []
    for value, is_on_foot in zip(group["median_min"], group["is_on_foot"], strict=True):
        rank = class_of(float(value))
        cells.append(
            f'<td style="{CELL};border-radius:2px;background:{colours[rank]};'
            f'color:{_ink(rank, theme)};print-color-adjust:exact">'
            f"{_written(float(value), is_on_foot=bool(is_on_foot))}</td>"
        )
    return "".join(cells)


def _written(minutes: float, *, is_on_foot: bool) -> str:
    if class_of(minutes) == len(LIMITS_MIN):
        return "–"
    return f"{round(minutes)}{'*' if is_on_foot else ''}"


def _ink(rank: int, theme: Theme) -> str:
    """Return the colour of words that reads on a class: light on deep green, else dark."""
    ground = GROUNDS[Theme.LIGHT]
    return ground.page if rank in DEEP[theme] else ground.text
