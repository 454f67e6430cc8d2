"""Reading mail in a process of its own, kept alive, with a limit of time (T11)."""

import atexit
import os
import pickle
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TypeVar

from django.conf import settings

from aiuto import mime
from aiuto.intake.parser_process import HEADER

T = TypeVar("T")
_COMMAND = [sys.executable, "-m", "aiuto.intake.parser_process"]


class Unreadable(Exception):
    """The mail is over a limit, or reading it killed or outlasted the parser. `reason` is a short slug."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Child:
    """The process, and the two ends of its pipes. It belongs to the process that started it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        wanted, self._wanted = os.pipe()
        self._answers, answers = os.pipe()
        self.wanted = os.fdopen(self._wanted, "wb")
        self.answers = os.fdopen(self._answers, "rb")
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            _COMMAND, stdin=wanted, stdout=answers, start_new_session=True
        )
        os.close(wanted)
        os.close(answers)

    def end(self) -> None:
        """Kill it and free its pipes."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self.wanted.close()
        self.answers.close()


class Parser:
    """One child process. Methods may be called from any thread; a fork gets a child of its own."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._refused: Unreadable | None = None

    def read(self, raw: bytes) -> mime.Letter:
        """The mail, read. Raises Unreadable."""
        with self._lock:
            self._send(raw)
            return self._receive()

    def read_ahead(
        self, mails: Iterable[tuple[T, bytes]]
    ) -> Iterator[tuple[T, bytes, mime.Letter | Unreadable]]:
        """Each mail with its letter; the child reads the next while the caller stores this one."""
        with self._lock:
            waiting: tuple[T, bytes] | None = None
            for mail in mails:
                answer = self._answer(waiting)
                self._begin(mail[1])
                if waiting and answer:
                    yield *waiting, answer
                waiting = mail
            if waiting and (answer := self._answer(waiting)):
                yield *waiting, answer

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child and child.owner == os.getpid():
            child.end()

    def _begin(self, raw: bytes) -> None:
        self._refused = None
        try:
            self._send(raw)
        except Unreadable as refusal:
            self._refused = refusal

    def _answer(self, waiting: object) -> mime.Letter | Unreadable | None:
        if waiting is None:
            return None
        try:
            return self._refused or self._receive()
        except Unreadable as refusal:
            return refusal

    def _send(self, raw: bytes) -> None:
        if reason := mime.over_limit(raw):
            raise Unreadable(reason)
        # A process that died while it rested has not seen this mail: another one reads it.
        if not (self._wrote(raw) or self._wrote(raw)):
            raise Unreadable("parser-died")

    def _wrote(self, raw: bytes) -> bool:
        child = self._running()
        try:
            child.wanted.write(HEADER.pack(len(raw)) + raw)
            child.wanted.flush()
        except OSError:
            self.close()
            return False
        return True

    def _receive(self) -> mime.Letter:
        deadline = time.monotonic() + self._seconds
        size = HEADER.unpack(self._bytes(HEADER.size, deadline))[0]
        letter: mime.Letter = pickle.loads(self._bytes(size, deadline))  # noqa: S301 - made by our own child
        return letter

    def _bytes(self, size: int, deadline: float) -> bytes:
        pipe = self._running().answers
        kept = bytearray()
        while len(kept) < size:
            if not _readable(pipe.fileno(), deadline):
                self.close()
                raise Unreadable("parser-timeout")
            piece = os.read(pipe.fileno(), min(size - len(kept), 1 << 20))
            if not piece:
                self.close()
                raise Unreadable("parser-died")
            kept += piece
        return bytes(kept)

    def _running(self) -> "Child":
        if self._child is None or self._child.owner != os.getpid():
            self._child = Child()
        return self._child


def _readable(handle: int, deadline: float) -> bool:
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(max(0.0, deadline - time.monotonic()) * 1000))


parser = Parser(settings.ENVIRONMENT.aiuto_parse_seconds)
atexit.register(parser.close)
