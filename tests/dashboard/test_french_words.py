"""The dictionary of Streamlit's words against the Streamlit that is installed, and its place."""

import json
import re
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import streamlit

from dashboard.assets import STATIC, asset_url
from dashboard.shell import FRENCH_SCRIPTS, french_shell

STREAMLIT = Path(streamlit.__file__).parent / "static"
# Larger files are libraries of charts, diagrams and colouring.
LARGEST_BYTES = 600_000
# Names that french.js gives to parts without data-testid.
NAMED_BY_US = {"live-announcer", "description"}


def entries() -> list[dict]:
    text = (STATIC / "french_words.js").read_text(encoding="utf-8")
    return json.loads(text[text.index("[") : text.rindex("]") + 1])


@cache
def streamlit_scripts() -> str:
    paths = sorted((STREAMLIT / "static" / "js").glob("*.js"))
    small = [path for path in paths if path.stat().st_size < LARGEST_BYTES]
    return "\n".join(path.read_text(encoding="utf-8") for path in small)


def parts(entry: dict) -> list[str]:
    return [*entry.get("inside", ()), *entry.get("on", ())]


def test_streamlit_still_says_every_word():
    scripts = streamlit_scripts()
    words = {word for entry in entries() for word in entry["words"]}
    edges = list(product("`\"'} ", "`\"'."))
    gone = {
        word
        for word in words
        if not any(f"{before}{word}{after}" in scripts for before, after in edges)
    }
    assert gone == set()


def test_streamlit_still_has_every_part_of_the_page():
    scripts = streamlit_scripts()
    named = {name for entry in entries() for name in parts(entry)} - NAMED_BY_US
    assert {name for name in named if f"`{name}`" not in scripts} == {
        "stBaseButton-elementToolbar"  # put together from the kind of the button
    }


def test_no_word_has_two_meanings_in_one_part_of_the_page():
    said: dict[tuple[str, str], str] = {}
    for entry in entries():
        for name, (word, french) in product(parts(entry), entry["words"].items()):
            assert said.setdefault((name, word), french) == french


def test_every_word_changes():
    same = [
        word for entry in entries() for word, french in entry["words"].items() if word == french
    ]
    assert same == []


@pytest.mark.parametrize(
    "pattern", [pattern for entry in entries() for pattern, _ in entry.get("patterns", ())]
)
def test_patterns_are_for_whole_texts(pattern):
    assert pattern.startswith("^")
    assert pattern.endswith("$")
    assert re.compile(pattern)


def test_the_words_are_loaded_before_streamlit():
    page = french_shell((STREAMLIT / "index.html").read_text(encoding="utf-8"))
    places = [page.index(f'<script src="./{asset_url(path)}"></script>') for path in FRENCH_SCRIPTS]
    assert places == sorted(places)
    assert places[-1] < page.index('<script type="module"')
