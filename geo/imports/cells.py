"""One cell of a partner file, from what a person typed to the value that the store keeps."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from geo.french import day, number
from geo.imports.personal import is_pseudonym, personal_rule
from geo.imports.templates import Field
from geo.imports.words import plain

EMPTY = frozenset(["", "-", "—", "nd", "n.d.", "nc", "n.c.", "nr"])
TRUE = frozenset(["oui", "o", "vrai", "true", "1"])
FALSE = frozenset(["non", "n", "faux", "false", "0"])
SPACES = re.compile(r"[\s\u00a0\u202f]+")
NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:\.\d{3})+(?=,))(?:[.,]\d{1,12})?")
THOUSANDS = re.compile(r"[+-]?\d{1,3}\.\d{3}")
UNIT = re.compile(r"(?:€|euros?|m²|m2)$", re.IGNORECASE)
DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?: 0?0:00(?::00)?)?")
ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00:00)?")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
MAX_TEXT = 500
INSEE_LENGTH = 5
MEMORY = 50_000
LINTED = frozenset(["type-error", "value", "unknown-word"])
EXPECTED: Mapping[str, str] = {
    "integer": "un nombre entier",
    "number": "un nombre, comme 412,50",
    "year": "une année à quatre chiffres",
    "date": "une date, comme 31/12/2024",
    "boolean": "oui ou non",
}


class RefusedError(ValueError):
    """A cell that cannot be taken: the rule it breaks, what is expected, how to put it right."""

    def __init__(self, rule: str, expected: str = "", fix: str = "") -> None:
        super().__init__(rule)
        self.rule, self.expected, self.fix = rule, expected, fix


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file and what is needed to read it.

    Attributes
    ----------
    field
        What the template says of it.
    is_household
        Whether a row is about a household.
    codes
        Values that are taken, by their plain words.
    memory
        Values of the cells already read: columns repeat themselves.
    """

    field: Field
    is_household: bool
    codes: Mapping[str, str]
    memory: dict[object, object] = made(default_factory=dict)


def read_cell(column: Column, cell: object) -> object:
    """Return the value of a cell; None when it is empty.

    Raises
    ------
    RefusedError
        When it breaks the contract of the column, or says who someone is.
    """
    key = cell if isinstance(cell, str) else (cell.__class__, cell)
    if key not in column.memory:
        value = _value(column, SPACES.sub(" ", cell).strip() if isinstance(cell, str) else cell)
        if len(column.memory) >= MEMORY:
            return value
        column.memory[key] = value
    return column.memory[key]


def _value(column: Column, cell: object) -> object:
    """Return the value of a cell that is read for the first time."""
    if cell is None or (isinstance(cell, str) and cell.casefold() in EMPTY):
        if column.field.is_required:
            raise RefusedError(rule="missing-value", fix="remplissez cette cellule")
        return None
    try:
        value = READERS[column.field.type](column, cell)
    except RefusedError as error:
        if isinstance(cell, str) and error.rule in LINTED:
            _lint(column, cell)
        raise
    if isinstance(value, str):
        _lint(column, value)
    else:
        _require_bounds(column.field, value)
    return value


def _lint(column: Column, text: str) -> None:
    may_be_birth = column.is_household and column.field.type != "date"
    rule = personal_rule(text, is_household=may_be_birth)
    if rule is not None:
        raise RefusedError(rule)


def _require_bounds(model: Field, value: object) -> None:
    for name, (is_kept, words) in BOUNDS.items():
        if name not in model.constraints:
            continue
        limit = model.constraints[name]
        if not is_kept(value, limit):
            told = day(limit) if isinstance(limit, date) else number(limit)
            rule = "negative" if name == "minimum" and limit == 0 else "out-of-bounds"
            raise RefusedError(rule, f"{words} {told}")


def _text(column: Column, cell: object) -> str:
    """Return a text: a code of the column, or what its pattern allows."""
    text = _written(cell)
    if len(text) > MAX_TEXT:
        raise RefusedError("value", f"au plus {MAX_TEXT} caractères")
    if CONTROL.search(text):
        raise RefusedError("value", "un texte sans caractère de commande")
    if column.field.is_pseudonym and not is_pseudonym(text):
        expected = "un pseudonyme fait de chiffres et de trois lettres au plus, comme M-001"
        raise RefusedError(rule="personal-pseudonym", expected=expected)
    found = column.codes.get(plain(text))
    return found if found is not None else _open_text(column, text)


def _open_text(column: Column, text: str) -> str:
    """Return a text that is no code of the column, when its pattern or nothing asks for one."""
    model = column.field
    pattern = model.constraints.get("pattern")
    code = text.upper().zfill(INSEE_LENGTH) if model.reference == "communes" else text
    is_written_well = pattern is None or re.fullmatch(pattern, code) is not None
    is_closed = model.reference is not None and not model.is_open
    if is_closed and is_written_well:
        raise RefusedError("unknown-code", "un code de ce territoire")
    if not is_written_well or (pattern is None and model.categories):
        words = [each.label for each in model.categories]
        expected = " | ".join([*words, *([f"comme {model.example}"] if pattern else [])])
        raise RefusedError(rule="unknown-word", expected=expected)
    return code


def _written(cell: object) -> str:
    """Return a cell of a spreadsheet as text; a code typed as a number has no decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def _number(column: Column, cell: object) -> float:
    if isinstance(cell, bool | datetime | date | time):
        raise RefusedError("type-error", EXPECTED["number"])
    if isinstance(cell, int | float):
        value = float(cell)
    else:
        text = UNIT.sub("", str(cell)).replace(" ", "").replace("−", "-")
        if NUMBER.fullmatch(text) is None:
            raise RefusedError("type-error", EXPECTED[column.field.type])
        if column.field.name.endswith("_eur") and THOUSANDS.fullmatch(text):
            expected = "un montant sans point, comme 14250 ou 14,25"
            raise RefusedError(rule="ambiguous-number", expected=expected)
        whole, comma, decimals = text.rpartition(",")
        value = float(f"{whole.replace('.', '')}.{decimals}" if comma else text)
    if not isfinite(value):
        raise RefusedError("type-error", EXPECTED["number"])
    return value


def _integer(column: Column, cell: object) -> int:
    value = _number(column, cell)
    if not value.is_integer():
        raise RefusedError("type-error", EXPECTED[column.field.type])
    return int(value)


def _date(_: Column, cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        fix = "donnez à la colonne le format Date dans le tableur"
        raise RefusedError("type-error", EXPECTED["date"], fix)
    french, iso = DATE.fullmatch(cell), ISO_DATE.fullmatch(cell)
    if french is None and iso is None:
        fix = "écrivez l’année en quatre chiffres" if SHORT_YEAR.fullmatch(cell) else ""
        raise RefusedError("type-error", EXPECTED["date"], fix)
    parts = french.groups()[::-1] if french else iso.groups() if iso else ()
    try:
        return date(*(int(part) for part in parts))
    except ValueError as error:
        raise RefusedError(rule="impossible-date", expected="un jour du calendrier") from error


def _boolean(_: Column, cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    word = plain(_written(cell))
    if word not in TRUE | FALSE:
        raise RefusedError("type-error", EXPECTED["boolean"])
    return word in TRUE


BOUNDS: Mapping[str, tuple[Callable[[Any, Any], bool], str]] = {
    "minimum": (operator.ge, "au moins"),
    "maximum": (operator.le, "au plus"),
}
READERS: Mapping[str, Callable[[Column, object], object]] = {
    "string": _text,
    "integer": _integer,
    "year": _integer,
    "number": _number,
    "date": _date,
    "boolean": _boolean,
}
