"""Each test of the store runs twice: on a SQLite file and on a real PostgreSQL."""

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from geo.store import Store, open_store
from tests.geo.store.cluster import MISSING, programs, running_cluster

SIRENS = itertools.count(200_000_001)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL; without one the tests are skipped, or fail as root in CI."""
    folder = programs()
    if folder is None:
        if os.environ.get("CI") == "true" and os.geteuid() == 0:
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with running_cluster(folder) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path) -> str:
    """Address of an empty database, of each of the two kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'partners.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def epci() -> str:
    """Return a SIREN that no other test has: its schema is empty."""
    return str(next(SIRENS))


@pytest.fixture
def store(url: str, epci: str) -> Store:
    """Return an empty store."""
    return open_store(url, epci=epci)


@pytest.fixture
def again(url: str, epci: str) -> Callable[[], Store]:
    """Open the same store once more."""
    return lambda: open_store(url, epci=epci)
