"""What stands around a request: its tags, reason, people and links, the customer's orders and other requests."""

from datetime import datetime
from typing import Any

from aiuto.customers.queries import orders_of
from aiuto.tickets.queries import Ticket, conversation
from aiuto.tickets.queries.exchange import exchange
from aiuto.tickets.queries.filing import filing
from aiuto.workspace.shell import Reader

ORDERS = 5


def itself(request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any]:
    """The request itself."""
    found = filing(ticket, request.user)
    return {
        "tags": found.tags,
        "reasons": found.reasons,
        "participants": found.participants,
        "links": found.links,
    }


def points(_request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any] | None:
    """What the customer raised, point by point; nothing where they raised nothing."""
    raised = exchange(ticket).raised(ticket.language)
    return {"raised": raised} if raised else None


def orders(_request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any] | None:
    """The customer's newest orders; nothing for who never bought."""
    found = orders_of(ticket.customer_id, limit=ORDERS) if ticket.customer_id else []
    return {"orders": found} if found else None


def others(request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any] | None:
    """The customer's other requests; nothing when this is the only one."""
    found = conversation.others_of(ticket, request.user)
    return {"others": found} if found else None
