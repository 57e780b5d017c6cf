"""The header of a partner file against a template: which column is where."""

import difflib
from collections.abc import Iterator, Sequence

from geo.errors import Fault, PartnerFileError
from geo.imports.personal import FIX, is_personal_header
from geo.imports.sheets import Row
from geo.imports.templates import Template
from geo.imports.words import plain, plain_header


def match_header(model: Template, header: Row, name: str) -> tuple[list[int | None], list[Fault]]:
    """Return where each field of a template stands in a file, and what is wrong with the header.

    Titles, English names and synonyms are taken, whatever their accents and capitals. A header
    is never repeated in a fault: a file without a header line begins with a household.

    Returns
    -------
    tuple
        The 0-based place of each field, None where the file has it not; a fault for each column
        that is personal, unknown, there twice, or missing.

    Raises
    ------
    PartnerFileError
        When no column is known: the file has no header line.
    """
    known = header_words(model)
    titles = ["" if cell is None else str(cell) for cell in header.cells]
    ranks = [known.get(plain_header(title), known.get(plain(title))) for title in titles]
    is_personal = [
        rank is None and is_personal_header(t) for rank, t in zip(ranks, titles, strict=True)
    ]
    if not any(is_personal) and all(rank is None for rank in ranks):
        expected = ", ".join(field.title for field in model.fields if field.is_required)
        fix = "mettez les en-têtes du modèle sur la première ligne"
        raise PartnerFileError(Fault("header", name, header.line, expected=expected, fix=fix))
    faults = [
        *_column_faults(model, list(zip(titles, ranks, is_personal, strict=True)), header, name),
        *_missing_faults(model, ranks, header, name),
    ]
    places = [ranks.index(rank) if rank in ranks else None for rank in range(len(model.fields))]
    return places, faults


def header_words(model: Template) -> dict[str, int]:
    """Return the plain words of each header that is understood, with the rank of its field."""
    return {
        plain(word): rank
        for rank, field in enumerate(model.fields)
        for word in (*field.synonyms, field.name, field.title)
    }


def _column_faults(
    model: Template, columns: Sequence[tuple[str, int | None, bool]], header: Row, name: str
) -> Iterator[Fault]:
    seen: dict[int, int] = {}
    for place, (title, rank, is_personal) in enumerate(columns, start=1):
        if is_personal:
            yield Fault("personal-column", name, header.line, place, fix=FIX)
        elif rank is None and title.strip():
            yield Fault("unknown-column", name, header.line, place, fix=_near(model, title))
        elif rank is not None and rank in seen:
            field = model.fields[rank].title
            fix = f"la colonne {seen[rank]} dit la même chose : gardez-en une seule"
            yield Fault("duplicate-label", name, header.line, place, field, fix=fix)
        if rank is not None:
            seen.setdefault(rank, place)


def _missing_faults(
    model: Template, ranks: Sequence[int | None], header: Row, name: str
) -> Iterator[Fault]:
    for rank, field in enumerate(model.fields):
        if field.is_required and rank not in ranks:
            fix = f"ajoutez une colonne « {field.title} »"
            yield Fault("missing-label", name, header.line, field=field.title, fix=fix)


def _near(model: Template, title: str) -> str:
    """Return what the column may have meant, in the words of the template."""
    known = header_words(model)
    near = difflib.get_close_matches(plain_header(title), known, n=1)
    if near:
        return f"peut-être « {model.fields[known[near[0]]].title} »"
    return "retirez cette colonne, ou donnez-lui un en-tête du modèle"
