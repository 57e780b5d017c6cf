"""What counts as a social dwelling at an inventory (CCH L302-5 IV, R302-15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.french import number
from geo.rules.parameters import DatedValue
from geo.rules.sru.law import amount, amounts, cite, day_of, legal
from geo.rules.sru.result import DWELLINGS, Result, Status


class Category(StrEnum):
    """Kinds of dwelling that the inventory asks about."""

    HLM = "hlm"
    APL_AGREEMENT = "apl_agreement"
    OVERSEAS_OR_MINING = "overseas_or_mining"
    AUTONOMOUS_HOME_DWELLING = "autonomous_home_dwelling"
    HOME_BEDS = "home_beds"
    TRAVELLER_PLOT = "traveller_plot"
    EXPIRED_AGREEMENT = "expired_agreement"
    SOLD_TO_OCCUPANT = "sold_to_occupant"
    PSLA = "psla"
    BRS = "brs"
    INTERMEDIATE = "intermediate"


@dataclass(frozen=True, slots=True)
class StockLine:
    """Dwellings of one kind, or beds of one structure.

    Attributes
    ----------
    category
        Kind of dwelling.
    count
        Dwellings, plots, or beds and places of one structure.
    event_day
        Day the agreement expired, the dwelling was sold or the PSLA option exercised;
        None when it did not happen (PSLA) or is unknown (the others).
    signed_day
        Day the PSLA contract was signed; None when unknown.
    """

    category: Category
    count: int
    event_day: date | None = None
    signed_day: date | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    low: Fraction
    high: Fraction
    values: tuple[DatedValue, ...]
    missing: tuple[str, ...] = ()


def home_dwellings(beds_count: int, day: date) -> int:
    """Convert beds or places of one structure without autonomous dwellings: one for three.

    >>> home_dwellings(20, date(2024, 1, 1)), home_dwellings(2, date(2024, 1, 1))
    (6, 0)
    """
    return int(beds_count // amount(legal("beds_per_dwelling", day)))


def count_stock(lines: Sequence[StockLine], day: date) -> Result:
    """Count the social dwellings of an inventory.

    Parameters
    ----------
    lines
        One line per kind or structure; beds are rounded down structure by structure.
    day
        1 January of the inventory.

    Returns
    -------
    Result
        ``lls_count``: bounds where a date is missing or the duration is to be checked.

    Raises
    ------
    InputError
        When a count is negative.
    """
    faults = [
        Fault("negative", f"lines[{index}]", expected="0 or more", found=str(line.count))
        for index, line in enumerate(lines)
        if line.count < 0
    ]
    if faults:
        raise InputError(faults)
    counted = [_count(line, day) for line in lines]
    low = sum((item.low for item in counted), Fraction(0))
    high = sum((item.high for item in counted), Fraction(0))
    values = [value for item in counted for value in item.values]
    return Result(
        name="lls_count",
        unit=DWELLINGS,
        low=low,
        high=high,
        status=Status.MET if low == high else Status.UNKNOWN,
        formula=" + ".join(f"{number(item.high)}" for item in counted) or "0",
        law=cite(*(values or [legal("counted_dwelling", day)])),
        missing=tuple(dict.fromkeys(name for item in counted for name in item.missing)),
        note="Les logements intermédiaires (LLI) ne comptent pas.",
    )


def _count(line: StockLine, day: date) -> _Counted:
    count = Fraction(line.count)
    if line.category is Category.HOME_BEDS:
        dwellings = Fraction(home_dwellings(line.count, day))
        return _Counted(dwellings, dwellings, (legal("beds_per_dwelling", day),))
    if line.category is Category.INTERMEDIATE:
        return _Counted(Fraction(0), Fraction(0), (legal("counted_dwelling", day),))
    if line.category in {Category.EXPIRED_AGREEMENT, Category.SOLD_TO_OCCUPANT}:
        return _limited(line, day)
    if line.category is Category.PSLA:
        return _psla(line, day)
    if line.category is Category.BRS:
        dated = legal("brs_first_inventory", day)
        kept = count if day >= day_of(dated) else Fraction(0)
        return _Counted(kept, kept, (dated,))
    is_plot = line.category is Category.TRAVELLER_PLOT
    return _Counted(
        count, count, (legal("traveller_plot_dwelling" if is_plot else "counted_dwelling", day),)
    )


def _limited(line: StockLine, day: date) -> _Counted:
    """Count dwellings that drop out some years after an event."""
    sold = line.category is Category.SOLD_TO_OCCUPANT
    dated = legal("sold_years" if sold else "expired_agreement_years", day)
    years = (amount(dated),) if sold else amounts(dated)
    count, none = Fraction(line.count), Fraction(0)
    if line.event_day is None:
        return _Counted(none, count, (dated,), ("sale_date" if sold else "expiry_date",))
    low = count if day < _later(line.event_day, int(min(years))) else none
    high = count if day < _later(line.event_day, int(max(years))) else none
    return _Counted(low, high, (dated,), () if low == high else ("expired_agreement_years",))


def _psla(line: StockLine, day: date) -> _Counted:
    first, years = legal("psla_first_signature", day), legal("psla_years", day)
    count, none = Fraction(line.count), Fraction(0)
    if line.event_day is not None and day >= _later(line.event_day, int(amount(years))):
        return _Counted(none, none, (years,))
    if line.signed_day is None:
        return _Counted(none, count, (first, years), ("signature_date",))
    kept = count if line.signed_day > day_of(first) else none
    return _Counted(kept, kept, (first, years))


def _later(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
