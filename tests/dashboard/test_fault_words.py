"""What a reader is told of a refused file: French, or nothing, never the words of the code."""

import re

import pytest

from dashboard.texts.errors import sentence
from dashboard.texts.fault_words import found as found_words
from geo.errors import CdvError, Fault, InputError
from geo.mobility.destinations import MOST_ADDED, MOST_BYTES, MOST_CHARACTERS, read_added_file
from geo.store import Kind, open_store, undo_last

HEAD = "nom,lon,lat\n"
ENGLISH = re.compile(
    r"\b(?:a|an|and|at|bytes|characters|empty|file|least|line|most|name|none|nothing|number|of|"
    r"place|places|rows|the|two|with)\b"
)
REFUSED = {
    "trop gros": (b"x" * (MOST_BYTES + 1), f"au plus {MOST_BYTES} octets"),
    "autre encodage": ("nom,lon,lat\nHôpital,3.89,45.04\n".encode("cp1252"), "UTF-8"),
    "ligne trop longue": (b"x" * (MOST_CHARACTERS + 1), "caractères par ligne"),
    "mauvais en-têtes": (b"x;y;z\n1;2;3\n", "Attendu : `nom, lon, lat`. Trouvé : `x;y;z`"),
    "sans coordonnées": (f"{HEAD}Piscine,x,y\n".encode(), "deux nombres"),
    "hors de France": (f"{HEAD}Piscine,60,60\n".encode(), "un lieu de France métropolitaine"),
    "sans nom": (f"{HEAD},3.89,45.04\n".encode(), "valeur obligatoire absente"),
    "trop de lignes": (
        (HEAD + "Piscine,3.89,45.04\n" * (MOST_ADDED + 1)).encode(),
        f"au plus {MOST_ADDED} lignes",
    ),
    "guillemet ouvert": (b'nom,lon,lat\n"Piscine\x00,3.89,45.04\n', "lieux.csv"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_of_places_is_refused_in_french(case):
    content, words = REFUSED[case]
    with pytest.raises(CdvError) as refused:
        read_added_file("lieux.csv", content)
    said = " ".join(sentence(fault) for fault in refused.value.faults)
    assert words in said
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (Fault("crs", "a.gpkg", expected="a declared reference system", found="none"), "`rien`."),
        (Fault("json", "a.json", expected="JSON", found="Expecting value"), "Attendu : `JSON`."),
        (
            Fault("primary-key", "a.csv", 4, 1, "code", "unique code", "“43157”, as on line 2"),
            "Attendu : `une seule fois code`. Trouvé : `comme à la ligne 2`.",
        ),
        (
            Fault("type-error", "a.csv", 4, 1, expected="an integer", found="“douze”"),
            "Attendu : `un nombre entier`. Trouvé : `« douze »`.",
        ),
        (
            Fault("missing-label", "a.csv", 1, 2, expected="lon", found="no column"),
            "Attendu : `lon`. Trouvé : `rien`.",
        ),
        (
            Fault("unreadable", "a.gpkg", expected="a GIS file", found="not a database"),
            "illisible.",
        ),
    ],
)
def test_other_faults_keep_what_can_be_said(fault, end):
    assert sentence(fault).endswith(end)


def test_an_undo_without_batch_names_the_data_in_french(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'partners.db'}", epci="200073419")
    with pytest.raises(InputError) as refused:
        undo_last(store, Kind.THRESHOLDS, who="x")
    assert sentence(refused.value.faults[0]) == (
        "**seuils** : aucun envoi à annuler. Attendu : `un envoi à annuler`."
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [("HTTP 503", "HTTP 503"), ("timed out", ""), ("[Errno 111] Connection refused", "")],
)
def test_the_words_of_a_server_are_not_repeated(found, told):
    assert found_words(Fault("geocoder", "https://example.org", found=found)) == told
