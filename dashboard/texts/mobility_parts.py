"""Words of the parts « Desserte des quartiers » and « Réseau et faits publiés »."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pandas as pd

from dashboard.texts.common import STATUS, TO_CHECK
from dashboard.texts.mobility import DAY_KINDS, facts_line
from geo.figures import Status
from geo.french import NARROW, day, joined, number, plural
from geo.gtfs import Feed
from geo.gtfs.coverage import Radius
from geo.gtfs.service import BANDS
from geo.mobility.networks import NetworkFile

SERVICE: Final = "Ce que le réseau offre à chaque quartier"
SHARES: Final = "Part de la surface du quartier près d’un arrêt"
SHARE: Final = "Part"
ON_FOOT: Final = "Part à pied (%)"
STRAIGHT: Final = "Part à vol d’oiseau (%)"
DEPARTURES: Final = "Départs par heure à l’arrêt le mieux desservi"
DEPARTURES_NOTE: Final = (
    f"Arrêts à 300{NARROW}m à pied ; un jour de chaque sorte, sans scénario. Les tranches sont une "
    "convention de cet outil."
)
MINIMUM: Final = "Départs par jour à partir desquels un arrêt compte"
BUILDINGS: Final = "Compter les logements ou les bâtiments près d’un arrêt"
BUILDINGS_HOW: Final = (
    "Aucune source ne donne ici la place de chaque logement : la part ci-dessus est une part de "
    "surface. Avec votre fichier, une ligne par logement ou par bâtiment, la page compte ceux de "
    "chaque quartier. Le fichier n’est ni gardé ni mis dans l’adresse."
)
BUILDINGS_FILE: Final = "Fichier CSV de points (colonnes lon et lat, ou x_l93 et y_l93)"
BUILDINGS_NOTE: Final = "D’après votre fichier {name} ; un point compte pour un."
POINTS: Final = "Points du fichier"
LINES: Final = "Lignes du jour"
NETWORK: Final = "Le réseau en service dans cette page"
FACTS: Final = "Ce qui est publié"
WARNINGS: Final = "À savoir sur ce fichier ({count})"
LOAD_HOW: Final = (
    "Le vrai réseau se publie au format GTFS sur "
    "[transport.data.gouv.fr](https://transport.data.gouv.fr) : cherchez le réseau, téléchargez le "
    "zip, chargez-le ici. Il est vérifié puis gardé sur le serveur, pour tous ; il remplace le "
    "réseau en service, et celui-ci revient si vous annulez."
)
LOAD_FILE: Final = "Fichier GTFS (zip)"
LOAD: Final = "Vérifier et charger"
UNREAD: Final = "**Ce fichier ne peut pas être lu ; rien n’est compté.**"
REFUSED: Final = "**Ce fichier n’est pas chargé ; le réseau en service n’a pas changé.**"
MORE_FAULTS: Final = "… et {count} autres."
NO_FILE: Final = "Choisissez d’abord un fichier."
UNDO: Final = "Retirer ce réseau et revenir à : {name}"
DEMO_NAME: Final = "réseau fictif de démonstration"
LOG: Final = "Ce qui a été chargé et retiré"
ACTIONS: Final = {"loaded": "chargé", "undone": "retiré"}
THEMES: Final = {
    "bus": "bus",
    "bike": "vélo",
    "carpool": "covoiturage",
    "car": "autopartage",
    "on_demand": "à la demande",
}


def service_line(row: Mapping[str, Any]) -> str:
    """Say lines, first and last departure of one neighbourhood."""
    name = row["name"]
    if not row["stops_count"]:
        return f"**{name}** : aucun arrêt desservi à 300{NARROW}m à pied ce jour-là."
    lines = row["lines"]
    noun = "lignes" if len(lines) > 1 else "ligne"
    return (
        f"**{name}** : {noun} **{joined(list(lines))}**, "
        f"{plural(row['stops_count'], 'arrêt')} à 300{NARROW}m à pied ; premier départ à "
        f"**{clock(row['first_departure_s'])}**, dernier à **{clock(row['last_departure_s'])}** ; "
        f"{plural(row['departures_count'], 'départ')} à l’arrêt le mieux desservi."
    )


def clock(seconds: float) -> str:
    """Write a time of the service day; after midnight it says so.

    >>> clock(22800) == f"6{NARROW}h{NARROW}20"
    True
    """
    minutes = int(seconds) // 60
    hours, rest = divmod(minutes, 60)
    if hours < 24:  # noqa: PLR2004 -- hours of a day
        return f"{hours}{NARROW}h{NARROW}{rest:02d}"
    return f"{hours - 24}{NARROW}h{NARROW}{rest:02d} (nuit)"


def departure_rows(found: pd.DataFrame) -> pd.DataFrame:
    """Return the departures an hour as the page shows them."""
    spans = {f"{band}_per_hour": _span(*hours) for band, hours in BANDS.items()}
    kinds = found["kind"].map(DAY_KINDS)
    table = pd.DataFrame({"Quartier": found["name"], "Jour": kinds})
    return table.assign(**{words: found[name] for name, words in spans.items()})


def _span(first: int, last: int) -> str:
    """Write a time band; one that goes past midnight says to when.

    >>> _span(19, 28) == f"19{NARROW}h – 4{NARROW}h"
    True
    """
    return f"{first}{NARROW}h – {last % 24}{NARROW}h"


def share_rows(shares: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    """Return the shares as the page shows them."""
    flat = shares.reset_index()
    code = flat.columns[0]
    return pd.DataFrame(
        {
            "Quartier": flat[code].map(names),
            "Rayon (m)": flat["radius_m"],
            ON_FOOT: flat["area_on_foot_percent"],
            STRAIGHT: flat["area_straight_percent"],
        }
    )


def building_rows(shares: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    """Return the shares of dwellings or buildings as the page shows them."""
    flat = shares.reset_index()
    return pd.DataFrame(
        {
            "Quartier": flat[flat.columns[0]].map(names),
            "Rayon (m)": flat["radius_m"],
            POINTS: flat["points_count"].astype("int64"),
            ON_FOOT: flat["points_on_foot_percent"],
            STRAIGHT: flat["points_straight_percent"],
        }
    )


def share_note(radii: Sequence[Radius], detour: float) -> str:
    """Say where the radii come from."""
    said = [
        f"{number(each.metres)}{NARROW}m : {each.label}, {each.source}"
        + (f" ({TO_CHECK})" if each.is_to_check else "")
        for each in radii
    ]
    return (
        "Les arrêts hors du quartier comptent. À pied : le rayon divisé par le détour "
        f"({number(detour, 1)}). Aucun rayon n’est une norme légale. " + " ; ".join(said) + "."
    )


def line_rows(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of a day as the page shows them."""
    return pd.DataFrame(
        {
            "Ligne": lines["name"],
            "Nom": lines["long_name"],
            "Courses": lines["trips_count"],
            "Arrêts": lines["stops_count"],
            "Premier départ": lines["first_departure_s"].map(clock),
            "Dernier départ": lines["last_departure_s"].map(clock),
        }
    )


