"""The yearly evaluation as a workbook: one sheet a part, numbers and dates as such."""

import io
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.sheets.evaluation_parts import Block, Evaluation, evaluation
from dashboard.texts import evaluation as texts
from geo.rules.annual_report import Consultation
from geo.territory import Territory

MOST_WIDTH: Final = 60
LEAST_WIDTH: Final = 8
DAY_FORMAT: Final = "DD/MM/YYYY"
ACCENT: Final = "FF17694A"


def evaluation_workbook(territory: Territory, year: int, known: Consultation) -> bytes:
    """Return the evaluation of a year as an XLSX file, see `evaluation_document`."""
    from openpyxl import Workbook  # noqa: PLC0415 -- only when it is asked for

    found = evaluation(territory, year, known)
    book = Workbook()
    book.remove(book.worksheets[0])
    for part in found.parts:
        sheet = book.create_sheet(texts.SHEETS[part.content])
        _write(sheet, texts.HEADINGS[part.content], part.paragraphs, part.blocks)
    steps = Block(texts.STEPS_TITLE, found.steps)
    notes = (texts.sentence(found.seen), texts.SILENCE)
    _write(book.create_sheet(texts.STEPS_SHEET), texts.STEPS_TITLE, notes, (steps,))
    sources = Block(texts.SOURCES, _source_table(found))
    _write(book.create_sheet(texts.SOURCES_SHEET), texts.SOURCES, (texts.MADE,), (sources,))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(
    sheet: Any,  # noqa: ANN401 -- openpyxl has no types
    title: str,
    paragraphs: tuple[str, ...],
    blocks: tuple[Block, ...],
) -> None:
    """Write title, paragraphs, then each table under its heading."""
    from openpyxl.styles import Font  # noqa: PLC0415 -- only when it is asked for

    sheet.append([title])
    sheet["A1"].font = Font(bold=True, size=14, color=ACCENT)
    for words in paragraphs:
        sheet.append([words])
    for block in blocks:
        sheet.append([])
        sheet.append([block.heading])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, color=ACCENT)
        _write_table(sheet, block.table)
    _widen(sheet, blocks)


def _write_table(sheet: Any, table: pd.DataFrame) -> None:  # noqa: ANN401 -- as above
    from openpyxl.styles import Font  # noqa: PLC0415 -- as above

    sheet.append(list(table.columns))
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    if table.empty:
        sheet.append([texts.NOTHING])
    for row in table.astype("object").itertuples(index=False):
        sheet.append([_cell(value) for value in row])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, date):
                cell.number_format = DAY_FORMAT
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a comment that starts with = is no formula


def _widen(sheet: Any, blocks: tuple[Block, ...]) -> None:  # noqa: ANN401 -- as above
    """Give each column the width of what it holds, long texts wrapped."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    widths: dict[int, int] = {}
    for block in blocks:
        for place, name in enumerate(block.table.columns, start=1):
            longest = max([len(name), *(len(str(each)) for each in block.table[name])])
            widths[place] = max(widths.get(place, LEAST_WIDTH), min(longest + 2, MOST_WIDTH))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = width


def _cell(value: object) -> object:
    """Return a value as a cell holds it: a number, a day or a text."""
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 -- NaN
        return None
    if isinstance(value, date | str):
        return value
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _source_table(found: Evaluation) -> pd.DataFrame:
    rows = [(each.title, each.producer, each.licence, each.url, each.accessed)
            for each in found.sources]  # fmt: skip
    return pd.DataFrame(rows, columns=list(texts.SOURCE_COLUMNS))
