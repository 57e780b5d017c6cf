"""Take pictures of every page, wide, on a phone and in the dark: ``python -m tests.browser.shots``.

The pictures go to ``.cache/shots/``, which is not kept.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.server import (
    CHROMIUM_FLAGS,
    WAIT_MS,
    chromium,
    running_dashboard,
    wait_until_drawn,
    wait_until_idle,
)

FOLDER = Path(__file__).parents[2] / ".cache" / "shots"
PAGES = {
    "territoire": "",
    "revenu": "?indicateur=median_income_eur&communes=43157&communes=43089",
    "evolution": "?indicateur=population_change_percent",
    "sru": "sru",
    "val-vert": "val-vert",
    "val-vert-point": "val-vert?jour=2024-11-27&point=3.8775,45.0285",
    "partenaires": "partenaires",
    "relogement": "relogement",
    "sru-espaly": "sru?commune=43089",
    "sru-objectif": "sru?commune=43089&volet=objectif",
    "sru-prelevement": "sru?commune=43089&volet=prelevement",
    "sru-simulateur": "sru?commune=43089&volet=simulateur&sim=2025:PLAI4,PLUS8",
    "sru-historique": "sru?commune=43157&volet=historique",
    "mobilites": "mobilites",
    "mobilites-desserte": "mobilites?depart=QN04302M&volet=desserte",
    "mobilites-scenario": "mobilites?volet=scenario&heure=21&scenario=cadence~A~10;soir~A~23:00",
    "mobilites-reseau": "mobilites?volet=reseau",
    "attributions": "attributions",
    "attributions-rythme": "attributions?volet=rythme",
    "attributions-annees": "attributions?volet=annees",
    "attributions-communes": "attributions?volet=communes",
    "attributions-organismes": "attributions?volet=organismes",
    "attributions-seuil": "attributions?volet=seuil",
    "attributions-loi": "attributions?volet=loi",
    "mixite": "mixite",
    "mixite-iris": "mixite?qpv=QN04302M&iris=poverty_percent&calcul=mean&sur=iris",
    "donnees": "donnees",
    "donnees-regles": "donnees?volet-donnees=regles",
    "donnees-contradictions": "donnees?volet-donnees=contradictions",
    "donnees-versions": "donnees?volet-donnees=versions",
    "version-disparue": "sru?version=1.0.0",
    "engagements": "engagements",
    "engagements-mesure": "engagements?volet=mesures&mesure=adultes-relais",
    "engagements-moyens": "engagements?volet=moyens",
    "engagements-suivi": "engagements?volet=suivi",
    "engagements-evaluation": "engagements?volet=evaluation",
}
WITHOUT_MAP = {
    "attributions",
    "attributions-annees",
    "attributions-loi",
    "attributions-organismes",
    "attributions-rythme",
    "attributions-seuil",
    "partenaires",
    "mixite",
    "mixite-iris",
    "donnees",
    "donnees-regles",
    "donnees-contradictions",
    "donnees-versions",
    "version-disparue",
}
LOOKS = {
    "wide": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
}


def main(wanted: list[str]) -> None:
    """Take the pictures; `wanted` narrows the pages by name."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_dashboard() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for name, path in PAGES.items():
            if not wanted or name in wanted:
                _take(browser, name, f"{address}/{path}")


def _take(browser: Browser, name: str, address: str) -> None:
    for look, options in LOOKS.items():
        context = browser.new_context(locale="fr-FR", **options)
        page = context.new_page()
        page.goto(address)
        is_plain = name in WITHOUT_MAP or name.startswith("engagements")
        (wait_until_idle if is_plain else wait_until_drawn)(page)
        _whole_height(page)
        expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT_MS)
        target = FOLDER / f"{name}-{look}.png"
        page.screenshot(path=target)
        sys.stdout.write(f"{os.path.relpath(target)}\n")
        context.close()


def _whole_height(page: Page) -> None:
    """Make the window as high as the page: Streamlit scrolls inside a box of its own."""
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    size = page.viewport_size or {"width": 1440, "height": 900}
    page.set_viewport_size({"width": size["width"], "height": min(int(height) + 60, 6000)})
    page.wait_for_timeout(900)


if __name__ == "__main__":
    main(sys.argv[1:])
