"""The parts of the page « Communes SRU » about one commune, in a real browser."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.sru.scenario import Move
from tests.browser.server import SETTLING_MS, wait_until_drawn

pytestmark = pytest.mark.browser

ESPALY = "sru?commune=43089"
PERHAPS = re.compile(r"Avec 12.logements sociaux de plus, les 20.% sont peut-être atteints")
YEAR_PX, ROW_PX = 90, 35  # column of the years, height of a row


def opened(page: Page, dashboard: str, path: str) -> Page:
    page.goto(f"{dashboard}/{path}")
    wait_until_drawn(page)
    return page


def editor(page: Page) -> Locator:
    """Return the grid of the programme: the table of the communes stands above it."""
    return page.locator("[data-testid=stDataFrame] canvas[data-testid=data-grid-canvas]").nth(1)


def type_in(page: Page, years_down: int, kinds_right: int, text: str) -> None:
    """Write in the cell that lies so many years below and kinds right of the first one."""
    wait_until_drawn(page)
    grid = editor(page)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    wide = (box["width"] - YEAR_PX) / len(Move)
    page.mouse.click(
        box["x"] + YEAR_PX + (kinds_right + 0.5) * wide, box["y"] + (years_down + 1.5) * ROW_PX
    )
    page.wait_for_timeout(SETTLING_MS)
    page.keyboard.press("Enter")
    field = page.locator("#portal input")
    field.fill(text)
    field.press("Enter")
    expect(field).to_have_count(0)


def test_twelve_more_dwellings_for_espaly_and_the_link_shows_the_same(watched, dashboard):
    page = opened(watched, dashboard, ESPALY)
    page.get_by_role("radio", name="Simulateur").click()
    expect(page.get_by_text("Sans rien construire")).to_be_visible()
    type_in(page, years_down=1, kinds_right=1, text="12")
    expect(page.get_by_text(PERHAPS)).to_be_visible()
    expect(page.get_by_text(re.compile("soit 14 au lieu de 12"))).to_be_visible()
    expect(page).to_have_url(re.compile("volet=simulateur.*sim=2025%3APLUS12"))
    again = page.context.new_page()
    opened(again, dashboard, urlsplit(page.url).path.strip("/") + "?" + urlsplit(page.url).query)
    expect(again.get_by_text(PERHAPS)).to_be_visible()
    expect(editor(again).locator("td", has_text=re.compile("^12$"))).to_have_count(1)
    again.close()


def test_two_edits_in_a_row_are_both_kept(page, dashboard):
    opened(page, dashboard, f"{ESPALY}&volet=simulateur")
    type_in(page, years_down=1, kinds_right=0, text="4")
    expect(page.get_by_text(re.compile("Avec 4.logements sociaux"))).to_be_visible()
    type_in(page, years_down=3, kinds_right=1, text="8")
    expect(page.get_by_text(re.compile("Avec 12.logements sociaux"))).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape("sim=2025%3APLAI4%3B2027%3APLUS8")))


def test_erasing_empties_the_grid_and_can_be_taken_back(page, dashboard):
    opened(page, dashboard, f"{ESPALY}&volet=simulateur&sim=2025:PLUS12")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_text("Sans rien construire")).to_be_visible()
    expect(editor(page).locator("td", has_text=re.compile("^12$"))).to_have_count(0)
    page.get_by_role("button", name="Rétablir").click()
    expect(page.get_by_text(PERHAPS)).to_be_visible()
    expect(page).to_have_url(re.compile("sim=2025%3APLUS12"))


def test_the_sheet_is_made_when_it_is_asked_for(page, dashboard):
    opened(page, dashboard, f"{ESPALY}&volet=simulateur&sim=2025:PLUS12")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Fiche de la commune").click()
    assert waiting.value.suggested_filename == "fiche-sru-43089.pdf"
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def test_what_is_to_be_checked_is_visible(page, dashboard):
    opened(page, dashboard, f"{ESPALY}&volet=prelevement&pf=2900&drf=3000000&dsu=non")
    expect(page.get_by_text("à vérifier", exact=True).first).to_be_visible()
    expect(page.get_by_text(re.compile("^6.960 à 8.120.€$"))).to_be_visible()


@pytest.mark.parametrize("part", ["objectif", "prelevement", "simulateur", "historique"])
def test_no_part_sticks_out_on_a_phone(page, dashboard, part):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, dashboard, f"{ESPALY}&volet={part}&sim=2025:PLUS12")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1
