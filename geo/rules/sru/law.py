"""Legal values of the SRU law as exact numbers, and how a result quotes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from geo.errors import Fault, ParameterError
from geo.rules.parameters import Certainty, DatedValue, Value, parameter


@dataclass(frozen=True, slots=True)
class Law:
    """What a result rests on: article, version of the text, address, certainty.

    Where several values are used, their articles are joined and the certainty is the weakest.
    """

    article: str
    version: str
    url: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Doubt:
    """A legal value that was used and is still to be checked, with its French name and unit."""

    label: str
    unit: str
    dated: DatedValue


def legal(name: str, day: date) -> DatedValue:
    """Return the SRU parameter `name` in force on `day`; raise `ParameterError` if none is."""
    return parameter(f"sru.{name}").on(day)


def doubts(name: str, day: date) -> tuple[Doubt, ...]:
    """Return the SRU parameter `name` if its value on `day` is to be checked, else nothing."""
    known = parameter(f"sru.{name}")
    dated = known.on(day)
    if dated.certainty is Certainty.READ:
        return ()
    return (Doubt(known.label, known.unit, dated),)


def amount(dated: DatedValue) -> Fraction:
    """Return the number a parameter holds; raise `ParameterError` if it holds no single number."""
    return _fraction(dated.value)


def amounts(dated: DatedValue) -> tuple[Fraction, ...]:
    """Return the numbers a parameter holds, none where the text was not read."""
    return tuple(_fraction(item) for item in _items(dated.value))


def readings(dated: DatedValue) -> tuple[tuple[Fraction, ...], ...]:
    """Return the lists of numbers a parameter holds: one list per known version of the text."""
    return tuple(tuple(_fraction(item) for item in _items(row)) for row in _items(dated.value))


def day_of(dated: DatedValue) -> date:
    """Return the date a parameter holds as ISO text."""
    return date.fromisoformat(str(dated.value))


def cite(*values: DatedValue) -> Law:
    """Join the sources of the values a result was computed from."""
    doubtful = any(value.certainty is Certainty.TO_CHECK for value in values)
    return Law(
        article=_joined([value.article for value in values]),
        version=_joined([value.version for value in values]),
        url=values[0].url,
        certainty=Certainty.TO_CHECK if doubtful else Certainty.READ,
    )


def _joined(texts: Sequence[str]) -> str:
    return " ; ".join(dict.fromkeys(texts))


def _items(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, tuple):
        raise _wrong_type("a list", value)
    return value


def _fraction(value: Value) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong_type("a number", value)
    return Fraction(value)


def _wrong_type(expected: str, value: Value) -> ParameterError:
    return ParameterError(
        Fault(rule="parameter-type", file="sru", expected=expected, found=repr(value))
    )
