"""The web server: Streamlit's, with outlines by address, a French page shell and strict headers.

Started by ``streamlit run dashboard/server.py``. Nothing here reads the territory before a
browser asks for it, so a broken data folder still shows its faults on a page.
"""

import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Thread

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard.assets import FOREVER, MAP_SCRIPTS, MAP_SHEETS, asset_url
from dashboard.frontend import FrontEndInMemory
from dashboard.late_templates import templates_compiled_on_use
from dashboard.networks import is_network, networks
from dashboard.outlines import outline_url, outlines
from dashboard.shell import FrenchShell, SafeHeaders
from dashboard.zones import is_zone, zones
from geo.contracts.manifest import data_folder
from geo.errors import CdvError

# A request waits at most this long for the interpreter while a script runs (5 ms by default).
SWITCH_S = 0.0005
SLOW_MODULES = ("folium.plugins", "geo.territory")


async def serve_outlines(request: Request) -> Response:
    """Answer with a layer of outlines or zones, compressed where the browser allows it."""
    layer, _, version = request.path_params["name"].rpartition("-")
    maker = outlines
    if is_zone(layer):
        maker = zones
    elif is_network(layer):
        maker = networks
    try:
        found = await run_in_threadpool(maker, data_folder(), layer, version)
    except CdvError as error:
        return PlainTextResponse(str(error), status_code=404)
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type="application/geo+json", headers=headers)
    return Response(found.plain, media_type="application/geo+json", headers=headers)


def early_files() -> list[str]:
    """Return what the browser can fetch before the first page is ready: the map and outlines."""
    files = [asset_url(path) for path in (*MAP_SCRIPTS, *MAP_SHEETS)]
    with suppress(CdvError):
        files.append(outline_url(data_folder(), "communes"))
    return files


@asynccontextmanager
async def warm_up(_app: App) -> AsyncIterator[None]:
    """Load the slow libraries while the first browser is still fetching the page."""
    sys.setswitchinterval(SWITCH_S)
    Thread(target=_load_slow_modules, daemon=True).start()
    yield


def _load_slow_modules() -> None:
    """Load the libraries, then keep them out of the collections Streamlit asks after each run.

    Going through their objects takes up to a tenth of a second, in which no answer leaves.
    """
    with templates_compiled_on_use():
        for name in SLOW_MODULES:
            import_module(name)
    gc.freeze()


app = App(
    Path(__file__).with_name("app.py"),
    routes=[Route("/geo/{name}.geojson", serve_outlines)],
    middleware=[
        Middleware(FrontEndInMemory),
        Middleware(SafeHeaders),
        Middleware(FrenchShell, early=early_files),
    ],
    lifespan=warm_up,
)