def network_line(file: NetworkFile, feed: Feed) -> str:
    """Say which file is in use, its size and the days it covers."""
    when = ""
    if file.loaded_at:
        when = f", chargé le {day(datetime.fromisoformat(file.loaded_at).date())}"
    return (
        f"{file.name}{when} : {plural(len(feed.routes), 'ligne')}, "
        f"{plural(len(feed.stops), 'arrêt')}, {plural(len(feed.trips), 'course')} ; valable du "
        f"{day(feed.first_day)} au {day(feed.last_day)}."
    )


def log_line(entry: Mapping[str, str]) -> str:
    """Say what was done with a file, and when."""
    moment = datetime.fromisoformat(entry["at"])
    return (
        f"{day(moment.date())}, {moment.hour}{NARROW}h{NARROW}{moment.minute:02d} : "
        f"{entry['name']} {ACTIONS[entry['action']]} (empreinte {entry['sha256'][:12]})"
    )


def fact_rows(facts: pd.DataFrame, producers: Mapping[str, str]) -> pd.DataFrame:
    """Return the published facts as the page shows them."""
    rows = facts.to_dict("records")
    return pd.DataFrame(
        {
            "Thème": [THEMES[str(row["theme"])] for row in rows],
            "Fait": [row["label"] for row in rows],
            "Valeur": [facts_line({str(key): value for key, value in row.items()}) for row in rows],
            "Date": [row["date_text"] for row in rows],
            "Source": [producers[str(row["source"])] for row in rows],
            "Statut": [_status(row["status"], row["certainty"]) for row in rows],
            "Note": [row["note"] if isinstance(row["note"], str) else "" for row in rows],
        }
    )


def _status(status: object, certainty: object) -> str:
    said = STATUS[Status(str(status))]
    return f"{said}, {TO_CHECK}" if certainty == "to_check" else said
