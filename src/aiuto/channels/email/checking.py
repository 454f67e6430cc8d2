"""Tries a mailbox's accounts, for whoever sets them up: what is in the way, or nothing."""

from collections.abc import Callable

from aiuto.channels.email import imap, outbound
from aiuto.channels.email.servers import incoming, outgoing, told
from aiuto.intake.queries import Mailbox
from aiuto.outbox.errors import SendFailed


def trouble_reading(mailbox: Mailbox) -> str | None:
    """Why its mail cannot be read by IMAP, in a sentence; None when it can, or is not meant to be."""
    return _trouble(lambda: _open_folder(mailbox)) if mailbox.imap_host else None


def trouble_sending(mailbox: Mailbox | None) -> str | None:
    """Why nothing can be sent from it (or from the installation), in a sentence; None when all is well."""
    return _trouble(lambda: _sign_in(mailbox))


def _open_folder(mailbox: Mailbox) -> None:
    with imap.opened(incoming(mailbox), mailbox.imap_folder):
        pass


def _sign_in(mailbox: Mailbox | None) -> None:
    with outbound.session(outgoing(mailbox.pk if mailbox else None)):
        pass


def _trouble(attempt: Callable[[], None]) -> str | None:
    try:
        attempt()
    except SendFailed as problem:
        return str(problem)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is in the way
        return told(problem)
    return None
