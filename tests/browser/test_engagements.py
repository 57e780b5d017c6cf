"""The page « Engagements » in a real browser: enter, undo, read the log, export, two at once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.server import running_dashboard, wait_until_idle

pytestmark = pytest.mark.browser

ENTRY = "engagements?volet=suivi&annee=2023&mesure=credits-emploi"
SAVED = "C’est enregistré."


@pytest.fixture
def own_dashboard(tmp_path) -> Iterator[str]:
    """Address of a dashboard with a store of its own."""
    with running_dashboard({"CDV_STORE": str(tmp_path), "CDV_DATABASE_URL": ""}) as address:
        yield address


@pytest.fixture
def watched_own(page: Page, own_dashboard: str) -> Iterator[tuple[Page, str]]:
    """Watch a page of that dashboard: it fails the test on an error in its console."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    yield page, own_dashboard
    assert errors == []


def opened(page: Page, address: str, path: str) -> Page:
    page.goto(f"{address}/{path}")
    wait_until_idle(page)
    return page


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a list by typing its first words."""
    field = page.locator("[data-testid=stForm]").get_by_role("combobox", name=label)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).first.click()


def fill(page: Page, who: str, value: str, measure: str = "Crédits pour l’emploi") -> None:
    """Fill the form, and ask to check it."""
    choose(page, "Mesure", measure)
    choose(page, "Avancement", "Atteint")
    page.get_by_label("Valeur", exact=True).fill(value)
    page.get_by_label("Commentaire").fill("bilan 2023")
    page.get_by_label("Votre nom ou service").fill(who)
    page.get_by_role("button", name="Vérifier avant d’enregistrer").click()


def save(page: Page) -> None:
    expect(page.get_by_text("Voici ce qui sera enregistré")).to_be_visible()
    page.get_by_role("button", name="Enregistrer", exact=True).click()


def expect_in_log(page: Page, rank: int, words: str) -> None:
    """Wait for a cell of a table of the log, as read by those who do not see it."""
    grid = page.locator("canvas[data-testid=data-grid-canvas]").nth(rank)
    grid.evaluate("node => node.scrollIntoView()")  # drawn anew, it may leave the page meanwhile
    expect(grid.locator("td", has_text=words).first).to_be_attached()


def test_enter_read_the_log_undo_and_export(watched_own):
    page, address = watched_own
    opened(page, address, ENTRY)
    fill(page, "DDT de la Haute-Loire", "31.5")
    save(page)
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_text("8 atteintes")).to_be_visible()
    expect_in_log(page, 1, "DDT de la Haute-Loire")
    expect_in_log(page, 2, "31.5")
    page.get_by_role("button", name="Télécharger", exact=True).nth(1).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV pour tableur français").last.click()
    assert "DDT de la Haute-Loire" in waiting.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Annuler la dernière saisie").click()
    expect(page.get_by_text("La dernière saisie est annulée")).to_be_visible()
    expect(page.get_by_text("7 atteintes")).to_be_visible()
    expect_in_log(page, 1, "annulation")


def test_two_people_at_once_lose_nothing(browser: Browser, own_dashboard):
    pages = [browser.new_context(locale="fr-FR").new_page() for _ in range(2)]
    for page, (who, value) in zip(pages, (("DDT", "31"), ("CAPeV", "33")), strict=True):
        opened(page, own_dashboard, ENTRY)
        fill(page, who, value)
        expect(page.get_by_text("Voici ce qui sera enregistré")).to_be_visible()
    save(pages[0])
    expect(pages[0].get_by_text(SAVED)).to_be_visible()
    save(pages[1])
    expect(pages[1].get_by_text("a saisi la même mesure pour la même année")).to_be_visible()
    pages[1].get_by_role("button", name="Vérifier avant d’enregistrer").click()
    expect(pages[1].get_by_text("Remplace ce que")).to_be_visible()
    save(pages[1])
    expect(pages[1].get_by_text(SAVED)).to_be_visible()
    expect(pages[1].get_by_text("Saisies différentes")).to_be_visible()
    for who in ("DDT", "CAPeV"):
        expect_in_log(pages[1], 2, who)
    for page in pages:
        page.context.close()


def test_two_different_measures_at_once_are_both_kept(browser: Browser, own_dashboard):
    pages = [browser.new_context(locale="fr-FR").new_page() for _ in range(2)]
    measures = ("Crédits pour l’emploi", "Parrainage")
    for page, who, measure in zip(pages, ("DDT", "CAPeV"), measures, strict=True):
        opened(page, own_dashboard, ENTRY)
        fill(page, who, "40", measure)
        expect(page.get_by_text("Voici ce qui sera enregistré")).to_be_visible()
    for page in pages:
        page.get_by_role("button", name="Enregistrer", exact=True).click()
    for page in pages:
        expect(page.get_by_text(SAVED)).to_be_visible()
    opened(pages[0], own_dashboard, ENTRY)
    expect(pages[0].get_by_text("9 atteintes")).to_be_visible()
    for page in pages:
        page.context.close()


@pytest.mark.parametrize(("kind", "start"), [("PDF", b"%PDF"), ("XLSX", b"PK")])
def test_the_evaluation_is_made_when_it_is_asked_for(page, dashboard, kind, start):
    opened(page, dashboard, "engagements?volet=evaluation&annee=2023")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Évaluation ({kind})").click()
    name = f"evaluation-contrat-de-ville-2023.{kind.lower()}"
    assert waiting.value.suggested_filename == name
    assert waiting.value.path().read_bytes().startswith(start)


def test_a_link_opens_the_card_it_names(page, dashboard):
    opened(page, dashboard, "engagements?volet=mesures&mesure=regie-aide-totale&annee=2019")
    expect(page.get_by_role("heading", name="Régie de quartier : aide totale")).to_be_visible()
    expect(page.get_by_text("18 postes à temps plein")).to_be_visible()
    expect(page).to_have_url(re.compile("mesure=regie-aide-totale"))


@pytest.mark.parametrize("part", ["bilan", "mesures", "moyens", "suivi", "evaluation"])
def test_no_part_sticks_out_on_a_phone(page, dashboard, part):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, dashboard, f"engagements?volet={part}")
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1
