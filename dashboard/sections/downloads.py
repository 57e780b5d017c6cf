"""The files offered under the table of a map: its layers and its picture are made when asked."""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import state
from dashboard.exports import Maps, Provenance
from dashboard.texts import sru as sru_texts
from dashboard.texts.territoire import heading
from dashboard.views.figures import show_download
from geo.figures import Source
from geo.indicators import Measured


def offer_indicator(table: pd.DataFrame, measured: Measured, chosen: Sequence[str]) -> None:
    """Offer the table and the map of one indicator over the communes."""
    here, communes = state.territory(), list(chosen)

    def maps() -> Maps:
        from dashboard.map_exports import indicator_maps  # noqa: PLC0415 -- only when it is asked

        return indicator_maps(here, measured, communes)

    units = {measured.indicator.label: measured.indicator.unit}
    provenance = Provenance(heading(measured), measured.sources, units)
    show_download(table, f"territoire-{measured.indicator.name}", provenance, _later(maps))


def offer_sru(
    shown: pd.DataFrame, table: pd.DataFrame, sources: Sequence[Source], chosen: str
) -> None:
    """Offer the table and the map of the communes and the SRU law, in the colours on screen."""
    here, view = state.territory(), state.chosen("couleur")

    def maps() -> Maps:
        from dashboard.map_exports import sru_maps  # noqa: PLC0415 -- only when it is asked

        return sru_maps(here, table, view, chosen)

    provenance = Provenance(sru_texts.TITLE, sources)
    show_download(shown.reset_index(names="Code"), "communes-sru", provenance, _later(maps))


def _later(maps: Callable[[], Maps]) -> Maps:
    """Return files whose making starts when one is asked for."""
    return Maps(lambda: maps().geopackage(), lambda: maps().picture())
