"""The web server: Streamlit's, with outlines by address, a French page shell and strict headers.

Started by ``streamlit run dashboard/server.py``. Nothing here reads the territory before a
browser asks for it, so a broken data folder still shows its faults on a page.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.starlette import App

from dashboard.outlines import outlines
from dashboard.shell import FrenchShell, SafeHeaders
from geo.errors import CdvError
from geo.manifest import data_folder

FOREVER = "public, max-age=31536000, immutable"
SLOW_MODULES = ("folium.plugins", "geo.territory")


async def serve_outlines(request: Request) -> Response:
    """Answer with a layer of outlines, compressed where the browser allows it."""
    layer, _, version = request.path_params["name"].rpartition("-")
    try:
        found = await run_in_threadpool(outlines, data_folder(), layer, version)
    except CdvError as error:
        return PlainTextResponse(str(error), status_code=404)
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type="application/geo+json", headers=headers)
    return Response(found.plain, media_type="application/geo+json", headers=headers)


@asynccontextmanager
async def warm_up(_app: App) -> AsyncIterator[None]:
    """Load the slow libraries while the first browser is still fetching the page."""
    Thread(target=_load_slow_modules, daemon=True).start()
    yield


def _load_slow_modules() -> None:
    for name in SLOW_MODULES:
        import_module(name)


app = App(
    Path(__file__).with_name("app.py"),
    routes=[Route("/geo/{name}.geojson", serve_outlines)],
    middleware=[Middleware(SafeHeaders), Middleware(FrenchShell)],
    lifespan=warm_up,
)
