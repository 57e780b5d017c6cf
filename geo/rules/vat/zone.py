"""Which zone, which article, how sure: the decision, on the parameters of the day of filing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from geo.errors import Fault, InputError
from geo.rules.parameters import Certainty, DatedValue, Value, parameter
from geo.rules.vat.terms import (
    FAR_LIMIT_REASONS,
    PARTLY_OVER_REASONS,
    Extent,
    Metres,
    QpvFacts,
    VatAnswer,
    VatCaveat,
    VatReason,
    VatZone,
)


@dataclass(frozen=True, slots=True)
class VatRule:
    """The parameters in force on the day when the building-permit application is filed.

    `band_m` is the band around both limits where an answer is to be checked;
    `former_qpv_last_filing_date` is None for days before that clause.
    """

    filed_on: date
    near_limit_m: DatedValue
    far_limit_m: DatedValue
    band_m: DatedValue
    reduced_rate_percent: DatedValue
    standard_rate_percent: DatedValue
    outline_in_force_since: date
    former_qpv_last_filing_date: date | None

    @property
    def reach_m(self) -> int:
        """Distance from which a QPV changes nothing, not even a doubt."""
        return _metres(self.far_limit_m) + _metres(self.band_m)


def rule_on(filed_on: date) -> VatRule:
    """Return the rule for an application filed on `filed_on`.

    Raises
    ------
    ParameterError
        Before the first day of the 500 m limit: the rule had another form.
    """
    values = {
        name: parameter(f"vat.{name}").on(filed_on)
        for name in ("near_limit_m", "far_limit_m", "reduced_rate_percent", "standard_rate_percent")
    }
    clause = parameter("vat.former_qpv_last_filing_date")
    has_clause = clause.values[0].since <= filed_on
    return VatRule(
        filed_on=filed_on,
        band_m=parameter("vat.uncertainty_band_m").on(filed_on),
        outline_in_force_since=_day(parameter("vat.outline_in_force_since").on(filed_on).value),
        former_qpv_last_filing_date=_day(clause.on(filed_on).value) if has_clause else None,
        **values,
    )


def zone_of(facts: QpvFacts, rule: VatRule) -> tuple[VatZone, VatReason]:
    """Return the zone of a place for one QPV, and why."""
    near, far = _metres(rule.near_limit_m), _metres(rule.far_limit_m)
    if not facts.has_contrat_de_ville:
        return VatZone.NONE, VatReason.WITHOUT_CONTRAT_DE_VILLE
    if facts.max_distance_m == 0:
        return VatZone.QPV, VatReason.WHOLLY_INSIDE
    if facts.max_distance_m < near:
        return VatZone.WITHIN_300_M, VatReason.WHOLLY_UNDER_NEAR_LIMIT
    if facts.has_npnru_convention:
        return _zone_around_npnru(facts, near, far)
    return VatZone.NONE, (
        VatReason.PARTLY_OVER_NEAR_LIMIT_WITHOUT_NPNRU
        if facts.min_distance_m < near
        else VatReason.NO_PART_UNDER_NEAR_LIMIT
    )


def _zone_around_npnru(facts: QpvFacts, near: int, far: int) -> tuple[VatZone, VatReason]:
    """Zone of a place that reaches `near` or more from a QPV with an NPNRU convention."""
    if facts.extent is Extent.POINT and facts.max_distance_m < far:
        return VatZone.WITHIN_500_M_NPNRU, VatReason.POINT_BETWEEN_LIMITS
    if facts.min_distance_m >= near:
        return VatZone.NONE, VatReason.NO_PART_UNDER_NEAR_LIMIT
    if facts.max_distance_m < far:
        return VatZone.WITHIN_500_M_NPNRU, VatReason.PARTLY_UNDER_NEAR_WHOLLY_UNDER_FAR_LIMIT
    return VatZone.NONE, VatReason.PARTLY_OVER_FAR_LIMIT


def is_near_threshold(facts: QpvFacts, rule: VatRule) -> bool:
    """Whether a distance that matters for this QPV is less than the band away from a limit."""
    near, far, band = _metres(rule.near_limit_m), _metres(rule.far_limit_m), _metres(rule.band_m)
    if not facts.has_contrat_de_ville:
        return False
    pairs = [(facts.min_distance_m, near), (facts.max_distance_m, near)]
    if facts.has_npnru_convention:
        pairs.append((facts.max_distance_m, far))
    return any(limit - band < distance < limit + band for distance, limit in pairs)


def answer(facts: QpvFacts, rule: VatRule) -> VatAnswer:
    """Return what the rule says of a place for one QPV."""
    zone, reason = zone_of(facts, rule)
    is_near = is_near_threshold(facts, rule)
    is_measured = is_near or zone in {VatZone.WITHIN_300_M, VatZone.WITHIN_500_M_NPNRU}
    rate = rule.standard_rate_percent if zone is VatZone.NONE else rule.reduced_rate_percent
    text = rule.far_limit_m if reason in FAR_LIMIT_REASONS else rule.near_limit_m
    return VatAnswer(
        code_qp=facts.code_qp,
        zone=zone,
        reason=reason,
        rate_percent=Decimal(str(rate.value)),
        rate_certainty=rate.certainty,
        is_near_threshold=is_near,
        min_distance_m=facts.min_distance_m,
        max_distance_m=facts.max_distance_m,
        near_limit_m=_metres(rule.near_limit_m),
        far_limit_m=_metres(rule.far_limit_m),
        article=text.article,
        version=text.version,
        url=text.url,
        certainty=Certainty.TO_CHECK if is_measured else text.certainty,
        caveats=(
            *_caveats_of_place(reason, is_near=is_near, is_measured=is_measured),
            *_caveats_of_date(zone, rule),
        ),
    )


def best_answer(places: Iterable[QpvFacts], rule: VatRule) -> VatAnswer:
    """Return the most favourable answer over several QPV.

    Among equal zones the surest wins; among places out of every zone, one that is near a
    threshold, so that the doubt is never hidden, then the nearest QPV.

    Raises
    ------
    InputError
        When there is no QPV at all.
    """
    answers = [answer(facts, rule) for facts in places]
    if not answers:
        raise InputError(Fault(rule="no-qpv", file="vat", expected="at least one QPV"))
    return min(answers, key=_preference)


def _preference(found: VatAnswer) -> tuple[int, bool, Metres, str]:
    rank = list(VatZone).index(found.zone)
    is_last = found.is_near_threshold is (found.zone is not VatZone.NONE)
    return rank, is_last, found.min_distance_m, found.code_qp


def _caveats_of_place(
    reason: VatReason, *, is_near: bool, is_measured: bool
) -> Iterator[VatCaveat]:
    if is_near:
        yield VatCaveat.NEAR_THRESHOLD
    if is_measured:
        yield VatCaveat.STRAIGHT_LINE_IS_A_READING
    if reason is VatReason.POINT_BETWEEN_LIMITS:
        yield VatCaveat.ESTATE_MUST_REACH_NEAR_LIMIT
    if reason in PARTLY_OVER_REASONS:
        yield VatCaveat.ONLY_DWELLINGS_COUNT


def _caveats_of_date(zone: VatZone, rule: VatRule) -> Iterator[VatCaveat]:
    if rule.filed_on < rule.outline_in_force_since:
        yield VatCaveat.OUTLINE_LATER_THAN_FILING
    last = rule.former_qpv_last_filing_date
    if zone is VatZone.NONE and last is not None and rule.filed_on <= last:
        yield VatCaveat.FORMER_QPV_MAY_COUNT


def _metres(value: DatedValue) -> int:
    return int(str(value.value))


def _day(value: Value) -> date:
    return date.fromisoformat(str(value))
