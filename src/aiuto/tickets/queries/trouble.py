"""Reading mail that could not leave, as far as this person may know of it."""

from dataclasses import dataclass

from aiuto.outbox.models import Delivery
from aiuto.outbox.queries import in_trouble
from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.people.queries import desks_of
from aiuto.tickets.queries.conversation import places_of
from aiuto.tickets.queries.pages import delivery_for

PAGE = 30
READ = 300


@dataclass(frozen=True, slots=True)
class Troubled:
    """A delivery and its request; none for a mail of our own, such as a new password."""

    delivery: Delivery
    reference: str


@dataclass(frozen=True, slots=True)
class Troubles:
    """One page. `older` is where it goes on; not `full`: a bounded look found less."""

    found: list[Troubled]
    older: int | None
    full: bool


def troubles(user: User, *, behind: int | None = None) -> Troubles:
    """Dead and bounced mail of one's desks, newest first; leads see mail of no request too."""
    troubled = in_trouble().filter(pk__lt=behind) if behind else in_trouble()
    read = list(troubled[:READ])
    places = places_of(delivery.ticket for delivery in read if delivery.ticket)
    desks, leading = desks_of(user), leads(user)
    found = []
    for delivery in read:
        reference, desk = places.get(delivery.ticket or 0, ("", 0))
        if desk in desks or (leading and delivery.ticket is None):
            found.append(Troubled(delivery, reference))
    shown = found[:PAGE]
    older = shown[-1].delivery.pk if len(found) > PAGE else read[-1].pk if len(read) == READ else None
    return Troubles(shown, older, full=len(shown) == PAGE)


def troubled_for(user: User, delivery_id: int) -> Delivery | None:
    """The delivery, for whoever finds it among their troubles."""
    own = delivery_for(user, delivery_id)
    if own or not leads(user):
        return own
    return Delivery.objects.filter(pk=delivery_id, ticket__isnull=True).first()
