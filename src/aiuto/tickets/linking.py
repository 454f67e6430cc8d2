"""Tickets that have to do with each other."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import LinkedToItself, WrongState
from aiuto.tickets.lasting import BEARS
from aiuto.tickets.models import Link, LinkKind, Ticket
from aiuto.tickets.policies import check_live

OPINIONS = (LinkKind.RELATED, LinkKind.MAYBE_SAME)
"""What somebody, or a rule, thinks; the other kinds are facts and stay."""


def link(later: Ticket, *, earlier: Iterable[int], kind: LinkKind) -> None:
    """Note the connection, once. What is linked is told by the event of the act that links."""
    Link.objects.bulk_create(
        [Link(earlier_id=pk, later=later, kind=kind) for pk in earlier if pk != later.pk],
        ignore_conflicts=True,
    )


@transaction.atomic(savepoint=False)
def relate(ticket: Ticket, other: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """A person says that the (locked) ticket has to do with another. Raises LinkedToItself."""
    if ticket.pk == other.pk:
        raise LinkedToItself
    check_live(ticket)
    earlier, later = sorted((ticket, other), key=lambda one: one.pk)
    link(later, earlier=[earlier.pk], kind=LinkKind.RELATED)
    record("ticket.linked", by=by, now=now, ticket=ticket.pk, other=other.pk)
    return ticket


@transaction.atomic(savepoint=False)
def unlink(ticket: Ticket, other: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """They have nothing to do with each other. Raises WrongState for what is a fact, and where no link is.

    That one is no repeat of the other is remembered, so that no rule finds it again.
    """
    between = Link.objects.filter(Q(earlier=ticket, later=other) | Q(earlier=other, later=ticket))
    gone, _each = between.filter(kind__in=OPINIONS).delete()
    if not between.filter(kind__in=BEARS).update(kind=LinkKind.NO_REPEAT) and not gone:
        raise WrongState
    record("ticket.unlinked", by=by, now=now, ticket=ticket.pk, other=other.pk)
    return ticket
