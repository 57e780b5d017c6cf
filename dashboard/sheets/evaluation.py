"""The yearly evaluation as a PDF, set by typst like every other sheet."""

from datetime import date
from typing import Final

import pandas as pd

from dashboard.sheets.blocks import BigNumber, Grid, Prose, Sheet
from dashboard.sheets.evaluation_parts import Block, Evaluation, Part, evaluation
from dashboard.sheets.foot import data_day, source_lines, version_line
from dashboard.sheets.typesetting import Document, document
from dashboard.texts import evaluation as texts
from dashboard.texts import sheets as common
from geo.commitments.follow_up import exact
from geo.commitments.progress import Progress
from geo.french import day, number
from geo.rules.annual_report import Consultation
from geo.territory import Territory

MOST_PAGES: Final = 30
WIDTHS: Final = {
    texts.MILESTONE_COLUMNS: (1.3, 4, 2.6),
    texts.TARGET_COLUMNS: (3.2, 2.6, 1.4, 2),
    texts.FIGURE_COLUMNS: (0.9, 2, 0.8, 1.1, 5.2),
    texts.VALUE_COLUMNS: (2.9, 1.2, 1.2, 0.7, 1.1, 1.3, 3.6),
    texts.ACTION_COLUMNS: (1.4, 2, 1, 0.7, 0.8, 2.3, 3.4),
    texts.RESUME_COLUMNS: (2.6, 1.2, 3, 1.6),
    texts.UNKNOWN_COLUMNS: (1.6, 0.7, 6),
    texts.CREDIT_COLUMNS: (3, 1, 1, 1.2),
    texts.RENEWAL_COLUMNS: (3.3, 1.1, 1.3, 0.7, 0.9, 1.6),
    texts.STEP_COLUMNS: (4, 2.6, 1.3),
}


def evaluation_document(territory: Territory, year: int, known: Consultation) -> Document:
    """Return the evaluation of a year: as many A4 pages as it takes, PDF/UA-1.

    Parameters
    ----------
    year
        The year that is evaluated.
    known
        What is known of the consultation of the conseils citoyens.
    """
    return document(_sheet(territory, evaluation(territory, year, known)), "evaluation", MOST_PAGES)


def _sheet(territory: Territory, found: Evaluation) -> Sheet:
    seen = found.seen
    total = len(seen.measures)
    blocks = [block for part in found.parts for block in _part(part)]
    steps = Grid(
        texts.STEPS_TITLE,
        texts.STEP_COLUMNS,
        WIDTHS[texts.STEP_COLUMNS],
        _cells(found.steps),
        after=(texts.SILENCE,),
    )
    return Sheet(
        kicker=texts.KICKER,
        title=f"Année {seen.year}",
        subtitle=territory.short_name,
        owner=territory.name,
        sentence=texts.sentence(seen),
        big=BigNumber(
            number(total - seen.in_year[Progress.UNKNOWN]),
            texts.big_label(seen.year),
            texts.big_note(total),
        ),
        bar=None,
        pictures=(),
        legend=(),
        aside=(),
        wide=(*blocks, steps),
        sources_heading=common.SOURCES,
        sources=tuple(source_lines(found.sources, territory, ("qpv_boundaries",))),
        colophon=(texts.MADE, common.FLAGS, common.credit(found.sources)),
        version=version_line(territory),
        day=data_day(territory),
    )


def _part(part: Part) -> tuple[Prose | Grid, ...]:
    head = Prose(texts.HEADINGS[part.content], part.paragraphs)
    return (head, *(_grid(block) for block in part.blocks))


def _grid(block: Block) -> Grid:
    columns = tuple(block.table.columns)
    empty = (texts.NOTHING,) if block.table.empty else ()
    return Grid(block.heading, columns, WIDTHS[columns], _cells(block.table), before=empty)


def _cells(table: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(_cell(name, row[name]) for name in table.columns)
        for row in table.astype("object").to_dict("records")
    )


def _cell(name: str, value: object) -> str:
    """Return a cell as it is printed: a year is a name, every other number is written in French."""
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 -- NaN
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool | str):
        return str(value)
    if name == "Année":
        return str(int(float(str(value))))
    written = exact(float(str(value)))
    return number(written, min(2, max(0, -int(written.as_tuple().exponent))))
