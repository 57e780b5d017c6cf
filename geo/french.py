"""French typography of figures and dates, for screens, sheets and explanations.

Groups of three digits and units are set with narrow no-break spaces, so that a number never
breaks at the end of a line.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

NARROW = "\u202f"
MINUS = "\u2212"
UNKNOWN = "n.d."
INFINITE = "∞"
PRECISION = 28
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

Number = int | float | Decimal | Fraction


def number(value: Number | None, decimals: int = 0, *, sign: bool = False) -> str:
    r"""Write a number as in French: ``1 234,5``; ``n.d.`` when it is unknown.

    Halves are rounded away from zero, as people do; the value itself is not changed.

    >>> number(1234.5, 1), number(float("inf"))
    ('1\u202f234,5', '∞')
    >>> number(-3, sign=True), number(2, sign=True), number(None)
    ('−3', '+2', 'n.d.')
    """
    if value is None or value != value:  # noqa: PLR0124 -- NaN is the only number unlike itself
        return UNKNOWN
    rounded = _rounded(value, decimals)
    if rounded.is_finite():
        digits = f"{abs(rounded):,.{decimals}f}".replace(",", NARROW).replace(".", ",")
    else:
        digits = INFINITE
    if rounded < 0:
        return MINUS + digits
    return f"+{digits}" if sign and rounded > 0 else digits


def quantity(value: Number | None, unit: str, decimals: int = 0) -> str:
    r"""Write a number with its unit: ``19,40 %``, ``2 557,20 €``; ``n.d.`` when unknown.

    >>> quantity(Decimal("19.4"), "%", 2)
    '19,40\u202f%'
    """
    text = number(value, decimals)
    return text if text == UNKNOWN or not unit else f"{text}{NARROW}{unit}"


def plural(count: Number, singular: str, several: str | None = None) -> str:
    r"""Write a count with its noun; French takes the plural from two on.

    A count that is not whole, such as an average, is written with one decimal.

    >>> plural(1, "commune"), plural(72, "commune"), plural(2, "local", "locaux")
    ('1\u202fcommune', '72\u202fcommunes', '2\u202flocaux')
    >>> plural(1.5, "commune")
    '1,5\u202fcommune'
    """
    decimals = 0 if count % 1 == 0 else 1
    is_one = abs(_rounded(count, decimals)) < 2  # noqa: PLR2004 -- grammar
    noun = singular if is_one else (several or f"{singular}s")
    return f"{number(count, decimals)}{NARROW}{noun}"


def day(value: date | None) -> str:
    """Write a day in full: ``1er janvier 2024``.

    >>> day(date(2024, 1, 1)), day(date(2019, 10, 24))
    ('1er janvier 2024', '24 octobre 2019')
    """
    if value is None:
        return UNKNOWN
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first} {MONTHS[value.month - 1]} {value.year}"


def joined(words: list[str]) -> str:
    """Join words as in a sentence: ``a, b et c``.

    >>> joined(["Le Puy", "Brives", "Espaly"])
    'Le Puy, Brives et Espaly'
    """
    return " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _rounded(value: Number, decimals: int) -> Decimal:
    if isinstance(value, Fraction):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    else:
        exact = Decimal(str(value))
    if not exact.is_finite():
        return exact
    enough = Context(prec=max(PRECISION, exact.adjusted() + decimals + 2))
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, enough)
