"""Whether a mailbox's servers let us in: asked by `aiuto doctor`, and by whoever sets a mailbox up."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from aiuto.channels.email.imap import NoFolder, opened
from aiuto.channels.email.outbound import session
from aiuto.channels.email.servers import NoServer, Refused, incoming, outgoing, told
from aiuto.channels.email.tokens import NoToken
from aiuto.flows.examine_mailbox import Finding
from aiuto.intake import queries
from aiuto.outbox.errors import SendFailed

PATIENCE = 15
"""Seconds for each step, while a person waits."""


class TakesNone(Exception):
    """The server let us in and takes no mail."""


def trouble_reading(mailbox: "queries.Mailbox") -> str:
    """Sign in and open the folder; what is in the way and what mends it, "" when all is well or nothing is read."""
    return _in_a_line(_problem(_read, mailbox))


def trouble_sending(mailbox: "queries.Mailbox") -> str:
    """Sign in where its answers leave; what is in the way and what mends it, or "" when all is well."""
    return _in_a_line(_problem(_send, mailbox))


def examine(mailbox: "queries.Mailbox") -> list[Finding]:
    """Both sides, with what is in the way and what to do. The demo sends nothing, so it asks no server."""
    reading = _problem(_read, mailbox)
    sending = None if settings.DEMO else _problem(_send, mailbox)
    return [
        Finding("reading", _told(reading), _remedy(reading)),
        Finding("sending", _told(sending), _remedy(sending)),
    ]


def _problem(attempt: Callable[["queries.Mailbox"], None], mailbox: "queries.Mailbox") -> Exception | None:
    try:
        attempt(mailbox)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what keeps the mail away
        return problem
    return None


def _read(mailbox: "queries.Mailbox") -> None:
    if mailbox.imap_host:
        with opened(replace(incoming(mailbox), seconds=PATIENCE), mailbox.imap_folder):
            pass


def _send(mailbox: "queries.Mailbox") -> None:
    with session(replace(outgoing(mailbox.pk), seconds=PATIENCE)) as smtp:
        if smtp.noop()[0] != 250:
            raise TakesNone(_("The mail server takes no mail at this moment."))


def _told(problem: Exception | None) -> str:
    match problem:
        case None:
            return ""
        case TakesNone() | SendFailed():
            return str(problem)
    return told(problem)


def _in_a_line(problem: Exception | None) -> str:
    trouble, remedy = _told(problem), _remedy(problem)
    return f"{trouble.rstrip('.')}. {remedy}" if remedy else trouble


def _remedy(problem: Exception | None) -> str:
    """What usually mends it; nothing where the trouble says so itself."""
    match problem:
        case None | NoServer() | NoToken():
            return ""
        case TakesNone():
            return _("Try again in a few minutes.")
        case NoFolder():
            return _("The usual folder is INBOX.")
        case Refused() | SendFailed():
            return _(
                "Check the user name and the password. Many providers want a password made for programs, and "
                "IMAP to be allowed in the account."
            )
        case ssl.SSLCertVerificationError():
            return _("Write the server's name as its provider does: the certificate is for that name.")
        case ssl.SSLError():
            return _("Security and port go together: TLS with 993 and 465, STARTTLS with 143 and 587.")
        case socket.gaierror():
            return _("Look for a slip in the server's name.")
    return _(
        "Look at the port: 993 with TLS to read, 465 with TLS or 587 with STARTTLS to send. A firewall may be in "
        "the way, too."
    )
