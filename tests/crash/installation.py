"""An installation under fire: its processes, its SMTP sink, and what bare SQL says of its database."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
from aiosmtpd.controller import Controller

from tests import databases

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0
MIGRATED = "migrated"
TOKEN = "t" * 32
UNDER_WAY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
"""


class Sink:
    """Where answers arrive: the Message-IDs of everything that was taken, in order."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        head = envelope.content.decode("utf-8", "replace").split("\r\n\r\n", 1)[0]
        [line] = [text for text in head.split("\r\n") if text.lower().startswith("message-id:")]
        self.taken.append(line.split(":", 1)[1].strip().strip("<>"))
        await self.open.wait()
        return "250 taken"

    @property
    def port(self) -> int:
        port: int = self._controller.port
        return port

    def close(self) -> None:
        """Take what comes, and keep the answer back."""
        self._controller.loop.call_soon_threadsafe(self.open.clear)

    def reopen(self) -> None:
        self._controller.loop.call_soon_threadsafe(self.open.set)

    @contextmanager
    def running(self) -> Iterator[int]:
        self._controller.start()
        try:
            yield self.port
        finally:
            self._controller.stop()


class Installation:
    """The zygote and its children, on one database."""

    def __init__(self, home: Path, database: str, sink_port: int, **more: str) -> None:
        self.database = database or str(home / "aiuto.sqlite3")
        if not database:
            databases.copy_to(Path(self.database))
        self.ports: dict[str, int] = {}
        self.children: dict[str, int] = {}
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.zygote"],
            cwd=ROOT,
            env=os.environ | _environment(home, database, sink_port) | more,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.session: str = self.ask(do="prepare")["session"]
        self._connection = self._connect()

    def ask(self, **command: Any) -> dict[str, Any]:
        assert self._zygote.stdin
        assert self._zygote.stdout
        self._zygote.stdin.write(json.dumps(command) + "\n")
        self._zygote.stdin.flush()
        answer: dict[str, Any] = json.loads(self._zygote.stdout.readline())
        return answer

    def start(self, *names: str, **more: int) -> None:
        """Start processes by name: `listener`, `worker`, `watch`, `web`, more of a kind as `web-2`.

        Ports stay theirs.
        """
        for name in names:
            role = name.partition("-")[0]
            self.ports.setdefault(name, 0 if role in ("worker", "watch", "payer") else free_port())
            self.children[name] = self.ask(do="fork", role=role, port=self.ports[name], **more)["pid"]
        for name in names:
            if self.ports[name]:
                until(lambda name=name: _answers(self.ports[name]))  # type: ignore[misc]

    @contextmanager
    def request(
        self, name: str, path: str, form: dict[str, str] | None = None
    ) -> Iterator[HTTPResponse | None]:
        """Ask a web process as the signed-in agent; None when it was not there to answer."""
        connection = HTTPConnection("localhost", self.ports[name], timeout=PATIENCE)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
        }
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN}) if form is not None else None
        try:
            connection.request("GET" if form is None else "POST", path, body, headers)
            response = connection.getresponse()
        except (OSError, HTTPException):
            response = None
        try:
            yield response
        finally:
            connection.close()

    def kill(self, role: str) -> None:
        """SIGKILL: nothing can be tidied up. Its mail parser goes with its group."""
        pid = self.children.pop(role)
        os.kill(pid, signal.SIGKILL)
        self.ask(do="reap", pid=pid)

    def stop(self, role: str) -> bool:
        """SIGSTOP: it stands where it stands; whether a transaction of its own is open there."""
        os.kill(self.children[role], signal.SIGSTOP)
        if self.database.startswith("postgresql"):
            return bool(self.rows(UNDER_WAY)[0][0])
        with closing(sqlite3.connect(self.database, timeout=0, isolation_level=None)) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                return True
        return False

    def end(self) -> None:
        for role in list(self.children):
            self.kill(role)
        self._connection.close()
        self._zygote.terminate()
        self._zygote.communicate()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What is committed, seen from outside; for the thread that made this installation."""
        return list(self._connection.execute(query).fetchall())

    def number(self, query: str) -> int:
        """What a query counts."""
        counted: int = self.rows(query)[0][0]
        return counted

    def _connect(self) -> Any:
        if self.database.startswith("postgresql"):
            return psycopg.connect(self.database, autocommit=True)
        return sqlite3.connect(self.database, timeout=20, isolation_level=None)


def new_database(server: str, name: str) -> str:
    """The URL of a migrated database made on this PostgreSQL server: the first is migrated, the others are like it."""
    with psycopg.connect(server, autocommit=True) as line:
        if not line.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED]).fetchone():
            line.execute(f"CREATE DATABASE {MIGRATED}")
            _migrate(_database(server, MIGRATED))
        line.execute(f"CREATE DATABASE {name} TEMPLATE {MIGRATED}")
    return _database(server, name)


def _migrate(url: str) -> None:
    with TemporaryDirectory() as home:
        told = os.environ | _environment(Path(home), url, 0)
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--verbosity=0"], cwd=ROOT, env=told, check=True
        )


def _database(server: str, name: str) -> str:
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def until(done: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _environment(home: Path, database: str, sink_port: int) -> dict[str, str]:
    return {
        "AIUTO_HOME": str(home),
        "DATABASE_URL": database,
        "AIUTO_SMTP_URL": f"smtp://127.0.0.1:{sink_port}",
        "AIUTO_SECRET_KEY": "a key for tests only",
        "AIUTO_UNDO_SECONDS": "0",
        "AIUTO_LEASE_SECONDS": "5",
        "AIUTO_POLL_SECONDS": "0.05",
        "AIUTO_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tests.crash.settings",
    }
