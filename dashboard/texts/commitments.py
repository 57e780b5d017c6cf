"""Words of the page « Engagements »: the measures, their states, their cards."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.texts import common, titles
from geo.commitments.follow_up import Origin, exact
from geo.commitments.progress import Progress, Sense, Target
from geo.figures import Source, Status
from geo.french import day, joined, number, plural, quantity
from geo.renewal.qualifiers import Qualifier
from geo.territory.commitments import AID_TOTAL, DWELLINGS, Derived, Glance

TITLE: Final = titles.COMMITMENTS
NONE: Final = (
    "Ce territoire ne décrit pas les engagements de son contrat. Ajoutez les tables "
    "`commitments`, `commitment_sections`, `commitment_values` et `commitment_follow_up` à son "
    "paquet de données (voir data/README.md)."
)
INTRO: Final = "Que sont devenus les engagements du contrat de ville ?"
PARTS: Final = {
    "bilan": "Vue d’ensemble",
    "mesures": "Mesure par mesure",
    "moyens": "Crédits, postes, jalons",
    "suivi": "Saisir le suivi",
    "evaluation": "Évaluation annuelle",
}
PART: Final = "Partie de la page"
THEMES: Final = {
    "governance": "Pilotage et conseils citoyens",
    "employment": "Emploi et insertion",
    "housing": "Habitat et rénovation urbaine",
    "mobility": "Mobilités",
    "education": "Jeunesse et éducation",
    "social": "Action sociale et familles",
    "health": "Santé",
    "safety": "Tranquillité et cadre de vie",
    "culture": "Culture",
}
STATES: Final = {
    Progress.REACHED: "Atteint",
    Progress.UNDER_WAY: "En cours",
    Progress.NOT_STARTED: "Pas commencé",
    Progress.MISSED: "Manqué",
    Progress.STOPPED: "Arrêté",
    Progress.NOT_MEASURABLE: "Non mesurable",
    Progress.UNKNOWN: "Inconnu",
}
LETTERS: Final = {
    Progress.REACHED: "A",
    Progress.UNDER_WAY: "C",
    Progress.NOT_STARTED: "P",
    Progress.MISSED: "M",
    Progress.STOPPED: "X",
    Progress.NOT_MEASURABLE: "N",
    Progress.UNKNOWN: "?",
}
KINDS: Final = {"engagement": "engagement", "measure": "mesure", "post": "poste"}
ORIGINS: Final = {
    Origin.COMPUTED: "tiré d’une valeur publiée",
    Origin.PUBLISHED: "dit par une source",
    Origin.ENTERED: "saisi par un partenaire",
}
PAGES: Final = {
    "sru": "Communes et loi SRU",
    "attributions": "Attributions",
    "val-vert": "Val Vert (NPNRU)",
    "relogement": "Relogement",
    "mobilites": "Mobilités",
    "mixite": "Mixité sociale",
}
ALL: Final = {"theme": "Tous les thèmes", "service": "Tous les services", "quartier": "Tous"}
THEME, SERVICE, PLACE, YEAR = "Thème", "Service", "Quartier", "Année"
FOLLOWED: Final = "Mesures suivies"
KNOWN: Final = "Dont l’état est connu"
HEAT: Final = "Thème par thème, année par année"
HEAT_NOTE: Final = (
    "Chaque case compte les mesures du thème par état, avec sa lettre. Une mesure dont personne "
    "n’a rien dit reste « inconnu » : ce n’est pas un échec."
)
LEGEND: Final = "État des mesures"
TABLE: Final = "Toutes les mesures"
TABLE_NOTE: Final = "Choisissez une ligne pour ouvrir sa fiche."
CHOOSE: Final = "Fiche de la mesure"
EMPTY: Final = (
    "Aucune mesure ne répond à ces choix : élargissez le thème, le service ou le quartier."
)
BASELINE, TARGET, LAST = "Au départ", "Cible", "Dernière valeur"
NO_TARGET: Final = "non chiffrée"
UNTARGETED: Final = "le protocole ne donne pas de cible"
NOT_SAID: Final = "non publiée"
STATE_ONLY: Final = "Cette mesure se suit par son état : le protocole ne donne rien à compter."
LINE: Final = "Valeur année par année"
HISTORY: Final = "Ce qui a été dit, année par année"
NOTHING_SAID: Final = (
    "Aucune source trouvée ne dit ce que cette mesure est devenue. Vous le savez ? Saisissez-le "
    "dans « Saisir le suivi »."
)
MORE: Final = "En savoir plus : page {page}"
SOURCES_NOTE: Final = (
    "Le protocole du 24 octobre 2019 est résumé avec nos mots. Son annexe 1 décrit avril 2019. "
    "« Calculé » : l’état est déduit d’une valeur publiée et de la cible."
)
ALSO: Final = "une autre source dit : {states}"
CONFIDENCES: Final = {"high": "sûr", "medium": "assez sûr", "low": "à vérifier"}


def heading(source: Source) -> str:
    """Return what the measures that are counted are taken from; the count itself is ours."""
    when = f" · {source.note}" if source.note else ""
    return f"{source.title} · {source.producer} · {common.STATUS[Status.DERIVED]}{when}"


def sentence(seen: Glance) -> str:
    """Return the answer of the page in a sentence."""
    counts = seen.in_year
    total = len(seen.measures)
    known = total - counts[Progress.UNKNOWN]
    told = [
        f"{counts[state]} {_agreed(state, counts[state])}"
        for state in STATES
        if counts[state] and state is not Progress.UNKNOWN
    ]
    never = total - seen.ever_known_count
    ever = (
        f"Sur **{plural(total, 'mesure')}**, **{number(seen.ever_known_count)}** ont eu un état "
        f"connu au moins une année ; des {number(never)} autres, ni nos sources ni les saisies "
        "ne disent où elles en sont."
    )
    if not known:
        return f"{ever} Pour **{seen.year}**, rien n’est connu."
    return f"{ever} Pour **{seen.year}** : {joined(told)}, le reste inconnu."


def _agreed(state: Progress, count: int) -> str:
    words = {
        Progress.REACHED: ("atteinte", "atteintes"),
        Progress.UNDER_WAY: ("en cours", "en cours"),
        Progress.NOT_STARTED: ("pas commencée", "pas commencées"),
        Progress.MISSED: ("manquée", "manquées"),
        Progress.STOPPED: ("arrêtée", "arrêtées"),
        Progress.NOT_MEASURABLE: ("non mesurable", "non mesurables"),
    }
    return words[state][count > 1]


def origin_note(year: int) -> str:
    """Return the provenance of the counts of a year."""
    return f"état fin {year} · sources publiées et saisies des partenaires · calculé"


def place(code: object, names: Mapping[str, str]) -> str:
    """Return the neighbourhood of a measure."""
    return names.get(str(code), str(code)) if isinstance(code, str) else "Les deux quartiers"


def letter_words(state: Progress) -> str:
    """Return a state with its letter, for the legend."""
    return f"{LETTERS[state]} = {STATES[state].lower()}"


def cell_words(counts: Mapping[Progress, int]) -> str:
    """Return a cell of the heat table as a sentence, for those who do not see it."""
    return ", ".join(f"{count} {STATES[state].lower()}" for state, count in counts.items() if count)


def amount(value: object, unit: object) -> str:
    """Return a value of a measure with its unit."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 -- NaN
        return NOT_SAID
    written = exact(float(str(value)))
    decimals = max(0, -int(written.as_tuple().exponent))
    if unit in common.SHORT_UNITS:
        return quantity(written, str(unit), decimals)
    return number(written, decimals)


