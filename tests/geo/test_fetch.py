"""The address search, against a server of this machine."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geo.errors import InputError, NetworkError
from geo.fetch import GEOCODER, GEOCODER_VARIABLE, Address, search_address

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

NEAR = (3.885, 45.043)
FOUND = (
    '{"features":[{"geometry":{"coordinates":[3.8852,45.042]},"properties":'
    '{"label":"Place du Breuil 43000 Le Puy-en-Velay","score":0.93,"type":"street"}}]}'
)
Serve = Callable[..., list[str]]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    servers = []

    def start(body: str, status: int = 200, wait_s: float = 0) -> list[str]:
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                time.sleep(wait_s)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                return

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        monkeypatch.setenv(GEOCODER_VARIABLE, f"http://127.0.0.1:{server.server_port}/search")
        return asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_address_is_found_and_the_question_is_the_one_documented(serve):
    asked = serve(FOUND)
    assert search_address("place du Breuil", NEAR) == (
        Address("Place du Breuil 43000 Le Puy-en-Velay", 3.8852, 45.042, 0.93, "street"),
    )
    assert asked == ["/search?q=place+du+Breuil&limit=5&lon=3.88500&lat=45.04300"]


def test_the_service_is_that_of_the_ign():
    assert GEOCODER == "https://data.geopf.fr/geocodage/search"


def test_nothing_found_is_an_empty_answer(serve):
    serve('{"features": []}')
    assert search_address("zzzz", NEAR) == ()


@pytest.mark.parametrize(
    ("body", "status", "found"),
    [
        ("", 500, "HTTP 500"),
        ("<html>", 200, "something else"),
        ('{"features": [{}]}', 200, "another answer"),
        ('{"message": "no"}', 200, "another answer"),
        ("[]", 200, "another answer"),
    ],
)
def test_a_bad_answer_is_said(serve, body, status, found):
    serve(body, status)
    with pytest.raises(NetworkError) as error:
        search_address("place du Breuil", NEAR)
    assert error.value.faults[0].found == found


def test_a_slow_server_is_left(serve):
    serve(FOUND, wait_s=1)
    with pytest.raises(NetworkError, match="timed out"):
        search_address("place du Breuil", NEAR, timeout_s=0.1)


def test_a_server_that_is_down_is_said(monkeypatch):
    monkeypatch.setenv(GEOCODER_VARIABLE, "http://127.0.0.1:9/search")
    with pytest.raises(NetworkError, match="geocoder"):
        search_address("place du Breuil", NEAR)


def test_only_web_addresses_are_asked(monkeypatch):
    monkeypatch.setenv(GEOCODER_VARIABLE, "file:///etc/passwd")
    with pytest.raises(NetworkError, match="https"):
        search_address("place du Breuil", NEAR)


@pytest.mark.parametrize("text", ["", "  ", "ab"])
def test_a_text_that_is_too_short_asks_nothing(text):
    with pytest.raises(InputError):
        search_address(text, NEAR)
