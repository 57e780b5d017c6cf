"""Fixtures of the browser tests: one dashboard for all, a page that reports what went wrong."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import CHROMIUM_FLAGS, chromium, running_dashboard

PATIENCE_MS = 30_000
NO_BROWSER = "no Chromium or Chrome on this machine: install chromium"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    expect.set_options(timeout=PATIENCE_MS)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    size = {"width": 1440, "height": 1000}
    return {**browser_context_args, "locale": "fr-FR", "viewport": size}


@pytest.fixture(scope="session")
def dashboard() -> Iterator[str]:
    """Address of a dashboard on the embedded data."""
    with running_dashboard() as address:
        yield address


@pytest.fixture
def watched(page: Page, dashboard: str) -> Iterator[Page]:
    """Watch a page: it fails the test on an error in its console or a request to another server."""
    errors: list[str] = []
    outside: list[str] = []
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    ours = (dashboard, dashboard.replace("http", "ws"), "data:", "blob:")
    page.on(
        "request",
        lambda request: None if request.url.startswith(ours) else outside.append(request.url),
    )
    yield page
    assert errors == []
    assert outside == []
