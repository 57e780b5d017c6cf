"""Colours and patterns of the maps, one set for each theme.

Amber means short of a target and blue means that it is met; sequential ramps are green. No pair
of red and green is used, and every class that is not a quantity has a pattern or an outline
besides its colour. Ramps: ColorBrewer (BuGn; PuOr and RdBu joined for the diverging one).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final


class Theme(StrEnum):
    """The two looks of the dashboard, named as Streamlit names them."""

    LIGHT = "light"
    DARK = "dark"


class Pattern(StrEnum):
    """What is drawn over the plain colour of an area."""

    NONE = ""
    HATCH = "hatch"
    DOTS = "dots"


class Nature(StrEnum):
    """Classes that are no quantity and keep their look on every map."""

    MEETS = "meets"
    SHORT = "short"
    NOT_CONCERNED = "not-concerned"
    LEFT = "left"
    NO_DATA = "no-data"
    SECRET = "secret"  # noqa: S105 -- statistical secrecy, not a password
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Style:
    """How one class of areas is drawn.

    Attributes
    ----------
    fill, stroke
        CSS colours of the inside and of the border between areas.
    ink
        CSS colour of the pattern.
    pattern
        Hatching or dots over the fill.
    dash
        SVG dash array of the border, in pixels; ``"1 5"`` is the dotted line of fiction.
    opacity
        Opacity of the fill, 0 to 1.
    weight
        Width of the border in pixels.
    """

    fill: str
    stroke: str
    ink: str = "none"
    pattern: Pattern = Pattern.NONE
    dash: str = ""
    opacity: float = 1.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ground:
    """Colours of the map around the areas; each is a custom property of its style sheet.

    Attributes
    ----------
    page
        Background, the same as the page's.
    veil
        The same, letting the map through, under credits and scale.
    hover
        Background of a button under the pointer.
    text, muted
        Names and tooltips; credits and scale.
    line
        Borders of buttons and tooltips.
    strong
        Outlines that must stand out: a selected area, a QPV.
    accent
        Outline of the map when it has the focus.
    """

    page: str
    veil: str
    hover: str
    text: str
    muted: str
    line: str
    strong: str
    accent: str


GROUNDS: Final = {
    Theme.LIGHT: Ground(
        page="#ffffff",
        veil="#ffffffcc",
        hover="#f3f5f4",
        text="#1c2320",
        muted="#59635e",
        line="#d5dbd8",
        strong="#1c2320",
        accent="#17694a",
    ),
    Theme.DARK: Ground(
        page="#121614",
        veil="#121614cc",
        hover="#1b211e",
        text="#e5ebe8",
        muted="#aab4af",
        line="#36413c",
        strong="#f4f7f5",
        accent="#4fb78b",
    ),
}

_SEQUENTIAL: Final = {
    Theme.LIGHT: {
        3: ("#d3ede5", "#6cc3a5", "#147145"),
        4: ("#dcf1ec", "#93d4c1", "#45a87f", "#0b6a3b"),
        5: ("#dcf1ec", "#a5dccc", "#65c0a2", "#2f9164", "#06592f"),
        6: ("#e3f4ef", "#b9e4da", "#86cfb9", "#52b28d", "#278657", "#04552c"),
        7: ("#e8f6f2", "#c8eae2", "#9bd8c7", "#6bc3a6", "#429f78", "#1d7a4d", "#004d25"),
    },
    Theme.DARK: {
        3: ("#1c4a36", "#3f9a73", "#b5dfd0"),
        4: ("#193f2f", "#2b7a58", "#5fb190", "#bfe4d6"),
        5: ("#183a2c", "#23654a", "#3a9068", "#71bb9c", "#c6e8dc"),
        6: ("#173629", "#1f5840", "#2d7a59", "#4fa480", "#86c7ad", "#cdebe1"),
        7: ("#163327", "#1c4e39", "#276b4e", "#3a8a66", "#5fab8b", "#93cdb6", "#d3eee5"),
    },
}

_DIVERGING: Final = {
    Theme.LIGHT: (
        ("#b35806", "#e08214", "#fdb863", "#fee0b6"),
        ("#d1e5f0", "#92c5de", "#4393c3", "#2166ac"),
    ),
    Theme.DARK: (
        ("#f5b95c", "#e08f2a", "#b5651a", "#7a4514"),
        ("#274a63", "#2f6f9f", "#4f95c9", "#86bbe3"),
    ),
}

_NATURES: Final = {
    Theme.LIGHT: {
        Nature.MEETS: ("#3f7fbf", "none", Pattern.NONE),
        Nature.SHORT: ("#efa83a", "none", Pattern.NONE),
        Nature.NOT_CONCERNED: ("#e6eae8", "none", Pattern.NONE),
        Nature.LEFT: ("#dbe4ec", "#4f6b85", Pattern.DOTS),
        Nature.NO_DATA: ("#f7f8f7", "#a3ada8", Pattern.HATCH),
        Nature.SECRET: ("#f7f8f7", "#7d8883", Pattern.DOTS),
        Nature.PLAIN: ("#dfe6e2", "none", Pattern.NONE),
    },
    Theme.DARK: {
        Nature.MEETS: ("#5b98d3", "none", Pattern.NONE),
        Nature.SHORT: ("#e3a33f", "none", Pattern.NONE),
        Nature.NOT_CONCERNED: ("#2a322e", "none", Pattern.NONE),
        Nature.LEFT: ("#26313b", "#8aa5be", Pattern.DOTS),
        Nature.NO_DATA: ("#1a1f1c", "#56625c", Pattern.HATCH),
        Nature.SECRET: ("#1a1f1c", "#7d8a84", Pattern.DOTS),
        Nature.PLAIN: ("#2c3631", "none", Pattern.NONE),
    },
}


def nature_style(nature: Nature, theme: Theme) -> Style:
    """Return the look of a class that is no quantity."""
    fill, ink, pattern = _NATURES[theme][nature]
    ground = GROUNDS[theme]
    # White borders would not part two hatched neighbours.
    stroke = ground.page if pattern is Pattern.NONE else ground.line
    return Style(fill=fill, stroke=stroke, ink=ink, pattern=pattern)


def sequential_styles(count: int, theme: Theme) -> tuple[Style, ...]:
    """Return `count` (3 to 7) styles from the least to the most.

    On the dark ground the ramp goes from dark to light, so that "more" always stands out.

    Examples
    --------
    >>> [style.fill for style in sequential_styles(3, Theme.LIGHT)]
    ['#d3ede5', '#6cc3a5', '#147145']
    """
    border = GROUNDS[theme].page
    return tuple(Style(fill=fill, stroke=border) for fill in _SEQUENTIAL[theme][count])


def diverging_styles(below: int, above: int, theme: Theme) -> tuple[Style, ...]:
    """Return `below` amber styles, then `above` blue ones (0 to 4 each), around a threshold.

    The strongest colours are the farthest from the threshold.

    Examples
    --------
    >>> [style.fill for style in diverging_styles(1, 2, Theme.LIGHT)]
    ['#fee0b6', '#d1e5f0', '#92c5de']
    """
    amber, blue = _DIVERGING[theme]
    border = GROUNDS[theme].page
    chosen = (*amber[len(amber) - below :], *blue[:above])
    return tuple(Style(fill=fill, stroke=border) for fill in chosen)


def fictional(style: Style, theme: Theme) -> Style:
    """Return `style` with the dotted outline that marks fictional data."""
    return replace(style, stroke=GROUNDS[theme].strong, dash="1 5", weight=2.0)
