"""A PostgreSQL of our own for the tests: a temporary cluster that only listens on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = "/usr/lib/postgresql"
SERVER_USER = "postgres"
MISSING = "no PostgreSQL on this machine; on Debian: sudo apt-get install postgresql"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, the newest version first; None when there is none."""
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    places = [*([Path(on_path)] if on_path else []), *found]
    return places[-1].parent if places else None


@contextmanager
def running_cluster(folder_of: Path) -> Iterator[str]:
    """Start a cluster and give its SQLAlchemy address; stop and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="cdv-pg-", dir="/tmp"))  # a socket path is short
    is_root = os.geteuid() == 0
    if is_root:
        shutil.chown(folder, SERVER_USER)
    data = folder / "data"

    def call(program: str, *arguments: str) -> None:
        command = [str(folder_of / program), "-D", str(data), *arguments]
        as_server = ["runuser", "-u", SERVER_USER, "--", *command] if is_root else command
        # A server keeps the output open: nothing may wait for its end.
        subprocess.run(
            as_server,
            check=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    try:
        call("initdb", "-U", "cdv", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        call("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses=''", "start")
        yield f"postgresql+psycopg://cdv@/postgres?host={folder}"
    finally:
        call("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
