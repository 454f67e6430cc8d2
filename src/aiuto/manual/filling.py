"""What stands in the place of a saved reply's placeholders in one request."""

from aiuto.customers.names import in_mail
from aiuto.customers.queries import orders_of
from aiuto.people.models import User
from aiuto.tickets.models import Ticket

NAMES = (
    "customer.name",
    "customer.first_name",
    "request.number",
    "request.reference",
    "agent.name",
    "agent.first_name",
    "desk.name",
    "order.number",
)


def values_for(ticket: Ticket, user: User) -> dict[str, str]:
    """What each placeholder is worth in this request, for this writer; one that has no value is empty."""
    name = in_mail(ticket.customer.name) if ticket.customer else ""
    orders = orders_of(ticket.customer_id, limit=1) if ticket.customer_id else []
    return {
        "customer.name": name,
        "customer.first_name": _first(name),
        "request.number": str(ticket.number or ""),
        "request.reference": ticket.reference,
        "agent.name": str(user),
        "agent.first_name": _first(str(user)),
        "desk.name": ticket.desk.sender_name,
        "order.number": orders[0].number if orders else "",
    }


def _first(name: str) -> str:
    return name.split(" ", 1)[0]
