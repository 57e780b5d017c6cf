"""Words of the page « Attributions »: the two targets, the pace, what is left to do."""

from datetime import date
from fractions import Fraction

from dashboard.texts import titles
from geo.french import MONTHS, NARROW, day, number, plural, quantity
from geo.lettings.thresholds import Threshold
from geo.lettings.year import SideFigures, YearFigures
from geo.privacy import Cell
from geo.rules.lettings import Need, Rate, Reach, Side, Status
from geo.rules.sru.wording import percent_apart

MONTHS_OF_YEAR, LAST_DAY = 12, 31
TITLE = titles.LETTINGS
QUESTION = "Les attributions de logements sociaux respectent-elles les deux parts de la loi ?"
FICTION = (
    "**Attributions fictives, pour démonstration.** Aucun bail, aucun ménage ni aucun bailleur "
    "réel n’est décrit ici ; seuls les communes, les contours des quartiers et les seuils existent."
)
NO_FILE = (
    "Aucune attribution n’est connue. Remplissez le modèle, un bail signé par ligne, puis "
    "déposez-le sur la page « Données des partenaires »."
)
TEMPLATE = "Modèle à remplir (CSV)"
YEAR = "Année de signature des baux"
SIDES = {Side.OUTSIDE: "Hors quartier prioritaire", Side.INSIDE: "En quartier prioritaire"}
COUNTED = {
    Side.OUTSIDE: "premier quartile ou relogés du renouvellement urbain",
    Side.INSIDE: "autres quartiles que le premier",
}
SO_FAR = {
    Status.MET: "objectif atteint à ce jour",
    Status.MISSED: "objectif pas atteint à ce jour",
    Status.UNKNOWN: "on ne peut pas encore dire",
    Status.NOT_APPLICABLE: "sans objet à ce jour",
}
"""Verdicts while the year goes on: the law judges the whole year."""

STATUS = {
    Status.MET: "objectif atteint",
    Status.MISSED: "objectif manqué",
    Status.UNKNOWN: "on ne peut pas dire",
    Status.NOT_APPLICABLE: "sans objet",
}
HIDDEN = "secret"
NO_LEASE = "aucun bail"
HIDDEN_NOTE = (
    "« secret » : trop peu de ménages pour être montré, ou ce nombre en ferait deviner un autre."
)
SECTION = "Voir"
SECTIONS = {
    "reste": "Ce qu’il reste à faire",
    "rythme": "Rythme",
    "annees": "Années",
    "communes": "Communes",
    "organismes": "Bailleurs et réservataires",
    "seuil": "Seuil et calculateur",
    "loi": "La règle et ses repères",
}
OPEN = "Aucun trimestre n’est encore clos : les premiers taux viendront à la fin du premier."
OPEN_INSIDE = "Aucun semestre n’est encore clos : en QPV, la part viendra à la fin du premier."
EXPECTED = "Baux encore attendus hors QPV d’ici au 31 décembre"
EXPECTED_HELP = "Au départ : autant par mois que depuis le 1er janvier."
SHARE = "Part de ces baux qui compterait (%)"
LEFT = "D’ici au 31 décembre"
PACE = "Baux signés par mois"
PACE_NOTE = (
    " ; la part n’est donnée que par trimestre, car un mois compte trop peu de ménages du premier "
    "quartile."
)
QUARTER_CHART = "Part hors QPV, trimestre par trimestre"
YEARS_CHART = "Part hors QPV, année par année"
YEARS_ALONE = "Moins de deux années ont un seuil connu : il n’y a pas encore d’évolution à montrer."
YEARS_NOTE = (
    "Le trait va de la borne basse à la borne haute ; une année sans seuil connu n’a pas de taux."
)
MAP = "Carte des baux signés hors QPV par commune"
MAP_KEY = "carte-attributions"
LEGEND = "Baux signés hors QPV, du 1er janvier {year} au {last}"
OPEN_HALF = (
    "Aucun semestre n’est encore clos : communes et organismes viendront à la fin du premier."
)
NO_SHARE = (
    "Sans le seuil de {year}, personne ne peut dire quels baux comptent : aucune part n’est donnée."
)
ZONES = {"qpv_commune": "Commune des quartiers prioritaires", "other_communes": "Autres communes"}
ZONES_TITLE = "La part, par grand secteur"
COMMUNES_TABLE = "Les communes"
LANDLORDS = "Par bailleur, hors QPV"
RESERVERS = "Par réservataire, hors QPV"
PRIORITIES = "Ménages prioritaires, par réservataire"
OTHERS = "Autres bailleurs"
LOWER_NOTE = (
    "Les ressources inconnues restent au dénominateur : la part écrite est celle qui est sûre. "
    "Le lieu des baux doit être connu."
)
PRIORITY_NOTE = (
    "Chaque réservataire consacre au moins {target} de ses attributions aux ménages reconnus DALO, "
    "à défaut aux autres prioritaires. Le contingent de l’État leur va tout entier, ses agents mis "
    "à part."
)
COLUMNS = {
    "name": "Nom",
    "commune": "Commune",
    "counted": "Comptés",
    "total": "Baux",
    "outside": "Baux hors QPV",
    "inside": "Baux en QPV",
    "share": "Part (%)",
    "month": "Mois",
    "quarter": "Trimestre clos le",
    "year": "Année",
    "bounds": "Bornes (%)",
    "verdict": "Verdict",
    "threshold": "Seuil du 1er quartile (€)",
    "priority": "Prioritaires",
    "known": "Connus",
}
MONTH_SIDES = {"outside": "hors QPV", "inside": "en QPV"}


