"""QGIS styles (QML) of the exported layers, in the colours of the map."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from dashboard.maps import Style, Theme
from dashboard.maps.palette import GROUNDS
from dashboard.texts import renewal as words
from dashboard.texts import renewal_map as texts
from dashboard.views.mobility_map import band_styles
from dashboard.views.renewal import state_style
from dashboard.views.renewal_map import (
    far_style,
    near_style,
    other_style,
    perimeter_style,
    renewed_style,
    stop_style,
)
from geo.renewal import State

_HEAD: Final = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
MM_PER_PX: Final = 0.26
POINT_MM: Final = 3.4


def styles(near_m: int, far_m: int, year: int) -> dict[str, str]:
    """Return the QML of each layer of `geo.territory.layers.renewal_layers`, by its name.

    Parameters
    ----------
    near_m, far_m
        Limits of the VAT rule, in metres.
    year
        Generation of the QPV outlines.
    """
    theme = Theme.LIGHT
    states = [(state.value, words.STATES[state], state_style(state, theme)) for state in State]
    return {
        "qpv": polygons(
            "is_renewed",
            [
                ("1", texts.RENEWED.format(year=year), renewed_style(theme)),
                ("0", texts.OTHER, other_style(theme)),
            ],
        ),
        "vat_under_near_limit": polygons("", [("", _near(near_m), near_style(theme))]),
        "vat_between_limits_npnru": polygons("", [("", _far(near_m, far_m), far_style(theme))]),
        "intervention_perimeter": polygons("", [("", texts.LOADED, perimeter_style(theme))]),
        "operations": _points("state", states),
        "stops": _points("", [("", texts.STOP_OF, stop_style(theme))]),
    }


def band_qml(steps: Iterable[int]) -> str:
    """Return the QML of bands of travel time (field ``limit_min``)."""
    looks = band_styles(Theme.LIGHT)
    return polygons("limit_min", [(str(step), f"{step} min", looks[step]) for step in steps])


def _near(near_m: int) -> str:
    return texts.RING_NEAR.format(near=near_m)


def _far(near_m: int, far_m: int) -> str:
    return texts.RING_FAR.format(near=near_m, far=far_m)


def polygons(field: str, classes: Sequence[tuple[str, str, Style]]) -> str:
    """Return the QML of areas.

    Parameters
    ----------
    field
        Column that tells the classes apart; empty for a layer of one look.
    classes
        Value of the column, French label and look of each class.
    """
    return _renderer(field, classes, "fill", "SimpleFill", _fill_options)


def _points(field: str, classes: Sequence[tuple[str, str, Style]]) -> str:
    return _renderer(field, classes, "marker", "SimpleMarker", _marker_options)


def _renderer(
    field: str,
    classes: Sequence[tuple[str, str, Style]],
    kind: str,
    layer_class: str,
    options_of: Callable[[Style], Mapping[str, str]],
) -> str:
    """Return a document: one symbol for a layer without `field`, else one for each class."""
    symbols = "".join(
        f'<symbol type="{kind}" name="{rank}" alpha="1"><layer class="{layer_class}" enabled="1">'
        f'<Option type="Map">{_map(options_of(style))}</Option></layer></symbol>'
        for rank, (_, _, style) in enumerate(classes)
    )
    if not field:
        head = '<renderer-v2 type="singleSymbol" symbollevels="0">'
        body = ""
    else:
        head = f'<renderer-v2 type="categorizedSymbol" attr="{field}" symbollevels="0">'
        items = "".join(
            f'<category value={quoteattr(value)} label={quoteattr(label)} symbol="{rank}"'
            ' render="true"/>'
            for rank, (value, label, _) in enumerate(classes)
        )
        body = f"<categories>{items}</categories>"
    return (
        f'{_HEAD}<qgis version="3.34" styleCategories="Symbology">{head}{body}'
        f"<symbols>{symbols}</symbols></renderer-v2></qgis>"
    )


def _map(options: Mapping[str, str]) -> str:
    return "".join(
        f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items()
    )


def _fill_options(style: Style) -> dict[str, str]:
    return {
        "color": _rgba(style.fill, style.opacity),
        "style": "solid",
        "outline_color": _rgba(style.stroke, 1),
        "outline_style": "dash" if style.dash else "solid",
        "outline_width": f"{style.weight * MM_PER_PX:.2f}",
        "outline_width_unit": "MM",
    }


def _marker_options(style: Style) -> dict[str, str]:
    return {
        "name": "circle",
        "color": _rgba(style.fill, 1),
        "outline_color": _rgba(GROUNDS[Theme.LIGHT].strong, 1),
        "outline_width": "0.4",
        "outline_width_unit": "MM",
        "size": str(POINT_MM),
        "size_unit": "MM",
    }


def _rgba(colour: str, opacity: float) -> str:
    """Return ``#rrggbb`` as QGIS writes it.

    >>> _rgba("#17694a", 0.5)
    '23,105,74,128'
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"
