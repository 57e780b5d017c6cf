"""What a commune builds, sells and demolishes, year by year, and what that does to its stock."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geo.rules.sru.law import Doubt, amount, doubts, legal
from geo.rules.sru.result import Interval


class Product(StrEnum):
    """Kinds of dwelling a programme is made of; all but INTERMEDIATE count as social."""

    PLAI = "plai"
    PLUS = "plus"
    PLS = "pls"
    BRS = "brs"
    PSLA = "psla"
    ANAH = "anah"
    OTHER = "other"
    INTERMEDIATE = "intermediate"


class LossKind(StrEnum):
    """How social dwellings leave the stock."""

    SALE = "sale"
    DEMOLITION = "demolition"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Dwellings delivered in a year, counted at the inventory of the next 1 January.

    Attributes
    ----------
    adds_main_residences
        True for new dwellings, which are main residences too; False for homes that people
        already live in (acquisition, agreement with Anah).
    """

    year: int
    product: Product
    count: int
    adds_main_residences: bool = True


@dataclass(frozen=True, slots=True)
class Loss:
    """Social dwellings sold to their occupants or demolished in a year.

    A dwelling sold counts for some more years. A dwelling demolished may have stood empty, and
    its household may stay in the commune: the main residences lose between 0 and all of them.
    """

    year: int
    kind: LossKind
    count: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Main residences gained (or lost, below 0) in a year, the programme left out."""

    low_count: int
    high_count: int


@dataclass(frozen=True, slots=True)
class Programme:
    """What changes from one inventory to the next."""

    deliveries: tuple[Delivery, ...] = ()
    losses: tuple[Loss, ...] = ()
    growth: Growth = field(default=Growth(0, 0))


def social_change(programme: Programme, year: int) -> int:
    """Return how many social dwellings a year adds to the next inventory.

    >>> social_change(Programme((Delivery(2025, Product.PLUS, 12),)), 2025)
    12
    """
    gained = sum(
        d.count
        for d in programme.deliveries
        if d.year == year and d.product is not Product.INTERMEDIATE
    )
    lost = sum(loss.count for loss in programme.losses if _leaves_in(loss) == year)
    return gained - lost


def _leaves_in(loss: Loss) -> int:
    """Return the year whose next inventory no longer counts the dwelling."""
    if loss.kind is LossKind.DEMOLITION:
        return loss.year
    return loss.year + int(amount(legal("sold_years", date(loss.year, 1, 1))))


def programme_doubts(programme: Programme) -> tuple[Doubt, ...]:
    """Return the legal values a programme rests on that are to be checked, each once.

    >>> [each.label for each in programme_doubts(Programme((Delivery(2025, Product.BRS, 2),)))]
    ['Premier inventaire qui compte les logements en bail réel solidaire']
    """
    used = [
        (name, delivery.year)
        for delivery in programme.deliveries
        for name in _COUNTED_BY.get(delivery.product, ("counted_dwelling",))
        if delivery.count
    ]
    used += [
        ("sold_years", loss.year)
        for loss in programme.losses
        if loss.kind is LossKind.SALE and loss.count
    ]
    found = [each for name, year in used for each in doubts(name, date(year, 1, 1))]
    return tuple(dict.fromkeys(found))


_COUNTED_BY = {
    Product.BRS: ("brs_first_inventory",),
    Product.PSLA: ("psla_first_signature", "psla_years"),
}


def grown(residences: Interval, programme: Programme, year: int) -> Interval:
    """Return the main residences of the inventory after `year`."""
    built = sum(d.count for d in programme.deliveries if d.year == year and d.adds_main_residences)
    razed = sum(
        loss.count
        for loss in programme.losses
        if loss.year == year and loss.kind is LossKind.DEMOLITION
    )
    return Interval(
        residences.low + built + programme.growth.low_count - razed,
        residences.high + built + programme.growth.high_count,
    )
