"""A colleague makes it good: at once where they may, else a second person decides."""

from datetime import datetime

from django.db import IntegrityError, transaction

from aiuto.approvals.queries import deciders_of
from aiuto.flows.making_good import can_ask, carry_on
from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.recovery.errors import CannotAsk
from aiuto.recovery.giving import propose
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Compensation
from aiuto.recovery.offers import Offer as Offer


def propose_compensation(recovery_id: int, offer: Offer, *, user: User, now: datetime) -> Compensation:
    """What the customer chose, or may choose by mail. Who may decide is told, where nobody may give it alone.

    Raises RecoveryError, ApprovalError.
    """
    try:
        return _propose(recovery_id, offer, user=user, now=now)
    except IntegrityError:  # the same line was made good elsewhere at this moment: now it is known
        return _propose(recovery_id, offer, user=user, now=now)


@transaction.atomic
def _propose(recovery_id: int, offer: Offer, *, user: User, now: datetime) -> Compensation:
    ticket, recovery = lock_recovery(user, recovery_id)
    if offer.by_page and not can_ask(ticket):
        raise CannotAsk
    given = propose(recovery, offer, by=user, now=now)
    if given.approval:
        told = deciders_of(given.approval)
        tell(told, kind=Notice.APPROVAL_ASKED, ticket=recovery.ticket_id, by=person(user.pk), now=now)
    carry_on(given, ticket, now=now)
    return given
