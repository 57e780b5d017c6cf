"""Yearly levy on the communes that lack social dwellings (CCH L302-7)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from geo.errors import Fault, InputError
from geo.rules.parameters import Certainty
from geo.rules.sru.law import Law, amount, amounts, cite, legal
from geo.rules.sru.result import EUROS, Result, Status
from geo.rules.sru.situation import Inventory, missing_dwellings
from geo.rules.sru.target import require_target, target_percents
from geo.rules.sru.wording import equation, short, span

Amount = int | Decimal | Fraction


@dataclass(frozen=True, slots=True)
class Finances:
    """Money side of a commune; None where unknown.

    Attributes
    ----------
    tax_potential_eur
        Potentiel fiscal per inhabitant (CGCT L2334-4).
    expenditure_eur
        Dépenses réelles de fonctionnement of two years before the levy.
    """

    tax_potential_eur: Amount | None = None
    expenditure_eur: Amount | None = None

    def __post_init__(self) -> None:
        amounts_given = {
            "tax_potential": self.tax_potential_eur,
            "expenditure": self.expenditure_eur,
        }
        faults = [
            Fault("negative", name, expected="0 or more", found=str(value))
            for name, value in amounts_given.items()
            if value is not None and value < 0
        ]
        if faults:
            raise InputError(faults)


@dataclass(frozen=True, slots=True)
class LevyYear:
    """One levy and what may exempt the commune from it.

    Attributes
    ----------
    year
        Year of the levy; it uses the inventory of 1 January of the year before.
    is_dsu
        Whether the commune receives the dotation de solidarité urbaine; None when unknown.
    first_subject_year
        Year it entered the perimeter; None when it is no longer newly subject.
    first_levy_year
        Year of its first levy when it is known as a fact; it then replaces the rule.
    is_exempt
        On the list of exempt communes of the period.
    """

    year: int
    is_dsu: bool | None = False
    first_subject_year: int | None = None
    first_levy_year: int | None = None
    is_exempt: bool = False

    @property
    def day(self) -> date:
        """1 January of the levy: the day whose legal values apply."""
        return date(self.year, 1, 1)

    @property
    def inventory_day(self) -> date:
        """1 January of the year before."""
        return date(self.year - 1, 1, 1)


@dataclass(frozen=True, slots=True)
class _Rates:
    """Legal values of one levy."""

    percent: Fraction
    cap: Fraction
    minimum: Fraction
    is_minimum_read: bool
    target_percent: int
    dsu: Fraction

    def missing(self, lls: int, residences: int, *, with_dsu: bool) -> Fraction:
        """Return the dwellings that count for the levy: none when the DSU exempts."""
        if with_dsu and 100 * lls > self.dsu * residences:
            return Fraction(0)
        return max(Fraction(0), missing_dwellings(lls, residences, self.target_percent))

    def raw(self, missing: Fraction, tax_potential: Fraction) -> Fraction:
        """Return the levy in euros before the minimum and the cap."""
        return self.percent * tax_potential * missing / 100

    def levy(
        self, missing: Fraction, tax_potential: Fraction, cap: Fraction | None
    ) -> tuple[Fraction, Fraction]:
        """Return the bounds of the gross levy in euros; the minimum is tested before the cap.

        Below a minimum that was not read in the text in force it may be 0 or the whole amount.
        """
        raw = self.raw(missing, tax_potential)
        due = raw if cap is None else min(raw, cap)
        if raw >= self.minimum:
            return due, due
        return Fraction(0), Fraction(0) if self.is_minimum_read else due

    def is_minimum_in_doubt(
        self, missing: tuple[Fraction, Fraction], tax_potential: Amount | None
    ) -> bool:
        """Tell whether a minimum that is to be checked changes a bound of the levy."""
        if self.is_minimum_read or tax_potential is None:
            return False
        ends = (self.raw(count, Fraction(tax_potential)) for count in missing)
        return any(0 < end < self.minimum for end in ends)


def gross_levy(
    inventory: Inventory, target_percent: int, finances: Finances, levy: LevyYear
) -> Result:
    """Compute the levy before deductions.

    Returns
    -------
    Result
        ``gross_levy_eur``. DUE, NOT_DUE (nothing missing, or below the minimum where it was
        read in the text in force), EXEMPT, or UNKNOWN with bounds and the names of what is
        missing.

    Raises
    ------
    InputError
        Inventory of another day than 1 January of the year before, or unknown target.
    """
    require_target(target_percent, levy.day)
    if inventory.day != levy.inventory_day:
        raise InputError(
            Fault(
                rule="levy-inventory",
                file="inventory",
                expected=levy.inventory_day.isoformat(),
                found=inventory.day.isoformat(),
            )
        )
    free = legal("levy_free_years", levy.day)
    aside = _set_aside(levy)
    if aside is not None:
        law = cite(legal("target_percents", levy.day))
        return Result("gross_levy_eur", EUROS, None, None, aside, "", law)
    if _first_levy_year(levy) > levy.year:
        return _nothing(Status.EXEMPT, "premières années de soumission", cite(free), free.note)
    if inventory.bounds is None:
        return Result(
            "gross_levy_eur", EUROS, None, None, Status.UNKNOWN, "", _law(levy), inventory.missing
        )
    return _computed(inventory, inventory.bounds, target_percent, finances, levy)


def _set_aside(levy: LevyYear) -> Status | None:
    if levy.first_subject_year is not None and levy.first_subject_year > levy.year:
        return Status.NOT_SUBJECT
    return Status.EXEMPT if levy.is_exempt else None


def _first_levy_year(levy: LevyYear) -> int:
    if levy.first_levy_year is not None:
        return levy.first_levy_year
    if levy.first_subject_year is None:
        return levy.year
    return levy.first_subject_year + int(amount(legal("levy_free_years", levy.day)))


def _computed(
    inventory: Inventory,
    bounds: tuple[int, int, int],
    target_percent: int,
    finances: Finances,
    levy: LevyYear,
) -> Result:
    """Compute at both ends: the levy never falls when the main residences grow."""
    lls, fewest, most = bounds
    rates = _rates(levy, target_percent)
    missing = (
        rates.missing(lls, fewest, with_dsu=levy.is_dsu is not False),
        rates.missing(lls, most, with_dsu=levy.is_dsu is True),
    )
    law = _law(levy)
    if missing[1] == 0:
        is_short = missing_dwellings(lls, most, target_percent) > 0
        text = "bénéficiaire de la DSU" if is_short else "aucun logement manquant"
        return _nothing(Status.EXEMPT if is_short else Status.NOT_DUE, text, law)
    low, high = _bounds(missing, finances, rates)
    in_doubt = rates.is_minimum_in_doubt(missing, finances.tax_potential_eur)
    unknown = () if low == high and low is not None else _missing_inputs(inventory, finances, levy)
    return Result(
        "gross_levy_eur",
        EUROS,
        low,
        high,
        _status(low, high),
        _formula(missing, finances, rates),
        law,
        (*unknown, *(("levy_minimum_eur",) if in_doubt else ())),
        legal("levy_minimum_eur", levy.day).note if in_doubt or high == 0 else "",
    )


def _status(low: Fraction | None, high: Fraction | None) -> Status:
    if high is None:
        return Status.UNKNOWN
    return Status.NOT_DUE if high == 0 else Status.DUE if low else Status.UNKNOWN


def _bounds(
    missing: tuple[Fraction, Fraction], finances: Finances, rates: _Rates
) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and highest levy; None where nothing bounds it."""
    spending = finances.expenditure_eur
    cap = None if spending is None else rates.cap * Fraction(spending) / 100
    if finances.tax_potential_eur is None:
        return (None, None) if cap is None else (Fraction(0), cap)
    potential = Fraction(finances.tax_potential_eur)
    _, high = rates.levy(missing[1], potential, cap)
    low = Fraction(0) if cap is None else rates.levy(missing[0], potential, cap)[0]
    return low, high


