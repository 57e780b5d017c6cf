"""Words of the page « Données et méthode », and of links pinned to a version of the data."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import pandas as pd

from dashboard.texts import common, titles
from geo.figures import Status
from geo.french import day, number, plural
from geo.releases import Release
from geo.territory.data import Statement

NUMBER: Final = re.compile(r"\d+(\.\d+)?")
TITLE: Final = titles.DATA
QUESTION: Final = "D’où viennent les chiffres, et peut-on s’y fier ?"
PACKAGE: Final = "Tout télécharger (ZIP)"
PACKAGE_HELP: Final = (
    "Toutes les tables, les contours et leur description (Frictionless Data Package), tels quels. "
    "Les données fictives s’y nomment « demo »."
)
PACKAGE_NAME: Final = "{name}-{pin}.zip"
PIN: Final = "Figer mes liens sur cette version"
PIN_HELP: Final = (
    "Ajoute la version des données à l’adresse de chaque page : un lien de compte rendu ne "
    "montrera jamais les chiffres d’une autre version."
)
PINNED: Final = "Vos liens nomment la version **{pin}** : l’adresse de chaque page la porte."
SEARCH: Final = "Chercher dans les données et les règles"
SEARCH_EMPTY: Final = "ex. pauvreté, Filosofi, L302-5, à vérifier"
SECTION: Final = "Afficher"
SECTIONS: Final = {
    "donnees": "Jeux de données",
    "regles": "Règles de droit",
    "contradictions": "Contradictions",
    "versions": "Versions",
}
NOTHING: Final = "Rien ne correspond à « {words} ». Essayez un mot plus court, ou videz le champ."
MANIFEST_NOTE: Final = "D’après le manifeste des données de ce tableau de bord (datapackage.json)."
LAW_NOTE: Final = "Article, version et adresse du texte : dans chaque ligne."
FILE: Final = "Fichier"
FILE_COLUMNS: Final = {
    "title": "Jeu de données",
    "status": "Statut",
    "dates": "Jours décrits",
    "producer": "Producteur",
    "licence": "Licence",
    "rows_count": "Lignes",
    "path": "Fichier",
    "hash": "Empreinte SHA-256",
}
FIELD_COLUMNS: Final = {
    "name": "Colonne",
    "title": "Titre",
    "type": "Type",
    "unit": "Unité",
    "description": "Définition",
}
PARAMETER_COLUMNS: Final = {
    "label": "Règle",
    "value": "Valeur",
    "unit": "Unité",
    "since": "Depuis",
    "certainty": "Certitude",
    "article": "Article",
    "version": "Version du texte",
    "url": "Adresse",
    "checked_on": "Comparé le",
    "note": "Remarque",
    "name": "Nom dans le code",
}
TYPES: Final = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "date": "date",
    "year": "année",
    "boolean": "vrai ou faux",
}
UNITS: Final = {"count": "nombre", "percent": "%", "eur": "€"}
CERTAINTY: Final = {"read": "lu dans le texte", "to_check": common.TO_CHECK}
NO_VALUE: Final = "aucune valeur lue"
PLAIN_TEXT: Final = "texte"
NO_STATUS: Final = "sans statut propre"
FIELDS: Final = "Ses colonnes"
EXTRACT: Final = "Ses premières lignes"
FICTIONAL: Final = "**Données fictives**, pour démonstration : elles ne décrivent personne."
FILE_RAW: Final = "Le fichier tel quel"
TO_CHECK_SENTENCE: Final = (
    "Une valeur « à vérifier » a été relevée dans une copie ou n’a pas été relue dans le texte en "
    "vigueur : ne la tenez pas pour sûre."
)
CONFLICTS: Final = (
    "Quand deux sources ne disent pas la même chose, les deux sont montrées avec leur date. Rien "
    "n’est tranché ici."
)
CONFLICT_COLUMNS: Final = ("Ce que dit la source", "Date", "Source", "Statut")
NO_CONFLICT: Final = "Ce territoire ne décrit aucune contradiction (tables `conflicts`)."
NO_RELEASE: Final = "Ce territoire ne décrit pas ses versions (table `releases`)."
SERVED: Final = "servie aujourd’hui"
HASH: Final = "empreinte {value}"
GONE_TITLE: Final = "Ces chiffres ne sont plus ici"
GONE: Final = (
    "Ce lien montre les données de la **version {asked}**. Elle n’est plus servie : **ses chiffres "
    "ont disparu de ce tableau de bord** et peuvent différer de ceux d’aujourd’hui, qui sont ceux "
    "de la version {served} du {day}."
)
GONE_HELP: Final = (
    "Pour retrouver ceux du lien, demandez l’archive ZIP de cette version à qui vous l’a envoyé."
)
GONE_KNOWN: Final = "Ce qui a changé depuis :"
GONE_UNKNOWN: Final = "Cette version n’est pas dans la liste de celles qui sont connues ici."
LEAVE: Final = "Voir la page avec les données d’aujourd’hui"


def summary(files: pd.DataFrame, parameters: pd.DataFrame, version: str, made: date | None) -> str:
    """Return what the data are: how many files and rules, which version, what is to be checked."""
    fictional = int(files["is_fictional"].sum())
    doubtful = int((parameters["certainty"] == "to_check").sum())
    rules = parameters["name"].nunique()
    when = f" du {day(made)}" if made else ""
    return (
        f"**{plural(len(files), 'jeu', 'jeux')} de données**, version **{version}**{when}, dont "
        f"{plural(fictional, 'fictif')} ; **{plural(rules, 'règle')} de droit** datées, "
        f"dont {plural(doubtful, 'valeur')} à vérifier."
    )


def dates(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return the days a file describes, in words; empty when it does not say."""
    if pd.isna(first):
        return ""
    start, end = day(first.date()), day(last.date())
    return start if start == end else f"{start} – {end}"


