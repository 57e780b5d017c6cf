"""Partner files made for the tests: good ones, and one wrong in twelve ways."""

import io
from datetime import date

from openpyxl import Workbook

from geo.imports.reading import Reading, read_partner_file
from geo.imports.templates import template
from geo.store.kinds import Kind

TODAY = date(2026, 3, 31)
CODES = {
    "communes": {"le puy en velay": "43157", "43157": "43157", "43089": "43089"},
    "npnru_operations": {"vv demolition 40": "vv-demolition-40"},
    "commitments": {"reglement interieur": "reglement-interieur"},
}
LEASES = (
    "Bail;Date du bail;Commune;Bailleur;Relogement NPNRU;Ressources annuelles;Motif\n"
    "B-1;14/02/2025;Le Puy-en-Velay;OPAC 43;non;14 250,50;logement trop petit\n"
    "B-2;2025-03-01;43089;OPAC 43;oui;;\n"
)


def read(content: str | bytes, kind: Kind = Kind.LETTINGS, name: str = "baux.csv") -> Reading:
    """Read a file against the codes above."""
    raw = content.encode() if isinstance(content, str) else content
    return read_partner_file(raw, name, kind, CODES, TODAY)


def values(reading: Reading, field: str) -> list[object]:
    """Return one column of a reading."""
    names = [each.name for each in template(reading.kind).fields]
    return [record[names.index(field)] for record in reading.records]


def workbook(**sheets: list[list[object]]) -> bytes:
    """Return a workbook with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
