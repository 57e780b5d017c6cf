"""The page « Mixité sociale » in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.server import wait_until_idle

pytestmark = pytest.mark.browser


def test_it_is_drawn_and_the_guard_refuses(watched, dashboard):
    watched.goto(f"{dashboard}/mixite")
    wait_until_idle(watched)
    expect(watched.get_by_text("Un IRIS n’est pas un QPV").first).to_be_visible()
    expect(watched.locator("[data-testid=stVegaLiteChart]")).to_have_count(2)
    expect(watched.get_by_text("Un taux ne s’additionne pas")).to_be_visible()
    watched.get_by_text("Suivre dans le temps").click()
    expect(watched.get_by_text(re.compile("Il n’y a pas deux chiffres"))).to_be_visible()
    expect(watched).to_have_url(re.compile("calcul=change"))


def test_a_link_opens_the_neighbourhood_and_the_iris_it_names(page, dashboard):
    page.goto(f"{dashboard}/mixite?qpv=QN04302M&iris=poverty_percent")
    wait_until_idle(page)
    expect(page.get_by_text(re.compile("des habitants de Guitard")).first).to_be_visible()
    expect(page.get_by_text(re.compile(r"Le plus haut\s: Centre Historique")).first).to_be_visible()


def test_nothing_sticks_out_on_a_phone(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{dashboard}/mixite")
    wait_until_idle(page)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 1
