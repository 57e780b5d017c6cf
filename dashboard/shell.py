"""What surrounds every answer of the server: the page shell in French, and security headers."""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.assets import FOREVER, asset_url

IGN_TILES: Final = "https://data.geopf.fr"
TITLE: Final = "Contrat de ville"
NO_SCRIPT: Final = (
    "<p>Ce tableau de bord a besoin de JavaScript. Les mêmes chiffres s’obtiennent "
    "sans navigateur avec la commande <code>cdv</code>.</p>"
)
# Without it a page at /sru first looks for its server under /sru/, and logs two errors.
BACKEND: Final = (
    "window.__streamlit={BACKEND_BASE_URL:location.origin,MAIN_PAGE_BASE_URL:location.origin}"
)
FRENCH_SCRIPTS: Final = ("french_words.js", "french.js")
FRAME_PREFIX: Final = "/component/"

_COMMON: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), microphone=(), payment=(), usb=()",
}
_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
# The frame of the map runs the script that the page sends it: streamlit-folium evaluates text.
_FRAME_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    f"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {IGN_TILES}; "
    "font-src 'self'; object-src 'none'; base-uri 'self'; form-action 'none'; "
    "frame-ancestors 'self'"
)


def french_shell(html: str) -> str:
    """Return Streamlit's index page in French: language, title, words, text without JavaScript.

    Raises
    ------
    ValueError
        When the page is not the one this function knows how to change.
    """
    # Not deferred: they must run before Streamlit's own script.
    scripts = "".join(f'<script src="./{asset_url(path)}"></script>' for path in FRENCH_SCRIPTS)
    changes = (
        (r'<html lang="en">', '<html lang="fr">'),
        (r"<head>", f"<head><script>{BACKEND}</script>"),
        (r"<title>.*?</title>", f"<title>{TITLE}</title>{scripts}"),
        (r"<noscript>.*?</noscript>", f"<noscript>{NO_SCRIPT}</noscript>"),
        (r'\s*<link\s+rel="preload"[^>]*SourceSans[^>]*/>', ""),
        (r'<link rel="shortcut icon"[^>]*/>', '<link rel="icon" href="./app/static/icon.svg" />'),
    )
    for pattern, replacement in changes:
        html, count = re.subn(pattern, replacement, html, count=1, flags=re.DOTALL)
        if count != 1:
            raise ValueError(f"Streamlit's index page has no {pattern!r}")
    return html


@lru_cache(maxsize=8)
def page_policy(html: str) -> str:
    """Return the content security policy of the page `html`: nothing from elsewhere.

    Only the scripts that stand in the page itself may run inline, known by their hash.
    """
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in _INLINE_SCRIPT.findall(html)
    )
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    )


class SafeHeaders:
    """Add the security headers to every answer, and let browsers keep versioned files."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; write headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _COMMON.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(FRAME_PREFIX):
                    headers.setdefault("Content-Security-Policy", _FRAME_POLICY)
                if _is_versioned(scope, message["status"]):
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, send_safely)


def _is_versioned(scope: Scope, status: int) -> bool:
    """Whether the address changes with the file: ``?v=`` on ours, a hash in a component's name."""
    path: str = scope["path"]
    ours = path.startswith("/app/static/") and scope["query_string"].startswith(b"v=")
    hashed = re.search(r"^/component/.*\.[0-9a-f]{8}\.(js|css)$", path)
    return status == HTTPStatus.OK and (ours or hashed is not None)


class FrenchShell:
    """Put the French page in the place of Streamlit's index page, wherever it is served.

    Parameters
    ----------
    app
        What answers the requests.
    early
        Gives the addresses of files that the page will need, relative to the root: the browser
        fetches them while it is still starting.
    """

    def __init__(self, app: ASGIApp, early: Callable[[], Sequence[str]]) -> None:
        self.app = app
        self.early = early

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; replace the answer where it is the index page."""
        if scope["type"] != "http" or not _asks_for_a_page(scope):
            await self.app(scope, receive, send)
            return
        links = "".join(f'<link rel="prefetch" href="./{url}" />' for url in self.early())
        await self.app(_without_conditions(scope), receive, _ShellSender(send, links))


class _ShellSender:
    """Gather an HTML answer, then send it on in French; other answers go through."""

    def __init__(self, send: Send, links: str) -> None:
        self.send = send
        self.links = links
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        html = french_shell(self.body.decode()).replace("</head>", f"{self.links}</head>", 1)
        content = html.encode()
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(content))
        headers["Content-Security-Policy"] = page_policy(html)
        for name in ("etag", "last-modified"):
            del headers[name]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": content})


def _asks_for_a_page(scope: Scope) -> bool:
    accepts = Headers(scope=scope).get("accept", "")
    return scope["method"] == "GET" and "text/html" in accepts and not _is_reserved(scope["path"])


def _is_reserved(path: str) -> bool:
    return path.startswith((FRAME_PREFIX, "/_stcore/", "/app/static/", "/media/", "/geo/"))


def _is_html(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return bool(message["status"] == HTTPStatus.OK and kind.startswith("text/html"))


def _without_conditions(scope: Scope) -> Scope:
    """Ask for the page itself, never for "not modified": ours differs from Streamlit's."""
    dropped = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in dropped]}
