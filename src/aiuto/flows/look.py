"""A person looks at a request, or writes on it: colleagues are shown so, and what was said is no longer unread."""

from datetime import datetime

from django.db import transaction

from aiuto.notices.reading import read
from aiuto.people.models import User
from aiuto.tickets import presence, seeing
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.presence import looked_at


@transaction.atomic
def look(reference: str, *, user: User, writing: bool, now: datetime) -> Ticket:
    """Be there for the next seconds; the page asks every few of them, so what is read already costs nothing.

    Raises NotFound.
    """
    found = looked_at(user, reference)
    presence.stay(found.ticket, user=user, writing=writing, now=now)
    if found.unseen:
        seeing.mark_seen(found.ticket, user=user, now=now)
    if found.noticed:
        read(user, ticket=found.ticket.pk, now=now)
    return found.ticket
