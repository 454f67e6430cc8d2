"""A request passes to a colleague or a team, with a brief that says all they need."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.notify import notify
from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.people.models import Team, User
from aiuto.people.queries import colleague
from aiuto.recovery.blocking import check_said_on
from aiuto.tickets import handing
from aiuto.tickets.drafting import check_text
from aiuto.tickets.locking import lock_for
from aiuto.tickets.messages import note_said
from aiuto.tickets.models import Message


@transaction.atomic
def hand_over(
    reference: str,
    *,
    user: User,
    text: str,
    now: datetime,
    owner: int | None = None,
    team: int | None = None,
) -> Message:
    """Keep the brief, give the request to this colleague or team, and tell them.

    Raises TicketError, of which Unsaid says that a recovery stands still.
    """
    ticket = lock_for(user, reference)
    check_said_on(ticket, now=now)
    check_text(text)
    receiver, group = _receivers(owner, team)
    brief = note_said(text, writer=user, at=now, marks=(handing.MARK,))
    actor = person(user.pk)
    note = handing.hand_over(ticket, brief, owner=receiver, team=group, by=actor, now=now)
    people = [receiver] if receiver else group.members.all() if group else []
    notify(ticket, others={one.pk: Kind.HANDED_OVER for one in people}, by=actor, now=now)
    return note


def _receivers(owner: int | None, team: int | None) -> tuple[User | None, Team | None]:
    if owner:
        return colleague(owner), None
    return None, Team.objects.filter(pk=team).first() if team else None
