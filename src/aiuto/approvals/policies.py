"""Who may decide: another person than who asked, of the desk, with at least the role that it needs."""

from aiuto.approvals.errors import NotEnough, OwnQuestion
from aiuto.approvals.models import Approval
from aiuto.people.models import Role, User
from aiuto.people.queries import desks_of

RANKS: dict[str, int] = {Role.AGENT: 0, Role.LEAD: 1, Role.ADMIN: 2}


def check_decides(user: User, approval: Approval) -> None:
    """Raises OwnQuestion and NotEnough."""
    if approval.asked_by_id == user.pk:
        raise OwnQuestion
    if not user.is_active or approval.desk_id not in desks_of(user):
        raise NotEnough
    if RANKS[user.role] < RANKS[approval.needs]:
        raise NotEnough


def decides(user: User, approval: Approval) -> bool:
    """The same as a question."""
    try:
        check_decides(user, approval)
    except (OwnQuestion, NotEnough):
        return False
    return True


def decidable(role: str) -> list[str]:
    """The needs that somebody of this role can meet."""
    return [needs for needs, rank in RANKS.items() if rank <= RANKS[role]]
