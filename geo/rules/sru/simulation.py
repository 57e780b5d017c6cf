"""What the next inventories would show if a commune builds, sells, demolishes and grows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.sru.law import Doubt, amount, legal
from geo.rules.sru.levy import Finances, LevyYear, gross_levy
from geo.rules.sru.period import Period, period_of
from geo.rules.sru.production import Production, Split, split
from geo.rules.sru.programme import (
    Delivery,
    Loss,
    Product,
    Programme,
    grown,
    programme_doubts,
    social_change,
)
from geo.rules.sru.result import Interval, Result, Status
from geo.rules.sru.situation import Inventory, Situation, situation


@dataclass(frozen=True, slots=True)
class LevyTerms:
    """What the yearly levy needs; the tax potential and the expenditure are kept constant."""

    finances: Finances
    is_dsu: bool | None = False
    first_subject_year: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One inventory of a simulation.

    Attributes
    ----------
    day, lls_count, main_residences
        The simulated inventory.
    situation
        Rate, gap and missing dwellings, with bounds.
    levy
        Gross levy of the year after `day`; None when the money side was not given and the
        commune is not exempt.
    """

    day: date
    lls_count: int
    main_residences: Interval
    situation: Situation
    levy: Result | None


@dataclass(frozen=True, slots=True)
class PeriodSplit:
    """Shares of PLAI and PLS in what a programme delivers over one period.

    Attributes
    ----------
    is_begun
        Whether the period began before the simulation: what it already produced is not known.
    """

    period: Period
    split: Split
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Simulation:
    """All inventories from the starting one.

    Attributes
    ----------
    steps
        The start, then one step a year.
    splits
        One for each period the programme delivers social dwellings in.
    doubts
        Legal values that the programme rests on and that are to be checked.
    """

    steps: tuple[Step, ...]
    splits: tuple[PeriodSplit, ...]
    doubts: tuple[Doubt, ...]

    @property
    def is_exempt(self) -> bool:
        """Whether nothing is judged, the commune being exempt."""
        return self.steps[0].situation.status is Status.EXEMPT

    @property
    def first_possible_day(self) -> date | None:
        """First inventory where the target may be met."""
        perhaps = (Status.COMPLIANT, Status.UNKNOWN)
        return next((s.day for s in self.steps if s.situation.status in perhaps), None)

    @property
    def first_sure_day(self) -> date | None:
        """First inventory where the target is met whatever the main residences are."""
        days = (s.day for s in self.steps if s.situation.status is Status.COMPLIANT)
        return next(days, None)


def simulate(
    start: Inventory,
    target_percent: int,
    last_year: int,
    programme: Programme,
    levy: LevyTerms | None = None,
    *,
    is_exempt: bool = False,
) -> Simulation:
    """Follow a commune from one inventory to 1 January of `last_year`.

    The target and the exemption are kept as they are: a later period may change them by decree.

    Parameters
    ----------
    start
        Known inventory; its main residences may be an interval.
    target_percent
        20 or 25.
    last_year
        Year of the last inventory.
    programme
        Deliveries, losses and growth; the same growth every year.
    levy
        Given only when the tax potential and the expenditure are known, or for an exempt
        commune, which has no levy to compute.
    is_exempt
        On the list of exempt communes of the period.

    Raises
    ------
    InputError
        Unknown start, negative counts, deliveries before the start, stock falling below 0.
    """
    faults = _faults(start, last_year, programme)
    if faults or start.lls_count is None or start.main_residences is None:
        raise InputError(faults)
    lls, residences = start.lls_count, start.main_residences
    steps = [_step(start.day, (lls, residences), target_percent, levy, is_exempt=is_exempt)]
    for year in range(start.day.year, last_year):
        lls += social_change(programme, year)
        residences = grown(residences, programme, year)
        if lls < 0 or residences.low < 1:
            raise InputError(
                Fault(
                    rule="stock-exhausted",
                    file="programme",
                    expected="stocks that stay above 0",
                    found=f"{lls} social dwellings, {residences.low} main residences in {year + 1}",
                )
            )
        day, stock = date(year + 1, 1, 1), (lls, residences)
        steps.append(_step(day, stock, target_percent, levy, is_exempt=is_exempt))
    splits = _splits(programme, start, steps[0].situation.rate)
    return Simulation(tuple(steps), splits, programme_doubts(programme))


