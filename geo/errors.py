"""Errors of the project: each says what is wrong, where, what was expected and how to fix it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in one place of one file or argument.

    Attributes
    ----------
    rule
        Stable identifier of the broken rule, e.g. ``"type"`` or ``"duplicate-key"``.
    file
        Path as the user named it, or the name of a command-line argument.
    line, column
        1-based position in the file; None where the whole file is meant.
    field
        Name of the table column or of the property.
    expected, found
        What the contract asks for and what stands there.
    fix
        What the user can do about it.
    """

    rule: str
    file: str
    line: int | None = None
    column: int | None = None
    field: str | None = None
    expected: str = ""
    found: str = ""
    fix: str = ""

    @property
    def place(self) -> str:
        """``file:line:column``, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def __str__(self) -> str:
        field = f" [{self.field}]" if self.field else ""
        parts = [f"{self.place}{field}: {self.rule}"]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.found:
            parts.append(f"found {self.found}")
        if self.fix:
            parts.append(f"fix: {self.fix}")
        return "; ".join(parts)


class CdvError(Exception):
    """Root of every error the project raises on purpose.

    Attributes
    ----------
    faults
        All that was found wrong, never only the first.
    """

    def __init__(self, faults: Fault | Sequence[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class DataError(CdvError, ValueError):
    """A file of a territory is missing, unreadable or breaks its contract."""


class PartnerFileError(DataError):
    """A file of a partner cannot be taken; its faults never repeat a value of a row."""


class CrsError(CdvError, ValueError):
    """Coordinates are in another reference system than the one asked for."""


class UnknownCodeError(CdvError, LookupError):
    """No commune, neighbourhood or dataset has the code that was asked for."""


class InputError(CdvError, ValueError):
    """A value given by the user (command line, URL, form) is not acceptable."""


class ParameterError(CdvError, LookupError):
    """No value of a legal parameter is in force on the day that was asked for."""


class NetworkError(CdvError, ConnectionError):
    """An online service that the user switched on cannot be reached, or answers badly."""
