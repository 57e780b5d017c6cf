"""Words of the page « Mobilités »."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from dashboard.texts.common import TO_CHECK
from dashboard.texts.errors import sentence
from geo.errors import Fault
from geo.french import NARROW, day, joined, number, plural
from geo.gtfs.days import DayKind

QUESTION: Final = (
    "Qui peut aller où, depuis quel quartier, à quelle heure, et qu’est-ce qui le changerait ?"
)
FICTIONAL: Final = "réseau fictif"
FICTIONAL_NOTE: Final = (
    "**Réseau fictif, pour démonstration.** Lignes, arrêts et horaires sont inventés ; seuls la "
    "gare, les mairies et les quartiers sont réels. Aucun temps de trajet ci-dessous ne décrit le "
    "réseau TUDIP. Chargez le vrai fichier sous « Réseau et faits publiés » : il remplace celui-ci "
    "en une étape."
)
PUBLISHED_AT: Final = (
    "Le vrai réseau se publie au format GTFS sur "
    "[transport.data.gouv.fr](https://transport.data.gouv.fr)."
)
NO_NETWORK: Final = (
    "Aucun réseau n’est chargé. Cherchez le fichier GTFS du réseau (TUDIP) sur "
    "[transport.data.gouv.fr](https://transport.data.gouv.fr), téléchargez le zip, puis chargez-le "
    "ici, ou avec `cdv import gtfs FICHIER`."
)
ORIGIN: Final = "Au départ de"
POINT: Final = "Un point de la carte"
POINT_PLACE: Final = "le point choisi"
START_HERE: Final = "Partir du point cliqué"
WORKING: Final = "Calcul des temps de trajet…"
EXPORT_FROM: Final = "Au départ de"
EXPORT_NETWORK: Final = "Réseau"
EXPORT_NOTE: Final = "Calculé d’après les horaires du réseau : {network}."
ADD_PLACEHOLDER: Final = "Choisir, ou écrire un nom"
POINT_WANTED: Final = "Cliquez sur la carte pour choisir le point de départ."
DAY: Final = "Jour"
DAY_HELP: Final = "Seuls les jours que couvrent les horaires du fichier peuvent être choisis."
HOUR: Final = "Heure de départ"
WALK: Final = "Marche et accessibilité"
SPEED: Final = "Vitesse à pied (km/h)"
DETOUR: Final = "Détour (trajet à pied sur distance à vol d’oiseau)"
WHEELCHAIR: Final = "En fauteuil roulant"
WHEELCHAIR_HELP: Final = (
    "Ne prend que les arrêts et les courses que le fichier dit accessibles ; ce qu’il ne dit pas "
    "est écarté."
)
PARTS: Final = {
    "acces": "Accès heure par heure",
    "desserte": "Desserte des quartiers",
    "scenario": "Scénario",
    "reseau": "Réseau et faits publiés",
}
PART: Final = "Ce que montre la page"
MAP_TITLE: Final = "Carte des temps de trajet, des lignes et des arrêts"
MAP_KEY: Final = "carte-mobilites"
MAP_LINE: Final = "Tracer une ligne de bus"
MAP_HOW: Final = (
    "Un cercle est un arrêt, un trait une ligne ; les lettres sont les destinations du tableau. "
    "Cliquez pour prendre un point de départ."
)
HEAT: Final = "Qui peut y être, et quand ?"
HEAT_NOTE: Final = (
    "Chaque case : minutes de trajet pour un départ dans l’heure (médiane des départs de chaque "
    "minute, puis des points du quartier). Ambre, « – » : plus de {limit} dans la "
    "moitié des cas ou davantage, ou aucun moyen. « * » : à pied, aucun bus ne fait mieux."
)
DESTINATIONS: Final = "Temps jusqu’à chaque destination"
COLUMNS: Final = {
    "sign": "Lettre",
    "name": "Destination",
    "kind": "Nature",
    "median_min": "Minutes (médiane)",
    "best_min": "Au mieux",
    "worst_min": "Au pire",
    "transfers_count": "Correspondances",
    "position_precision": "Position",
    "source": "Source de la position",
}
KINDS: Final = {
    "station": "gare",
    "town_hall": "mairie",
    "hospital": "hôpital",
    "school": "enseignement",
    "employment_service": "service de l’emploi",
    "employment_area": "zone d’activités",
    "other": "lieu ajouté",
}
PRECISIONS: Final = {
    "none": "à placer : aucun point publié",
    "street": "à la rue",
    "building": "au bâtiment",
    "site": "au lieu",
    "reader": "placée par vous",
}
ADD: Final = "Placer une destination"
ADD_HOW: Final = (
    "Ce qu’aucune source ne place reste sans point. Choisissez la destination (ou écrivez un autre "
    "nom), cliquez sur la carte, puis « Placer ici ». Le point est gardé dans l’adresse de la page."
)
ADD_NAME: Final = "Destination"
ADD_HERE: Final = "Placer ici"
ADD_WANTED: Final = "Cliquez d’abord sur la carte."
ADD_FILE: Final = "Ou un fichier CSV de lieux (colonnes nom, lon, lat)"
ADD_CLEAR: Final = "Retirer les lieux ajoutés"
EXPORT_MAP: Final = "Exporter les surfaces pour QGIS"
NEVER: Final = "plus d’une heure, ou aucun moyen"
ON_FOOT: Final = (
    "À pied : ligne droite × {detour} à {speed} km/h ; ni plan des rues ni pente, qui compte au "
    "Puy. {points}"
)
FROM_POINTS: Final = (
    "Le temps d’un quartier est la médiane de {count} points pris à l’intérieur de son contour ; "
    "la carte part du premier."
)
REFUSALS: Final = {
    "no-wheelchair": (
        "Ce fichier ne dit pas quels arrêts et quels bus sont accessibles en fauteuil : l’option "
        "est laissée de côté."
    ),
}
LIMIT: Final = "En moins de"
REACHED: Final = "Destinations atteintes en {limit}"
DAY_KINDS: Final = {
    DayKind.WEEKDAY: "Semaine",
    DayKind.REDUCED_WEEKDAY: "Vacances ou service réduit",
    DayKind.SATURDAY: "Samedi",
    DayKind.SUNDAY: "Dimanche",
}
NO_SERVICE: Final = "Aucun bus ne circule ce jour-là : tous les temps sont à pied."
REDUCED: Final = (
    "Ce jour de semaine a moins de bus que les autres : vacances scolaires, autant que le "
    "calendrier du fichier le dise."
)


def hour(value: int) -> str:
    """Write an hour of departure: ``7 h``.

    >>> hour(7) == f"7{NARROW}h"
    True
    """
    return f"{value}{NARROW}h"


def minutes(value: float | None) -> str:
    """Write a travel time in minutes, or that there is none."""
    if value is None or value != value:  # noqa: PLR0124 -- NaN
        return NEVER
    return f"{number(round(value))}{NARROW}min"


def validity(name: str, first: date, last: date) -> str:
    """Say which timetable is in use and the days it covers."""
    return f"Horaires : {name}, valables du **{day(first)}** au **{day(last)}**."


def answer(place: str, when: str, reached: int, total: int, limit: int) -> str:
    """Return the sentence that answers the page's question."""
    verb = "est atteinte" if reached < 2 else "sont atteintes"  # noqa: PLR2004 -- grammar
    return (
        f"Depuis **{place}**, en partant {when}, **{plural(reached, 'destination')} sur "
        f"les {number(total)} placées** {verb} en moins de {number(limit)}{NARROW}minutes."
    )


