"""What all charts share: French numbers, calm axes, words that read on both grounds."""

from typing import TYPE_CHECKING

from dashboard.maps import Theme
from dashboard.maps.palette import GROUNDS

if TYPE_CHECKING:  # altair takes 0.3 s to load: only a page that draws a chart loads it
    import altair as alt

_LOCALE = {
    "number": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", " €"]}
}


def french(chart: "alt.LayerChart | alt.FacetChart", theme: Theme) -> "alt.LayerChart":
    """Return `chart` with French numbers, no grid, and text in the colour of the page."""
    styled: alt.LayerChart = (
        chart.configure(locale=_LOCALE, aria=False)
        .configure_view(stroke=None)
        .configure_axis(grid=False)
        .configure_text(color=GROUNDS[theme].text)
    )
    return styled
