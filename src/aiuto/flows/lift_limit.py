"""A lead lifts a limit: with one act, and a word why as they like."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.limiting import lift, lock_limit
from aiuto.customers.models import Limit
from aiuto.customers.queries import limit_for
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads


@transaction.atomic
def lift_limit(limit_id: int, *, why: str = "", user: User, now: datetime) -> Limit:
    """From now on they are a customer like any other; mail that was held waits for a lead to let it in.

    Raises NotAllowed, NoSuchLimit, LimitMoved.
    """
    check_leads(user)
    found = limit_for(user, limit_id)
    return lift(lock_limit(found.pk), why=why, by=person(user.pk), now=now)
