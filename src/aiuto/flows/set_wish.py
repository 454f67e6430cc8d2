"""An agent notes what the customer wants to come of it, and by when they need it."""

from datetime import date, datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.counting import zone_of
from aiuto.tickets import wishing
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_wish(
    reference: str, *, wish: str = "", wanted_by: date | None = None, user: User, now: datetime
) -> Ticket:
    """In their words, and the day on the desk's calendar. Raises TicketError."""
    ticket = lock_for(user, reference)
    today = now.astimezone(zone_of(ticket.desk)).date()
    return wishing.set_wish(ticket, wish=wish, wanted_by=wanted_by, today=today, by=person(user.pk), now=now)
