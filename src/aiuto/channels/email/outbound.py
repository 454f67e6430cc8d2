"""Hands one delivery to an SMTP server, and says in one way what went wrong: for now, or for good."""

import smtplib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.utils import timezone
from django.utils.translation import gettext as _

from aiuto.channels.email import headers, tokens
from aiuto.channels.email.composing import message_of
from aiuto.channels.email.errors import NotAnAddress
from aiuto.channels.email.servers import NoServer, Server, check_sends, outgoing, refused, told, trust
from aiuto.channels.email.tokens import NoToken
from aiuto.files.queries import content
from aiuto.outbox.errors import SendFailed
from aiuto.outbox.queries import Parts

ABOUT_US = {421, 530, 534, 535, 538}  # the account or the line, not this mail: mending it sends the mail


def send(parts: Parts, *, recipient: str, mailbox: int | None) -> None:
    """Send to this one recipient, whatever To and Cc show. Raises SendFailed, HeldBack."""
    check_sends(mailbox, recipient)
    try:
        to = headers.address(recipient)
        given = parts.sender.email if parts.envelope_from is None else parts.envelope_from
        sender = headers.address(given) if given else ""
        message = message_of(parts, content=content, date=timezone.now())
    except NotAnAddress as problem:
        raise SendFailed(str(problem), permanent=True) from None
    with _failures_told(), session(outgoing(mailbox)) as smtp:
        _hand_over(smtp, message, sender=sender, to=to)


def _hand_over(smtp: smtplib.SMTP, message: bytes, *, sender: str, to: str) -> None:
    options = [] if (message + sender.encode() + to.encode()).isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
    if options and not smtp.has_extn("smtputf8"):
        raise SendFailed(_("The mail server cannot write to addresses with such letters."), permanent=True)
    if smtp.has_extn("size"):
        options.append(f"SIZE={len(message)}")
    _expect(smtp.mail(sender, options))
    _expect(smtp.rcpt(to))
    _expect(smtp.data(message))


def _expect(answer: tuple[int, bytes]) -> None:
    """Once the last 250 has come the mail is theirs, however the conversation ends."""
    code, text = answer
    if code not in {250, 251, 252}:
        raise smtplib.SMTPResponseException(code, text)


@contextmanager
def session(server: Server) -> Iterator[smtplib.SMTP]:
    """A line to the server, signed in."""
    smtp = _connect(server)
    try:
        if server.security == "starttls":
            _ready(smtp)
            smtp.starttls(context=trust())
        _ready(smtp)
        _sign_in(smtp, server)
        yield smtp
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        smtp.close()


def _connect(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.seconds, context=trust())
    return smtplib.SMTP(server.host, server.port, timeout=server.seconds)


def _ready(smtp: smtplib.SMTP) -> None:
    smtp.ehlo_or_helo_if_needed()


def _sign_in(smtp: smtplib.SMTP, server: Server) -> None:
    if server.token_command:
        _sign_in_by_token(smtp, server)
    elif server.username:
        try:
            _sign_in_by_password(smtp, server.username, server.password)
        except smtplib.SMTPAuthenticationError as answer:
            raise _account_refused(server, answer) from None


def _sign_in_by_password(smtp: smtplib.SMTP, username: str, password: str) -> None:
    """The library chooses the best way, but knows ASCII only."""
    if (username + password).isascii():
        smtp.login(username, password)
    else:
        _say(smtp, "PLAIN", f"\0{username}\0{password}")


def _sign_in_by_token(smtp: smtplib.SMTP, server: Server, *, again: bool = True) -> None:
    """A token that has run out is refused once; the second refusal is about the account."""
    token = tokens.access_token(server.token_command)
    try:
        _say(smtp, "XOAUTH2", tokens.xoauth2(server.username, token))
    except smtplib.SMTPAuthenticationError as answer:
        tokens.forget(server.token_command, token)
        if not again:
            raise _account_refused(server, answer) from None
        _sign_in_by_token(smtp, server, again=False)


def _say(smtp: smtplib.SMTP, mechanism: str, secret: str) -> None:
    code, text = smtp.docmd("AUTH", f"{mechanism} {b64encode(secret.encode()).decode()}")
    if code == 334:
        code, text = smtp.docmd("")
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, text)


def _account_refused(server: Server, answer: smtplib.SMTPAuthenticationError) -> SendFailed:
    return SendFailed(str(refused(server.username)), code=answer.smtp_code)


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as answer:
        raise _told(answer) from None
    except smtplib.SMTPNotSupportedError:
        raise SendFailed(
            _("The mail server does not offer what is set for it: STARTTLS, or a way to sign in.")
        ) from None
    except (NoServer, NoToken, OSError, smtplib.SMTPException) as problem:
        raise SendFailed(told(problem)) from None


def _told(answer: smtplib.SMTPResponseException) -> SendFailed:
    text = (
        answer.smtp_error.decode("utf-8", "replace")
        if isinstance(answer.smtp_error, bytes)
        else answer.smtp_error
    )
    permanent = answer.smtp_code >= 500 and answer.smtp_code not in ABOUT_US
    shown = f"{answer.smtp_code} {headers.clean(text)}"[:400]
    return SendFailed(shown, permanent=permanent, code=answer.smtp_code)
