"""A command badly typed, told as a fault: which option, what was expected, what stands there.

Typer says it in several English lines. Here it becomes one fault, which the command tells in one
line as it does any other.
"""

import re
from dataclasses import replace
from decimal import InvalidOperation
from typing import Any, Final

import typer

from geo.errors import Fault, InputError

NOTHING: Final = "nothing"
FLAG: Final = "not take a value"
EXPECTED: Final = (
    (r"int_.*", "an integer"),
    (r"float_.*", "a number"),
    (r".* does not match the formats '%Y-%m-%d'\.?", "a date YYYY-MM-DD"),
)
CHOICES: Final = re.compile(r".* is not one of (.*?)\.?")
QUOTED: Final = re.compile(r"(?:'(.*)'\.?|\(([^()]*)\))$", re.DOTALL)


class MisuseError(InputError):
    """The words after ``cdv`` are not those of a command."""


def misuse(error: typer.TyperException) -> MisuseError:
    """Return what Typer refused as an error of ours, with one fault."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "cdv"
    return MisuseError(replace(_fault(error, path), fix=f"{path} --help"))


def _fault(error: Any, path: str) -> Fault:  # noqa: ANN401 -- any kind of Typer's
    """Return what is wrong with a value, an option or a command."""
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", None)
    if parameter is not None:
        place = " / ".join(parameter.opts)
        place = place if place.startswith("-") else place.upper()
        return _refused(error, place) if error.message else _lacking(place)
    if option is not None and hasattr(error, "possibilities"):
        near = f"one of {', '.join(error.possibilities)}" if error.possibilities else ""
        return Fault("unknown-option", option, expected=near, found=option)
    if option is not None and FLAG in error.message:
        return Fault("value", option, expected=NOTHING, found="a value")
    if option is not None:
        return _lacking(option)
    commands = getattr(error.ctx.command, "commands", None)
    if commands:
        known = f"one of {', '.join(commands)}"
        return Fault("unknown-command", path, expected=known, found=_quoted(error))
    return Fault("extra-argument", path, expected=NOTHING, found=_quoted(error))


def _lacking(place: str) -> Fault:
    return Fault("missing-value", place, expected="a value", found=NOTHING)


def _refused(error: Any, place: str) -> Fault:  # noqa: ANN401 -- as above
    """Return what a value had to be, and the value."""
    cause = error.__cause__
    if isinstance(cause, InvalidOperation):
        return Fault("value", place, expected="a number", found=error.message)
    first = cause.errors()[0] if hasattr(cause, "errors") else {}
    said = (str(first.get("type", "")), error.message)
    expected = next(
        (to for asked, to in EXPECTED for each in said if re.fullmatch(asked, each)), ""
    )
    choices = CHOICES.fullmatch(error.message)
    if choices:
        expected = f"one of {choices[1]}".replace("'", "")
    return Fault("value", place, expected=expected, found=str(first.get("input", "")))


def _quoted(error: Any) -> str:  # noqa: ANN401 -- as above
    found = QUOTED.search(error.message)
    return (found[1] or found[2]) if found else ""
