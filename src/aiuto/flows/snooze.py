"""A request sleeps until a date, or until the customer writes."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.blocking import check_said_on
from aiuto.tickets import snoozing
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def snooze(reference: str, *, user: User, until: datetime | None, now: datetime) -> Ticket:
    """Let the request sleep; `until` None: until the customer writes, which wakes it anyway. Raises TicketError."""
    ticket = lock_for(user, reference)
    check_said_on(ticket, now=now)
    return snoozing.snooze(ticket, until=until, by=person(user.pk), now=now)
