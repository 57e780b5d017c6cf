"""The map in its frame: what must hold whatever comes late, fails or moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import wait_until, wait_until_drawn
from tests.browser.test_pages import map_of

pytestmark = pytest.mark.browser

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0 Mobile Safari/537.36"
)
QUIET_MS = 900
AREAS = "path.leaflet-interactive"


def transform(page: Page) -> str | None:
    return map_of(page).locator(".leaflet-map-pane").get_attribute("style")


def middle(page: Page) -> tuple[float, float]:
    frame = page.locator("iframe[src*=streamlit_folium]").first
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def open_map(page: Page, address: str) -> None:
    """Open a page and wait for its map, however long it takes."""
    page.goto(address)
    drawn = map_of(page).locator(f"html[data-drawn] {AREAS}").first
    drawn.wait_for(state="attached", timeout=60_000)
    wait_until_drawn(page)


def test_moving_and_zooming_sends_nothing_to_the_server(page, dashboard):
    sent: list[object] = []

    def count(frame):
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", count))
    open_map(page, f"{dashboard}/sru")
    page.wait_for_timeout(QUIET_MS)
    before, place = len(sent), transform(page)
    assert before > 0
    across, down = middle(page)
    page.mouse.move(across, down)
    page.mouse.down()
    page.mouse.move(across + 60, down + 40, steps=5)
    page.mouse.up()
    map_of(page).get_by_role("button", name="Zoom avant").click()
    wait_until(page, lambda: transform(page) != place)
    page.wait_for_timeout(QUIET_MS)
    assert len(sent) == before


def test_a_choice_made_while_the_map_is_loading_is_not_lost(page, dashboard):
    held = []

    def hold(route):
        if route.request.headers.get("purpose") or route.request.headers.get("sec-purpose"):
            route.abort()
        else:
            held.append(route)

    page.route("**/leaflet.js*", hold)
    page.goto(f"{dashboard}/sru?commune=43089")
    wait_until(page, lambda: held)
    page.get_by_role("combobox", name="Commune").focus()
    page.keyboard.type("Polignac")
    page.get_by_role("option", name="Polignac").wait_for()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Polignac")).to_be_visible()
    expect(page).to_have_url(re.compile("43152"))
    page.wait_for_timeout(500)
    held[0].continue_()
    expect(map_of(page).locator("path[data-selected]")).to_have_attribute("data-code", "43152")


def test_outlines_that_do_not_come_are_said(page, dashboard):
    page.route("**/geo/communes-*", lambda route: route.fulfill(status=503))
    page.goto(f"{dashboard}/sru")
    notice = map_of(page).get_by_text("Les contours n’ont pas pu être chargés")
    expect(notice).to_be_visible(timeout=30_000)


def test_the_ign_is_asked_only_when_the_reader_wants_it_and_may_fail(page, dashboard):
    asked: list[str] = []

    def refuse(route):
        asked.append(route.request.url)
        route.abort()

    page.route("https://data.geopf.fr/**", refuse)
    open_map(page, f"{dashboard}/sru")
    assert asked == []
    page.get_by_text("Fond de plan IGN").click()
    expect(map_of(page).get_by_text("IGN, Géoplateforme")).to_be_visible()
    wait_until(page, lambda: asked)
    assert "GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2" in asked[0]
    assert map_of(page).locator(AREAS).count() >= 72


def test_the_wheel_scrolls_the_page_until_the_map_has_the_focus(page, dashboard):
    open_map(page, f"{dashboard}/sru")
    shape = map_of(page).locator("path[data-code='43157']")
    before = shape.get_attribute("d")
    page.mouse.move(*middle(page))
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(600)
    assert shape.get_attribute("d") == before
    map_of(page).locator(".leaflet-container").focus()
    page.mouse.wheel(0, -200)
    expect(shape).not_to_have_attribute("d", before)


def test_the_map_moves_and_zooms_with_the_keyboard(page, dashboard):
    open_map(page, f"{dashboard}/sru")
    box = map_of(page).locator(".leaflet-container")
    expect(box).to_have_attribute("aria-label", re.compile("Flèches pour se déplacer"))
    box.focus()
    place = transform(page)
    page.keyboard.press("ArrowRight")
    expect(map_of(page).locator(".leaflet-map-pane")).not_to_have_attribute("style", place)
    shape = map_of(page).locator("path[data-code='43157']")
    before = shape.get_attribute("d")
    page.keyboard.press("+")
    expect(shape).not_to_have_attribute("d", before)


def test_names_on_the_map_do_not_overlap(page, dashboard):
    open_map(page, f"{dashboard}/sru")
    labels = map_of(page).locator(".map-label")
    boxes = [labels.nth(rank).bounding_box() for rank in range(labels.count())]
    assert len(boxes) >= 2
    for rank, one in enumerate(boxes):
        for other in boxes[rank + 1 :]:
            apart = abs(one["x"] - other["x"]) > min(one["width"], other["width"]) / 2
            assert apart or abs(one["y"] - other["y"]) >= 12


def test_one_finger_scrolls_the_page_and_not_the_map(browser, dashboard):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, user_agent=PHONE
    )
    page = context.new_page()
    open_map(page, f"{dashboard}/sru")
    box = map_of(page).locator(".leaflet-container")
    assert box.evaluate("element => getComputedStyle(element).touchAction") == "pan-x pan-y"
    context.close()


def test_the_frame_says_in_french_what_it_is(page, dashboard):
    open_map(page, f"{dashboard}/sru")
    frame = page.locator("iframe[src*=streamlit_folium]").first
    expect(frame).to_have_attribute("title", re.compile("^Carte|^Situation|commune"))
    expect(map_of(page).locator("html")).to_have_attribute("lang", "fr")


def test_the_largest_commune_is_named_though_its_name_is_wider_than_it(page, dashboard):
    open_map(page, dashboard)
    expect(map_of(page).locator(".map-label", has_text="Le Puy-en-Velay")).to_be_visible()
