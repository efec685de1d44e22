"""A PostgreSQL server for the tests.

`TEST_DATABASE_URL` names one; else the one on 127.0.0.1:5432 is used, if there is one
that lets `postgres` in; else a cluster of our own is started in a temporary folder and
removed at the end.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg2

LOCAL = "postgres://postgres@127.0.0.1:5432/postgres"
_FOLDERS = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")


def find_or_start_server() -> str:
    """This function will answer the address of a server, and keep it for the child processes."""
    if not os.environ.get("TEST_DATABASE_URL"):
        os.environ["TEST_DATABASE_URL"] = LOCAL if answers(LOCAL) else start_server()
    return os.environ["TEST_DATABASE_URL"]


def start_server() -> str:
    """This function will start a cluster in a temporary folder, stopped when this process ends."""
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="mgdcds-postgresql-"))
    # PostgreSQL refuses to run as root: an ordinary user owns the folder then.
    user = _ordinary_user()
    if user is not None:
        shutil.chown(folder, user)
    port = _free_port()
    data = folder / "data"
    _run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"],
        user,
    )
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c full_page_writes=off"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-l", folder / "log", "-o", options, "start"], user)
    atexit.register(_stop, [*control, "-m", "immediate", "stop"], user, folder, os.getpid())
    return f"postgres://postgres@127.0.0.1:{port}/postgres"


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True


def _programs() -> Path:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    candidates = [path for folder in _FOLDERS for path in Path(folder).glob("**/bin/initdb")]
    if not candidates:
        raise SystemExit(
            "PostgreSQL was not found. Set TEST_DATABASE_URL, or: sudo apt install postgresql"
        )
    return max(candidates).parent


def _ordinary_user() -> str | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise SystemExit(f"'{command[0]}' failed:\n{done.stdout}{done.stderr}")


def _stop(command: list[str | Path], user: str | None, folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        _run(command, user)
        shutil.rmtree(folder, ignore_errors=True)
