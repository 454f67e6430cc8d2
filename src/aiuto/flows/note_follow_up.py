"""The customer was asked after the fix, and a colleague notes what they said."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.failing import tell_of
from aiuto.flows.noting_calls import call_of
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.doing import UNHAPPY, hear
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Answer, Recovery
from aiuto.tickets import moving
from aiuto.tickets.models import Message, State, Ticket


@transaction.atomic
def note_follow_up(
    recovery_id: int, *, answer: str, words: str = "", said_in: int | None = None, user: User, now: datetime
) -> Recovery:
    """Who is not content finds everything open again, the leads told.

    `said_in` is the message in which they said it, a call or what they wrote; else a call is noted with it.
    Raises RecoveryError, TicketError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    message = _said_in(ticket, answer, words, said_in, user=user, now=now)
    listen(recovery, ticket, answer=answer, words=words, said_in=message, by=person(user.pk), now=now)
    return recovery


def _said_in(
    ticket: Ticket, answer: str, words: str, noted: int | None, *, user: User, now: datetime
) -> Message | None:
    """Nothing was said where there was no answer."""
    if answer == Answer.NONE:
        return None
    said = f"{Answer(answer).label}: {words}" if words.strip() else str(Answer(answer).label)
    return call_of(ticket, said, noted=noted, user=user, now=now)


def listen(
    recovery: Recovery,
    ticket: Ticket,
    *,
    answer: str,
    words: str = "",
    said_in: Message | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """What they said, whoever noted it. Raises RecoveryError."""
    hear(recovery, ticket, answer=answer, words=words, said_in=said_in, by=by, now=now)
    if answer in UNHAPPY:
        if ticket.state == State.SOLVED:
            moving.reopen(ticket, by=by, now=now)
        tell_of(recovery, by=by, now=now)
    settle(ticket, now=now)
