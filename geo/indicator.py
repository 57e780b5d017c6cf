"""What an indicator is: French label, unit, definition, and how its values may be used.

The nature says how a value may be drawn and counted: a count is a proportional symbol and can
be summed; a share or an amount is a class of colour and can never be summed; a change diverges
around zero.
"""

from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    """How a quantity behaves on a map and in a sum."""

    COUNT = "count"
    SHARE = "share"
    AMOUNT = "amount"
    DENSITY = "density"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a figure is.

    Attributes
    ----------
    name
        Name of the indicator in the data, with its unit as suffix.
    label
        French name, as on screen.
    unit
        French unit, as on screen.
    nature
        See `Nature`.
    theme
        French heading it stands under.
    definition
        French definition, one or two sentences.
    decimals
        Digits after the decimal comma.
    """

    name: str
    label: str
    unit: str
    nature: Nature
    theme: str
    definition: str
    decimals: int = 0

    @property
    def can_be_summed(self) -> bool:
        """Whether values of several communes may be added."""
        return self.nature is Nature.COUNT
