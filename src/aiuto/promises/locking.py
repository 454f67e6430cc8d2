"""Taking promises to change them: their tickets are locked first, as every act on a ticket does."""

from collections.abc import Iterable
from datetime import datetime

from aiuto.people.models import User
from aiuto.promises.errors import WrongState
from aiuto.promises.models import Promise
from aiuto.promises.queries import promise_for
from aiuto.tickets.locking import lock, lock_these
from aiuto.tickets.models import Ticket


def lock_promise(user: User, promise_id: int) -> tuple[Ticket, Promise]:
    """A promise of a request that this person may open, with that request.

    Raises NotFound, and WrongState when it moved to another request at this moment.
    """
    ticket = lock(promise_for(user, promise_id).ticket_id)
    promise = (
        Promise.objects.select_for_update(of=("self",), no_key=True)
        .filter(pk=promise_id, ticket=ticket)
        .first()
    )
    if promise is None:
        raise WrongState
    return ticket, promise


def lock_due(found: Iterable[tuple[int, int]], *, now: datetime) -> list[tuple[Ticket, list[Promise]]]:
    """Those of these (promise, ticket) that time still has to do with, by ticket."""
    pairs = list(found)
    tickets = {ticket.pk: ticket for ticket in lock_these(ticket for _promise, ticket in pairs)}
    waking = Promise.objects.select_for_update(of=("self",), no_key=True).filter(
        pk__in=[promise for promise, _ticket in pairs], wakes_at__lte=now
    )
    by_ticket: dict[int, list[Promise]] = {}
    for promise in waking.order_by("ticket", "due_at", "id"):
        by_ticket.setdefault(promise.ticket_id, []).append(promise)
    return [(tickets[pk], promises) for pk, promises in by_ticket.items() if pk in tickets]
