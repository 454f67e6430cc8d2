"""What went wrong with a request: the tree to choose from, and what the customer's words tell of."""

from datetime import datetime
from typing import Any

from aiuto.coach.causes import cause_of
from aiuto.tickets.queries import Ticket, causes, conversation
from aiuto.tickets.queries.causes import Branch, Cause
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.reading import newest_of_customer


def panel(request: Reader, ticket: Ticket, _now: datetime) -> dict[str, Any]:
    """While nobody has said it, what was read is asked about."""
    tree = causes.choices_for(ticket)
    chosen = next((each for branch in tree for each in branch if each.pk == ticket.cause_id), None)
    return {
        "tree": tree,
        "chosen": chosen,
        "read": None if chosen else told(ticket, tree),
        "repeats": conversation.repeats(ticket, request.user),
    }


def told(ticket: Ticket, tree: list[Branch]) -> Cause | None:
    """What their newest message tells of that tells of one. One statement."""
    read = (cause_of(text) for _message, text in newest_of_customer(ticket))
    key = next((key for key in read if key), None)
    return next((branch.root for branch in tree if branch.root.given == key), None)
