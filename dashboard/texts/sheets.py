"""Words of every A4 sheet: sources, flags, version of the data."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dashboard.texts import common
from geo.figures import Figure, Source
from geo.french import day, joined

SOURCES: Final = "Sources"
FIGURE_COLUMNS: Final = ("Donnée", "Valeur", "Date, source, statut")
NO_VINTAGE: Final = "Millésime non précisé"
FLAGS: Final = (
    "« officiel », « presse » : tel que publié par la source. « calculé » : déduit ici de chiffres "
    "publiés, et publié par personne. « à vérifier » : chiffre ou règle relevé dans une copie, ou "
    "sans millésime, à comparer au texte en vigueur ou au fichier du producteur."
)
MADE: Final = (
    "Fiche d’information établie hors ligne à partir de données publiques. Elle ne remplace ni la "
    "notification du préfet, ni les documents signés."
)


def version(name: str, number: str, made: date | None) -> str:
    """Return which version of the data a sheet was made from."""
    when = f", {day(made)}" if made else ""
    return f"{common.PRODUCT} · {name} · données version {number}{when}"


def figure_note(figure: Figure) -> str:
    """Return the provenance of a figure and its remark."""
    parts = (common.provenance(figure), remark(figure.note))
    return ". ".join(part.rstrip(".") for part in parts if part)


def remark(note: str) -> str:
    """Return a remark without what the date beside it says already.

    >>> remark("Millésime non précisé ; RPLS"), remark("Enquête")
    ('RPLS', 'Enquête')
    """
    return note.removeprefix(NO_VINTAGE).lstrip(" ;")


def source_line(source: Source) -> str:
    """Return a source as one line: title and producer."""
    return " · ".join(part for part in (f"**{source.title}**", source.producer) if part)


def credit(sources: Sequence[Source]) -> str:
    """Return the licences of the sources, and when they were read."""
    licences = dict.fromkeys(source.licence for source in sources if source.licence)
    days = sorted({source.accessed for source in sources if source.accessed})
    read = f" Sources lues le {joined([day(each) for each in days])}." if days else ""
    return f"Licences : {' ; '.join(licences)}.{read}" if licences else read.strip()


def outline_line(title: str, licences: Sequence[str]) -> str:
    """Return the source of outlines as one line."""
    return " · ".join([f"**{title}**", *licences])
