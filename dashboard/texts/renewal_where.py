"""Words of « Où est ce point ? »: position, distances, reduced VAT, property tax, searches."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.texts.common import TO_CHECK
from dashboard.texts.errors import RULES
from geo.errors import Fault
from geo.french import day, number, quantity
from geo.rules.parameters import Certainty, DatedValue
from geo.rules.vat import VatCaveat, VatReason, VatZone
from geo.where.qpv import Position

TITLE = "Où est ce point ?"
FILED = "Permis de construire déposé le"
FILED_HELP = "C’est le texte en vigueur ce jour-là qui s’applique."
WAYS = {"carte": "Carte", "coordonnees": "Coordonnées", "adresse": "Adresse", "fichier": "Fichier"}
WAY = "Donner un lieu par"
BY_MAP = (
    "Cliquez sur la carte pour un point, ou dessinez un bâtiment ou une parcelle avec le bouton en "
    "haut à droite de la carte."
)
COORDINATES = "Longitude et latitude, ou Lambert-93"
COORDINATES_HELP = (
    "Par exemple « 3,8826 45,0285 », dans un ordre ou dans l’autre, ou « 769600 6437000 »."
)
ONLINE = "Chercher sur le serveur d’adresses de l’IGN"
ONLINE_HELP = (
    "Éteint, rien ne sort de ce tableau de bord. Allumé, l’adresse que vous tapez est envoyée à la "
    "Géoplateforme (data.geopf.fr)."
)
OFFLINE = "La recherche d’adresse demande un serveur extérieur : allumez-la pour vous en servir."
ADDRESS = "Adresse"
ADDRESS_FIND = "Chercher"
ADDRESS_CHOOSE = "Adresses trouvées"
ADDRESS_NONE = "Aucune adresse trouvée : précisez la commune ou cliquez sur la carte."
NO_DETAIL = "réseau coupé ou réponse illisible"
NETWORK = (
    "Le serveur d’adresses n’a pas répondu ({found}). Réessayez plus tard ; le clic sur la carte "
    "et "
    "les coordonnées marchent sans réseau."
)
SHAPE_FILE = "Bâtiment ou parcelle (GeoJSON, GeoPackage, shapefile zippé)"
CSV_FILE = "Table de points (CSV)"
CSV_HELP = (
    "Deux colonnes `lon` et `lat` (degrés), ou `x_l93` et `y_l93` (Lambert-93). La table revient "
    "entière, avec la réponse à droite de chaque ligne. Elle n’est pas gardée."
)
CSV_WORKING = "Lecture et calcul…"
CSV_DONE = "{rows} lignes répondues."
CSV_DOWNLOAD = "Télécharger la table avec les réponses (CSV)"
TABLE_FAULTS = {
    "coordinate-columns": "il faut une colonne de longitudes et une de latitudes (lon et lat), "
    "une seule fois.",
    "number": "cette cellule n’est pas un nombre.",
    "cells": "cette ligne n’a pas le même nombre de cellules que l’en-tête.",
    "place": "ce point n’est pas en France métropolitaine, ou ses deux coordonnées sont inversées.",
    "empty": "la table n’a aucune ligne.",
    "encoding": "le fichier n’est pas en UTF-8 ni en Windows-1252.",
    "csv": "des guillemets ne sont pas fermés.",
    "column-taken": "une colonne porte déjà le nom d’une réponse : renommez-la.",
}
MORE_FAULTS = "… et {count} autres défauts."
TELLING = {"number", "cells", "place"}
UNCOUNTED = "more-faults"
TABLE_TITLE = "Répondre à toute une table d’adresses"
NOTHING = "Aucun lieu choisi."
CLEAR = "Effacer le lieu"
UNREADABLE = (
    "« {text} » n’est pas un lieu de France métropolitaine : donnez deux nombres, par exemple « "
    "3,8826 45,0285 »."
)
BAD_SHAPE = (
    "Cette forme ne peut pas être mesurée : un polygone de 400 ha au plus, en France "
    "métropolitaine, dont le contour ne se croise pas."
)
INDICATIVE = (
    "Réponse indicative : seule l’administration fiscale décide. Les conditions de ressources, de "
    "prix et d’occupation ne sont pas examinées ici."
)

POSITIONS = {
    Position.INSIDE: "dedans",
    Position.EDGE: "sur le bord",
    Position.OUTSIDE: "dehors",
}
ZONES = {
    VatZone.QPV: "dans le quartier",
    VatZone.WITHIN_300_M: "à moins de {near} m",
    VatZone.WITHIN_500_M_NPNRU: "entre {near} et {far} m d’un QPV en convention NPNRU",
    VatZone.NONE: "hors des zones à taux réduit",
}
REASONS = {
    VatReason.WHOLLY_INSIDE: "Tout le lieu est dans un QPV couvert par un contrat de ville.",
    VatReason.WHOLLY_UNDER_NEAR_LIMIT: (
        "Tout le lieu est à moins de {near} m d’un QPV couvert par un contrat de ville."
    ),
    VatReason.PARTLY_UNDER_NEAR_WHOLLY_UNDER_FAR_LIMIT: (
        "Le lieu est en partie à moins de {near} m, et tout entier à moins de {far} m, d’un QPV "
        "qui a une convention NPNRU."
    ),
    VatReason.POINT_BETWEEN_LIMITS: (
        "Ce point est entre {near} et {far} m d’un QPV qui a une convention NPNRU."
    ),
    VatReason.NO_PART_UNDER_NEAR_LIMIT: "Aucune partie du lieu n’est à moins de {near} m d’un QPV.",
    VatReason.PARTLY_OVER_NEAR_LIMIT_WITHOUT_NPNRU: (
        "Une partie du lieu est à {near} m ou plus, et ce QPV n’a pas de convention NPNRU."
    ),
    VatReason.PARTLY_OVER_FAR_LIMIT: (
        "Une partie du lieu est à {far} m ou plus : un seul logement au-delà remet tout "
        "l’ensemble au taux normal."
    ),
    VatReason.WITHOUT_CONTRAT_DE_VILLE: "Ce QPV n’est couvert par aucun contrat de ville.",
}
CAVEATS = {
    VatCaveat.NEAR_THRESHOLD: (
        "À moins de 5 m d’une limite : à faire vérifier sur un plan de géomètre."
    ),
    VatCaveat.STRAIGHT_LINE_IS_A_READING: (
        "La distance est mesurée en ligne droite jusqu’à la limite du quartier : c’est une "
        "lecture du texte, à vérifier."
    ),
    VatCaveat.ESTATE_MUST_REACH_NEAR_LIMIT: (
        "L’ensemble immobilier doit aussi avoir une partie à moins de {near} m : dessinez-le pour"
        " le savoir."
    ),
    VatCaveat.OUTLINE_LATER_THAN_FILING: (
        "Un permis déposé avant les contours actuels se juge sur ceux d’avant, qui ne sont pas "
        "ici : à vérifier."
    ),
    VatCaveat.FORMER_QPV_MAY_COUNT: (
        "Un ancien QPV en convention NPNRU peut encore compter à cette date ; ses contours ne "
        "sont pas ici : à vérifier."
    ),
    VatCaveat.ONLY_DWELLINGS_COUNT: (
        "Seuls comptent les logements : si la partie la plus lointaine n’en porte pas, dessinez "
        "les bâtiments seuls."
    ),
}
POINT_REASONS = {
    VatReason.WHOLLY_INSIDE: "Ce point est dans un QPV couvert par un contrat de ville.",
    VatReason.WHOLLY_UNDER_NEAR_LIMIT: (
        "Ce point est à moins de {near} m d’un QPV couvert par un contrat de ville."
    ),
    VatReason.NO_PART_UNDER_NEAR_LIMIT: "Ce point n’est à moins de {near} m d’aucun QPV.",
}
ONLY_A_POINT = (
    "Un point ne dit rien du reste du bâtiment : toutes ses parties comptent, dessinez-le pour une "
    "réponse sur toute son emprise."
)
ASSUMED = (
    "Le contrat de ville en vigueur ce jour-là n’est pas dans les données : la réponse suppose le "
    "quartier couvert, à vérifier."
)
NO_TFPB = "Abattement de taxe foncière : aucun texte connu pour cette date."
TFPB_OUTSIDE = "Abattement de taxe foncière : sans objet hors d’un QPV."


def headline(answer: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return where the place stands, in a few words."""
    name = names[answer["qpv_code"] or answer["nearest_qpv_code"]]
    position = Position(answer["position"])
    if position is Position.INSIDE:
        return f"Dans {name}"
    if position is Position.EDGE:
        return f"Sur le bord de {name}, à moins de 5 m de sa limite"
    metres = answer.get("distance_m", answer.get("min_distance_m"))
    return f"Hors des quartiers, à {length(metres)} de {name}"


