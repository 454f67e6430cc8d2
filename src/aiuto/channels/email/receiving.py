"""What a mail server is told about each recipient of a mail it brings us."""

from collections.abc import Callable, Sequence

import structlog
from django.db import close_old_connections
from django.utils import timezone

from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.flows.refuse_message import refuse_message
from aiuto.intake import queries

log = structlog.get_logger(__name__)

OK = "250 2.1.5 Welcome"
KEPT = "250 2.0.0 Kept"
UNKNOWN = "550 5.1.1 No such mailbox here"
LATER = "451 4.3.0 Not now, please send it again later"

Receive = Callable[..., Receipt]


def greet(address: str) -> str:
    """The answer to RCPT TO: our mailboxes, with a reply token too; any address while there is no mailbox at all."""
    try:
        known = queries.mailbox_for_address(address) or not queries.active_mailboxes()
    except Exception:
        log.exception("mail.recipient_not_checked")
        return LATER
    finally:
        close_old_connections()
    return OK if known else UNKNOWN


def take(
    raw: bytes, *, via: str, sender: str | None, recipients: Sequence[str], receive: Receive = receive_message
) -> list[str]:
    """Keep the mail once for each mailbox it is for; one answer a recipient, in their order.

    Only what is committed is answered with 250.
    """
    answers: dict[str, str] = {}
    for mailbox, addresses in _by_mailbox(recipients):
        arrival = {"via": via, "mailbox": mailbox, "envelope_from": sender, "envelope_to": tuple(addresses)}
        answers |= dict.fromkeys(addresses, _answer(raw, arrival, receive))
    close_old_connections()
    return [answers.get(recipient, LATER) for recipient in recipients]


def refuse(recipients: Sequence[str], *, via: str, reason: str) -> None:
    """Count a mail that its sender keeps. A failure to count changes nothing for them."""
    try:
        for mailbox, _ in _by_mailbox(recipients) or [(None, [])]:
            refuse_message(via=via, mailbox=mailbox, reason=reason, now=timezone.now())
    except Exception:
        log.exception("mail.refusal_not_counted")
    finally:
        close_old_connections()


def _answer(raw: bytes, arrival: dict, receive: Receive) -> str:
    try:
        receive(raw, now=timezone.now(), **arrival)
    except Exception:
        log.exception("mail.not_kept")
        return LATER
    return KEPT


def _by_mailbox(recipients: Sequence[str]) -> list[tuple["queries.Mailbox | None", list[str]]]:
    """The recipients of each mailbox; None stands for the default desk. Empty when they cannot be looked up."""
    found: dict[int | None, tuple[queries.Mailbox | None, list[str]]] = {}
    try:
        for address in recipients:
            mailbox = queries.mailbox_for_address(address)
            found.setdefault(mailbox.pk if mailbox else None, (mailbox, []))[1].append(address)
    except Exception:
        log.exception("mail.recipients_not_found")
        return []
    return list(found.values())
