"""A process tree in the foreground: children are started again when they die, and ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

SOCKETS = "AIUTO_SOCKETS"
CHILD = "AIUTO_CHILD"
PAUSE = 0.2
PATIENCE = 15.0
LONGEST_RESTART = 30.0
SETTLED = 60.0  # seconds after which a child that dies is no longer one that cannot start


class Tree:
    """The children by name (`config.processes`); the first, `web`, gets the open sockets."""

    def __init__(self, names: Sequence[str], handles: Sequence[int]) -> None:
        self._handles = handles
        self._names = names
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._failures: dict[str, int] = {}
        self._due = dict.fromkeys(names, 0.0)
        self._stop = threading.Event()

    def run(self) -> None:
        """Watch the children until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        while not self._stop.is_set():
            for name in self._names:
                self._watch(name)
            self._stop.wait(PAUSE)
        self._end_children()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        # From a thread: the handler may have interrupted the very lock that `set` needs.
        threading.Thread(target=self._stop.set).start()

    def _watch(self, name: str) -> None:
        child = self._children.get(name)
        if child is None:
            if time.monotonic() >= self._due[name]:
                self._children[name] = self._start(name)
        elif child.poll() is not None:
            self._note_death(name, child)

    def _note_death(self, name: str, child: subprocess.Popen[bytes]) -> None:
        lived = time.monotonic() - self._due[name]
        self._failures[name] = 1 if lived > SETTLED else self._failures.get(name, 0) + 1
        pause = min(2.0 ** (self._failures[name] - 1), LONGEST_RESTART)
        print(f"aiuto: {name} ended with {child.returncode}; again in {pause:.0f} s", file=sys.stderr)
        self._due[name] = time.monotonic() + pause
        _let_go(self._children.pop(name))

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        # A session of its own, so that a Ctrl-C reaches the children once, from here.
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "aiuto.config.processes", name],
            stdin=subprocess.PIPE,
            env=os.environ | {CHILD: name, SOCKETS: ",".join(map(str, self._handles))},
            pass_fds=self._handles if name == "web" else (),
            start_new_session=True,
        )

    def _end_children(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            _let_go(child)


def _let_go(child: subprocess.Popen[bytes]) -> None:
    """The pipe that told the child that we live."""
    if child.stdin:
        child.stdin.close()
