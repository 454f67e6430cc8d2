"""One thing at a time, as this person may see it: None for missing and for forbidden alike."""

from django.db.models import Exists, OuterRef, Q

from aiuto.customers.models import Customer
from aiuto.outbox.models import Delivery
from aiuto.people.models import User
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries import of_customer, reach, reachable_by
from aiuto.tickets.references import normal_reference


def message_for(user: User, message_id: int) -> Message | None:
    """The message, of a ticket one may open."""
    messages = Message.objects.select_related("ticket").filter(pk=message_id)
    return messages.filter(reach(user, "ticket__")).first()


def delivery_for(user: User, delivery_id: int) -> Delivery | None:
    """The delivery, of a ticket one may open."""
    delivery = Delivery.objects.filter(pk=delivery_id).first()
    if delivery is None or delivery.ticket is None:
        return None
    if not reachable_by(user).filter(pk=delivery.ticket).exists():
        return None
    return delivery


def customer_for(user: User, customer_id: int) -> Customer | None:
    """The customer (not a merged one), when one may see a ticket of theirs or they have none yet."""
    living = Customer.objects.filter(pk=customer_id, merged_into__isnull=True)
    return living.filter(known_to(user)).first()


def known_to(user: User) -> Q:
    """The customers one may know of. Whoever wrote to other desks alone, perhaps a private one, is not among them."""
    asked = Ticket.objects.filter(customer=OuterRef("pk"))
    return Exists(of_customer(user, OuterRef("pk"))) | ~Exists(asked)


def ticket_called(user: User, text: str) -> Ticket | None:
    """The ticket that a person means: by its reference, else by its number, with a # or without."""
    reachable, name = reachable_by(user), text.strip().removeprefix("#")
    found = reachable.filter(reference=normal_reference(name)).first()
    if found is None and name.isascii() and name.isdigit() and len(name) < 18:
        found = reachable.filter(pk=int(name)).first()
    return found
