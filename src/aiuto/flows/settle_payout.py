"""The webhook has paid a compensation out, or refuses for good: what that means is done with it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.outbox.parts import Receipt
from aiuto.promises.settling import settle
from aiuto.recovery.locking import lock_given
from aiuto.recovery.models import Compensation
from aiuto.recovery.paying import refuse, take


@transaction.atomic
def settle_payout(delivery: int, *, receipt: Receipt | None, now: datetime) -> None:
    """In the transaction in which the delivery ends. No receipt is a refusal: who carries the recovery hears of it."""
    paid = Compensation.objects.only("pk", "recovery_id").get(delivery=delivery)
    ticket, given = lock_given(paid.recovery_id, paid.pk)
    if receipt:
        take(given, ticket, receipt, now=now)
    else:
        refuse(given, now=now)
        tell([given.recovery.owner_id], kind=Notice.NOT_PAID_OUT, ticket=ticket.pk, by=SYSTEM, now=now)
    settle(ticket, now=now)
