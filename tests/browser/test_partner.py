"""The page « Données des partenaires » in a real browser: no household ever comes back from it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import IDLE, WAIT_MS, running_dashboard

pytestmark = pytest.mark.browser

HEADER = "Ménage;Bâtiment;Étape;Date de la situation;Ressources avant\n"
ROWS = "".join(f"M-97{rank};bâtiment 40;Proposition;31/12/2024;14{rank}7,31\n" for rank in range(9))
GOOD = {"name": "menages.csv", "mimeType": "text/csv", "buffer": (HEADER + ROWS).encode("cp1252")}
BAD = {
    "name": "autre.csv",
    "mimeType": "text/csv",
    "buffer": (HEADER + "Zxquntel;40;enquete;31/12/2024;-3\n").encode(),
}


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory) -> Iterator[str]:
    """Address of a dashboard with a store of its own."""
    with running_dashboard({"CDV_STORE": str(tmp_path_factory.mktemp("store"))}) as address:
        yield address


@pytest.fixture
def heard(watched: Page) -> list[bytes]:
    """Everything the server says through the websocket."""
    frames: list[bytes] = []

    def keep(payload: str | bytes) -> None:
        frames.append(payload.encode() if isinstance(payload, str) else payload)

    watched.on("websocket", lambda socket: socket.on("framereceived", keep))
    return frames


def settled(page: Page) -> None:
    page.wait_for_selector(IDLE, timeout=WAIT_MS)
    page.wait_for_timeout(500)


def test_a_file_is_checked_kept_and_undone_and_no_row_comes_back(watched, dashboard, heard):
    page = watched
    page.goto(f"{dashboard}/partenaires")
    expect(page.get_by_text("Aucun envoi pour l’instant")).to_be_visible()
    field = page.locator("input[type=file]")
    field.set_input_files(files=[BAD])
    expect(page.get_by_text("Rien n’a été enregistré")).to_be_visible()
    settled(page)
    field.set_input_files(files=[GOOD])
    expect(page.get_by_text("Ce fichier ajoute 9")).to_be_visible()
    service = page.get_by_role("textbox", name="Votre service")
    service.fill("OPAC 43")
    service.press("Enter")
    settled(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est l’envoi n°")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Annuler le dernier envoi").click()
    page.get_by_role("button", name="Oui, annuler cet envoi").click()
    expect(page.get_by_text("est annulé : les données sont redevenues")).to_be_visible()
    said = b"".join(heard)
    assert len(said) > 10_000
    assert not any(word in said for word in (b"M-97", b"7,31", b"147.31", b"Zxquntel"))
