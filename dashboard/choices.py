"""What the address of a page keeps of the reader's choices: a name, a code and its two readings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geo.errors import Fault, InputError


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice that belongs to an owner: a commune, a neighbourhood.

    Attributes
    ----------
    name
        Name in the address.
    read
        From the code in the address to the value; raises `InputError` when it is not one.
    write
        From the value to its code; an empty code stays out of the address.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]

    def key(self, owner: str) -> str:
        """Return the key under which the value is remembered.

        >>> whole_number("pf", 0, 9).key("43089")
        'pf-43089'
        """
        return choice_key(self.name, owner)


def choice_key(name: str, owner: str) -> str:
    """Return the key of the choice `name` of `owner`; a widget may bear it."""
    return f"{name}-{owner}"


def whole_number(name: str, low: int, high: int) -> Choice:
    """Return a choice that is a whole number between two bounds."""

    def read(text: str) -> int:
        value = int(text) if text.isascii() and text.isdigit() else low - 1
        if not low <= value <= high:
            raise _unreadable(name, f"{low}…{high}", text)
        return value

    return Choice(name, read, lambda value: "" if value is None else str(value))


def amount(name: str, high: int) -> Choice:
    """Return a choice that is an amount from 0 to `high`.

    >>> choice = amount("pf", 1000)
    >>> choice.read("900.5"), choice.write(900.0), choice.write(None)
    (900.5, '900', '')
    """

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value <= high:
            raise _unreadable(name, f"0…{high}", text)
        return value

    return Choice(name, read, lambda value: "" if value is None else f"{value:.10g}")


def one_of(name: str, codes: tuple[str, ...]) -> Choice:
    """Return a choice among `codes`; the first one, the usual one, stays out of the address."""

    def read(text: str) -> str:
        if text not in codes:
            raise _unreadable(name, ", ".join(codes), text)
        return text

    return Choice(name, read, lambda value: "" if value in (None, codes[0]) else str(value))


def _unreadable(name: str, expected: str, found: str) -> InputError:
    return InputError(Fault("unreadable-code", name, expected=expected, found=found))