def scenario_line(reached: int | None, total: int) -> str:
    """Say that the answer leaves the scenario out, and how many count with it (None: not told)."""
    if reached is None:
        return f"Ces chiffres sont **sans le scénario** : il compte sous « {PARTS['scenario']} »."
    return f"C’est **sans le scénario** ; avec lui : **{reached} / {total}**."


def moment(chosen: date, start: int) -> str:
    """Say the window of departure: ``le mardi 1er septembre 2026 entre 7 h et 8 h``."""
    return f"le {weekday(chosen)} {day(chosen)} entre {hour(start)} et {hour(start + 1)}"


def weekday(value: date) -> str:
    """Return the French name of the day of the week."""
    names = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return names[value.weekday()]


def never_line(names: Sequence[str]) -> str:
    """Say which placed destinations are beyond an hour at that moment, for the median."""
    if not names:
        return "Toutes les destinations placées sont atteintes en une heure (médiane)."
    return f"Plus d’une heure (médiane), ou aucun moyen : **{joined(list(names))}**."


def unplaced_line(names: Sequence[str]) -> str:
    """Say which destinations have no point yet."""
    return (
        f"{plural(len(names), 'destination')} sans point publié : {joined(list(names))}. "
        "Vous pouvez les placer ci-dessous."
    )


