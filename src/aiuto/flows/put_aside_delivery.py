"""A person has seen that a mail did not arrive, and has no more to do about it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.outbox import errors
from aiuto.outbox.models import Delivery
from aiuto.outbox.returning import put_aside
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound, TooLate
from aiuto.tickets.queries.trouble import troubled_for


@transaction.atomic
def put_aside_delivery(delivery_id: int, *, user: User, now: datetime) -> Delivery:
    """Take a dead or bounced delivery off the list of troubles. Raises TicketError."""
    delivery = troubled_for(user, delivery_id)
    if delivery is None:
        raise NotFound
    try:
        return put_aside(delivery, by=person(user.pk), now=now)
    except errors.TooLate as error:
        raise TooLate from error
