"""A planned message is not to leave: it is its writer's draft again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import waiting_first
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Draft
from aiuto.tickets.planning import unplan
from aiuto.tickets.queries.planned import planned_on


@transaction.atomic
def cancel_later(reference: str, *, draft: int, user: User, now: datetime) -> Draft:
    """Stop it; a colleague of its desk may, and its writer is told. Raises NotFound when it has left.

    Without a reference it is a first message.
    """
    found = _planned(reference, draft, user) if reference else waiting_first(draft, user=user)
    if found is None:
        raise NotFound
    by = person(user.pk)
    tell([found.user_id], kind=Kind.NOT_SENT, ticket=found.ticket_id, by=by, now=now)
    return unplan(found, by=by, now=now)


def _planned(reference: str, draft: int, user: User) -> Draft | None:
    return next((one for one in planned_on(lock_for(user, reference)) if one.pk == draft), None)
