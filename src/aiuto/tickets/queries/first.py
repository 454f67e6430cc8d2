"""First messages that are being written, or wait to leave; and the request that one would open."""

from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When, prefetch_related_objects

from aiuto.customers.addresses import normal_email
from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.people.models import Desk, User
from aiuto.people.queries import desk_choices, desks_of
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import Head as Head
from aiuto.tickets.models import Direction, Draft, Ticket
from aiuto.tickets.queries import of_customer
from aiuto.tickets.queries.conversation import WAITING, Drafts, by_direction

MOST = 20


@dataclass(frozen=True, slots=True)
class FirstMessages:
    """What one person has begun, and what waits to leave: theirs before that of others at their desks."""

    begun: list[Draft]
    waiting: list[Draft]

    def drafts(self, key: str) -> Drafts:
        """The one begun under this key, as `conversation.drafts` gives those on a request."""
        return {draft.direction: (draft, _files(draft)) for draft in self.begun if draft.key == key}


def first_messages(user: User, key: str) -> FirstMessages:
    """Each with its files. Of what was begun the one of this key comes first, then the last changed."""
    asked_for = Case(When(key=key, then=0), default=1)
    begun = _unsent().filter(user=user, send_at__isnull=True).order_by(asked_for, "-updated_at", "-id")
    found = FirstMessages(list(begun[:MOST]), list(_planned(user)[:MOST]))
    prefetch_related_objects([*found.begun, *found.waiting], "uploads")
    return found


def first_drafts(user: User, key: str) -> Drafts:
    """The draft of this key, with its waiting files, as `conversation.drafts` gives those on a request."""
    files = {f"file_{name}": F(f"uploads__{name}") for name in WAITING}
    rows = _unsent().filter(user=user, key=key).annotate(**files)
    return by_direction(rows.order_by("id", "uploads__id"))


def to_come(user: User, head: Head) -> Ticket:
    """The request that would be opened, stored nowhere: with the customer, if we know them, and how they speak.

    Raises NotFound for a desk that is not among one's own.
    """
    customer = _customer(head)
    coming = Ticket(customer=customer, subject=head.subject, reference="")
    last = last_with(user, coming)
    coming.desk = _desk(user, head.desk or (last.desk_id if last else None))
    coming.language = customer.language or (last.language if last else "")
    return coming


def last_with(user: User, ticket: Ticket) -> Ticket | None:
    """The newest request of the same customer, which shows how we speak with them."""
    if ticket.customer_id is None:
        return None
    return of_customer(user, ticket.customer_id).order_by("-last_message_at").first()


def _unsent() -> QuerySet[Draft]:
    return Draft.objects.filter(ticket__isnull=True, key__isnull=False, direction=Direction.OUT)


def _planned(user: User) -> QuerySet[Draft]:
    """What waits for its moment at the desks of this person, the next first; theirs comes before, whatever its desk."""
    own = Case(When(user=user, then=0), default=1)
    planned = _unsent().filter(Q(user=user) | Q(desk__in=desks_of(user)), send_at__isnull=False)
    return planned.select_related("desk__schedule", "user").order_by(own, "send_at", "id")


def _files(draft: Draft) -> list[dict[str, object]]:
    return [{name: getattr(file, name) for name in WAITING} for file in draft.uploads.all()]


def _desk(user: User, desk_id: int | None) -> Desk:
    """The one that was chosen; of all, the house's default one before the others."""
    desks = sorted(desk_choices(user), key=lambda desk: not desk.is_default)
    desk = next((desk for desk in desks if desk_id in (None, desk.pk)), None)
    if desk is None:
        raise NotFound
    return desk


def _customer(head: Head) -> Customer:
    """Who has this address; somebody new where nobody does."""
    address = normal_email(head.to)
    points = ContactPoint.objects.select_related("customer").filter(kind=ContactKind.EMAIL, value=address)
    point = points.first() if address else None
    customer = point.customer if point else Customer()
    customer.name = customer.name or head.name
    return customer
