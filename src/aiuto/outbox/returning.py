"""What happens to deliveries after they were queued: taken back, tried again, bounced."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.jobs.queries import unfinished_arguments
from aiuto.jobs.queue import enqueue, forget_dead, hasten
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.outbox.errors import TooLate
from aiuto.outbox.models import Delivery, State
from aiuto.outbox.sending import send

# Some of them perhaps: the server's answer may have been lost.
LEFT = (State.LEASED, State.SENT, State.FAILED)


@transaction.atomic(savepoint=False)
def take_back(message: int) -> int:
    """Undo every delivery of this message; how many. Raises TooLate when one has left or is leaving.

    The event is the message's: `tickets` records that it was withdrawn.
    """
    deliveries = list(Delivery.objects.select_for_update(no_key=True).filter(message=message))
    if any(d.state != State.QUEUED for d in deliveries):
        raise TooLate
    return Delivery.objects.filter(pk__in=[d.pk for d in deliveries]).update(state=State.UNDONE)


@transaction.atomic(savepoint=False)
def retry(delivery: Delivery, *, by: Actor, now: datetime) -> Delivery:
    """Send it once more, with a fresh set of attempts. Raises TooLate unless it is dead or bounced."""
    locked = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    if locked.state not in (State.DEAD, State.BOUNCED):
        raise TooLate
    locked.state, locked.last_error, locked.send_after, locked.put_aside_at = State.QUEUED, "", now, None
    locked.save(update_fields=["state", "last_error", "send_after", "put_aside_at"])
    forget_dead(send, locked.pk)
    enqueue(send, locked.pk, now=now)
    record("delivery.queued", by=by, now=now, ticket=locked.ticket, delivery=locked.pk)
    return locked


@transaction.atomic(savepoint=False)
def release(mailbox: int, *, now: datetime) -> int:
    """What this mailbox held back leaves now, instead of when it would have been asked for again; how many.

    The event is the mailbox's: `intake` records that it sends.
    """
    waiting = unfinished_arguments(send.module_path)
    held = Delivery.objects.filter(pk__in=waiting, mailbox=mailbox, state=State.QUEUED, send_after__lte=now)
    return hasten(send, set(held.values_list("pk", flat=True)), now=now)


@transaction.atomic(savepoint=False)
def put_aside(delivery: Delivery, *, by: Actor, now: datetime) -> Delivery:
    """It did not arrive and that is known: it leaves the list of troubles, and stays what it is.

    Raises TooLate unless it is dead or bounced.
    """
    locked = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
    if locked.state not in (State.DEAD, State.BOUNCED):
        raise TooLate
    locked.put_aside_at = now
    locked.save(update_fields=["put_aside_at"])
    forget_dead(send, locked.pk)
    record("delivery.put_aside", by=by, now=now, ticket=locked.ticket, delivery=locked.pk)
    return locked


@transaction.atomic(savepoint=False)
def note_bounce(
    rfc_id: str, *, failures: Iterable[tuple[str, str]], by: Actor, now: datetime
) -> list[Delivery]:
    """Mark the deliveries of this Message-ID as bounced; `failures` are (address, what the server said).

    A report that names nobody counts for the only recipient, if there was one. What never left cannot come back:
    such a report is forged.
    """
    reasons = {address.lower(): text for address, text in failures}
    sent = list(Delivery.objects.select_for_update(no_key=True).filter(rfc_id=rfc_id, state__in=LEFT))
    if len(sent) == 1 and sent[0].recipient not in reasons:
        reasons = {sent[0].recipient: next(iter(reasons.values()), "")}
    bounced = [d for d in sent if d.recipient in reasons]
    for delivery in bounced:
        delivery.state, delivery.last_error = State.BOUNCED, reasons[delivery.recipient][:500]
        delivery.save(update_fields=["state", "last_error"])
        record("delivery.bounced", by=by, now=now, ticket=delivery.ticket, delivery=delivery.pk)
    return bounced
