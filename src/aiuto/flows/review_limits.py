"""Periodic: limits whose day has come end by themselves, or leads are reminded to look at them again.

Of a block that ends, leads hear too: mail that it held still waits for them.
"""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from aiuto.customers.errors import CustomerError
from aiuto.customers.limiting import due, lock_limit, look
from aiuto.customers.models import Limit, LimitKind, LimitState
from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.queries import in_charge_at

BATCH = 100


def review_limits(*, now: datetime) -> int:
    """A batch, each in a transaction of its own; of how many leads were told."""
    return sum(_review(limit, now=now) for limit in due(now, limit=BATCH))


@transaction.atomic
def _review(limit_id: int, *, now: datetime) -> bool:
    """Another worker, or a lead who lifted it, may have been first."""
    with suppress(CustomerError):
        limit = lock_limit(limit_id)
        if look(limit, now=now) or _has_let_go(limit, now=now):
            people = in_charge_at(limit.desk_id)
            tell(people, kind=Notice.LIMIT_REVIEW, ticket=limit.ticket, by=SYSTEM, now=now)
            return True
    return False


def _has_let_go(limit: Limit, *, now: datetime) -> bool:
    """A block that has just ended."""
    return limit.kind == LimitKind.BLOCKED and limit.state == LimitState.LIFTED and limit.lifted_at == now
