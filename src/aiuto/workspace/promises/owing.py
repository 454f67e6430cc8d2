"""What is owed on a request, beside its conversation."""

from datetime import datetime
from typing import Any

from aiuto.promises.queries import of_ticket, offered
from aiuto.tickets.queries import Ticket
from aiuto.workspace.shell import Reader


def panel(_request: Reader, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """What is owed, what was, and what an answer said that nobody recorded."""
    promises = of_ticket(ticket)
    return {
        "owed": [promise for promise in promises if promise.closed_at is None],
        "past": [promise for promise in promises if promise.closed_at],
        "offers": offered(ticket, now=now, promises=promises),
    }
