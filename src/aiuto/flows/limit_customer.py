"""A colleague asks a lead to agree to a limit for a customer, and shows why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from aiuto.approvals.queries import deciders_of
from aiuto.customers.errors import NoEvidence, NoSuchCustomer
from aiuto.customers.limiting import Wish, ask_limit
from aiuto.customers.models import Limit
from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Message
from aiuto.tickets.queries.evidence import said_by
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def limit_customer(customer_id: int, wish: Wish, *, user: User, now: datetime) -> Limit:
    """It belongs to the request of the newest message that shows it. Who may decide is told.

    Raises CustomerError, ApprovalError.
    """
    customer = customer_for(user, customer_id)
    if customer is None:
        raise NoSuchCustomer
    shown = _shown(user, customer.pk, wish.evidence)
    wish = replace(wish, evidence=[message.pk for message in shown])
    ticket = lock(shown[0].ticket_id)
    limit = ask_limit(customer, wish, desk=ticket.desk, ticket=ticket.pk, by=user, now=now)
    if limit.approval:
        told = deciders_of(limit.approval)
        tell(told, kind=Notice.APPROVAL_ASKED, ticket=ticket.pk, by=person(user.pk), now=now)
    return limit


def _shown(user: User, customer: int, chosen: Sequence[int]) -> list[Message]:
    """Those of the chosen messages that are this customer's own and that the colleague may read, the newest first."""
    shown = list(said_by(user, customer).filter(pk__in=chosen).order_by("-at", "-id"))
    if not shown:
        raise NoEvidence
    return shown
