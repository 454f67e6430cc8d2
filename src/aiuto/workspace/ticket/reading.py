"""What several panels read of one request: asked once an answer, though each panel stands alone."""

from collections.abc import Callable
from typing import TypeVar

from aiuto.promises.queries import Promise, of_ticket
from aiuto.tickets.queries import Ticket, conversation

Read = TypeVar("Read")


def newest_of_customer(ticket: Ticket) -> list[tuple[int, str]]:
    """What they said last in their own words, with the message it stands in, the newest first."""
    return _once(ticket, conversation.newest_of_customer)


def promised(ticket: Ticket) -> list[Promise]:
    """What was ever promised, what is owed first."""
    return _once(ticket, of_ticket)


def _once(ticket: Ticket, read: Callable[[Ticket], Read]) -> Read:
    """Kept on this very object, which lives as long as its answer is made."""
    name = f"read_{read.__name__}"
    if name not in vars(ticket):
        setattr(ticket, name, read(ticket))
    found: Read = getattr(ticket, name)
    return found
