"""What a partner file may not hold: anything that says who a household is.

Headers and values that look like a name, a social-security number, a birth date, an e-mail, a
phone number or a full address are refused before anything is kept. What is found is never
repeated. A surname alone cannot be told from another word: see docs/adr/0014-partner-store.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geo.errors import Fault
from geo.imports.words import plain, unaccented

NAMES_FILE = Path(__file__).parent / "first_names.txt"
HEADER_WORDS = frozenset([
    "nom", "noms", "prenom", "prenoms", "patronyme", "civilite", "conjoint", "titulaire",
    "locataire", "allocataire", "nir", "secu", "naissance", "ne", "nee", "tel", "telephone",
    "telephones", "portable", "mobile", "fixe", "mail", "mails", "email", "courriel", "adresse",
    "adresses", "iban", "rib",
])  # fmt: skip
HEADER_PHRASES = ("securite sociale", "e mail", "numero fiscal", "numero d allocataire")
PLACES = frozenset([
    "allee", "avenue", "boulevard", "bd", "batiment", "centre", "chemin", "college", "cours",
    "cite", "ecole", "espace", "esplanade", "foyer", "gymnase", "hopital", "immeuble", "impasse",
    "lycee", "maison", "mediatheque", "parc", "place", "pole", "quartier", "quai", "residence",
    "route", "rue", "saint", "sainte", "salle", "square", "stade", "theatre", "tour",
])  # fmt: skip
TITLED = re.compile(
    r"\b(?:M\.|Mr\.?|Mme\.?|Mlle\.?|MM\.|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Ff]amille)\s+"
    r"(?:(?:et|de|du)\s+)?[A-ZÀ-Ý]"
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
EMAIL = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[a-z]{2,}", re.IGNORECASE)
PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)33[ .\-]?(?:\(0\)[ .\-]?)?[1-9]|0[1-9])(?:[ .\-/]?\d{2}){4}(?!\d)"
)
BARE_MOBILE = re.compile(r"[67]\d{8}")
NIR = re.compile(
    r"(?<!\d)([1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6})(\d{2})?(?!\d)",
    re.IGNORECASE,
)
NIR_GAPS = re.compile(r"(?<=[\dABab])[ .\-](?=[\dABab])")
NIR_MODULUS = 97
LONGEST_NAME = 3
BORN = re.compile(r"\bnee?(?:\(e\))?s? (?:le|en) |\bnaissance\b")
FULL_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)"
)
RUN_DATE = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19\d{2}(?!\d)")
ADDRESS = re.compile(
    r"\b\d{1,4}\s*(?:bis|ter|quater|[a-d])?\s*,?\s+(?:rue|avenue|av|boulevard|bd|place|pl|chemin|"
    r"impasse|allee|route|cours|quai|square|lotissement|montee|passage|faubourg|sentier|hameau)\b"
)
LETTERS = re.compile(r"[^\W\d_]{4,}")
HEXADECIMAL = re.compile(r"[0-9a-f]{4,}(?:-?[0-9a-f]{2,})*", re.IGNORECASE)
PSEUDONYM_WORDS = frozenset(["attribution", "batiment", "dossier", "logement", "menage", "numero"])
FIX = "retirez-la du fichier : un pseudonyme et des chiffres suffisent"


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of thing that a value may give away."""

    rule: str
    finds: Callable[[str, bool], bool]


def is_personal_header(header: str) -> bool:
    """Whether a header announces something about a person.

    >>> is_personal_header("N° de sécurité sociale"), is_personal_header("Nombre de personnes")
    (True, False)
    """
    words = plain(header)
    return bool(HEADER_WORDS & set(words.split())) or any(each in words for each in HEADER_PHRASES)


def personal_rule(text: str, *, is_household: bool) -> str | None:
    """Return the rule that a value breaks by what it says of a person; None when it says nothing.

    Parameters
    ----------
    text
        The value, as written.
    is_household
        Whether the row is about a household: then a full date in a text may be a birth date.
    """
    return next((check.rule for check in CHECKS if check.finds(text, is_household)), None)


def is_pseudonym(text: str) -> bool:
    """Whether a text stands for a household without a name in it: digits, few letters in a row.

    >>> is_pseudonym("M-001"), is_pseudonym("Dupont1"), is_pseudonym("Martin")
    (True, False, False)
    """
    if not any(each.isdigit() for each in text):
        return False
    words = LETTERS.findall(text)
    return HEXADECIMAL.fullmatch(text) is not None or all(
        unaccented(word) in PSEUDONYM_WORDS for word in words
    )


def personal_fault(rule: str, name: str, line: int | None, column: int | None, field: str) -> Fault:
    """Return the fault of something personal; it says where, never what."""
    return Fault(rule, name, line, column, field, fix=FIX)


def _has_email(text: str, _: bool) -> bool:  # noqa: FBT001 -- one signature for all checks
    return "@" in text and EMAIL.search(text) is not None


def _has_number(text: str, _: bool) -> bool:  # noqa: FBT001 -- as above
    """Whether a text holds a social-security number: 13 digits, and their key when it is there."""
    found = NIR.search(NIR_GAPS.sub("", text))
    if found is None:
        return False
    number, key = found.groups()
    digits = number.upper().replace("2A", "19").replace("2B", "18")
    return key is None or int(key) == NIR_MODULUS - int(digits) % NIR_MODULUS


def _has_phone(text: str, _: bool) -> bool:  # noqa: FBT001 -- as above
    return PHONE.search(text) is not None or BARE_MOBILE.fullmatch(text) is not None


def _has_birth(text: str, is_household: bool) -> bool:  # noqa: FBT001 -- as above
    is_dated = is_household and (FULL_DATE.search(text) or RUN_DATE.search(text))
    return bool(is_dated) or BORN.search(unaccented(text)) is not None


def _has_address(text: str, _: bool) -> bool:  # noqa: FBT001 -- as above
    return ADDRESS.search(unaccented(text)) is not None


def _has_name(text: str, _: bool) -> bool:  # noqa: FBT001 -- as above
    """Whether a text holds a title and a name, or a first name beside another name."""
    if TITLED.search(text):
        return True
    words = WORD.findall(text)
    is_all = 1 < len(words) <= LONGEST_NAME and plain(text) == plain(" ".join(words))
    return any(
        _is_name(words, rank, is_all=is_all)
        for rank, word in enumerate(words)
        if plain(word).split(" ")[0] in _first_names()
    )


def _is_name(words: list[str], rank: int, *, is_all: bool) -> bool:
    """Whether the first name at `rank` stands beside a name, and not in the name of a place."""
    if PLACES & {plain(word) for word in words[max(rank - 2, 0) : rank]}:
        return False
    beside = words[max(rank - 1, 0) : rank] + words[rank + 1 : rank + 2]
    is_capital = words[rank][0].isupper() and any(each[0].isupper() for each in beside)
    return is_all or is_capital


@cache
def _first_names() -> frozenset[str]:
    return frozenset(NAMES_FILE.read_text(encoding="utf-8").split())


CHECKS = (
    Check(rule="personal-email", finds=_has_email),
    Check(rule="personal-number", finds=_has_number),
    Check(rule="personal-phone", finds=_has_phone),
    Check(rule="personal-birth", finds=_has_birth),
    Check(rule="personal-address", finds=_has_address),
    Check(rule="personal-name", finds=_has_name),
)
