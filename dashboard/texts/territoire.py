"""Words of the page « Territoire »."""

from collections.abc import Sequence

import pandas as pd

from dashboard.texts import titles
from dashboard.texts.common import MISSING, STATUS, provenance, value_of
from geo.columns import Nature
from geo.figures import Figure, Missing
from geo.french import joined, number, plural, quantity
from geo.indicators import Measured

TITLE = titles.TERRITOIRE
INDICATOR = "Indicateur"
COMPARE = "Comparer des communes"
COMPARE_HELP = "Choisissez-en ici, dans le tableau ou sur la carte."
COMPARE_CHOOSE = "Choisir des communes"
COMPARE_EMPTY = (
    "Choisissez une ou plusieurs communes dans la liste, le tableau ou la carte pour les comparer."
)
TABLE = "Toutes les communes"
NEIGHBOURHOODS = "Les quartiers prioritaires (QPV)"
COMPARISON = "Comparer : {indicator}"
IN_SIGHT = ("population_count", "social_dwellings_count", "poverty_percent")
ALL_PUBLISHED = "Tout ce qui est publié, source par source"
NEIGHBOURHOOD_FIGURES = (
    "population_count",
    "social_dwellings_count",
    "social_vacancy_percent",
    "poverty_percent",
    "employment_percent",
)
RANK = "Rang"
CIRCLES = "cercle de surface proportionnelle au nombre"
MAP_TITLE = "Carte des communes de l’agglomération"
MAP_KEY = "carte-territoire"


def heading(measured: Measured) -> str:
    """Return the heading of a column or legend: what is measured, and its unit."""
    return f"{measured.indicator.label} ({measured.indicator.unit})"


def summary(names: "pd.Series[str]", measured: Measured) -> str:
    """Return the sentence that says what the map shows: extremes, middle, missing values."""
    indicator = measured.indicator
    known = measured.values["value"].dropna()
    if known.empty:
        return f"{indicator.label} : aucune valeur connue."

    def said(code: str) -> str:
        return f"{names[code]} ({quantity(known[code], indicator.unit, indicator.decimals)})"

    middle = quantity(float(known.median()), indicator.unit, indicator.decimals)
    parts = [
        f"Le plus haut : **{said(str(known.idxmax()))}**.",
        f"Le plus bas : {said(str(known.idxmin()))}.",
        f"La moitié des communes est au-dessus de {middle}.",
    ]
    missing = measured.values["missing"].replace("", None).dropna()
    if not missing.empty:
        reasons = [MISSING[Missing(reason)] for reason in missing.unique()]
        parts.append(f"Sans valeur : {plural(len(missing), 'commune')} ({joined(reasons)}).")
    if indicator.nature is Nature.COUNT and missing.empty:
        total = quantity(float(known.sum()), indicator.unit, indicator.decimals)
        parts.insert(0, f"Ensemble : **{total}**.")
    return " ".join(parts)


def class_label(low: float | None, high: float | None, decimals: int) -> str:
    """Return the words of a class of a choropleth between two limits."""
    if low is None and high is None:
        return "toutes les valeurs"
    if low is None:
        return f"moins de {number(high, decimals)}"
    if high is None:
        return f"{number(low, decimals)} et plus"
    return f"{number(low, decimals)} à {number(high, decimals)}"


def comparison(measured: Measured, names: "pd.Series[str]", chosen: Sequence[str]) -> str:
    """Return where the chosen communes stand, in words: value and rank among those known."""
    values = measured.values["value"]
    ranks = values.rank(ascending=False, method="min")
    known = int(values.notna().sum())
    lines = []
    for code in chosen:
        reason = measured.values["missing"][code]
        if reason:
            lines.append(f"- **{names[code]}** : {MISSING[Missing(reason)]}")
            continue
        value = quantity(values[code], measured.indicator.unit, measured.indicator.decimals)
        rank = "1er" if ranks[code] == 1 else f"{number(int(ranks[code]))}e"
        lines.append(f"- **{names[code]}** : {value}, {rank} rang sur {known}")
    return "\n".join(lines)


def place_line(count: int, area: Figure) -> str:
    """Return how many communes the territory has and its surface, with how it was measured."""
    surface = quantity(area.value, area.unit, area.decimals)
    return f"{plural(count, 'commune')} · {surface} ({STATUS[area.status]}). {area.note}"


def area_line(area: Figure) -> str:
    """Return the surface of a neighbourhood with its provenance."""
    shown = quantity(area.value, area.unit, area.decimals)
    return f"{shown}, contour en vigueur au {provenance(area).removeprefix(f'{area.unit} · ')}"


def common_provenance(figures: Sequence[Figure]) -> str:
    """Return the provenance of several figures, each said once."""
    lines = (provenance(each).removeprefix(f"{each.unit} · ") for each in figures)
    return " ; ".join(dict.fromkeys(lines))


def figure_line(figure: Figure) -> str:
    """Return one figure of a neighbourhood as a line of Markdown."""
    value = value_of(figure)
    note = f". {figure.note.rstrip('.')}" if figure.note else ""
    return f"**{value}** {figure.label.lower()}  \n:gray[:small[{provenance(figure)}{note}.]]"
