"""Empty files to fill: the template of a kind as CSV, or as XLSX with lists and a notice."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.imports.sheets import NOTICE, SHEET
from geo.imports.templates import Field, Template, template
from geo.store.kinds import Kind

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS_TO_FILL = 2_000
LIST_LIMIT = 255
WIDTH = 20
NOTICE_WIDTHS = (34, 16, 14, 70, 40, 22)
NOTICE_HEADER = ("Colonne", "Type", "Obligatoire", "Ce qu’elle dit", "Valeurs", "Exemple")
TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "year": "année",
    "date": "date",
    "boolean": "oui / non",
}
DATE_FORMAT = "DD/MM/YYYY"


def blank_csv(kind: Kind) -> bytes:
    """Return the header line as a CSV file that a French spreadsheet opens."""
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerow([each.title for each in template(kind).fields])
    return target.getvalue().encode("utf-8-sig")


def blank_xlsx(kind: Kind) -> bytes:
    """Return a workbook: a sheet to fill, with the lists of values, and a notice."""
    from openpyxl import Workbook  # noqa: PLC0415 -- 0.2 s, for a download only

    model = template(kind)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _fill(sheet, model)
    _explain(book.create_sheet(NOTICE), model)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def values_of(field: Field) -> str:
    """Return the values a field takes, in French; empty when any will do."""
    words = [each.label for each in field.categories]
    if field.constraints.get("pattern") and words:
        words.append(f"ou un code comme {field.example}")
    bounds = [
        f"{word} {field.constraints[name]}"
        for name, word in (("minimum", "au moins"), ("maximum", "au plus"))
        if name in field.constraints and field.type != "date"
    ]
    return ", ".join([*words, *bounds])


def _fill(sheet: "Worksheet", model: Template) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- as above

    sheet.append([each.title for each in model.fields])
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 45
    for place, field in enumerate(model.fields, start=1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place)
        head.font = Font(bold=field.is_required)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = WIDTH
        sheet.column_dimensions[letter].number_format = _format(field)
        _offer_list(sheet, field, f"{letter}2:{letter}{ROWS_TO_FILL}")


def _format(field: Field) -> str:
    return {"date": DATE_FORMAT, "string": "@"}.get(field.type, "General")


def _offer_list(sheet: "Worksheet", field: Field, cells: str) -> None:
    """Offer the values of a field in the spreadsheet itself, when they fit in its limit."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 -- as above

    words: Sequence[str] = [each.label for each in field.categories]
    if field.type == "boolean":
        words = ("oui", "non")
    formula = '"' + ",".join(words) + '"'
    if words and len(formula) <= LIST_LIMIT and not any("," in word for word in words):
        offered = DataValidation(type="list", formula1=formula, showErrorMessage=False)
        offered.add(cells)
        sheet.add_data_validation(offered)


def _explain(sheet: "Worksheet", model: Template) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 -- as above

    sheet.append([f"{model.title} : {model.description}"])
    sheet.append(list(NOTICE_HEADER))
    for field in model.fields:
        required = "oui" if field.is_required else "non"
        values = values_of(field)
        kind = TYPES[field.type]
        sheet.append([field.title, kind, required, field.description, values, field.example])
    for place, width in enumerate(NOTICE_WIDTHS):
        sheet.column_dimensions["ABCDEF"[place]].width = width
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.row > 1, vertical="top")
            cell.font = Font(bold=cell.row <= 2)  # noqa: PLR2004 -- title and header
