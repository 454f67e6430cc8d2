"""Commands as people and mail servers run them: processes of their own, in a home of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.once import made_once

SECONDS = 120
AWAY = {"DATABASE_URL": "postgresql://x@127.0.0.1:9/none", "AIUTO_DATABASE_SECONDS": "1"}
Run = Callable[..., subprocess.CompletedProcess]


def environment(home: Path, **more: str) -> dict[str, str]:
    """What a command sees: nothing of ours but the way to the interpreter."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return kept | {"AIUTO_HOME": str(home), "PYTHONWARNINGS": "error", "AIUTO_SMTP_LISTEN": ""} | more


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "aiuto.cli.main", *options]


def run_in(home: Path, *options: str, given: bytes = b"", **more: str) -> subprocess.CompletedProcess:
    """Run `aiuto OPTIONS` to its end; `more` are environment variables."""
    return subprocess.run(
        command(*options), input=given, capture_output=True, env=environment(home, **more), cwd=home.parent,
        timeout=SECONDS, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory, worker_id) -> Path:
    """A home after `aiuto migrate` alone, to be copied."""

    def migrate(home: Path) -> None:
        done = run_in(home, "migrate")
        assert done.returncode == 0, done.stderr.decode()

    return made_once(tmp_path_factory, worker_id, "migrated", migrate)


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
