"""What a planner does on the renewal page, in a real browser."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyogrio
import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.server import running_dashboard, wait_until_drawn

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)  # machines that run everything at once are slow

PATH = "val-vert"
CENTRE = (3.88260, 45.02850)  # in Val Vert
AWAY = (3.8775, 45.0285)  # 298 m west of it
SLIDER = "Le programme tel qu’il était connu le…"
PAGE_SPACE = re.compile(r"\s")
PLACE = """([lon, lat]) => {
    const point = window.map.latLngToContainerPoint([lat, lon]);
    return {x: point.x, y: point.y};
}"""


def map_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[src*=streamlit_folium]").first


def opened(page: Page, dashboard: str, query: str = "") -> None:
    page.goto(f"{dashboard}/{PATH}{query}")
    wait_until_drawn(page)


def on_map(page: Page, place: tuple[float, float]) -> tuple[float, float]:
    """Return where a place is in the window, with the map in sight."""
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    frame = page.locator("iframe[src*=streamlit_folium]").first
    frame.evaluate("element => element.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(300)
    box = frame.bounding_box()
    inside = map_of(page).locator("html").evaluate(f"(_, place) => ({PLACE})(place)", list(place))
    return box["x"] + inside["x"], box["y"] + inside["y"]


def said(page: Page, words: str) -> None:
    """Wait until the page says `words`, whatever its spaces."""
    pattern = r"\s".join(re.escape(word) for word in words.split(" "))
    expect(page.get_by_text(re.compile(pattern)).first).to_be_visible()


def test_it_is_drawn_without_error_or_outside_request(watched, dashboard):
    opened(watched, dashboard)
    assert map_of(watched).locator("path[data-code]").count() == 2
    expect(map_of(watched).get_by_text("Val Vert (NPNRU, contour QPV 2024)")).to_be_visible()
    said(watched, "528")


def test_a_click_on_the_map_answers(watched, dashboard):
    opened(watched, dashboard)
    watched.mouse.click(*on_map(watched, CENTRE))
    expect(watched.get_by_role("heading", name="Dans Val Vert")).to_be_visible()
    said(watched, "TVA, taux réduit possible : 5,5 %")
    expect(watched).to_have_url(re.compile(r"point=3\.88"))
    watched.mouse.click(*on_map(watched, AWAY))
    expect(watched.get_by_role("heading", name=re.compile("Hors des quartiers"))).to_be_visible()
    expect(map_of(watched).locator(".map-link")).to_be_visible()


def test_the_slider_moved_by_mouse_changes_the_states(page, dashboard):
    opened(page, dashboard)
    said(page, "8 achevées")
    thumb = page.get_by_test_id("stSliderThumbValue").locator("..")
    thumb.scroll_into_view_if_needed()
    box = thumb.bounding_box()
    track = page.get_by_test_id("stSlider").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + 4, box["y"] + box["height"] / 2, steps=12)
    page.mouse.up()
    said(page, "23 pas encore annoncées")
    expect(page).to_have_url(re.compile("jour=2017-11-16"))


def test_the_slider_moved_by_keyboard_changes_the_states(page, dashboard):
    opened(page, dashboard)
    page.get_by_role("slider", name=SLIDER).focus()
    page.keyboard.press("Home")
    said(page, "23 pas encore annoncées")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("jour=2018-06-20"))


def test_keys_pressed_quickly_are_all_followed(page, dashboard):
    opened(page, dashboard)
    page.get_by_role("slider", name=SLIDER).focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        page.wait_for_timeout(90)
    expect(page).to_have_url(re.compile("jour=2019-09-19"))
    page.wait_for_timeout(1500)
    expect(page).to_have_url(re.compile("jour=2019-09-19"))


def test_the_list_of_stops_moves_the_slider(page, dashboard):
    opened(page, dashboard)
    page.get_by_role("combobox", name="Ou choisir un jalon").focus()
    page.keyboard.type("visite du chantier")
    page.get_by_role("option", name=re.compile("isite du chantier")).wait_for()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("jour=2023-10-19"))
    expect(page.get_by_role("slider", name=SLIDER)).to_have_attribute(
        "aria-valuetext", re.compile("19 octobre 2023")
    )


def test_a_polygon_drawn_by_hand_is_answered_by_its_farthest_part(watched, dashboard):
    opened(watched, dashboard)
    map_of(watched).get_by_title("Dessiner un bâtiment ou une parcelle").click()
    corners = [(3.8790, 45.0285), (3.8770, 45.0285), (3.8770, 45.0292), (3.8790, 45.0285)]
    for place in corners:
        watched.mouse.click(*on_map(watched, place))
    said(watched, "Surface :")
    said(watched, "partie la plus proche à")
    said(watched, "tout entier à moins de 500 m")
    expect(watched.get_by_text("Dans Val Vert")).to_have_count(0)


def test_a_distance_is_measured(watched, dashboard):
    opened(watched, dashboard)
    map_of(watched).get_by_title("Mesurer une distance").click()
    start, end = (3.8770, 45.0285), (3.8790, 45.0285)
    watched.mouse.click(*on_map(watched, start))
    watched.mouse.click(*on_map(watched, end))
    watched.mouse.click(*on_map(watched, end))
    expect(watched.get_by_text(re.compile(r"Distance mesurée\s:\s1[56]\d,\d\sm"))).to_be_visible()


def test_layers_are_hidden_and_kept_in_the_address(page, dashboard):
    opened(page, dashboard, "?couches=operations")
    expect(page.get_by_text("D’un QPV en convention NPNRU")).to_have_count(0)
    rings = map_of(page).locator(".leaflet-outlines-pane path")
    assert rings.count() <= 2


def test_an_address_that_cannot_be_read_is_said_in_french(page, dashboard):
    opened(page, dashboard, "?jour=hier&point=ici&depot=1999-01-01&couches=nuages")
    for words in ("jour : hier", "point : ici", "depot : 1999-01-01", "couches : nuages"):
        said(page, words)


def test_the_export_opens_with_every_layer(page, dashboard, tmp_path):
    opened(page, dashboard)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Exporter la carte pour QGIS").click()
    path = tmp_path / "export.gpkg"
    waiting.value.save_as(path)
    names = {str(name) for name, _ in pyogrio.list_layers(path)}
    assert {"qpv", "vat_under_near_limit", "vat_between_limits_npnru", "operations"} < names


def test_nothing_sticks_out_on_a_phone(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, dashboard, "?point=3.8775,45.0285")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


def test_the_dark_look_reaches_the_map(browser, dashboard):
    context = browser.new_context(color_scheme="dark", locale="fr-FR")
    page = context.new_page()
    opened(page, dashboard)
    ground = (
        map_of(page)
        .locator(".leaflet-container")
        .evaluate("element => getComputedStyle(element).backgroundColor")
    )
    assert ground == "rgb(18, 22, 20)"
    context.close()


def test_a_perimeter_is_loaded_drawn_and_removed(page, tmp_path):
    file = tmp_path / "perimetre.geojson"
    ring = "[[3.880,45.027],[3.884,45.027],[3.884,45.030],[3.880,45.030],[3.880,45.027]]"
    file.write_text(_collection(ring), "utf-8")
    with running_dashboard({"CDV_STORE": str(tmp_path / "store")}) as address:
        opened(page, address)
        _load(page, file)
        said(page, "Un périmètre est chargé")
        kept = list((tmp_path / "store").rglob("perimeter.geojson"))
        assert len(kept) == 1
        expect(page.get_by_text("Périmètre d’intervention chargé")).to_be_visible()
        page.get_by_role("button", name="Retirer ce périmètre").click()
        expect(page.get_by_text("Un périmètre est chargé")).to_have_count(0)
        assert not kept[0].exists()


def test_a_perimeter_far_away_is_refused(page, tmp_path):
    file = tmp_path / "loin.geojson"
    ring = "[[2.30,48.80],[2.40,48.80],[2.40,48.90],[2.30,48.90],[2.30,48.80]]"
    file.write_text(_collection(ring), "utf-8")
    with running_dashboard({"CDV_STORE": str(tmp_path / "store")}) as address:
        opened(page, address)
        _load(page, file)
        said(page, "trop loin du territoire")
        assert not (tmp_path / "store").exists()


def test_an_address_is_searched_only_once_it_is_switched_on(page, geocoder):
    with running_dashboard({"CDV_GEOCODER": geocoder.address}) as address:
        opened(page, address)
        page.get_by_role("radio", name="Adresse").click()
        expect(page.get_by_text("demande un serveur extérieur")).to_be_visible()
        assert geocoder.asked == []
        page.get_by_text("Chercher sur le serveur d’adresses de l’IGN").click()
        page.get_by_role("textbox", name="Adresse").fill("place du Breuil")
        page.get_by_role("button", name="Chercher", exact=True).click()
        page.get_by_role("button", name="Place du Breuil 43000 Le Puy-en-Velay").click()
        expect(page.get_by_role("heading", name=re.compile("Hors des quartiers"))).to_be_visible()
        assert "q=place+du+Breuil" in geocoder.asked[0]


def test_a_table_of_addresses_comes_back_whole(page, dashboard, tmp_path):
    table = tmp_path / "adresses.csv"
    table.write_text("nom;lon;lat\nécole;3.8826;45.0285\ngare;3.89257;45.04273\n", "utf-8")
    opened(page, dashboard)
    page.get_by_text("Répondre à toute une table d’adresses").click()
    page.locator("input[type=file]").nth(1).set_input_files(table)
    said(page, "2 lignes répondues.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger la table avec les réponses").click()
    waiting.value.save_as(tmp_path / "out.csv")
    lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert lines[1].startswith("école;3.8826;45.0285;QN04301M;inside;")
    assert lines[2].startswith("gare;3.89257;45.04273;;outside;429,67")


class Geocoder:
    """A local stand-in for the address server."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.address = ""


@pytest.fixture
def geocoder() -> Iterator[Geocoder]:
    found = Geocoder()
    feature = (
        '{"type":"Feature","geometry":{"type":"Point","coordinates":[3.8852,45.0420]},'
        '"properties":{"label":"Place du Breuil 43000 Le Puy-en-Velay","type":"street"}}'
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode())

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}/search"
    yield found
    server.shutdown()
    server.server_close()


def _collection(ring: str) -> str:
    geometry = f'{{"type":"Polygon","coordinates":[{ring}]}}'
    feature = f'{{"type":"Feature","properties":{{}},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{feature}]}}'


def _load(page: Page, file: Path) -> None:
    page.get_by_text("Périmètre d’intervention de la convention").first.click()
    page.locator("input[type=file]").first.set_input_files(file)
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Vérifier et charger").click()
