"""The recovery on top of its request: its steps, what blocks it, and where that is asked for."""

from typing import Any

from django.utils import timezone

from aiuto.recovery.queries import Blocks, standing
from aiuto.tickets.queries import Ticket, reachable_by
from aiuto.workspace.shell import Reader


def contents(ticket: Ticket, request: Reader) -> dict[str, Any]:
    """`elsewhere`: what blocks it is asked on another request, which this reader may open."""
    recovery = standing(ticket.pk)
    if recovery is None:
        return {"recovery": None}
    asked = recovery.blocker.promise.ticket_id if recovery.blocker else ticket.pk
    elsewhere = asked != ticket.pk and reachable_by(request.user).filter(pk=asked).exists()
    still = recovery.stands_still(timezone.now())
    return {"recovery": recovery, "still": still, "kinds": Blocks.choices, "elsewhere": elsewhere}
