"""A mailbox writes to itself: once that mail has come back, answers may have addresses of their own (T4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from aiuto.intake import queries
from aiuto.intake.addresses import self_test_address
from aiuto.intake.mailboxes import begin_own_test
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, person
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts, Person
from aiuto.outbox.queueing import queue
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people
from aiuto.tickets.errors import NotFound
from aiuto.tickets.references import new_message_id, new_token


@transaction.atomic
def send_test_mail(mailbox_id: int, *, now: datetime, user: User | None = None) -> Delivery:
    """Queue the mailbox's mail to itself; `user` None is the command line. Raises NotAllowed, NotFound."""
    if user:
        check_manages_people(user)
    mailbox = queries.mailbox(mailbox_id)
    if mailbox is None:
        raise NotFound
    mailbox = begin_own_test(mailbox, token=new_token(), by=person(user.pk) if user else SYSTEM, now=now)
    parts = _parts(mailbox, now)
    return queue(parts, recipient=parts.to[0].email, mailbox=mailbox.pk, now=now)


def _parts(mailbox: Mailbox, now: datetime) -> Parts:
    return Parts(
        sender=Person(mailbox.address),
        to=(Person(self_test_address(mailbox.address, mailbox.test_token)),),
        subject=_("Test of the reply addresses"),
        text=_(
            "This mail comes from the help desk itself. Once it is back, every answer can have an address of its own."
        ),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        auto_submitted="auto-generated",
        date=now.isoformat(),
    )
