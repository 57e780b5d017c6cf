"""Target of 20 or 25 % (CCH L302-5 II): a stored fact per commune and period, never guessed."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.french import number
from geo.rules.sru.law import amounts, cite, legal
from geo.rules.sru.period import Period
from geo.rules.sru.result import PERCENT, Result, Status

Ratio = int | Decimal | Fraction


def target_percents(day: date) -> tuple[int, ...]:
    """Return the two targets of the law, in percent."""
    return tuple(int(value) for value in amounts(legal("target_percents", day)))


def require_target(target_percent: int, day: date) -> int:
    """Return `target_percent` if it is one of the law; raise `InputError` otherwise."""
    known = target_percents(day)
    if target_percent not in known:
        raise InputError(
            Fault(
                rule="unknown-target",
                file="target",
                expected=" or ".join(str(value) for value in known),
                found=str(target_percent),
            )
        )
    return target_percent


def pressure(ratios: Sequence[Ratio]) -> Fraction:
    """Return the mean of the yearly ratios of applications to move-ins (R302-14 II).

    >>> pressure([Decimal("3.1"), Decimal("3.6"), Decimal("4.4")])
    Fraction(37, 10)
    """
    if not ratios or any(ratio < 0 for ratio in ratios):
        raise InputError(
            Fault(
                rule="ratios",
                file="ratios",
                expected="yearly ratios, none below 0",
                found=str(list(ratios)),
            )
        )
    return sum((Fraction(ratio) for ratio in ratios), Fraction(0)) / len(ratios)


def target_by_ratio(pressures: Mapping[str, Ratio | None], period: Period) -> Result:
    """Say which target the ratio rule would give: a help to read the lists, not the list itself.

    One qualifying territory at or above the threshold is enough for the higher target.

    Parameters
    ----------
    pressures
        Mean ratio of each qualifying territory (EPCI, urban unit); None when unknown.
    period
        Period of the list.

    Returns
    -------
    Result
        ``target_percent``, always to be compared with the decree; UNKNOWN with bounds when a
        ratio or the threshold of the period is missing.
    """
    low_target, high_target = amounts(legal("target_percents", period.first_day))
    dated = legal("pressure_ratio", period.first_day)
    thresholds = amounts(dated)
    known = {name: Fraction(value) for name, value in pressures.items() if value is not None}
    missing = tuple(f"ratio of {name}" for name in pressures if name not in known)
    low, high = low_target, high_target
    if not thresholds:
        missing = ("pressure_ratio", *missing)
    elif any(value >= thresholds[0] for value in known.values()):
        low, missing = high_target, ()
    elif not missing and known:
        high = low_target
    return Result(
        name="target_percent",
        unit=PERCENT,
        low=low,
        high=high,
        status=Status.MET if low == high else Status.UNKNOWN,
        formula=" ; ".join(
            f"{name} : {number(value, 2)} demandes par emménagement, "
            f"seuil {number(thresholds[0], 1) if thresholds else 'non lu'}"
            for name, value in known.items()
        ),
        law=cite(dated, legal("target_percents", period.first_day)),
        missing=missing,
    )


def exemption_by_ratio(ratio: Ratio, period: Period) -> Result:
    """Say whether a territory's ratio is low enough for an exemption to be asked for.

    MET when it is below the threshold of the period, NOT_MET when not, UNKNOWN where the
    threshold was not read. Only the decree of the period exempts a commune.
    """
    dated = legal("exemption_ratio", period.first_day)
    thresholds = amounts(dated)
    value = Fraction(ratio)
    if not thresholds:
        status = Status.UNKNOWN
    else:
        status = Status.MET if value < thresholds[0] else Status.NOT_MET
    return Result(
        name="pressure_ratio",
        unit="demandes par emménagement",
        low=value,
        high=value,
        status=status,
        formula=f"{number(value, 2)}, seuil {number(thresholds[0]) if thresholds else 'non lu'}",
        law=cite(dated),
        missing=() if thresholds else ("exemption_ratio",),
    )
