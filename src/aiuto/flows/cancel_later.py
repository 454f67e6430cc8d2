"""A planned answer is not to leave: it is its writer's draft again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Draft
from aiuto.tickets.planning import unplan
from aiuto.tickets.queries.planned import planned_on


@transaction.atomic
def cancel_later(reference: str, *, draft: int, user: User, now: datetime) -> Draft:
    """Stop it; a colleague may too, and its writer is told. Raises NotFound when it has left."""
    ticket = lock_for(user, reference)
    found = next((one for one in planned_on(ticket) if one.pk == draft), None)
    if found is None:
        raise NotFound
    by = person(user.pk)
    tell([found.user_id], kind=Kind.NOT_SENT, ticket=ticket.pk, by=by, now=now)
    return unplan(found, by=by, now=now)
