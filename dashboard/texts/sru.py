"""Words of the page « Communes SRU »."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.texts import titles
from dashboard.texts.common import STATUS
from geo.figures import Source
from geo.french import MONTHS, day, joined, number, plural, quantity
from geo.housing import Inventory, Situation, Statement
from geo.territory.sru import SruCommune

TITLE = titles.SRU
CHOOSE = "Commune"
SITUATIONS = {
    Situation.COMPLIES: "Atteint son objectif",
    Situation.SHORT: "En dessous de son objectif",
    Situation.EXEMPT: "Exemptée pour la période",
    Situation.LEFT_LIST: "Sortie de la liste",
    Situation.NOT_CONCERNED: "Non concernée",
}
VERDICTS = {
    "above": "au-dessus de l’objectif",
    "below": "en dessous de l’objectif",
    "not_listed": "absente de la liste",
    "unknown": "sans verdict",
}
HISTORY = "Ce que les sources ont dit, dans l’ordre"
DISAGREE = (
    "**Les sources ne sont pas d’accord sur l’objectif de cette commune.** Elles sont montrées "
    "l’une à côté de l’autre, avec leur date : ce tableau de bord ne tranche pas."
)
MAP_TITLE = "Carte des communes au regard de la loi SRU"
MAP_KEY = "carte-sru"
VIEW = "Colorer la carte par"
VIEWS = {"situation": "Situation", "ecart": "Écart à l’objectif"}
LEGENDS = {
    "situation": "Situation au regard de la loi SRU (nombre de communes)",
    "ecart": "Écart du taux publié à l’objectif, en points (calculé)",
}
GAPS = (
    "plus de 2 en dessous",
    "jusqu’à 2 en dessous",
    "jusqu’à 2 au-dessus",
    "2 et plus au-dessus",
)
RATE = "Taux publié"
DWELLINGS = "Logements sociaux"
NO_HISTORY = "Aucune source connue ne dit rien de {name} et de la loi SRU."
SHEET = "Fiche de la commune (PDF, A4)"
SHEET_HELP = "Une page à imprimer, avec la simulation en cours s’il y en a une."
TABLE = "Les communes concernées"
RPLS_WARNING = (
    "Le taux SRU n’est pas la part de logements des bailleurs (RPLS) : l’inventaire SRU compte "
    "aussi les foyers et les logements privés conventionnés."
)
COLUMNS = {
    "name": "Commune",
    "situation": "Situation",
    "social_dwellings_count": "Logements sociaux",
    "rate_percent": "Taux publié (%)",
    "target_percent": "Objectif (%)",
    "net_levy_eur": "Prélèvement net (€)",
    "inventory_date": "Inventaire",
}


def summary(names: Mapping[Situation, list[str]], reference: date, total: int) -> str:
    """Return the sentence that says what the map shows.

    Parameters
    ----------
    names
        Names of the communes in each situation.
    reference
        Day of the inventory.
    total
        Number of communes of the territory.
    """
    subject = [
        name
        for situation in (Situation.COMPLIES, Situation.SHORT, Situation.EXEMPT)
        for name in names.get(situation, [])
    ]
    parts = [
        (
            f"Au {day(reference)}, {plural(len(subject), 'commune')} sur {total} "
            f"{'est soumise' if len(subject) == 1 else 'sont soumises'} à l’article 55 de la loi "
            "SRU."
        )
    ]
    if names.get(Situation.COMPLIES):
        parts.append(f"Atteignent leur objectif : {joined(names[Situation.COMPLIES])}.")
    if names.get(Situation.SHORT):
        parts.append(f"En dessous : **{joined(names[Situation.SHORT])}**.")
    if names.get(Situation.LEFT_LIST):
        parts.append(
            f"{joined(names[Situation.LEFT_LIST])} : dans la liste auparavant, plus dans le "
            "dernier fichier."
        )
    return " ".join(parts)


def verdict(commune: SruCommune) -> str:
    """Return the plain sentence that answers « ma commune respecte-t-elle la loi ? »."""
    inventory = commune.inventory
    if inventory is None:
        return _verdict_unlisted(commune, commune.file_day, commune.file_source)
    rate = quantity(inventory.rate_percent, "%", 2)
    target = quantity(inventory.target_percent, "%")
    when = day(inventory.inventory_date)
    verb = "n’atteint pas" if commune.situation is Situation.SHORT else "atteint"
    if commune.situation is Situation.EXEMPT:
        return (
            f"{commune.name} est exemptée pour {inventory.period}. Son taux était de {rate} au "
            f"{when}."
        )
    return (
        f"{commune.name} {verb} son objectif de {target} : {rate} de logements sociaux au {when}, "
        f"soit {number(inventory.social_dwellings_count)} logements comptés."
    )


def _verdict_unlisted(commune: SruCommune, file_day: date, file_source: Source) -> str:
    if commune.situation is Situation.LEFT_LIST:
        last = commune.statements[-1]
        return " ".join(
            part if part.endswith(".") else f"{part}."
            for part in (
                (
                    f"{commune.name} a été soumise à la loi SRU, mais ne figure pas dans le "
                    "dernier fichier : elle n’a donc pas de taux publié"
                ),
                f"Déduction, qu’aucune source n’écrit : {last.inference}" if last.inference else "",
            )
            if part
        )
    return (
        f"D’après le fichier « {file_source.title} » ({file_source.producer}, inventaire au "
        f"{day(file_day)}), {commune.name} n’est pas soumise à l’article 55 de la loi SRU : elle "
        "n’y figure pas et aucune autre source connue ne l’y place."
    )


def levy(inventory: Inventory) -> str:
    """Return the published levy as a sentence."""
    if inventory.net_levy_eur == 0:
        return f"Aucun prélèvement net en {inventory.levy_year}."
    amount = quantity(inventory.net_levy_eur, "€", 2)
    return f"Prélèvement net publié pour {inventory.levy_year} : **{amount}**."


def statement_date(statement: Statement) -> str:
    """Return when a statement was made and, when it differs, the day it describes."""
    if statement.reference_date is None:
        return day(statement.day)
    described = f"situation {_described(statement.reference_date, statement.date_precision)}"
    return described if statement.day is None else f"{day(statement.day)} ({described})"


def _described(when: date, precision: str) -> str:
    """Write the day, or only the month, that a statement describes."""
    if precision != "month":
        return f"au {day(when)}"
    month = MONTHS[when.month - 1]
    linked = "d’" if month[0] in "ao" else "de "
    return f"{linked}{month} {when.year}"


def statement_line(statement: Statement) -> str:
    """Return one statement as a line of Markdown: date, figures, verdict, source, note."""
    figures = []
    if statement.rate_percent is not None:
        figures.append(f"**{quantity(statement.rate_percent, '%', 2)}**")
    if statement.target_percent is not None:
        figures.append(f"objectif dit : {quantity(statement.target_percent, '%')}")
    figures.append(VERDICTS[statement.verdict])
    words = [
        f"**{statement_date(statement)}** — {', '.join(figures)}",
        (
            f":gray[:small[{statement.source.title} · {STATUS[statement.status]}"
            f"{'. ' + statement.note.rstrip('.') if statement.note else ''}.]]"
        ),
    ]
    if statement.inference:
        words.append(f":gray[:small[Déduction, qu’aucune source n’écrit : {statement.inference}]]")
    return "  \n".join(words)


def tooltip(row: Mapping[Any, Any]) -> list[str]:
    """Return the lines said of one commune on the map, from a row of `sru_situations`."""
    lines = [SITUATIONS[Situation(row["situation"])]]
    if row["rate_percent"] == row["rate_percent"]:
        rate = quantity(row["rate_percent"], "%", 2)
        target = quantity(row["target_percent"], "%")
        lines.append(f"{rate} pour un objectif de {target}")
        lines.append(f"{day(row['inventory_date'])} · officiel")
    return lines
