"""A person sends again what could not be delivered."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.retry_payout import retry_payout
from aiuto.journal.actors import person
from aiuto.outbox import errors
from aiuto.outbox.models import Delivery
from aiuto.outbox.returning import retry
from aiuto.people.models import User
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.models import Compensation
from aiuto.tickets.errors import NotFound, TooLate
from aiuto.tickets.queries.pages import delivery_for


@transaction.atomic
def retry_delivery(delivery_id: int, *, user: User, now: datetime) -> Delivery:
    """Queue a dead or bounced delivery once more; a payout is asked for again with it. Raises TicketError."""
    delivery = delivery_for(user, delivery_id)
    if delivery is None:
        raise NotFound
    try:
        if paid := Compensation.objects.filter(delivery=delivery).first():
            retry_payout(paid.pk, user=user, now=now)
            return delivery
        return retry(delivery, by=person(user.pk), now=now)
    except (errors.TooLate, RecoveryError) as error:
        raise TooLate from error
