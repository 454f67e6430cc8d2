"""Writing events: one a change, inside the change's own transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor, Kind
from aiuto.journal.models import Event
from aiuto.rows.inserting import insert


def record(
    kind: str,
    *,
    by: Actor,
    now: datetime,
    ticket: int | None = None,
    customer: int | None = None,
    origin: Kind | None = None,
    **data: Any,
) -> Event:
    """Append one event. `data` holds ids and small values, never text a person wrote.

    `origin` is where the change came from when that is not the actor: a rule that acts for a person.
    """
    return insert(
        Event(
            kind=kind,
            at=now,
            actor_kind=by.kind,
            actor_id=by.id,
            origin=origin or by.kind,
            ticket=ticket,
            customer=customer,
            data=data,
        )
    )


@transaction.atomic
def begin_order_anew() -> None:
    """After a restore: all events so far come before whatever this database server will write.

    Another server counts its transactions from another number; ids alone keep the order of what is there.
    """
    Event.objects.update(xid=0)
