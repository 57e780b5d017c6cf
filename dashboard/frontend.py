"""Streamlit's own front end, served from memory: its files never change while the server runs."""

import re
from collections.abc import Iterable
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

FILES: Final = Path(streamlit.__file__).parent / "static"
FOREVER: Final = b"public, max-age=31536000, immutable"
_IMPORT: Final = re.compile(r'(?:from|import)\s*["`\']\./([\w.\-]+\.js)["`\']')


class StaticFromMemory:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.names = frozenset(
            f"/{path.relative_to(FILES).as_posix()}" for path in (FILES / "static").rglob("*.*")
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in self.names:
            head, body = _answer(scope["path"])
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": body})
            return
        await self.app(scope, receive, send)


@cache
def _answer(path: str):
    body = (FILES / path[1:]).read_bytes()
    kind = guess_type(path)[0] or "application/octet-stream"
    return [
        (b"content-type", kind.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", FOREVER),
        (b"x-content-type-options", b"nosniff"),
    ], body


def chunk(stem: str) -> list[str]:
    scripts = FILES / "static" / "js"
    found = {}
    todo = [path.name for path in scripts.glob(f"{stem}.*.js")]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found[name] = 1
        todo += _IMPORT.findall((scripts / name).read_text(encoding="utf-8"))
    return [f"static/js/{name}" for name in found]
