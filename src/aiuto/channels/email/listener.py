"""Takes mail by SMTP and LMTP: 250 only after the commit, and the loop never waits for the database."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from typing import AnyStr, ParamSpec, TypeVar

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

from aiuto.channels.email.receiving import LATER, Receive, greet, refuse, take
from aiuto.flows.receive_message import receive_message
from aiuto.mime import LIMITS

log = structlog.get_logger(__name__)

THREADS = 4
RECIPIENTS = 100  # the least that RFC 5321 asks for, and the most we look up for one mail
PATIENCE = 10.0  # seconds that mails under way are given when we stop
STOP_LOOKS = 0.1
TOO_LARGE, TOO_LONG = "552", "500 Line too long"

Address = tuple[str, int]
P = ParamSpec("P")
R = TypeVar("R")


class CannotListen(Exception):
    """The address is taken or not ours."""


class Reception:
    """aiosmtpd's handler: each question to the database is asked in a thread of the pool."""

    def __init__(self, via: str, pool: ThreadPoolExecutor, *, receive: Receive = receive_message) -> None:
        self.via = via
        self.pool = pool
        self.receive = receive
        self.idle = asyncio.Event()
        self.idle.set()
        self._under_way = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*answers[:-1], "250-PIPELINING", answers[-1]]

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Enough recipients for one mail, send the rest after this"
        answer = await self._in_pool(greet, address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, server: "SmtpSession", _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answers = await self._in_pool(
            take,
            envelope.original_content or b"",
            via=self.via,
            sender=(envelope.mail_from or "").removeprefix("<>"),
            recipients=tuple(envelope.rcpt_tos),
            receive=self.receive,
        )
        return server.answer_of(answers)

    async def handle_exception(self, error: Exception) -> str:
        log.error("mail.conversation_failed", exc_info=error)
        return LATER

    async def count_refusal(self, recipients: Sequence[str], reason: str) -> None:
        await self._in_pool(refuse, tuple(recipients), via=self.via, reason=reason)

    @contextmanager
    def conversation(self) -> Iterator[None]:
        self._under_way += 1
        self.idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self.idle.set()

    async def _in_pool(self, work: Callable[P, R], *arguments: P.args, **named: P.kwargs) -> R:
        return await asyncio.get_running_loop().run_in_executor(self.pool, partial(work, *arguments, **named))


class SmtpSession(SMTP):
    """One answer a mail: 250 only when it is kept for all of its recipients."""

    _recipients: tuple[str, ...] = ()
    line_length_limit = 2**20  # longer lines than the norm allows are repaired, not refused

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        with self.event_handler.conversation():
            self._recipients = tuple(self.envelope.rcpt_tos) if self.envelope else ()
            await super().smtp_DATA(arg)
            self._recipients = ()

    async def push(self, status: AnyStr) -> None:
        if isinstance(status, str) and status.startswith((TOO_LARGE, TOO_LONG)):
            reason = "too-large" if status.startswith(TOO_LARGE) else "line-too-long"
            await self.event_handler.count_refusal(self._recipients, reason)
        await super().push(status)

    def answer_of(self, answers: list[str]) -> str:
        """The mail stays the sender's until everybody has it; who has it already, has it once."""
        return next((answer for answer in answers if not answer.startswith("250")), answers[0])


class LmtpSession(SmtpSession, LMTP):
    """One answer a recipient after the final dot (RFC 2033), whoever gives it."""

    _due = 0

    async def push(self, status: AnyStr) -> None:
        if isinstance(status, str) and status.startswith("354"):
            self._due = len(self._recipients)
        elif self._due and isinstance(status, str):
            lines = status.split("\r\n")
            status = "\r\n".join(lines if len(lines) == self._due else lines[:1] * self._due)
            self._due = 0
        await super().push(status)

    def answer_of(self, answers: list[str]) -> str:
        return "\r\n".join(answers)


def run_listener(
    stop: threading.Event,
    *,
    smtp: str | None = None,
    lmtp: str | None = None,
    listening: Callable[[dict[str, Address]], None] = lambda _: None,
    receive: Receive = receive_message,
) -> None:
    """Listen until `stop`. Addresses are "host:port", "" for off, None for the settings'.

    `listening` is told the addresses once they are open. Raises CannotListen.
    """
    environment = settings.ENVIRONMENT
    wanted = {
        "smtp": environment.aiuto_smtp_listen if smtp is None else smtp,
        "lmtp": environment.aiuto_lmtp_listen if lmtp is None else lmtp,
    }
    asyncio.run(
        _listen({via: _parsed(given) for via, given in wanted.items() if given}, stop, listening, receive)
    )


async def _listen(
    addresses: dict[str, Address],
    stop: threading.Event,
    listening: Callable[[dict[str, Address]], None],
    receive: Receive,
) -> None:
    with ThreadPoolExecutor(THREADS, "mail") as pool:
        receptions = {via: Reception(via, pool, receive=receive) for via in addresses}
        servers = {via: await _open(receptions[via], address) for via, address in addresses.items()}
        listening({via: server.sockets[0].getsockname()[:2] for via, server in servers.items()})
        while not stop.is_set():  # noqa: ASYNC110 - it is set by a signal or another thread
            await asyncio.sleep(STOP_LOOKS)
        for server in servers.values():
            server.close()
        await _finish(receptions.values())


async def _open(reception: Reception, address: Address) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    session = {"smtp": SmtpSession, "lmtp": LmtpSession}[reception.via]
    build = partial(
        session, reception, loop=loop, data_size_limit=LIMITS.size, enable_SMTPUTF8=True, ident="Aiuto"
    )  # fmt: skip
    try:
        return await loop.create_server(build, *address)
    except OSError as problem:
        raise CannotListen(
            f"{reception.via.upper()} on {address[0]}:{address[1]}: {problem.strerror}"
        ) from None


async def _finish(receptions: Iterable[Reception]) -> None:
    """Mails under way are answered; whoever has not finished writing sends again."""
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*(reception.idle.wait() for reception in receptions)), PATIENCE)


def _parsed(given: str) -> Address:
    host, _, port = given.rpartition(":")
    if not port.isdigit():
        raise CannotListen(f"{given}: write it as 127.0.0.1:8025")
    return host.strip("[]"), int(port)