def percent(value: Fraction | None, target: int) -> str:
    """Write a rate; more decimals where rounding would make it look like its target."""
    if value is None:
        return NO_LEASE
    short = quantity(value, "%", 1)
    is_apart = value == target or short != quantity(target, "%", 1)
    return short if is_apart else percent_apart(value, target)


def cell(value: Cell) -> str:
    """Write a protected count."""
    return HIDDEN if value.count is None else number(value.count)


def headline(figures: YearFigures, threshold: Threshold | None) -> str:
    """Return the sentence that answers the question of the page."""
    if figures.until is None:
        return OPEN
    if threshold is None:
        return (
            f"**Pour {figures.year}, le seuil du premier quartile n’est pas connu** : les deux "
            "parts ne peuvent pas être calculées. Saisissez-le dans « Seuil et calculateur »."
        )
    parts = [_verdict(side, each) for side, each in figures.sides.items()]
    return " ".join(parts)


def _verdict(side: Side, figures: SideFigures) -> str:
    where = "Hors QPV" if side is Side.OUTSIDE else "En QPV"
    if figures.rate is None:
        return f"{where}, la part est **secrète** au {day(figures.until)}."
    rate = figures.rate
    written = percent(rate.percent, rate.target_percent)
    target = quantity(rate.target_percent, "%")
    missed = "est **manqué**" if is_over(figures.until) else "n’est **pas atteint à ce jour**"
    met = "**atteint**" if is_over(figures.until) else "**atteint à ce jour**"
    words = {
        Status.MET: f"l’objectif de {target} est {met} : {written}",
        Status.MISSED: f"l’objectif de {target} {missed} : {written}",
        Status.UNKNOWN: f"**on ne peut pas dire** si l’objectif de {target} est atteint : "
        f"{written}",
        Status.NOT_APPLICABLE: "il n’y a **aucun bail**",
    }
    return f"{where}, {words[rate.status]} au {day(figures.until)}."


def is_over(until: date) -> bool:
    """Whether the year is over on the last day that is counted.

    >>> is_over(date(2025, 9, 30)), is_over(date(2025, 12, 31))
    (False, True)
    """
    return (until.month, until.day) == (MONTHS_OF_YEAR, LAST_DAY)


def verdict(figures: SideFigures) -> str:
    """Return the verdict on a side; before the end of the year, said to be that of the day."""
    if figures.rate is None:
        return HIDDEN
    return (STATUS if is_over(figures.until) else SO_FAR)[figures.rate.status]


def fraction(side: Side, figures: SideFigures) -> str:
    """Return numerator and denominator in words."""
    return (
        f"{cell(figures.counted)} sur {cell(figures.total)} baux signés du 1er janvier au "
        f"{day(figures.until)} : {COUNTED[side]}."
    )


