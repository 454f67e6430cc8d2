"""Who is told what happens on a ticket without looking after it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.tickets.models import Ticket
from aiuto.tickets.policies import check_live


@transaction.atomic(savepoint=False)
def follow(ticket: Ticket, *, user: User, by: Actor, now: datetime) -> Ticket:
    """This person follows the (locked) ticket from now on; nothing happens when they do already."""
    check_live(ticket)
    _through, made = Ticket.followers.through.objects.get_or_create(ticket=ticket, user=user)
    if made:
        record("ticket.followed", by=by, now=now, ticket=ticket.pk, person=user.pk)
    return ticket


@transaction.atomic(savepoint=False)
def unfollow(ticket: Ticket, *, user: User, by: Actor, now: datetime) -> Ticket:
    """This person follows it no longer."""
    gone, _each = Ticket.followers.through.objects.filter(ticket=ticket, user=user).delete()
    if gone:
        record("ticket.unfollowed", by=by, now=now, ticket=ticket.pk, person=user.pk)
    return ticket


def followers_of(ticket: Ticket) -> list[int]:
    """Ids of those who follow it."""
    return list(Ticket.followers.through.objects.filter(ticket=ticket).values_list("user", flat=True))
