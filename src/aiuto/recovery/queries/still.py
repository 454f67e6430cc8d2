"""Which of many requests have a recovery that stands still past its time, and nobody has said why."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch

from aiuto.recovery.models import IS_UNDER_WAY, Blocker, Compensation, Recovery, Step
from aiuto.recovery.queries import WAITS_FOR_LEAD, is_late
from aiuto.tickets.queries.merged import ends_of


def standing_still(tickets: Iterable[int], *, now: datetime) -> set[int]:
    """Ids of those, as `blocking.check_said_on` would refuse to put them off. Five statements for any number."""
    ends = ends_of(tickets)
    here = Recovery.objects.filter(IS_UNDER_WAY, ticket__in=ends)
    steps = Prefetch("steps", Step.objects.annotate(waits_for_lead=WAITS_FOR_LEAD))
    blockers = Prefetch("blockers", Blocker.objects.filter(promise__closed_at__isnull=True))
    given = Prefetch("compensations", Compensation.objects.select_related("delivery"))
    whole = here.order_by("id").prefetch_related(steps, blockers, given)
    newest = {ends[one.ticket_id]: one for one in whole}
    return {ticket for ticket, recovery in newest.items() if _stands_still(recovery, now)}


def _stands_still(recovery: Recovery, now: datetime) -> bool:
    own = [step for step in recovery.steps.all() if step.round == recovery.round]
    return not recovery.blockers.all() and is_late(own, recovery.compensations.all(), now)
