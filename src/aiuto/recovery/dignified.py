"""Closing with dignity, after attempts that were reasonable and recorded. Callers have locked the ticket."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from aiuto.approvals.asking import Asked, ask
from aiuto.approvals.models import Kind
from aiuto.journal.actors import Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.recovery.ending import close
from aiuto.recovery.errors import NoCause, NothingSaid, NotYet, TooFew, WrongState
from aiuto.recovery.models import UNDER_WAY, Attempt, Ending, Recovery, StepState
from aiuto.recovery.steps import advance, leave_out, steps_of
from aiuto.recovery.unpaid import check_paid
from aiuto.tickets.models import Ticket

LONGEST, LONGEST_TEXT = 500, 5_000


@transaction.atomic(savepoint=False)
def note_attempt(
    recovery: Recovery, *, offered: str, answer: str, at: datetime, by: User, now: datetime
) -> Attempt:
    """What they were offered and what they said to it. Raises NothingSaid, NotYet, WrongState."""
    if recovery.state not in UNDER_WAY:
        raise WrongState
    offered, answer = (" ".join(text.split())[:LONGEST] for text in (offered, answer))
    if not offered or not answer:
        raise NothingSaid
    if at > now:
        raise NotYet
    attempt = Attempt.objects.create(
        recovery=recovery, offered=offered, offered_at=at, answer=answer, noted_by=by, noted_at=now
    )
    record("recovery.attempted", by=person(by.pk), now=now, ticket=recovery.ticket_id, recovery=recovery.pk)
    return attempt


@transaction.atomic(savepoint=False)
def propose(
    recovery: Recovery, ticket: Ticket, *, text: str, seen: int, why: str, by: User, now: datetime
) -> Ending:
    """Ask a lead to agree to this last message, and to what is still due being left out with it.

    Raises TooFew, NoCause, NotPaid, NothingSaid, WrongState, ApprovalError.
    """
    if not text.strip():
        raise NothingSaid
    _check_may_end(recovery, ticket)
    if recovery.attempts.count() < settings.ENVIRONMENT.aiuto_closing_attempts:
        raise TooFew
    asked = Asked(
        kind=Kind.ENDING,
        about=recovery.pk,
        desk=recovery.desk_id,
        ticket=recovery.ticket_id,
        why=why,
        facts={"recovery": recovery.pk},
    )
    approval = ask(asked, by=by, now=now)
    words = text.strip()[:LONGEST_TEXT]
    return Ending.objects.create(recovery=recovery, ticket=ticket, text=words, seen=seen, approval=approval)


@transaction.atomic(savepoint=False)
def end(ending: Ending, ticket: Ticket, *, by: Actor, now: datetime) -> Ending:
    """A lead has agreed: what is still due is left out, and the recovery is closed. Raises as `propose` does."""
    recovery, approval = ending.recovery, ending.approval
    _check_may_end(recovery, ticket)
    for step in steps_of(recovery).values():
        if step.state == StepState.DUE:
            leave_out(step, waiver=approval.pk, reason=approval.why, by=by, now=now)
    advance(recovery, ticket, by=by, now=now)
    close(recovery, ticket, by=by, now=now)
    ending.ticket, ending.agreed_at = ticket, now
    ending.save(update_fields=["ticket", "agreed_at"])
    record("recovery.ended", by=by, now=now, ticket=ticket.pk, recovery=recovery.pk, approval=approval.pk)
    return ending


def _check_may_end(recovery: Recovery, ticket: Ticket) -> None:
    if recovery.state not in UNDER_WAY:
        raise WrongState
    if ticket.cause_id is None:
        raise NoCause
    check_paid(recovery)
