"""The reserve with which a published figure is known, through sums and differences."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Qualifier(StrEnum):
    """With which reserve a source gives a figure."""

    EXACT = "exact"
    ABOUT = "about"
    PROVISIONAL = "provisional"
    MAX = "max"
    MIN = "min"


OPPOSITE: Final = {Qualifier.MAX: Qualifier.MIN, Qualifier.MIN: Qualifier.MAX}


def combined(qualifiers: Iterable[str]) -> str:
    """Return the reserve with which a sum of figures is known.

    >>> combined(["exact", "exact"]), combined(["exact", "max"]), combined(["max", "min"])
    ('exact', 'max', 'about')
    """
    found = {Qualifier(qualifier) for qualifier in qualifiers}
    if found >= {Qualifier.MAX, Qualifier.MIN}:
        return Qualifier.ABOUT.value
    order = (Qualifier.MAX, Qualifier.MIN, Qualifier.ABOUT, Qualifier.PROVISIONAL)
    return next((one.value for one in order if one in found), Qualifier.EXACT.value)


def combined_if_any(qualifiers: Iterable[object]) -> str | None:
    """Like `combined`, over the published ones; None when there is none."""
    published = [one for one in qualifiers if isinstance(one, str)]
    return combined(published) if published else None


def difference(total: str, part: object) -> str:
    """Return the reserve with which ``total - part`` is known; `part` is NA when none is named."""
    if not isinstance(part, str):
        return total
    return combined([total, OPPOSITE.get(Qualifier(part), Qualifier(part))])
