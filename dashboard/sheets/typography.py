"""French typography of whole texts: the spaces and apostrophes that a keyboard does not give."""

import re
from typing import Any, Final

NARROW: Final = "\u202f"
WIDE: Final = "\u00a0"
RAW: Final = frozenset({"svg"})
"""Names of members that are no text."""

_RULES: Final = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]?"), f"«{NARROW}"),
    (re.compile(r"[ \u00a0\u202f]?»"), f"{NARROW}»"),
    (re.compile(r" (?=[;!?%€])"), NARROW),
    (re.compile(r"(?<=\d) (?=M€|ha\b|km\b|m\b|pt\b)"), NARROW),
    (re.compile(r" (?=:)"), WIDE),
    (re.compile(r"(?<!\d)(\d{1,3}) (?=\d{3}(?!\d))"), rf"\1{NARROW}"),
    (re.compile(r"(?<=\d) (?=(?:janvier|février|mars|avril|mai|juin|juillet|août)\b)"), WIDE),
    (re.compile(r"(?<=\d) (?=(?:septembre|octobre|novembre|décembre)\b)"), WIDE),
    (re.compile(r"\b1er (?=\w)"), f"1er{WIDE}"),
)


def typeset(text: str) -> str:
    r"""Return `text` with French spaces and apostrophes; done twice, it changes nothing more.

    >>> typeset("L'objectif : « 20 % » de 2 685")
    'L’objectif\xa0: «\u202f20\u202f%\u202f» de 2\u202f685'
    """
    for rule, replacement in _RULES:
        text = rule.sub(replacement, text)
    return text


def typeset_all(content: Any) -> Any:  # noqa: ANN401 -- JSON is any of its types
    """Return JSON data with every text set as `typeset` does, drawings left as they are."""
    if isinstance(content, str):
        return typeset(content)
    if isinstance(content, list | tuple):
        return [typeset_all(each) for each in content]
    if isinstance(content, dict):
        return {name: each if name in RAW else typeset_all(each) for name, each in content.items()}
    return content
