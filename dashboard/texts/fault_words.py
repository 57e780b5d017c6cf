"""What a fault expected and found, in French: the words of `geo` are for its command line.

What has no French words here is left out, never shown in English; `cdv check` tells it.
"""

import re
from typing import Final

from geo.errors import Fault

NEUTRAL: Final = re.compile(r"[^A-Za-zÀ-ÿ]*|[A-Z0-9]+(?:[-_ |,;:.]+[A-Z0-9]+)*")
"""Numbers, signs, codes in capitals: the same in every language."""
LONGEST: Final = 80
PHRASES: Final = (
    (r"at most ([\d,]+) bytes", r"au plus \1 octets"),
    (r"at most ([\d,]+) characters a line", r"au plus \1 caractères par ligne"),
    (r"at most ([\d,]+) rows", r"au plus \1 lignes"),
    (r"at most ([\d,]+) places", r"au plus \1 lieux"),
    (r"a name and a place", r"un nom et un lieu"),
    (r"two numbers", r"deux nombres"),
    (r"two finite coordinates in metres", r"deux coordonnées en mètres"),
    (r"a place of metropolitan France", r"un lieu de France métropolitaine"),
    (r"metropolitan France: (.*)", r"la France métropolitaine : \1"),
    (r"nom, lon, lat", r"nom, lon, lat"),
    (r"a readable file|a file that can be read", r"un fichier lisible"),
    (r"UTF-8 or Windows-1252", r"UTF-8 ou Windows-1252"),
    (r"an object", r"un objet JSON"),
    (r"a value", r"une valeur"),
    (r"a row", r"une ligne"),
    (r"an integer", r"un nombre entier"),
    (r"a number", r"un nombre"),
    (r"a number with a decimal point", r"un nombre avec un point pour les décimales"),
    (r"a text without control characters", r"un texte sans caractère de commande"),
    (r"a year of four digits", r"une année à quatre chiffres"),
    (r"a date YYYY-MM-DD", r"une date AAAA-MM-JJ"),
    (r"true or false", r"true ou false"),
    (r"(\d+) cells", r"\1 cellules"),
    (r"(\d+) columns", r"\1 colonnes"),
    (r"(\d+) features", r"\1 contours"),
    (r"(\d+) bytes", r"\1 octets"),
    (r"minimum (.*)", r"au moins \1"),
    (r"maximum (.*)", r"au plus \1"),
    (r"pattern (.*)", r"la forme \1"),
    (r"one of the (\d+) communes of (.*)", r"l’une des \1 communes (\2)"),
    (r"one of (?!the )(.*)", r"une valeur parmi \1"),
    (r"unique (.*)", r"une seule fois \1"),
    (r"one row per code", r"une ligne par code"),
    (r"(“[^“”]*”|an empty cell), as on line (\d+)", r"comme à la ligne \2"),
    (r"an empty cell", r"une cellule vide"),
    (r"an empty file|empty|nothing|none|no column", r"rien"),
)
NOTHING: Final = frozenset(["no column"])
FRENCH: Final = frozenset(["nothing-to-undo", "store", "threshold"])
"""Rules whose faults are written in French."""
QUOTING: Final = frozenset(["columns", "coordinates", "missing-value", "place"])
"""Rules whose faults repeat what the reader gave."""
LABELS: Final = frozenset(["duplicate-label", "extra-label", "incorrect-label", "missing-label"])
"""Rules about names of columns."""
NAMES: Final = {
    "follow_up": "suivi des engagements",
    "lettings": "attributions",
    "place": "lieu",
    "programme": "suivi du programme",
    "rehousing": "relogement",
    "thresholds": "seuils",
}
"""What a fault is about when it is no file."""


def about(fault: Fault) -> str:
    """Return the file of a fault, or what stands in its place.

    >>> about(Fault("place", "place")), about(Fault("csv", "lieux.csv"))
    ('lieu', 'lieux.csv')
    """
    return NAMES.get(fault.file, fault.file)


def expected(fault: Fault) -> str:
    """Return what was expected, in French; empty when there are no words for it."""
    return fault.expected if fault.rule in FRENCH | LABELS else _french(fault.expected)


def found(fault: Fault) -> str:
    """Return what was found, in French or as the reader wrote it; empty without words for it."""
    if fault.rule in QUOTING | LABELS and fault.found not in NOTHING:
        return fault.found[:LONGEST]
    return _french(fault.found)


def _french(text: str) -> str:
    """Return a text of `geo` in French.

    >>> _french("at most 200 rows"), _french("43157 | 43002"), _french("some English words")
    ('au plus 200 lignes', '43157 | 43002', '')
    """
    if NEUTRAL.fullmatch(text):
        return text
    for pattern, words in PHRASES:
        known = re.fullmatch(pattern, text)
        if known:
            return known.expand(words)
    quoted = re.fullmatch("“([^“”]*)”", text)
    return f"« {quoted[1]} »" if quoted else ""
