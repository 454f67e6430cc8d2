"""An administrator asks whether a mailbox's servers let us in: the channel tries both, and changes nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from aiuto.intake import queries
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people
from aiuto.tickets.errors import NotFound


@dataclass(frozen=True, slots=True)
class Finding:
    """How one side answered: `side` is reading or sending, `trouble` a sentence or "", `remedy` what to do."""

    side: str
    trouble: str = ""
    remedy: str = ""


def examine_mailbox(mailbox_id: int, *, by: User) -> list[Finding]:
    """Up to half a minute of conversation with each server. Raises NotAllowed, NotFound."""
    check_manages_people(by)
    mailbox = queries.mailbox(mailbox_id)
    if mailbox is None:
        raise NotFound
    found: list[Finding] = import_string(settings.MAILBOX_CHECK)(mailbox)
    return found
