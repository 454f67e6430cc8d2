"""Which of many requests have a recovery that stands still past its time, and nobody has said why."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch

from aiuto.recovery.models import IS_UNDER_WAY, Blocker, Recovery
from aiuto.recovery.queries import is_late, own_steps, with_steps
from aiuto.tickets.queries.merged import ends_of


def standing_still(tickets: Iterable[int], *, now: datetime) -> set[int]:
    """Ids of those, as `blocking.check_said_on` would refuse to put them off. Five statements for any number."""
    ends = ends_of(tickets)
    here = Recovery.objects.filter(IS_UNDER_WAY, ticket__in=ends)
    blockers = Prefetch("blockers", Blocker.objects.filter(promise__closed_at__isnull=True))
    whole = with_steps(here).order_by("id").prefetch_related(blockers)
    newest = {ends[one.ticket_id]: one for one in whole}
    return {ticket for ticket, recovery in newest.items() if _stands_still(recovery, now)}


def _stands_still(recovery: Recovery, now: datetime) -> bool:
    return not recovery.blockers.all() and is_late(own_steps(recovery), recovery.compensations.all(), now)
