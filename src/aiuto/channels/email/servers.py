"""Where a mailbox signs in: the server, how the line is secured, and with what."""

import ipaddress
import socket
import ssl
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from aiuto.channels.email.tokens import NoToken
from aiuto.intake import queries
from aiuto.intake.errors import SecretUnreadable
from aiuto.outbox.errors import HeldBack

PORTS = {"tls": 465, "starttls": 587, "none": 25}


class NoServer(Exception):
    """It is not known where to, or it may not be done like that; the text says what to set."""


class Refused(Exception):
    """The server does not let this account in."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and one account on it. `security` is tls, starttls or none; `seconds` a step may take."""

    host: str
    port: int
    security: str
    username: str = ""
    password: str = field(default="", repr=False)
    token_command: str = field(default="", repr=False)
    seconds: int = 60

    def __post_init__(self) -> None:
        if self.security == "none" and not is_loopback(self.host):
            raise NoServer(
                _("%(host)s: an open line is for this same machine only. Choose TLS.") % {"host": self.host}
            )


def check_sends(mailbox_id: int | None, recipient: str) -> None:
    """Raises HeldBack while the mailbox is to send nothing; its mail to itself, the test, leaves all the same."""
    if address := queries.held_back_by(mailbox_id, recipient):
        raise HeldBack(_("It waits until answers from %(address)s are switched on.") % {"address": address})


def outgoing(mailbox_id: int | None) -> Server:
    """The mailbox's own SMTP server, else the installation's. Raises NoServer."""
    mailbox = queries.mailbox(mailbox_id) if mailbox_id else None
    if mailbox is None or not mailbox.smtp_host:
        return from_url(settings.ENVIRONMENT.aiuto_smtp_url.get_secret_value())
    return Server(
        mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.username, _password(mailbox),
        mailbox.token_command,
    )  # fmt: skip


def incoming(mailbox: "queries.Mailbox") -> Server:
    """The mailbox's IMAP server. Raises NoServer."""
    return Server(
        mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.username, _password(mailbox),
        mailbox.token_command,
    )  # fmt: skip


def from_url(url: str) -> Server:
    """`smtp://user:password@host:587` (STARTTLS; plain to this machine) or `smtps://…` (TLS). Raises NoServer."""
    if not url:
        raise NoServer(_("No SMTP server is set: give the mailbox one, or set AIUTO_SMTP_URL."))
    try:
        given = urlsplit(url)
        host, port = given.hostname or "", given.port
    except ValueError:
        raise NoServer(_("AIUTO_SMTP_URL should read like smtp://user:password@host:587.")) from None
    if given.scheme not in {"smtp", "smtps"} or not host:
        raise NoServer(_("AIUTO_SMTP_URL should read like smtp://user:password@host:587."))
    plain = "none" if is_loopback(host) else "starttls"
    security = "tls" if given.scheme == "smtps" else plain
    return Server(
        host, port or PORTS[security], security, unquote(given.username or ""), unquote(given.password or "")
    )


def is_loopback(host: str) -> bool:
    """Is it this machine? Names are not asked for, only `localhost` is known."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def trust() -> ssl.SSLContext:
    """Certificates are verified, by the system's authorities (or SSL_CERT_FILE)."""
    return ssl.create_default_context()


def told(problem: Exception) -> str:
    """In one sentence for people why a conversation with a mail server failed."""
    match problem:
        case ssl.SSLCertVerificationError():
            why = {"reason": problem.verify_message}
            return _("The mail server's certificate is not trusted: %(reason)s.") % why
        case socket.gaierror():
            return _("The mail server's name is not known.")
        case TimeoutError():
            return _("The mail server gave no answer in time.")
        case ConnectionRefusedError():
            return _("Nothing answers at this port of the mail server.")
        case NoServer() | NoToken() | Refused():
            return str(problem)
    return _("The connection to the mail server failed: %(problem)s") % {"problem": problem}


def refused(username: str) -> Refused:
    """The account was not let in."""
    return Refused(_("The mail server refused the sign-in of %(username)s.") % {"username": username})


def _password(mailbox: "queries.Mailbox") -> str:
    try:
        return "" if mailbox.token_command else queries.password_of(mailbox)
    except SecretUnreadable as problem:
        raise NoServer(str(problem)) from None
