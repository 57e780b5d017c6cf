"""The plain words for residents: what happens, when, how many homes, whom to speak to."""

from collections.abc import Sequence

import pandas as pd

from dashboard.texts import renewal as words
from dashboard.texts.common import STATUS
from geo.figures import Source, Status
from geo.french import day, joined, number
from geo.renewal import State
from geo.territory.renewal import Board

TITLE = "Pour les habitants"
INTRO = (
    "Ce que disent les sources, au {day} : le dernier fait connu. Rien n’est ajouté. Ce qui n’est "
    "pas publié est dit."
)
SHEET_TITLE = "{name} : ce qui va se passer"
DOWNLOAD = "Ces mots à imprimer (HTML)"
SHEET = "La fiche du quartier, deux pages A4 (PDF)"
GROUPS = {
    "Ce qui est fait": (State.DONE,),
    "Ce qui est en cours": (State.UNDER_WAY,),
    "Ce qui est prévu ou annoncé": (State.PLANNED, State.ANNOUNCED),
}
DWELLINGS = "Combien de logements"
PROMISES = "Ce qui a été promis ({when})"
CONTACTS = "À qui parler"
NOT_PUBLISHED = "Nombre de logements non publié : {names}."
VERBS = {
    "demolition": "Logements encore habités dans les bâtiments à démolir, au moment où la source "
    "le dit",
    "rehabilitation": "Logements réhabilités ou à réhabiliter",
    "residentialisation": "Logements dont les abords changent (les mêmes que les précédents)",
    "new_building": "Logements neufs",
    "replacement_offer": "dont réservés d’abord aux familles à reloger",
}
FOOT = "Faits tirés de :"
NO_FOLLOW_UP = "Suite non publiée."

Section = tuple[str, tuple[str, ...]]


def sections(
    board: Board,
    promises: pd.DataFrame,
    contacts: pd.DataFrame,
    sources: dict[str, Source],
) -> tuple[Section, ...]:
    """Return the block as titles and lines of plain text, for the screen and for print."""
    rows = words.rows_of(board.operations)
    groups = [
        (title, tuple(_operation(row, states) for row in rows if State(row["state"]) in states))
        for title, states in GROUPS.items()
    ]
    said = [
        (PROMISES.format(when=when), tuple(_promise(row, sources) for row in words.rows_of(each)))
        for when, each in promises.sort_values("date_latest").groupby("date_text", sort=False)
    ]
    speak = (CONTACTS, tuple(_contact(row) for row in words.rows_of(contacts)))
    homes = (DWELLINGS, (*_dwellings(board.summary), *_unpublished(board.operations)))
    return tuple(section for section in (*groups, homes, speak, *said) if section[1])


def intro(board: Board) -> str:
    """Return the sentence above the block."""
    return INTRO.format(day=day(board.day))


def _operation(row: words.Row, states: Sequence[State]) -> str:
    status = STATUS[Status(row["state_status"])]
    state = f"{words.STATES[State(row['state'])]} ; " if len(states) > 1 else ""
    parts = [f"{row['name']} ({state}{status})."]
    if not pd.isna(row["possible_state"]):
        parts.append(f"Peut-être déjà {words.STATES[State(row['possible_state'])]}.")
    if not pd.isna(row["target_state"]):
        parts.append(f"Annoncé : {row['target_text']}.")
    if not row["is_confirmed"]:
        parts.append("Cette date est passée et aucune source ne dit qu’elle a été tenue.")
    return " ".join(parts)


def _dwellings(summary: pd.DataFrame) -> Sequence[str]:
    lines: list[str] = []
    for kind, label in VERBS.items():
        if kind not in summary.index:
            continue
        row = summary.loc[kind]
        count = row["occupied_dwellings_count" if kind == "demolition" else "dwellings_count"]
        if pd.isna(count):
            continue
        qualifier = "exact" if kind == "demolition" else row["dwellings_qualifier"]
        lines.append(f"{label} : {words.qualified(number(int(count)), qualifier)}.")
    return lines


def _unpublished(operations: pd.DataFrame) -> Sequence[str]:
    names = list(operations.loc[operations["dwellings_status"] == "not_published", "name"])
    return [NOT_PUBLISHED.format(names=joined(names))] if names else []


def _promise(row: words.Row, sources: dict[str, Source]) -> str:
    parts = [words.text_of(row["promise"]), NO_FOLLOW_UP]
    if words.text_of(row["follow_up"]):
        source = words.source_name(sources, row["follow_up_source"])
        when = day(row["follow_up_date"].date())
        parts[-1] = f"Depuis : {row['follow_up']} ({when}, {source})"
    return " ".join([*parts, words.text_of(row["note"])]).strip()


def _contact(row: words.Row) -> str:
    name = ", ".join(part for part in (row["name"], words.text_of(row["place_text"])) if part)
    note = words.text_of(row["note"])
    return f"{name} : {row['subject']} (dit {row['date_text']}). {note}".strip()


def foot(titles: Sequence[str]) -> str:
    """Return where the facts of the printed page come from."""
    return f"{FOOT} {' ; '.join(titles)}."
