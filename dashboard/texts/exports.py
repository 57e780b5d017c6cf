"""Words of what a reader takes away: buttons, file names, what a map picture says."""

from collections.abc import Sequence
from typing import Final

from dashboard.texts import common
from geo.french import joined

DOWNLOAD: Final = "Télécharger"
CSV: Final = "CSV pour tableur français"
CSV_HELP: Final = "Point-virgule et virgule décimale : s’ouvre tel quel dans un tableur français."
XLSX: Final = "Classeur (XLSX)"
XLSX_HELP: Final = "Cellules typées, unité de chaque colonne, sources et version des données."
RAW: Final = "CSV brut"
RAW_HELP: Final = "Virgule, point décimal, dates ISO : pour un programme."
RAW_SUFFIX: Final = "brut"
GPKG: Final = "Carte pour QGIS (GeoPackage)"
GPKG_HELP: Final = "Contours, valeurs et style, en Lambert-93."
PNG: Final = "Image de la carte (PNG)"
PNG_HELP: Final = "Avec légende, échelle, sources et version des données ; faite sur le serveur."
NOT_MEASURED: Final = "pas de donnée"
QPV_KEY: Final = "Quartier prioritaire (QPV)"
SOURCES: Final = "Sources : {words}."
MADE_UP: Final = "Inventé pour la démonstration : aucune personne ni aucun organisme réel."
PARTNER_FILES: Final = "Calculé d’après les fichiers que les partenaires ont remis à ce tableau."
MADE_HERE: Final = "Saisi dans ce tableau de bord."


def version(title: str, pin: str) -> str:
    """Return which version of the data an export was made from."""
    return f"{title} ; données version {pin}"


def picture_sources(titles: Sequence[str]) -> str:
    """Return the sources of a picture as one line."""
    return SOURCES.format(words=joined(list(titles))) if titles else ""


def picture_version(name: str, pin: str) -> str:
    """Return the foot of a picture."""
    return f"{common.PRODUCT} · {name} · données version {pin}"


def largest(words: str, value: str) -> str:
    """Return what the circles of a map stand for, with the value of the largest."""
    return f"{words} (le plus grand : {value})"
