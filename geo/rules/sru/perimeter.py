"""Who is inside the SRU perimeter (CCH L302-5 I, R302-14). Population municipale only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from geo.french import number
from geo.rules.sru.law import Law, amount, cite, legal
from geo.rules.sru.result import Result, Status


@dataclass(frozen=True, slots=True)
class Territory:
    """An EPCI or an Insee urban unit: its population and that of its largest commune.

    None where a population is not known.
    """

    name: str
    population_count: int | None
    largest_commune_count: int | None


@dataclass(frozen=True, slots=True)
class Isolation:
    """Facts of the rule for an isolated commune (last alinéa of L302-5 II).

    Attributes
    ----------
    population_five_years_before_count
        Population municipale published five years earlier; None when unknown.
    is_on_decree_list
        Whether the decree of the period names the commune; None when unknown.
    """

    population_five_years_before_count: int | None = None
    is_on_decree_list: bool | None = None


def territory_qualifies(territory: Territory, day: date) -> bool | None:
    """Tell whether a territory is large enough; None when a population is missing.

    Both tests are strict: 50,000 inhabitants exactly do not qualify.
    """
    tests = (
        (territory.population_count, amount(legal("territory_min_population", day))),
        (
            territory.largest_commune_count,
            amount(legal("territory_main_commune_min_population", day)),
        ),
    )
    answers = [None if count is None else count > limit for count, limit in tests]
    if False in answers:
        return False
    return None if None in answers else True


def perimeter(
    population_count: int,
    territories: Sequence[Territory],
    day: date,
    *,
    has_paris_threshold: bool | None = False,
    isolation: Isolation | None = None,
) -> Result:
    """Tell whether a commune is inside the perimeter on a 1 January.

    Parameters
    ----------
    population_count
        Population municipale of the commune.
    territories
        Its EPCI à fiscalité propre and its urban unit, as far as it has one.
    day
        1 January of the inventory.
    has_paris_threshold
        In the urban unit of Paris (Île-de-France before 25 November 2018); None when unknown.
    isolation
        Given for a commune that no territory brings in.

    Returns
    -------
    Result
        ``population_count``; SUBJECT, NOT_SUBJECT or UNKNOWN with the names of what is missing.
    """
    large_enough = _is_large_enough(population_count, day, has_paris_threshold)
    answers = {t.name: territory_qualifies(t, day) for t in territories}
    by_territory = _any(list(answers.values()))
    alone = _is_isolated(population_count, isolation, day)
    inside = _any([_all([large_enough, by_territory]), alone])
    status = {True: Status.SUBJECT, False: Status.NOT_SUBJECT, None: Status.UNKNOWN}[inside]
    missing = _missing(large_enough, answers, alone) if inside is None else ()
    return Result(
        name="population_count",
        unit="habitants",
        low=Fraction(population_count),
        high=Fraction(population_count),
        status=status,
        formula=_formula(population_count, territories, day, has_paris_threshold),
        law=_law(day, isolation),
        missing=missing,
    )


def _is_large_enough(count: int, day: date, has_paris_threshold: bool | None) -> bool | None:  # noqa: FBT001 -- private
    general = count >= amount(legal("min_population", day))
    paris = count >= amount(legal("min_population_paris", day))
    if general == paris:
        return general
    return None if has_paris_threshold is None else has_paris_threshold


def _is_isolated(count: int, isolation: Isolation | None, day: date) -> bool | None:
    if isolation is None or count <= amount(legal("isolated_min_population", day)):
        return False
    before = isolation.population_five_years_before_count
    growth = amount(legal("isolated_growth_percent", day))
    grows = None if before is None else 100 * count >= (100 + growth) * before
    return _all([grows, isolation.is_on_decree_list])


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: Sequence[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


def _missing(
    large_enough: bool | None,  # noqa: FBT001 -- private
    answers: dict[str, bool | None],
    alone: bool | None,  # noqa: FBT001 -- private
) -> tuple[str, ...]:
    names = ["has_paris_threshold"] if large_enough is None else []
    names += [f"population of {name}" for name, answer in answers.items() if answer is None]
    names += ["isolation"] if alone is None else []
    return tuple(names)


def _formula(
    count: int,
    territories: Sequence[Territory],
    day: date,
    has_paris_threshold: bool | None,  # noqa: FBT001 -- private
) -> str:
    name = "min_population_paris" if has_paris_threshold else "min_population"
    own = f"{number(count)} habitants, seuil {number(amount(legal(name, day)))}"
    large = number(amount(legal("territory_min_population", day)))
    main = number(amount(legal("territory_main_commune_min_population", day)))
    parts = [
        f"{t.name} : {number(t.population_count)} habitants (plus de {large}), "
        f"première commune {number(t.largest_commune_count)} (plus de {main})"
        for t in territories
    ]
    return " ; ".join([own, *parts])


def _law(day: date, isolation: Isolation | None) -> Law:
    names = ["min_population", "territory_min_population", "territory_main_commune_min_population"]
    if isolation is not None:
        names += ["isolated_min_population", "isolated_growth_percent"]
    return cite(*(legal(name, day) for name in names))
