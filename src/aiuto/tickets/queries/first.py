"""First messages that are being written, or wait to leave; and the request that one would open."""

from django.db.models import F, QuerySet

from aiuto.customers.addresses import normal_email
from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.people.models import Desk, User
from aiuto.people.queries import desk_choices, desk_for
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import Head as Head
from aiuto.tickets.models import Direction, Draft, Ticket
from aiuto.tickets.queries import of_customer
from aiuto.tickets.queries.conversation import WAITING, Drafts, by_direction

MOST = 20


def begun_by(user: User) -> list[Draft]:
    """What this person has begun and not sent, the last changed first."""
    return list(_of(user).filter(send_at__isnull=True).order_by("-updated_at", "-id")[:MOST])


def waiting_of(user: User) -> list[Draft]:
    """Those of this person that wait for their moment, the next first, with desk and files."""
    planned = _of(user).filter(send_at__isnull=False).select_related("desk__schedule", "user")
    return list(planned.prefetch_related("uploads").order_by("send_at", "id")[:MOST])


def first_drafts(user: User, key: str) -> Drafts:
    """The draft of this key, with its waiting files, as `conversation.drafts` gives those on a request."""
    files = {f"file_{name}": F(f"uploads__{name}") for name in WAITING}
    return by_direction(_of(user).filter(key=key).annotate(**files).order_by("id", "uploads__id"))


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


def _of(user: User) -> QuerySet[Draft]:
    return Draft.objects.filter(user=user, ticket__isnull=True, key__isnull=False, direction=Direction.OUT)


def _desk(user: User, desk_id: int | None) -> Desk:
    chosen = desk_id or next((desk.pk for desk in desk_choices(user)), 0)
    desk = desk_for(user, chosen)
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
