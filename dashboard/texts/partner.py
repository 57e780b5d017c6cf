"""Words of the page « Données des partenaires »."""

from datetime import date

from dashboard.texts import titles
from dashboard.texts.errors import RULES
from geo.errors import Fault
from geo.french import NARROW, day, number, plural
from geo.imports.run import Preview
from geo.imports.templates import Field, template
from geo.store.kinds import Kind
from geo.territory.partner import KindState, State

TITLE = titles.PARTNERS
QUESTION = (
    "Bailleurs et services envoient ici leurs tableaux. Rien n’est enregistré tant qu’une ligne ne "
    "convient pas, un même fichier ne compte qu’une fois, et le dernier envoi s’annule."
)
PRIVACY = (
    "**Aucun nom.** Un fichier où figure un nom, un numéro de sécurité sociale, une date de "
    "naissance, un téléphone, une adresse électronique ou postale est refusé avant tout "
    "enregistrement. Les lignes des ménages restent sur le serveur : les pages n’en montrent que "
    "des totaux protégés."
)
STATES = {
    State.SENT: "Envoyées par les partenaires",
    State.FICTIONAL: "Données fictives, pour démonstration",
    State.NONE: "Aucune donnée",
}
OVERVIEW = "Ce que les partenaires ont envoyé"
OVERVIEW_COLUMNS = ("Données", "État", "Envois gardés", "Dernier envoi")
KIND = "Quelles données envoyer ?"
STEP_PREPARE = "1. Préparer le fichier"
STEP_DROP = "2. Déposer le fichier"
STEP_CHECK = "3. Vérifier, puis enregistrer"
HISTORY = "Historique des envois"
XLSX = "Modèle à remplir (XLSX)"
CSV = "Modèle à remplir (CSV)"
FIELDS = "Colonnes du modèle"
FIELD_COLUMNS = ("Colonne", "Obligatoire", "Ce qu’elle dit", "Valeurs", "Exemple")
FILE = "Fichier CSV ou XLSX"
FILE_HELP = (
    "Séparateur point-virgule, virgule ou tabulation ; UTF-8 ou Windows ; virgule décimale ; "
    "dates comme 31/12/2024. Dans un classeur, la feuille lue est « Données », ou la seule."
)
WHO = "Votre service"
WHO_HELP = "Inscrit dans l’historique, par exemple « OPAC 43 »."
NOTHING_DROPPED = (
    "Déposez un fichier : le contrôle commence aussitôt et n’enregistre rien. "
    "Vous verrez ce qu’il change avant de confirmer."
)
READING = "Lecture : {done} lignes"
KEEPING = "Enregistrement : {done} lignes sur {ahead}"
KEEP = "Enregistrer"
NEEDS_WHO = "Indiquez votre service pour enregistrer."
METRICS = ("Lignes lues", "Ajoutées", "Modifiées", "Inchangées")
NOTHING_NEW = "Ce fichier ne change rien : toutes ses lignes sont déjà enregistrées."
OTHERS_STAY = "Les lignes déjà enregistrées que ce fichier ne cite pas restent telles quelles."
DONE = "Enregistré : {added}, {changed}. C’est l’envoi n°{space}{batch}."
UNDONE = "L’envoi n°{space}{batch} est annulé : les données sont redevenues ce qu’elles étaient."
REFUSED = "Ce fichier n’est pas accepté : {count}. **Rien n’a été enregistré.**"
REFUSED_NEXT = "Corrigez le fichier dans le tableur, enregistrez-le, puis déposez-le de nouveau."
SHOWN_FAULTS = "Les {shown} premières sont montrées ; le fichier à télécharger les a toutes."
FAULT_COLUMNS = ("Ligne", "Colonne", "Champ", "Ce qui ne va pas", "Attendu", "Que faire")
NO_HISTORY = (
    "Aucun envoi pour l’instant. Téléchargez un modèle, remplissez-le, déposez-le : "
    "chaque envoi et chaque annulation s’inscriront ici."
)
HISTORY_COLUMNS = (
    "Envoi", "Quand", "Qui", "Action", "Données", "Fichier", "Lignes ajoutées",
    "Lignes modifiées", "Effet",
)  # fmt: skip
HISTORY_NOTE = (
    "Heures en temps universel. Pour les ménages, un nombre de lignes de 1 à 4 n’est pas donné."
)
ACTIONS = {"import": "enregistré", "undo": "annulé"}
SINCE_UNDONE = "enregistré, puis annulé"
FEW = "1 à 4"
UNDO = "Annuler le dernier envoi"
UNDO_SURE = (
    "Annuler l’envoi n°{space}{batch} (« {file} ») ? Les données redeviennent exactement ce "
    "qu’elles étaient avant lui. L’historique garde les deux."
)
NOT_UNDONE = "Rien n’a changé : {why}."
PAGE_USER = "page"
UNDO_CONFIRM = "Oui, annuler cet envoi"