def bounds(figures: SideFigures) -> str:
    """Return what is not known, and the bounds it makes."""
    rate = figures.rate
    if rate is None or rate.lower_percent is None or rate.upper_percent is None:
        return ""
    reasons = []
    if figures.unknown_max:
        reasons.append(f"{figures.unknown_max} baux aux ressources inconnues")
    if figures.placeless_max:
        reasons.append(f"{figures.placeless_max} baux dont on ignore s’ils sont en QPV")
    if not reasons:
        return "Toutes les ressources et tous les lieux sont connus."
    low, high = (quantity(each, "%", 1) for each in (rate.lower_percent, rate.upper_percent))
    return f"Entre {low} et {high}, car il y a au plus {' et '.join(reasons)}."


def bar_words(side: Side, rate: Rate) -> str:
    """Return what the bar says, for who cannot see it."""
    return (
        f"{SIDES[side]} : {percent(rate.percent, rate.target_percent)}, objectif "
        f"{quantity(rate.target_percent, '%')}, entre {quantity(rate.lower_percent, '%', 1)} et "
        f"{quantity(rate.upper_percent, '%', 1)}"
    )


def needed(need: Need, side: Side, year: int) -> str:
    """Return how many of the expected leases must count."""
    who = "au premier quartile (ou relogées)" if side is Side.OUTSIDE else "aux autres quartiles"
    where = "Hors QPV" if side is Side.OUTSIDE else "En QPV"
    if need.reach is Reach.SECURED:
        return f"{where}, l’objectif tient déjà, quels que soient les baux suivants."
    span = number(need.high) if need.low == need.high else f"{need.low} à {need.high}"
    if not need.expected:
        return f"{where}, il a manqué **{span} attributions** {who} en {year}."
    end = {
        Reach.OUT_OF_REACH: "C’est **hors de portée**, même si tous comptaient.",
        Reach.POSSIBLE: f"C’est possible : {_one_in(need)}.",
        Reach.UNKNOWN: "Les ressources et les lieux inconnus décident si c’est encore possible.",
    }[need.reach]
    return (
        f"{where}, il manque **{span} attributions** {who} d’ici au 31 décembre "
        f"{year}, parmi {number(need.expected)} baux encore attendus. {end}"
    )


def _one_in(need: Need) -> str:
    part = quantity(Fraction(100 * need.high, need.expected), "%", 0)
    return f"{part} des prochains baux au plus" if need.low != need.high else f"{part} des baux"


def after(rate: Rate, expected: int, share: int) -> str:
    """Return what the rate becomes with the leases of the question."""
    added = Fraction(share * expected, 100) // 1
    return (
        f"Si {number(added)} des {plural(expected, 'prochain bail', 'prochains baux')} comptent, "
        f"la part au 31 décembre serait de **{percent(rate.percent, rate.target_percent)}**, entre "
        f"{quantity(rate.lower_percent, '%', 1)} et {quantity(rate.upper_percent, '%', 1)} : "
        f"{STATUS[rate.status]}."
    )


def month(value: date) -> str:
    """Write a month.

    >>> month(date(2025, 9, 1))
    'septembre 2025'
    """
    return f"{MONTHS[value.month - 1]} {value.year}"


def pace(figures: YearFigures) -> str:
    """Return the sentence of the monthly chart."""
    shown = [pair[0].count for pair in figures.months.values() if pair[0].count is not None]
    if not shown:
        return HIDDEN_NOTE
    words = f"De {number(min(shown))} à {number(max(shown))} baux hors QPV par mois"
    return f"{words}{PACE_NOTE}" if figures.quarters else f"{words}."


def tooltip(outside: Cell, inside: Cell) -> list[str]:
    """Return what the map says of a commune."""
    return [
        f"{cell(outside)}{NARROW}: baux hors QPV",
        f"{cell(inside)}{NARROW}: baux en QPV",
    ]


def until(last: date) -> str:
    """Return the day up to which the tables by half-year count.

    >>> until(date(2025, 6, 30))
    'Du 1er janvier au 30 juin 2025, les semestres clos.'
    """
    return f"Du 1er janvier au {day(last)}, les semestres clos."


def communes(figures: YearFigures) -> str:
    """Return the sentence of the map."""
    shown = [pair[0].count for pair in figures.communes.values() if pair[0].count]
    hidden = sum(pair[0].is_secret for pair in figures.communes.values())
    words = f"{plural(len(shown), 'commune')} avec un nombre montré"
    if hidden:
        words += f", {plural(hidden, 'autre tenue secrète', 'autres tenues secrètes')}"
    return f"{words}."
