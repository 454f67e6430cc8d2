"""One thing at a time, as this person may see it: None for missing and for forbidden alike."""

from aiuto.customers.models import Customer
from aiuto.outbox.models import Delivery
from aiuto.people.models import User
from aiuto.tickets.models import Message
from aiuto.tickets.queries import reachable_by, visible_to


def message_for(user: User, message_id: int) -> Message | None:
    """The message, of a ticket one may open."""
    messages = Message.objects.select_related("ticket").filter(pk=message_id)
    return messages.filter(ticket__in=reachable_by(user)).first()


def delivery_for(user: User, delivery_id: int) -> Delivery | None:
    """The delivery, of a ticket one may open."""
    delivery = Delivery.objects.filter(pk=delivery_id).first()
    if delivery is None or delivery.ticket is None:
        return None
    if not reachable_by(user).filter(pk=delivery.ticket).exists():
        return None
    return delivery


def customer_for(user: User, customer_id: int) -> Customer | None:
    """The customer, when one may see a ticket of theirs."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None or not visible_to(user).filter(customer=customer).exists():
        return None
    return customer
