"""From the content of a sheet to a document, by typst: same content, same bytes, everywhere.

The fonts are those beside this module and no other; no package, no network, no clock.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from dashboard.sheets.blocks import Sheet
from dashboard.sheets.typography import typeset_all

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
FONTS: Final = HERE / "fonts"
STANDARD: Final = "ua-1"
DENSITIES: Final = (1.0, 0.96, 0.93, 0.9, 0.87, 0.84, 0.8)
"""Sizes of the text that are tried, from the usual one to the smallest still legible."""


@dataclass(frozen=True, slots=True)
class Document:
    """A sheet once set.

    Attributes
    ----------
    content
        PDF/UA-1.
    pages_count
        Its A4 pages.
    """

    content: bytes
    pages_count: int


def document(sheet: Sheet, template: str, most_pages: int) -> Document:
    """Return the sheet as PDF/UA-1, set as large as `most_pages` allow.

    A sheet too long for them even at the smallest size has more pages: nothing is cut.

    Parameters
    ----------
    sheet
        What it says.
    template
        Name of a file of ``templates``, without its ending.
    most_pages
        Pages it should have at most.
    """
    content = typeset_all(asdict(sheet))
    for density in DENSITIES:
        compiler = _compiler(json.dumps(content | {"density": density}, default=_text), template)
        pages_count = int(compiler.query("<pages>", field="value", one=True))
        if pages_count <= most_pages:
            break
    found = compiler.compile(format="pdf", pdf_standards=STANDARD)
    if not isinstance(found, bytes):
        raise TypeError(f"one document expected, found {type(found).__name__}")
    return Document(found, pages_count)


def picture(content: Mapping[str, Any], template: str, pixels_per_inch: int) -> bytes:
    """Return content set on one page of its own size, as a PNG picture.

    Parameters
    ----------
    content
        What the template says, as JSON data.
    template
        Name of a file of ``templates``, without its ending.
    pixels_per_inch
        How fine the picture is.
    """
    compiler = _compiler(json.dumps(typeset_all(dict(content))), template)
    found = compiler.compile(format="png", ppi=pixels_per_inch)
    if not isinstance(found, bytes):
        raise TypeError(f"one picture expected, found {type(found).__name__}")
    return found


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
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _text(value: object) -> list[int]:
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    raise TypeError(f"no JSON for {type(value).__name__}")
