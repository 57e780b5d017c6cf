"""How long an import takes and how much memory: 100,000 lines of households, CSV and XLSX.

Each way runs in its own process, from the bytes of the file to the rows kept: seconds and peak
memory. PostgreSQL is measured too where its programs are.

    python -m tests.benchmarks.bench_import [--lines 100000]
"""

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date
from html import escape
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import to_excel

from geo.contracts.manifest import data_folder
from geo.imports import run
from geo.imports.cells import Column, read_cell
from geo.imports.templates import template
from geo.storage import STORE_VARIABLE, URL_VARIABLE
from geo.store.kinds import Kind
from geo.territory import open_territory
from tests.geo.store.cluster import programs, running_cluster

MODEL = template(Kind.REHOUSING)
TYPES = "[Content_Types].xml"
STRINGS_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def main() -> None:
    """Measure every way, or one when its file is given."""
    arguments = _parser().parse_args()
    if arguments.file is not None:
        _import(arguments.file)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (_csv(folder, arguments.lines), _xlsx(folder, arguments.lines)):
            _measure("SQLite", path, {STORE_VARIABLE: str(folder / path.suffix)})
        where = programs()
        if where is not None:
            with running_cluster(where) as url:
                _measure("PostgreSQL", folder / "menages.csv", {URL_VARIABLE: url})


def _row(rank: int) -> list[str]:
    """Return a household: the examples of the template, each line a little different."""
    row = {field.name: field.example for field in MODEL.fields}
    changes = {
        "household_id": f"M-{rank}",
        "rent_before_eur": f"{300 + rank % 400},{rank % 100:02}",
        "resources_after_eur": f"{800 + rank % 2_000},{rank % 100:02}",
        "move_date": f"{1 + rank % 28:02}/{1 + rank % 12:02}/2024",
    }
    return list({**row, **changes}.values())


def _csv(folder: Path, lines: int) -> Path:
    path = folder / "menages.csv"
    rows = [[field.title for field in MODEL.fields], *(_row(rank) for rank in range(lines))]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="cp1252")
    return path


def _xlsx(folder: Path, lines: int) -> Path:
    """Write a workbook as spreadsheets do: texts apart, numbers and days as numbers."""
    texts: dict[str, int] = {}
    columns = [Column(field, is_household=True, codes={}) for field in MODEL.fields]
    head = "".join(_cell(field.title, texts) for field in MODEL.fields)
    rows = [f"<row>{head}</row>"]
    for rank in range(lines):
        cells = zip(columns, _row(rank), strict=True)
        rows.append(f"<row>{''.join(_cell(_typed(*pair), texts) for pair in cells)}</row>")
    sheet = f"<dimension ref='A1:Z{lines + 1}'/><sheetData>{''.join(rows)}</sheetData>"
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    path = folder / "menages.xlsx"
    with (
        zipfile.ZipFile(_one_day()) as base,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        parts = {name: base.read(name).decode() for name in base.namelist()}
        parts[TYPES] = parts[TYPES].replace("</Types>", f"{STRINGS_TYPE}</Types>")
        parts["xl/worksheets/sheet1.xml"] = f"<worksheet {SPACE}>{sheet}</worksheet>"
        parts["xl/sharedStrings.xml"] = f"<sst {SPACE}>{strings}</sst>"
        for name, content in parts.items():
            out.writestr(name, content)
    return path


def _one_day() -> io.BytesIO:
    """Return a workbook with one text and one day: what stands around its sheet is kept."""
    book = Workbook()
    book.active.title = "Données"
    book.active.append(["text", date.fromisoformat("2024-01-01")])
    target = io.BytesIO()
    book.save(target)
    return target


def _cell(value: object, texts: dict[str, int]) -> str:
    if isinstance(value, str):
        return f'<c t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    if isinstance(value, date):
        return f'<c s="1"><v>{to_excel(value):.0f}</v></c>'
    return f"<c><v>{value}</v></c>"


def _typed(column: Column, text: str) -> object:
    """Return a cell as a spreadsheet keeps it: numbers and days are no text."""
    return text if column.field.type == "string" else read_cell(column, text)


def _measure(name: str, path: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.bench_import", "--file", str(path)]
    for turn in ("first", "again"):
        output = subprocess.run(
            command, check=True, capture_output=True, text=True, env={**os.environ, **environment}
        )
        sys.stdout.write(f"{name:10} {path.suffix[1:]:4} {turn}: {output.stdout}")
        sys.stdout.flush()


def _import(path: Path) -> None:
    territory = open_territory(data_folder())
    content = path.read_bytes()
    start, processor = time.monotonic(), time.process_time()
    reading = run.read_file(territory, Kind.REHOUSING, content, path.name, date.max)
    read = time.monotonic() - start
    outcome = run.keep(territory, reading, "bench").outcome
    seconds, processor = time.monotonic() - start, time.process_time() - processor
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{outcome.added_count:,} added, {outcome.unchanged_count:,} unchanged, {seconds:.1f} s "
        f"({read:.1f} s to read; {processor:.1f} s of processor), {megabytes:.0f} MB\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--file", type=Path, help="import this one, in this process")
    return parser


if __name__ == "__main__":
    main()
