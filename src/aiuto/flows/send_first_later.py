"""A first message is to leave at a moment that its writer chose; until then nobody has a request."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.people.queries import desk_for
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import Head, check_parts, plan_first
from aiuto.tickets.models import Draft


@transaction.atomic
def send_first_later(
    key: str,
    *,
    user: User,
    head: Head,
    text: str,
    send_at: datetime,
    slots: tuple[str, ...] = (),
    promises: Collection[str] = (),
    now: datetime,
) -> Draft:
    """Keep it until then. Asked twice, it is one. Raises TicketError: BadDate, FarDate, and what `write_first` does."""
    if head.desk is None or desk_for(user, head.desk) is None:
        raise NotFound
    check_parts(to=head.to, subject=head.subject, text=text)
    return plan_first(
        key,
        user=user,
        head=head,
        text=text,
        send_at=send_at,
        slots=slots,
        promises=promises,
        now=now,
    )
