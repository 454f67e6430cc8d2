"""Who may decide about a recovery."""

from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.recovery.errors import NotYours
from aiuto.recovery.models import Compensation, Recovery


def carries(user: User, recovery: Recovery) -> bool:
    """Its owner, or a lead where the owner is not there."""
    return user.is_active and (user.pk == recovery.owner_id or leads(user))


def check_carries(user: User, recovery: Recovery) -> None:
    """Raises NotYours."""
    if not carries(user, recovery):
        raise NotYours


def calls_off(user: User, given: Compensation) -> bool:
    """Whether this person may say that what was agreed to is not given after all: a lead who did not propose it."""
    return user.is_active and leads(user) and user.pk != given.proposed_by_id


def is_shown(user: User, recovery: Recovery) -> bool:
    """Whether this person may know who we think is right: every colleague but the one who asks here as a customer."""
    asker = recovery.customer
    return asker is None or asker.user_id != user.pk


def check_shown(user: User, recovery: Recovery) -> None:
    """Raises NotYours."""
    if not is_shown(user, recovery):
        raise NotYours
