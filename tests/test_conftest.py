"""The network is closed to tests, and open to those that ask."""

import socket
import urllib.request

import pytest


def test_an_address_outside_cannot_be_reached():
    with pytest.raises((RuntimeError, UserWarning)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises((RuntimeError, UserWarning, OSError)):
        urllib.request.urlopen("http://example.org", timeout=1)


def test_a_unix_socket_may_be_made():
    left, right = socket.socketpair()
    left.close()
    right.close()


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_machine_itself_may_be_asked_for():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.getpeername() == server.getsockname()
        with pytest.raises((RuntimeError, UserWarning)):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
