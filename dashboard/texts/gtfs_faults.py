"""What is wrong in a file of timetables, or should be known of it, in French."""

import re
from typing import Final

from dashboard.texts.errors import RULES
from geo.errors import Fault
from geo.french import number
from geo.gtfs.cells import EXPECTED
from geo.gtfs.tables import Kind

KINDS: Final = {
    Kind.TIME: "une heure HH:MM:SS",
    Kind.DAY: "un jour AAAAMMJJ",
    Kind.WHOLE: "un nombre entier permis par le format GTFS",
    Kind.LATITUDE: "une latitude en degrés",
    Kind.LONGITUDE: "une longitude en degrés",
    Kind.TEXT: "un texte",
}
QUOTING: Final = ("value", "primary-key", "foreign-key", "coordinates", "time-order", "time-back",
                  "missing-time", "unique-error")  # fmt: skip
"""Rules whose fault tells what stands in the file."""
EMPTY: Final = "an empty cell"
TIMES: Final = re.compile(r" \((\d+) times\)$")
COUNTED: Final = re.compile(r"^(\d+) ")


def feed_sentence(fault: Fault) -> str:
    """Return one fault or note as a French sentence in Markdown, without the words of the code.

    >>> feed_sentence(Fault("on-demand", "stop_times.txt", found="12 stop times to be ordered"))
    '**stop_times.txt** : passages à réserver par téléphone, comptés comme les autres (12).'
    """
    where = [f"**{fault.file}**"]
    if fault.line is not None:
        where.append(f"ligne {number(fault.line)}")
    if fault.field:
        where.append(f"colonne « {fault.field} »")
    return (
        f"{', '.join(where)} : {RULES.get(fault.rule, fault.rule)}{_found(fault)}{_wanted(fault)}."
    )


def _found(fault: Fault) -> str:
    """Return what stands in the file, or how many times."""
    if fault.rule not in QUOTING:
        count = COUNTED.match(fault.found)
        return f" ({number(int(count[1]))})" if count else ""
    if fault.found == EMPTY:
        return ", la case est vide"
    text, times = fault.found, TIMES.search(fault.found)
    more = f" ({number(int(times[1]))} fois)" if times else ""
    text = TIMES.sub("", text)
    is_trip = text.startswith("trip ") and fault.rule in QUOTING[4:]
    return f", course « {text.removeprefix('trip ')} »" if is_trip else f" : « {text} »{more}"


def _wanted(fault: Fault) -> str:
    """Return what a cell should hold."""
    if fault.rule != "value":
        return ""
    kinds = (kind for kind in KINDS if fault.expected.startswith(EXPECTED[kind]))
    return f" ; attendu : {KINDS[next(kinds, Kind.TEXT)]}"
