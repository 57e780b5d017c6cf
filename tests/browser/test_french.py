"""Streamlit's own words in French, in a browser that asks for English."""

import json
import re
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import wait_until_drawn

pytestmark = pytest.mark.browser

# Whole words that no French page of the dashboard writes.
ENGLISH = re.compile(
    r"\b(and|ascending|autosize|choose|clear|clipboard|close|column|copy|dark|download|empty|for|"
    r"fullscreen|hide|made|of|open|pin|print|record|remove|results|scientific|screen|search|select|"
    r"show|sidebar|sort|statistics|stop|sum|system|the|theme|values|view|with)\b",
    re.IGNORECASE,
)
# The names of icons are drawn as icons; drawings have their own words.
SHOWN = """() => {
    const found = [], skipped = "svg, script, style, noscript, [data-testid=stIconMaterial]";
    for (const element of document.querySelectorAll("body, body *")) {
        if (element.closest(skipped)) continue;
        for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "alt"])
            if (element.getAttribute(name)) found.push(element.getAttribute(name));
        for (const node of element.childNodes) if (node.nodeType === 3) found.push(node.data);
    }
    return found;
}"""
# What the pages write, without drawings and code.
WRITTEN = """() => {
    const found = [], skipped = "svg, canvas, code, script, style, noscript";
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode())
        if (!node.parentElement.closest(skipped)) found.push(node.data);
    return found;
}"""
BREAKABLE = re.compile(r"« | »| [;!?%€·]| :(?!\S)")
SCRIPTING = {"EvaluateScript", "FunctionCall"}
# What tables draw on their canvas.
RECORD_DRAWN = """
    window.drawn = [];
    const fillText = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
        drawn.push(text);
        return fillText.call(this, text, ...rest);
    };
"""


@pytest.fixture
def english(browser, browser_context_args) -> Iterator[Page]:
    """A page of a browser that asks for English."""
    context = browser.new_context(**{**browser_context_args, "locale": "en-US"})
    context.add_init_script(RECORD_DRAWN)
    yield context.new_page()
    context.close()


def english_words(page: Page) -> list[str]:
    return sorted({text for text in page.evaluate(SHOWN) if ENGLISH.search(text)})


