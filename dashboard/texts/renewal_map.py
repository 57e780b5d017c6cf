"""Words of the map of a renewed neighbourhood: layers, perimeter, export."""

import re

from dashboard.texts.errors import RULES
from geo.errors import Fault

MAP_TITLE = "Carte du quartier en renouvellement urbain"
MAP_KEY = "carte-renouvellement"
LAYERS_LABEL = "Couches"
QPV, NEAR, FAR, PERIMETER, OPERATIONS = "qpv", "tva", "tva-npnru", "perimetre", "operations"
STOPS = "arrets"
LAYERS = {
    QPV: "Autres QPV",
    NEAR: "TVA réduite : moins de {near} m",
    FAR: "TVA réduite : {near} à {far} m (NPNRU)",
    PERIMETER: "Périmètre d’intervention",
    OPERATIONS: "Opérations",
    STOPS: "Arrêts de bus",
}
NOT_LOADED = {
    PERIMETER: "Périmètre d’intervention (non chargé)",
    STOPS: "Arrêts de bus (réseau non chargé)",
}
EMPTY_CODE = "aucune"
LABEL = "{name} (NPNRU, contour QPV {year})"
CREDIT = "QPV : ANCT, contours {year}"
LEGEND = "Ce que montre la carte"
RENEWED = "Quartier en convention NPNRU, par son contour QPV {year}"
OTHER = "Autre quartier prioritaire (QPV)"
RING_NEAR = "Moins de {near} m d’un QPV"
RING_FAR = "De {near} à {far} m d’un QPV en convention NPNRU"
LOADED = "Périmètre d’intervention chargé"
STOP_OF = "Arrêt de bus du réseau chargé sur la page « Mobilités »"
ESTIMATED = "Opération, lieu estimé (tireté)"
PLACED = "Opération : la lettre dit sa nature, la couleur son état"
HOW = (
    "Un clic sur la carte demande « où est ce point ? ». Les deux boutons en haut à droite "
    "dessinent un bâtiment ou une parcelle, et mesurent une distance."
)

PERIMETER_TITLE = "Périmètre d’intervention de la convention"
PERIMETER_WHY = (
    "Le périmètre d’intervention de la convention n’est pas publié : il n’est ni dessiné ni "
    "deviné. "
    "Si vous en avez le fichier, chargez-le : GeoJSON, GeoPackage ou shapefile zippé, polygones, "
    "système de coordonnées déclaré. Il est vérifié, puis gardé sur ce serveur et montré à tous "
    "ses lecteurs, jusqu’à ce que quelqu’un le retire."
)
PERIMETER_FILE = "Fichier du périmètre"
PERIMETER_LOAD = "Vérifier et charger"
PERIMETER_LOADED = "Périmètre chargé : {shapes}, {area} ha."
PERIMETER_THERE = "Un périmètre est chargé et dessiné sur la carte."
PERIMETER_REMOVE = "Retirer ce périmètre"
NO_FILE = "Choisissez d’abord un fichier."

EXPORT = "Exporter la carte pour QGIS (GeoPackage)"
EXPORT_HELP = (
    "Contours, anneaux de TVA, périmètre chargé et opérations dans leur état à la date choisie, en "
    "Lambert-93 (EPSG:2154), avec leurs styles QGIS."
)

FEATURE = "feature "
REFUSALS = {
    "format": (
        "Ce genre de fichier n’est pas lu : il faut un GeoJSON, un GeoPackage (.gpkg) ou un "
        "shapefile zippé (.zip)."
    ),
    "file": "Le fichier ne peut pas être lu.",
    "size": "Le fichier est trop gros : 50 Mo au plus, une fois décompressé.",
    "encoding": "Le fichier n’est pas en UTF-8.",
    "json": "Le GeoJSON est incomplet ou mal formé.",
    "geojson": "Ce n’est pas une collection GeoJSON (FeatureCollection).",
    "layers": "Il faut une couche de polygones, et une seule.",
    "unreadable": "Le fichier ne peut pas être ouvert comme un fichier géographique.",
    "empty": "Le fichier ne contient aucun polygone.",
    "crs": (
        "Les coordonnées ne sont pas dans le système déclaré : exportez la couche de nouveau en "
        "EPSG:4326 (longitude, latitude) ou en EPSG:2154."
    ),
    "geometry": "Il faut des polygones : exportez la couche des surfaces seulement.",
    "invalid-ring": "Le contour se croise lui-même : réparez-le dans QGIS (Vérifier la validité),"
    " puis enregistrez-le.",
    "archive": (
        "L’archive doit contenir un seul shapefile complet (.shp, .shx, .dbf, .prj), sans lien ni"
        " fichier chiffré."
    ),
    "too-far": "Ce polygone est trop loin du territoire (plus de 50 km) : vérifiez que c’est le "
    "bon fichier et le bon système de coordonnées.",
}
NO_CRS = (
    "Le fichier ne déclare pas de système de coordonnées : ajoutez le fichier .prj à l’archive, ou "
    "exportez la couche de nouveau en EPSG:4326 ou en EPSG:2154."
)
NOT_DECLARED = "none"
SHAPES = {
    "Point": "des points",
    "MultiPoint": "des points",
    "LineString": "des lignes",
    "MultiLineString": "des lignes",
    "GeometryCollection": "un mélange de formes",
    "no geometry": "une ligne sans géométrie",
}
IN_BRACKETS = re.compile(r"\[(.+)\]")


def refusal(fault: Fault) -> str:
    """Return why a file of shapes was refused, with its place in the file, in French."""
    words = REFUSALS.get(fault.rule) or RULES.get(fault.rule, "le fichier ne convient pas") + "."
    if fault.rule == "crs" and fault.found == NOT_DECLARED:
        words = NO_CRS
    place = f", ligne {fault.line}" if fault.line else ""
    field = fault.field or ""
    number = f", polygone {field.removeprefix(FEATURE)}" if field.startswith(FEATURE) else ""
    found = _found(fault)
    return f"**{fault.file}**{place}{number} : {words}" + (f" Trouvé : {found}." if found else "")


def _found(fault: Fault) -> str:
    """Return what was found where it says more than the sentence, in French; else nothing."""
    if fault.rule == "geometry":
        return SHAPES.get(fault.found, "")
    if fault.rule == "invalid-ring":
        place = IN_BRACKETS.search(fault.found)
        return f"croisement en `{place[1]}`" if place else ""
    if fault.rule == "too-far" or (fault.rule == "crs" and fault.found != NOT_DECLARED):
        return f"`{fault.found.partition(', at ')[0]}`"
    return ""
