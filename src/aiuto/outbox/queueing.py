"""Into the outbox: one delivery a recipient, with the job that will send it."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from aiuto.jobs.queue import enqueue
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.outbox.sending import send


@transaction.atomic(savepoint=False)
def queue(
    parts: Parts,
    *,
    recipient: str,
    now: datetime,
    mailbox: int | None = None,
    ticket: int | None = None,
    message: int | None = None,
    send_after: datetime | None = None,
    channel: str = "email",
) -> Delivery:
    """Keep the finished parts and the job that sends them, in the caller's transaction.

    The event belongs to whoever says something: a reply, a sign-in mail.
    """
    parts = parts if parts.date else replace(parts, date=now.isoformat())
    delivery = Delivery.objects.create(
        channel=channel,
        mailbox=mailbox,
        ticket=ticket,
        message=message,
        recipient=recipient,
        rfc_id=parts.message_id,
        parts=parts.as_json(),
        automatic=bool(parts.auto_submitted),
        created_at=now,
        send_after=send_after or now,
    )
    enqueue(send, delivery.pk, now=now, run_after=delivery.send_after)
    return delivery
