"""What all charts share: French numbers, calm axes."""

import altair as alt

_LOCALE = {
    "number": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", " €"]}
}


def french(chart: alt.LayerChart | alt.FacetChart) -> alt.LayerChart:
    """Return `chart` with French numbers and no grid."""
    styled: alt.LayerChart = (
        chart.configure(locale=_LOCALE).configure_view(stroke=None).configure_axis(grid=False)
    )
    return styled
