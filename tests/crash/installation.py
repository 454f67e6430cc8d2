"""An installation under fire: its processes, its SMTP sink, and what bare SQL says of its database."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0


class Sink:
    """Where answers arrive: the Message-IDs of everything that was taken, in order."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        head = envelope.content.decode("utf-8", "replace").split("\r\n\r\n", 1)[0]
        [line] = [text for text in head.split("\r\n") if text.lower().startswith("message-id:")]
        self.taken.append(line.split(":", 1)[1].strip().strip("<>"))
        return "250 taken"

    @contextmanager
    def running(self) -> Iterator[int]:
        self._controller.start()
        try:
            yield self._controller.port
        finally:
            self._controller.stop()


class Installation:
    """The zygote and its children, on one database."""

    def __init__(self, home: Path, database: str, sink_port: int) -> None:
        self.database = database or str(home / "aiuto.sqlite3")
        self.ports = {"listener": free_port(), "web": free_port(), "worker": 0}
        self.children: dict[str, int] = {}
        self._zygote = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.zygote"],
            cwd=ROOT,
            env=os.environ | _environment(home, database, sink_port),
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

    def start(self, *roles: str) -> None:
        for role in roles:
            self.children[role] = self.ask(do="fork", role=role, port=self.ports[role])["pid"]
        for role in roles:
            if self.ports[role]:
                until(lambda role=role: _answers(self.ports[role]))  # type: ignore[misc]

    def kill(self, role: str) -> None:
        """SIGKILL: nothing can be tidied up. Its mail parser goes with its group."""
        pid = self.children.pop(role)
        os.kill(pid, signal.SIGKILL)
        self.ask(do="reap", pid=pid)

    def end(self) -> None:
        for role in list(self.children):
            self.kill(role)
        self._connection.close()
        self._zygote.terminate()
        self._zygote.communicate()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What is committed, seen from outside; for the thread that made this installation."""
        return list(self._connection.execute(query).fetchall())

    def _connect(self) -> Any:
        if self.database.startswith("postgresql"):
            return psycopg.connect(self.database, autocommit=True)
        return sqlite3.connect(self.database, timeout=20, isolation_level=None)


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
