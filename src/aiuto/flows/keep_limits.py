"""An administrator says how much each role may give at a desk, and the desk in a month."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.recovery.limits import keep_limits as keep
from aiuto.recovery.models import Limits


@transaction.atomic
def keep_limits(
    desk: Desk,
    *,
    agent: Decimal,
    lead: Decimal,
    budget: Decimal,
    currency: str,
    user: User,
    now: datetime,
) -> Limits:
    """Raises NotAllowed, BadCurrency, BadAmount where a lead may give less than an agent."""
    check_manages_people(user)
    amounts = {"agent": agent, "lead": lead, "budget": budget}
    return keep(desk, **amounts, currency=currency, by=person(user.pk), now=now)
