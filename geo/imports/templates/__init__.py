"""The templates of partner files: for each kind, the fields with their French headers.

Each JSON file beside this module is a Table Schema, plus what reading a spreadsheet needs:
``synonyms`` of a header, ``categories`` (values with their French words), ``isPseudonym``,
``since`` (the first day a date may be), ``isPast`` (it may not be a day to come), ``reference``
(a table of the territory whose codes or names are taken), ``orders``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from geo.store.kinds import Kind

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Category:
    """One value a field may take: what the store keeps, and the words that say it in French."""

    value: str
    label: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a template.

    Attributes
    ----------
    name, title
        Name in the store (English) and header of the column (French).
    type
        ``string``, ``integer``, ``number``, ``year``, ``date`` or ``boolean``.
    description, example
        For the person who fills the file.
    synonyms
        Other headers that mean this column.
    is_required
        Whether every row must have a value.
    constraints
        ``minimum``, ``maximum``, ``pattern``; bounds are days in a date field.
    categories
        The only values, unless `constraints` also has a pattern: then either.
    is_pseudonym
        Whether the value stands for a household, and must not say who it is.
    reference
        Table of the territory whose codes are taken, or whose names stand for them.
    is_open
        Whether codes that this table does not have are taken too.
    is_past
        Whether the date may not be later than the day the file is read.
    """

    name: str
    title: str
    type: str
    description: str
    example: str
    synonyms: tuple[str, ...]
    is_required: bool
    constraints: Mapping[str, Any]
    categories: tuple[Category, ...]
    is_pseudonym: bool
    reference: str | None
    is_open: bool
    is_past: bool


@dataclass(frozen=True, slots=True)
class Template:
    """The fields of one kind.

    Attributes
    ----------
    kind, title, description
        What a row is, with its French words.
    fields
        In the order of the file.
    key
        Names of the fields that tell one row from another.
    orders
        Pairs of fields: the first is never later, or more, than the second.
    is_personal
        Whether a row is about a household.
    """

    kind: Kind
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    orders: tuple[tuple[str, str], ...]
    is_personal: bool

    def field(self, name: str) -> Field:
        """Return the field called `name`."""
        return next(field for field in self.fields if field.name == name)


@cache
def template(kind: Kind) -> Template:
    """Return the template of a kind.

    >>> template(Kind.PROGRAMME).key
    ('operation_id', 'date')
    """
    content = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return Template(
        kind=kind,
        title=content["title"],
        description=content["description"],
        fields=tuple(_field(each) for each in content["fields"]),
        key=tuple(content["primaryKey"]),
        orders=tuple((first, second) for first, second in content["orders"]),
        is_personal=content["isPersonal"],
    )


def _field(content: Mapping[str, Any]) -> Field:
    constraints = dict(content.get("constraints", {}))
    if "since" in content:
        constraints["minimum"] = date.fromisoformat(content["since"])
    return Field(
        name=content["name"],
        title=content["title"],
        type=content["type"],
        description=content["description"],
        example=content.get("example", ""),
        synonyms=tuple(content.get("synonyms", ())),
        is_required=bool(constraints.pop("required", False)),
        constraints=constraints,
        categories=tuple(
            Category(each["value"], each["label"], tuple(each.get("synonyms", ())))
            for each in content.get("categories", ())
        ),
        is_pseudonym=content.get("isPseudonym", False),
        reference=content.get("reference"),
        is_open=content.get("isOpen", False),
        is_past=content.get("isPast", False),
    )
