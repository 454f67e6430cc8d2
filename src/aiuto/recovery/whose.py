"""Whose recovery it is: that of who asks in its request."""

from aiuto.recovery.models import Recovery
from aiuto.tickets.models import Ticket


def move_customer(old: int, *, to: int) -> int:
    """The recoveries of a merged customer are the other's; how many. The event is the customers'."""
    return Recovery.objects.filter(customer=old).update(customer=to)


def follow_customer(ticket: Ticket) -> int:
    """After the (locked) ticket was found to be somebody else's, so are its recoveries; how many. The event is its."""
    return Recovery.objects.filter(ticket=ticket).update(customer=ticket.customer_id)
