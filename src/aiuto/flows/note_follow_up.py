"""The customer was asked after the fix, and a colleague notes what they said."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.open_recovery import tell_of
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.doing import UNHAPPY, hear
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery
from aiuto.tickets import moving
from aiuto.tickets.models import State, Ticket


@transaction.atomic
def note_follow_up(recovery_id: int, *, answer: str, words: str = "", user: User, now: datetime) -> Recovery:
    """Who is not content finds everything open again, the leads told. Raises RecoveryError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    listen(recovery, ticket, answer=answer, words=words, by=person(user.pk), now=now)
    return recovery


def listen(
    recovery: Recovery, ticket: Ticket, *, answer: str, words: str = "", by: Actor, now: datetime
) -> None:
    """What they said, whoever noted it. Raises RecoveryError."""
    hear(recovery, ticket, answer=answer, words=words, by=by, now=now)
    if answer in UNHAPPY:
        if ticket.state == State.SOLVED:
            moving.reopen(ticket, by=by, now=now)
        tell_of(recovery, by=by, now=now)
    settle(ticket, now=now)
