"""The shape of the repository: what it holds, how long its modules are, what they may not say."""

import ast
import fnmatch
import io
import json
import re
import tokenize
from pathlib import Path

import pytest

from geo import figures, housing
from geo.columns import INDICATORS

ROOT = Path(__file__).parents[1]
AGREED = {
    ".ci",
    ".git",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".streamlit",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "dashboard",
    "data",
    "dev",
    "docs",
    "geo",
    "pyproject.toml",
    "requirements.lock",
    "tests",
}
MAX_LINES = 350
MAX_PAGE_LINES = 40
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in ("geo", "dashboard", "tests")
    for path in (ROOT / package).rglob("*.py")
)
PAGES = [path for path in MODULES if path.startswith("dashboard/app_pages/")]
VIEWS = [path for path in MODULES if path.startswith(("dashboard/app_pages/", "dashboard/views/"))]
YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
LAYOUT_TOKENS = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


def source(path):
    return (ROOT / path).read_text(encoding="utf-8")


def docstring_lines(text):
    """Return the numbers of the lines that docstrings take."""
    nodes = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    strings = [
        node.body[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, nodes) and ast.get_docstring(node, clean=False) is not None
    ]
    return {line for each in strings for line in range(each.lineno, (each.end_lineno or 0) + 1)}


def code_tokens(text):
    """Return the tokens of `text` that are neither comment, docstring nor layout."""
    said = docstring_lines(text)
    return [
        token
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type not in LAYOUT_TOKENS and token.start[0] not in said
    ]


def code_lines(text):
    return {line for token in code_tokens(text) for line in range(token.start[0], token.end[0] + 1)}


# How the checks see a source


def test_lines_of_code_leave_out_words_and_blanks():
    title = '"""Title.\n\nMore.\n"""\n\n# Why.\n'
    text = title + 'x = [\n    1,  # one\n]\n\n\ndef f():\n    """Do."""\n    return x\n'
    assert code_lines(text) == {7, 8, 9, 12, 14}


def test_a_year_is_seen_in_code_only():
    text = '"""In 2024."""\n# 2023\nx = 2022\ny = "2021-01-01"\nz = 12024\n'
    assert [token.string for token in code_tokens(text) if YEAR.search(token.string)] == [
        "2022",
        '"2021-01-01"',
    ]


# The repository


def test_the_top_holds_only_what_is_agreed():
    ignored = [line.strip("/") for line in source(".gitignore").split() if not line.startswith("#")]
    found = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert found - AGREED == set()
    assert AGREED - found <= {".git"}


@pytest.mark.parametrize("path", [path for path in MODULES if not path.startswith("tests/")])
def test_a_module_is_short(path):
    assert len(source(path).splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_a_thin_script(path):
    assert len(code_lines(source(path))) <= MAX_PAGE_LINES


@pytest.mark.parametrize("path", VIEWS)
def test_a_page_names_no_year(path):
    years = [token.string for token in code_tokens(source(path)) if YEAR.search(token.string)]
    assert years == []


def test_the_data_are_exactly_the_files_the_manifest_names():
    manifest = json.loads(source("data/datapackage.json"))
    named = {resource["path"] for resource in manifest["resources"]}
    found = {
        path.relative_to(ROOT / "data").as_posix()
        for path in (ROOT / "data").rglob("*")
        if path.is_file()
    }
    assert found == named | {"README.md", "datapackage.json"}


# The glossary


def glossary_names():
    return set(re.findall(r"`([^`\n]+)`", source("docs/GLOSSARY.md")))


def fields():
    manifest = json.loads(source("data/datapackage.json"))
    for resource in manifest["resources"]:
        yield from resource.get("schema", {}).get("fields") or resource.get("cdv", {}).get(
            "properties", ()
        )


def test_every_indicator_is_in_the_glossary():
    assert set(INDICATORS) - glossary_names() == set()


def test_every_column_is_in_the_glossary():
    assert {field["name"] for field in fields()} - glossary_names() == set()


def test_every_reserved_value_of_a_column_is_in_the_glossary():
    values = {value for field in fields() for value in field.get("constraints", {}).get("enum", [])}
    words = {value for value in values if re.fullmatch(r"[A-Za-z]\w+", value)} - {"logements"}
    assert words - glossary_names() == set()


@pytest.mark.parametrize("kind", [figures.Status, figures.Missing, housing.Situation])
def test_every_status_is_in_the_glossary(kind):
    assert {each.value for each in kind} - glossary_names() == set()


@pytest.mark.parametrize(
    "word",
    [
        "QPV",
        "NPNRU",
        "ANRU",
        "PRIR",
        "SRU",
        "LLS",
        "RP",
        "Carence",
        "Attribution",
        "CIL",
        "Bailleur",
        "GUSP",
        "TUDIP",
        "EPCI",
        "GTFS",
        "RPLS",
        "Relogement",
        "Exemption",
        "Prélèvement",
        "IRIS",
    ],
)
def test_the_words_of_the_field_are_explained(word):
    terms = re.findall(r"(?m)^\| ([^|]+) \|", source("docs/GLOSSARY.md"))
    assert any(re.search(rf"\b{word}\b", term) for term in terms)


def test_a_term_of_the_glossary_has_a_definition():
    rows = [line for line in source("docs/GLOSSARY.md").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert len(cells) > len(INDICATORS)
    assert all(len(row) >= 3 and all(row) for row in cells)
