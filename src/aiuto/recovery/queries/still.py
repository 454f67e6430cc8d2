"""Which of many requests have a recovery that stands still past its time, and nobody has said why."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q

from aiuto.recovery.models import IS_UNDER_WAY, Blocker, Compensation, Recovery, Step
from aiuto.recovery.queries import WAITS_FOR_LEAD, is_late


def standing_still(tickets: Iterable[int], *, now: datetime) -> set[int]:
    """Ids of those, as `blocking.check_said_on` would refuse to put them off. Four statements for any number."""
    ids = set(tickets)
    here = Recovery.objects.filter(IS_UNDER_WAY, Q(ticket__in=ids) | Q(ticket__merged_into__in=ids))
    steps = Prefetch("steps", Step.objects.annotate(waits_for_lead=WAITS_FOR_LEAD))
    blockers = Prefetch("blockers", Blocker.objects.filter(promise__closed_at__isnull=True))
    given = Prefetch("compensations", Compensation.objects.select_related("delivery"))
    whole = here.select_related("ticket").order_by("id").prefetch_related(steps, blockers, given)
    newest = {one.ticket.merged_into_id or one.ticket_id: one for one in whole}
    return {ticket for ticket, recovery in newest.items() if _stands_still(recovery, now)}


def _stands_still(recovery: Recovery, now: datetime) -> bool:
    own = [step for step in recovery.steps.all() if step.round == recovery.round]
    return not recovery.blockers.all() and is_late(own, recovery.compensations.all(), now)
