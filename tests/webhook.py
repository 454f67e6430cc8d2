"""A company's webhook that pays out: a real server by https that keeps what it was asked and pays each key once."""

import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from pydantic import HttpUrl, SecretStr

SECRET = "a secret of sixteen letters and more"
HANG_UP = 0
"""In place of a status: it does what it was asked, and is gone before it says so."""


class Webhook:
    """`next` are statuses to answer with, in turn, before it pays; `words` and `done` are what it says then.

    `asked` holds each request as (headers, body), `paid` how often each key was paid, `told` what it was told of each.
    """

    def __init__(self) -> None:
        self.next: list[int] = []
        self.words = "no such account"
        self.done = False
        self.asked: list[tuple[dict[str, str], bytes]] = []
        self.paid: dict[str, int] = {}
        self.told: dict[str, dict[str, Any]] = {}
        self.port = 0

    def pay(self, key: str, body: bytes) -> None:
        """Once a key, as whoever reads the key does."""
        if key not in self.paid:
            self.paid[key] = 1
            self.told[key] = json.loads(body)

    @contextmanager
    def running(self, certificate: tuple[Path, Path]) -> Iterator["Webhook"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server = Server(("127.0.0.1", 0), _answering(self))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        self.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def settings(self) -> dict[str, Any]:
        """What an installation sets to be paid out here."""
        return {
            "aiuto_payout_url": HttpUrl(f"https://localhost:{self.port}/payouts"),
            "aiuto_payout_secret": SecretStr(SECRET),
            "aiuto_payout_networks": "127.0.0.0/8, ::1/128",
        }


@contextmanager
def paying(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Iterator[Webhook]:
    """A webhook that this installation pays out by, until the block ends."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with Webhook().running(certificate) as webhook:
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=webhook.settings())
        yield webhook


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Who is killed while they ask leaves a broken line: that is what is tried here."""


def _answering(webhook: Webhook) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            webhook.asked.append((dict(self.headers), body))
            key, status = self.headers["Idempotency-Key"], webhook.next.pop(0) if webhook.next else 200
            if status in (HANG_UP, 200):
                webhook.pay(key, body)
            if status == HANG_UP:
                self.close_connection = True
                return
            told = {"reference": f"LUM-{key[:8]}", "done": webhook.done}
            answer = (json.dumps(told) if status == 200 else webhook.words).encode()
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Nothing to standard error."""

    return Answering
