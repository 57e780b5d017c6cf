"""The page « Relogement » in a real browser: its map, and what never leaves the server."""

import io
import re
import struct
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.server import running_dashboard, wait_until_drawn, wait_until_idle
from tests.browser.test_pages import map_of
from tests.geo.embedded import rows

pytestmark = pytest.mark.browser
PATH = "relogement"
TEXT_KINDS = {"document", "xhr", "fetch"}  # scripts and style sheets are files, always the same
LEAST_TOLD = 100
FOLDS, TABLES = 9, 8  # that can be unfolded, that can be taken away: each in three files
PRIVATE = (
    "household_id",
    *(
        f"{name}_{when}_eur"
        for name in ("rent", "charges", "aid", "resources")
        for when in ("before", "after")
    ),
)


def everything_sent(page: Page) -> tuple[list[bytes], Callable[[], list[bytes]]]:
    """Gather what the server sends: websocket frames as they come, HTTP bodies when asked for."""
    frames: list[bytes] = []
    answers: list[Response] = []

    def keep(payload):
        frames.append(payload.encode() if isinstance(payload, str) else payload)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 -- not a builtin

    def bodies():
        texts = [each for each in answers if each.request.resource_type in TEXT_KINDS]
        return [each.body() for each in texts if each.ok]

    return frames, bodies


def use_everything(page: Page, address: str) -> dict[str, bytes]:
    """Open every part of the page and every export; return the exports by name."""
    page.goto(f"{address}/{PATH}")
    wait_until_drawn(page)
    folds = page.locator("[data-testid=stExpander] summary")
    expect(folds).to_have_count(FOLDS)
    for title in folds.all():
        title.click()
    openers = page.get_by_role("button", name=re.compile("^.*Télécharger$"))
    expect(openers).to_have_count(TABLES)
    found = {}
    for opener in openers.all():
        opener.click()
        offered = page.get_by_test_id("stPopoverBody").get_by_role("button")
        expect(offered).to_have_count(3)
        for button in offered.all():
            with page.expect_download() as waiting:
                button.click()
            found[waiting.value.suggested_filename] = waiting.value.path().read_bytes()
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    return found


def plain(content: bytes) -> bytes:
    """Return the text of a file: that of all parts of a workbook."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def forms(value: str) -> list[bytes]:
    """Return how a value may be written: as text in both notations, as a number in a frame.

    An amount below 100 is looked for as a number only: 45.13 is also a latitude.
    """
    if not value:
        return []
    texts = [value.encode(), value.replace(".", ",").encode()]
    number = [struct.pack("<d", float(value))] if "." in value else []
    return number if number and float(value) < LEAST_TOLD else [*texts, *number]


def test_no_household_and_no_amount_is_ever_sent(page, dashboard):
    frames, bodies = everything_sent(page)
    exports = use_everything(page, dashboard)
    sent = b"\n".join([*frames, *bodies(), *map(plain, exports.values())])
    assert "Relogés définitivement".encode() in sent  # the frames were captured
    assert len(frames) > 5
    for row in rows("demo_rehousing"):
        for name in PRIVATE:
            assert not [form for form in forms(row[name]) if form in sent], name
    households = [name for name in exports if "communes-des-offres" not in name]
    assert len(households) == 3 * (TABLES - 1)
    assert all(name.startswith("FICTIF-relogement-") for name in households)


def test_the_map_draws_the_flows_that_may_be_shown(watched, dashboard):
    page = watched
    page.goto(f"{dashboard}/{PATH}")
    wait_until_drawn(page)
    frame = map_of(page)
    expect(frame.locator("path.map-flow")).to_have_count(3)
    signs = frame.locator(".map-flow-sign")
    expect(signs.filter(has_text=re.compile("^15$"))).to_have_count(1)
    expect(signs.filter(has_text="Brives-Charensac")).to_have_count(1)
    expect(signs.filter(has_text="Chadrac")).to_have_count(0)
    widths = frame.locator("path.map-flow").evaluate_all(
        "paths => paths.map((path) => Number(path.getAttribute('stroke-width')))"
    )
    assert widths == sorted(widths, reverse=True)
    expect(page.get_by_text("Comptes secrets, sans trait sur la carte")).to_be_visible()


def test_nothing_sticks_out_on_a_phone(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/{PATH}")
    wait_until_drawn(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


def test_without_demonstration_the_template_is_offered(page, tmp_path):
    environment = {"CDV_DEMO": "0", "CDV_STORE": str(tmp_path)}
    with running_dashboard(environment) as address:
        page.goto(f"{address}/{PATH}")
        wait_until_idle(page)
        expect(page.get_by_text("Aucun fichier de ménages")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name=re.compile("modèle")).click()
        assert waiting.value.suggested_filename == "modele-relogement.csv"
        assert "Ménage" in waiting.value.path().read_text(encoding="utf-8-sig")
