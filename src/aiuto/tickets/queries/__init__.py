"""Reading tickets. Every read starts from `visible_to` or `reachable_by`."""

from django.db.models import F, OuterRef, Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of, desks_visible_to
from aiuto.tickets.models import Channel as Channel
from aiuto.tickets.models import Direction as Direction
from aiuto.tickets.models import Draft as Draft
from aiuto.tickets.models import State as State
from aiuto.tickets.models import Ticket as Ticket


def visible_to(user: User) -> QuerySet[Ticket]:
    """The tickets of the desks that this person's teams serve; an admin's: all but other private desks'."""
    return Ticket.objects.filter(desk__in=desks_of(user))


def of_customer(user: User, customer: int | OuterRef) -> QuerySet[Ticket]:
    """The visible tickets of one customer, who has few: the desk is compared as a value, not looked up by its index."""
    theirs = Ticket.objects.filter(customer=customer).annotate(on_desk=F("desk_id") + 0)
    return theirs.filter(on_desk__in=desks_of(user))


def reachable_by(user: User) -> QuerySet[Ticket]:
    """What one may open: what one sees in lists, and what one follows; the rights are read in the same statement."""
    return Ticket.objects.filter(reach(user))


def reach(user: User, prefix: str = "") -> Q:
    """The same rule for what belongs to a ticket: `prefix="ticket__"`. A joined row is looked at, never all tickets."""
    followed = Ticket.followers.through.objects.filter(user=user).values("ticket")
    desks = desks_visible_to(user).values("pk")
    return Q(**{f"{prefix}desk__in": desks}) | Q(**{f"{prefix}pk__in": followed})
