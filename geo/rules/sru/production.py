"""Production of a period: shares of PLAI and PLS, mutual contract, bilan (CCH L302-8, L302-8-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.french import NARROW
from geo.rules.sru.law import Law, amount, cite, legal
from geo.rules.sru.period import Period
from geo.rules.sru.result import DWELLINGS, PERCENT, Result, Status
from geo.rules.sru.wording import equation, short, span


@dataclass(frozen=True, slots=True)
class Production:
    """Dwellings put into service or financed over a period, by the State's counting rules.

    Attributes
    ----------
    total_count
        All social dwellings, PLUS and others included.
    plai_count, pls_count
        Those in PLAI (very social) and in PLS.
    """

    total_count: int
    plai_count: int
    pls_count: int

    def __post_init__(self) -> None:
        counts = {"plai": self.plai_count, "pls": self.pls_count, "total": self.total_count}
        faults = [
            Fault("negative", name, expected="0 or more", found=str(count))
            for name, count in counts.items()
            if count < 0
        ]
        if self.plai_count + self.pls_count > self.total_count:
            faults.append(
                Fault(
                    "parts-above-total",
                    "total",
                    expected=f"at least {self.plai_count + self.pls_count}",
                    found=str(self.total_count),
                )
            )
        if faults:
            raise InputError(faults)


@dataclass(frozen=True, slots=True)
class Split:
    """Shares of PLAI (a minimum) and of PLS (a maximum) in a production."""

    plai: Result
    pls: Result

    @property
    def status(self) -> Status:
        """MET when both hold; UNDEFINED for an empty production."""
        statuses = {self.plai.status, self.pls.status}
        for verdict in (Status.UNDEFINED, Status.NOT_MET, Status.UNKNOWN):
            if verdict in statuses:
                return verdict
        return Status.MET


@dataclass(frozen=True, slots=True)
class _Limit:
    """A minimum, or a maximum known between two values."""

    low: Fraction
    high: Fraction
    is_minimum: bool
    law: Law
    missing: tuple[str, ...] = ()

    def judge(self, share: Fraction) -> Status:
        if self.is_minimum:
            return Status.MET if share >= self.low else Status.NOT_MET
        if share <= self.low:
            return Status.MET
        return Status.NOT_MET if share > self.high else Status.UNKNOWN

    @property
    def text(self) -> str:
        word = "minimum" if self.is_minimum else "maximum"
        values = dict.fromkeys((short(self.low), short(self.high)))
        return f"{word} {' ou '.join(values)}{NARROW}%"


def split(
    production: Production,
    period: Period,
    rate_percent: Fraction | None,
    *,
    has_plh: bool | None,
) -> Split:
    """Compare the shares of PLAI and PLS with the law's minimum and maximum.

    Parameters
    ----------
    production
        The whole period; the law does not judge a single programme.
    rate_percent
        Rate of the commune, which sets the maximum of PLS; None when unknown.
    has_plh
        Whether a programme local de l'habitat covers the commune; None when unknown.
    """
    dated = legal("plai_min_percent", period.first_day)
    minimum = _Limit(amount(dated), amount(dated), is_minimum=True, law=cite(dated))
    total = production.total_count
    return Split(
        _share("plai_share_percent", production.plai_count, total, minimum),
        _share(
            "pls_share_percent",
            production.pls_count,
            total,
            _pls_limit(period, rate_percent, has_plh=has_plh),
        ),
    )


def _pls_limit(period: Period, rate_percent: Fraction | None, *, has_plh: bool | None) -> _Limit:
    """Return the maximum of PLS: lower below 10 % without a PLH; both when it is not known."""
    day = period.first_day
    usual, strict = legal("pls_max_percent", day), legal("pls_max_low_rate_percent", day)
    threshold = legal("low_rate_percent", day)
    if has_plh or (rate_percent is not None and rate_percent >= amount(threshold)):
        return _Limit(amount(usual), amount(usual), is_minimum=False, law=cite(usual))
    law = cite(strict, threshold)
    if has_plh is False and rate_percent is not None:
        return _Limit(amount(strict), amount(strict), is_minimum=False, law=law)
    names = {"rate_percent": rate_percent, "has_plh": has_plh}
    missing = tuple(name for name, value in names.items() if value is None)
    return _Limit(amount(strict), amount(usual), is_minimum=False, law=law, missing=missing)


def _share(name: str, count: int, total: int, limit: _Limit) -> Result:
    if total == 0:
        return Result(name, PERCENT, None, None, Status.UNDEFINED, "0 ÷ 0 : n.d.", limit.law)
    share = Fraction(100 * count, total)
    text = equation(f"{short(count)} ÷ {short(total)}", share, share, PERCENT)
    status = limit.judge(share)
    missing = limit.missing if status is Status.UNKNOWN else ()
    return Result(name, PERCENT, share, share, status, f"{text}, {limit.text}", limit.law, missing)


def realisation(
    objective: Result, achieved_count: int, split_status: Status | None = None
) -> Result:
    """Compare what was produced over a period with its objective (bilan triennal).

    Returns
    -------
    Result
        ``realisation_percent``: MET, NOT_MET (the commune can be declared carencée) or UNKNOWN;
        UNDEFINED without an objective. The split counts as much as the number. ``high`` is
        None when the objective may be 0.
    """
    name, law = "realisation_percent", objective.law
    if achieved_count < 0:
        raise InputError(
            Fault("negative", "achieved", expected="0 or more", found=str(achieved_count))
        )
    if objective.low is None or objective.high is None:
        return Result(name, PERCENT, None, None, objective.status, "", law, objective.missing)
    if objective.high == 0:
        return Result(name, PERCENT, None, None, Status.UNDEFINED, "aucun objectif", law)
    low = 100 * achieved_count / objective.high
    high = 100 * achieved_count / objective.low if objective.low else None
    text = f"{short(achieved_count)} ÷ {span(objective.low, objective.high)}"
    return Result(
        name,
        PERCENT,
        low,
        high,
        _verdict(low, high, split_status),
        equation(text, low, low if high is None else high, PERCENT),
        law,
        objective.missing + (("split",) if split_status is None else ()),
    )


def _verdict(low: Fraction, high: Fraction | None, split_status: Status | None) -> Status:
    if (high is not None and high < 100) or split_status is Status.NOT_MET:  # noqa: PLR2004 -- %
        return Status.NOT_MET
    if low >= 100 and split_status is Status.MET:  # noqa: PLR2004 -- %
        return Status.MET
    return Status.UNKNOWN


def mutual_contract(own: Sequence[Fraction], agreed: Sequence[Fraction], period: Period) -> Result:
    """Check the objectives shared out by a contrat de mixité sociale mutualisant.

    Parameters
    ----------
    own, agreed
        Objectives of the communes, by the general rule and by the contract, in one order.

    Returns
    -------
    Result
        ``objective_count`` of all; MET when the sum is kept and nobody goes below its share.
    """
    dated = legal("contract_mutual_percent", period.first_day)
    pairs = list(zip(own, agreed, strict=True))
    keeps_sum = sum(agreed, Fraction(0)) == sum(own, Fraction(0))
    keeps_share = all(100 * theirs >= amount(dated) * mine for mine, theirs in pairs)
    total = sum(own, Fraction(0))
    return Result(
        "objective_count",
        DWELLINGS,
        total,
        total,
        Status.MET if keeps_sum and keeps_share else Status.NOT_MET,
        f"{short(sum(agreed, Fraction(0)))} convenus pour {short(total)} dus",
        cite(dated),
    )
