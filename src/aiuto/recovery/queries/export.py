"""Every recovery ever opened, one by one, in constant memory. What colleagues think of who is right is left out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from aiuto.recovery.models import Compensation, Recovery, Step
from aiuto.tickets.models import Message, Ticket


def export_recoveries(since: datetime | None = None) -> Iterator[dict[str, Any]]:
    """One dictionary a recovery, oldest first; `since` leaves out what was opened before."""
    opened = Recovery.objects.filter(**{"opened_at__gte": since} if since else {})
    named = opened.select_related("ticket__cause__parent", "owner").order_by("pk")
    answers, requests = Message.objects.only("pk"), Ticket.objects.only("reference")
    whole = named.prefetch_related(
        "steps",
        Prefetch("steps__evidence", answers),
        Prefetch("steps__elsewhere", requests),
        "steps__evidence__attachments",
        "compensations",
        Prefetch("compensations__shown_in", answers),
        Prefetch("compensations__elsewhere", requests),
        "compensations__shown_in__attachments",
        "lines",
        "endings",
    )
    return (_as_json(recovery) for recovery in whole.iterator(chunk_size=200))


def _as_json(recovery: Recovery) -> dict[str, Any]:
    steps = sorted(recovery.steps.all(), key=lambda step: (step.round, step.pk))
    answers = [step.answer for step in steps if step.answer]
    return {
        "id": recovery.pk,
        "ticket": recovery.ticket.reference,
        "cause": _cause(recovery),
        "severity": recovery.severity,
        "state": recovery.state,
        "what": recovery.what,
        "owner": recovery.owner.email,
        "opened": recovery.opened_at.isoformat(),
        "closed": _iso(recovery.closed_at),
        "dignified": any(ending.agreed_at for ending in recovery.endings.all()),
        "earlier": recovery.earlier_id,
        "lines": [f"{line.number}/{line.position}" for line in recovery.lines.all()],
        "steps": [_step(step) for step in steps],
        "compensation": [_given(given) for given in recovery.compensations.all()],
        "follow_up": answers[-1] if answers else None,
    }


def _cause(recovery: Recovery) -> str | None:
    """The key of a given cause; of the house's own, that of its root and the name."""
    cause = recovery.ticket.cause
    if cause is None:
        return None
    return cause.given or f"{cause.parent.given if cause.parent else ''}/{cause.name}"


def _step(step: Step) -> dict[str, Any]:
    return {
        "round": step.round,
        "kind": step.kind,
        "state": step.state,
        "due": _iso(step.due_at),
        "asked": _iso(step.asked_at),
        "done": _iso(step.done_at),
        "evidence": list(_evidence(step, step.evidence)),
    }


def _evidence(one: Step | Compensation, message: Message | None) -> Iterator[str]:
    """What shows that it was done, or paid, each as "kind:id".

    Of files the SHA-256, of a request its reference, of a proof what a person wrote; `event` is what the customer said
    on their page.
    """
    if message:
        yield f"message:{message.pk}"
        yield from (f"file:{each.blob_id}" for each in message.attachments.all())
    if isinstance(one, Step) and one.event:
        yield f"event:{one.event}"
    if one.elsewhere:
        yield f"ticket:{one.elsewhere.reference}"
    if one.proof:
        yield f"proof:{one.proof}"
    if isinstance(one, Step) and one.waiver_id:
        yield f"approval:{one.waiver_id}"


def _given(given: Compensation) -> dict[str, Any]:
    return {
        "id": given.pk,
        "kind": given.kind,
        "amount": str(given.amount),
        "currency": given.currency,
        "owed": given.owed,
        "chosen_by": given.chosen_by or None,
        "state": given.state,
        "proof": given.proof or None,
        "evidence": list(_evidence(given, given.shown_in)),
        "approved": _iso(given.approved_at),
        "sent": _iso(given.sent_at),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
