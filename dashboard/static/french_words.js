/* Streamlit 1.67's own words in French: data only, read by french.js. JSON between the parentheses.
   "inside": names of the parts of the page (data-testid) where the words are changed, with all that
   they hold; "on": parts of which only the attributes are changed. */
window.frenchWords = Object.freeze(
[
  {
    "inside": ["stSkipToContent"],
    "words": { "Skip to main content": "Aller au contenu principal" }
  },
  {
    "on": ["stTopNav", "stSidebarNav", "stSidebar"],
    "words": { "App pages": "Pages du tableau de bord", "Sidebar": "Panneau latéral" }
  },
  {
    "inside": ["stTopNavSection"],
    "words": {},
    "patterns": [["^(\\d+) more$", "Autres ($1)"]]
  },
  {
    "inside": ["stSidebarCollapseButton", "stExpandSidebarButton", "stSidebarNavViewButton"],
    "words": {
      "Collapse sidebar": "Replier le panneau latéral",
      "Expand sidebar": "Déplier le panneau latéral",
      "View less": "Voir moins"
    },
    "patterns": [["^View (\\d+) more$", "Voir $1 de plus"]]
  },
  {
    "inside": ["stMainMenu", "stMainMenuPopover"],
    "words": {
      "Main menu": "Menu principal",
      "Theme": "Thème",
      "System": "Système",
      "Light": "Clair",
      "Dark": "Sombre",
      "Print": "Imprimer",
      "Rerun": "Relancer",
      "Auto rerun": "Relancer automatiquement",
      "Clear cache": "Vider le cache",
      "Report a bug": "Signaler une anomalie",
      "Get help": "Obtenir de l’aide",
      "About": "À propos",
      "Made with Streamlit v": "Fait avec Streamlit v",
      "Copy version to clipboard": "Copier le numéro de version",
      "Copied": "Copié"
    }
  },
  {
    "inside": ["stStatusWidget", "stTooltipContent"],
    "words": {
      "Running...": "Calcul en cours",
      "Stop": "Arrêter",
      "Stopping...": "Arrêt en cours",
      "Connecting": "Connexion",
      "Connecting to Streamlit server": "Connexion au serveur",
      "Unable to connect to Streamlit server": "Connexion au serveur impossible",
      "Error": "Erreur"
    }
  },
  {
    "inside": ["stDialog", "stToast"],
    "words": {
      "Close": "Fermer",
      "Rejeter": "Fermer",
      "view more": "voir plus",
      "view less": "voir moins",
      "Try again": "Réessayer",
      "Continue anyway": "Continuer quand même",
      "Connection error": "Connexion perdue",
      "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": "Le serveur s’est arrêté. Relancez-le dans le terminal :",
      "Streamlit server is not responding. Are you connected to the internet?": "Le serveur ne répond pas. Vérifiez qu’il est lancé et que le réseau fonctionne.",
      "Connection timed out.": "Le serveur n’a pas répondu à temps.",
      "Page not found": "Page introuvable"
    },
    "patterns": [
      ["^The page that you have requested does not seem to exist\\. Running the app's main page\\.$", "La page demandée n’existe pas. La page d’accueil est affichée à sa place."],
      ["^You have requested page /(.+), but no corresponding file was found in the app's pages/ directory\\. Running the app's main page\\.$", "La page /$1 n’existe pas. La page d’accueil est affichée à sa place."],
      ["^Connection failed with status (\\d+)(.*)$", "La connexion a échoué : réponse $1$2"]
    ]
  },
  {
    "inside": ["stException"],
    "words": {
      "Traceback:": "Détail technique :",
      "Copy": "Copier",
      "Copied": "Copié",
      "Ask Google": "Chercher avec Google",
      "Ask ChatGPT": "Demander à ChatGPT"
    }
  },
  {
    "inside": ["stElementToolbar", "stBaseButton-elementToolbar", "stTooltipContent"],
    "words": {
      "Show/hide columns": "Choisir les colonnes",
      "Download as CSV": "Télécharger en CSV",
      "Search": "Chercher",
      "Fullscreen": "Plein écran",
      "Close fullscreen": "Quitter le plein écran",
      "Clear selection": "Effacer la sélection",
      "Add row": "Ajouter une ligne",
      "Delete row(s)": "Supprimer les lignes",
      "Show data": "Voir les données",
      "Show chart": "Voir le graphique",
      "Download as PNG": "Télécharger en PNG",
      "Copy Vega-Lite spec": "Copier la description Vega-Lite",
      "Copied!": "Copié",
      "Copied": "Copié",
      "Copy to clipboard": "Copier"
    },
    "patterns": [
      ["^(Show/hide columns|Download as CSV|Search|Fullscreen|Close fullscreen|Clear selection|Add row|Delete row\\(s\\)|Show data|Show chart|Download as PNG|Copy Vega-Lite spec|Copy to clipboard): (.+)$", "$1 : $2"]
    ]
  },
  {
    "inside": [
      "stDataFrameColumnMenu",
      "stDataFrameColumnFormattingMenu",
      "stDataFrameStatisticsMenu",
      "stDataFrameColumnVisibilityMenu"
    ],
    "words": {
      "Dataframe column menu": "Menu de la colonne",
      "Copy column name": "Copier le nom de la colonne",
      "Sort ascending": "Trier par ordre croissant",
      "Sort descending": "Trier par ordre décroissant",
      "Statistics": "Statistiques",
      "Autosize": "Ajuster la largeur",
      "Pin column": "Épingler la colonne",
      "Unpin column": "Détacher la colonne",
      "Hide column": "Masquer la colonne",
      "Select all": "Tout choisir",
      "text": "texte",
      "number": "nombre",
      "checkbox": "oui ou non",
      "datetime": "date et heure",
      "time": "heure",
      "list": "liste",
      "link": "lien",
      "object": "objet",
      "Automatic": "Automatique",
      "Localized": "À la française",
      "Plain": "Sans séparateur",
      "Compact": "Abrégé",
      "Dollar": "Dollars",
      "Euro": "Euros",
      "Yen": "Yens",
      "Percent": "Pourcentage",
      "Scientific": "Scientifique",
      "Accounting": "Comptable",
      "Duration": "Durée",
      "Distance": "Écart à aujourd’hui",
      "Calendar": "Calendrier",
      "Values": "Valeurs",
      "Empty": "Vides",
      "Distinct": "Distinctes",
      "Average": "Moyenne",
      "Standard deviation": "Écart type",
      "25th percentile": "1er quartile",
      "Median": "Médiane",
      "75th percentile": "3e quartile",
      "Sum": "Somme",
      "Minimum length": "Longueur minimale",
      "Maximum length": "Longueur maximale",
      "Average length": "Longueur moyenne",
      "Range": "Étendue",
      "True": "Vrai",
      "False": "Faux",
      "Distribution histogram": "Histogramme de la distribution",
      "Top values frequency chart": "Valeurs les plus fréquentes"
    },
    "patterns": [
      ["^(?:Top values frequency chart|True/false distribution chart): .+$", "Valeurs les plus fréquentes"],
      ["^(.+): (.+\\d)%\\)$", "$1 : $2 %)"],
      ["^(.*\\d)%(\\)?)$", "$1 %$2"]
    ]
  },
  {
    "inside": ["stDataFrameResizable"],
    "words": {
      "Type to search": "Écrire pour chercher",
      "Previous Result": "Résultat précédent",
      "Next Result": "Résultat suivant",
      "Close Search": "Fermer la recherche"
    },
    "patterns": [
      ["^0 results$", "Aucun résultat"],
      ["^(\\d+) results?$", "Résultats : $1"],
      ["^(\\d+) of (\\d+) results?$", "Résultat $1 sur $2"],
      ["^over 1000$", "Plus de 1 000 résultats"],
      ["^(\\d+) of over 1000$", "Résultat $1 sur plus de 1 000"]
    ]
  },
  {
    "inside": ["stSelectbox", "stMultiSelect", "stSelectboxVirtualDropdown", "stMultiSelectDropdown"],
    "words": {
      "Choose an option": "Choisir",
      "Choose options": "Choisir",
      "Choose or add an option": "Choisir ou ajouter",
      "Choose or add options": "Choisir ou ajouter",
      "Add an option": "Ajouter",
      "Add options": "Ajouter",
      "No options to select": "Aucun choix possible",
      "Open": "Ouvrir la liste",
      "Clear value": "Effacer le choix",
      "Clear all": "Tout effacer",
      "Select all": "Tout choisir",
      "Selected values": "Valeurs choisies",
      "No results": "Aucun résultat",
      "Dismiss": "Fermer",
      "Selectbox options": "Choix possibles",
      "Multiselect options": "Choix possibles"
    },
    "patterns": [
      ["^Select (\\d+) matches$", "Choisir les $1 résultats"],
      ["^Add: (.+)$", "Ajouter : $1"],
      ["^Remove (.+)$", "Retirer $1"],
      ["^You can only select up to (\\d+) options?\\. Remove an option first\\.$", "Maximum atteint : $1. Retirer d’abord un choix."]
    ]
  },
  {
    "inside": ["live-announcer"],
    "words": {},
    "patterns": [
      ["^(\\d+) options? available\\.$", "Choix possibles : $1."],
      ["^(.+), selected$", "$1, choisi"]
    ]
  },
  {
    "inside": ["stHeaderActionElements"],
    "words": { "Link to heading": "Lien vers ce titre" }
  },
  {
    "inside": ["stTooltipHoverTarget"],
    "words": { "Help": "Aide" },
    "patterns": [["^Help for (.+)$", "Aide : $1"]]
  },
  {
    "inside": ["stDateInput", "stDateInputCalendar", "stDateInputQuickSelectPopover"],
    "words": {
      "Choose date": "Choisir une date",
      "Choose date range": "Choisir une période",
      "Clear date": "Effacer la date",
      "Clear dates": "Effacer les dates",
      "Previous month": "Mois précédent",
      "Next month": "Mois suivant",
      "Date range": "Période",
      "Quick select a date range": "Choisir une période courante",
      "Select...": "Choisir",
      "Past Week": "7 derniers jours",
      "Past Month": "Dernier mois",
      "Past 3 Months": "3 derniers mois",
      "Past 6 Months": "6 derniers mois",
      "Past Year": "12 derniers mois",
      "Past 2 Years": "24 derniers mois",
      "Use arrow keys to navigate dates. Enter to select. Escape to close.": "Flèches pour changer de jour, Entrée pour choisir, Échap pour fermer.",
      "Rejeter": "Fermer",
      "Empty": "vide",
      "dd": "jj",
      "yyyy": "aaaa",
      "day": "jour",
      "month": "mois",
      "year": "année",
      "January": "janvier",
      "February": "février",
      "March": "mars",
      "April": "avril",
      "May": "mai",
      "June": "juin",
      "July": "juillet",
      "August": "août",
      "September": "septembre",
      "October": "octobre",
      "November": "novembre",
      "December": "décembre",
      "start date": "début",
      "end date": "fin"
    },
    "patterns": [
      ["^(day|month|year), (.+) (start date|end date)$", "$1, $2, $3"],
      ["^(day|month|year), (.+)$", "$1, $2"],
      ["^(.+) (start date|end date)$", "$1, $2"],
      ["^(Choose date|Choose date range), (.+)$", "$1, $2"],
      ["^(\\d\\d) – (\\w+)$", "$1 – $2"]
    ]
  },
  {
    "inside": ["description"],
    "words": {
      "January": "janvier",
      "February": "février",
      "March": "mars",
      "April": "avril",
      "May": "mai",
      "June": "juin",
      "July": "juillet",
      "August": "août",
      "September": "septembre",
      "October": "octobre",
      "November": "novembre",
      "December": "décembre"
    },
    "patterns": [["^Selected Date: (\\w+) (\\d+), (\\d+)$", "Date choisie : $2 $1 $3"]]
  },
  {
    "inside": ["stNumberInput", "stTextInput", "stTextArea", "stTooltipContent"],
    "words": {
      "Increment": "Augmenter",
      "Decrement": "Diminuer",
      "Clear value": "Effacer la valeur",
      "Clear entry": "Effacer le texte",
      "Show password": "Montrer le mot de passe",
      "Hide password": "Cacher le mot de passe",
      "Invalid input.": "Saisie non valable."
    },
    "patterns": [
      ["^Press ((?:Ctrl\\+|⌘\\+)?)Enter to apply$", "$1Entrée pour valider"],
      ["^Press ((?:Ctrl\\+|⌘\\+)?)Enter to submit form$", "$1Entrée pour envoyer"],
      ["^(?:Error: )?Number is outside the allowed range\\. Please enter a value between (.+) and (.+)\\.$", "La valeur doit être comprise entre $1 et $2."],
      ["^(?:Error: )?Number is below the allowed range\\. Please enter a value greater than or equal to (.+)\\.$", "La valeur doit être au moins $1."],
      ["^(?:Error: )?Number is above the allowed range\\. Please enter a value less than or equal to (.+)\\.$", "La valeur doit être au plus $1."],
      ["^(?:Error: )?Number is below the allowed range\\.$", "La valeur est trop petite."],
      ["^(?:Error: )?Number is above the allowed range\\.$", "La valeur est trop grande."]
    ]
  },
  {
    "inside": ["stFileUploader"],
    "words": {
      "file upload": "fichier à envoyer",
      "Upload": "Choisir un fichier",
      "Drag and drop a file here": "Déposer le fichier ici",
      "Drag and drop files here": "Déposer les fichiers ici",
      "Add files": "Ajouter des fichiers",
      "Click to retry upload": "Envoyer de nouveau",
      "Upload failed": "L’envoi a échoué.",
      "Only one file is allowed.": "Un seul fichier est accepté.",
      "File size is too small.": "Le fichier est trop petit.",
      "Unexpected error. Please try again.": "L’envoi a échoué. Réessayez.",
      "Connection lost. Please wait for the app to reconnect, then try again.": "Connexion perdue. Attendez qu’elle revienne, puis réessayez.",
      "Error: ": "Erreur : "
    },
    "patterns": [
      ["^add icon$", "icône d’ajout"],
      ["^(\\d+)([KMG])B per file$", "$1 $2o au plus par fichier"],
      ["^(\\d+)\\.(\\d)([KMG])B$", "$1,$2 $3o"],
      ["^(\\d+)\\.\\dB$", "$1 o"],
      ["^(.+), (\\d+)\\.(\\d)([KMG])B$", "$1, $2,$3 $4o"],
      ["^(.+), (\\d+)\\.\\dB$", "$1, $2 o"],
      ["^Remove (.+)$", "Retirer $1"],
      ["^Cancel upload of (.+)$", "Annuler l’envoi de $1"],
      ["^File must be (\\d+)\\.(\\d)([KMG])B or smaller\\.$", "Le fichier dépasse $1,$2 $3o."],
      ["^(.+) files are not allowed\\.$", "Ce type de fichier n’est pas accepté ($1)."]
    ]
  },
  {
    "inside": ["stTabsScrollLeft", "stTabsScrollRight", "stPagination"],
    "words": {
      "Scroll tabs left": "Onglets précédents",
      "Scroll tabs right": "Onglets suivants",
      "Previous page": "Page précédente",
      "Next page": "Page suivante"
    }
  }
]
);
