"""Words of the page of a renewed neighbourhood: programme, states, money."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.texts.common import MISSING, STATUS, TO_CHECK
from geo.figures import Source, Status, source_of
from geo.french import day, joined, number, plural, quantity
from geo.renewal import Qualifier, State
from geo.renewal.stock import Said
from geo.territory.renewal import Board, Convention, Funding

TITLE = "Renouvellement urbain"
NAVIGATION = "{name} (NPNRU)"
HEADING = "{name} : le renouvellement urbain (NPNRU)"
NO_PROGRAMME = (
    "Aucun quartier de ce territoire n’a de convention de renouvellement urbain connue. "
    "La table `qpv_programmes` du territoire les nomme, les tables `npnru_…` les décrivent."
)
NO_DATE = (
    "**{name}** a une convention, mais aucune date de son programme n’est connue : remplissez les "
    "tables `npnru_events` et `npnru_milestones` du territoire."
)
NO_OPERATION = "Aucune source lue ne décrit d’opération."
PLACE = "Quartier"
DAY = "Le programme tel qu’il était connu le…"
STOP = "Ou choisir un jalon"
STOP_HELP = "Les mêmes dates que le curseur, avec ce qui s’est passé ce jour-là."
PROGRAMME = "Le programme, opération par opération"
LIFE = "La vie de chaque opération"
LIFE_NOTE = (
    "Trait épais : état certain. Trait fin : l’état a commencé à une date inconnue entre ces deux "
    "bornes. Losange : échéance annoncée. Après la date choisie, le dessin pâlit."
)
MEMORY = "Pour mémoire : les programmes d’avant"
FUNDING = "L’argent"
FUNDING_TABLE = "Ce que chaque source a dit"
EVERYTHING = "Tout ce qui a été dit des logements sociaux du quartier"
NOT_CONFIRMED = "échéance passée, aucune source ne dit qu’elle a été tenue"
SAME_DWELLINGS = (
    "Un logement compté dans une opération d’ensemble n’est pas compté une seconde fois ; la "
    "réhabilitation et la résidentialisation portent sur les mêmes logements : ne pas additionner "
    "les natures."
)

STATES = {
    State.DONE: "achevée",
    State.UNDER_WAY: "en cours",
    State.PLANNED: "prévue",
    State.ANNOUNCED: "annoncée",
    State.NOT_ANNOUNCED: "pas encore annoncée",
    State.UNKNOWN: "état inconnu",
}
STATES_PLURAL = {
    State.DONE: "achevées",
    State.UNDER_WAY: "en cours",
    State.PLANNED: "prévues",
    State.ANNOUNCED: "annoncées",
    State.NOT_ANNOUNCED: "pas encore annoncées",
    State.UNKNOWN: "état inconnu",
}
KINDS = {
    "demolition": "Démolition",
    "rehabilitation": "Réhabilitation",
    "residentialisation": "Résidentialisation",
    "new_building": "Construction neuve",
    "replacement_offer": "Reconstitution de l’offre",
    "public_facility": "Équipement public",
    "public_space": "Espace public",
    "road": "Voirie",
}
SIGNS = {
    "demolition": "D",
    "rehabilitation": "R",
    "residentialisation": "Rs",
    "new_building": "N",
    "replacement_offer": "Ro",
    "public_facility": "E",
    "public_space": "P",
    "road": "V",
}
PRECISIONS = {
    "address": "à l’adresse",
    "building": "au bâtiment",
    "site": "au lieu-dit, sans coordonnées",
    "street": "à la rue, sans numéro",
    "none": "non publié",
}
CONFIDENCES = {"high": "forte", "medium": "moyenne", "low": "faible"}
QUALIFIERS = {
    Qualifier.EXACT: "{}",
    Qualifier.ABOUT: "environ {}",
    Qualifier.PROVISIONAL: "{} (provisoire)",
    Qualifier.MAX: "au plus {}",
    Qualifier.MIN: "plus de {}",
}
FUNDERS = {
    "anru": "ANRU",
    "region": "Région",
    "departement": "Département",
    "agglo": "Agglomération",
    "ville": "Ville",
    "bailleurs": "Bailleurs sociaux",
    "unattributed": "Non attribué",
}
MILLION = 1_000_000
TOPICS_SHOWN = 3

Row = dict[str, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Return the rows of a table by column name."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def text_of(cell: object) -> str:
    """Return the text of a cell; nothing where it is empty."""
    return cell if isinstance(cell, str) else ""


def qualified(words: str, qualifier: str | Qualifier) -> str:
    """Return a figure with the reserve with which it is known.

    >>> qualified("30 M€", "about")
    'environ 30 M€'
    """
    return QUALIFIERS[Qualifier(qualifier)].format(words)


def millions(euros: float, qualifier: str | Qualifier = Qualifier.EXACT) -> str:
    r"""Return an amount in millions of euros, with only the decimals it has.

    >>> millions(10_300_000), millions(30_000_000, "about"), millions(4_888_000)
    ('10,3\u202fM€', 'environ 30\u202fM€', '4,888\u202fM€')
    """
    exact = f"{float(euros) / MILLION:.3f}".rstrip("0").rstrip(".")
    decimals = len(exact.partition(".")[2])
    return qualified(quantity(float(euros) / MILLION, "M€", decimals), qualifier)


def sentence(convention: Convention, board: Board) -> str:
    """Return the sentence that opens the page: what it is, since when, where it stands."""
    counts = state_counts(board.operations)
    shown = joined([f"**{number(count)}** {STATES_PLURAL[state]}" for state, count in counts])
    signed = f"{convention.label}, signature : {convention.since_text}."
    if not counts:
        return f"{signed} {NO_OPERATION}"
    known = plural(len(board.operations), "opération est connue", "opérations sont connues")
    return f"{signed} Au {day(board.day)}, {known} : {shown}."


def state_counts(operations: pd.DataFrame) -> list[tuple[State, int]]:
    """Return how many operations are in each state, furthest first; states without any left out."""
    counts = operations["state"].value_counts()
    return [(state, int(counts[state.value])) for state in STATES if state.value in counts]


def said_value(said: Said) -> str:
    """Write a figure of the dwellings with its reserve, or why there is none."""
    return said_number(said) if said.missing else qualified(said_number(said), said.qualifier)


def said_number(said: Said) -> str:
    """Write a figure of the dwellings alone, or why there is none."""
    if said.missing is not None:
        return MISSING[said.missing]
    return quantity(said.value, said.unit, 0 if float(said.value or 0).is_integer() else 1)


def said_label(said: Said) -> str:
    """Write the name of a figure of the dwellings, with the reserve that its number lacks."""
    return said.label if said.qualifier is Qualifier.EXACT else f"{said.label} (environ)"


def said_where(said: Said) -> str:
    """Write when, by whom and how surely a figure was said."""
    parts = [
        said.date_text or "millésime non précisé",
        f"contour {said.outline}" if said.outline else "",
        said.source.producer,
        STATUS[said.status],
        TO_CHECK if said.is_to_check else "",
        said.note,
    ]
    return " · ".join(part for part in parts if part)


def said_when(said: Said) -> str:
    """Write when and by whom a figure was said; how it was made, where it is derived."""
    note = said.note if said.status is Status.DERIVED else ""
    return said_where(replace(said, note=note))


def stop_label(rows: pd.DataFrame) -> str:
    """Write what happened at one stop of the slider."""
    each = rows_of(rows.sort_values("subject", kind="stable"))
    shown = [
        text_of(row["label"]) or f"{row['name']} : {STATES[State(row['state'])]}" for row in each
    ]
    rest = len(shown) - TOPICS_SHOWN
    more = f" ; et {rest} autres" if rest > 1 else ""
    shown = shown[: TOPICS_SHOWN if rest > 1 else None]
    return f"{day(rows['date'].iloc[0].date())} — {' ; '.join(shown)}{more}"


def since(row: Row) -> str:
    """Write when a state began: a day, an interval, or nothing."""
    first, last = row["state_since"], row["state_since_latest"]
    if pd.isna(last):
        return ""
    if first == last:
        return day(last.date())
    return f"entre le {day(first.date())} et le {day(last.date())}"


def target(row: Row) -> str:
    """Write the next state that the sources foresee, and whether its day passed in silence."""
    if pd.isna(row["target_state"]):
        return ""
    words = f"{STATES[State(row['target_state'])]} : {row['target_text']}"
    return words if row["is_confirmed"] else f"{words} ({NOT_CONFIRMED})"


def dwellings(row: Row) -> str:
    """Write the dwellings of an operation with their reserve, or why there is no number."""
    if pd.isna(row["dwellings_count"]):
        return "" if row["dwellings_status"] == "not_applicable" else "non publié"
    return qualified(number(int(row["dwellings_count"])), row["dwellings_qualifier"])


def occupied(row: Row) -> str:
    """Write the occupied dwellings of an operation; empty where no source counts them."""
    count = row["occupied_dwellings_count"]
    return "" if pd.isna(count) else number(int(count))


def unplaced(operations: pd.DataFrame) -> str:
    """Say which operations are not on the map, and why."""
    count = int((operations["lon"].isna() | operations["lat"].isna()).sum())
    if not count:
        return ""
    if count == len(operations):
        return (
            f"Aucune des {number(count)} opérations n’est dessinée : aucune source ne publie de "
            "position. Elles sont dans le tableau, avec le lieu tel qu’il est dit."
        )
    return (
        f"{plural(count, 'opération')} sans position publiée : dans le tableau, pas sur la carte."
    )


def funding_sentence(funding: Funding) -> str:
    """Return the sentence on the money: what the last itemised statement names, what it leaves."""
    itemised = funding.statements[funding.statements["funders_count"] > 0]
    if itemised.empty:
        return "Aucune source ne nomme de financeur."
    last = itemised.iloc[-1]
    parts = funding.parts[str(itemised.index[-1])]
    named = parts[~parts["is_derived"]]
    shown = [
        f"{FUNDERS.get(str(item), item)} {millions(euros, qualifier)}"
        for item, euros, qualifier in named[["amount_eur", "amount_qualifier"]].itertuples()
    ]
    rest = millions(last["unattributed_eur"], last["unattributed_qualifier"])
    return (
        f"La dernière source qui nomme des financeurs ({last['date_text']}) en nomme "
        f"{number(len(named))}, pour **{millions(last['named_eur'], last['named_qualifier'])}** "
        f"sur **{millions(last['total_eur'], last['total_qualifier'])}** : {joined(shown)}. "
        f"Les **{rest}** restants ne sont attribués à personne dans les sources lues "
        "(calculé : total moins financeurs nommés) ; le tableau de bord ne les complète pas."
    )


def statement_label(row: Row) -> str:
    """Write the name of a statement on the chart: when it was said, with its status."""
    return f"{row['date_text']} · {STATUS[Status(row['status'])]}"


def source_name(sources: dict[str, Source], key: object) -> str:
    """Return the title of a source by its key; empty without one."""
    return source_of(sources, key).title if isinstance(key, str) else ""


def convention_note(convention: Convention, outlines_day: date) -> str:
    """Say by which outline the neighbourhood is drawn, and what is not published."""
    return (
        f"**{convention.name}** est dessiné par son contour QPV en vigueur au "
        f"{day(outlines_day)}. {convention.note}"
    )


def former_money(row: Row, sources: dict[str, Source]) -> str:
    """Write the total of an earlier programme, with its date, its source and its status."""
    total = millions(row["total_eur"], row["total_qualifier"])
    parts = [source_name(sources, row["source"]), STATUS[Status(row["status"])]]
    return f"**{row['programme']} : {total}**, {row['date_text']} ({', '.join(parts)})"