def table(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first


def open_column_menu(page: Page) -> Locator:
    """Open the menu of a column: its button is drawn at the right end of the heading."""
    table(page).scroll_into_view_if_needed()
    box = table(page).bounding_box()
    menu = page.get_by_test_id("stDataFrameColumnMenu")
    for from_the_right in range(8, int(box["width"]), 8):
        page.mouse.click(box["x"] + box["width"] - from_the_right, box["y"] + 15)
        page.wait_for_timeout(150)
        if menu.count():
            return menu
    raise AssertionError("the column menu did not open")


def use_toolbar(page: Page, name: str) -> None:
    """Press a button over the table with the keyboard: it is only drawn near the pointer."""
    button = page.get_by_role("button", name=re.compile(f"^{name}")).first
    button.focus()
    expect(page.get_by_test_id("stTooltipContent")).to_have_text(name)
    page.keyboard.press("Enter")


def open_page(page: Page, dashboard: str, path: str) -> None:
    page.goto(f"{dashboard}/{path}")
    wait_until_drawn(page)
    table(page).locator("canvas").first.wait_for()


@pytest.mark.parametrize("path", ["", "sru?commune=43089"])
def test_no_english_word_on_the_page_nor_in_its_menu(english, dashboard, path):
    open_page(english, dashboard, path)
    assert english_words(english) == []
    english.get_by_role("button", name="Menu principal").click()
    expect(english.get_by_text("Fait avec Streamlit v")).to_be_visible()
    assert english_words(english) == []


@pytest.mark.parametrize("path", ["", "sru?commune=43089"])
def test_no_english_word_in_the_toolbar_of_a_table_nor_in_the_menu_of_a_column(
    english, dashboard, path
):
    open_page(english, dashboard, path)
    use_toolbar(english, "Choisir les colonnes")
    columns = english.get_by_test_id("stDataFrameColumnVisibilityMenu")
    expect(columns).to_contain_text("Tout choisir")
    assert english_words(english) == []
    english.keyboard.press("Escape")
    menu = open_column_menu(english)
    expect(menu).to_contain_text("Trier par ordre croissant")
    assert english_words(english) == []
    menu.get_by_role("menuitem", name="Statistiques").hover()
    expect(english.get_by_test_id("stDataFrameStatisticsMenu")).to_contain_text("Vides")
    assert english_words(english) == []
    english.keyboard.press("Escape")
    use_toolbar(english, "Chercher")
    expect(english.get_by_text("Écrire pour chercher")).to_be_visible()
    assert english_words(english) == []


def test_no_english_word_in_the_lists_of_choices(english, dashboard):
    open_page(english, dashboard, "")
    english.get_by_test_id("stMultiSelect").locator("input").first.click()
    expect(english.get_by_text("Tout choisir")).to_be_visible()
    assert english_words(english) == []
    english.keyboard.type("zzz")
    expect(english.get_by_text("Aucun résultat")).to_be_visible()
    english.keyboard.press("Escape")
    english.get_by_test_id("stSelectbox").locator("input").first.click()
    expect(english.get_by_test_id("stSelectboxVirtualDropdown")).to_be_visible()
    assert english_words(english) == []


def test_how_long_the_words_take(english, browser, dashboard):
    """Written, not asserted: time of the processor, which other programs do not change much."""
    for path in ("", "sru"):
        browser.start_tracing(page=english, categories=["devtools.timeline"])
        open_page(english, dashboard, path)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        ours = [event for event in events if "/app/static/french" in str(event.get("args"))]
        spent = [event.get("tdur", 0) for event in ours if event["name"] in SCRIPTING]
        assert spent
        sys.stdout.write(f"\n/{path}: {sum(spent) / 1000:.1f} ms in {len(spent)} calls\n")


def test_no_line_starts_with_the_sign_that_ends_a_sentence(english, dashboard):
    english.goto(f"{dashboard}/engagements?volet=moyens")
    expect(english.get_by_text("Les crédits, pilier par pilier")).to_be_visible()
    quoted = english.get_by_text("pour «\u202fcrédits pour le cadre de vie\u202f»")
    expect(quoted).to_be_visible()
    assert "«\u202f" in "".join(english.evaluate(WRITTEN))
    assert [text for text in english.evaluate(WRITTEN) if BREAKABLE.search(text)] == []


def test_the_theme_can_be_chosen(english, dashboard):
    open_page(english, dashboard, "")
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light = english.evaluate(ground)
    english.get_by_role("button", name="Menu principal").click()
    dark = english.get_by_test_id("stMainMenuItem-theme-Dark")
    expect(dark).to_contain_text("Sombre")
    dark.click()
    english.wait_for_function(f"{ground} !== {light!r}")


def test_tables_write_numbers_in_french(english, dashboard):
    open_page(english, dashboard, "")
    drawn = english.evaluate("drawn")
    assert any(re.fullmatch(r"\d{1,3}\u202f\d{3}", text) for text in drawn)
    assert not any(re.fullmatch(r"\d{1,3},\d{3}", text) for text in drawn)
    open_page(english, dashboard, "sru")
    drawn = english.evaluate("drawn")
    assert any(re.fullmatch(r"\d+,\d{1,2}", text) for text in drawn)
    assert not any(re.fullmatch(r"\d+\.\d{1,2}", text) for text in drawn)


def test_a_page_that_does_not_exist_is_said_in_french(english, dashboard):
    english.goto(f"{dashboard}/inconnue")
    expect(english.get_by_text("Page introuvable")).to_be_visible()
    wait_until_drawn(english)
    assert english_words(english) == []


def test_the_pages_that_do_not_fit_in_the_bar_are_counted_in_french(english, dashboard):
    english.set_viewport_size({"width": 1100, "height": 800})
    english.goto(f"{dashboard}/donnees")
    expect(english.get_by_test_id("stTopNavSection")).to_have_text(re.compile(r"^Autres \(\d\)$"))


def test_what_a_page_writes_itself_is_left_alone(english, dashboard):
    open_page(english, dashboard, "")
    html = (
        "<div id=ours data-testid=stMarkdownContainer title=Search>Search</div>"
        "<div id=theirs data-testid=stElementToolbar><i aria-label=Search>Search</i></div>"
    )
    english.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", html)
    expect(english.locator("#theirs")).to_have_text("Chercher")
    expect(english.locator("#theirs i")).to_have_attribute("aria-label", "Chercher")
    expect(english.locator("#ours")).to_have_text("Search")
    expect(english.locator("#ours")).to_have_attribute("title", "Search")
