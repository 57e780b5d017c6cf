"""The page « Attributions » in a real browser: gauges, what is left, parts, narrow screen."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.texts import lettings as texts
from dashboard.texts import lettings_law as law_texts
from tests.browser.server import running_dashboard, wait_until_drawn, wait_until_idle

pytestmark = pytest.mark.browser


def test_the_answer_is_there_and_the_expected_leases_change_it(watched, dashboard):
    watched.goto(f"{dashboard}/attributions?attendus=40")
    wait_until_idle(watched)
    expect(watched.get_by_text(re.compile("Attributions fictives"))).to_be_visible()
    expect(watched.get_by_role("img", name=re.compile("Hors quartier prioritaire"))).to_have_count(
        2
    )
    expect(watched.get_by_text(re.compile("parmi 40 baux encore attendus"))).to_be_visible()
    field = watched.get_by_label(texts.EXPECTED, exact=True)
    field.fill("60")
    field.press("Enter")
    expect(watched.get_by_text(re.compile("parmi 60 baux encore attendus"))).to_be_visible()
    expect(watched).to_have_url(re.compile("attendus=60"))


def test_the_map_of_communes_is_drawn_with_its_table(watched, dashboard):
    watched.goto(f"{dashboard}/attributions?volet=communes")
    wait_until_drawn(watched)
    expect(watched.get_by_text("Les communes", exact=True)).to_be_visible()
    expect(watched.locator("[data-testid=stDataFrame]")).to_have_count(2)


@pytest.mark.parametrize("part", [each for each in texts.SECTIONS if each != "communes"])
def test_no_part_sticks_out_on_a_phone(page, dashboard, part):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/attributions?volet={part}")
    wait_until_idle(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1


def test_a_threshold_is_typed_then_taken_back(page, tmp_path):
    with running_dashboard({"CDV_STORE": str(tmp_path), "CDV_DATABASE_URL": ""}) as address:
        page.goto(f"{address}/attributions?annee=2024&volet=seuil")
        wait_until_idle(page)
        page.get_by_text("Saisir le seuil d’une année").click()
        page.get_by_label(law_texts.LIMITS["q1_eur"], exact=True).fill("9300")
        page.get_by_label("Source (arrêté, page)").fill("annexe de l’arrêté")
        page.get_by_label("Qui saisit (service)").fill("DDT 43")
        page.get_by_role("button", name="Garder ce seuil").click()
        expect(page.get_by_text("Seuil gardé.")).to_be_visible()
        expect(page.get_by_text(re.compile(r"^2024\s:\s9.300"))).to_be_visible()
        page.reload()
        wait_until_idle(page)
        expect(page.get_by_text(re.compile(r"^2024\s:\s9.300"))).to_be_visible()
        page.get_by_text("Saisir le seuil d’une année").click()
        page.get_by_label("Qui saisit (service)").fill("DDT 43")
        page.get_by_role("button", name="Annuler la dernière saisie").click()
        expect(page.get_by_text("Dernière saisie annulée.")).to_be_visible()
