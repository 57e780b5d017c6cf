"""The words of rehousing: where a household stands, where it went, what changed for it."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a household stands, as the landlord's file says it (`rehousing.json`)."""

    SURVEY = "enquete"
    OFFER = "proposition"
    AGREED = "accepte"
    MOVED_FOR_NOW = "demenage_provisoire"
    MOVED = "demenage"
    SPLIT = "decohabitation"
    LEFT = "parti_de_lui_meme"
    DECEASED = "decede"
    EVICTED = "expulse"


class Progress(StrEnum):
    """What is published of the stages, in groups wide enough to be shown."""

    SEARCHING = "searching"
    AGREED = "agreed"
    REHOUSED = "rehoused"
    LEFT = "left"


PROGRESS = {
    Stage.SURVEY: Progress.SEARCHING,
    Stage.OFFER: Progress.SEARCHING,
    Stage.AGREED: Progress.AGREED,
    Stage.MOVED_FOR_NOW: Progress.AGREED,
    Stage.MOVED: Progress.REHOUSED,
    Stage.SPLIT: Progress.REHOUSED,
    Stage.LEFT: Progress.LEFT,
    Stage.DECEASED: Progress.LEFT,
    Stage.EVICTED: Progress.LEFT,
}


class Zone(StrEnum):
    """Where a household was rehoused."""

    QPV = "qpv"
    SAME_COMMUNE = "same_commune"
    OTHER_COMMUNE = "other_commune"
    OUTSIDE_EPCI = "outside_epci"
    UNKNOWN = "unknown"


class Change(StrEnum):
    """How something compares with what it was before the move."""

    LESS = "less"
    SAME = "same"
    MORE = "more"
    UNKNOWN = "unknown"


class Offers(StrEnum):
    """How many offers it took."""

    ONE = "one"
    SEVERAL = "several"
    UNKNOWN = "unknown"


class Refusals(StrEnum):
    """How many offers a household refused; at three the law sets a term."""

    NONE = "none"
    ONE_OR_TWO = "one_or_two"
    THREE = "three_or_more"
    UNKNOWN = "unknown"


class Opinion(StrEnum):
    """What a rehoused household says of its new home."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    UNKNOWN = "unknown"
