"""What all charts share: French numbers, calm axes, words that read on both grounds."""

from typing import TYPE_CHECKING, Any

from dashboard.maps import Theme
from dashboard.maps.palette import GROUNDS

if TYPE_CHECKING:  # altair takes 0.3 s to load: only a page that draws a chart loads it
    import altair as alt

CONFIG_LOCALE = {
    "number": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", " €"]}
}


def plain_config(theme: Theme) -> dict[str, Any]:
    """Return the same look for a chart written as a plain specification."""
    ground = GROUNDS[theme]
    return {
        "locale": CONFIG_LOCALE,
        "view": {"stroke": None},
        "axis": {"grid": False, "labelColor": ground.text, "titleColor": ground.text},
        "legend": {"labelColor": ground.text},
        "text": {"color": ground.text},
        "rule": {"color": ground.text},
    }


def french(chart: "alt.LayerChart | alt.FacetChart", theme: Theme) -> "alt.LayerChart":
    """Return `chart` with French numbers, no grid, and text in the colour of the page."""
    ground = GROUNDS[theme]
    styled: alt.LayerChart = (
        chart.configure(locale=CONFIG_LOCALE, aria=False)
        .configure_view(stroke=None)
        .configure_axis(grid=False, labelColor=ground.text, titleColor=ground.text)
        .configure_legend(labelColor=ground.text)
        .configure_text(color=ground.text)
    )
    return styled