def levy_avoided(scenario: Simulation, baseline: Simulation) -> tuple[Fraction, Fraction] | None:
    """Return at least and at most how much less a scenario costs in gross levies, in euros.

    The bounds of each year are combined as if independent, so they are wide but safe; yet a year
    that surely lacks no more dwellings than that of the baseline never costs more, nor the
    reverse. None when a levy of either is unknown; an exempt year costs nothing.

    Parameters
    ----------
    scenario, baseline
        Of the same commune, with the same start and growth.
    """
    low = high = Fraction(0)
    for mine, theirs in zip(scenario.steps, baseline.steps, strict=True):
        bounds = _money(mine.levy), _money(theirs.levy)
        if bounds[0] is None or bounds[1] is None:
            return None
        least, most = bounds[1][0] - bounds[0][1], bounds[1][1] - bounds[0][0]
        low += max(Fraction(0), least) if _lacks_no_more(mine, theirs) else least
        high += min(Fraction(0), most) if _lacks_no_more(theirs, mine) else most
    return low, high


def _lacks_no_more(one: Step, other: Step) -> bool:
    """Tell whether `one` lacks no more dwellings than `other`, whatever their main residences."""
    ends = zip(_lacking(one.situation), _lacking(other.situation), strict=True)
    return one.lls_count >= other.lls_count and all(mine <= theirs for mine, theirs in ends)


def _lacking(found: Situation) -> tuple[Fraction, Fraction]:
    """Return the dwellings missing, below 0 when over, with the fewest and most residences."""
    zero = Fraction(0)
    deficit, surplus = found.deficit, found.surplus
    return (
        (deficit.low or zero) - (surplus.high or zero),
        (deficit.high or zero) - (surplus.low or zero),
    )


def _money(levy: Result | None) -> tuple[Fraction, Fraction] | None:
    if levy is not None and levy.status in (Status.EXEMPT, Status.NOT_SUBJECT):
        return Fraction(0), Fraction(0)
    if levy is None or levy.low is None or levy.high is None:
        return None
    return levy.low, levy.high


def _step(
    day: date,
    stock: tuple[int, Interval],
    target_percent: int,
    terms: LevyTerms | None,
    *,
    is_exempt: bool,
) -> Step:
    inventory = Inventory(day, *stock)
    levy = None
    if terms is not None:
        year = LevyYear(day.year + 1, terms.is_dsu, terms.first_subject_year, is_exempt=is_exempt)
        levy = gross_levy(inventory, target_percent, terms.finances, year)
    return Step(day, *stock, situation(inventory, target_percent, is_exempt=is_exempt), levy)


def _splits(programme: Programme, start: Inventory, rate: Result) -> tuple[PeriodSplit, ...]:
    """Judge each period by itself: the law looks at its whole production, not at all years."""
    counted = [d for d in programme.deliveries if d.product is not Product.INTERMEDIATE and d.count]
    return tuple(
        PeriodSplit(
            period,
            split(
                _production([d for d in counted if period_of(d.year) == period]),
                period,
                _one_side(rate),
                has_plh=None,
            ),
            is_begun=period.first_year < start.day.year,
        )
        for period in sorted({period_of(d.year) for d in counted})
    )


def _production(deliveries: Sequence[Delivery]) -> Production:
    by_product = {
        product: sum(d.count for d in deliveries if d.product is product) for product in Product
    }
    return Production(sum(by_product.values()), by_product[Product.PLAI], by_product[Product.PLS])


def _one_side(rate: Result) -> Fraction | None:
    """Return a bound of the rate when both are on one side of what the split looks at."""
    limit = amount(legal("low_rate_percent", date(2014, 1, 1)))
    if rate.low is None or rate.high is None or rate.low < limit <= rate.high:
        return None
    return rate.low


def _faults(start: Inventory, last_year: int, programme: Programme) -> list[Fault]:
    faults = []
    if start.bounds is None:
        faults += [Fault("unknown-start", name, expected="a number") for name in start.missing]
    if last_year < start.day.year:
        faults.append(
            Fault(
                "horizon", "last_year", expected=f"{start.day.year} or more", found=f"{last_year}"
            )
        )
    events: Sequence[Delivery | Loss] = (*programme.deliveries, *programme.losses)
    for event in events:
        if event.count < 0:
            faults.append(Fault("negative", "programme", expected="0 or more", found=str(event)))
        if event.year < start.day.year:
            faults.append(
                Fault("too-early", "programme", expected=f"{start.day.year} on", found=str(event))
            )
    return faults
