"""The recovery on top of its request: its steps, what blocks it, and where that is asked for."""

from typing import Any

from django.utils import timezone

from aiuto.recovery.queries import Blocks, Standing, StepKind, standing_and_given
from aiuto.recovery.queries.proofs import shown_by
from aiuto.tickets.queries import Ticket, reachable_by
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.thread import RASTER


def contents(ticket: Ticket, request: Reader) -> dict[str, Any]:
    """`elsewhere`: what blocks it is asked on another request, which this reader may open.

    `money` is what was given and has not arrived yet, also by a recovery that is closed; `under_way`: some of it
    is of this recovery, `unpaid`: and not paid out.
    """
    recovery, given = standing_and_given(ticket.pk)
    money = [one for one in reversed(given) if one.is_open]
    if recovery is None:
        return {"recovery": None, "money": money}
    asked = recovery.blocker.promise.ticket_id if recovery.blocker else ticket.pk
    elsewhere = asked != ticket.pk and reachable_by(request.user).filter(pk=asked).exists()
    still = recovery.stands_still(timezone.now())
    return {
        "recovery": recovery,
        "money": money,
        "under_way": any(one.is_open for one in recovery.given),
        "unpaid": any(one.is_unpaid for one in recovery.given),
        "still": still,
        "kinds": Blocks.choices,
        "elsewhere": elsewhere,
        "shown": _shown(recovery, request),
    }


def _shown(recovery: Standing, request: Reader) -> dict[str, Any]:
    """By step where it can be seen: files, of which pictures are drawn small, and the request of colleagues."""
    found = {}
    for step in recovery.steps:
        if step.kind in (StepKind.ACT, StepKind.COMPENSATE):
            files, other = shown_by(step, request.user)
            pictures = [(file, file.content_type in RASTER) for file in files]
            found[step.kind] = {"files": pictures, "request": other}
    return found