def amount_in_full(value: object, unit: object) -> str:
    """Return a value of a measure with its unit in words, where no axis or column tells it."""
    written = amount(value, unit)
    return written if written == NOT_SAID else f"{written} {_long(unit)}".rstrip()


def value_words(row: Mapping[str, Any], unit: object) -> str:
    """Return a published value with its reserve."""
    mark = "environ " if row["value_qualifier"] == Qualifier.ABOUT else ""
    return f"{mark}{amount_in_full(row['value'], unit)}"


def target_words(target: Target | None, unit: object) -> str:
    """Return a target as a few words."""
    if target is None:
        return NO_TARGET
    if target.value is None:
        return target.text
    sense = {Sense.AT_LEAST: "≥", Sense.AT_MOST: "≤", Sense.DONE: ""}[target.sense]
    return f"{sense} {amount_in_full(float(target.value), unit)}"


def provenance(row: Mapping[str, Any], sources: Mapping[str, Source]) -> str:
    """Return date, source, status and confidence of a published row, in one line."""
    source = sources.get(str(row["source"]))
    parts = [
        str(row.get("date_text", "")),
        source.producer if source else "",
        common.STATUS[Status(row["status"])],
        CONFIDENCES.get(str(row["confidence"]), ""),
    ]
    return " · ".join(part for part in parts if part)


