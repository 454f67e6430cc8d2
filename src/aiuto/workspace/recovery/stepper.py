"""The recovery on top of its request: its steps, what blocks it, and where that is asked for."""

from typing import Any

from django.utils import timezone

from aiuto.recovery.policies import calls_off
from aiuto.recovery.queries import Blocks, Compensation, Payment, Standing, StepKind, standing_and_given
from aiuto.recovery.queries.proofs import shown_by
from aiuto.tickets.queries import Ticket, reachable_by
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.thread import RASTER


def contents(ticket: Ticket, request: Reader) -> dict[str, Any]:
    """`elsewhere`: what blocks it is asked on another request, which this reader may open.

    `money` is what was given and has not arrived yet, also by a recovery that is closed; `under_way`: some of it
    is of this recovery, `unpaid`: and not paid out. `called_off`: ids of what this reader may call off.
    """
    recovery, given = standing_and_given(ticket.pk)
    money = [one for one in reversed(given) if one.is_open]
    shown = {"money": money, "called_off": {one.pk for one in money if _can_be_called_off(one, request)}}
    if recovery is None:
        return {"recovery": None, **shown}
    asked = recovery.blocker.promise.ticket_id if recovery.blocker else ticket.pk
    elsewhere = asked != ticket.pk and reachable_by(request.user).filter(pk=asked).exists()
    still = recovery.stands_still(timezone.now())
    return {
        "recovery": recovery,
        **shown,
        "under_way": any(one.is_open for one in recovery.given),
        "unpaid": any(one.is_unpaid for one in recovery.given),
        "still": still,
        "kinds": Blocks.choices,
        "elsewhere": elsewhere,
        "proofs": _shown(recovery, request),
    }


def _can_be_called_off(given: Compensation, request: Reader) -> bool:
    return given.state == Payment.APPROVED and not given.on_its_way and calls_off(request.user, given)


def _shown(recovery: Standing, request: Reader) -> dict[str, Any]:
    """By step where it can be seen: files, of which pictures are drawn small, and the request of colleagues."""
    found = {}
    for step in recovery.steps:
        if step.kind in (StepKind.ACT, StepKind.COMPENSATE):
            files, other = shown_by(step, request.user)
            pictures = [(file, file.content_type in RASTER) for file in files]
            found[step.kind] = {"files": pictures, "request": other}
    return found
