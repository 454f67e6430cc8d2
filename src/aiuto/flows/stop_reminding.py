"""An agent does not want a customer to be reminded."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import reminding
from aiuto.promises.queries.reminders import reminder_on
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def stop_reminding(reference: str, *, user: User, now: datetime) -> Ticket:
    """No more reminders, as long as the request waits this time. Raises NotFound."""
    ticket = lock_for(user, reference)
    if promise := reminder_on(ticket):
        reminding.stop(promise, by=person(user.pk), now=now)
    return ticket
