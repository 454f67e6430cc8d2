"""Reading approvals: what waits for somebody's decision, and what became of their own questions."""

from datetime import datetime

from django.db.models import Q, QuerySet

from aiuto.approvals.errors import NotFound
from aiuto.approvals.models import Approval as Approval
from aiuto.approvals.models import Kind as Kind
from aiuto.approvals.models import State as State
from aiuto.approvals.policies import RANKS, decidable
from aiuto.people.models import Role, User
from aiuto.people.queries import desks_of

PAGE = 50


def _decidable_by(user: User) -> Q:
    return Q(desk__in=desks_of(user), needs__in=decidable(user.role)) & ~Q(asked_by=user)


def visible_to(user: User) -> QuerySet[Approval]:
    """What this person may decide, or asked."""
    found = Approval.objects.select_related("asked_by", "decided_by", "desk")
    return found.filter(_decidable_by(user) | Q(asked_by=user))


def approval_for(user: User, approval_id: int) -> Approval:
    """One of them. Raises NotFound for missing and forbidden alike."""
    found = visible_to(user).filter(pk=approval_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_for(user: User) -> list[Approval]:
    """What waits for this person's decision, the oldest first."""
    found = Approval.objects.select_related("asked_by", "desk").filter(_decidable_by(user))
    return list(found.filter(state=State.ASKED).order_by("asked_at", "id")[:PAGE])


def asked_by(user: User) -> list[Approval]:
    """What this person asked, the newest first."""
    found = Approval.objects.select_related("decided_by", "desk").filter(asked_by=user)
    return list(found.order_by("-id")[:PAGE])


def deciders_of(approval: Approval) -> list[int]:
    """Ids of who may decide: people of the desk with the role, administrators where it is not private."""
    able = [role for role, rank in RANKS.items() if rank >= RANKS[approval.needs]]
    people = User.objects.filter(is_active=True, role__in=able).exclude(pk=approval.asked_by_id)
    at_desk = Q(teams__desks=approval.desk_id)
    rule = at_desk if approval.desk.private else at_desk | Q(role=Role.ADMIN)
    return sorted(set(people.filter(rule).values_list("pk", flat=True)))


def lapsing(now: datetime, *, limit: int) -> list[int]:
    """Ids of what nobody decided in time: one read of an index."""
    over = Approval.objects.filter(state=State.ASKED, lapses_at__lte=now).order_by("lapses_at")
    return list(over.values_list("pk", flat=True)[:limit])
