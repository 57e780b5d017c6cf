"""A dashboard on a free port and the browser that looks at it, for browser tests and pictures."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60
WAIT_MS = 60_000
SETTLING_MS = 400
POLL_MS = 50
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
ERROR = "[data-testid=stAlertContentError]"
MAP_FRAME = "iframe[src*=streamlit_folium]"


def chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or None when the machine has none."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CDV_CHROMIUM") or next((path for path in found if path), None)


@contextmanager
def running_dashboard(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start the dashboard on a free port and give its address; stop it at the end."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py"]
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_drawn(page: Page) -> None:
    """Wait until the page shows its map, drawn, or an error."""
    main = page.locator("[data-testid=stMain]")
    main.locator(f"{MAP_FRAME}, {ERROR}").first.wait_for(state="attached", timeout=WAIT_MS)
    page.wait_for_selector(IDLE, timeout=WAIT_MS)
    if main.locator(MAP_FRAME).count():
        frame = page.frame_locator(MAP_FRAME).first
        frame.locator("html[data-drawn] path.leaflet-interactive").first.wait_for(timeout=WAIT_MS)
    page.wait_for_timeout(SETTLING_MS)


def wait_until_idle(page: Page) -> None:
    """Wait until a page without map has run to its end."""
    page.locator("[data-testid=stMain] h1").first.wait_for(timeout=WAIT_MS)
    page.wait_for_selector(IDLE, timeout=WAIT_MS)
    page.wait_for_timeout(SETTLING_MS)


def wait_until(page: Page, is_so: Callable[[], object]) -> None:
    """Wait until something that the page does not show is so."""
    until = time.monotonic() + WAIT_MS / 1000
    while not is_so():
        assert time.monotonic() < until, "it did not become so"
        page.wait_for_timeout(POLL_MS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"the dashboard stopped:\n{log.read().decode()}")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the dashboard did not answer within {START_SECONDS} s")