def target_note(target: Target | None, measure: Mapping[str, Any]) -> str:
    """Return where the target of a measure stands, with its date and status."""
    text = UNTARGETED if target is None else target.text
    return f"{text} · {measure['date_text']} · {common.STATUS[Status(measure['status'])]}"


def last_note(
    last: Mapping[str, Any], same: Sequence[Mapping[str, Any]], sources: Mapping[str, Source]
) -> str:
    """Return where the last value of a measure comes from: a partner, or a published row."""
    if last["origin"] == Origin.ENTERED or not same:
        return f"{last['year']} · {ORIGINS[Origin.ENTERED]}"
    return provenance(same[-1], sources)


def said_line(row: Mapping[str, Any], unit: object, sources: Mapping[str, Source]) -> str:
    """Return what was said of a measure in a year, as Markdown."""
    state = STATES[Progress(row["progress"])]
    value = "" if pd.isna(row["value"]) else f" — {amount_in_full(row['value'], unit)}"
    comment = "" if pd.isna(row["comment"]) or not row["comment"] else f" — {row['comment']}"
    source = sources.get(str(row["source"]))
    entered = row["origin"] == Origin.ENTERED
    where = [
        ORIGINS[Origin(row["origin"])],
        source.title if source else "",
        "" if entered else common.STATUS[Status(row["status"])],
        "" if pd.isna(row["document"]) else str(row["document"]),
    ]
    line = f"**{row['year']} : {state}**{value}{comment}"
    return f"{line}  \n:gray[:small[{' · '.join(part for part in where if part)}]]"


def _long(unit: object) -> str:
    return unit if isinstance(unit, str) and unit not in common.SHORT_UNITS else ""


def derived_line(found: Derived, titles: Mapping[str, str]) -> str:
    """Return a computed figure of a card as a sentence."""
    of = " et ".join(f"« {titles[name]} »" for name in found.of)
    if found.of[0] == AID_TOTAL:
        return (
            f"Soit environ **{number(found.value, 0)} postes à temps plein** "
            f"({number(found.value, 2)} exactement) : calculé à partir de {of}."
        )
    if found.of[0] == DWELLINGS:
        return (
            f"Soit environ **{number(found.value, 0)} logements vides** : calculé à partir de {of}."
        )
    return f"{number(found.value, 2)} : calculé à partir de {of}."


def where_words(measure: Mapping[str, Any]) -> str:
    """Return the place of a measure in the document, its kind and who is in charge."""
    return (
        f"{KINDS[measure['kind']].capitalize()} · {measure['section']} · {measure['date_text']} · "
        f"{common.STATUS[Status(measure['status'])]} · en charge : {measure['service']}"
    )


def when(moment: object) -> str:
    """Return a day or a moment in French; empty when there is none."""
    if isinstance(moment, pd.Timestamp):
        return day(moment.date())
    return day(moment) if isinstance(moment, date) else ""
