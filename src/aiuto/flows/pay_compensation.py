"""A colleague has paid out or sent off what was agreed to, and says where that shows."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.keeping_files import Brought
from aiuto.flows.showing import Proof, show
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Compensation
from aiuto.recovery.paying import send


@transaction.atomic
def pay_compensation(
    compensation_id: int,
    *,
    proof: str = "",
    file: Brought | None = None,
    request: str = "",
    user: User,
    now: datetime,
) -> Compensation:
    """Once: a second press finds it sent. It shows as an act of `do_step` does. Raises RecoveryError, TicketError."""
    ticket, given = lock_compensation(user, compensation_id)
    brought = Proof(words=proof, file=file, request=request)
    shown = show(ticket, brought, about=str(given), user=user, now=now)
    send(given, ticket, shown=shown, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return given
