"""Words of the page « Engagements » about entering the follow-up: form, preview, undo, log."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from dashboard.texts.commitments import LETTERS, STATES, amount_in_full
from geo.commitments.entry import Entry
from geo.commitments.progress import Progress
from geo.errors import Fault
from geo.french import day, number, plural

TITLE: Final = "Dire où en est une mesure"
INTRO: Final = (
    "Ce que vous saisissez s’ajoute, avec votre nom et l’heure ; rien n’est effacé et tout peut "
    "être annulé. N’écrivez pas de nom d’habitant."
)
MEASURE, YEAR, STATE, VALUE = "Mesure", "Année décrite", "Avancement", "Valeur"
CHOOSE_STATE: Final = "Choisissez"
COMMENT, DOCUMENT, WHO = "Commentaire", "Document (titre et page)", "Votre nom ou service"
PREVIEW, SAVE, CANCEL = "Vérifier avant d’enregistrer", "Enregistrer", "Revenir à la saisie"
PREVIEWED: Final = "Voici ce qui sera enregistré"
SAVED: Final = "C’est enregistré."
UNCHANGED: Final = "Rien n’a changé : c’est déjà ce qui est enregistré."
UNDONE: Final = "La dernière saisie est annulée ; l’état d’avant est revenu."
UNDO: Final = "Annuler la dernière saisie"
UNDO_TITLE: Final = "Dernière saisie"
UNDO_WARNING: Final = "Elle a été faite par quelqu’un d’autre : vérifiez avec cette personne."
LOG: Final = "Journal des saisies"
LOG_TABLE: Final = "Qui a saisi ou annulé, et quand"
LOG_EMPTY: Final = "Personne n’a encore rien saisi."
LOG_NOTE: Final = (
    "Le journal ne fait que grandir. Les fichiers de suivi envoyés par la page « Données des "
    "partenaires » y sont aussi."
)
ALL_ROWS: Final = "Toutes les valeurs saisies, annulées comprises"
DISPUTED: Final = "Saisies différentes pour la même mesure et la même année"
DISPUTED_NOTE: Final = "La plus récente est montrée ; les autres sont gardées ici."
MISSING: Final = "Ce qui manque pour {year}"
MISSING_NONE: Final = (
    "Rien ne manque pour {year} : toutes les mesures de ce choix sont renseignées."
)
NEEDS: Final = {"both": "état et valeur", "state": "état", "value": "valeur"}
ACTIONS: Final = {"import": "saisie", "undo": "annulation"}
RULES: Final = {
    "no-state": "Choisissez un avancement.",
    "no-name": "Donnez votre nom ou votre service : il est noté avec la saisie.",
    "unknown-measure": "Cette mesure n’existe pas dans le protocole.",
    "out-of-range": "« {field} » doit être dans les limites : {expected}. Trouvé : {found}.",
    "state-against-value": (
        "L’état contredit la valeur : la cible est {expected}, la valeur saisie {found}. Changez "
        "l’un ou l’autre."
    ),
    "changed-meanwhile": (
        "Entre-temps, **{found}** a saisi la même mesure pour la même année. Rien n’est perdu : "
        "lisez ce qui a été saisi ci-dessous, puis vérifiez de nouveau."
    ),
    "nothing-to-undo": "Il n’y a pas de saisie à annuler.",
}
FIELDS: Final = {"year": YEAR, "value": VALUE, "status": STATE}


def refusal(fault: Fault) -> str:
    """Return what is wrong with an entry, in French."""
    words = RULES.get(fault.rule, "Cette saisie ne convient pas.")
    field = FIELDS.get(fault.field or "", fault.field or "")
    return words.format(field=field, expected=fault.expected, found=fault.found or "quelqu’un")


def missing_sentence(count: int, total: int, year: int) -> str:
    """Return how many measures lack something in a year."""
    if not count:
        return MISSING_NONE.format(year=year)
    return (
        f"Pour **{year}**, il manque un état ou une valeur à **{plural(count, 'mesure')}** sur "
        f"{number(total)}. Celles qui ont une cible viennent d’abord."
    )


def need(row: Mapping[Any, Any]) -> str:
    """Return what a measure lacks."""
    if row["needs_state"] and row["needs_value"]:
        return NEEDS["both"]
    return NEEDS["state"] if row["needs_state"] else NEEDS["value"]


def preview(entry: Entry, title: str, unit: object) -> str:
    """Return an entry as a sentence to check."""
    value = (
        "" if entry.value is None else f", valeur **{amount_in_full(float(entry.value), unit)}**"
    )
    comment = f"  \nCommentaire : {entry.comment}" if entry.comment else ""
    document = f"  \nDocument : {entry.document}" if entry.document else ""
    state = STATES[entry.progress]
    return f"**{title}**, {entry.year} : **{state}**{value}.{comment}{document}"


def replaces(before: Mapping[str, Any], unit: object) -> str:
    """Return what an entry takes the place of."""
    value = "" if pd.isna(before["value"]) else f", {amount_in_full(before['value'], unit)}"
    return (
        f"Remplace ce que **{before['who']}** a saisi le {moment(before['at'])} : "
        f"{STATES[Progress(before['status'])].lower()}{value}. L’ancienne saisie reste au journal."
    )


def last_line(row: Mapping[str, Any], title: str, unit: object) -> str:
    """Return the last entry as a sentence."""
    value = "" if pd.isna(row["value"]) else f", {amount_in_full(row['value'], unit)}"
    return (
        f"**{title}**, {row['year']} : {STATES[Progress(row['status'])].lower()}{value} — par "
        f"**{row['who']}**, le {moment(row['at'])}"
    )


def moment(at: pd.Timestamp) -> str:
    """Return a day and an hour, as on the clock of the server.

    >>> moment(pd.Timestamp("2026-01-02T03:04Z")).endswith("UTC")
    True
    """
    return f"{day(at.date())} à {at:%H} h {at:%M} UTC"


def history_table(rows: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return every entered row as the page shows and exports it, newest first."""
    newest = rows.sort_values("batch_id", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Envoi": newest["batch_id"],
            "Quand (UTC)": newest["at"].dt.strftime("%Y-%m-%d %H:%M:%S"),
            "Qui": newest["who"],
            "Mesure": [titles.get(each, each) for each in newest["measure_id"]],
            "Année": newest["year"],
            "Avancement": [STATES[Progress(each)] for each in newest["status"]],
            "Valeur": newest["value"],
            "Commentaire": newest["comment"].fillna(""),
            "Document": newest["document"].fillna(""),
            "Fichier": newest["file_name"],
            "En vigueur": [_standing(row) for row in newest.to_dict("records")],
        }
    )


def _standing(row: Mapping[Any, Any]) -> str:
    if row["is_undone"]:
        return "annulée"
    return "oui" if row["is_current"] else "remplacée"


def log_table(log: pd.DataFrame) -> pd.DataFrame:
    """Return the audit log as the page shows and exports it."""
    return pd.DataFrame(
        {
            "Quand (UTC)": log["at"].dt.strftime("%Y-%m-%d %H:%M:%S"),
            "Qui": log["who"],
            "Quoi": [ACTIONS.get(each, each) for each in log["action"]],
            "Envoi": log["batch_id"],
            "Fichier": log["file_name"],
            "Lignes ajoutées": log["added_count"],
            "Lignes changées": log["changed_count"],
            "Annulé depuis": ["oui" if each else "" for each in log["is_undone"]],
        }
    )


def state_label(state: Progress) -> str:
    """Return a state with its letter, for the form."""
    return f"{STATES[state]} ({LETTERS[state]})"
