"""From the content of a sheet to a document, by typst: same content, same bytes, everywhere.

The fonts are those beside this module and no other; no package, no network, no clock.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import typst

from dashboard.sheets.blocks import Sheet
from dashboard.sheets.typography import typeset_all

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
FONTS: Final = HERE / "fonts"
STANDARD: Final = "ua-1"
DENSITIES: Final = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)
"""Sizes of the text that are tried, from the usual one to the smallest still legible."""


def pdf(sheet: Sheet, template: str, most_pages: int) -> bytes:
    """Return the sheet as PDF/UA-1, set as large as `most_pages` allow."""
    compiler = _fitted(sheet, template, most_pages)
    document = compiler.compile(format="pdf", pdf_standards=STANDARD)
    return _whole(document)


def pages_png(sheet: Sheet, template: str, most_pages: int, dpi: float) -> list[bytes]:
    """Return the pages of the sheet as images, to look at them."""
    pages = _fitted(sheet, template, most_pages).compile(format="png", ppi=dpi)
    return list(pages) if isinstance(pages, list) else [_whole(pages)]


def _fitted(sheet: Sheet, template: str, most_pages: int) -> typst.Compiler:
    """Return the compiler of the sheet at the first size that fits, or at the smallest."""
    content = typeset_all(asdict(sheet))
    for density in DENSITIES:
        compiler = _compiler(json.dumps(content | {"density": density}, default=_text), template)
        if int(compiler.query("<pages>", field="value", one=True)) <= most_pages:
            break
    return compiler


def _compiler(content: str, template: str) -> typst.Compiler:
    return typst.Compiler(
        input=TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": content},
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )


def _whole(document: bytes | Sequence[bytes] | None) -> bytes:
    if not isinstance(document, bytes):
        raise TypeError(f"one document expected, found {type(document).__name__}")
    return document


def _text(value: object) -> list[int]:
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    raise TypeError(f"no JSON for {type(value).__name__}")