def law_value(written: str) -> str:
    r"""Return a value of the law as it is read: decimals and thousands in French, words as such.

    >>> law_value("0.5"), law_value("3500"), law_value("1 ; 2.5"), law_value("")
    ('0,5', '3\u202f500', '1 ; 2,5', 'aucune valeur lue')
    """
    parts = written.split(" ; ")
    return " ; ".join(_in_french(each) for each in parts) if written else NO_VALUE


def statuses(written: str) -> str:
    """Return the statuses of a file, in words."""
    if not written:
        return NO_STATUS
    return ", ".join(common.STATUS[Status(each)] for each in written.split(","))


def size(bytes_count: int) -> str:
    r"""Return a size in kilobytes.

    >>> size(1500), size(80)
    ('1,5\u202fko', '0,1\u202fko')
    """
    return f"{number(max(bytes_count / 1000, 0.1), 1)}\u202fko"


def statement(each: Statement) -> tuple[str, str, str, str]:
    """Return what a source says as cells."""
    check = f" · {common.TO_CHECK}" if each.is_to_check else ""
    source = f"{each.source.title} ({each.source.producer})"
    return each.words, each.date_text, source, f"{common.STATUS[each.status]}{check}"


def release(each: Release, served: str) -> str:
    """Return a version as Markdown: what changed in it, figure by figure."""
    now = f" · {SERVED}" if each.version == served else ""
    head = f"#### Version {each.version} · {day(each.released_on)}{now}"
    shown = f":small[:gray[{HASH.format(value=each.data_hash)}]]"
    return "\n\n".join([head, "\n".join(_changes(each)), shown])


def gone(asked: str, served: str, made: date | None) -> str:
    """Return that the version a link asks for is gone."""
    return GONE.format(asked=asked, served=served, day=day(made))


def changes(known: Sequence[Release]) -> str:
    """Return what changed in several versions, as a list."""
    return "\n".join(line for each in known for line in _changes(each))


def _in_french(written: str) -> str:
    if not NUMBER.fullmatch(written):
        return written
    decimals = len(written.partition(".")[2])
    return number(Decimal(written), decimals)


def _changes(release: Release) -> list[str]:
    return [f"- **{each.subject}** : {each.change}. {each.figures}" for each in release.changes]
