"""Fixtures for every test: no network, real sample files, a territory that may be damaged."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_socket
from hypothesis import settings

from geo.cli import main
from tests.geo.embedded import DATA

ROOT = Path(__file__).parents[1]
SAMPLES_VARIABLE = "CDV_SAMPLES"
settings.register_profile("project", deadline=None)
settings.load_profile("project")

NETWORK_MARKERS = ("browser", "enable_socket", "allow_hosts")


class Answer(NamedTuple):
    """What the command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse every socket but Unix ones.

    A test that needs the machine itself asks with ``@pytest.mark.allow_hosts(["127.0.0.1"])``.
    """
    if any(request.node.get_closest_marker(name) for name in NETWORK_MARKERS):
        yield
        return
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from what was loaded on this machine, and from its settings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDV_STORE", str(tmp_path_factory.mktemp("store")))
        for name in ("CDV_DATA", "CDV_DATABASE_URL", "CDV_DEMO"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def samples() -> Path:
    """Folder of real files of their producers, which are not part of the repository."""
    default = ROOT.parent / "shared" / "sources"
    folder = Path(os.environ.get(SAMPLES_VARIABLE) or default)
    if not folder.is_dir():
        pytest.skip(f"no sample files: {SAMPLES_VARIABLE} names their folder")
    return folder


@pytest.fixture
def territory_copy(tmp_path: Path) -> Path:
    """Return a copy of the embedded territory that may be written."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture
def cdv(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run ``cdv`` in this process."""

    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(int(ended.value.code or 0), out, err)

    return run
