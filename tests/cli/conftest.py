"""Commands as people and mail servers run them: processes of their own, in a home of their own."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

import psycopg
import pytest

from tests import databases
from tests.once import made_once

SECONDS = 120
LOADED = str(Path(__file__).with_name("loaded.py"))
AWAY = {"DATABASE_URL": "postgresql://x@127.0.0.1:9/none", "AIUTO_DATABASE_SECONDS": "1"}
Run = Callable[..., subprocess.CompletedProcess]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a command sees: nothing of ours but the way to the interpreter."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"AIUTO_HOME": str(home), "PYTHONWARNINGS": "error", "AIUTO_SMTP_LISTEN": ""} | more


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "aiuto.cli.main", *options]


def run_in(home: Path, *options: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess:
    """Run `aiuto OPTIONS` to its end; `more` are environment variables.

    A loaded parent forks it, unless a variable of Python's own asks for a Python that begins anew.
    """
    seen = environment(home, **more)
    if any(name.startswith("PYTHON") for name in more):
        return subprocess.run(
            command(*options), input=given, capture_output=True, env=seen, cwd=home.parent, timeout=SECONDS, check=False
        )  # fmt: skip
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(given)
        code = _forked(
            {"options": options, "environment": seen, "folder": str(home.parent)}, stdin, stdout, stderr
        )
        return subprocess.CompletedProcess(options, code, stdout.read(), stderr.read())


def _forked(order: dict[str, object], *streams: IO[bytes]) -> int:
    """The exit code of one command, whose streams then are read from their beginning."""
    streams[0].seek(0)
    socket.send_fds(_parent(), [json.dumps(order).encode()], [stream.fileno() for stream in streams])
    code = int(_parent().recv(16))
    for stream in streams:
        stream.seek(0)
    return code


@cache
def _parent() -> socket.socket:
    """The line to a loaded parent, which ends when nobody holds it any more."""
    ours, theirs = socket.socketpair()
    ours.settimeout(SECONDS)
    with theirs:
        parent = subprocess.Popen(
            [sys.executable, "-P", LOADED, str(theirs.fileno())], pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=environment(Path("/nowhere")),
        )  # fmt: skip
    atexit.register(_end, ours, parent)
    return ours


def _end(line: socket.socket, parent: subprocess.Popen) -> None:
    line.close()
    parent.wait(SECONDS)


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory, worker_id, django_db_setup, django_db_blocker) -> Path:
    """A home as `aiuto migrate` leaves it, to be copied."""

    def make(home: Path) -> None:
        home.mkdir()
        with django_db_blocker.unblock():
            databases.copy_to(home / "aiuto.sqlite3")
        done = run_in(home, "verify")
        assert done.returncode == 0, done.stderr.decode()

    return made_once(tmp_path_factory, worker_id, "migrated", make)


@pytest.fixture
def home(tmp_path, migrated_home) -> Path:
    """A home of this test's own, just migrated."""
    return shutil.copytree(migrated_home, tmp_path / "var")


@pytest.fixture
def aiuto(home) -> Run:
    """`aiuto("receive", "--json", given=b"…")`, in this test's home."""

    def run(*options: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess:
        return run_in(home, *options, given=given, **more)

    return run


@pytest.fixture
def database_url(postgres_server) -> Iterator[str]:
    """A new, empty database on a PostgreSQL server."""
    name = f"cli_{uuid4().hex[:12]}"
    server, _, _database = postgres_server.rpartition("/")
    with psycopg.connect(postgres_server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    with psycopg.connect(postgres_server, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