def length(metres: float) -> str:
    r"""Write a length: to the metre, in kilometres from 10 km on.

    >>> length(429.67), length(12_345)
    ('430\u202fm', '12,3\u202fkm')
    """
    return quantity(metres / 1000, "km", 1) if metres >= 10_000 else quantity(metres, "m")  # noqa: PLR2004 -- a matter of taste


def qpv_line(each: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Return where the place stands for one QPV, with its distance or distances."""
    position = POSITIONS[Position(each["position"])]
    if "max_distance_m" in each:
        low, high = length(each["min_distance_m"]), length(each["max_distance_m"])
        spread = f"partie la plus proche à {low}, la plus lointaine à {high}"
        return f"**{names[each['qpv_code']]}** : {position} ; {spread}"
    side = "à l’intérieur de sa limite" if each["signed_distance_m"] < 0 else "de sa limite"
    metres = quantity(each["distance_m"], "m", 1 if each["position"] == Position.EDGE else 0)
    return f"**{names[each['qpv_code']]}** : {position}, à {metres} {side}"


def rate(answer: Mapping[str, Any]) -> str:
    """Return the VAT rate that may apply."""
    kind = "taux normal" if answer["vat_zone"] == VatZone.NONE else "taux réduit possible"
    percent = answer["vat_rate_percent"]
    return f"TVA, {kind} : {quantity(percent, '%', 0 if float(percent).is_integer() else 1)}"


def reason(answer: Mapping[str, Any]) -> str:
    """Return why the zone is what it is."""
    found = VatReason(answer["vat_reason"])
    words = REASONS[found] if _is_shape(answer) else POINT_REASONS.get(found, REASONS[found])
    return _filled(words, answer)


def article(answer: Mapping[str, Any]) -> str:
    """Return the article that applies, with its version, and whether it is sure."""
    link = f"[{answer['article']}]({answer['url']})" if answer["url"] else answer["article"]
    check = f" · **{TO_CHECK}**" if answer["certainty"] == Certainty.TO_CHECK else ""
    return f"{link}, {answer['version']}{check}"


def caveats(answer: Mapping[str, Any]) -> list[str]:
    """Return what the reader must know besides the zone."""
    lines = [_filled(CAVEATS[VatCaveat(each)], answer) for each in answer["caveats"]]
    if answer["is_coverage_assumed"]:
        lines.append(ASSUMED)
    if not _is_shape(answer) and answer["vat_zone"] != VatZone.NONE:
        lines.append(ONLY_A_POINT)
    if answer["vat_rate_certainty"] == Certainty.TO_CHECK:
        lines.append(f"L’article qui fixe ce taux n’a pas été relu : {TO_CHECK}.")
    return lines


def size(found: Mapping[str, float]) -> str:
    """Return the length of a line, or the surface and the perimeter of a polygon."""
    if "length_m" in found:
        return f"Distance mesurée : **{quantity(found['length_m'], 'm', 1)}**"
    area, around = quantity(found["area_m2"], "m²"), quantity(found["perimeter_m"], "m")
    return f"Surface : **{area}**, périmètre : {around}"


def tfpb(abatement: DatedValue, last_year: DatedValue, compensation: DatedValue) -> str:
    """Return the note on the property tax of social housing in a QPV."""
    note = abatement.note.rstrip(".")
    percent = quantity(Decimal(str(abatement.value)), "%")
    return (
        f"Abattement de **{percent}** sur la base de la taxe foncière des logements sociaux, "
        f"jusqu’aux impositions de {last_year.value} "
        f"([{abatement.article}]({abatement.url}), {abatement.version}). {note}. L’État en "
        f"compenserait {quantity(Decimal(str(compensation.value)), '%')} ({compensation.article}, "
        f"{TO_CHECK if compensation.certainty is Certainty.TO_CHECK else 'lu'})."
    )


def filed_line(filed: date) -> str:
    """Return the day that chose the text."""
    return f"Texte en vigueur pour un permis déposé le {day(filed)}"


def csv_counts(answer: Mapping[str, Any]) -> str:
    """Return how many points of a table are in each zone."""
    lines = [
        f"- {number(count)} {_filled(ZONES[VatZone(name)], answer)}"
        for name, count in answer["vat_zone"].items()
    ]
    return "\n".join(lines)


def table_fault(fault: Fault) -> str:
    """Return one fault of a table of points in French, with its line and its column."""
    place = f", ligne {fault.line}" if fault.line else ""
    place += f", colonne {fault.column}" if fault.column else ""
    words = (
        TABLE_FAULTS.get(fault.rule) or RULES.get(fault.rule, "le fichier ne convient pas") + "."
    )
    found = f" Trouvé : `{fault.found}`." if fault.rule in TELLING else ""
    return f"**{fault.file}**{place} : {words}{found}"


def more_faults(faults: Sequence[Fault], shown: int) -> str:
    """Say how many faults of a table are not shown, those that were only counted included.

    >>> counted = Fault("more-faults", "a.csv", found="40 more like these")
    >>> more_faults([Fault("number", "a.csv"), Fault("number", "a.csv"), counted], 1)
    '… et 41 autres défauts.'
    """
    counted = [int(each.found.split()[0]) for each in faults if each.rule == UNCOUNTED]
    count = len(faults) - len(counted) - shown + sum(counted)
    return MORE_FAULTS.format(count=number(count)) if count > 0 else ""


def _is_shape(answer: Mapping[str, Any]) -> bool:
    return "max_distance_m" in answer


def _filled(words: str, answer: Mapping[str, Any]) -> str:
    return words.format(near=answer["near_limit_m"], far=answer["far_limit_m"])
