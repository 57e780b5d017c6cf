"""Words of the page « Mixité sociale »."""

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from dashboard.texts import common, titles
from geo.columns import Nature
from geo.figures import Figure, Missing
from geo.french import NARROW, day, number, plural, quantity
from geo.mix.gap import GapIndex
from geo.mix.guard import Operation, Outcome, Reading, Refusal
from geo.territory.mix import Around, IrisBoard, MixRow

TITLE: Final = titles.MIX
POVERTY: Final = "**{value}** des habitants de **{name}** vivent sous le seuil de pauvreté"
NO_POVERTY: Final = "Aucune source lue ne publie le taux de pauvreté de {name}."
UNPUBLISHED: Final = "Non publié dans les sources lues — {words}."
NO_DATA: Final = (
    "Ce territoire ne décrit aucun quartier prioritaire : ajoutez les tables `qpv_boundaries` et "
    "`qpv_indicators` à ses données."
)
QUESTION: Final = "Un quartier prioritaire ressemble-t-il à ce qui l’entoure ?"
CHOOSE: Final = "Quartier"
PORTRAIT: Final = "Le quartier et ce qui l’entoure"
PORTRAIT_TABLE: Final = "Le tableau : valeurs, dates, statuts et sources"
IRIS: Final = "Les IRIS de la commune, en contexte"
IRIS_TABLE: Final = "Le tableau des IRIS"
IRIS_CHOOSE: Final = "Indicateur des IRIS"
IRIS_WARNING: Final = (
    "**Un IRIS n’est pas un QPV.** C’est un découpage statistique de la commune, tracé autrement. "
    "Un IRIS qui porte le nom d’un quartier prioritaire est plus vaste que lui : il n’en est "
    "rapproché que par son nom."
)
RELATED: Final = "IRIS portant le nom d’un QPV"
OTHER: Final = "autre IRIS"
INDEX: Final = "Comment l’écart est calculé"
INDEX_METHOD: Final = (
    "Pour chaque indicateur connu des deux côtés : **écart = 100 × (quartier − entourage) / "
    "entourage**, compté positif quand le quartier est plus fragile (plus de pauvreté ou de "
    "chômage, moins d’emploi ou de revenu). L’indice est la moyenne simple de ces écarts, et dit "
    "sur combien d’indicateurs il repose. Le logement social, la taille des ménages et l’âge n’y "
    "entrent pas : ce ne sont pas des fragilités. Deux indices ne se comparent que s’ils reposent "
    "sur les mêmes indicateurs. Les millésimes diffèrent ou ne sont pas précisés : c’est un ordre "
    "de grandeur."
)
GAP_COLUMNS: Final = ("Comparé à", "Indicateur", "Écart (%)")
GUARD: Final = "Peut-on combiner ces chiffres ?"
GUARD_WORDS: Final = (
    "Essayez : l’outil calcule quand c’est permis, sinon il refuse et dit pourquoi."
)
OPERATION: Final = "Calcul"
SCOPE: Final = "Sur"
GUARD_INDICATOR: Final = "Indicateur à combiner"
OPERATIONS: Final[Mapping[str, str]] = {
    Operation.SUM: "Additionner",
    Operation.MEAN: "Faire la moyenne",
    Operation.CHANGE: "Suivre dans le temps",
}
QPV, IRIS_SCOPE = "qpv", "iris"
SCOPES: Final = {QPV: "les quartiers prioritaires", IRIS_SCOPE: "les IRIS de la commune"}
REFUSED: Final = "**Refusé.**"
REFUSALS: Final[Mapping[Refusal, str]] = {
    Refusal.TOO_FEW: "Il n’y a pas deux chiffres à combiner.",
    Refusal.MISSING_VALUE: "Une valeur au moins manque : le résultat serait celui d’une partie.",
    Refusal.MIXED_INDICATORS: "Ce ne sont pas les mêmes indicateurs.",
    Refusal.RATE: "Un taux ne s’additionne pas : il faut repartir de ses effectifs, numérateur et "
    "dénominateur.",
    Refusal.MEDIAN: "Une médiane ne s’additionne pas et ne se moyenne pas : celle d’un ensemble "
    "ne se déduit pas de celles de ses parties. Il faut les revenus ménage par ménage.",
    Refusal.NO_DENOMINATOR: "La moyenne de plusieurs taux doit être pondérée par leur "
    "dénominateur, qui n’est pas publié ici.",
    Refusal.DATES_DIFFER: "Les chiffres ne sont pas du même jour.",
    Refusal.DATE_UNKNOWN: "Une source au moins ne dit pas son millésime : on ne peut pas dire de "
    "quand à quand.",
    Refusal.SAME_DATE: "Il n’y a qu’une date.",
    Refusal.PLACES_OVERLAP: "Un même lieu serait compté deux fois.",
    Refusal.PLACES_DIFFER: "Ce ne sont pas les chiffres d’un seul lieu.",
    Refusal.PERIMETER_CHANGED: "Le périmètre a changé entre les deux : la différence mêlerait ce "
    "qui a changé et ce qui a été redessiné.",
    Refusal.PERIMETER_UNKNOWN: "Une source au moins ne dit pas quel périmètre elle décrit.",
    Refusal.STARTS_AT_ZERO: "La première valeur est nulle : aucune évolution en % n’existe.",
}
ALLOWED: Final[Mapping[Operation, str]] = {
    Operation.SUM: "**Permis.** Ensemble : **{value}**.",
    Operation.MEAN: "**Permis.** Pour l’ensemble : **{value}**, en tenant compte des effectifs.",
    Operation.CHANGE: "**Permis.** Évolution : **{value}**.",
}
MEAN_OF_COUNTS: Final = "**Permis.** En moyenne, **{value}** par lieu."
POINT: Final = "point"
USED: Final = "Chiffres en jeu : {words}."
OUTLINE: Final = "contour {year}"
NO_OUTLINE: Final = "périmètre non précisé"
AROUND: Final[Mapping[Around, str]] = {
    Around.EPCI: "Agglomération",
    Around.MEDIAN: "Médiane des QPV",
}
COLUMNS: Final = ("Donnée", "Lieu", "Valeur", "Unité", "Date", "Statut", "Source", "Remarque")
INDEX_LABEL: Final = "Écart : {around}"
INDEX_RANKING: Final = (
    "Par l’indice d’écart à la commune (pauvreté et niveau de vie), l’IRIS le plus fragile est "
    "{name}"
)


