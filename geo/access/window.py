"""A window of departures: every whole minute from its start, its end excluded."""

import re
from dataclasses import dataclass

from geo.errors import Fault, InputError

WINDOW = re.compile(r"(\d{1,2}):([0-5]\d)-(\d{1,2}):([0-5]\d)")
MINUTES_OF_DAY = 1440


@dataclass(frozen=True, slots=True)
class Window:
    """The whole minutes in [`start_min`, `end_min`), after midnight of the day.

    Raises `InputError` unless 0 <= start < end <= 24:00.
    """

    start_min: int
    end_min: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_min < self.end_min <= MINUTES_OF_DAY:
            raise _refusal(f"{self.start_min} min to {self.end_min} min")

    @classmethod
    def parse(cls, text: str) -> "Window":
        """Read ``HH:MM-HH:MM``.

        >>> Window.parse("07:00-09:00")
        Window(start_min=420, end_min=540)
        """
        found = WINDOW.fullmatch(text.strip())
        if found is None:
            raise _refusal(text)
        hours, minutes, last_hours, last_minutes = (int(each) for each in found.groups())
        return cls(hours * 60 + minutes, last_hours * 60 + last_minutes)

    @property
    def minutes_count(self) -> int:
        """How many departures there are."""
        return self.end_min - self.start_min


def _refusal(found: str) -> InputError:
    expected = "HH:MM-HH:MM within one day, the start before the end"
    return InputError(Fault("window", "window", expected=expected, found=found))
