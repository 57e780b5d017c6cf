"""Numbers inside French formulas: exact where they can be, marked ≈ where they are rounded."""

from fractions import Fraction

from geo.french import NARROW, number, quantity

DECIMALS = 2
CLOSEST = 6


def short(value: Fraction | int, decimals: int = DECIMALS) -> str:
    """Write a number with no more decimals than it needs, at most `decimals`.

    >>> short(Fraction(66)), short(Fraction(104, 10)), short(Fraction(1, 3))
    ('66', '10,4', '0,33')
    """
    exact = Fraction(value)
    needed = [n for n in range(decimals) if (exact * 10**n).denominator == 1]
    return number(exact, needed[0] if needed else decimals)


def span(low: Fraction | int, high: Fraction | int, unit: str = "") -> str:
    """Write a value, or its two bounds when they differ.

    >>> span(Fraction(96, 10), Fraction(112, 10))
    '9,6 à 11,2'
    """
    text = short(low) if low == high else f"{short(low)} à {short(high)}"
    return f"{text}{NARROW}{unit}" if unit else text


def equation(left: str, low: Fraction, high: Fraction, unit: str = "") -> str:
    """Write ``left = value``, with ≈ when the value shown is rounded.

    >>> equation("1 ÷ 3", Fraction(1, 3), Fraction(1, 3))
    '1 ÷ 3 ≈ 0,33'
    """
    rounded = any((Fraction(bound) * 10**DECIMALS).denominator != 1 for bound in (low, high))
    return f"{left} {'≈' if rounded else '='} {span(low, high, unit)}"


def percent_apart(value: Fraction, limit: Fraction | int) -> str:
    r"""Write a rate with two decimals, or more if rounding would make it look like `limit`.

    A commune at 19.998 % is below 20 %: it must not be printed as 20,00 %.

    >>> percent_apart(Fraction(19998, 1000), 20), percent_apart(Fraction(20), 20)
    ('19,998\u202f%', '20,00\u202f%')
    """
    for decimals in range(DECIMALS, CLOSEST + 1):
        text = quantity(value, "%", decimals)
        if value == limit or text != quantity(Fraction(limit), "%", decimals):
            return text
    return text
