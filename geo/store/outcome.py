"""Where rows come from, and what they did to the store."""

from dataclasses import dataclass

BY_FORM = "saisie"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from.

    Attributes
    ----------
    who
        Service or person that gives them.
    file_name, sha256
        Their file; the name of a form and nothing when they were typed.
    effect
        French sentence on what they change, for the log.
    """

    who: str
    file_name: str = BY_FORM
    sha256: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What rows did to the store, or would do.

    Attributes
    ----------
    batch_id
        The new batch; None when nothing changed, or nothing was written.
    added_count, changed_count, unchanged_count
        Rows of a new key, of a known key with other values, and that the store already had.
    """

    batch_id: int | None
    added_count: int
    changed_count: int
    unchanged_count: int