def around_name(around: Around, commune: str) -> str:
    """Return the name of a surrounding on screen."""
    return AROUND.get(around, commune)


def place_names(places: Mapping[str, str], commune: str) -> dict[str, str]:
    """Return the names of neighbourhoods and surroundings by the keys of `MixRow.by_place`."""
    return {**places, **{each.value: around_name(each, commune) for each in Around}}


def answer(name: str, row: MixRow, code: str, commune: str) -> str:
    """Return the sentence that compares poverty here and around, or that it is not published."""
    own = row.places[code]
    if own.missing is not None:
        return NO_POVERTY.format(name=name)
    parts = [POVERTY.format(value=common.value_of(own), name=name)]
    parts += [
        f"{around_name(around, commune)} : {common.value_of(figure)}"
        for around, figure in row.around.items()
        if figure.missing is None
    ]
    return f"{' ; '.join(parts)}."


def index_sentence(index: GapIndex, labels: Mapping[str, str]) -> str:
    """Return on how many indicators an index rests, and which."""
    if not index.gaps:
        return "aucun indicateur publié des deux côtés"
    names = ", ".join(labels[name].lower() for name in index.names)
    return f"sur {plural(len(index.gaps), 'indicateur')} : {names}"


def unpublished(rows: Sequence[MixRow], places: Mapping[str, str], commune: str) -> str:
    """Return which places have no figure, indicator by indicator; empty when all are known."""
    said = []
    names = place_names(places, commune)
    for row in rows:
        empty = [names[key] for key, each in row.by_place.items() if each.missing is not None]
        if empty:
            said.append(f"{row.indicator.label.lower()} : {', '.join(empty)}")
    return UNPUBLISHED.format(words=" ; ".join(said)) if said else ""


def provenance(rows: Sequence[MixRow]) -> str:
    """Return the dates, producers and statuses of all that is drawn, each once."""
    known = [each for row in rows for each in row.figures if each.missing is None]
    days = sorted({each.reference_date for each in known if each.reference_date})
    dates = [
        *map(day, days),
        *([common.NO_DATE] if any(each.reference_date is None for each in known) else []),
    ]
    producers = dict.fromkeys(source.producer for each in known for source in each.sources)
    statuses = dict.fromkeys(common.STATUS[each.status] for each in known)
    parts = (", ".join(each) for each in (dict.fromkeys(dates), producers, statuses))
    return " · ".join(parts)


