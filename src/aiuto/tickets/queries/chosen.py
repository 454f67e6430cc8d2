"""The requests that somebody chose in a list."""

from collections.abc import Iterable

from aiuto.people.models import User
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries import reachable_by
from aiuto.tickets.references import normal_reference

MOST = 100


def chosen(user: User, references: Iterable[str]) -> list[Ticket]:
    """Those of them that this person may open, oldest first, each with its customer. One statement."""
    wanted = {normal_reference(reference) for reference in references}
    tickets = reachable_by(user).filter(reference__in=wanted).select_related("customer")
    return list(tickets.order_by("pk")[:MOST])