def _rates(levy: LevyYear, target_percent: int) -> _Rates:
    dsu = amounts(legal("dsu_rate_percents", levy.day))
    minimum = legal("levy_minimum_eur", levy.day)
    return _Rates(
        percent=amount(legal("levy_percent", levy.day)),
        cap=amount(legal("levy_cap_percent", levy.day)),
        minimum=amount(minimum),
        is_minimum_read=minimum.certainty is Certainty.READ,
        target_percent=target_percent,
        dsu=dsu[target_percents(levy.day).index(target_percent)],
    )


def _law(levy: LevyYear) -> Law:
    names = ["levy_percent", "levy_cap_percent", "levy_minimum_eur"]
    names += [] if levy.is_dsu is False else ["dsu_rate_percents"]
    return cite(*(legal(name, levy.day) for name in names))


def _missing_inputs(inventory: Inventory, finances: Finances, levy: LevyYear) -> tuple[str, ...]:
    names = [
        ("tax_potential_eur", finances.tax_potential_eur is None),
        ("expenditure_eur", finances.expenditure_eur is None),
        ("is_dsu", levy.is_dsu is None),
    ]
    return tuple(name for name, is_missing in names if is_missing) + inventory.missing


def _formula(
    missing: tuple[Fraction, Fraction],
    finances: Finances,
    rates: _Rates,
) -> str:
    if finances.tax_potential_eur is None:
        return f"{short(rates.percent)} % × potentiel fiscal par habitant × {span(*missing)}"
    potential = Fraction(finances.tax_potential_eur)
    raw = [rates.raw(count, potential) for count in missing]
    left = f"{short(rates.percent)} % × {short(potential)} × {span(*missing)}"
    text = equation(left, raw[0], raw[1], EUROS)
    if raw[1] < rates.minimum:
        doubt = "" if rates.is_minimum_read else ", à vérifier"
        return f"{text}, sous le minimum de {span(rates.minimum, rates.minimum, EUROS)}{doubt}"
    if finances.expenditure_eur is None:
        return f"{text}, plafonné à {short(rates.cap)} % des dépenses réelles de fonctionnement"
    cap = rates.cap * Fraction(finances.expenditure_eur) / 100
    return f"{text}, plafond {span(cap, cap, EUROS)}"


def _nothing(status: Status, text: str, law: Law, note: str = "") -> Result:
    none = Fraction(0)
    return Result("gross_levy_eur", EUROS, none, none, status, text, law, (), note)
