"""The maps of the communes to take away: layers for QGIS, and a picture. No streamlit here."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import geopandas as gpd
import pandas as pd

from dashboard.exports import Maps
from dashboard.maps import Nature, Style, Theme, circle_radii, nature_style
from dashboard.qml import polygons
from dashboard.sheets.map_picture import Content, map_picture
from dashboard.texts import common
from dashboard.texts import exports as texts
from dashboard.texts import sru as sru_texts
from dashboard.texts.territoire import heading
from dashboard.views.indicator_map import LABELLED, LARGEST_PX, circle_style, classed
from dashboard.views.sru_map import classed_communes
from geo import columns
from geo.contracts.boundaries import read_boundaries
from geo.crs import to_lambert_93
from geo.french import day, quantity
from geo.geopackage import geopackage
from geo.housing import Situation
from geo.indicators import Measured
from geo.releases import pin_of
from geo.territory import Territory
from geo.territory.sru import sru_reference_date

COMMUNES, QPV = "communes", "qpv"
CLASS: Final = "class_label"
THEME: Final = Theme.LIGHT
Drawn = tuple[list[Style], dict[str, int], list[tuple[Style, str]]]


def indicator_maps(territory: Territory, measured: Measured, chosen: Sequence[str]) -> Maps:
    """Return how to make the files of the map of one indicator."""
    return Maps(
        partial(_indicator_layers, territory, measured),
        partial(_indicator_picture, territory, measured, list(chosen)),
    )


def sru_maps(territory: Territory, table: pd.DataFrame, view: str, chosen: str) -> Maps:
    """Return how to make the files of the map of the SRU law, in the colours of `view`."""
    return Maps(
        partial(_sru_layers, territory, table, view),
        partial(_sru_picture, territory, table, view, chosen),
    )


def _indicator_layers(territory: Territory, measured: Measured) -> bytes:
    drawn = classed(measured, THEME)
    values = measured.values.assign(
        indicator=measured.indicator.name,
        unit=measured.indicator.unit,
        reference_date=_iso(measured),
        source=", ".join(each.title for each in measured.sources),
    )
    return _layers(territory, values, drawn)


def _sru_layers(territory: Territory, table: pd.DataFrame, view: str) -> bytes:
    drawn = classed_communes(table, view, THEME)
    days = table["inventory_date"].dt.strftime("%Y-%m-%d")
    values = table.drop(columns="name").assign(inventory_date=days)
    return _layers(territory, values, drawn)


def _layers(territory: Territory, values: pd.DataFrame, drawn: Drawn) -> bytes:
    """Return the communes with their values and classes, and the QPV, with their styles."""
    styles, classes, entries = drawn
    outlines = to_lambert_93(read_boundaries(territory.manifest, "commune_boundaries"))
    none = (nature_style(Nature.NO_DATA, THEME), texts.NOT_MEASURED)
    words = dict(entries)
    labels = {code: words.get(styles[rank], none[1]) for code, rank in classes.items() if rank >= 0}
    communes = outlines.join(values).assign(
        name=territory.communes["name"], data_version=pin_of(territory.manifest)
    )
    communes[CLASS] = [labels.get(str(code), none[1]) for code in communes.index]
    qpv = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    used = {label: style for style, label in [*entries, none]}
    looks = [(label, label, style) for label, style in used.items()]
    line = Style(fill="#ffffff", stroke="#1c2320", opacity=0.0, weight=2.0)
    layers: dict[str, gpd.GeoDataFrame] = {COMMUNES: communes, QPV: qpv}
    return geopackage(
        layers, {COMMUNES: polygons(CLASS, looks), QPV: polygons("", [("", texts.QPV_KEY, line)])}
    )


def _indicator_picture(territory: Territory, measured: Measured, chosen: list[str]) -> bytes:
    styles, classes, entries = classed(measured, THEME)
    values = measured.values["value"]
    is_count = measured.indicator.nature is columns.Nature.COUNT
    radii = circle_radii(
        {str(code): float(value) for code, value in values.items()}, largest_px=LARGEST_PX
    )
    if is_count:
        largest = quantity(float(values.max()), measured.indicator.unit)
        entries = [(entries[0][0], texts.largest(entries[0][1], largest)), *entries[1:]]
    figure = measured.figure(str(values.index[0]))
    content = Content(
        title=measured.indicator.label,
        subtitle=f"{heading(measured)} · {_moment(measured)} · {common.STATUS[figure.status]}",
        styles=styles,
        classes=classes,
        entries=entries,
        sources=texts.picture_sources(
            [f"{each.title} ({each.producer})" for each in measured.sources]
        ),
        version=_version(territory),
        chosen=chosen,
        named=[str(code) for code in values.sort_values(ascending=False).index[:LABELLED]],
        circles=radii if is_count else {},
        circle=circle_style(THEME) if is_count else None,
    )
    return map_picture(territory, content)


def _sru_picture(territory: Territory, table: pd.DataFrame, view: str, chosen: str) -> bytes:
    styles, classes, entries = classed_communes(table, view, THEME)
    concerned = table.index[table["situation"] != Situation.NOT_CONCERNED]
    sources = territory.manifest.resource("sru_inventory").descriptor.get("sources", [])
    content = Content(
        title=sru_texts.LEGENDS[view],
        subtitle=f"{sru_texts.TITLE} · {day(sru_reference_date(territory))}",
        styles=styles,
        classes=classes,
        entries=entries,
        sources=texts.picture_sources([str(each["title"]) for each in sources]),
        version=_version(territory),
        chosen=[chosen],
        named=[str(code) for code in concerned],
    )
    return map_picture(territory, content)


def _moment(measured: Measured) -> str:
    return common.reference(measured.reference_date)


def _iso(measured: Measured) -> str:
    return measured.reference_date.isoformat() if measured.reference_date else ""


def _version(territory: Territory) -> str:
    return texts.picture_version(territory.name, pin_of(territory.manifest))
