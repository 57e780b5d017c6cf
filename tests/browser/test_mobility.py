"""The page « Mobilités » in a real browser: hour, click, scenario, another network."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.server import MAP_FRAME, running_dashboard, wait_until, wait_until_drawn

pytestmark = pytest.mark.browser

HOURS_PRESSED = 4


def opened(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/mobilites{query}")
    wait_until_drawn(page)
    map_of(page).locator("html[data-network]").wait_for(state="attached")


def map_of(page: Page) -> FrameLocator:
    return page.frame_locator(MAP_FRAME).first


def drawings(page: Page) -> int:
    return int(map_of(page).locator("html").get_attribute("data-transit") or 0)


def test_it_is_drawn_without_error_or_outside_request(watched, dashboard):
    opened(watched, dashboard)
    expect(map_of(watched).locator("path.map-band")).to_have_count(4)
    assert map_of(watched).locator("path.map-stop").count() == 65
    expect(watched.get_by_text("Réseau fictif, pour démonstration.")).to_be_visible()
    expect(map_of(watched).locator(".map-place", has_text="A")).to_be_visible()


def test_no_name_covers_the_letter_of_a_destination(page, dashboard):
    opened(page, dashboard)
    signs, names = (
        [each.bounding_box() for each in map_of(page).locator(kind).all()]
        for kind in (".map-place", ".map-label")
    )
    assert len(signs) == 7
    assert "Brives-Charensac" in map_of(page).locator(".map-label").all_inner_texts()
    assert not [(sign, name) for sign in signs for name in names if meet(sign, name)]


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        one[start] < other[start] + other[length] and other[start] < one[start] + one[length]
        for start, length in (("x", "width"), ("y", "height"))
    )


def test_a_change_of_hour_redraws_the_map_and_the_link_shows_the_same(page, dashboard):
    # Later in the day the buses are the same each hour, and the map has nothing to redraw.
    opened(page, dashboard, "?heure=5")
    slider = page.get_by_role("slider", name="Heure de départ")
    slider.focus()
    for _ in range(HOURS_PRESSED):
        before = drawings(page)
        page.keyboard.press("ArrowRight")
        wait_until(page, lambda seen=before: drawings(page) != seen)
    expect(page).to_have_url(re.compile("heure=9"))
    expect(page.get_by_text(re.compile(r"entre 9\sh et 10\sh"))).to_be_visible()
    again = page.context.new_page()
    opened(again, dashboard, f"?{urlsplit(page.url).query}")
    expect(again.get_by_text(re.compile(r"entre 9\sh et 10\sh"))).to_be_visible()
    again.close()


def test_a_point_of_the_map_becomes_the_start(page, dashboard):
    opened(page, dashboard)
    box = page.locator(MAP_FRAME).first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7)
    page.get_by_role("button", name="Partir du point cliqué").click()
    expect(page.get_by_text(re.compile("Temps de trajet depuis le point choisi"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"depart=point&point=3\.\d+"))


def test_a_scenario_is_made_and_taken_back(page, dashboard):
    opened(page, dashboard, "?volet=scenario&heure=21&jour=2026-09-01")
    page.get_by_role("radio", name="Prolonger une soirée").click()
    page.get_by_role("button", name="Ajouter au scénario").click()
    expect(page.get_by_text(re.compile(r"Ligne A\s: dernier départ à 22\sh\s00"))).to_be_visible()
    expect(page.get_by_text(re.compile(r"gagnés"))).to_be_visible()
    expect(page).to_have_url(
        re.compile(re.escape("scenario=soir%7EA%7E22%3A00").replace("%7E", "(~|%7E)"))
    )
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_text("Aucun changement pour l’instant.")).to_be_visible()
    page.get_by_role("button", name="Annuler le dernier changement").click()
    expect(page.get_by_text(re.compile(r"Ligne A\s: dernier départ"))).to_be_visible()


def test_nothing_sticks_out_on_a_phone(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, dashboard)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


def test_another_network_is_loaded_by_the_page_and_taken_back(page, samples, tmp_path):
    path = samples / "gtfs" / "tallis-lons-le-saunier-20240704.zip"
    if not path.is_file():
        pytest.skip("no such sample")
    with running_dashboard({"CDV_STORE": str(tmp_path / "store")}) as address:
        opened(page, address, "?volet=reseau")
        page.locator("input[type=file]").first.set_input_files(path)
        page.wait_for_timeout(800)
        page.get_by_role("button", name="Vérifier et charger").click()
        expect(
            page.get_by_text(re.compile("Le réseau chargé est loin du territoire"))
        ).to_be_visible()
        expect(page.get_by_text("Réseau fictif, pour démonstration.")).to_have_count(0)
        expect(map_of(page).locator("path.map-band")).to_have_count(0)
        page.get_by_role("button", name=re.compile("Retirer ce réseau")).click()
        expect(page.get_by_text("Réseau fictif, pour démonstration.")).to_be_visible()
