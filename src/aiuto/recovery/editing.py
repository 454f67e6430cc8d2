"""Changing what is known of a recovery while it is under way. Callers have locked the ticket."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.recovery.errors import GivenForLine, NothingSaid, WrongState
from aiuto.recovery.models import UNDER_WAY, Compensation, Goods, Loss, Recovery, Severity
from aiuto.recovery.opening import LONGEST, Failure, copy_lines


@transaction.atomic(savepoint=False)
def edit(
    recovery: Recovery, failure: Failure, *, owner: int, kept: set[int], by: Actor, now: datetime
) -> Recovery:
    """What is known now; `failure.lines` are order lines that come to it, `kept` its own lines that stay.

    Raises WrongState, NothingSaid, NoSuchLine, and GivenForLine where a line that goes was made good.
    """
    if recovery.state not in UNDER_WAY:
        raise WrongState
    values = _values(failure, owner)
    changed = differences(recovery, values, unsaid=("what", "remedy"))
    for name, value in values.items():
        setattr(recovery, name, value)
    if "owner_id" in changed:
        recovery.missed_at = None
    recovery.save(update_fields=[*values, "missed_at"])
    lines = _change_lines(recovery, failure, kept)
    if changed or lines:
        record(
            "recovery.edited",
            by=by,
            now=now,
            ticket=recovery.ticket_id,
            customer=recovery.customer_id,
            recovery=recovery.pk,
            changed=changed,
            lines=lines,
        )
    return recovery


def _values(failure: Failure, owner: int) -> dict[str, Any]:
    what = " ".join(failure.what.split())[:LONGEST]
    if not what:
        raise NothingSaid
    return {
        "what": what,
        "severity": Severity(failure.severity).value,
        "lost": [loss.value for loss in Loss if loss in failure.lost],
        "remedy": " ".join(failure.remedy.split())[:LONGEST],
        "goods": Goods(failure.goods).value,
        "owner_id": owner,
    }


def _change_lines(recovery: Recovery, failure: Failure, kept: set[int]) -> int:
    """How many came or went."""
    going = recovery.lines.exclude(pk__in=kept)
    if Compensation.objects.filter(line__in=going).exists():
        raise GivenForLine
    gone = going.delete()[0]
    copy_lines(recovery, failure.lines)
    return gone + len(set(failure.lines))
