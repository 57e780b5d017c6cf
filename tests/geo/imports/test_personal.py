"""What says who someone is, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.imports.personal import is_personal_header, is_pseudonym, personal_rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("locataire@example.org", "personal-email"),
        ("04 71 00 00 00", "personal-phone"),
        ("tél. 0471000000", "personal-phone"),
        ("+33 4.71.00.00.00", "personal-phone"),
        ("612345678", "personal-phone"),
        ("1 85 05 78 006 084 91", "personal-number"),
        ("185057800608491", "personal-number"),
        ("2 99 12 2A 001 002", "personal-number"),
        ("né le 3 mai", "personal-birth"),
        ("Née en 1980", "personal-birth"),
        ("12/03/1980", "personal-birth"),
        ("1980-03-12", "personal-birth"),
        ("40 rue Prosper Mérimée", "personal-address"),
        ("3 bis, avenue de la Gare, 43000 Le Puy", "personal-address"),
        ("Mme Untel", "personal-name"),
        ("famille Untel", "personal-name"),
        ("UNTEL Jean-Pierre", "personal-name"),
        ("voir avec Fatima Untel", "personal-name"),
        ("jean untel", "personal-name"),
    ],
)
def test_what_says_who_someone_is(text, rule):
    assert personal_rule(text, is_household=True) == rule


@pytest.mark.parametrize(
    "text",
    [
        "", "OPAC 43", "Action Logement", "logement trop petit", "bâtiment 40", "hors QPV",
        "famille nombreuse", "rue Prosper Mérimée", "résidence Jean Moulin", "école Jules Ferry",
        "place Michel", "Saint-Germain-Laprade", "Le Puy-en-Velay", "M-001", "B-2025-0001",
        "200073419", "185057800608400", "comité technique n° 12", "75 logements", "Val Vert",
    ],
)  # fmt: skip
def test_what_says_nobody(text):
    assert personal_rule(text, is_household=True) is None


def test_a_date_in_a_text_is_a_birth_date_only_in_a_row_about_a_household():
    assert personal_rule("comité du 12/03/2024", is_household=False) is None
    assert personal_rule("comité du 12/03/2024", is_household=True) == "personal-birth"


@given(
    st.integers(1, 2),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 95),
    st.integers(0, 999_999),
)
def test_every_number_with_its_key_is_found(sex, year, month, department, rest):
    number = f"{sex}{year:02}{month:02}{department:02}{rest:06}"
    key = 97 - int(number) % 97
    assert personal_rule(f"n° {number} {key:02}", is_household=False) == "personal-number"


@pytest.mark.parametrize(
    ("header", "is_personal"),
    [
        ("Nom", True), ("NOM ET PRÉNOM", True), ("N° sécu", True), ("Date de naissance", True),
        ("né(e) le", True), ("E-mail", True), ("Tél.", True), ("Adresse", True),
        ("Nombre de personnes", False), ("Ménage", False), ("Numéro", False),
    ],
)  # fmt: skip
def test_headers_that_announce_a_person(header, is_personal):
    assert is_personal_header(header) is is_personal


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("M-001", True), ("MEN12", True), ("ménage 12", True), ("42", True),
        ("3f2a9b1c-77aa-4e2b-9c11-0a1b2c3d4e5f", True),
        ("Dupont", False), ("Dupont1", False), ("Roux12", False), ("", False),
    ],
)  # fmt: skip
def test_pseudonyms(text, is_one):
    assert is_pseudonym(text) is is_one
