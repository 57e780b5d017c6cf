"""Errors in French: what is wrong, where, what was expected, what was found, how to fix it."""

from dashboard.texts import fault_words as words
from geo.errors import (
    CdvError,
    CrsError,
    DataError,
    Fault,
    InputError,
    NetworkError,
    ParameterError,
    PartnerFileError,
    UnknownCodeError,
)

TITLES: dict[type[CdvError], str] = {
    PartnerFileError: "Ce fichier ne peut pas être importé ; rien n’a été enregistré.",
    DataError: "Les données de ce territoire ne peuvent pas être lues.",
    CrsError: "Les coordonnées ne sont pas dans le bon système de référence.",
    UnknownCodeError: "Ce code n’existe pas dans ce territoire.",
    InputError: "Une valeur saisie ne convient pas.",
    ParameterError: "Aucune valeur légale n’est connue pour cette date.",
    NetworkError: "Un service en ligne n’a pas répondu.",
}
RULES = {
    "missing-file": "fichier absent ou illisible",
    "encoding": "le fichier n’est pas en UTF-8",
    "json": "le fichier JSON est incomplet ou mal formé",
    "manifest": "le manifeste est incomplet",
    "hash": "le fichier n’est plus celui que décrit le manifeste",
    "type-error": "valeur d’un autre type que prévu",
    "constraint-error": "valeur hors des limites prévues",
    "primary-key": "clé en double",
    "foreign-key": "code sans correspondance dans la table de référence",
    "missing-label": "colonne absente",
    "incorrect-label": "nom de colonne inattendu",
    "extra-label": "colonne en trop",
    "missing-cell": "cellule absente",
    "extra-cell": "cellule en trop",
    "blank-row": "ligne vide",
    "geojson": "le fichier n’est pas une collection GeoJSON",
    "geometry": "géométrie absente ou d’un autre genre",
    "property": "propriété absente ou mal formée",
    "crs": "mauvais système de coordonnées",
    "invalid-ring": "contour qui se croise lui-même",
    "feature-count": "nombre de contours inattendu",
    "coverage": "contours qui se chevauchent ou laissent des trous",
    "unknown-dataset": "jeu de données absent du territoire",
    "unknown-commune": "commune inconnue",
    "unknown-indicator": "indicateur inconnu",
    "unknown-code": "code inconnu",
    "unknown-measure": "mesure inconnue du protocole",
    "state-against-value": "l’état contredit la valeur",
    "changed-meanwhile": "quelqu’un d’autre a saisi entre-temps",
    "out-of-range": "valeur hors des limites permises",
    "unknown-source": "source absente de la table des sources",
    "source-error": "fichier vide",
    "csv": "le fichier CSV est mal formé",
    "duplicate-label": "nom de colonne en double",
    "unique-error": "valeur en double",
    "missing-reason": "valeur absente sans motif, ou motif à côté d’une valeur",
    "not-additive": "cet indicateur ne s’additionne pas",
    "ambiguous-number": "nombre ambigu : point des milliers ou virgule ?",
    "header": "aucun en-tête du modèle sur la première ligne",
    "impossible-date": "ce jour n’existe pas",
    "missing-value": "valeur obligatoire absente",
    "nothing-to-undo": "aucun envoi à annuler",
    "order": "deux valeurs qui se contredisent",
    "personal-address": "donnée personnelle : adresse complète",
    "personal-birth": "donnée personnelle : date de naissance",
    "personal-column": "donnée personnelle : colonne refusée",
    "personal-email": "donnée personnelle : adresse électronique",
    "personal-file-name": "donnée personnelle dans le nom du fichier",
    "personal-name": "donnée personnelle : nom de personne",
    "personal-number": "donnée personnelle : numéro de sécurité sociale",
    "personal-phone": "donnée personnelle : numéro de téléphone",
    "personal-pseudonym": "ce n’est pas un pseudonyme",
    "format": "format de fichier refusé",
    "size": "fichier trop volumineux",
    "sheet": "feuille à lire introuvable",
    "store": "la base des données partenaires ne répond pas",
    "unknown-column": "colonne qui n’est pas dans le modèle",
    "unknown-word": "mot inconnu dans cette colonne",
    "archive": "archive refusée",
    "archive-damaged": "ce n’est pas un zip lisible en entier",
    "archive-folders": "les fichiers sont dans plusieurs dossiers de l’archive",
    "archive-grows": "un fichier de l’archive grossit trop une fois décompressé",
    "archive-large": "archive trop volumineuse une fois décompressée",
    "archive-link": "l’archive contient un lien au lieu d’un fichier",
    "archive-locked": "archive protégée par un mot de passe",
    "archive-many": "trop de fichiers dans l’archive",
    "archive-names": "l’archive veut écrire hors de son dossier",
    "archive-twice": "deux fois le même fichier dans l’archive",
    "file": "fichier refusé",
    "unreadable": "fichier illisible",
    "empty": "le fichier ne contient rien",
    "layers": "nombre de couches inattendu",
    "too-far": "contour trop loin du territoire",
    "changed": "le fichier a changé pendant le traitement",
    "column-taken": "nom de colonne déjà pris",
    "columns": "colonnes manquantes ou inattendues",
    "coordinate-columns": "colonnes de coordonnées absentes",
    "cells": "nombre de cellules inattendu",
    "ragged-row": "nombre de cellules inattendu",
    "number": "ce n’est pas un nombre",
    "value": "valeur illisible ou impossible",
    "more-faults": "d’autres erreurs ne sont pas détaillées",
    "mixed-encodings": "plusieurs encodages dans le même fichier",
    "years": "les colonnes ne sont pas de la même année",
    "unknown-year": "année inconnue",
    "duplicate-commune": "commune en double",
    "place": "lieu hors de France ou illisible",
    "coordinates": "coordonnées illisibles",
    "shape": "forme refusée",
    "outline": "contour absent ou refusé",
    "ring": "distances de la bande mal ordonnées",
    "distances": "distances incohérentes",
    "no-qpv": "aucun quartier prioritaire connu à cette date",
    "address": "adresse refusée",
    "geocoder": "service d’adresses indisponible",
    "arguments": "demande incomplète ou contradictoire",
    "one-question": "une seule question à la fois",
    "missing-option": "option absente",
    "unknown-command": "commande inconnue",
    "unknown-option": "option inconnue",
    "extra-argument": "mot en trop",
    "missing-folder": "dossier absent",
    "wheel": "fichier d’origine illisible",
    "unknown-epci": "intercommunalité inconnue",
    "funding-total": "le total du financement n’est pas la somme de ses parts",
    "funding-excess": "les parts du financement dépassent le total",
    "unknown-statement": "déclaration inconnue",
    "negative": "valeur négative",
    "out-of-bounds": "valeur hors des limites",
    "no-value-in-force": "aucune valeur légale en vigueur à cette date",
    "unknown-parameter": "paramètre légal inconnu",
    "parameter-type": "paramètre légal d’un autre genre que prévu",
    "unknown-period": "période triennale inconnue",
    "unknown-target": "objectif de logements sociaux inconnu",
    "unknown-start": "situation de départ inconnue",
    "unreadable-code": "code illisible",
    "no-main-residence": "aucune résidence principale",
    "above-main-residences": "plus de logements sociaux que de résidences principales",
    "parts-above-total": "les parts dépassent le total",
    "rate-and-count": "le taux et le nombre de logements se contredisent",
    "no-gap": "aucun nombre de résidences principales ne donne ce taux",
    "ratios": "ratios de tension incohérents",
    "contract-rate": "taux du contrat de mixité hors des limites",
    "levy-inventory": "l’inventaire n’est pas celui de ce prélèvement",
    "reference-inventory": "l’inventaire n’est pas celui de la période",
    "empty-interval": "bornes inversées",
    "stock-exhausted": "plus de logements retirés que le parc n’en compte",
    "too-early": "date antérieure au départ",
    "horizon": "horizon de simulation hors des limites",
    "threshold": "seuil incomplet ou incohérent",
    "household": "ménage impossible",
    "no-service": "aucune course ne circule, aucun jour",
    "calendar-span": "le calendrier couvre trop d’années",
    "day-outside-feed": "jour hors de la période des horaires",
    "too-many-trips": "les fréquences donnent trop de courses",
    "time-order": "les horaires d’une course reculent",
    "missing-time": "horaire absent au départ ou à l’arrivée d’une course",
    "unused-file": "fichier présent, que cette page n’utilise pas",
    "no-shapes": "pas de tracé des lignes : elles vont droit d’arrêt en arrêt",
    "times-between": "horaires manquants, répartis entre les arrêts voisins",
    "time-back": "horaire qui recule un peu, ramené à celui de l’arrêt précédent",
    "rough-headways": "fréquences sans horaires exacts, lues comme des départs réguliers",
    "on-demand": "passages à réserver par téléphone, comptés comme les autres",
    "trips-without-stops": "courses de moins de deux arrêts, laissées de côté",
    "stops-without-trips": "arrêts sans aucun passage",
    "station-served": "stations entières desservies, comptées comme des arrêts",
    "no-wheelchair": "accessibilité en fauteuil roulant non renseignée",
    "walking": "vitesse de marche impossible",
    "window": "plage de départs illisible",
    "limit": "durée hors des limites",
    "streets": "extrait OpenStreetMap illisible",
    "no-demolition": "aucun bâtiment à démolir dans le programme",
    "too-many-cells": "trop de cases pour être protégées ensemble",
    "refusals": "nombre de refus impossible",
    "duplicate-table": "deux tableaux du même nom",
    "no-table": "aucun tableau à protéger",
    "scenario": "scénario impossible",
    "two-partitions": "deux découpages pour une même moyenne",
    "unknown-category": "catégorie inconnue",
    "unknown-dimension": "découpage inconnu",
    "unknown-view": "vue inconnue",
}
INCIDENT = (
    "Une erreur inattendue s’est produite. Elle a été notée sous la référence **{reference}** : "
    "donnez-la à la personne qui tient ce tableau de bord."
)
UNKNOWN_IN_ADDRESS = (
    "L’adresse de la page demande « {name} = {codes} », que ce territoire ne connaît pas. "
    "La page montre son choix de départ ; corrigez l’adresse ou choisissez dans la liste."
)
UNREADABLE_IN_ADDRESS = (
    "L’adresse de la page contient « {name} : {code} », qui n’est pas lisible. Cette valeur est "
    "laissée de côté ; le reste de l’adresse est suivi."
)
SHOWN_FAULTS = 12


