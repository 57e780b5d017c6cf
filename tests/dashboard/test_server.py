"""The web server as a browser meets it: French shell, outlines by address, strict headers."""

import gzip
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import streamlit

from dashboard.assets import MAP_SCRIPTS, MAP_SHEETS, asset_url
from dashboard.frontend import front_end_files
from dashboard.outlines import outline_url, outlines
from dashboard.shell import french_shell, page_policy
from geo.errors import DataError, UnknownCodeError
from tests.browser.server import ROOT, running_dashboard
from tests.geo.embedded import DATA

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
PAGE = {"Accept": "text/html"}
FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def address():
    with running_dashboard() as address:
        yield address


def answer(url, headers=None):
    """Status, headers and body, whatever the status."""
    request = urllib.request.Request(url, headers=headers or {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as response:  # noqa: S310
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


WARMED_UP = """
import asyncio, gc, sys, threading
from dashboard.server import SLOW_MODULES, app, warm_up

async def start():
    async with warm_up(app):
        for thread in set(threading.enumerate()) - {threading.main_thread()}:
            thread.join()

asyncio.run(start())
print(gc.get_freeze_count(), all(name in sys.modules for name in SLOW_MODULES))
"""


def test_libraries_loaded_at_the_start_are_out_of_the_collections():
    command = [sys.executable, "-c", WARMED_UP]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    frozen, loaded = done.stdout.split()
    assert int(frozen) > 50_000
    assert loaded == "True"


@pytest.mark.parametrize("path", ["", "sru", "territoire?commune=43157"])
def test_every_page_has_a_french_shell(address, path):
    status, headers, body = answer(f"{address}/{path}", PAGE)
    html = body.decode()
    assert status == 200
    assert int(headers["Content-Length"]) == len(body)
    assert '<html lang="fr">' in html
    assert "<title>Contrat de ville</title>" in html
    assert "You need to enable JavaScript" not in html
    assert "SourceSans" not in html


def test_a_page_kept_by_the_browser_is_never_taken_for_streamlits(address):
    """Streamlit's own page has the same age: "not modified" would bring back the English one."""
    kept = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match": "*"}
    status, headers, _ = answer(f"{address}/", {**PAGE, **kept})
    assert status == 200
    assert "etag" not in headers
    assert "last-modified" not in headers


def test_the_page_asks_early_for_the_map(address):
    html = answer(f"{address}/", PAGE)[2].decode()
    links = re.findall(r'<link rel="prefetch" href="\./([^"]+)"', html)
    wanted = [asset_url(path) for path in (*MAP_SCRIPTS, *MAP_SHEETS)]
    assert links == [*wanted, outline_url(DATA, "communes")]
    assert [answer(f"{address}/{link}")[0] for link in links] == [200] * len(links)


def test_nothing_may_come_from_elsewhere(address):
    policy = answer(f"{address}/", PAGE)[1]["Content-Security-Policy"]
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"script-src 'self'( 'sha256-[\w+/=]+')+;", policy)


def test_the_policy_knows_every_script_of_the_page():
    html = french_shell(INDEX)
    inline = re.findall(r"<script>", html)
    assert len(inline) >= 1
    assert page_policy(html).count("'sha256-") == len(inline)


def test_the_frame_of_the_map_may_only_ask_the_ign(address):
    policy = answer(f"{address}/component/anything/index.html")[1]["Content-Security-Policy"]
    assert re.findall(r"https?://[^\s;]+", policy) == ["https://data.geopf.fr"]


@pytest.mark.parametrize("path", ["", "app/static/icon.svg", "_stcore/health", "geo/no-0.geojson"])
def test_every_answer_is_guarded(address, path):
    headers = answer(f"{address}/{path}")[1]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("layer", "count"), [("communes", 72), ("qpv", 2)])
def test_outlines_are_served_for_good(address, layer, count):
    status, headers, body = answer(f"{address}/{outline_url(DATA, layer)}")
    assert (status, headers["Cache-Control"]) == (200, FOREVER)
    assert headers["Content-Type"] == "application/geo+json"
    assert len(json.loads(body)["features"]) == count


def test_outlines_are_compressed_for_who_can_read_it(address):
    url = f"{address}/{outline_url(DATA, 'communes')}"
    _, headers, packed = answer(url, {"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == answer(url)[2]
    assert len(packed) < 20_000


@pytest.mark.parametrize("name", ["communes-000000000000", "cantons-0", "communes", "..-0"])
def test_outlines_that_are_not_there(address, name):
    assert answer(f"{address}/geo/{name}.geojson")[0] == 404


def test_files_of_ours_are_kept_by_version_only(address):
    versioned = answer(f"{address}/{asset_url('map_element.js')}")[1]
    plain = answer(f"{address}/app/static/map_element.js")[1]
    assert versioned["Cache-Control"] == FOREVER
    assert plain.get("Cache-Control") != FOREVER


def test_the_front_end_comes_from_memory_unchanged(address):
    script = next(path for path in sorted(front_end_files()) if path.endswith(".js"))
    _, headers, body = answer(f"{address}{script}")
    assert body == (Path(streamlit.__file__).parent / "static" / script[1:]).read_bytes()
    assert headers["Cache-Control"] == FOREVER
    assert "javascript" in headers["Content-Type"]


@pytest.mark.parametrize(
    "path", ["static/../index.html", "static/%2e%2e/server.py", "static/no.js"]
)
def test_only_listed_files_are_opened(address, path):
    status, _, body = answer(f"{address}/{path}")
    assert status in {400, 404} or b"<html" in body


def test_a_broken_territory_does_not_stop_the_server(territory_copy):
    (territory_copy / "datapackage.json").write_text("{", encoding="utf-8")
    with running_dashboard({"CDV_DATA": str(territory_copy)}) as address:
        status, _, body = answer(f"{address}/", PAGE)
        assert status == 200
        assert b"geojson" not in body


def test_a_changed_outline_has_another_address(territory_copy):
    before = outline_url(territory_copy, "communes")
    path = territory_copy / "boundaries" / "communes.geojson"
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert outline_url(territory_copy, "communes") != before


def test_outlines_that_the_manifest_does_not_know_are_refused(territory_copy):
    path = territory_copy / "boundaries" / "communes.geojson"
    path.write_text(path.read_text("utf-8").replace("Aiguilhe", "Aiguille"), encoding="utf-8")
    version = outline_url(territory_copy, "communes").split("-")[1].removesuffix(".geojson")
    with pytest.raises(DataError):
        outlines(territory_copy, "communes", version)


def test_an_unknown_layer_is_refused():
    with pytest.raises(UnknownCodeError):
        outline_url(DATA, "cantons")


def test_an_index_page_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="no '<html lang"):
        french_shell("<html><head></head></html>")
