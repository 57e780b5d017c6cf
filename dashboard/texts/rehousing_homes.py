"""Words of the page « Relogement » about the new homes: what they cost, what they are."""

from dashboard.texts.rehousing import SECRET
from geo.french import NARROW, number, quantity

MONEY = "Paient-ils plus qu’avant ?"
NEW_HOMES = "Dans quels logements ?"
DETAILS = {
    "is_recent": (
        "Logement neuf ou conventionné depuis moins de cinq ans",
        {"yes": "oui", "no": "non", "unknown": "non dit"},
    ),
    "size": (
        "Taille du logement (T1 à T5)",
        {"less": "plus petit", "same": "pareil", "more": "plus grand", "unknown": "non dit"},
    ),
    "opinion": (
        "Satisfaction",
        {
            "satisfied": "satisfaits (3 ou 4 sur 4)",
            "not_satisfied": "pas satisfaits (1 ou 2)",
            "unknown": "sans réponse",
        },
    ),
    "offers": (
        "Offres qu’il a fallu",
        {"one": "une", "several": "plusieurs", "unknown": "non dit"},
    ),
    "refusals": (
        "Offres refusées avant",
        {
            "none": "aucune",
            "one_or_two": "une ou deux",
            "three_or_more": "trois ou plus",
            "unknown": "non dit",
        },
    ),
    "rest_change": (
        "Reste à charge après le relogement",
        {"less": "moindre ou égal", "more": "plus élevé", "unknown": "incomplet"},
    ),
}
MONEY_ROWS = {
    "rent": "Loyer",
    "charges": "Charges",
    "aid": "Aides au logement (APL)",
    "rest": "Reste à charge",
    "effort": "Taux d’effort",
}
BEFORE, AFTER, CHANGE = "Avant", "Après", "Écart"
POINT, POINTS = "point", "points"
MONEY_NOTE = (
    "Moyennes par mois, arrondies à l’euro (au point pour le taux d’effort), sur les ménages "
    "relogés dont tous les montants sont connus, les mêmes avant et après ; onze au moins. Reste à "
    "charge = loyer + charges − aides. Taux d’effort = reste à charge sur ressources."
)
NO_MONEY = (
    "Les montants paraîtront quand {step} ménages seront relogés : une moyenne sur peu de ménages "
    "en dirait trop sur chacun."
)


def effort_sentence(before: float | None, after: float | None) -> str:
    """Return the effort rates in a sentence."""
    if before is None or after is None:
        return "Le taux d’effort moyen est secret."
    return (
        f"Taux d’effort moyen : **{mean(after, '%')}** des ressources, contre "
        f"{mean(before, '%')} avant."
    )


def money_sentence(before: float | None, after: float | None) -> str:
    """Return what changed in what is left to pay."""
    if before is None or after is None:
        return "Le reste à charge moyen est secret."
    gap = abs(after - before)
    way = "de plus" if after > before else "de moins"
    if not gap:
        return f"En moyenne, il reste **{quantity(after, '€')}** à payer par mois, comme avant."
    return (
        f"En moyenne, il reste **{quantity(after, '€')}** à payer par mois, contre "
        f"{quantity(before, '€')} avant : **{quantity(gap, '€')} {way}**."
    )


def gap(value: float, unit: str) -> str:
    r"""Write a change; that of a rate is in points.

    >>> gap(-2, "%"), gap(49, "€")
    ('−2\u202fpoints', '+49\u202f€')
    """
    words = unit if unit != "%" else POINT if abs(value) <= 1 else POINTS
    return f"{number(value, sign=True)}{NARROW}{words}"


def mean(value: float | None, unit: str) -> str:
    """Write a mean, or that it is secret."""
    return SECRET if value is None else quantity(value, unit)