def position(precision: str, certainty: str) -> str:
    """Say how a destination is placed, and whether a published point has to be checked."""
    said = PRECISIONS[precision]
    is_published = precision not in ("none", "reader")
    return f"{said}, {TO_CHECK}" if is_published and certainty == "to_check" else said


def facts_line(row: Mapping[str, Any]) -> str:
    """Write the value of a published fact with its unit."""
    if isinstance(row["value_text"], str):
        return str(row["value_text"])
    value = float(row["value"])
    return f"{number(value, 0 if value == int(value) else 1)}{NARROW}{row['unit']}"


def limit(text: str) -> str:
    """Write a limit of travel time.

    >>> limit("30") == f"30{NARROW}min"
    True
    """
    return f"{text}{NARROW}min"


def decimal(text: str) -> str:
    """Write a decimal number of an address as in French.

    >>> decimal("4.5")
    '4,5'
    """
    return text.replace(".", ",")


def day_words(value: date) -> str:
    """Write a day with its name: ``dimanche 6 septembre 2026``."""
    return f"{weekday(value)} {day(value)}"


def out_of_reach(names: Sequence[str], distance: str) -> str:
    """Say that the network is far from the neighbourhoods."""
    return (
        f"Le réseau chargé est loin du territoire : son arrêt le plus proche est à **{distance}** "
        f"de {joined(list(names))}. La carte montre ce réseau ; depuis ces quartiers, aucun bus "
        f"n’est à portée. Choisissez « {POINT} » pour l’essayer."
    )


def far_start(place: str, distance: str) -> str:
    """Say that no stop is near the place of departure."""
    return (
        f"L’arrêt le plus proche est à **{distance}** ({place}) : aucun bus n’est à portée, tous "
        "les temps sont à pied."
    )


def far_destinations(distance: str) -> str:
    """Say that no stop is near any destination: the network is another territory's."""
    return (
        f"Les destinations placées sont loin du réseau chargé : la moins éloignée est à "
        f"**{distance}** de ses arrêts. Pour essayer ce réseau, regardez la carte, ou placez "
        f"d’autres destinations sous « {ADD} »."
    )


def heat_title(place: str, when: date) -> str:
    """Return the title of the picture of one day."""
    return f"Depuis {place}, {day_words(when)}"


def legend(place: str, minutes_limit: int, *, is_change: bool) -> str:
    """Return the title of the legend."""
    if is_change:
        return f"Atteint depuis {place} en {limit(str(minutes_limit))}, avec le scénario"
    return f"Temps de trajet depuis {place}, à pied et en bus (médiane)"


def distance(metres: float) -> str:
    """Write a long distance in kilometres."""
    return f"{number(metres / 1000, 0)}{NARROW}km"


def refusal(fault: Fault) -> str:
    """Say why an option of the page cannot be followed."""
    return REFUSALS.get(fault.rule) or sentence(fault)
