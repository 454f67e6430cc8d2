"""An answer is to leave at a moment that its writer chose."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.answering import check_nothing_newer, check_recipients
from aiuto.tickets.drafting import check_text
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Draft, State
from aiuto.tickets.planning import plan
from aiuto.tickets.protecting import check_looks_after


@transaction.atomic
def send_later(
    reference: str,
    *,
    user: User,
    text: str,
    send_at: datetime,
    now: datetime,
    seen: int | None = None,
    confirmed: bool = False,
    then: State | None = None,
    slots: tuple[str, ...] = (),
    to: Collection[int] | None = None,
    promises: Collection[str] = (),
) -> Draft:
    """Keep the answer until then; it leaves unless somebody writes meanwhile. Asked twice, it is one.

    `promises` are as in `reply`: they are made when it leaves, and counted from then.
    Raises TicketError: BadDate, FarDate, and what `reply` raises.
    """
    ticket = lock_for(user, reference)
    check_text(text)
    check_looks_after(ticket.customer, user)
    if not confirmed:
        check_nothing_newer(ticket, seen=seen, writer=user.pk)
        check_recipients(ticket, meant=to)
    return plan(
        ticket,
        user=user,
        text=text,
        send_at=send_at,
        then=then,
        slots=slots,
        promises=promises,
        by=person(user.pk),
        now=now,
    )
