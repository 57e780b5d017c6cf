"""Words of the page « Attributions »: threshold, calculator, rule, national and local facts."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from dashboard.texts.common import STATUS, TO_CHECK
from geo.french import UNKNOWN, day, number, quantity
from geo.lettings.thresholds import Threshold
from geo.rules.parameters import Certainty, DatedValue
from geo.territory.lettings import Fact

BADGE = f":orange-badge[{TO_CHECK}]"
FICTION_MARK = "fictif · baux inventés pour la démonstration, jusqu’au {last}"
PARTNERS = "calculé · fichier des partenaires, reçu le {last}"
THRESHOLD_MARK = "seuil de {limit} : {origin}"
EXPORT_THRESHOLD = "Seuil du premier quartile de {year} : {limit} par an et par UC ({origin})."
ENTERED, GIVEN = "saisi ici", "donnée du territoire"
THRESHOLDS = "Seuils connus"
NO_THRESHOLD = (
    "Aucun seuil n’est connu pour {year} ({order}). Les autres années ne le remplacent pas."
)
NATIONAL = (
    "Le milieu des seuils de France ({value} en {year}) n’est qu’un repère : il ne remplace jamais "
    "le seuil de l’agglomération."
)
FORM = "Saisir le seuil d’une année"
FORM_NOTE = (
    "Recopiez l’annexe de l’arrêté. La saisie est gardée avec sa source et inscrite au journal ; "
    "elle passe avant la donnée du territoire, et peut être annulée."
)
FORM_YEAR = "Année"
LIMITS = {
    "q1_eur": "Premier quartile (€ par an et par UC)",
    "q2_eur": "Deuxième quartile (facultatif)",
    "q3_eur": "Troisième quartile (facultatif)",
}
FORM_SOURCE = "Source (arrêté, page)"
FORM_DATE = "Date de l’arrêté (facultatif)"
FORM_WHO = "Qui saisit (service)"
FORM_SEND = "Garder ce seuil"
UNDO = "Annuler la dernière saisie"
KEPT = "Seuil gardé."
UNDONE = "Dernière saisie annulée."
CALCULATOR = "De quel côté du seuil est ce ménage ?"
CALCULATOR_NOTE = (
    "Rien de ce qui est saisi ici n’est gardé. Ressources de tout le ménage divisées par les "
    "unités de consommation : 1 pour la première personne, 0,5 par autre personne de 14 ans et "
    "plus, 0,3 par enfant plus jeune."
)
OLDER = "Personnes de 14 ans et plus"
CHILDREN = "Enfants de moins de 14 ans"
MONTHLY = "Ressources du ménage par mois (€)"
RULE = "Ce que demande la loi"
RULE_TEXT = (
    "- **Hors QPV**, au moins {outside} des baux signés dans l’année vont à des ménages "
    "du premier quartile de ressources des demandeurs, ou relogés par le renouvellement urbain. "
    "Un bail qui est les deux compte une fois.\n"
    "- **En QPV**, au moins {inside} vont aux trois autres quartiles, sauf autre part fixée par la "
    "conférence intercommunale.\n"
    "- Seul un **bail signé** compte, à sa date de signature ; une attribution sans bail ne "
    "compte pas.\n"
    "- Des ressources **inconnues** ne comptent dans aucun des deux numérateurs : elles font des "
    "bornes."
)
MISSED = "Si l’objectif est manqué"
REHOUSED = "Le lien avec le relogement"
REHOUSED_TEXT = (
    "- Un ménage relogé du renouvellement urbain compte **seulement si son nouveau logement est "
    "hors QPV**, et quelles que soient ses ressources.\n"
    "- Relogé **en QPV**, il ne compte pas à ce titre : en QPV, seul son quartile joue.\n"
    "- Le suivi des relogements est sur la page [Relogement](/relogement)."
)
FACTS = "Repères publiés"
FACTS_INTRO = (
    "Ces repères situent ; ils ne disent rien des attributions de l’agglomération, dont aucun "
    "chiffre public n’a été trouvé."
)
OUTLINES = (
    "Un bail sans QPV indiqué est placé par son point, avec le contour en vigueur depuis le "
    "{since}. Les contours d’avant ne sont pas dans ces données : les baux plus anciens sans QPV "
    "indiqué restent sans lieu."
)
FACT_COLUMNS = {
    "place": "Territoire",
    "label": "Fait",
    "value": "Valeur",
    "recomputed": "Recalculé",
    "date": "Date",
    "source": "Source",
    "note": "À savoir",
}
DISAGREES = "**Les nombres publiés ne donnent pas ce taux** : autre périmètre, sans doute."


def threshold_line(threshold: Threshold) -> str:
    """Return a threshold with its source, as Markdown."""
    order = f", arrêté du {day(threshold.order_date)}" if threshold.order_date else ""
    limits = " ; ".join(quantity(each, "€") for each in threshold.limits_eur)
    who = ENTERED if threshold.is_entered else GIVEN
    check = f" · {BADGE}" if threshold.certainty is Certainty.TO_CHECK else ""
    return (
        f"**{threshold.year} : {limits}** par an et par unité de consommation · {who} · "
        f"{threshold.origin}{order}{check}"
    )


def provenance(threshold: Threshold, as_of: date, *, is_fictional: bool) -> str:
    """Return where the figures of the gauges come from, how surely, and with which threshold."""
    leases = leases_mark(as_of, is_fictional=is_fictional)
    limit = THRESHOLD_MARK.format(limit=quantity(threshold.q1_eur, "€"), origin=threshold.origin)
    check = f", {TO_CHECK}" if threshold.certainty is Certainty.TO_CHECK else ""
    return f"{leases} · {limit}{check}"


def leases_mark(as_of: date, *, is_fictional: bool) -> str:
    """Return where the leases come from, and of which day."""
    return (FICTION_MARK if is_fictional else PARTNERS).format(last=day(as_of))


def export_note(thresholds: Iterable[Threshold]) -> str:
    """Return the thresholds that the shares of an export rest on, each with its origin."""
    return " ".join(
        EXPORT_THRESHOLD.format(
            year=each.year, limit=quantity(each.q1_eur, "€"), origin=", ".join(_origin(each))
        )
        for each in thresholds
    )


def _origin(threshold: Threshold) -> Iterator[str]:
    yield ENTERED if threshold.is_entered else GIVEN
    yield threshold.origin
    if threshold.order_date:
        yield f"arrêté du {day(threshold.order_date)}"
    if threshold.certainty is Certainty.TO_CHECK:
        yield TO_CHECK


def household(units: Fraction, resources: Fraction, rank: int, threshold: Threshold) -> str:
    """Return on which side of the threshold a household is."""
    amount = quantity(resources, "€", 0)
    parts = f"{number(units, 1)} UC, soit **{amount} par an et par UC**."
    limit = quantity(threshold.q1_eur, "€")
    side = "premier quartile" if rank == 1 else "autres quartiles"
    detail = f" (quartile {rank})" if rank > 1 and threshold.q3_eur is not None else ""
    below = "au plus égal au" if rank == 1 else "au-dessus du"
    return (
        f"{parts} C’est {below} seuil de {limit} de {threshold.year} : **{side}**{detail}. {BADGE}"
    )


def law_line(value: DatedValue) -> str:
    """Return one consequence with its article and certainty."""
    doubt = f" {BADGE}" if value.certainty is Certainty.TO_CHECK else ""
    note = f" {value.note}" if value.note else ""
    return f"{value.value} :gray[:small[{value.article}.{note}]]{doubt}"


def fact_row(fact: Fact) -> dict[str, str]:
    """Return a published fact as a row of the table."""
    decimals = 1 if fact.value is not None and fact.value % 1 else 0
    doubt = f" · {TO_CHECK}" if fact.certainty is Certainty.TO_CHECK else ""
    recomputed = quantity(fact.recomputed_percent, "%", 1) if fact.recomputed_percent else ""
    notes = [fact.note, "" if fact.agrees else DISAGREES]
    return {
        "place": fact.place,
        "label": fact.label,
        "value": "" if fact.value is None else quantity(fact.value, fact.unit, decimals),
        "recomputed": recomputed,
        "date": str(fact.day.year) if fact.day else UNKNOWN,
        "source": f"{fact.source.producer} · {STATUS[fact.status]}{doubt}",
        "note": " ".join(each for each in notes if each),
    }


def fact_line(row: Mapping[str, str]) -> str:
    """Return a published fact as a line, from its row."""
    value = f"**{row['value']}** : " if row["value"] else ""
    again = (
        f" Recalculé d’après les nombres publiés : {row['recomputed']}."
        if row["recomputed"]
        else ""
    )
    note = f" {row['note']}" if row["note"] else ""
    return (
        f"{value}{row['label']} ({row['place']}, {row['date']}).{again}{note} "
        f":gray[:small[{row['source']}]]"
    )


def order_words(order: DatedValue) -> str:
    """Return the order of a year, and whether it was read."""
    return f"{order.value}{', ' + TO_CHECK if order.certainty is Certainty.TO_CHECK else ''}"


def since_words(value: date) -> str:
    """Return the note on the outlines in force."""
    return OUTLINES.format(since=day(value))
