"""Streamlit's own front end, kept in memory: a hundred files that each first visit asks for.

Their names hold a hash of their content, so they are sent once, without the layers and threads
that Streamlit puts in front of files that may change.
"""

from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final

import streamlit
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.assets import FOREVER

_ROOT: Final = Path(streamlit.__file__).parent / "static"
PREFIX: Final = "/static/"


@cache
def front_end_files() -> frozenset[str]:
    """Return the addresses of the files of the front end whose names hold a hash."""
    folder = _ROOT / PREFIX.strip("/")
    return frozenset(f"/{path.relative_to(_ROOT).as_posix()}" for path in folder.rglob("*.*"))


@cache
def _answer(path: str) -> Response:
    kind = guess_type(path)[0]
    return Response(
        (_ROOT / path.lstrip("/")).read_bytes(),
        media_type=kind,
        headers={"Cache-Control": FOREVER, "X-Content-Type-Options": "nosniff"},
    )


class FrontEndInMemory:
    """Answer for the files of the front end; pass every other request on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on. Only names that were listed are ever opened."""
        is_read = scope["type"] == "http" and scope["method"] == "GET"
        if is_read and scope["path"] in front_end_files():
            await _answer(scope["path"])(scope, receive, send)
        else:
            await self.app(scope, receive, send)
