"""`aiuto serve`: web, worker and mail intake as one process tree in the foreground."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

from django.conf import settings

SOCKETS = "AIUTO_SOCKETS"
PAUSE = 0.2
PATIENCE = 15.0
LONGEST_RESTART = 30.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("--web-only", action="store_true", help="no worker and no mail intake here")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM. 1 when the port is taken."""
    host, port = settings.ENVIRONMENT.aiuto_host, settings.ENVIRONMENT.port
    try:
        sockets = listen(host, port)
    except OSError as problem:
        print(_taken(port, problem), file=sys.stderr)
        return 1
    print(f"Aiuto answers at {settings.PUBLIC_URL}. Ctrl-C ends it.", flush=True)
    names = ["web"] if args.web_only else ["web", "worker", "intake"]
    Tree(names, sockets).run()
    return 0


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets on every address of `host`. Raises OSError when one of them is taken."""
    sockets = []
    for family, kind, protocol, _name, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        try:
            one = socket.socket(family, kind, protocol)
        except OSError:
            continue
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if not _bind(one, address):
            continue
        one.listen(512)
        one.set_inheritable(True)
        sockets.append(one)
    if not sockets:
        raise OSError(f"{host} is no address of this machine")
    return sockets


class Tree:
    """The children, started again when they die, ended together."""

    def __init__(self, names: Sequence[str], sockets: Sequence[socket.socket]) -> None:
        self._handles = [one.fileno() for one in sockets]
        self._names = names
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._failures: dict[str, int] = {}
        self._due = dict.fromkeys(names, 0.0)
        self._stop = threading.Event()

    def run(self) -> None:
        """Watch the children until told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)
        while not self._stop.wait(PAUSE):
            for name in self._names:
                self._watch(name)
        self._end_children()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _watch(self, name: str) -> None:
        child = self._children.get(name)
        if child is None:
            if time.monotonic() >= self._due[name]:
                self._children[name] = self._start(name)
        elif child.poll() is not None:
            self._failures[name] = self._failures.get(name, 0) + 1
            pause = min(2.0 ** (self._failures[name] - 1), LONGEST_RESTART)
            print(f"aiuto: {name} ended with {child.returncode}; again in {pause:.0f} s", file=sys.stderr)
            self._due[name] = time.monotonic() + pause
            del self._children[name]

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        # A session of its own, so that a Ctrl-C reaches the children once, from here.
        return subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "aiuto.config.processes", name],
            stdin=subprocess.PIPE,
            env=os.environ | {SOCKETS: ",".join(map(str, self._handles))},
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


def _bind(one: socket.socket, address: tuple[object, ...]) -> bool:
    """False where this machine has no such address (no IPv6). Raises OSError when it is taken."""
    try:
        one.bind(address)
    except OSError as problem:
        one.close()
        if problem.errno == 99:
            return False
        raise
    return True


def _taken(port: int, problem: OSError) -> str:
    return (
        f"Port {port} cannot be used ({problem.strerror or problem}). "
        f"Stop what uses it, or choose another: PORT={port + 1}"
    )
