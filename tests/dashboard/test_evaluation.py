"""The yearly evaluation: five parts in the order of the decree, in a PDF and in a workbook."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from dashboard.sheets.evaluation import evaluation_document
from dashboard.sheets.evaluation_parts import evaluation
from dashboard.sheets.evaluation_workbook import evaluation_workbook
from dashboard.texts import evaluation as texts
from geo.commitments.entry import Entry
from geo.commitments.progress import Progress
from geo.rules.annual_report import Consultation, Content
from geo.territory import entries, open_territory
from tests.geo.embedded import DATA

CONSULTED = Consultation(date(2024, 3, 4), date(2024, 4, 3))


@pytest.fixture
def territory(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    return open_territory(DATA)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_parts_are_in_the_order_of_the_decree(territory):
    found = evaluation(territory, 2023, CONSULTED)
    assert [part.content for part in found.parts] == list(Content)
    assert all(part.blocks and part.paragraphs for part in found.parts)


def test_what_is_known_of_the_year_is_told_and_what_is_not_is_listed(territory):
    actions, outlook = evaluation(territory, 2023, CONSULTED).parts[2:4]
    assert len(actions.blocks[0].table) == 9
    silent = outlook.blocks[1].table
    assert silent["Nombre"].sum() == 98


def test_a_year_to_resume_names_what_has_not_started(territory):
    resumed = evaluation(territory, 2019, CONSULTED).parts[3].blocks[0].table
    assert "Maison de santé dans un quartier" in resumed["Mesure"].tolist()
    assert set(resumed["Avancement"]) == {"Pas commencé"}


def test_the_pdf_has_pages_and_is_the_same_twice(territory):
    first = evaluation_document(territory, 2023, CONSULTED)
    assert first.content.startswith(b"%PDF")
    assert first.pages_count == 4
    assert evaluation_document(territory, 2023, CONSULTED).content == first.content


def test_the_workbook_has_one_sheet_a_part_with_numbers_and_days(territory):
    book = opened(evaluation_workbook(territory, 2023, CONSULTED))
    assert book.sheetnames == [*texts.SHEETS.values(), "Consultation", "Sources"]
    rows = {row[0]: row for row in cells(book["2 Situation"]) if row[0]}
    assert rows["Adultes-relais : postes"][1:5] == [3, 9, 2023, "postes"]
    assert rows["Adultes-relais : postes"][6].endswith(" · calculé")
    linked = {row[0]: row for row in cells(book["5 Liens entre piliers"]) if row[0]}
    assert linked["Logements sociaux du Val Vert"][2:5] == [528, 2019, "logements"]
    assert all(isinstance(each, int) for each in rows["Adultes-relais : postes"][1:4])
    steps = {row[0]: row for row in cells(book["Consultation"]) if row[0]}
    assert steps[texts.STEPS["sent"]][2].date() == CONSULTED.sent
    assert "trop court" in steps[texts.STEPS["delay"]][1]
    accessed = [row[4] for row in cells(book["Sources"]) if isinstance(row[4], datetime)]
    assert len(accessed) > 5


def test_a_comment_that_looks_like_a_formula_stays_a_text(territory):
    entry = Entry("credits-emploi", 2023, Progress.REACHED, comment='=HYPERLINK("x")')
    entries.enter(territory, entry, who="DDT", day=date(2026, 11, 22), seen_batch=None)
    book = opened(evaluation_workbook(territory, 2023, CONSULTED))
    (cell,) = [
        cell
        for row in book["3 Actions"].iter_rows()
        for cell in row
        if cell.value == '=HYPERLINK("x")'
    ]
    assert cell.data_type == "s"


def test_what_partners_entered_is_in_the_document(territory):
    entry = Entry("maison-de-sante", 2023, Progress.STOPPED, comment="projet abandonné")
    entries.enter(territory, entry, who="ARS", day=date(2026, 11, 22), seen_batch=None)
    found = evaluation(territory, 2023, CONSULTED)
    row = found.parts[3].blocks[0].table.iloc[0].tolist()
    assert row == ["Maison de santé dans un quartier", "Arrêté", "projet abandonné", "ARS"]
