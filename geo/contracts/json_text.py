"""JSON files: read strictly, and where in the text each part of them stands."""

import json
import re
from collections.abc import Iterator
from typing import Any

from geo.errors import DataError, Fault

FIX = "the file may be truncated: take it again from its source"
MAX_DIGITS = 100

Path = tuple[str | int, ...]

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"(?=(?P<colon>[ \t\n\r]*:)?)'
    rf"|[{{}}]|NaN|-?Infinity|-?[0-9]{{{MAX_DIGITS + 1},}}"
)


def parse_json(text: str, shown: str) -> Any:  # noqa: ANN401 -- JSON is any of its types
    """Return the JSON in `text`, read as RFC 8259 says.

    Refused besides broken JSON: ``NaN`` and ``Infinity``, a member written twice in one object,
    an integer of more than `MAX_DIGITS` digits, half a surrogate pair, endless nesting.

    Raises
    ------
    DataError
        With line and column where it breaks.
    """
    try:
        content = json.loads(
            text, object_pairs_hook=_object_of, parse_constant=_refuse, parse_int=_integer
        )
        if "\\ud" in text.lower():
            json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        fault = Fault("json", shown, error.lineno, error.colno, None, "valid JSON", error.msg, FIX)
        raise DataError(fault) from error
    except _NotStrictError as error:
        position, expected, found = _first_not_strict(text)
        fault = Fault("json", shown, *_place(text, position), None, expected, found)
        raise DataError(fault) from error
    except UnicodeEncodeError as error:
        place = _place(text, text.lower().index("\\ud"))
        fault = Fault("json", shown, *place, None, "valid JSON", "half a surrogate pair")
        raise DataError(fault) from error
    except RecursionError as error:
        fault = Fault("json", shown, 1, 1, None, "valid JSON", "endless nesting", FIX)
        raise DataError(fault) from error
    return content


def place_of(text: str, path: Path) -> tuple[int, int]:
    r"""Return line and column (1-based) of the part of valid JSON that `path` leads to.

    `path` holds member names and 0-based indices; where it leaves the text, the last part that
    is there counts.

    >>> place_of('{"a": [1,\n 22]}', ("a", 1)), place_of('{"a": 1}', ("b",))
    ((2, 2), (1, 1))
    """
    position = _after_space(text, 0)
    for step in path:
        found = next((start for key, start in _children(text, position) if key == step), None)
        if found is None:
            break
        position = found
    return _place(text, position)


def places_of_elements(text: str, name: str) -> list[tuple[int, int]]:
    """Return line and column of each element of the array called `name` at the top of `text`."""
    array = next(start for key, start in _children(text, _after_space(text, 0)) if key == name)
    return [_place(text, start) for _, start in _children(text, array)]


class _NotStrictError(Exception):
    """Valid for the parser of Python, not for RFC 8259; never leaves this module."""


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        raise _NotStrictError
    return content


def _refuse(text: str) -> None:
    raise _NotStrictError(text)


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _NotStrictError(text)
    return int(text)


def _first_not_strict(text: str) -> tuple[int, str, str]:
    """Return position, what was expected and what was found at the first such part of `text`."""
    names: list[set[str]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "{":  # noqa: S105 -- a token of JSON, not a password
            names.append(set())
        elif token == "}":  # noqa: S105 -- a token of JSON, not a password
            names.pop()
        elif token[0] != '"':
            return match.start(), f"a finite number of at most {MAX_DIGITS} digits", token[:20]
        elif match["colon"]:
            name = json.loads(token)
            if name in names[-1]:
                return match.start(), "each member once in its object", token
            names[-1].add(name)
    raise AssertionError(text[:60])


def _children(text: str, start: int) -> Iterator[tuple[str | int, int]]:
    """Yield name or index and position of each child of the object or array at `start`."""
    if text[start] not in "{[":
        return
    is_object, index = text[start] == "{", 0
    position = _after_space(text, start + 1)
    while text[position] not in "]}":
        key: str | int = index
        if is_object:
            key, position = _DECODER.raw_decode(text, position)
            position = _after_space(text, _after_space(text, position) + 1)
        yield key, position
        _, position = _DECODER.raw_decode(text, position)
        position = _after_space(text, position)
        if text[position] == ",":
            position = _after_space(text, position + 1)
        index += 1


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _place(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
