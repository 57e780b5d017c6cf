"""The A4 sheet of a priority neighbourhood, for its inhabitants and the project team."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import pandas as pd

from dashboard.sheets.blocks import BigNumber, Block, Grid, Prose, Sheet
from dashboard.sheets.foot import data_day, source_lines, version_line
from dashboard.sheets.mix_block import mix_block
from dashboard.sheets.neighbourhood_map import neighbourhood_legend, neighbourhood_map
from dashboard.sheets.programme import (
    Cite,
    Row,
    contacts_block,
    funding_block,
    operations_block,
    promises_block,
    records,
)
from dashboard.texts import common, sheets
from dashboard.texts import neighbourhood_sheet as texts
from geo.contracts.read import read_table
from geo.errors import Fault, UnknownCodeError
from geo.figures import Source, source_of
from geo.renewal.stock import DWELLINGS, VACANCY
from geo.territory import Neighbourhood, Territory, commune_name, neighbourhoods
from geo.territory.renewal import CONVENTION, has_tables, renewal_names, renewal_stock

FIGURES: Final = ("population_count", "poverty_percent", "employment_percent")
STOCK: Final = (DWELLINGS, VACANCY)


def neighbourhood_content(territory: Territory, code_qp: str, day: date) -> Sheet:
    """Return what the sheet of a neighbourhood says, its programme in the state of `day`.

    Raises
    ------
    UnknownCodeError
        When the territory has no such neighbourhood.
    """
    place = _place(territory, code_qp)
    covers = _programmes(territory, code_qp, day)
    is_current = any(each["programme"] == CONVENTION for each in covers)
    numbers: dict[str, int] = {}

    def cite(key: str) -> str:
        return f"[{numbers.setdefault(key, len(numbers) + 1)}]"

    aside = (*_labels(covers, is_current=is_current), *_money(territory, code_qp, day, cite))
    wide = (
        _figures(territory, place, cite),
        *mix_block(territory, place, cite),
        *_programme(territory, code_qp, day, cite),
    )
    used = [source_of(territory.sources, key) for key in numbers]
    return Sheet(
        kicker=texts.KICKER,
        title=place.name,
        subtitle=texts.subtitle(code_qp, commune_name(territory, place.code_insee)),
        owner=territory.name,
        sentence=texts.sentence(place.name, covers, has_renewal=is_current),
        big=_big(place),
        bar=None,
        pictures=neighbourhood_map(territory, code_qp),
        legend=neighbourhood_legend(place.name),
        aside=aside,
        wide=wide,
        sources_heading=sheets.SOURCES,
        sources=tuple(source_lines(used, territory, ["commune_boundaries"], are_numbered=True)),
        colophon=(sheets.credit(used), sheets.FLAGS, sheets.MADE),
        version=version_line(territory),
        day=data_day(territory),
    )


def _place(territory: Territory, code_qp: str) -> Neighbourhood:
    found = {each.code: each for each in neighbourhoods(territory)}
    if code_qp not in found:
        expected = " | ".join(found)
        raise UnknownCodeError(
            Fault("unknown-neighbourhood", "code_qp", expected=expected, found=code_qp)
        )
    return found[code_qp]


def _programmes(territory: Territory, code_qp: str, day: date) -> list[Row]:
    """Return what covers a neighbourhood on `day`: renewal, contrat de ville."""
    if not has_tables(territory, "qpv_programmes"):
        return []
    table, moment = read_table(territory.manifest, "qpv_programmes"), pd.Timestamp(day)
    is_current = (table["since_latest"] <= moment) & ~(table["until"] < moment)
    return records(table[(table["code_qp"] == code_qp) & is_current])


def _big(place: Neighbourhood) -> BigNumber | None:
    population = place.figures.get("population_count", ())
    if not population:
        return None
    first = population[0]
    note = sheets.figure_note(first).removeprefix(f"{first.unit} · ")
    return BigNumber(common.value_of(first), first.unit, note)


def _figures(territory: Territory, place: Neighbourhood, cite: Cite) -> Grid:
    """Return every figure of the neighbourhood, in every value that was published."""
    has_stock = has_tables(territory, "npnru_stock")
    stock = renewal_stock(territory, place.code) if has_stock else ()
    names = FIGURES if stock else (*FIGURES, *STOCK)
    figures = [place.area_ha, *(one for name in names for one in place.figures.get(name, ()))]
    rows = [
        *((*texts.figure_row(each), _cited(each.sources, cite)) for each in figures),
        *((*texts.said_row(each), cite(each.source.key)) for each in stock),
    ]
    return Grid(texts.FIGURES, texts.FIGURE_COLUMNS, (1.7, 1.3, 2.1, 4.2, 0.7), tuple(rows))


def _cited(sources: Iterable[Source], cite: Cite) -> str:
    return "".join(cite(source.key) for source in sources)


def _labels(covers: list[Row], *, is_current: bool) -> tuple[Prose, ...]:
    """Return what the outline stands for when it stands for the renewal programme."""
    notes = [each["note"] for each in covers if each["programme"] == CONVENTION and each["note"]]
    return (Prose(texts.OUTLINE, (texts.DRAWN_BY_QPV, *notes)),) if is_current else ()


def _money(territory: Territory, code: str, day: date, cite: Cite) -> tuple[Block, ...]:
    if not has_tables(territory, "npnru_funding"):
        return ()
    is_current = code in renewal_names(territory)
    return (funding_block(territory, code, day, cite, is_current=is_current),)


def _programme(territory: Territory, code: str, day: date, cite: Cite) -> tuple[Block, ...]:
    is_current = code in renewal_names(territory)
    return (
        operations_block(territory, code, day, cite, is_current=is_current),
        *promises_block(territory, code, day, cite),
        *contacts_block(territory, code, day, cite),
    )
