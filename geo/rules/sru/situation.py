"""Rate, gap, missing dwellings and verdict of a commune at one inventory (CCH L302-5)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.sru.law import Law, cite, day_of, legal
from geo.rules.sru.result import DWELLINGS, PERCENT, POINTS, Interval, Result, Status
from geo.rules.sru.target import require_target
from geo.rules.sru.wording import equation, percent_apart, span


@dataclass(frozen=True, slots=True)
class Inventory:
    """Social dwellings and main residences of a commune on one 1 January.

    Attributes
    ----------
    day
        1 January of the inventory.
    lls_count
        Social dwellings counted by the State; None when not published.
    main_residences
        Main residences, exactly or between bounds; None when unknown.
    """

    day: date
    lls_count: int | None
    main_residences: Interval | None

    def __post_init__(self) -> None:
        faults = []
        if self.lls_count is not None and self.lls_count < 0:
            faults.append(Fault("negative", "lls", expected="0 or more", found=str(self.lls_count)))
        if self.main_residences is not None and self.main_residences.low < 1:
            low = str(self.main_residences.low)
            faults.append(Fault("no-main-residence", "rp", expected="1 or more", found=low))
        if faults:
            raise InputError(faults)

    @property
    def bounds(self) -> tuple[int, int, int] | None:
        """Social dwellings, fewest and most main residences; None when one is unknown."""
        if self.lls_count is None or self.main_residences is None:
            return None
        return self.lls_count, self.main_residences.low, self.main_residences.high

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of what is unknown or known between bounds only."""
        names = ["lls_count"] if self.lls_count is None else []
        if self.main_residences is None or not self.main_residences.is_exact:
            names.append("main_residences_count")
        return tuple(names)


@dataclass(frozen=True, slots=True)
class Situation:
    """Verdict of one inventory and the four figures behind it."""

    status: Status
    rate: Result
    gap: Result
    deficit: Result
    surplus: Result

    @property
    def results(self) -> tuple[Result, ...]:
        """The four results, in reading order."""
        return (self.rate, self.gap, self.deficit, self.surplus)


def missing_dwellings(lls_count: int, main_residences_count: int, target_percent: int) -> Fraction:
    """Return target x main residences - social dwellings, exactly; negative is a surplus.

    >>> missing_dwellings(200, 2000, 20), missing_dwellings(401, 2000, 20)
    (Fraction(200, 1), Fraction(-1, 1))
    """
    return Fraction(target_percent * main_residences_count, 100) - lls_count


def is_series_broken(earlier_day: date, later_day: date) -> bool:
    """Tell whether main residences were counted otherwise at two inventories (law 3DS, art. 65).

    >>> is_series_broken(date(2022, 1, 1), date(2023, 1, 1))
    True
    """
    first = day_of(legal("main_residence_break", earlier_day))
    return earlier_day < first <= later_day


def situation(
    inventory: Inventory,
    target_percent: int,
    *,
    is_subject: bool = True,
    is_exempt: bool = False,
) -> Situation:
    """Judge one inventory against the target of the period.

    Parameters
    ----------
    inventory
        Numerator: social dwellings; denominator: main residences, of the same 1 January.
    target_percent
        20 or 25, from the list of the period.
    is_subject
        Inside the perimeter at that inventory.
    is_exempt
        On the list of exempt communes of the period: nothing but the rate has a value.

    Raises
    ------
    InputError
        When the target is not one of the law.
    """
    require_target(target_percent, inventory.day)
    law = cite(legal("target_percents", inventory.day))
    status = _status(inventory, target_percent)
    rate = _rate(inventory, target_percent, law, status)
    set_aside = _set_aside(is_subject=is_subject, is_exempt=is_exempt)
    if set_aside is not None:
        nothing = [_without_value(name, unit, set_aside, law) for name, unit in _VALUES]
        return Situation(set_aside, rate, *nothing)
    if inventory.bounds is None:
        unknown = [
            _without_value(name, unit, Status.UNKNOWN, law, inventory.missing)
            for name, unit in _VALUES
        ]
        return Situation(Status.UNKNOWN, rate, *unknown)
    return Situation(
        status, rate, *_figures(inventory.bounds, target_percent, law, status, inventory.missing)
    )


_VALUES = (
    ("gap_points", POINTS),
    ("deficit_count", DWELLINGS),
    ("surplus_count", DWELLINGS),
)


def _set_aside(*, is_subject: bool, is_exempt: bool) -> Status | None:
    if not is_subject:
        return Status.NOT_SUBJECT
    return Status.EXEMPT if is_exempt else None


def _status(inventory: Inventory, target_percent: int) -> Status:
    if inventory.bounds is None:
        return Status.UNKNOWN
    lls, fewest, most = inventory.bounds
    if missing_dwellings(lls, fewest, target_percent) > 0:
        return Status.SHORT
    if missing_dwellings(lls, most, target_percent) <= 0:
        return Status.COMPLIANT
    return Status.UNKNOWN


def _without_value(
    name: str, unit: str, status: Status, law: Law, missing: tuple[str, ...] = ()
) -> Result:
    return Result(name, unit, None, None, status, "", law, missing)


def _rate(inventory: Inventory, target_percent: int, law: Law, status: Status) -> Result:
    if inventory.bounds is None:
        return _without_value("rate_percent", PERCENT, Status.UNKNOWN, law, inventory.missing)
    lls, fewest, most = inventory.bounds
    low, high = Fraction(100 * lls, most), Fraction(100 * lls, fewest)
    texts = dict.fromkeys(percent_apart(value, target_percent) for value in (low, high))
    exact = low == high and (low * 100).denominator == 1
    formula = f"{span(lls, lls)} ÷ {span(fewest, most)} {'=' if exact else '≈'} "
    return Result(
        "rate_percent",
        PERCENT,
        low,
        high,
        status,
        formula + " à ".join(texts),
        law,
        inventory.missing,
    )


def _figures(
    bounds: tuple[int, int, int],
    target_percent: int,
    law: Law,
    status: Status,
    missing: tuple[str, ...],
) -> list[Result]:
    """Gap, deficit and surplus: the gap is signed, the two counts are never below 0."""
    lls, fewest, most = bounds
    best, worst = Fraction(100 * lls, fewest), Fraction(100 * lls, most)
    low = missing_dwellings(lls, fewest, target_percent)
    high = missing_dwellings(lls, most, target_percent)
    needed, owned = f"{target_percent} % × {span(fewest, most)}", span(lls, lls)
    signed = (
        (f"{target_percent} − {span(worst, best)}", target_percent - best, target_percent - worst),
        (f"{needed} − {owned}", low, high),
        (f"{owned} − {needed}", -high, -low),
    )
    return [
        Result(
            name,
            unit,
            first if unit == POINTS else max(Fraction(0), first),
            last if unit == POINTS else max(Fraction(0), last),
            status,
            equation(left, first, last, unit),
            law,
            missing,
        )
        for (name, unit), (left, first, last) in zip(_VALUES, signed, strict=True)
    ]
