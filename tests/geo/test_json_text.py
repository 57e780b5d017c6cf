"""Strict JSON, and where each part of it stands."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contracts.json_text import parse_json, place_of, places_of_elements
from geo.errors import DataError

LEAVES = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "line", "column", "expected", "found"),
    [
        ("", 1, 1, "valid JSON", "Expecting value"),
        ('{"a": 1,\n "b" 2}', 2, 6, "valid JSON", "Expecting ':' delimiter"),
        ('["NaN",\n NaN]', 2, 2, "a finite number", "NaN"),
        ('["\\"Infinity", -Infinity]', 1, 16, "a finite number", "-Infinity"),
        (f"[1, {'1' * 101}]", 1, 5, "at most 100 digits", "1" * 20),
        ('{"a": {"b": 1},\n "b": 2,\n "a": 3}', 3, 2, "each member once", '"a"'),
        ('{"a": 1, "\\u0061" : 2}', 1, 10, "each member once", '"\\u0061"'),
        ('{"a":\n "\\uD800"}', 2, 3, "valid JSON", "half a surrogate pair"),
        ("[" * 100_000, 1, 1, "valid JSON", "endless nesting"),
    ],
)
def test_what_is_no_strict_json_is_refused_with_its_place(text, line, column, expected, found):
    with pytest.raises(DataError) as caught:
        parse_json(text, "a.json")
    (fault,) = caught.value.faults
    assert (fault.rule, fault.file, fault.line, fault.column) == ("json", "a.json", line, column)
    assert expected in fault.expected
    assert found in fault.found


@pytest.mark.parametrize(
    "text", ['"\\ud83d\\ude00"', '"\\\\ud800"', '{"a":{"a":{}},"b":["a","a"]}']
)
def test_what_only_looks_wrong_is_read(text):
    assert parse_json(text, "a.json") == json.loads(text)


@given(JSON, st.sampled_from([None, 1]))
def test_strict_reading_gives_what_was_written(content, indent):
    assert parse_json(json.dumps(content, indent=indent), "a.json") == content


def paths(content, path=()):
    pairs = []
    if isinstance(content, dict):
        pairs = list(content.items())
    elif isinstance(content, list):
        pairs = list(enumerate(content))
    return [path, *(each for key, value in pairs for each in paths(value, (*path, key)))]


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_the_place_of_each_part_is_where_it_can_be_read(content, indent, ascii_only):
    text = json.dumps(content, indent=indent, ensure_ascii=ascii_only)
    for path in paths(content):
        part = content
        for step in path:
            part = part[step]
        line, column = place_of(text, path)
        rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == part


def test_a_path_that_leaves_the_text_stops_at_the_last_part():
    assert place_of('{"a":\n {"b": 1}}', ("a", "c", 3)) == (2, 2)


def test_elements_are_found_whatever_stands_before_them():
    text = '{"name": "features", "bbox": [1, {"features": [2]}],\n "features" : [\n {},\n 3]}'
    assert places_of_elements(text, "features") == [(3, 2), (4, 2)]