def summary(states: tuple[KindState, ...]) -> str:
    """Return the sentence that says where things stand."""
    sent = sum(each.state is State.SENT for each in states)
    fictional = [kind_title(each.kind) for each in states if each.state is State.FICTIONAL]
    verb = "viennent" if sent > 1 else "vient" if sent else "ne vient"
    parts = [f"**{sent or 'Aucun'}** des {len(states)} tableaux {verb} des partenaires."]
    if fictional:
        names = " et ".join(f"« {name} »" for name in fictional)
        verb = "montrent" if len(fictional) > 1 else "montre"
        parts.append(f"En attendant, {names} {verb} des **données fictives**.")
    return " ".join(parts)


def kind_title(kind: Kind) -> str:
    """Return the French name of a kind."""
    return template(kind).title


def fields_intro(kind: Kind) -> str:
    """Return what one row of the file is."""
    model = template(kind)
    required = [field.title for field in model.fields if field.is_required]
    names = ", ".join(required)
    return f"{model.description} Colonnes obligatoires : {names} ; les autres peuvent manquer."


def field_row(field: Field, values: str) -> tuple[str, str, str, str, str]:
    """Return one line of the table of columns."""
    required = "oui" if field.is_required else ""
    return field.title, required, field.description, values, field.example


def fault_row(fault: Fault) -> tuple[str, str, str, str, str, str]:
    """Return one line of the report."""
    line = str(fault.line) if fault.line else ""
    return (
        line,
        column_letter(fault.column),
        fault.field or "",
        RULES[fault.rule],
        fault.expected,
        fault.fix,
    )


def column_letter(column: int | None) -> str:
    """Return the letter a spreadsheet gives to a column.

    >>> column_letter(1), column_letter(28), column_letter(None)
    ('A', 'AB', '')
    """
    letters = ""
    rest = column or 0
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


def foreseen(done: Preview) -> str:
    """Return what a file would change, in one sentence."""
    outcome = done.outcome
    if not outcome.added_count and not outcome.changed_count:
        return NOTHING_NEW
    changed = number(outcome.changed_count)
    added = f"ajoute {plural(outcome.added_count, 'ligne')}"
    told = added if outcome.added_count else "n’ajoute aucune ligne"
    parts = [f"Ce fichier {told} et en modifie {changed}."]
    if done.repeated_lines:
        repeated = plural(len(done.repeated_lines), "ligne")
        parts.append(f"Répétition à l’identique, laissée de côté : {repeated}.")
    return " ".join(part for part in (*parts, done.effect, OTHERS_STAY) if part)


def kept(done: Preview) -> str:
    """Return what was kept."""
    outcome = done.outcome
    if outcome.batch_id is None:
        return NOTHING_NEW
    added = plural(outcome.added_count, "ligne ajoutée", "lignes ajoutées")
    changed = plural(outcome.changed_count, "modifiée")
    return DONE.format(added=added, changed=changed, space=NARROW, batch=outcome.batch_id)


def not_undone(fault: Fault) -> str:
    """Return why nothing was undone.

    >>> not_undone(Fault("nothing-to-undo", "lettings"))
    'Rien n’a changé : aucun envoi à annuler.'
    """
    return NOT_UNDONE.format(why=RULES[fault.rule])


def refused(count: int) -> str:
    """Return that a file is refused, and how many faults it has."""
    return REFUSED.format(count=plural(count, "erreur"))


def last_day(value: date | None) -> str:
    """Return the day of the last batch."""
    return "" if value is None else day(value)
