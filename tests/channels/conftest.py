"""A mail server of our own for what leaves: real conversations over the loopback."""

import asyncio
import base64
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.channels import certificates
from tests.channels.dovecot import Dovecot
from tests.channels.dovecot import running as running_dovecot


@pytest.fixture(autouse=True)
def english(settings) -> None:
    """What is said without a reader is said in the installation's language."""
    settings.LANGUAGE_CODE = "en"


@dataclass
class Sink:
    """Keeps what it is sent. `answers` says what it replies to a command: {"RCPT": "550 5.1.1 Nobody here"}."""

    port: int = 0
    mails: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    sign_ins: list[str] = field(default_factory=list)
    options: dict = field(default_factory=dict)

    async def handle_MAIL(self, server, session: Session, envelope: Envelope, address, options) -> str:  # noqa: N802
        envelope.mail_from, envelope.mail_options = address, options
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        if self.answers.get("DATA") == "drop":
            server.transport.abort()
        return self.answers.get("DATA", "250 OK")

    async def auth_XOAUTH2(self, server, args: list[bytes]) -> AuthResult:  # noqa: N802
        said = base64.b64decode(args[1]).decode()
        self.sign_ins.append(said)
        if said.split("Bearer ")[1].rstrip("\x01") in self.tokens:
            return AuthResult(success=True)
        await server.challenge_auth('{"status":"401"}')
        return AuthResult(success=False, handled=False)


def auth(server, _session, _envelope, _mechanism, given) -> AuthResult:
    server.event_handler.sign_ins.append(given.login.decode())
    good = given.login == b"assistenza" and given.password in (b"segreta", "segretaè".encode())
    return AuthResult(success=good, handled=False)


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A server on a free port; options for aiosmtpd's SMTP go into `sink.options` before the first connection."""
    kept = Sink()
    with running(partial(_serve, kept)):
        yield kept


@contextmanager
def running(serve: Callable[[Callable[[], None], asyncio.Event], Awaitable[None]]) -> Iterator[None]:
    """An event loop in a thread of its own, until the end of the block."""
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve(ready.set, stop))

    thread = threading.Thread(target=run)
    thread.start()
    assert ready.wait(20)
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join(20)
    assert not thread.is_alive()


async def _serve(sink: Sink, ready: Callable[[], None], stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    sessions: list[SMTP] = []

    def session() -> SMTP:
        options = {"enable_SMTPUTF8": True, "hostname": "sink.example", "auth_require_tls": False}
        sessions.append(SMTP(sink, loop=loop, **options | sink.options))
        return sessions[-1]

    server = await loop.create_server(session, "127.0.0.1", 0)
    sink.port = server.sockets[0].getsockname()[1]
    ready()
    await stop.wait()
    server.close()
    for one in sessions:
        if one.transport:
            one.transport.abort()
    await asyncio.sleep(0.01)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Certificate and key of a server on this machine."""
    return certificates.make(
        tmp_path_factory.mktemp("certificate"), "127.0.0.1", "localhost", "images.example"
    )


@pytest.fixture(scope="session")
def imap_server(dovecot: str, certificate: tuple[Path, Path]) -> Iterator[Dovecot]:
    with running_dovecot(dovecot, certificate) as server:
        yield server
