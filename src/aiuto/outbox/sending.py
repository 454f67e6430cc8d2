"""Out of the outbox: the job that hands one delivery to its channel and keeps what came of it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

from aiuto.jobs.lease import Lease, current
from aiuto.journal.actors import SYSTEM
from aiuto.journal.recording import record
from aiuto.outbox.errors import HeldBack, SendFailed
from aiuto.outbox.models import Delivery, State
from aiuto.outbox.parts import Parts, Receipt

ASK_AGAIN = timedelta(minutes=15)
UNSENT = (State.QUEUED, State.LEASED, State.FAILED)


def bury(delivery_id: int, *, reason: str, now: datetime) -> None:
    """The job gave up: the delivery is dead, and people see why."""
    _follow(Delivery.objects.get(pk=delivery_id), None, now=now)
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    _settle(delivery, State.DEAD, now=now, error=reason)


@task(outside=True, on_dead=bury, max_attempts=80)
def send(delivery_id: int) -> None:
    """Send one delivery at least once. A resend after a kill has the same Message-ID."""
    lease = current()
    delivery = _take(delivery_id)
    if delivery is None:
        return
    transport = import_string(settings.TRANSPORTS[delivery.channel])
    try:
        parts = Parts.from_json(delivery.parts)
        receipt = transport(parts, recipient=delivery.recipient, mailbox=delivery.mailbox)
    except HeldBack as reason:
        _held_back(delivery, reason, lease=lease)
    except SendFailed as failure:
        _failed(delivery, failure, lease=lease)
    else:
        _sent(delivery, receipt, lease=lease)


@transaction.atomic(savepoint=False)
def _take(delivery_id: int) -> Delivery | None:
    """None when it was taken back or has left. *Leased* is found again after a kill: that one goes once more."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    if delivery.state not in UNSENT:
        return None
    delivery.state = State.LEASED
    delivery.attempts += 1
    delivery.save(update_fields=["state", "attempts"])
    return delivery


@transaction.atomic(savepoint=False)
def _sent(delivery: Delivery, receipt: Receipt | None, *, lease: Lease) -> None:
    delivery.sent_at = lease.now()
    _follow(delivery, receipt, now=delivery.sent_at)
    _settle(delivery, State.SENT, now=delivery.sent_at)
    lease.complete()


@transaction.atomic(savepoint=False)
def _held_back(delivery: Delivery, reason: HeldBack, *, lease: Lease) -> None:
    """As it was, with the reason; no event, because nothing happened."""
    delivery.state, delivery.last_error = State.QUEUED, str(reason)[:500]
    delivery.attempts -= 1
    delivery.save(update_fields=["state", "last_error", "attempts"])
    lease.postpone(lease.now() + ASK_AGAIN)


@transaction.atomic(savepoint=False)
def _failed(delivery: Delivery, failure: SendFailed, *, lease: Lease) -> None:
    if failure.permanent:
        lease.bury(str(failure))
    elif lease.retry(str(failure)):
        _settle(delivery, State.FAILED, now=lease.now(), error=str(failure))


def _follow(delivery: Delivery, receipt: Receipt | None, *, now: datetime) -> None:
    """What the end of this channel's deliveries means above is done with it; before our row, the last to be locked."""
    flow = settings.OUTCOMES.get(delivery.channel)
    if flow:
        import_string(flow)(delivery.pk, receipt=receipt, now=now)


def _settle(delivery: Delivery, state: State, *, now: datetime, error: str = "") -> None:
    delivery.state = state
    delivery.last_error = error[:500]
    delivery.save(update_fields=["state", "last_error", "sent_at"])
    record(f"delivery.{state}", by=SYSTEM, now=now, ticket=delivery.ticket, delivery=delivery.pk)
