"""The recovery on top of its request: its steps, what blocks it, and where that is asked for."""

from typing import Any

from django.utils import timezone

from aiuto.recovery.queries import Blocks, Standing, StepKind, standing
from aiuto.recovery.queries.proofs import shown_by
from aiuto.tickets.queries import Ticket, reachable_by
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.thread import RASTER


def contents(ticket: Ticket, request: Reader) -> dict[str, Any]:
    """`elsewhere`: what blocks it is asked on another request, which this reader may open."""
    recovery = standing(ticket.pk)
    if recovery is None:
        return {"recovery": None}
    asked = recovery.blocker.promise.ticket_id if recovery.blocker else ticket.pk
    elsewhere = asked != ticket.pk and reachable_by(request.user).filter(pk=asked).exists()
    still = recovery.stands_still(timezone.now())
    return {
        "recovery": recovery,
        "still": still,
        "kinds": Blocks.choices,
        "elsewhere": elsewhere,
        "shown": _shown(recovery, request),
    }


def _shown(recovery: Standing, request: Reader) -> dict[str, Any]:
    """Where the act can be seen: files, of which pictures are drawn small, and the request of colleagues."""
    act = next(step for step in recovery.steps if step.kind == StepKind.ACT)
    files, other = shown_by(act, request.user)
    return {"files": [(file, file.content_type in RASTER) for file in files], "request": other}
