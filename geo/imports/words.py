"""How French headers and values are compared: without accents, case or punctuation."""

import re
import unicodedata

NOT_WORD = re.compile(r"[^a-z0-9]+")
IN_BRACKETS = re.compile(r"\([^)]*\)")


def plain(text: str) -> str:
    """Return a text in small letters without accents nor punctuation.

    >>> plain("  N° de ménage * "), plain("Bâtiment d’origine")
    ('n de menage', 'batiment d origine')
    """
    return NOT_WORD.sub(" ", unaccented(text)).strip()


def plain_header(text: str) -> str:
    """Return a header as `plain` does, without what stands in brackets.

    >>> plain_header("Surface avant (m²)")
    'surface avant'
    """
    return plain(IN_BRACKETS.sub(" ", text)) or plain(text)


def unaccented(text: str) -> str:
    """Return a text in small letters without accents.

    >>> unaccented("Évêché")
    'eveche'
    """
    parts = unicodedata.normalize("NFKD", text.replace("’", "'").replace("°", " ").casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))
