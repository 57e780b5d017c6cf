"""Cells of a spreadsheet, row by row: CSV as French programs write it, or XLSX."""

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import PurePath

from geo.errors import Fault, PartnerFileError
from geo.imports.words import plain

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 500_000_000
MAX_CELL = 2_000
DELIMITERS = ";\t,"
SHEET = "Données"
NOTICE = "Notice"
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
BROKEN = (LookupError, ValueError, OSError, EOFError, SyntaxError, zipfile.BadZipFile, zlib.error)
KINDS = "un fichier .csv ou .xlsx"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file as it stands.

    Attributes
    ----------
    line
        1-based line in the file, where the row begins.
    cells
        Text for a CSV file; also numbers, days and booleans for XLSX.
    """

    line: int
    cells: tuple[object, ...]


def read_rows(content: bytes, name: str) -> Iterator[Row]:
    """Yield the rows of a file that hold anything, the header first.

    Parameters
    ----------
    content, name
        The file and its name, whose ending says what it is.

    Raises
    ------
    PartnerFileError
        When the file is too big, is neither CSV nor XLSX, or cannot be read.
    """
    if len(content) > MAX_BYTES:
        limit = f"au plus {MAX_BYTES // 1_000_000} Mo"
        raise PartnerFileError(Fault("size", name, expected=limit))
    ending = PurePath(name).suffix.lower()
    if ending not in READERS:
        fix = "enregistrez le tableau au format .xlsx ou .csv"
        raise PartnerFileError(Fault("format", name, expected=KINDS, fix=fix))
    for row in READERS[ending](content, name):
        if any(cell not in (None, "") for cell in row.cells):
            yield row


def rows_ahead(content: bytes, name: str) -> int:
    """Return about how many rows a file has, for a progress bar; 0 when it does not say."""
    return content.count(b"\n") if PurePath(name).suffix.lower() == ".csv" else 0


def _csv_rows(content: bytes, name: str) -> Iterator[Row]:
    text = _decoded(content, name)
    head = text[: text.find("\n")] if "\n" in text else text
    counts = Counter(head)
    delimiter = max(DELIMITERS, key=lambda each: counts[each])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        fix = "vérifiez les guillemets de cette ligne"
        raise PartnerFileError(Fault("csv", name, line, fix=fix)) from error


def _decoded(content: bytes, name: str) -> str:
    """Return a CSV file as text: UTF-8, UTF-16 with its mark, else the French Windows set."""
    marks = (code for mark, code in BYTE_ORDER_MARKS.items() if content.startswith(mark))
    marked = next(marks, None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
        else:
            if "\0" not in text:
                return text
            line = text.count("\n", 0, text.index("\0")) + 1
    fix = "enregistrez le fichier en CSV UTF-8"
    raise PartnerFileError(Fault("encoding", name, line, expected="UTF-8 ou Windows", fix=fix))


def _xlsx_rows(content: bytes, name: str) -> Iterator[Row]:
    import openpyxl  # noqa: PLC0415 -- 0.2 s, for a spreadsheet only

    _require_small(content, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except BROKEN as error:
        raise _unreadable(name) from error
    with closing(book):
        sheet = book[_sheet([each.title for each in book.worksheets], name)]
        try:
            for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield Row(line, cells)
        except BROKEN as error:
            raise _unreadable(name) from error


def _require_small(content: bytes, name: str) -> None:
    """Refuse an archive that unpacks to more than a table can need."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _unreadable(name) from error
    if size > MAX_UNPACKED_BYTES:
        limit = f"au plus {MAX_UNPACKED_BYTES // 1_000_000} Mo une fois décompressé"
        raise PartnerFileError(Fault("size", name, expected=limit))


def _sheet(names: list[str], name: str) -> str:
    """Return the sheet with the rows: the one of the template, or the only one."""
    named = [each for each in names if plain(each) == plain(SHEET)]
    others = [each for each in names if plain(each) != plain(NOTICE)]
    if named or len(others) == 1:
        return (named or others)[0]
    expected = f"une feuille nommée « {SHEET} », ou une seule feuille"
    found = f"{len(names)} feuilles"
    fix = f"renommez en « {SHEET} » la feuille à lire"
    raise PartnerFileError(Fault("sheet", name, expected=expected, found=found, fix=fix))


def _unreadable(name: str) -> PartnerFileError:
    fix = "ouvrez-le dans un tableur et enregistrez-le de nouveau en .xlsx"
    return PartnerFileError(Fault("unreadable", name, expected="un classeur .xlsx", fix=fix))


READERS = {".csv": _csv_rows, ".txt": _csv_rows, ".xlsx": _xlsx_rows}
