"""Words of the part « Scénario » of the page « Mobilités »."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from dashboard.texts.mobility_parts import clock
from geo.french import NARROW, number, plural, quantity
from geo.gtfs.changes import Change, Evening, Headway, NewLine, NewStop

TITLE: Final = "Et si l’on changeait la desserte ?"
HEADWAY, EVENING, NEW_STOP, NEW_LINE = "cadence", "soir", "arret", "ligne"
KINDS: Final = {
    HEADWAY: "Changer une cadence",
    EVENING: "Prolonger une soirée",
    NEW_STOP: "Ajouter un arrêt",
    NEW_LINE: "Ajouter une ligne",
}
KIND: Final = "Changement"
LINE: Final = "Ligne"
MINUTES: Final = "Un bus toutes les … minutes"
FIRST: Final = "Premier départ"
LAST: Final = "Dernier départ"
USUAL_HEADWAY: Final = 15
USUAL_FIRST: Final = 6 * 60
USUAL_LAST: Final = 22 * 60
ADD: Final = "Ajouter au scénario"
REMOVE: Final = "Retirer"
UNDO: Final = "Annuler le dernier changement"
EMPTY: Final = (
    "Aucun changement pour l’instant. Tous les chiffres de la page sont **sans scénario**. "
    "Celui-ci tiendra dans l’adresse de la page : il ne touche jamais au réseau chargé."
)
POINT_MISSING: Final = "Cliquez d’abord sur la carte à l’endroit de l’arrêt."
LINE_MISSING: Final = (
    "Tracez d’abord la ligne sur la carte : bouton « Tracer une ligne de bus » (en haut à droite "
    "de la carte), un clic par arrêt, un dernier clic sur le dernier arrêt."
)
FILE: Final = "Reprendre un scénario gardé (fichier texte)"
EXPORT: Final = "Scénario"
SAVE: Final = "Garder ce scénario (fichier texte)"
TABLE: Final = "Temps jusqu’à chaque destination, avant et après"
RULES: Final = (
    "Cadence : les courses habituelles de la ligne, du premier au dernier départ, chaque type de "
    "jour. Soirée : au rythme des deux dernières courses. Arrêt : là où le détour est le plus "
    f"court, avec 20{NARROW}s d’arrêt. Ligne : dans les deux sens, tous les jours, à "
    f"18{NARROW}km/h, distances multipliées par 1,3, un arrêt par point."
)


def missing(kind: str, *, has_point: bool, has_line: bool) -> str:
    """Say what the map must be asked first; empty when nothing is missing."""
    if kind == NEW_STOP and not has_point:
        return POINT_MISSING
    return LINE_MISSING if kind == NEW_LINE and not has_line else ""


def change_line(change: Change, names: Mapping[object, object]) -> str:
    """Say one change."""
    match change:
        case Headway(route_id, headway_min):
            return (
                f"Ligne {names.get(route_id, route_id)} : un bus toutes les {headway_min} minutes"
            )
        case Evening(route_id, last_min):
            return (
                f"Ligne {names.get(route_id, route_id)} : dernier départ à {clock(last_min * 60)}"
            )
        case NewStop(route_id, (lon, lat)):
            where = f"{number(lat, 4)} N, {number(lon, 4)} E"
            return f"Ligne {names.get(route_id, route_id)} : un arrêt de plus ({where})"
        case NewLine(headway_min, first_min, last_min, places):
            return (
                f"Ligne nouvelle, {plural(len(places), 'arrêt')} : un bus toutes les {headway_min} "
                f"minutes de {clock(first_min * 60)} à {clock(last_min * 60)}"
            )


def effect(place: str, when: str, limit_min: int, areas_km2: Mapping[str, float]) -> str:
    """Say what a scenario gains and loses on the ground."""
    gained, lost = (quantity(areas_km2[kind], "km²", 1) for kind in ("gained", "lost"))
    return (
        f"Depuis **{place}**, {when}, en {limit_min}{NARROW}minutes : **{gained} gagnés**, "
        f"{lost} perdus."
    )


def rows(both: pd.DataFrame) -> pd.DataFrame:
    """Return the destinations before and after, as the page shows them."""
    return pd.DataFrame(
        {
            "Destination": both["name"],
            "Avant (min)": both["before_min"].round(),
            "Après (min)": both["after_min"].round(),
            "Différence (min)": both["change_min"].round(),
            "Effet": [
                _effect(before, after)
                for before, after in zip(both["before_min"], both["after_min"], strict=True)
            ],
        }
    )


def _effect(before: float, after: float) -> str:
    known_before, known_after = before == before, after == after  # noqa: PLR0124 -- NaN
    if not known_before and not known_after:
        return "toujours plus d’une heure"
    if not known_before:
        return "passe sous une heure"
    if not known_after:
        return "dépasse une heure"
    if round(after) == round(before):
        return "inchangé"
    return "plus court" if after < before else "plus long"
