"""It is somebody else's turn, until a date that the customer is told."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.reply import reply
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.recovery.blocking import check_said_on
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def hold(reference: str, *, user: User, until: datetime, now: datetime, say: str = "") -> Ticket:
    """Put the request on hold until then, when its customer hears from us again.

    Raises TicketError, of which Unsaid says that a recovery stands still.

    `say` leaves at once as an answer that tells them; it is empty where they know the date already.
    """
    actor = person(user.pk)
    ticket = lock_for(user, reference)
    check_said_on(ticket, now=now)
    moving.hold(ticket, until=until, by=actor, now=now)
    acting.hold(ticket, until=until, by=actor, now=now)
    if not say.strip():
        return settle(ticket, now=now)
    reply(reference, user=user, text=say.strip(), is_draft=False, now=now)
    ticket.refresh_from_db()
    return ticket
