"""A person looks at a request, or writes on it: colleagues are shown so, and what was said is no longer unread."""

from datetime import datetime

from django.db import transaction

from aiuto.notices.reading import read
from aiuto.people.models import User
from aiuto.tickets import presence, seeing
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.conversation import place_for


@transaction.atomic
def look(reference: str, *, user: User, writing: bool, now: datetime) -> Ticket:
    """Be there for the next seconds; the page asks every few of them. Raises NotFound."""
    ticket = place_for(user, reference)
    presence.stay(ticket, user=user, writing=writing, now=now)
    seeing.mark_seen(ticket, user=user, now=now)
    read(user, ticket=ticket.pk, now=now)
    return ticket
