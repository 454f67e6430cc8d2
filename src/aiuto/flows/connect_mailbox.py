"""A desk gets an address of its own, to be written to and to answer from."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.mailboxes import connect
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def connect_mailbox(desk: Desk, *, address: str, now: datetime, by: User | None = None) -> Mailbox:
    """Mail for it is brought by a mail server; `by` None is the command line. Raises NotAllowed, BadMailbox."""
    if by:
        check_manages_people(by)
    return connect(desk, address=address, by=person(by.pk) if by else SYSTEM, now=now)