def short_words(figure: Figure) -> str:
    """Return the value of a figure as a label of a chart: its unit only where it is short."""
    unit = figure.unit.split()[0]
    shown = unit if unit in common.SHORT_UNITS else ""
    return quantity(figure.value, shown, figure.decimals)


def place_words(figure: Figure) -> str:
    """Return the value of a figure with its unit, for a tooltip."""
    if figure.missing is not None:
        return common.MISSING[figure.missing]
    return quantity(figure.value, figure.unit, figure.decimals)


def iris_sentence(board: IrisBoard) -> str:
    """Return which IRIS stand highest and lowest, and where those named after a QPV stand."""
    measured = board.measured
    known = measured.values["value"].dropna().sort_values()
    unit, decimals = measured.indicator.unit, measured.indicator.decimals
    names = board.iris["name"]

    def said(code: str) -> str:
        value = quantity(float(known[code]), unit, decimals)
        return f"{names[str(code)]} ({value})"

    ends = [str(known.index[0]), str(known.index[-1])]
    named = board.iris["related_qpv"].dropna()
    related = [str(code) for code in known.index if code in named.index and code not in ends]
    parts = [
        f"Le plus bas : **{said(ends[0])}**{_not_qpv(ends[0] not in named.index)}.",
        f"Le plus haut : **{said(ends[1])}**{_not_qpv(ends[1] not in named.index)}.",
        *(f"{said(code)} : {_rank(known, code)}." for code in related),
    ]
    if board.commune.missing is None:
        parts.append(f"Ensemble de la commune, en pointillé : {place_words(board.commune)}.")
    missing = [
        f"{names[str(code)]} ({common.MISSING[Missing(reason)]})"
        for code, reason in measured.values["missing"].items()
        if reason
    ]
    return " ".join([*parts, *([f"Sans valeur : {', '.join(missing)}."] if missing else [])])


def index_ranking(indices: "pd.Series[float]", iris: pd.DataFrame) -> str:
    """Return which IRIS is the most fragile by the gap index, and what it is not."""
    first, *rest = [str(code) for code in indices.index]
    named, names = iris["related_qpv"].dropna().index, iris["name"]
    said = f"**{names[first]}** ({number(indices[first], sign=True)}\u202f%)"
    words = INDEX_RANKING.format(name=said)
    if first not in named:
        words += ", **qui n’est pas un quartier prioritaire**"
    after = [code for code in rest if code in named]
    if after:
        value = number(indices[after[0]], sign=True)
        words += f" ; {names[after[0]]} est à {value}\u202f%"
    return f"{words}."


def outcome(result: Outcome, operation: Operation, reading: Reading | None) -> str:
    """Return what the guard answers, with every reason when it refuses."""
    if result.refusals or reading is None:
        reasons = "\n".join(f"- {REFUSALS[each]}" for each in result.refusals)
        return f"{REFUSED}\n{reasons}"
    indicator = reading.indicator
    decimals = max(indicator.decimals, 1 if operation is not Operation.SUM else 0)
    if operation is Operation.CHANGE:
        unit = POINT if indicator.nature is Nature.SHARE else "%"
        value = f"{number(result.value, decimals, sign=True)}{NARROW}{unit}"
        return ALLOWED[operation].format(value=value)
    is_plain = operation is Operation.MEAN and indicator.nature is Nature.COUNT
    words = MEAN_OF_COUNTS if is_plain else ALLOWED[operation]
    return words.format(value=quantity(result.value, indicator.unit, decimals))


def readings(used: Sequence[Reading], names: Mapping[str, str]) -> str:
    """Return the figures that were to be combined, with date and outline."""
    words = [
        f"{names.get(each.place, each.place)} {_value(each)} ({_moment(each)})" for each in used
    ]
    return USED.format(words=" ; ".join(words)) if words else ""


def _value(each: Reading) -> str:
    return quantity(each.value, each.indicator.unit, each.indicator.decimals)


def _moment(each: Reading) -> str:
    if each.perimeter == IRIS_SCOPE:
        return common.reference(each.reference_date)
    outline = OUTLINE.format(year=each.perimeter) if each.perimeter else NO_OUTLINE
    return f"{common.reference(each.reference_date)}, {outline}"


def _not_qpv(is_other: bool) -> str:  # noqa: FBT001 -- read beside its call
    return ", qui n’est pas un QPV" if is_other else ""


def _rank(known: "pd.Series[float]", code: str) -> str:
    rank = int(known.rank(method="min")[code])
    return f"{number(rank)}{'er' if rank == 1 else 'e'} plus bas sur {len(known)}"
