"""Words of the yearly evaluation: its five parts, its tables, the steps around it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from geo.commitments.progress import Progress
from geo.french import day, number, plural
from geo.rules.annual_report import Consultation, Content, Step, StepState, earliest_closing
from geo.rules.parameters import Certainty, DatedValue
from geo.territory.commitments import Glance

TITLE: Final = "Préparer l’évaluation de l’année"
INTRO: Final = (
    "Le document suit les cinq contenus que la loi demande au rapport annuel sur la politique de "
    "la ville (décret n° 2015-1118). Il reprend ce qui est connu pour l’année choisie, et dit ce "
    "qui manque : les collectivités le complètent."
)
KICKER: Final = "Évaluation annuelle du contrat de ville"
HEADINGS: Final = {
    Content.ORIENTATIONS: "1. Les orientations du contrat de ville",
    Content.SITUATION: "2. L’évolution de la situation dans les quartiers",
    Content.ACTIONS: "3. Les actions de l’année",
    Content.OUTLOOK: "4. Les perspectives et les améliorations à apporter",
    Content.LINKS: "5. Le lien entre les piliers et le renouvellement urbain",
}
SHEETS: Final = {
    Content.ORIENTATIONS: "1 Orientations",
    Content.SITUATION: "2 Situation",
    Content.ACTIONS: "3 Actions",
    Content.OUTLOOK: "4 Perspectives",
    Content.LINKS: "5 Liens entre piliers",
}
STEPS_SHEET, SOURCES_SHEET = "Consultation", "Sources"
STEPS_TITLE: Final = "La consultation des conseils citoyens"
STEPS: Final = {
    Step.SENT: "Le projet est envoyé aux conseils municipaux et aux conseils citoyens",
    Step.DELAY: "Ils ont eu au moins un mois pour répondre",
    Step.ANNEXED: "Leurs avis et contributions sont annexés au rapport",
    Step.APPROVED: "Le conseil communautaire l’a approuvé et a dit les suites données",
    Step.PUBLISHED: "Le rapport et ses annexes sont rendus publics",
}
STEP_STATES: Final = {
    StepState.DONE: "fait",
    StepState.TO_DO: "à faire",
    StepState.BROKEN: "ne respecte pas l’ordre ou le délai",
}
SILENCE: Final = "Sans réponse dans le délai, l’avis est réputé favorable."
SENT, CLOSED = "Projet envoyé le", "Réponses jusqu’au"
APPROVED, PUBLISHED = "Approuvé le", "Rendu public le"
ANNEXED: Final = "Avis et contributions annexés"
COMPLETE: Final = "Toutes les étapes sont faites, dans l’ordre et le délai."
PDF, XLSX = "Évaluation (PDF)", "Évaluation (XLSX)"
EXPORT_HELP: Final = "Fait sur le serveur, hors ligne, avec l’année choisie en haut de la page."
MILESTONES: Final = "Les moments du contrat"
MILESTONE_COLUMNS: Final = ("Quand", "Jalon", "Source")
TARGETS: Final = "Les cibles chiffrées ou datées"
TARGET_COLUMNS: Final = ("Mesure", "Cible", "Échéance", "Service")
FIGURES: Final = "Les chiffres publiés des quartiers"
FIGURE_COLUMNS: Final = ("Quartier", "Donnée", "Valeur", "Unité", "Date, source, statut")
VALUES: Final = "Les mesures qui ont une valeur"
VALUE_COLUMNS: Final = (
    "Mesure",
    "Première valeur",
    "Dernière valeur",
    "Année",
    "Unité",
    "Cible",
    "Source, statut",
)
ACTIONS: Final = "Ce qui est connu de l’année"
ACTION_COLUMNS: Final = (
    "Thème",
    "Mesure",
    "Avancement",
    "Valeur",
    "Unité",
    "Commentaire",
    "Source, statut",
)
TO_RESUME: Final = "À reprendre : manqué, arrêté ou pas commencé"
RESUME_COLUMNS: Final = ("Mesure", "Avancement", "Commentaire", "Service")
UNKNOWN: Final = "Sans nouvelle pour l’année"
UNKNOWN_COLUMNS: Final = ("Thème", "Nombre", "Mesures")
CREDITS: Final = "Les crédits, pilier par pilier"
CREDIT_COLUMNS: Final = ("Mesure", "Part (%)", "Cible (%)", "État")
RENEWAL: Final = "Le renouvellement urbain et les pages liées"
RENEWAL_COLUMNS: Final = ("Mesure", "Avancement", "Dernière valeur", "Année", "Unité", "Page")
SOURCES: Final = "Sources"
SOURCE_COLUMNS: Final = ("Titre", "Producteur", "Licence", "Adresse", "Consulté le")
STEP_COLUMNS: Final = ("Étape", "État", "Date")
NOTHING: Final = "Rien n’est connu ici pour cette année."
ORIENTATIONS: Final = (
    "Le protocole 2019-2022 rénove le contrat de ville 2015-2020. Le contrat 2024-2030 lui "
    "succède ; son texte n’a pas été trouvé. À compléter par la collectivité : projet de "
    "territoire."
)
SITUATION: Final = (
    "Les dix objectifs de la loi du 21 février 2014 se lisent à travers les chiffres publiés. Les "
    "contours de 2015 et de 2024 diffèrent : deux dates ne se comparent pas toujours."
)
OUTLOOK: Final = (
    "À compléter par la collectivité : moyens de droit commun, coordination des acteurs, "
    "participation des habitants."
)
LINKS: Final = (
    "Articulation entre les volets social, économique et urbain, et avec le projet de l’ANRU. Les "
    "communes qui reçoivent la DSU y ajoutent leurs actions de développement social urbain."
)
MADE: Final = (
    "Document de travail établi hors ligne à partir de données publiques et des saisies des "
    "partenaires. Il ne remplace pas le rapport délibéré par les collectivités."
)
ENTERED: Final = "saisi par un partenaire"


def sentence(seen: Glance) -> str:
    """Return what is known of the year in one sentence."""
    counts = seen.in_year
    total, unknown = len(seen.measures), counts[Progress.UNKNOWN]
    return (
        f"Sur {plural(total, 'mesure')} du protocole, {number(total - unknown)} ont un état connu "
        f"pour {seen.year}, dont {number(counts[Progress.REACHED])} atteintes. Les "
        f"{number(unknown)} autres sont inconnues."
    )


def big_label(year: int) -> str:
    """Return what the big number counts."""
    return f"mesures dont l’état est connu pour {year}"


def big_note(total: int) -> str:
    """Return where the big number comes from."""
    return f"sur {number(total)} ; sources publiées et saisies des partenaires ; calculé"


def step_line(step: Step, at: StepState, known: Consultation) -> str:
    """Return one step of the checklist, with its sign."""
    sign = {StepState.DONE: "☑", StepState.TO_DO: "☐", StepState.BROKEN: "⚠"}[at]
    return f"{sign} {STEPS[step]} — **{step_state(step, at, known)}**"


def step_state(step: Step, at: StepState, known: Consultation) -> str:
    """Return where a step is, with the first day allowed when the delay is too short."""
    if step is Step.DELAY and known.sent is not None and at is not StepState.DONE:
        earliest = day(earliest_closing(known.sent))
        late = "trop court, " if at is StepState.BROKEN else ""
        return f"{late}réponses attendues au moins jusqu’au {earliest}"
    return STEP_STATES[at]


def step_dates(known: Consultation) -> Mapping[Step, date | None]:
    """Return the day of each step that has one."""
    return {
        Step.SENT: known.sent,
        Step.DELAY: known.closed,
        Step.ANNEXED: None,
        Step.APPROVED: known.approved,
        Step.PUBLISHED: known.published,
    }


def law(found: DatedValue) -> str:
    """Return the text that sets the delay, and whether it is to be checked."""
    check = "  \n**à vérifier** : " if found.certainty is Certainty.TO_CHECK else "  \n"
    return f"{found.article}, {found.version}{check}{found.note}"


def file_name(year: int, ending: str) -> str:
    """Return the name of the exported file."""
    return f"evaluation-contrat-de-ville-{year}.{ending}"


def plain(row: Mapping[Any, Any], name: str) -> str:
    """Return a cell as text; nothing where it is empty."""
    value = row[name]
    return value if isinstance(value, str) else ""
