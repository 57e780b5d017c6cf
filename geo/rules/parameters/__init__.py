"""Dated legal parameters: one TOML file per rule, each value with its article and certainty."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from geo.errors import Fault, ParameterError

Value: TypeAlias = int | Decimal | str | bool | tuple["Value", ...]


class Certainty(StrEnum):
    """Whether the value was read in a text that gives it, or still has to be."""

    READ = "read"
    TO_CHECK = "to_check"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of a legal parameter, in force since a day.

    Attributes
    ----------
    since
        First day in force.
    value
        Exact: integer, Decimal, text, or a tuple of these; in the unit of the parameter.
    article, url, version
        Where the value stands: article, address of the version of the text, its name.
    certainty
        `Certainty.TO_CHECK` must be shown to the user as "à vérifier".
    note
        What a reader should know, in French.
    """

    since: date
    value: Value
    article: str
    url: str
    version: str
    certainty: Certainty
    note: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A legal parameter and all its known values, oldest first.

    Attributes
    ----------
    name
        Identifier, with the rule as a prefix: ``sru.levy_rate_share``.
    label
        French name for the screen.
    unit
        Unit as written on screen: ``%``, ``€``, ``m``, ``logements``...
    checked_on
        Day when the values were last compared with their source.
    values
        Empty where no text that was read gives a value, as for the promises of a charter.
    """

    name: str
    label: str
    unit: str
    checked_on: date
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """Return the value in force on `day`; raise `ParameterError` when there is none."""
        in_force = [value for value in self.values if value.since <= day]
        if not in_force:
            first = self.values[0].since.isoformat() if self.values else ""
            raise ParameterError(
                Fault(
                    rule="no-value-in-force",
                    file=self.name,
                    expected=f"a day from {first}" if first else "a text that gives a value",
                    found=day.isoformat(),
                )
            )
        return in_force[-1]


def parameter(name: str) -> Parameter:
    """Return the parameter called ``rule.name``; raise `ParameterError` when unknown."""
    known = all_parameters()
    if name not in known:
        raise ParameterError(
            Fault(rule="unknown-parameter", file="parameters", expected="a known name", found=name)
        )
    return known[name]


@cache
def all_parameters() -> Mapping[str, Parameter]:
    """Return every parameter of every rule, by name, in the order of the files."""
    folder = files(__name__)
    tables = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {
        parameter.name: parameter
        for table in tables
        for parameter in _parse(
            table.removesuffix(".toml"), folder.joinpath(table).read_text("utf-8")
        )
    }


def _parse(rule: str, text: str) -> list[Parameter]:
    content = tomllib.loads(text, parse_float=Decimal)
    return [
        Parameter(
            name=f"{rule}.{name}",
            label=entry["label"],
            unit=entry["unit"],
            checked_on=entry["checked_on"],
            values=tuple(
                sorted((_dated(entry, item) for item in entry["values"]), key=lambda v: v.since)
            ),
        )
        for name, entry in content.items()
    ]


def _dated(entry: dict[str, Any], item: dict[str, Any]) -> DatedValue:
    """Build one value; what it does not say itself it takes from its parameter."""
    merged = {**entry, **item}
    return DatedValue(
        since=merged["since"],
        value=_exact(merged["value"]),
        article=merged["article"],
        url=merged["url"],
        version=merged.get("version", ""),
        certainty=Certainty(merged["certainty"]),
        note=merged.get("note", ""),
    )


def _exact(value: Any) -> Value:  # noqa: ANN401 -- TOML gives any of its types
    return tuple(_exact(item) for item in value) if isinstance(value, list) else value
