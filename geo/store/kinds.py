"""What partners send: one kind of row per template."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of partner data; its fields are in ``geo/imports/templates/<kind>.json``."""

    REHOUSING = "rehousing"
    LETTINGS = "lettings"
    PROGRAMME = "programme"
    THRESHOLDS = "thresholds"
    FOLLOW_UP = "follow_up"
