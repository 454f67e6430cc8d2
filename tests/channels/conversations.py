"""A listener in a thread, and a mail client that speaks word by word."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from aiuto.channels.email.listener import run_listener


@contextmanager
def listening(**options) -> Iterator[dict[str, int]]:
    """The ports of a listener in a thread of its own, stopped at the end of the block."""
    stop, ready, ports = threading.Event(), threading.Event(), {}

    def note(addresses: dict[str, tuple[str, int]]) -> None:
        ports.update({via: port for via, (_, port) in addresses.items()})
        ready.set()

    given = {"smtp": "127.0.0.1:0", "lmtp": "127.0.0.1:0", "listening": note} | options
    thread = threading.Thread(target=run_listener, args=(stop,), kwargs=given)
    thread.start()
    try:
        assert ready.wait(20)
        yield ports
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


class Line:
    """A conversation word by word."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.file = self.socket.makefile("rb")

    def __enter__(self) -> Self:
        self.answer()
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()

    def answer(self) -> str:
        while (line := self.file.readline().decode())[3:4] == "-":
            pass
        return line.strip()

    def say(self, words: bytes) -> str:
        self.socket.sendall(words + b"\r\n")
        return self.answer()

    def begin(self, *recipients: str, hello: bytes = b"LHLO mta.example") -> list[str]:
        self.say(hello)
        self.say(b"MAIL FROM:<anna@cliente.example>")
        return [self.say(f"RCPT TO:<{recipient}>".encode()) for recipient in recipients]
