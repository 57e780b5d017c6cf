"""Words of the page « Engagements » about the means: credits, posts, milestones."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from dashboard.texts import common
from geo.figures import Source, Status
from geo.french import day, joined, number, plural, quantity

CREDITS: Final = "Les crédits, pilier par pilier"
CREDITS_TABLE: Final = "Les mêmes parts en tableau"
CREDITS_UNKNOWN: Final = (
    "Aucune part de crédits n’a été trouvée dans une source publique : elles sont **inconnues**, "
    "pas nulles. Saisissez-les dans « Saisir le suivi » (mesures « {names} »), le graphique les "
    "comparera aux cibles."
)
POSTS: Final = "Les postes, année par année"
POSTS_LISTED: Final = "Les postes listés en 2019"
POSTS_AXIS: Final = "postes financés"
POSTS_TABLE: Final = "Les mêmes nombres en tableau, avec les employeurs"
PROGRAMMES: Final = {"adulte_relais": "Adultes-relais", "fonjep": "Postes FONJEP"}
OF_PROGRAMME: Final = {"adulte_relais": "d’adultes-relais", "fonjep": "FONJEP"}
POST_STATES: Final = {
    "filled": "pourvu",
    "being_signed": "convention en cours de signature",
    "sought": "structure à trouver",
}
MILESTONES: Final = "Les jalons du contrat"
NOW: Final = "en cours"
EMPLOYERS_UNKNOWN: Final = "employeurs non lus"


def credit_sentence(rows: pd.DataFrame) -> str:
    """Return what is known of the credits against their targets."""
    targets = rows.drop_duplicates("measure_id").dropna(subset=["target_value"])
    aims = [
        f"**{quantity(row['target_value'], '%')}** pour « {row['title'].lower()} »"
        for row in targets.to_dict("records")
    ]
    return (
        f"L’évaluation à mi-parcours demande {joined(aims)}, et des crédits mieux ciblés sur les "
        "deux quartiers, sans chiffrer cette part (protocole, 24 octobre 2019, officiel)."
    )


def credits_unknown(titles: list[str]) -> str:
    """Return what to do where no share is known."""
    return CREDITS_UNKNOWN.format(names=" », « ".join(titles))


def posts_sentence(counts: pd.DataFrame, sources: Mapping[str, Source]) -> str:
    """Return how many posts were financed in the last known year, with their source."""
    last = int(counts["year"].max())
    told = [
        f"**{plural(row['value'], 'poste')} {OF_PROGRAMME[row['programme']]}**"
        for row in counts[counts["year"] == last].to_dict("records")
    ]
    row = counts[counts["year"] == last].iloc[0]
    return (
        f"En {last}, {joined(told)} étaient financés au titre du contrat "
        f"({sources[row['source']].producer}, calculé). Le protocole de 2019 listait six "
        "adultes-relais, dont trois pourvus, et trois postes FONJEP."
    )


def post_line(row: Mapping[str, Any]) -> str:
    """Return one listed post as Markdown."""
    since = "" if pd.isna(row["since"]) else f", {row['since_text']}"
    return (
        f"**{row['structure']}** — {row['wording']}  \n"
        f":gray[:small[{PROGRAMMES[row['programme']]} · {POST_STATES[row['post_state']]}{since} · "
        f"{row['section']}]]"
    )


def employers(rows: pd.DataFrame) -> str:
    """Return the employers of a year; what was not read is said."""
    if rows.empty:
        return EMPLOYERS_UNKNOWN
    return ", ".join(
        f"{row['structure']} ({number(row['posts_count'])})" for row in rows.to_dict("records")
    )


def milestone_line(row: Mapping[str, Any], sources: Mapping[str, Source], today: date) -> str:
    """Return one milestone as Markdown, with its period where it has one."""
    until = row["until"]
    period = ""
    if not pd.isna(until):
        ends = until.date()
        period = f" — jusqu’au {day(ends)}" + (f" ({NOW})" if ends >= today else "")
    source = sources[row["source"]]
    note = "" if pd.isna(row["note"]) else f" · {row['note']}"
    return (
        f"**{row['date_text']}** — {row['label']}{period}  \n"
        f":gray[:small[{source.title} · {common.STATUS[Status(row['status'])]}{note}]]"
    )
