"""What a reader does on the pages, in a real browser."""

import re

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.server import running_dashboard, wait_until_drawn

pytestmark = pytest.mark.browser

TRIES = 4
PHONE = {"width": 390, "height": 844}


def map_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[src*=streamlit_folium]").first


INSIDE = """path => {
    const box = path.getBoundingClientRect(), matrix = path.getScreenCTM().inverse();
    const steps = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];
    for (const down of steps) for (const right of steps) {
        const x = box.left + right * box.width, y = box.top + down * box.height;
        if (path.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix))) return {x, y};
    }
}"""


def place_inside(page: Page, code: str) -> tuple[float, float]:
    """Return a point of the window that lies in a commune of the map."""
    box = page.locator("iframe[src*=streamlit_folium]").first.bounding_box()
    inside = map_of(page).locator(f"path[data-code='{code}']").evaluate(INSIDE)
    return box["x"] + inside["x"], box["y"] + inside["y"]


def click_inside(page: Page, code: str) -> None:
    """Click on a commune of the map, again while the page still moves."""
    for _ in range(TRIES):
        page.mouse.click(*place_inside(page, code))
        page.wait_for_timeout(1500)
        if f"commune={code}" in page.url:
            return


def test_both_pages_are_drawn_without_error_or_outside_request(watched, dashboard):
    for path in ("", "sru"):
        watched.goto(f"{dashboard}/{path}")
        wait_until_drawn(watched)
        assert map_of(watched).locator("path.leaflet-interactive").count() >= 72


def test_the_page_says_it_is_french(page, dashboard):
    page.goto(dashboard)
    wait_until_drawn(page)
    assert page.locator("html").get_attribute("lang") == "fr"


def test_a_link_opens_the_commune_it_names(page, dashboard):
    page.goto(f"{dashboard}/sru?commune=43089")
    wait_until_drawn(page)
    expect(page.get_by_text("Espaly-Saint-Marcel n’atteint pas son objectif")).to_be_visible()
    expect(page.get_by_text("19,40").first).to_be_visible()
    expect(page.get_by_text(re.compile("2.557,20.€"))).to_be_visible()


def test_an_unknown_commune_in_the_address_is_said_in_french(page, dashboard):
    page.goto(f"{dashboard}/sru?commune=99999")
    wait_until_drawn(page)
    sentence = page.get_by_text("« commune = 99999 », que ce territoire ne connaît pas")
    expect(sentence).to_be_visible()


def test_a_click_on_the_map_chooses_the_commune_and_its_row(page, dashboard):
    page.goto(f"{dashboard}/sru?commune=43089")
    wait_until_drawn(page)
    click_inside(page, "43190")
    expect(page.get_by_role("heading", name="Saint-Germain-Laprade")).to_be_visible()
    expect(page.get_by_text("Sortie de la liste").first).to_be_visible()
    expect(page).to_have_url(re.compile("commune=43190"))
    expect(selected(page)).to_have_count(1)
    expect(selected(page).locator("td").first).to_have_text("Saint-Germain-Laprade")


def test_a_row_of_the_table_chooses_the_commune_on_the_map(page, dashboard):
    page.goto(f"{dashboard}/sru?commune=43089")
    wait_until_drawn(page)
    choose_row(page, 2, "Brives-Charensac")
    expect(page.get_by_role("heading", name="Brives-Charensac")).to_be_visible()
    expect(page).to_have_url(re.compile("commune=43041"))
    expect(map_of(page).locator("path[data-selected]")).to_have_attribute("data-code", "43041")


def test_the_commune_can_be_chosen_with_the_keyboard_alone(page, dashboard):
    page.goto(f"{dashboard}/sru")
    wait_until_drawn(page)
    page.get_by_role("combobox", name="Commune", exact=True).press_sequentially("Polignac")
    page.get_by_role("option", name="Polignac").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Polignac")).to_be_visible()
    expect(page).to_have_url(re.compile("commune=43152"))


def test_choices_are_kept_when_going_to_another_page_and_back(page, dashboard):
    page.goto(f"{dashboard}/sru?commune=43190")
    wait_until_drawn(page)
    page.get_by_role("link", name="Territoire").click()
    expect(page.get_by_role("heading", name=re.compile("Communauté"))).to_be_visible()
    page.get_by_role("link", name="Communes et loi SRU").click()
    expect(page.get_by_role("heading", name="Saint-Germain-Laprade")).to_be_visible()


def test_another_indicator_changes_the_map_the_sentence_and_the_address(page, dashboard):
    page.goto(f"{dashboard}/?indicateur=median_income_eur&communes=43157&communes=43089")
    wait_until_drawn(page)
    expect(page.get_by_text("secret statistique").first).to_be_visible()
    expect(page.get_by_text(re.compile(r"Le Puy-en-Velay\s: 20.480")).first).to_be_visible()


@pytest.mark.parametrize("path", ["", "sru"])
def test_nothing_sticks_out_on_a_phone(page, dashboard, path):
    page.set_viewport_size(PHONE)
    page.goto(f"{dashboard}/{path}")
    wait_until_drawn(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


@pytest.mark.parametrize("path", ["", "sru"])
def test_the_dark_look_reaches_the_map(browser, dashboard, path):
    context = browser.new_context(color_scheme="dark", locale="fr-FR")
    page = context.new_page()
    page.goto(f"{dashboard}/{path}")
    wait_until_drawn(page)
    ground = (
        map_of(page)
        .locator(".leaflet-container")
        .evaluate("element => getComputedStyle(element).backgroundColor")
    )
    assert ground == "rgb(18, 22, 20)"
    context.close()


def test_a_broken_territory_is_said_in_french(page, territory_copy):
    table = territory_copy / "indicators" / "sru_inventory.csv"
    table.write_text(table.read_text("utf-8").replace(",336,", ",beaucoup,"), "utf-8")
    with running_dashboard({"CDV_DATA": str(territory_copy)}) as address:
        page.goto(f"{address}/sru")
        wait_until_drawn(page)
        expect(page.get_by_text("indicators/sru_inventory.csv")).to_be_visible()
        expect(page.get_by_text(re.compile("ligne 4, colonne 20"))).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)


def selected(page: Page) -> Locator:
    """Return the marked rows of the table: the grid keeps them for screen readers."""
    return page.locator("[data-testid=stDataFrame] tr[aria-selected=true]")


def choose_row(page: Page, rank: int, name: str) -> None:
    """Tick the row of that rank (1-based) in the first table, again while the page still moves."""
    grid = page.locator("[data-testid=stDataFrame] canvas").first
    for _ in range(TRIES):
        grid.scroll_into_view_if_needed()
        box = grid.bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + 35 * rank + 18)
        page.wait_for_timeout(1500)
        if selected(page).locator("td", has_text=name).count():
            return