def title(error: CdvError) -> str:
    """Return the sentence that says what kind of trouble it is."""
    return next(told for kind, told in TITLES.items() if isinstance(error, kind))


def sentence(fault: Fault) -> str:
    """Return one fault as a French sentence in Markdown."""
    where = f"**{words.about(fault)}**"
    if fault.line is not None:
        where += f", ligne {fault.line}"
    if fault.column is not None:
        where += f", colonne {fault.column}"
    if fault.field:
        where += f" ({fault.field})"
    parts = [f"{where} : {RULES.get(fault.rule, fault.rule)}."]
    for label, text in (("Attendu", words.expected(fault)), ("Trouvé", words.found(fault))):
        if text:
            parts.append(f"{label} : `{text}`.")
    return " ".join(parts)


def partner_line(fault: Fault) -> str:
    """Return one fault of a partner file as one French line."""
    place = ", ".join(
        part
        for part in (
            fault.file,
            f"ligne {fault.line}" if fault.line else "",
            f"colonne {fault.column}" if fault.column else "",
            fault.field or "",
        )
        if part
    )
    expected = f" Attendu : {fault.expected}." if fault.expected else ""
    fix = f" {fault.fix[0].upper()}{fault.fix[1:]}." if fault.fix else ""
    return f"{place} : {RULES.get(fault.rule, fault.rule)}.{expected}{fix}"


def sentences(error: CdvError) -> list[str]:
    """Return the first faults of an error as sentences, and how many more there are."""
    said = [sentence(fault) for fault in error.faults[:SHOWN_FAULTS]]
    more = len(error.faults) - SHOWN_FAULTS
    rest = f"{more} autres" if more > 1 else "une autre"
    return [*said, f"… et {rest} : `cdv check` les donne toutes."] if more > 0 else said
