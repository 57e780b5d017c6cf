"""No page shows or gives a figure without source, date and status: every page is opened and read.

Each part of a page that has parts is opened too, and what each export would say is looked at.

A figure is what the page sets in big type (a metric) or draws (a chart). Where it stands is the
section: what lies between two headings of the page. The section must say how the figure is known
(official, press, calculated, fictional), and of when, or that its source does not say; the page
must name its sources. A form or a count of the reader's own file is no figure.
"""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from dashboard.texts import commitments, common, data, lettings, mobility, sru_law

ROOT = Path(__file__).parents[2] / "dashboard"
PAGES = re.findall(r'PAGES / "(\w+\.py)"', (ROOT / "app.py").read_text("utf-8"))
PARTS = {
    "sru.py": ("volet", sru_law.SECTIONS),
    "lettings.py": ("volet", lettings.SECTIONS),
    "mobility.py": ("volet", mobility.PARTS),
    "commitments.py": ("volet", commitments.PARTS),
    "data.py": ("volet-donnees", data.SECTIONS),
}
ADDRESSES = [
    (script, {name: part} if part else {})
    for script in PAGES
    for name, parts in [PARTS.get(script, ("", [""]))]
    for part in parts
]
CHARTS = {"arrow_vega_lite_chart", "vega_lite_chart"}
HEADINGS = {"title", "header", "subheader", "heading"}
SAID = {"markdown", "caption", "alert", "info", "warning", "success", "error", "html"}
STATUS = re.compile("|".join([*common.STATUS.values(), "calcul", "fictive"]), re.IGNORECASE)
MOMENT = re.compile(rf"\b(19|20)\d\d\b|{common.NO_DATE}|sans date")
SOURCE = re.compile(r"sources?\b", re.IGNORECASE)


def opened(script, address):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app.switch_page(f"app_pages/{script}")
    app.query_params.update(address)
    return app.run()


def texts_of(node):
    """Return what an element or the label of a block says."""
    said = [getattr(node, name, None) for name in ("value", "label")] if node.type in SAID else []
    if isinstance(node, Block):
        said = [getattr(node.proto, "label", "")]
    return " ".join(str(each) for each in said if each)


def is_heading(node):
    is_small = node.type == "markdown" and str(node.value).startswith("#")
    return node.type in HEADINGS or is_small


def sections(app):
    """Return the sections of a page: the words of each, and the names of its figures."""
    found = [("", [])]
    for node in app.main:
        words, figures = found[-1]
        if is_heading(node):
            found.append((str(node.value), []))
        elif node.type == "metric":
            found[-1] = (f"{words} {node.label}", [*figures, node.label])
        elif node.type in CHARTS:
            found[-1] = (words, [*figures, "chart"])
        else:
            found[-1] = (f"{words} {texts_of(node)}", figures)
    return found


def head(app):
    """Return the banners of a page: what it says once for all of its figures."""
    return " ".join(str(each.value) for each in (*app.warning, *app.info))


def missing(app):
    """Return each figure of a page whose section does not say what it must."""
    banners = head(app)
    return [
        f"{figures} : {what}"
        for words, figures in sections(app)
        for what, pattern in (("status", STATUS), ("date", MOMENT))
        if figures and not pattern.search(f"{banners} {words}")
    ]


def test_every_page_is_opened_in_each_of_its_parts():
    assert set(PARTS) < set(PAGES)
    assert len(ADDRESSES) == len(PAGES) - len(PARTS) + sum(
        len(parts) for _, parts in PARTS.values()
    )


@pytest.mark.parametrize(("script", "address"), ADDRESSES)
def test_every_figure_says_its_status_and_its_date_and_its_sources(script, address, exports):
    app = opened(script, address)
    assert not app.exception
    assert missing(app) == []
    assert all(each.title and (each.sources or each.note) for each in exports.values()), exports
    if any(figures for _, figures in sections(app)):
        assert SOURCE.search(" ".join(words for words, _ in sections(app)))


UNDATED = """
import streamlit as st
st.title("Page")
st.metric("Taux", "12 %")
st.caption("INSEE · officiel")
"""
OTHER_SECTION = """
import streamlit as st
st.metric("Taux", "12 %")
st.subheader("Autre")
st.caption("1er janvier 2024 · INSEE · officiel")
"""


def test_the_reader_of_pages_sees_a_figure_without_date():
    assert missing(AppTest.from_string(UNDATED).run()) == ["['Taux'] : date"]


def test_the_reader_of_pages_does_not_take_the_words_of_another_section():
    found = missing(AppTest.from_string(OTHER_SECTION).run())
    assert found == ["['Taux'] : status", "['Taux'] : date"]
