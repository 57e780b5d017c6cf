"""What a reader takes away, and links pinned to a version, in a real browser."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import wait_until_drawn, wait_until_idle

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n"
SQLITE = b"SQLite format 3"


def taken(page: Page, button: str) -> tuple[str, bytes]:
    """Press a button that gives a file; return its name and content."""
    with page.expect_download() as waited:
        page.get_by_role("button", name=button).click()
    download = waited.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def offers(page: Page, rank: int = 0) -> None:
    """Open the list of files under a table."""
    page.get_by_test_id("stPopoverButton").nth(rank).click()
    expect(page.get_by_role("button", name="CSV brut")).to_be_visible()


def test_the_whole_package_is_one_archive(watched, dashboard):
    watched.goto(f"{dashboard}/donnees")
    wait_until_idle(watched)
    name, content = taken(watched, "Tout télécharger")
    assert re.fullmatch(r"contrat-de-ville-[a-z-]+-\d+\.\d+\.\d+-[0-9a-f]{12}\.zip", name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert "datapackage.json" in archive.namelist()


def test_a_table_is_taken_away_as_a_workbook_and_as_csv(page, dashboard):
    page.goto(f"{dashboard}/mixite")
    wait_until_idle(page)
    offers(page)
    name, content = taken(page, "Classeur (XLSX)")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert name == "mixite-QN04301M.xlsx"
    assert book.sheetnames == ["Données", "Colonnes", "Sources"]
    assert [cell.data_type for cell in book["Données"][2]][:4] == ["s", "s", "n", "s"]
    name, content = taken(page, "CSV pour tableur français")
    assert name == "mixite-QN04301M.csv"
    assert content.decode("utf-8-sig").splitlines()[1].startswith("Taux de pauvreté;Val Vert;45,0;")


@pytest.mark.parametrize("path", ["", "sru?commune=43089"])
def test_a_map_is_taken_away_for_qgis_and_as_a_picture(page, dashboard, path):
    page.goto(f"{dashboard}/{path}")
    wait_until_drawn(page)
    offers(page)
    assert taken(page, "Carte pour QGIS")[1].startswith(SQLITE)
    assert taken(page, "Image de la carte")[1].startswith(PNG)


def test_the_parts_of_the_page_are_read_and_searched(page, dashboard):
    page.goto(f"{dashboard}/donnees?volet-donnees=contradictions")
    wait_until_idle(page)
    expect(page.get_by_text("printemps 2024")).to_be_visible()
    page.get_by_role("textbox").fill("signataire")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Michel Joubert", exact=True)).to_be_visible()
    expect(page.get_by_text("printemps 2024")).to_have_count(0)


def test_a_pinned_link_names_the_version_and_one_that_is_gone_shows_no_figure(page, dashboard):
    page.goto(f"{dashboard}/donnees")
    wait_until_idle(page)
    page.get_by_text("Figer mes liens sur cette version").click()
    expect(page).to_have_url(re.compile(r"version=\d+\.\d+\.\d+-[0-9a-f]{12}"))
    page.goto(f"{dashboard}/sru?commune=43089&version=1.0.0")
    wait_until_idle(page)
    expect(page.get_by_role("heading", name="Ces chiffres ne sont plus ici")).to_be_visible()
    expect(page.get_by_text("19,40")).to_have_count(0)
    page.get_by_role("button", name="Voir la page avec les données d’aujourd’hui").click()
    expect(page.get_by_text("19,40").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"sru\?commune=43089(?!.*version)"))


@pytest.mark.parametrize("section", ["donnees", "regles", "contradictions", "versions"])
def test_nothing_sticks_out_on_a_phone(page, dashboard, section):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/donnees?volet-donnees={section}")
    wait_until_idle(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1
