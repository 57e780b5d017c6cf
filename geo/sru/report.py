"""The answer of ``cdv sru`` for given figures: checked options in, plain data out."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.sru import (
    Finances,
    Interval,
    Inventory,
    LevyYear,
    Period,
    Result,
    Status,
    Terms,
    carence_total,
    explanation,
    gross_levy,
    known_periods,
    net_levy,
    objective,
    parse_period,
    plain,
    situation,
    target_percents,
)

Number = int | float | Decimal
Report = dict[str, object]

MAX_DWELLINGS = 5_000_000  # four times Paris
MAX_TAX_POTENTIAL_EUR = 1_000_000
MAX_BUDGET_EUR = 100_000_000_000
MAX_MAJORATION_PERCENT = 10_000
FIRST_YEAR = 2000  # law n° 2000-1208


@dataclass(frozen=True, slots=True)
class SruQuestion:
    """Options of ``cdv sru``, as numbers.

    Attributes
    ----------
    lls, rp
        Social dwellings and main residences, taken as the reference inventory of the period:
        1 January of the year before it. The levy is that of the first year of the period.
    target
        20 or 25, in percent.
    period
        ``YYYY-YYYY``.
    tax_potential, expenditure, deductible
        Euros: potentiel fiscal per inhabitant, dépenses réelles de fonctionnement, deductible
        spending; None when not given.
    dsu
        Whether the commune receives the dotation de solidarité urbaine.
    first_subject_year
        Year the commune entered the perimeter; None when it is no longer newly subject.
    majoration
        Percent set by an order of carence; None without one.
    """

    lls: int
    rp: int
    target: int
    period: str
    tax_potential: Number | None = None
    expenditure: Number | None = None
    deductible: Number | None = None
    dsu: bool = False
    first_subject_year: int | None = None
    majoration: Number | None = None


def sru_report(question: SruQuestion) -> Report:
    """Answer a question with the situation, the objective and the levy.

    Returns
    -------
    dict
        Ready for JSON. ``rate_percent, deficit_count, gap_points, catch_up_percent,
        objective_count, gross_levy_eur, net_levy_eur`` are numbers, or null when not known
        exactly; ``bounds`` then holds ``[low, high]`` under the same key. ``status`` is a
        `Status`. ``explanations`` lists every result with its formula and article. The deficit
        is never below 0: the surplus is ``surplus_count``; ``gap_points`` is signed. The net levy
        is after majoration (``total_levy_eur``) and deductions.

    Raises
    ------
    InputError
        One fault per option that is out of bounds.
    """
    faults = _faults(question)
    if faults:
        raise InputError(faults)
    period = parse_period(question.period)
    verdict, results, carried = _results(question, period)
    keys = {result.name: result for result in results}
    bounds = {
        name: [plain(result.low), plain(result.high)]
        for name, result in keys.items()
        if result.value is None and (result.low is not None or result.high is not None)
    }
    least, most = carried
    if least != most:
        bounds["carried_forward_eur"] = [plain(least), plain(most)]
    return {
        "period": period.label,
        "reference_inventory_date": period.reference_day.isoformat(),
        "levy_year": period.first_year,
        "target_percent": question.target,
        **{name: plain(result.value) for name, result in keys.items()},
        "carried_forward_eur": plain(least if least == most else None),
        "bounds": bounds,
        "status": verdict.value,
        "explanations": [explanation(result) for result in results],
    }


def _results(
    question: SruQuestion, period: Period
) -> tuple[Status, list[Result], tuple[Fraction, Fraction]]:
    """Return the verdict, every result in reading order, the least and most carried forward."""
    inventory = Inventory(period.reference_day, question.lls, Interval.exact(question.rp))
    entered = question.first_subject_year
    is_subject = entered is None or entered <= period.last_year
    verdict = situation(inventory, question.target, is_subject=is_subject)
    aim = objective(inventory, question.target, period, Terms(entered))
    year = LevyYear(period.first_year, question.dsu, entered)
    finances = Finances(_exact(question.tax_potential), _exact(question.expenditure))
    gross = gross_levy(inventory, question.target, finances, year)
    total = gross
    if question.majoration is not None:
        total = carence_total(gross, _exact(question.majoration) or 0, finances, year)
    spent = _exact(question.deductible) or Fraction(0)
    net = net_levy(total, year.year, spent)
    raised = [total] if total is not gross else []
    results = [*verdict.results, aim.catch_up, aim.count, gross, *raised, net.net]
    return verdict.status, results, _carried(total, spent)


def _carried(total: Result, spent: Fraction) -> tuple[Fraction, Fraction]:
    """Return the least and the most that a levy leaves of the deductible spending."""
    least = Fraction(0) if total.high is None else max(Fraction(0), spent - total.high)
    return least, max(Fraction(0), spent - (total.low or Fraction(0)))


def _exact(value: Number | None) -> Fraction | None:
    """Return the decimal number as written: 0.1 is one tenth, not its nearest binary."""
    return None if value is None else Fraction(Decimal(str(value)))


def _faults(question: SruQuestion) -> list[Fault]:
    limits: tuple[tuple[str, Number | None, int], ...] = (
        ("lls", question.lls, MAX_DWELLINGS),
        ("rp", question.rp, MAX_DWELLINGS),
        ("tax-potential", question.tax_potential, MAX_TAX_POTENTIAL_EUR),
        ("expenditure", question.expenditure, MAX_BUDGET_EUR),
        ("deductible", question.deductible, MAX_BUDGET_EUR),
        ("majoration", question.majoration, MAX_MAJORATION_PERCENT),
    )
    faults = [
        Fault("out-of-bounds", f"--{name}", expected=f"0 to {most}", found=str(value))
        for name, value, most in limits
        if value is not None and not _is_between(value, most)
    ]
    if question.rp == 0:
        faults.append(Fault("no-main-residence", "--rp", expected="1 or more", found="0"))
    elif question.lls > question.rp >= 0:
        expected = f"at most {question.rp} (main residences)"
        faults.append(
            Fault("above-main-residences", "--lls", expected=expected, found=f"{question.lls}")
        )
    return faults + _law_faults(question)


def _law_faults(question: SruQuestion) -> list[Fault]:
    periods = known_periods()
    faults = []
    targets = target_percents(periods[0].first_day)
    if question.target not in targets:
        expected = " or ".join(str(target) for target in targets)
        faults.append(
            Fault("unknown-target", "--target", expected=expected, found=str(question.target))
        )
    labels = [period.label for period in periods]
    if question.period not in labels:
        expected = "one of " + ", ".join(labels)
        faults.append(Fault("unknown-period", "--period", expected=expected, found=question.period))
    entered, last = question.first_subject_year, periods[-1].last_year
    if entered is not None and not FIRST_YEAR <= entered <= last:
        expected = f"{FIRST_YEAR} to {last}"
        faults.append(
            Fault("unknown-year", "--first-subject-year", expected=expected, found=str(entered))
        )
    return faults


def _is_between(value: Number, most: int) -> bool:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return False
    return exact.is_finite() and 0 <= exact <= most
