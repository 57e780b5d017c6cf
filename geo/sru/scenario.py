"""Scenarios of the simulator: what a commune builds and loses, written as compact plain codes.

``2025:PLAI4,PLUS8;2026:DEMO2`` is four PLAI and eight PLUS in 2025, two demolitions in 2026;
``0.2-0.6`` is a growth of the main residences of 0.2 to 0.6 % a year.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.sru import (
    Delivery,
    Growth,
    Inventory,
    LevyTerms,
    Loss,
    LossKind,
    Product,
    Programme,
    Simulation,
    Step,
    known_periods,
    simulate,
)
from geo.sru.published import Money, Reading

MAX_COUNT = 100_000
MAX_GROWTH_PERCENT = 3
MAX_NAME = 40
MAX_KEPT = 3
NO_MONEY = Money()
_ITEM = re.compile(r"([A-Z]+)(\d{1,6})")
_YEAR = re.compile(r"(\d{4}):(.+)")
_GROWTH = re.compile(r"(-?\d(?:\.\d)?)-(-?\d(?:\.\d)?)")
_RESERVED = re.compile(r"[~|]")


class Move(StrEnum):
    """What adds dwellings or takes them away; the value is the code in an address."""

    PLAI = "PLAI"
    PLUS = "PLUS"
    PLS = "PLS"
    BRS = "BRS"
    PSLA = "PSLA"
    ACQUIRED = "ACQ"  # existing homes bought and let: nobody new
    ANAH = "ANAH"  # private homes under an agreement: nobody new
    INTERMEDIATE = "LI"  # not counted as social
    SALE = "VENTE"
    DEMOLITION = "DEMO"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """Dwellings of one kind in one year; they count at the next 1 January."""

    year: int
    move: Move
    count: int


@dataclass(frozen=True, slots=True)
class GrowthRange:
    """Yearly change of the main residences, the programme left out, in percent of the start."""

    low_percent: Decimal = Decimal(0)
    high_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A programme, a growth and the name they are kept under."""

    lines: tuple[Line, ...] = ()
    growth: GrowthRange = GrowthRange()
    name: str = ""


def years_of(reading: Reading) -> range:
    """Return the years a programme may fill: from the inventory to the last known period."""
    first = reading.inventory.day.year
    return range(first, max(known_periods()[-1].review_year, first + 1))


def lines_code(lines: Iterable[Line]) -> str:
    """Write lines as a code, by year, in the order of `Move`.

    >>> lines_code([Line(2026, Move.SALE, 2), Line(2025, Move.PLUS, 8), Line(2025, Move.PLAI, 4)])
    '2025:PLAI4,PLUS8;2026:VENTE2'
    """
    order = {move: rank for rank, move in enumerate(Move)}
    rows = sorted(lines, key=lambda line: (line.year, order[line.move]))
    by_year: dict[int, list[str]] = {}
    for line in rows:
        by_year.setdefault(line.year, []).append(f"{line.move}{line.count}")
    return ";".join(f"{year}:{','.join(items)}" for year, items in by_year.items())


def parse_lines(text: str, years: range) -> tuple[Line, ...]:
    """Read a code written by `lines_code`.

    Raises
    ------
    InputError
        Unknown kind, unreadable figure, a year outside `years`, a kind twice in a year.

    Examples
    --------
    >>> parse_lines("2025:PLUS12", range(2024, 2029))
    (Line(year=2025, move=<Move.PLUS: 'PLUS'>, count=12),)
    """
    lines = [line for part in text.split(";") if part for line in _year_lines(part, years)]
    if len({(line.year, line.move) for line in lines}) < len(lines):
        raise _unreadable("sim", "each kind once a year", text)
    return tuple(sorted(lines))


def growth_code(growth: GrowthRange) -> str:
    """Write a growth as a code; nothing when the main residences do not change.

    >>> growth_code(GrowthRange(Decimal("0.2"), Decimal("0.6"))), growth_code(GrowthRange())
    ('0.2-0.6', '')
    """
    if growth == GrowthRange():
        return ""
    return f"{_plain(growth.low_percent)}-{_plain(growth.high_percent)}"


def parse_growth(text: str) -> GrowthRange:
    """Read a code written by `growth_code`; raise `InputError` when it is not one.

    >>> parse_growth("-0.5-0.6")
    GrowthRange(low_percent=Decimal('-0.5'), high_percent=Decimal('0.6'))
    """
    found = _GROWTH.fullmatch(text)
    if text and found is None:
        raise _unreadable("rp", "LOW-HIGH in percent a year", text)
    low, high = (Decimal(part) for part in found.groups()) if found else (Decimal(0), Decimal(0))
    if not -MAX_GROWTH_PERCENT <= low <= high <= MAX_GROWTH_PERCENT:
        expected = f"-{MAX_GROWTH_PERCENT} to {MAX_GROWTH_PERCENT}, the lowest first"
        raise _unreadable("rp", expected, text)
    return GrowthRange(low, high)


def scenarios_code(scenarios: Iterable[Scenario]) -> str:
    """Write named scenarios as one code.

    >>> scenarios_code([Scenario((Line(2025, Move.PLUS, 12),), name="Douze")])
    'Douze~~2025:PLUS12'
    """
    return "|".join(
        f"{clean_name(each.name)}~{growth_code(each.growth)}~{lines_code(each.lines)}"
        for each in scenarios
    )


