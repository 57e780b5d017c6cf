import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMANDS = ("run", "test", "lint", "shots", "bench", "lock", "setup", "help")

# Stands for uv: notes each call and makes an environment that holds only Python.
FAKE_UV = f"""#!/bin/sh
[ "$1" != --version ] || exit 0
echo "$*" >> "$0.calls"
[ "$1" = venv ] || exit 0
for folder; do :; done
mkdir -p "$folder/bin"
ln -s '{Path(sys.executable).resolve()}' "$folder/bin/python"
"""

# Stands for a Python that is too old: it fails the question asked with -c.
OLD_PYTHON = """#!/bin/sh
[ "$1" = -V ] && echo "Python 3.9.2"
"""


def write_program(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def run_dev(root, *arguments, **environment):
    return subprocess.run(
        [root / "dev", *arguments],
        capture_output=True,
        cwd="/",
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "CI": "", **environment},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.fixture
def clone(tmp_path):
    """Give a copy of what `./dev` reads, in a folder whose name has a space."""
    root = tmp_path / "a clone"
    root.mkdir()
    for name in ("dev", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, root / name)
    return root


@pytest.fixture
def programs(tmp_path):
    """Give a folder with a false uv and a false browser."""
    folder = tmp_path / "programs"
    write_program(folder / "uv", FAKE_UV)
    write_program(folder / "chromium", "#!/bin/sh\n")
    return folder


@pytest.fixture
def setup(clone, programs):
    """Give a function that runs `./dev setup` and returns what uv was asked since the last time."""
    calls = programs / "uv.calls"

    def run():
        calls.unlink(missing_ok=True)
        result = run_dev(clone, "setup", PATH=f"{programs}:{os.environ['PATH']}")
        assert result.returncode == 0, result.stderr
        return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []

    return run


@pytest.mark.parametrize("arguments", [(), ("help",), ("--help",), ("run", "--help")])
def test_help_names_every_command(arguments):
    result = run_dev(ROOT, *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    named = {line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ")}
    assert named == set(COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("deploy",), "unknown command 'deploy'"),
        (("lint", "geo"), "lint takes no argument, found 'geo'"),
        (("run", "--port"), "--port expects a number from 1 to 65535, found ''"),
        (("run", "--port", "web"), "--port expects a number from 1 to 65535, found 'web'"),
        (("run", "--port=0"), "--port expects a number from 1 to 65535, found '0'"),
        (("run", "--port=65536"), "--port expects a number from 1 to 65535, found '65536'"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(arguments, expected):
    result = run_dev(ROOT, *arguments)
    assert result.returncode == 2
    assert result.stderr == f"dev: error: {expected} (./dev prints help)\n"


@pytest.mark.enable_socket
def test_a_taken_port_is_refused_with_the_fix():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = run_dev(ROOT, "run", "--port", str(port))
    assert result.returncode == 1
    assert f"port {port} is taken" in result.stderr
    assert f"./dev run --port {port + 1}" in result.stderr


def test_set_up_follows_the_lock_and_hashes(setup, clone):
    venv, sync, project = setup()
    assert venv.startswith("venv ")
    assert "--require-hashes" in sync
    assert sync.endswith("requirements.lock --offline")
    assert project.endswith(f"--no-build-isolation --python {clone}/.venv/bin/python -e .")


def test_a_second_set_up_does_nothing(setup):
    assert setup()
    assert setup() == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_makes_the_environment_again(setup, clone, name):
    setup()
    with (clone / name).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert setup()
    assert setup() == []


def test_an_unfinished_environment_is_made_again(setup, clone):
    setup()
    (clone / ".venv" / "set-up-stamp").unlink()
    leftover = clone / ".venv" / "leftover"
    leftover.touch()
    assert setup()
    assert not leftover.exists()


def test_a_python_that_went_away_makes_the_environment_again(setup, clone):
    setup()
    (clone / ".venv" / "bin" / "python").unlink()
    assert setup()


def test_an_old_python_is_refused(clone, tmp_path):
    programs = tmp_path / "old"
    for name in ("bash", "dirname", "head", "mkdir"):
        (programs / name).parent.mkdir(exist_ok=True)
        (programs / name).symlink_to(shutil.which(name))
    write_program(programs / "python3", OLD_PYTHON)
    result = run_dev(clone, "setup", PATH=str(programs))
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed, python3 is Python 3.9.2" in result.stderr
    assert not (clone / ".venv").exists()


def test_a_browser_that_is_no_program_is_refused(clone, programs):
    result = run_dev(
        clone,
        "setup",
        PATH=f"{programs}:{os.environ['PATH']}",
        CDV_CHROMIUM=str(clone / "pyproject.toml"),
    )
    assert result.returncode == 1
    assert "pyproject.toml is no program" in result.stderr
