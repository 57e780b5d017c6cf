"""Words used on every page: provenance of a figure, missing values, buttons."""

from datetime import date

from geo.figures import Figure, Missing, Source, Status
from geo.french import day, number

PRODUCT = "Contrat de ville"
IGN_TOGGLE = "Fond de plan IGN"
IGN_HELP = (
    "Affiche le plan de l’IGN sous la carte, demandé à un serveur extérieur tant que c’est activé."
)
SOURCES = "Sources et méthode"
TO_CHECK = "à vérifier"
NO_DATE = "millésime non précisé, à vérifier"

STATUS = {
    Status.OFFICIAL: "officiel",
    Status.PRESS: "presse",
    Status.DERIVED: "calculé",
    Status.FICTIONAL: "fictif",
}
MISSING = {
    Missing.SECRET: "secret statistique",
    Missing.NOT_PUBLISHED: "non publié",
    Missing.NOT_APPLICABLE: "sans objet",
    Missing.UNKNOWN: "inconnu",
}


SHORT_UNITS = ("%", "€")


def value_of(figure: Figure) -> str:
    """Write the value of a figure, or why there is none; a long unit goes to `provenance`."""
    if figure.missing is not None:
        return MISSING[figure.missing]
    written = number(figure.value, figure.decimals, sign=figure.is_change)
    return f"{written}\u202f{figure.unit}" if figure.unit in SHORT_UNITS else written


def provenance(figure: Figure) -> str:
    """Write unit, date, producer and status of a figure in one line."""
    unit = "" if figure.unit in SHORT_UNITS else figure.unit
    producers = dict.fromkeys(source.producer for source in figure.sources if source.producer)
    check = TO_CHECK if figure.is_to_check and figure.reference_date else ""
    parts = [
        unit,
        reference(figure.reference_date),
        ", ".join(producers),
        STATUS[figure.status],
        check,
    ]
    return " · ".join(part for part in parts if part)


def reference(reference_date: date | None) -> str:
    """Write a reference date, or that the source does not give it."""
    return day(reference_date) if reference_date else NO_DATE


def source_line(source: Source) -> str:
    """Write a source as Markdown: title, producer, licence, day of access."""
    title = f"[{source.title}]({source.url})" if source.url else source.title
    parts = [f"**{title}**", source.producer, source.licence]
    if source.accessed:
        parts.append(f"consulté le {day(source.accessed)}")
    line = " · ".join(part for part in parts if part)
    return f"{line}  \n{source.note}" if source.note else line