def parse_scenarios(text: str, years: range) -> tuple[Scenario, ...]:
    """Read a code written by `scenarios_code`; raise `InputError` when it is not one.

    There are at most `MAX_KEPT` scenarios.
    """
    scenarios = tuple(_parse_scenario(part, years) for part in text.split("|") if part)
    if len(scenarios) > MAX_KEPT:
        raise _unreadable("garde", f"{MAX_KEPT} scenarios at most", text)
    return scenarios


def clean_name(name: str) -> str:
    """Return a name without the signs a code is made of, cut to a readable length.

    >>> clean_name(" Val ~ Vert | 2 ")
    'Val Vert 2'
    """
    return " ".join(_RESERVED.sub(" ", name).split())[:MAX_NAME].strip()


def programme_of(scenario: Scenario, start: Inventory) -> Programme:
    """Return the programme of a scenario; a growth in percent is taken of the start, every year.

    Raises
    ------
    InputError
        When the main residences at the start are not known.
    """
    if start.main_residences is None:
        raise InputError(Fault("unknown-start", "main_residences_count", expected="a number"))
    ends = (start.main_residences.low, start.main_residences.high)
    low = min(Fraction(scenario.growth.low_percent) * end / 100 for end in ends)
    high = max(Fraction(scenario.growth.high_percent) * end / 100 for end in ends)
    return Programme(
        deliveries=tuple(
            Delivery(line.year, _PRODUCTS[line.move], line.count, is_new(line.move))
            for line in scenario.lines
            if line.move in _PRODUCTS
        ),
        losses=tuple(
            Loss(line.year, _LOSSES[line.move], line.count)
            for line in scenario.lines
            if line.move in _LOSSES
        ),
        growth=Growth(math.floor(low), math.ceil(high)),
    )


def run(
    reading: Reading,
    scenario: Scenario,
    money: Money = NO_MONEY,
    first_subject_year: int | None = None,
) -> Simulation:
    """Follow a commune from its published inventory to the last year of `years_of`.

    The levy is computed only when the tax potential and the expenditure are given; deductions
    and majoration are left out. An exempt commune is followed as exempt, with no levy.

    Parameters
    ----------
    first_subject_year
        Year the commune entered the perimeter; None when it is no longer newly subject.

    Raises
    ------
    InputError
        Unknown start, or a stock that falls below 0.
    """
    finances = money.finances
    is_known = finances.tax_potential_eur is not None and finances.expenditure_eur is not None
    return simulate(
        reading.inventory,
        reading.target_percent,
        years_of(reading).stop,
        programme_of(scenario, reading.inventory),
        LevyTerms(finances, money.is_dsu, first_subject_year)
        if is_known or reading.is_exempt
        else None,
        is_exempt=reading.is_exempt,
    )


def is_social(move: Move) -> bool:
    """Tell whether these dwellings are added to the social ones."""
    return move in _PRODUCTS and move is not Move.INTERMEDIATE


def is_new(move: Move) -> bool:
    """Tell whether these dwellings are new main residences."""
    return move in _PRODUCTS and move not in _LIVED_IN


def without_programme(scenario: Scenario) -> Scenario:
    """Return the same growth with nothing built or lost: what a levy avoided is compared with."""
    return Scenario(growth=scenario.growth)


def further_needed(step: Step, target_percent: int) -> int:
    """Return how many more new dwellings make the target sure at one inventory.

    A new dwelling is a main residence too: it fills ``1 - target`` of what is missing only.
    """
    missing = step.situation.deficit.high or Fraction(0)
    return math.ceil(missing / (1 - Fraction(target_percent, 100)))


_PRODUCTS = {
    Move.PLAI: Product.PLAI,
    Move.PLUS: Product.PLUS,
    Move.PLS: Product.PLS,
    Move.BRS: Product.BRS,
    Move.PSLA: Product.PSLA,
    Move.ACQUIRED: Product.OTHER,
    Move.ANAH: Product.ANAH,
    Move.INTERMEDIATE: Product.INTERMEDIATE,
}
_LIVED_IN = frozenset({Move.ACQUIRED, Move.ANAH})
_LOSSES = {Move.SALE: LossKind.SALE, Move.DEMOLITION: LossKind.DEMOLITION}


def _year_lines(part: str, years: range) -> list[Line]:
    found = _YEAR.fullmatch(part)
    if found is None or int(found[1]) not in years:
        raise _unreadable("sim", f"YEAR:KIND and number, {years.start} to {years[-1]}", part)
    return [_line(int(found[1]), item) for item in found[2].split(",")]


def _line(year: int, item: str) -> Line:
    found = _ITEM.fullmatch(item)
    if found is None or found[1] not in set(Move) or not 0 < int(found[2]) <= MAX_COUNT:
        expected = f"one of {', '.join(Move)} and a number from 1 to {MAX_COUNT}"
        raise _unreadable("sim", expected, item)
    return Line(year, Move(found[1]), int(found[2]))


def _parse_scenario(part: str, years: range) -> Scenario:
    pieces = part.split("~")
    if len(pieces) != 3 or not clean_name(pieces[0]):  # noqa: PLR2004 -- name, growth, lines
        raise _unreadable("garde", "NAME~GROWTH~PROGRAMME", part)
    name, growth, lines = pieces
    return Scenario(parse_lines(lines, years), parse_growth(growth), clean_name(name))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _unreadable(name: str, expected: str, found: str) -> InputError:
    return InputError(Fault("unreadable-code", name, expected=expected, found=found))
