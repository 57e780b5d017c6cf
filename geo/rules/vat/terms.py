"""The words of the reduced VAT rule: zones, reasons, caveats, facts given and answer got."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from geo.errors import Fault, InputError
from geo.rules.parameters import Certainty

Metres: TypeAlias = int | float | Decimal


class VatZone(StrEnum):
    """Where a place stands for the reduced rate, most favourable first."""

    QPV = "qpv"
    WITHIN_300_M = "within_300_m"
    WITHIN_500_M_NPNRU = "within_500_m_npnru"
    NONE = "none"


class Extent(StrEnum):
    """What the distances describe: one point, or all the dwellings of a plot or building."""

    POINT = "point"
    SHAPE = "shape"


class VatReason(StrEnum):
    """Why the zone is what it is; worded in French by the interface."""

    WHOLLY_INSIDE = "wholly_inside"
    WHOLLY_UNDER_NEAR_LIMIT = "wholly_under_near_limit"
    PARTLY_UNDER_NEAR_WHOLLY_UNDER_FAR_LIMIT = "partly_under_near_wholly_under_far_limit"
    POINT_BETWEEN_LIMITS = "point_between_limits"
    NO_PART_UNDER_NEAR_LIMIT = "no_part_under_near_limit"
    PARTLY_OVER_NEAR_LIMIT_WITHOUT_NPNRU = "partly_over_near_limit_without_npnru"
    PARTLY_OVER_FAR_LIMIT = "partly_over_far_limit"
    WITHOUT_CONTRAT_DE_VILLE = "without_contrat_de_ville"


class VatCaveat(StrEnum):
    """What the reader must know besides the zone."""

    NEAR_THRESHOLD = "near_threshold"
    STRAIGHT_LINE_IS_A_READING = "straight_line_is_a_reading"
    ESTATE_MUST_REACH_NEAR_LIMIT = "estate_must_reach_near_limit"
    OUTLINE_LATER_THAN_FILING = "outline_later_than_filing"
    FORMER_QPV_MAY_COUNT = "former_qpv_may_count"
    ONLY_DWELLINGS_COUNT = "only_dwellings_count"


FAR_LIMIT_REASONS = {
    VatReason.PARTLY_UNDER_NEAR_WHOLLY_UNDER_FAR_LIMIT,
    VatReason.POINT_BETWEEN_LIMITS,
    VatReason.PARTLY_OVER_FAR_LIMIT,
}
PARTLY_OVER_REASONS = {
    VatReason.PARTLY_OVER_NEAR_LIMIT_WITHOUT_NPNRU,
    VatReason.PARTLY_OVER_FAR_LIMIT,
}


@dataclass(frozen=True, slots=True)
class QpvFacts:
    """A dwelling, plot or point, seen from one QPV.

    Attributes
    ----------
    code_qp
        Official code of the QPV.
    min_distance_m, max_distance_m
        Distance of the nearest and of the farthest part to the QPV, in metres; 0 inside.
        Equal for a point.
    has_contrat_de_ville, has_npnru_convention
        Whether the QPV is covered by each on the day of filing.
    extent
        Whether the distances are those of a point or of all the dwellings.
    """

    code_qp: str
    min_distance_m: Metres
    max_distance_m: Metres
    has_contrat_de_ville: bool
    has_npnru_convention: bool
    extent: Extent = Extent.SHAPE

    def __post_init__(self) -> None:
        """Refuse distances that are not 0 <= min <= max; NaN too."""
        if not 0 <= self.min_distance_m <= self.max_distance_m:
            raise InputError(
                Fault(
                    rule="distances",
                    file=self.code_qp,
                    expected="0 <= min_distance_m <= max_distance_m",
                    found=f"{self.min_distance_m} and {self.max_distance_m}",
                )
            )


@dataclass(frozen=True, slots=True)
class VatAnswer:
    """What the rule says of one place, for one QPV.

    Attributes
    ----------
    rate_percent, rate_certainty
        Rate that may apply: the reduced one in a zone, the standard one elsewhere; whether its
        article was read.
    is_near_threshold
        A distance that matters is less than the band away from its limit: to be checked.
    near_limit_m, far_limit_m
        The limits of the rule on the day of filing.
    article, version, url
        The text in force on the day of filing.
    certainty
        `TO_CHECK` when the answer hangs on how the distance is measured.
    """

    code_qp: str
    zone: VatZone
    reason: VatReason
    rate_percent: Decimal
    rate_certainty: Certainty
    is_near_threshold: bool
    min_distance_m: Metres
    max_distance_m: Metres
    near_limit_m: int
    far_limit_m: int
    article: str
    version: str
    url: str
    certainty: Certainty
    caveats: tuple[VatCaveat, ...]
