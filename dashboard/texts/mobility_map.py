"""Words on the map of the page « Mobilités »."""

from collections.abc import Sequence
from typing import Final

from dashboard.texts import titles
from geo.french import NARROW, joined

TITLE: Final = titles.MOBILITY


def line_words(short: str, long: str) -> str:
    r"""Say a line: its number, then its name.

    >>> line_words("A", "Gare – Centre")
    'Ligne A\nGare – Centre'
    """
    return "\n".join(part for part in (f"Ligne {short}" if short else "", long) if part)


def stop_words(name: str, lines: Sequence[str]) -> str:
    r"""Say a stop and its lines.

    >>> stop_words("Gare", ["A", "B"])
    'Gare\nLignes A et B'
    """
    return f"{name}\n{'Lignes' if len(lines) > 1 else 'Ligne'} {joined(list(lines))}"


def band(index: int | str, area: str) -> str:
    """Say a surface of the map and its size.

    >>> band("gained", "1,2 km²")
    'gagné (1,2 km²)'
    """
    names = {"gained": "gagné", "lost": "perdu", "kept": "inchangé"}
    name = names.get(str(index)) or f"{index}{NARROW}min"
    return f"{name} ({area})"
