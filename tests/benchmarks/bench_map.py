"""Our Communes SRU page against a naive st_folium page with the same communes.

Run by hand: ``python tests/benchmarks/bench_map.py``. Prints three ratios of one run and writes
nothing. Both servers start from nothing and both pages are driven by one Chromium; the runs of
the two alternate, so that a busy machine slows both alike.
"""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CDV_CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COLD_RUNS = 7
CHANGE_ROUNDS = 4
PAUSE_MS = 600
SETTLE_MS = 2500
START_LIMIT_S = 60

# In the page: the colours of all areas and of their borders, in whatever frame the map is.
COLOURS = """() => [...document.querySelectorAll("iframe")].flatMap((frame) =>
    [...(frame.contentDocument?.querySelectorAll("path.leaflet-interactive") ?? [])]
        .map((path) => path.getAttribute("fill") + path.getAttribute("stroke"))).join()"""
# In the page: the end of the first frame in which an area is drawn.
FIRST_DRAWN = f"""async () => {{
    const colours = {COLOURS};
    while (!colours()) await new Promise(requestAnimationFrame);
}}"""
# In the page: the time from the Enter key to the first frame with other colours.
WATCH = f"""() => {{
    const colours = {COLOURS};
    const before = colours();
    window.redrawn = new Promise((resolve) => {{
        document.addEventListener("keydown", async function onKey(event) {{
            if (event.key !== "Enter") return;
            document.removeEventListener("keydown", onKey, true);
            const start = performance.now();
            while (!colours() || colours() === before) await new Promise(requestAnimationFrame);
            resolve(performance.now() - start);
        }}, true);
    }});
}}"""


@dataclass(frozen=True)
class Subject:
    """A page to measure.

    Attributes
    ----------
    name, script, folder
        What is started, and where.
    path
        Where the page is.
    widget, choices
        Label of a list of choices, and what to choose in it, in turn.
    """

    name: str
    script: Path
    folder: Path
    path: str
    widget: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One change of the widget: seconds to the new colours, bytes through the websocket."""

    seconds: float
    bytes_count: int


OURS = Subject(
    name="ours",
    script=ROOT / "dashboard" / "server.py",
    folder=ROOT,
    path="/sru",
    widget="Colorer la carte par",
    choices=("Écart", "Situation") * 4,
)


def naive(folder: Path) -> Subject:
    """Put the naive page and its copy of Leaflet in `folder`."""
    script = folder / "naive_app.py"
    shutil.copy(Path(__file__).with_name("naive_app.py"), script)
    leaflet = ROOT / "dashboard" / "static" / "vendor" / "leaflet"
    shutil.copytree(leaflet, folder / "static" / "leaflet")
    return Subject("naive", script, folder, "/", "Palette", ("Vert", "Bleu") * 4)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(subject: Subject, port: int, cache: Path) -> Iterator[None]:
    """Run the server of `subject`; yield as soon as it accepts connections.

    Compiled modules are kept in `cache`, so that neither page pays for compiling nor writes.
    """
    options = ["server.headless=true", "server.enableStaticServing=true", f"server.port={port}"]
    options += ["server.address=127.0.0.1", "browser.gatherUsageStats=false"]
    command = [sys.executable, "-m", "streamlit", "run", str(subject.script)]
    command += [f"--{option}" for option in options]
    environment = os.environ | {
        "BENCH_COMMUNES": str(ROOT / "data" / "boundaries" / "communes.geojson"),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(cache),
    }
    process = subprocess.Popen(
        command,
        cwd=subject.folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Return once something listens on `port`."""
    deadline = time.monotonic() + START_LIMIT_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            return
        time.sleep(0.01)
    raise TimeoutError(f"no server on port {port}")


def open_page(browser: Browser, subject: Subject, port: int) -> Page:
    """Open the page in a new session with an empty cache; return at the first area drawn."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"http://127.0.0.1:{port}{subject.path}", wait_until="commit")
    page.evaluate(FIRST_DRAWN)
    return page


def cold_start(browser: Browser, subject: Subject, cache: Path) -> float:
    """Return seconds from the start of the process to the first area drawn."""
    port = free_port()
    start = time.monotonic()
    with server(subject, port, cache):
        page = open_page(browser, subject, port)
        elapsed = time.monotonic() - start
        page.context.close()
    return elapsed


def changes(browser: Browser, subject: Subject, cache: Path) -> list[Change]:
    """Press the widget again and again in one session."""
    port = free_port()
    received: list[int] = []
    with server(subject, port, cache):
        page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.on(
            "websocket",
            lambda sock: sock.on("framereceived", lambda frame: received.append(len(frame))),
        )
        page.goto(f"http://127.0.0.1:{port}{subject.path}")
        page.evaluate(FIRST_DRAWN)
        page.wait_for_timeout(SETTLE_MS)
        measured = [one_change(page, subject.widget, each, received) for each in subject.choices]
        page.context.close()
    return measured


def one_change(page: Page, widget: str, choice: str, received: list[int]) -> Change:
    """Choose by the keyboard; return when the colours have changed and the page is at rest."""
    page.get_by_role("combobox", name=widget).focus()
    page.keyboard.type(choice)
    page.wait_for_timeout(PAUSE_MS)
    received.clear()
    page.evaluate(WATCH)
    page.keyboard.press("Enter")
    elapsed_ms = page.evaluate("window.redrawn")
    page.wait_for_timeout(PAUSE_MS)
    return Change(elapsed_ms / 1000, sum(received))


def main() -> None:
    """Measure both pages and print the ratios."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        cache = Path(folder) / "compiled"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        subjects = (OURS, naive(Path(folder)))
        for subject in subjects:
            cold_start(browser, subject, cache)
        cold: dict[str, list[float]] = {subject.name: [] for subject in subjects}
        for _ in range(COLD_RUNS):
            for subject in subjects:
                cold[subject.name].append(cold_start(browser, subject, cache))
        changed: dict[str, list[Change]] = {subject.name: [] for subject in subjects}
        for _ in range(CHANGE_ROUNDS):
            for subject in subjects:
                changed[subject.name] += changes(browser, subject, cache)
        browser.close()
    report(cold, changed)


def report(cold: dict[str, list[float]], changed: dict[str, list[Change]]) -> None:
    """Print the figures of both and the three results against their goals."""
    start = {name: statistics.median(times) for name, times in cold.items()}
    change = {
        name: statistics.median(each.seconds for each in each_change)
        for name, each_change in changed.items()
    }
    most = {name: max(each.bytes_count for each in all_of) for name, all_of in changed.items()}
    lines = [
        f"{name:6} cold {_row(cold[name])} s; "
        f"change {_row(each.seconds for each in changed[name])} s; {most[name] / 1000:.1f} kB"
        for name in start
    ]
    lines += [
        f"cold start ratio    {start['ours'] / start['naive']:.2f}  (goal <= 0.75)",
        f"change ratio        {change['ours'] / change['naive']:.2f}  (goal <= 0.40)",
        f"bytes per change    {most['ours'] / 1000:.1f} kB  (goal <= 20 kB)",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _row(values: Iterable[float]) -> str:
    return " ".join(f"{value:.2f}" for value in values)


if __name__ == "__main__":
    main()
