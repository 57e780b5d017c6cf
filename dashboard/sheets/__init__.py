"""A4 sheets, set by typst: a commune for its council, a neighbourhood for its inhabitants."""

from datetime import date

from dashboard.sheets.commune import commune_content
from dashboard.sheets.foot import data_day
from dashboard.sheets.neighbourhood import neighbourhood_content
from dashboard.sheets.typesetting import Document, document
from geo.sru.scenario import Scenario
from geo.territory import Territory

__all__ = [
    "commune_document",
    "commune_sheet",
    "data_day",
    "neighbourhood_document",
    "neighbourhood_sheet",
]


def commune_sheet(territory: Territory, code: str, *, simulation: Scenario | None = None) -> bytes:
    """Return the sheet of a commune as PDF, see `commune_document`."""
    return commune_document(territory, code, simulation=simulation).content


def neighbourhood_sheet(territory: Territory, code_qp: str, day: date) -> bytes:
    """Return the sheet of a neighbourhood as PDF, see `neighbourhood_document`."""
    return neighbourhood_document(territory, code_qp, day).content


def commune_document(
    territory: Territory, code: str, *, simulation: Scenario | None = None
) -> Document:
    """Return the sheet of a commune and the SRU law: one A4 page, PDF/UA-1.

    Parameters
    ----------
    territory
        The territory.
    code
        Official code of one of its communes.
    simulation
        What the commune would build or lose; the sheet then shows what comes of it.

    Raises
    ------
    UnknownCodeError
        When `code` is no commune of the territory.
    InputError
        When a simulation is asked for a commune whose inventory is not published.
    """
    return document(commune_content(territory, code, simulation), "commune", most_pages=1)


def neighbourhood_document(territory: Territory, code_qp: str, day: date) -> Document:
    """Return the sheet of a priority neighbourhood: two A4 pages at most, PDF/UA-1.

    Parameters
    ----------
    territory
        The territory.
    code_qp
        Official code of one of its neighbourhoods.
    day
        Only what was known by the end of that day is told: programme, funding, promises.

    Raises
    ------
    UnknownCodeError
        When `code_qp` is no neighbourhood of the territory.
    """
    return document(neighbourhood_content(territory, code_qp, day), "neighbourhood", most_pages=2)
