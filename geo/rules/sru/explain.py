"""Results as plain data: what the command line prints as JSON and a page lists as sources."""

from fractions import Fraction

from geo.rules.sru.result import Result

Json = str | int | float | None | list[str]


def plain(value: Fraction | None) -> int | float | None:
    """Return an exact number as JSON can hold it: an integer, else the nearest float.

    >>> plain(Fraction(66)), plain(Fraction(104, 10)), plain(None)
    (66, 10.4, None)
    """
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def explanation(result: Result) -> dict[str, Json]:
    """Return everything a reader needs to check one result."""
    return {
        "name": result.name,
        "value": plain(result.value),
        "low": plain(result.low),
        "high": plain(result.high),
        "unit": result.unit,
        "formula": result.formula,
        "article": result.article,
        "version": result.version,
        "url": result.url,
        "certainty": result.certainty.value,
        "status": result.status.value,
        "missing": list(result.missing),
        "note": result.note,
    }
