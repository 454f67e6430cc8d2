"""A lead has agreed to close a recovery with dignity: the last message leaves as any answer does. Part of `decide`."""

from datetime import datetime

from aiuto.approvals.models import Approval
from aiuto.flows.reply import reply
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import serves
from aiuto.promises.queries import given_words
from aiuto.recovery import dignified
from aiuto.recovery.errors import WroteSince
from aiuto.recovery.locking import lock_this
from aiuto.recovery.models import Ending
from aiuto.tickets.errors import NewerMessage
from aiuto.tickets.models import State, Ticket


def end_with_dignity(approval: Approval, user: User, now: datetime) -> None:
    """Raises WroteSince where its writer has not read all that was said, TicketError where it cannot leave."""
    ending = Ending.objects.select_related("approval__asked_by").get(approval=approval)
    ticket, ending.recovery = lock_this(ending.recovery_id)
    dignified.end(ending, ticket, by=person(user.pk), now=now)
    try:
        ending.message = reply(
            ticket.reference,
            user=_writer(ending, ticket, user),
            text=ending.text,
            now=now,
            seen=ending.seen,
            then=None if given_words(ticket) else State.SOLVED,
            is_draft=False,
        )
    except NewerMessage as error:
        raise WroteSince from error
    ending.save(update_fields=["message"])


def _writer(ending: Ending, ticket: Ticket, user: User) -> User:
    """Who wrote it; who agreed to it, where they have left."""
    wrote = ending.approval.asked_by
    return wrote if serves(wrote, ticket.desk_id) else user
